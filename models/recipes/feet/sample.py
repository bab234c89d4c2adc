"""One random picture of feet, or of none, with its exact labels."""

from __future__ import annotations

from dataclasses import dataclass

import cameras
import cv2
import distractors
import lights
import numpy as np
import people
from bank import CLOTH_SHEETS, FLOOR_SHEETS, SHEETS, Bank, Sheet
from numpy.typing import NDArray
from things import quad, rigid

from app.core.camera import Intrinsics
from app.core.maths import Array
from app.render.stage_canvas import Finish, StageCanvas, StageLight, StageMesh, StagePicture, stage_mesh
from app.scenes.feet.mesh import FOOT

SIDE = cameras.SIDE
Rng = np.random.Generator
# A keypoint counts as seen if somewhere within this share of the foot's length nothing is before it by more
# than this many mm: it is on the outline, or only its own edge hides it.
_NEAR_SHARE, _TOLERANCE_MM = 0.025, 9.0
_LEAST_PIXELS = 12
WITHOUT_FEET = 0.15
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


class Studio:
    """Draws samples. Belongs to the current GL context; `refill` before the first."""

    def __init__(self, without_feet: float = WITHOUT_FEET) -> None:
        """`without_feet`: the share of pictures that show none."""
        self.without_feet = without_feet
        self._canvas = StageCanvas(SIDE, SIDE, sheets=SHEETS, samples=0)
        self._bank = Bank(self._canvas)
        self._people: list[people.Person] = []
        self._torsos: list[tuple[StageMesh, StageMesh]] = []
        self._things: list[tuple[str, StageMesh]] = []

    def refill(
        self, rng: Rng, *, people_count: int = 180, things_count: int = 120, floor_count: int = FLOOR_SHEETS,
        cloth_count: int = CLOTH_SHEETS,
    ) -> None:  # fmt: skip
        """Other floors and cloths, people and things; pictures are composed of them."""
        self._bank.refill(rng, floor_count, cloth_count)
        self._people = [people.person(rng, self._bank) for _ in range(people_count)]
        self._things = [distractors.thing(rng, self._bank) for _ in range(things_count)]
        looks = [people.wardrobe(rng, self._bank, "bare") for _ in range(24)]
        torsos = [people.mannequin(rng, self._bank, look, np.zeros(3)) for look in looks]
        self._torsos = [(people.merged(body), people.merged(head)) for body, head in torsos]

    def release(self) -> None:
        """Free everything; the context has to be current."""
        self._canvas.release()

    def _anybody(self, rng: Rng) -> people.Person:
        return self._people[int(rng.integers(len(self._people)))]

    def sample(self, rng: Rng) -> Labelled:
        """The next picture; the same rng after the same refill gives the same one."""
        negative = rng.random() < self.without_feet
        kind = str(rng.choice(list(cameras.KINDS), p=list(cameras.KINDS.values())))
        for _ in range(_TRIES):
            scene = self._without_feet(rng) if negative else self._posed(rng, kind)
            self._canvas.set(scene.meshes, scene.ground)
            picture = self._canvas.look(scene.view.camera, scene.view.camera_from_world)
            labels = [_label(picture, foot, scene.view) for foot in scene.feet]
            feet = tuple(foot for foot in labels if foot is not None)
            if negative or any(_is_clear(foot) for foot in feet):
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
        if len(first.feet) > 1 and rng.random() < 0.2:
            target = feet[int(rng.integers(2))].keypoints_mm.mean(0)
        view = cameras.view(rng, target, feet[0].keypoints_mm, kind, seated=first.seated)
        meshes += self._clutter(
            rng,
            [foot.keypoints_mm for foot in feet],
            int(rng.poisson(rng.choice([0.8, 5.0], p=[0.75, 0.25]))),
        )
        return self._scene(rng, meshes, feet, view, target)

    @staticmethod
    def _aside(rng: Rng, *, near: bool) -> NDArray[np.floating]:
        """Where somebody else stands; near: opposite or beside, close by."""
        reach = rng.uniform(420, 1100) if near else rng.uniform(380, 2200)
        angle = rng.normal(0, 0.8) if near else rng.uniform(-np.pi, np.pi)
        yaw = angle + np.pi + rng.normal(0, 0.9) if rng.random() < 0.6 else rng.uniform(-np.pi, np.pi)
        return rigid(at=(reach * np.sin(angle), 0.0, reach * np.cos(angle)), yaw=yaw)

    def _without_feet(self, rng: Rng) -> Scene:
        """Faces, trunks, hands, furniture, bags, empty shoes: no foot anywhere."""
        what = str(rng.choice(["bust", "trunk", "furniture", "things"], p=[0.45, 0.17, 0.18, 0.2]))
        meshes: list[StageMesh] = []
        target = np.array([rng.normal(0, 60), rng.uniform(0, 120), rng.normal(0, 60)])
        points = target + rng.normal(0, 60, (8, 3))
        kind = str(rng.choice(["other", "knee", "floor", "above", "any"]))
        if what in ("bust", "trunk"):
            hips = np.array([0.0, rng.uniform(250, 900), 0.0])
            frame = rigid(at=hips, yaw=rng.uniform(-np.pi, np.pi) if what == "trunk" else rng.normal(0, 0.6))
            body, head = self._torsos[int(rng.integers(len(self._torsos)))]
            meshes += [
                people.moved(part, frame)
                for part in ((body, head) if what == "bust" or rng.random() < 0.5 else (body,))
            ]
            target = hips + rng.normal(0, 1, 3) * (150, 60, 150) + (0, rng.uniform(0, 750), 0)
            points = target + rng.normal(0, 90, (8, 3))
        if what == "bust":
            face = meshes[-1].vertices["position"][:900].astype(np.float64)
            target = face.mean(0) + rng.normal(0, 60, 3)
            points, kind = face[::40], "facing"
        if what == "furniture":
            chosen = [mesh for name, mesh in self._things if name == "legs"] or [self._things[0][1]]
            for _ in range(int(rng.integers(1, 4))):
                at = (rng.normal(0, 500), 0.0, rng.normal(0, 500))
                meshes.append(
                    people.moved(chosen[int(rng.integers(len(chosen)))], rigid(at=at, yaw=rng.uniform(-3, 3)))
                )
            high = meshes[-1].vertices["position"]
            target = high[int(rng.integers(len(high)))] * (1.0, 0.5, 1.0) + rng.normal(0, 60, 3) * (1, 0, 1)
            points = target + rng.normal(0, 70, (8, 3))
        meshes += self._clutter(rng, [], int(rng.integers(1, 7)))
        view = cameras.view(rng, target, points, kind, seated=False)
        return self._scene(rng, meshes, [], view, target)

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
        ground, sheet, beyond = self._ground(rng, -turn[:3, :3].T @ turn[:3, 3])
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

    def _ground(self, rng: Rng, eye: Array) -> tuple[list[StageMesh], Sheet, tuple[float, float, float]]:
        """The floor, perhaps a rug on it and walls round it; and the colour of what lies beyond."""
        bank = self._bank
        sheet = bank.floors[int(rng.integers(len(bank.floors)))]
        wide = 9000.0
        lie = rigid(at=(rng.uniform(-400, 400), 0, rng.uniform(-400, 400)), yaw=rng.uniform(-np.pi, np.pi))
        floor = quad([[-wide, 0, wide], [wide, 0, wide], [wide, 0, -wide], [-wide, 0, -wide]])
        tone = np.clip(rng.normal(0.96, 0.06) + rng.normal(0, 0.02, 3), 0.6, 1.0)
        if rng.random() < 0.35:
            # The same floor in another colour.
            tone = tone * np.exp(rng.normal(0, 0.22, 3))
            tone = tone / max(1.0, float(tone.max())) * rng.uniform(0.6, 1.0)
        size = sheet.sheet_mm * np.exp(rng.normal(0, 0.2))
        finish = Finish(_colour(tone), sheet.index, size, sheet.roughness, sheet.specular, sheet.bump, 0.2)
        ground = [stage_mesh(floor, finish, lie)]
        if not sheet.outdoors and rng.random() < 0.25:
            ground.append(self._rug(rng))
        if rng.random() < (0.35 if sheet.outdoors else 0.75):
            ground += self._walls(rng, eye)
        beyond = (0.62, 0.7, 0.8) if sheet.outdoors else tuple(float(v) for v in rng.uniform(0.2, 0.8, 3))
        return ground, sheet, (beyond[0], beyond[1], beyond[2])

    def _rug(self, rng: Rng) -> StageMesh:
        cloth = self._bank.cloths[int(rng.integers(len(self._bank.cloths)))]
        w, d = rng.uniform(400, 1400), rng.uniform(300, 1000)
        rug = quad([[-w, 1.5, d], [w, 1.5, d], [w, 1.5, -d], [-w, 1.5, -d]])
        finish = Finish(
            (1, 1, 1), cloth.index, cloth.sheet_mm * rng.uniform(0.6, 1.5), 1.0, 0.05, cloth.bump, 0.3
        )
        return stage_mesh(
            rug, finish, rigid(at=(rng.normal(0, 400), 0, rng.normal(0, 400)), yaw=rng.uniform(-3, 3))
        )

    def _walls(self, rng: Rng, eye: Array) -> list[StageMesh]:
        bank = self._bank
        meshes = []
        paint = bank.stuff(
            "plain", tuple(float(v) for v in rng.uniform(0.3, 0.95) * (1 + rng.normal(0, 0.08, 3)))
        )
        skirting = bank.stuff("plain", tuple(float(v) for v in np.full(3, rng.uniform(0.1, 0.95))))
        turn = rng.uniform(-np.pi, np.pi)
        for side in range(4):
            frame = rigid(yaw=turn + side * np.pi / 2)
            # Whoever looks is in the room, too.
            away = max(rng.uniform(450, 4500), rng.uniform(150, 900) - float(eye @ frame[:3, 2]))
            frame[:3, 3] = frame[:3, 2] * -away
            wall = quad([[-9000, 0, 0], [9000, 0, 0], [9000, 3500, 0], [-9000, 3500, 0]])
            finish = paint
            if rng.random() < 0.3:
                picked = (bank.cloths + bank.floors)[int(rng.integers(len(bank.cloths) + len(bank.floors)))]
                finish = Finish((1, 1, 1), picked.index, picked.sheet_mm * 1.5, 0.8, 0.2, 0.0)
            meshes.append(stage_mesh(wall, finish, frame))
            if rng.random() < 0.6:
                high = rng.uniform(40, 160)
                meshes.append(
                    stage_mesh(
                        quad([[-9000, 0, 12], [9000, 0, 12], [9000, high, 12], [-9000, high, 12]]),
                        skirting,
                        frame,
                    )
                )
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
        rgb = cv2.GaussianBlur(_without_steps(drawn, depth_mm), (3, 3), float(rng.uniform(0.4, 0.75)))
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


def _colour(rgb: NDArray[np.floating]) -> tuple[float, float, float]:
    return float(rgb[0]), float(rgb[1]), float(rgb[2])


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
