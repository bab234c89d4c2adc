"""One random picture of feet, or of none, with its exact labels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import backdrops
import cameras
import closeups
import cv2
import distractors
import lights
import numpy as np
import people
import rooms
from bank import CLOTH_SHEETS, FLOOR_SHEETS, SHEETS, Bank
from numpy.typing import NDArray
from things import rigid

from app.core.camera import Intrinsics
from app.core.maths import Array
from app.render.stage_canvas import StageCanvas, StageLight, StageMesh, StagePicture
from app.scenes.feet.mesh import FOOT

SIDE = cameras.SIDE
Rng = np.random.Generator
# A keypoint counts as seen if somewhere within this share of the foot's length nothing is before it by more
# than this many mm: it is on the outline, or only its own edge hides it.
_NEAR_SHARE, _TOLERANCE_MM = 0.025, 9.0
_LEAST_PIXELS = 12
# Shares: of all pictures without feet, and of those the close-ups of heads, hands, trunks.
WITHOUT_FEET, CLOSE_UPS = 0.18, 0.45
# How often the camera is after one foot of the two, and how often hands are beside the feet.
_ONE_OF_TWO, _HANDS_BESIDE = 0.32, 0.1
# Thighs and things may hide every foot: such a picture is drawn anew, a few times.
_TRIES, _CLEAR_PIXELS = 6, 120


@dataclass(frozen=True, slots=True, eq=False)
class LabelledFoot:
    """One foot: its instance in the mask; side 0 left, 1 right; keypoints (8, 3) x, y in px and v: 2 visible,
    1 hidden or outside the picture, 0 a foot's length outside it; `camera_from_foot` (4, 4) in mm; `area`
    in px."""

    instance: int
    side: int
    kpts: NDArray[np.float32]
    camera_from_foot: Array
    length_mm: float
    footwear: str
    area: int


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """rgb (384, 384, 3); mask (384, 384): class (0 background, 1 leg, 2 foot) | instance << 2."""

    rgb: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    feet: tuple[LabelledFoot, ...]
    camera: Intrinsics
    view: str


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What a picture is taken of, and from where."""

    meshes: list[StageMesh]
    ground: list[StageMesh]
    feet: tuple[people.PlacedFoot, ...]
    view: cameras.View
    light: StageLight
    focus_mm: tuple[float, float, float]
    beyond: tuple[float, float, float]
    # What lies farther than so many mm is out of focus, or painted.
    sharp_to_mm: float = 0.0
    backdrop: NDArray[np.uint8] | None = None


class Studio:
    """Draws samples. Belongs to the current GL context; `refill` before the first."""

    def __init__(self, without_feet: float = WITHOUT_FEET, close_ups: float = CLOSE_UPS) -> None:
        """`without_feet`: the share of pictures that show none; `close_ups`: of these, the share of
        `closeups`."""
        self.without_feet, self.close_ups = without_feet, close_ups
        self._canvas = StageCanvas(SIDE, SIDE, sheets=SHEETS, samples=0)
        self.bank = Bank(self._canvas)
        self._people: list[people.Person] = []
        self._busts: list[closeups.Bust] = []
        self._arms: list[StageMesh] = []
        self._things: list[tuple[str, StageMesh]] = []

    def refill(
        self, rng: Rng, *, people_count: int = 180, things_count: int = 120, floor_count: int = FLOOR_SHEETS,
        cloth_count: int = CLOTH_SHEETS, bust_count: int = 40,
    ) -> None:  # fmt: skip
        """Other floors and cloths, people and things; pictures are composed of them."""
        self.bank.refill(rng, floor_count, cloth_count)
        self._people = [people.person(rng, self.bank) for _ in range(people_count)]
        self._things = [distractors.thing(rng, self.bank) for _ in range(things_count)]
        self._busts = [closeups.bust(rng, self.bank) for _ in range(bust_count)]
        self._arms = [closeups.arm(rng, self.bank) for _ in range(bust_count)]

    def release(self) -> None:
        """Free everything; the context has to be current."""
        self._canvas.release()

    def _anybody(self, rng: Rng) -> people.Person:
        return self._people[int(rng.integers(len(self._people)))]

    def sample(self, rng: Rng) -> Labelled:
        """The next picture; the same rng after the same refill gives the same one."""
        negative = rng.random() < self.without_feet
        kind = str(rng.choice(list(cameras.KINDS), p=list(cameras.KINDS.values())))
        close = negative and rng.random() < self.close_ups
        for tries in range(_TRIES):
            if close:
                # Somebody's feet may be in the picture of a lap; of a face they never are.
                scene = self._close_up(rng, "face" if tries == _TRIES - 1 else None)
            else:
                scene = self._without_feet(rng) if negative else self._posed(rng, kind)
            self._canvas.set(scene.meshes, scene.ground)
            picture = self._canvas.look(scene.view.camera, scene.view.camera_from_world)
            labels = [_label(picture, foot, scene.view) for foot in scene.feet]
            feet = tuple(foot for foot in labels if foot is not None)
            if (negative and not (picture.part == FOOT).any()) or any(_is_clear(foot) for foot in feet):
                break
        rgb = self._photographed(rng, scene, picture.depth_mm)
        return Labelled(rgb, _mask(picture), feet, scene.view.camera, scene.view.kind)

    def _posed(self, rng: Rng, kind: str) -> Scene:
        """Somebody's feet, perhaps among others', and things about them."""
        first = self._anybody(rng)
        meshes, feet = first.placed(np.eye(4), 1, own=kind == "own")
        for _ in range(int(rng.choice([0, 1, 2], p=[0.8, 0.15, 0.05]))):
            more = self._anybody(rng).placed(self._aside(rng, near=kind == "own"), len(feet) + 1, own=False)
            meshes, feet = meshes + more[0], feet + more[1]
        target = np.concatenate([foot.keypoints_mm for foot in feet[: len(first.feet)]]).mean(0)
        looked_at, share = feet[0], None
        if len(first.feet) > 1 and rng.random() < _ONE_OF_TWO:
            looked_at = feet[int(rng.integers(2))]
            target = looked_at.keypoints_mm.mean(0)
            # So close, the other one is mostly or wholly outside.
            share = float(rng.uniform(0.35, 0.8)) if rng.random() < 0.6 else None
        body = meshes[0].vertices["position"] if kind == "own" else None
        view = cameras.view(
            rng, target, looked_at.keypoints_mm, kind, seated=first.seated, share=share, body=body
        )
        if kind == "own":
            turn = view.camera_from_world
            meshes[0] = people.seen_past(meshes[0], -turn[:3, :3].T @ turn[:3, 3])
        if rng.random() < _HANDS_BESIDE:
            meshes += self._hands_beside(rng, target, own=kind == "own")
        meshes += self._clutter(
            rng,
            [foot.keypoints_mm for foot in feet],
            int(rng.poisson(rng.choice([0.8, 5.0], p=[0.75, 0.25]))),
        )
        return self._scene(rng, meshes, feet, view, target)

    def _hands_beside(self, rng: Rng, target: Array, *, own: bool) -> list[StageMesh]:
        """Somebody's hands by the feet, tying, pointing, picking up."""
        aside = rng.choice([-1.0, 1.0]) * np.array([rng.uniform(70, 260), 0.0, 0.0])
        near = target + aside + (0.0, rng.uniform(0, 130), rng.normal(0, 120))
        return closeups.reaching(rng, self._arms, near, 60.0, count=int(rng.integers(1, 3)), own=own)

    @staticmethod
    def _aside(rng: Rng, *, near: bool) -> NDArray[np.floating]:
        """Where somebody else stands; near: opposite or beside, close by."""
        reach = rng.uniform(420, 1100) if near else rng.uniform(380, 2200)
        angle = rng.normal(0, 0.8) if near else rng.uniform(-np.pi, np.pi)
        yaw = angle + np.pi + rng.normal(0, 0.9) if rng.random() < 0.6 else rng.uniform(-np.pi, np.pi)
        return rigid(at=(reach * np.sin(angle), 0.0, reach * np.cos(angle)), yaw=yaw)

    def _without_feet(self, rng: Rng) -> Scene:
        """Faces, trunks, hands, furniture, bags, empty shoes: no foot anywhere."""
        what = str(rng.choice(["bust", "furniture", "things", "room"], p=[0.22, 0.28, 0.22, 0.28]))
        meshes: list[StageMesh] = []
        target = np.array([rng.normal(0, 60), rng.uniform(0, 120), rng.normal(0, 60)])
        spread = 60.0
        kind = str(rng.choice(["other", "knee", "floor", "above", "any"]))
        if what == "bust":
            hips = np.array([0.0, rng.uniform(250, 900), 0.0])
            frame = rigid(at=hips, yaw=rng.uniform(-np.pi, np.pi))
            who = self._busts[int(rng.integers(len(self._busts)))]
            meshes += [people.moved(part, frame) for part in (who.body, who.head)]
            target = hips + rng.normal(0, 1, 3) * (150, 60, 150) + (0, rng.uniform(200, 750), 0)
            spread = 90.0
        if what == "furniture":
            meshes += rooms.furniture(rng, self._things, int(rng.integers(1, 4)), 500.0)
            high = meshes[-1].vertices["position"]
            target = high[int(rng.integers(len(high)))] * (1.0, 0.5, 1.0) + rng.normal(0, 60, 3) * (1, 0, 1)
            spread = 70.0
        if what == "room":
            # As a camera on a wall or a shelf sees it, metres wide.
            meshes += rooms.furniture(rng, self._things, int(rng.integers(0, 6)), 1100.0)
            target = np.array([rng.normal(0, 300), rng.uniform(0, 700), rng.normal(0, 300)])
            spread, kind = rng.uniform(150, 450), str(rng.choice(["other", "knee", "any"], p=[0.7, 0.2, 0.1]))
        points = target + rng.normal(0, spread, (8, 3))
        meshes += self._clutter(rng, [], int(rng.integers(0 if what == "room" else 1, 7)))
        view = cameras.view(rng, target, points, kind, seated=False)
        return self._scene(rng, meshes, [], view, target)

    def _close_up(self, rng: Rng, kind: str | None) -> Scene:
        """A head, hands, a lap, before a room or something painted, sharp or not."""
        cast = closeups.Cast(busts=self._busts, arms=self._arms, people=self._people, things=self._things)
        shot = closeups.scene(rng, self.bank, cast, kind)
        meshes = shot.meshes + self._clutter(rng, [], int(rng.poisson(0.7)))
        view = cameras.view(rng, shot.target, shot.points, shot.camera, seated=False, share=shot.share)
        scene = self._scene(rng, meshes, [], view, shot.target)
        turn = view.camera_from_world
        away = float((turn[:3, :3] @ shot.target + turn[:3, 3])[2])
        if rng.random() < 0.35:
            return scene
        behind = (
            backdrops.backdrop(rng, SIDE) if shot.kind in ("face", "body") and rng.random() < 0.6 else None
        )
        return replace(scene, sharp_to_mm=away + rng.uniform(350, 900), backdrop=behind)

    def _scene(
        self,
        rng: Rng,
        meshes: list[StageMesh],
        feet: list[people.PlacedFoot],
        view: cameras.View,
        target: Array,
    ) -> Scene:
        """The floor, the walls and the light are chosen last."""
        turn = view.camera_from_world
        ground, sheet, beyond = rooms.ground(rng, self.bank, -turn[:3, :3].T @ turn[:3, 3])
        light = lights.light(rng, outdoors=sheet.outdoors)
        if rng.random() < 0.2:
            meshes = meshes + lights.between(rng, light, target)
        return Scene(
            meshes, ground, tuple(feet), view, light, (float(target[0]), 0.0, float(target[2])), beyond
        )

    def _clutter(self, rng: Rng, feet: list[NDArray[np.floating]], count: int) -> list[StageMesh]:
        """Things on the floor, none on a foot."""
        meshes: list[StageMesh] = []
        for _ in range(count):
            reach = np.exp(rng.uniform(np.log(120), np.log(1800)))
            angle = rng.uniform(-np.pi, np.pi)
            at = np.array([reach * np.sin(angle), 0.0, 120 + reach * np.cos(angle)])
            matrix = rigid(at=at, yaw=rng.uniform(-np.pi, np.pi))
            new = people.moved(self._things[int(rng.integers(len(self._things)))][1], matrix)
            low, high = new.vertices["position"].min(0), new.vertices["position"].max(0)
            hit = [((p > low - 15) & (p < high + 15)).all(1).any() for p in feet]
            if not any(hit) and np.all(high - low < 2600):
                meshes.append(new)
        return meshes

    def _photographed(self, rng: Rng, scene: Scene, depth_mm: NDArray[np.float32]) -> NDArray[np.uint8]:
        """The scene lit, its jagged outlines smoothed, with a lens's softness; a few blurred by motion."""
        view = scene.view
        drawn = self._canvas.lit(
            view.camera,
            view.camera_from_world,
            scene.light,
            focus_mm=scene.focus_mm,
            reach_mm=900.0,
            background=scene.beyond,
        )
        smooth = _without_steps(drawn, depth_mm)
        if scene.sharp_to_mm:
            soft = float(np.exp(rng.uniform(np.log(1.0), np.log(9.0))))
            smooth = out_of_focus(smooth, depth_mm, scene.sharp_to_mm, soft, scene.backdrop)
        rgb = cv2.GaussianBlur(smooth, (3, 3), float(rng.uniform(0.4, 0.75)))
        if rng.random() < 0.04:
            length, angle = int(rng.integers(3, 12)), rng.uniform(0, np.pi)
            kernel = np.zeros((15, 15), np.float32)
            step = np.array([np.cos(angle), np.sin(angle)]) * length / 2
            cv2.line(kernel, tuple(int(v) for v in 7 - step), tuple(int(v) for v in 7 + step), 1.0)
            rgb = cv2.filter2D(rgb, -1, kernel / kernel.sum())
        return np.ascontiguousarray(rgb)


def _without_steps(rgb: NDArray[np.uint8], depth_mm: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Softer where something stands before something else: four samples a pixel would cost as much again as
    the whole picture."""
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    near = cv2.erode(depth_mm, cross)
    outline = (cv2.dilate(depth_mm, cross) - near > 12.0 + 0.02 * near)[..., None]
    return np.where(outline, cv2.GaussianBlur(rgb, (5, 5), 1.0), rgb)


def out_of_focus(
    rgb: NDArray[np.uint8], depth_mm: NDArray[np.float32], sharp_to_mm: float, soft_px: float,
    backdrop: NDArray[np.uint8] | None,
) -> NDArray[np.uint8]:  # fmt: skip
    """What is far away blurred by so many px, or the backdrop in its place."""
    far = ((depth_mm == 0) | (depth_mm > sharp_to_mm)).astype(np.float32)
    if backdrop is None:
        # Only what is far is spread, or what is near would shine through at its outline.
        spread = cv2.GaussianBlur(rgb * far[..., None], (0, 0), soft_px)
        behind = spread / np.maximum(cv2.GaussianBlur(far, (0, 0), soft_px), 1e-3)[..., None]
    else:
        behind = backdrop.astype(np.float32)
    share = cv2.GaussianBlur(far, (0, 0), 0.8)[..., None]
    return np.clip(rgb * (1 - share) + behind * share, 0, 255).astype(np.uint8)


def _mask(picture: StagePicture) -> NDArray[np.uint8]:
    mask = (picture.part | (picture.instance << 2)).astype(np.uint8)
    mask[picture.part == 0] = 0
    return mask


def _label(picture: StagePicture, foot: people.PlacedFoot, view: cameras.View) -> LabelledFoot | None:
    """A foot's label, or None where next to nothing of it is in the picture."""
    area = int(np.count_nonzero((picture.part == FOOT) & (picture.instance == foot.instance)))
    turn = view.camera_from_world
    seen = foot.keypoints_mm @ turn[:3, :3].T + turn[:3, 3]
    if area < _LEAST_PIXELS or (seen[:, 2] < 40.0).any():
        return None
    at = view.camera.project(seen)
    length_px = max(float(np.linalg.norm(at[0] - at[1])), float(np.ptp(at, axis=0).max()))
    kpts = np.zeros((8, 3), np.float32)
    kpts[:, :2] = at
    for k in range(8):
        kpts[k, 2] = _visibility(picture, at[k], float(seen[k, 2]), length_px)
    return LabelledFoot(
        foot.instance, foot.side, kpts, turn @ foot.world_from_foot, foot.length_mm, foot.footwear, area
    )


def _is_clear(foot: LabelledFoot) -> bool:
    return foot.area >= _CLEAR_PIXELS and int((foot.kpts[:, 2] == 2).sum()) >= 3


def _visibility(picture: StagePicture, at: Array, depth_mm: float, length_px: float) -> int:
    x, y = at
    beyond = max(-x, x - SIDE, -y, y - SIDE)
    if beyond >= 0:
        return 1 if beyond < length_px else 0
    reach = max(1, round(_NEAR_SHARE * length_px))
    left, top = max(0, int(x) - reach), max(0, int(y) - reach)
    window = picture.depth_mm[top : int(y) + reach + 1, left : int(x) + reach + 1]
    before = (window > 0) & (window < depth_mm - _TOLERANCE_MM)
    return 1 if before.all() else 2
