"""demo:feet: two bare feet under jeans on a wooden floor, with exact truth for every frame.

The floor is drawn once; of every frame only the window around the feet, and what stands in it.
"""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.foot import LEFT, RIGHT
from ..core.maths import Array
from ..core.pose import Pose
from ..render.context import open_context
from ..render.stage_canvas import Finish, StageCanvas, StageLight, StageMesh, stage_mesh
from ..render.stage_plate import PlateCanvas
from .demo_feet_motion import FRAME_RATE, LOOP_FRAMES, FeetMotion, feet_at
from .demo_loop import DemoLoop, Subject
from .feet.bare import BareStyle, bare
from .feet.footwear import Footwear
from .feet.last import Last, LastShape
from .feet.leg import LegStyle, Trousers, bend_ankle, leg
from .feet.mesh import LEG, Surface, mirror
from .feet.stance import FootPose, bend_toes, bent_points
from .feet.textures import OF_PART, STUFFS, sheet
from .paint_thread import PaintThread

WIDTH, HEIGHT = 960, 540
_FOV_RAD = 0.46
_EYE_MM, _AT_MM = (330.0, 980.0, 1050.0), (4.0, 88.0, 110.0)
# The part of the picture that the feet, their legs and shadows never leave: x, y, width, height in px.
_WINDOW = (180, 0, 600, 510)
_LIGHT = StageLight(to_sun=(0.22, 0.9, 0.37), shadow_edge_mm=45.0)
_REACH_MM = 700.0
# Of the legs; feet are finely enough made at the least detail there is.
_SEED, _DETAIL, _FOOT_DETAIL = 20, 0.35, 0.0
_SKIN, _NAIL = (0.78, 0.58, 0.46), (0.86, 0.68, 0.6)
_JEANS, _FLOOR = (0.2, 0.27, 0.4), (0.72, 0.55, 0.4)
# The stuffs that there are to see.
_SHEETS = ("plain", "skin", "leather", "denim", "wood")
_BOARD_MM, _FLOOR_MM = 130.0, 6000.0


@dataclass(frozen=True, slots=True, eq=False)
class FootTruth:
    """What is true of one foot: `points` (8, 2) px in anatomical order, camera_from_foot, length in mm."""

    side: int
    points: NDArray[np.float32]
    pose: Pose
    length_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class FeetTruth:
    """Of one frame: the left foot, then the right one; `part` (h, w) uint8 says what each pixel shows: 0
    neither, 1 leg, 2 foot; None where nobody asked."""

    feet: tuple[FootTruth, FootTruth]
    camera: Intrinsics
    part: NDArray[np.uint8] | None = None


class DemoFeet:
    """Draws the feet at 960x540 on a thread and an OpenGL context of its own.

    Made and used from any one thread; `parts`: also says what each pixel shows, which takes its time. Raises
    UserError when this computer has no OpenGL 3.3.
    """

    def __init__(self, *, parts: bool = True) -> None:
        self._wearer = wearer = _Wearer()
        self._thread: PaintThread[FeetMotion, tuple[NDArray[np.uint8], FeetTruth]]
        self._thread = PaintThread("demo-feet", lambda: _Painter(wearer, parts=parts))

    @property
    def camera(self) -> Intrinsics:
        """The intrinsics of every frame."""
        return Intrinsics.from_vertical_fov(WIDTH, HEIGHT, _FOV_RAD)

    @property
    def length_mm(self) -> float:
        """How long the feet are."""
        return self._wearer.foot.length_mm

    def motion(self, index: int) -> FeetMotion:
        """What frame `index` of the endless loop shows."""
        return feet_at(index, length_mm=self.length_mm, ball_mm=self._wearer.ball_mm)

    def start(self, motion: FeetMotion) -> Future[tuple[NDArray[np.uint8], FeetTruth]]:
        """Begin to draw a moment, (540, 960, 3) uint8 sRGB with its truth, and come back at once."""
        return self._thread.start(motion)

    def truth(self, motion: FeetMotion) -> FeetTruth:
        """The truth without a picture."""
        return self._wearer.truth(motion, self.camera)

    def close(self) -> None:
        """End the thread and free what it drew with; twice does no harm."""
        self._thread.close()


class DemoFeetSource(DemoLoop):
    """The feet as a source: 300 frames at 30 per second; `loop` begins again in a new epoch.

    Raises UserError without OpenGL.
    """

    def __init__(self, *, loop: bool = False) -> None:
        self._feet = feet = DemoFeet(parts=False)

        def start(index: int) -> Future[tuple[NDArray[np.uint8], FeetTruth]]:
            return feet.start(feet.motion(index))

        subject = Subject("demo:feet", feet.camera, FRAME_RATE, LOOP_FRAMES, start, feet.close)
        super().__init__(subject, loop=loop)

    def truth(self, index: int) -> FeetTruth:
        """What is true of frame `index`, counted from the start, where nobody has sought meanwhile."""
        return self._feet.truth(self._feet.motion(index))


class _Wearer:
    """The person: a right foot, its last, and the legs."""

    def __init__(self) -> None:
        rng = np.random.default_rng(_SEED)
        self.last = Last(replace(LastShape.sample(rng), length_mm=258.0))
        self.foot = bare(self.last, BareStyle.sample(rng), detail=_FOOT_DETAIL)
        jeans = Trousers(hem=128.0, width=13.0, ease=11.0, slant=4.0, cuff=34.0, cuff_tint=1.9, folds=2.6)
        self.legs = LegStyle(height=640.0, trousers=jeans)
        self.ball_mm = float(self.foot.keypoints_mm[2:4, 2].mean())

    def surfaces(self, pose: FootPose) -> list[Surface]:
        """A foot and its leg in foot space."""
        bent = bend_ankle(self.foot, pose.dorsiflexion, pose.inversion)
        shin = leg(
            bent, self.last, self.legs, flexion=pose.dorsiflexion, inversion=pose.inversion, detail=_DETAIL
        )
        foot = [bend_toes(s, self.ball_mm, pose.toe_bend) if s.part != LEG else s for s in bent.surfaces]
        both = [*reversed(shin), *foot]  # what is outermost first: what it hides costs less to draw
        return [mirror(surface) for surface in both] if pose.side == LEFT else both

    def truth(self, motion: FeetMotion, camera: Intrinsics) -> FeetTruth:
        left, right = (self._foot_truth(pose, camera) for pose in motion.feet)
        return FeetTruth((left, right), camera)

    def _foot_truth(self, pose: FootPose, camera: Intrinsics) -> FootTruth:
        bent: Footwear = bend_ankle(self.foot, pose.dorsiflexion, pose.inversion)
        points = np.asarray(bent.keypoints_mm, np.float64)
        if abs(pose.toe_bend) > 1e-4:
            points = bent_points(points, self.ball_mm, pose.toe_bend)[0]
        if pose.side == LEFT:
            points = points * (-1.0, 1.0, 1.0)
        camera_from_foot = _CAMERA_FROM_WORLD @ pose.world_from_foot
        placed = points @ camera_from_foot[:3, :3].T + camera_from_foot[:3, 3]
        return FootTruth(
            LEFT if pose.side == LEFT else RIGHT,
            camera.project(placed).astype(np.float32),
            Pose.from_matrix(camera_from_foot),
            self.foot.length_mm,
        )


class _Painter:
    """Owns the context and everything in it; lives in one thread."""

    def __init__(self, wearer: _Wearer, *, parts: bool = True) -> None:
        self._wearer = wearer
        self._parts = parts
        self._camera = Intrinsics.from_vertical_fov(WIDTH, HEIGHT, _FOV_RAD)
        self._drawn: tuple[FeetMotion, NDArray[np.uint8], NDArray[np.uint8] | None] | None = None
        x, y, width, height = _WINDOW
        one = self._camera
        self._window = Intrinsics(width, height, one.fx, one.fy, one.cx - x, one.cy - y)
        with ExitStack() as stack:
            stack.enter_context(open_context())
            whole = StageCanvas(WIDTH, HEIGHT, sheets=len(_SHEETS))
            with ExitStack() as once:
                once.callback(whole.release)
                _upload_sheets(whole)
                self._plate = whole.draw((), _floor(), one, _CAMERA_FROM_WORLD, _LIGHT).rgb
            inside = np.ascontiguousarray(self._plate[y : y + height, x : x + width])
            self._canvas = PlateCanvas(inside, sheets=len(_SHEETS))
            stack.callback(self._canvas.release)
            _upload_sheets(self._canvas)
            self._stack = stack.pop_all()

    def paint(self, motion: FeetMotion) -> tuple[NDArray[np.uint8], FeetTruth]:
        truth = self._wearer.truth(motion, self._camera)
        if self._drawn is None or not _alike(self._drawn[0], motion):
            self._drawn = (motion, *self._draw(motion))
        _, rgb, part = self._drawn
        return rgb, replace(truth, part=part)

    def _draw(self, motion: FeetMotion) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
        things: list[StageMesh] = []
        for number, pose in enumerate(motion.feet, 1):
            for surface in self._wearer.surfaces(pose):
                things.append(stage_mesh(surface, _finish(surface), pose.world_from_foot, instance=number))
        self._canvas.set(things, ())
        lit = self._canvas.lit(
            self._window, _CAMERA_FROM_WORLD, _LIGHT, focus_mm=(0.0, 200.0, 120.0), reach_mm=_REACH_MM
        )
        x, y, width, height = _WINDOW
        rgb = self._plate.copy()
        rgb[y : y + height, x : x + width] = lit
        if not self._parts:
            return rgb, None
        part = np.zeros((HEIGHT, WIDTH), np.uint8)
        part[y : y + height, x : x + width] = self._canvas.look(self._window, _CAMERA_FROM_WORLD).part
        return rgb, part

    def release(self) -> None:
        self._stack.close()


def _alike(a: FeetMotion, b: FeetMotion) -> bool:
    """Whether two moments look the same, so that feet that stand still are drawn once."""
    return all(
        np.array_equal(one.world_from_foot, other.world_from_foot)
        and (one.dorsiflexion, one.inversion, one.toe_bend)
        == (other.dorsiflexion, other.inversion, other.toe_bend)
        for one, other in zip(a.feet, b.feet, strict=True)
    )


def _upload_sheets(canvas: StageCanvas) -> None:
    rng = np.random.default_rng(_SEED)
    for index, name in enumerate(_SHEETS):
        canvas.sheets.upload(index, sheet(name, rng))


def _finish(surface: Surface) -> Finish:
    tint = {"skin": _SKIN, "nail": _NAIL, "trousers": _JEANS}.get(surface.stuff, _SKIN)
    kind = "denim" if surface.stuff == "trousers" else OF_PART.get(surface.stuff, "plain")
    return _of(kind, tint)


def _of(kind: str, tint: tuple[float, float, float]) -> Finish:
    made = STUFFS[kind]
    return Finish(
        tint, _SHEETS.index(kind), made.sheet_mm, made.roughness, made.specular, made.bump, made.soft
    )


def _floor() -> list[StageMesh]:
    """Boards of slightly different browns that run away from the camera."""
    rng = np.random.default_rng(_SEED)
    boards = []
    count = int(_FLOOR_MM / _BOARD_MM)
    for board in range(-count // 2, count // 2):
        x0 = board * _BOARD_MM
        shade = 1.0 + rng.normal(0.0, 0.07)
        tint = (_FLOOR[0] * shade, _FLOOR[1] * shade, _FLOOR[2] * shade)
        along = rng.uniform(0.0, 20.0)
        plank = _flat(x0 + 0.9, x0 + _BOARD_MM - 0.9, -_FLOOR_MM / 2, _FLOOR_MM / 2, 0.0, along)
        boards.append(stage_mesh(plank, _of("wood", tint)))
    joints = _flat(-_FLOOR_MM / 2, _FLOOR_MM / 2, -_FLOOR_MM / 2, _FLOOR_MM / 2, -1.5, 0.0)
    boards.append(stage_mesh(joints, _of("plain", (0.16, 0.11, 0.08))))
    return boards


def _flat(x0: float, x1: float, z0: float, z1: float, y: float, along: float) -> Surface:
    corners = np.array([[x0, y, z0], [x1, y, z0], [x1, y, z1], [x0, y, z1]], np.float32)
    uvs = np.stack([corners[:, 2] / 100.0 + along, corners[:, 0] / 100.0], axis=1).astype(np.float32)
    return Surface(
        positions=corners,
        normals=np.tile(np.array([0.0, 1.0, 0.0], np.float32), (4, 1)),
        uvs=uvs,
        indices=np.array([[0, 2, 1], [0, 3, 2]], np.uint32),
        stuff="wood",
        part=0,
    )


def _looking(eye_mm: tuple[float, float, float], at_mm: tuple[float, float, float]) -> Array:
    """(4, 4) camera_from_world of a camera that is level."""
    eye = np.array(eye_mm)
    forward = np.array(at_mm) - eye
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[:3, :3] = np.stack([right, np.cross(forward, right), forward])
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


_CAMERA_FROM_WORLD = _looking(_EYE_MM, _AT_MM)
