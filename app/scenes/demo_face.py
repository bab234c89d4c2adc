"""The demo subject: a portrait that turns its head, blinks and speaks, with exact truth for every frame."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.pose import Pose
from ..render.context import open_context
from ..render.mesh_canvas import Drawn, MeshCanvas
from . import demo_assets as assets
from .demo_loop import DemoLoop, Subject
from .demo_motion import FRAME_RATE, LOOP_FRAMES, Motion, motion_at
from .demo_shape import HEIGHT, WIDTH, DemoShape, Placed
from .paint_thread import PaintThread

CELL_PX = 9  # from the middle of the head's largest triangles to their corners, in px of its texture


@dataclass(frozen=True, slots=True, eq=False)
class DemoTruth:
    """What is true of a frame.

    `points` (478, 3) float32: x, y in px, z in px with MediaPipe's sign, 0 at the head's origin. `pose` is
    camera_from_head. `blink` 0..1 says how far the lids are down, `mouth_open_mm` how far the jaw.
    """

    points: NDArray[np.float32]
    pose: Pose
    camera: Intrinsics
    blink: float
    mouth_open_mm: float


class DemoFace:
    """Draws the subject at 1280x720 on a thread and an OpenGL context of its own.

    Made and used from any one thread. Raises UserError when this computer has no OpenGL 3.3.
    """

    def __init__(self) -> None:
        seen = assets.widened(assets.grey("head_alpha.png"), CELL_PX)
        self._shape = shape = DemoShape(assets.geometry(), assets.grey("torso.png"), seen)
        self._thread: PaintThread[Motion, tuple[NDArray[np.uint8], DemoTruth]]
        # Not by `self`: a closed subject is gone at once then, and does not wait for the collector.
        self._thread = PaintThread("demo-face", lambda: _Painter(shape))

    @property
    def camera(self) -> Intrinsics:
        """The intrinsics of every frame."""
        return self._shape.camera

    def render(self, index: int) -> tuple[NDArray[np.uint8], DemoTruth]:
        """Frame `index` of the endless loop: (720, 1280, 3) uint8 sRGB and its truth."""
        return self.render_motion(motion_at(index))

    def render_motion(self, motion: Motion) -> tuple[NDArray[np.uint8], DemoTruth]:
        """Any moment: `render_motion(Motion(yaw_rad=...))` for stills."""
        return self.start(motion).result()

    def start(self, motion: Motion) -> Future[tuple[NDArray[np.uint8], DemoTruth]]:
        """Begin to draw a moment and come back at once."""
        return self._thread.start(motion)

    def truth(self, motion: Motion) -> DemoTruth:
        """The truth without a picture."""
        return truth_of(self._shape.place(motion), motion, self._shape.camera)

    def close(self) -> None:
        """End the thread and free what it drew with; twice does no harm."""
        self._thread.close()


def truth_of(placed: Placed, motion: Motion, camera: Intrinsics) -> DemoTruth:
    """The drawn geometry, projected."""
    distance = float(placed.pose.translation_mm[2])
    z = (placed.landmarks[:, 2:] - distance) * (camera.fx / distance)
    points = np.concatenate([camera.project(placed.landmarks), z], axis=1).astype(np.float32)
    return DemoTruth(points, placed.pose, camera, max(motion.blink), motion.mouth_open_mm)


class _Painter:
    """Owns the context and everything in it; lives in one thread."""

    def __init__(self, shape: DemoShape) -> None:
        self._shape = shape
        with ExitStack() as stack:
            stack.enter_context(open_context())
            self._canvas = canvas = MeshCanvas(WIDTH, HEIGHT)
            stack.callback(canvas.release)
            plate = canvas.texture(assets.picture("plate.jpg", "collar_alpha.png"))
            head = canvas.texture(assets.picture("head.jpg", "head_alpha.png"))
            neck = canvas.texture(assets.picture("neck.jpg", "neck_alpha.png"))
            teeth = canvas.texture(assets.picture("teeth.jpg", "teeth_alpha.png"))
            eye, hollow = (
                canvas.texture(assets.picture("eye.jpg")),
                canvas.texture(assets.picture("hollow.jpg")),
            )
            s = shape
            self._plate = canvas.upload(plate, s.plate.uv, s.plate.triangles, covering=False)
            still = canvas.upload(plate, s.still_plate.uv, s.still_plate.triangles, covering=False)
            canvas.lay_ground([Drawn(still, s.place(Motion()).plate)], s.camera)
            self._collar = canvas.upload(plate, s.collar.uv, s.collar.triangles)
            self._neck = canvas.upload(neck, s.neck.uv, s.neck.triangles)
            self._hollow = canvas.upload(hollow, s.hollow.uv, s.hollow.triangles, covering=False, relief=True)
            self._teeth = canvas.upload(teeth, s.teeth.uv, s.teeth.triangles, relief=True)
            self._eye = canvas.upload(eye, s.eye.uv, s.eye.triangles, relief=True)
            self._head = canvas.upload(head, s.head.uv, s.head.triangles, relief=True)
            self._stack = stack.pop_all()

    def paint(self, motion: Motion) -> tuple[NDArray[np.uint8], DemoTruth]:
        placed = self._shape.place(motion)
        layers = [
            Drawn(self._plate, placed.plate),
            Drawn(self._neck, placed.neck),
            Drawn(self._collar, placed.collar),
            Drawn(self._hollow, placed.hollow),
            Drawn(self._teeth, placed.teeth),
            Drawn(self._eye, placed.eyes[0], cover=placed.eye_covers[0]),
            Drawn(self._eye, placed.eyes[1], cover=placed.eye_covers[1]),
            Drawn(self._head, placed.head, placed.head_shade, placed.head_cover),
        ]
        rgb = self._canvas.draw(layers, self._shape.camera)
        return rgb, truth_of(placed, motion, self._shape.camera)

    def release(self) -> None:
        self._stack.close()


class DemoFaceSource(DemoLoop):
    """The demo subject as a source: 300 frames at 30 per second; `loop` begins again in a new epoch.

    Raises UserError without OpenGL.
    """

    def __init__(self, *, loop: bool = False) -> None:
        self._face = face = DemoFace()

        def start(index: int) -> Future[tuple[NDArray[np.uint8], DemoTruth]]:
            return face.start(motion_at(index))

        subject = Subject("demo:face", face.camera, FRAME_RATE, LOOP_FRAMES, start, face.close)
        super().__init__(subject, loop=loop)

    def truth(self, index: int) -> DemoTruth:
        """What is true of frame `index`, counted from the start, where nobody has sought meanwhile."""
        return self._face.truth(motion_at(index))
