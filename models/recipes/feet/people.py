"""People: what they wear on their feet, their legs, and a mannequin above them to fill the picture."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from bank import Bank, Colour, srgb
from busts import bust
from numpy.typing import NDArray
from things import box, limb, rigid, smooth_path

from app.core.foot import FOOTWEAR, RIGHT
from app.render.stage_canvas import Finish, StageMesh, stage_mesh
from app.scenes.feet import palette
from app.scenes.feet.footwear import Footwear
from app.scenes.feet.last import Last, LastShape
from app.scenes.feet.leg import LegStyle, Trousers, bend_ankle, lean, leg
from app.scenes.feet.mesh import LEG, Surface, mirror
from app.scenes.feet.stance import STANCES, FootPose, Stance, bend_toes, bent_points

Rng = np.random.Generator
Floats = NDArray[np.floating]
# How often each kind of footwear is drawn.
WEIGHTS = {
    "bare": 0.3,
    "sock": 0.1,
    "sneaker": 0.29,
    "loafer": 0.08,
    "boot": 0.08,
    "heel": 0.06,
    "sandal": 0.09,
}
STANCE_WEIGHTS = {
    "standing": 0.38,
    "walking": 0.26,
    "tiptoe": 0.05,
    "sitting": 0.14,
    "crossed": 0.1,
    "in the air": 0.07,
}
# sRGB of skin from the Fitzpatrick scale's lightest to its darkest.
_SKINS = np.array(
    [
        [250, 226, 212], [243, 210, 188], [233, 194, 164], [219, 172, 137], [198, 146, 108], [172, 119, 82],
        [141, 92, 61], [109, 69, 46], [80, 50, 35], [56, 35, 26],
    ]
) / 255.0  # fmt: skip
_BEND = {"bare": 1.0, "sock": 1.0, "sneaker": 0.9, "loafer": 0.8, "boot": 0.7, "heel": 0.5, "sandal": 0.8}


@dataclass(frozen=True, slots=True, eq=False)
class PlacedFoot:
    """One foot in the world: instance, what it wears, keypoints (8, 3) in world mm in anatomical order."""

    instance: int
    side: int
    footwear: str
    length_mm: float
    world_from_foot: Floats
    keypoints_mm: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Someone at the origin who faces +z: `body` up to the neck and `head`; instances count from 1."""

    body: StageMesh
    head: StageMesh
    feet: tuple[PlacedFoot, ...]
    seated: bool

    def placed(
        self, world_from_person: Floats, first_instance: int, *, own: bool
    ) -> tuple[list[StageMesh], list[PlacedFoot]]:
        """The meshes and feet at a place; without the head where the picture is seen by `own` eyes."""
        offset = first_instance - 1
        meshes = [
            moved(mesh, world_from_person, offset)
            for mesh in ((self.body,) if own else (self.body, self.head))
        ]
        turn, shift = world_from_person[:3, :3], world_from_person[:3, 3]
        feet = [
            replace(
                foot,
                instance=foot.instance + offset,
                world_from_foot=world_from_person @ foot.world_from_foot,
                keypoints_mm=foot.keypoints_mm @ turn.T + shift,
            )
            for foot in self.feet
        ]
        return meshes, feet


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """One person's colours."""

    skin: Colour
    trousers: Finish
    top: Finish
    sock: Colour
    bare_legged: bool


def skin_colour(rng: Rng) -> Colour:
    """sRGB of anybody's skin."""
    at = rng.uniform(0, len(_SKINS) - 1)
    i = min(int(at), len(_SKINS) - 2)
    tone = _SKINS[i] + (at - i) * (_SKINS[i + 1] - _SKINS[i])
    tone = np.clip(tone * (1 + rng.normal(0, 0.03)) * (1 + rng.normal(0, 0.02, 3)), 0.05, 1.0)
    return float(tone[0]), float(tone[1]), float(tone[2])


def footwear(rng: Rng, kind: str, detail: float) -> tuple[Footwear, Last]:
    """A right foot in something of a kind, and the last it was made on."""
    module = importlib.import_module(f"app.scenes.feet.{kind}")
    style = getattr(module, f"{kind.capitalize()}Style").sample(rng)
    shape = LastShape.sample(rng)
    # A style with a heel under it knows the last that it is built on.
    last = style.last(shape) if hasattr(style, "last") else Last(shape)
    return getattr(module, kind)(last, style, detail=detail), last


def available() -> dict[str, float]:
    """Kinds that can be made, with their weights."""
    found = {k: w for k, w in WEIGHTS.items() if importlib.util.find_spec(f"app.scenes.feet.{k}")}
    total = sum(found.values())
    return {k: w / total for k, w in found.items()}


def wardrobe(rng: Rng, bank: Bank, kind: str) -> Wardrobe:
    """What a person who wears a kind of footwear may wear above it."""
    cloth = str(rng.choice(["denim", "cloth", "knit", "leather"], p=[0.4, 0.42, 0.13, 0.05]))
    if cloth == "denim":
        tint = srgb(
            np.array(
                palette.linear(
                    str(rng.choice(["#2b3a55", "#1c2437", "#4a6285", "#7d96b5", "#15181f", "#8b8b8d"]))
                )
            )
            * rng.uniform(0.7, 1.3)
        )
    elif rng.random() < 0.5:
        tint = srgb(palette.pick(rng, palette.BLACKS + palette.GREYS + palette.DEEPS))
    else:
        tint = srgb(palette.scheme(rng).main)
    trousers = bank.stuff(cloth, tint)
    if rng.random() < 0.12:
        trousers = bank.patterned(trousers, bank.cloths[int(rng.integers(len(bank.cloths)))])
    top = bank.stuff("cloth", srgb(palette.scheme(rng).main))
    if rng.random() < 0.35:
        top = bank.patterned(top, bank.cloths[int(rng.integers(len(bank.cloths)))])
    bare_legged = rng.random() < {"bare": 0.6, "sandal": 0.55, "heel": 0.6, "sock": 0.3}.get(kind, 0.28)
    return Wardrobe(skin_colour(rng), trousers, top, srgb(palette.scheme(rng).main), bool(bare_legged))


def person(rng: Rng, bank: Bank, *, kind: str | None = None, detail: float = 0.0) -> Person:
    """Anybody, in footwear of a kind or of any."""
    if kind is None:
        kinds = available()
        kind = str(rng.choice(list(kinds), p=list(kinds.values())))
    right, last = footwear(rng, kind, detail)
    look = wardrobe(rng, bank, kind)
    name = str(rng.choice(list(STANCE_WEIGHTS), p=list(STANCE_WEIGHTS.values())))
    stance = STANCES[name](rng, right.length_mm)
    legs = leg_style(rng, kind, bare_legged=look.bare_legged)
    meshes: list[StageMesh] = []
    feet: list[PlacedFoot] = []
    knees: list[tuple[Floats, float]] = []
    missing = int(rng.integers(2)) if rng.random() < 0.08 else None
    for pose in stance.feet:
        worn, shin, knee, girth = _legged(right, last, legs, pose, detail)
        matrix = pose.world_from_foot
        knees.append((matrix[:3, :3] @ knee + matrix[:3, 3], girth))
        if pose.side == missing:
            continue
        meshes += _foot_meshes([*worn.surfaces, *shin], worn, pose, look, bank, len(feet) + 1)
        feet.append(_placed(worn, pose, len(feet) + 1))
    body, top = _above(rng, bank, look, knees, stance)
    return Person(merged(meshes + body), merged(top), tuple(feet), stance.seated)


def leg_style(rng: Rng, kind: str, *, bare_legged: bool) -> LegStyle:
    """A person's legs: trousers or none, a sock's shaft where socks are worn in such a thing."""
    style = LegStyle.sample(rng, sock={"bare": False, "sock": True, "heel": False}.get(kind))
    if kind == "sandal" and rng.random() < 0.85:
        style = replace(style, sock=0.0)
    trousers = None if bare_legged else (style.trousers or Trousers.sample(rng))
    return replace(style, trousers=trousers)


def _legged(
    right: Footwear, last: Last, style: LegStyle, pose: FootPose, detail: float
) -> tuple[Footwear, list[Surface], Floats, float]:
    """The footwear of one side bent at the ankle, its leg's surfaces, and where the leg ends: the middle in
    foot space and how thick it is there."""
    bent = bend_ankle(right, pose.dorsiflexion, pose.inversion)
    shin = leg(bent, last, style, flexion=pose.dorsiflexion, inversion=pose.inversion, detail=detail)
    along = lean(pose.dorsiflexion, pose.inversion) @ np.array([0.0, 1.0, 0.0])
    up = shin[-1].positions @ along
    rim = shin[-1].positions[up > up.max() - 4.0]
    knee = rim.mean(0).astype(np.float64)
    girth = float(np.percentile(np.linalg.norm(rim - knee, axis=1), 80))
    if pose.side == RIGHT:
        return bent, list(shin), knee, girth
    return bent.mirrored(), [mirror(part) for part in shin], knee * (-1.0, 1.0, 1.0), girth


def _foot_meshes(
    surfaces: Sequence[Surface], worn: Footwear, pose: FootPose, look: Wardrobe, bank: Bank, instance: int
) -> list[StageMesh]:
    ball = worn.keypoints_mm[2:4, 2].mean()
    bend = pose.toe_bend * _BEND.get(worn.kind, 0.8)
    meshes = []
    for surface in surfaces:
        bent = bend_toes(surface, float(ball), bend) if surface.part != LEG else surface
        meshes.append(stage_mesh(bent, _finish(bent, look, bank), pose.world_from_foot, instance=instance))
    return meshes


def _finish(surface: Surface, look: Wardrobe, bank: Bank) -> Finish:
    if surface.stuff == "skin":
        return bank.stuff("skin", look.skin)
    if surface.stuff == "nail":
        tint = tuple(min(1.0, 0.75 * c + 0.27) for c in look.skin)
        return bank.finish(surface, (tint[0], tint[1] * 0.92, tint[2] * 0.92))
    if surface.stuff == "trousers":
        return look.trousers
    return bank.finish(surface, look.sock)


def _placed(worn: Footwear, pose: FootPose, instance: int) -> PlacedFoot:
    ball = worn.keypoints_mm[2:4, 2].mean()
    bend = pose.toe_bend * _BEND.get(worn.kind, 0.8)
    points = np.asarray(worn.keypoints_mm, np.float64)
    if abs(bend) > 1e-4:
        points = bent_points(points, float(ball), bend)[0]
    matrix = pose.world_from_foot
    world = points @ matrix[:3, :3].T + matrix[:3, 3]
    return PlacedFoot(instance, pose.side, worn.kind, worn.length_mm, matrix, world)


def _above(
    rng: Rng, bank: Bank, look: Wardrobe, knees: list[tuple[Floats, float]], stance: Stance
) -> tuple[list[StageMesh], list[StageMesh]]:
    """Thighs and from there up a body, with what it sits on; and its head."""
    middle = (knees[0][0] + knees[1][0]) / 2
    if stance.seated:
        hips = middle + (0.0, rng.uniform(-20, 90), -rng.uniform(360, 430))
        hips[1] = max(hips[1], 330.0)
    else:
        hips = middle + (0.0, rng.uniform(370, 440), -rng.uniform(0, 110))
    shorts = look.bare_legged and rng.random() < 0.6
    meshes = []
    for instance, ((knee, girth), side) in enumerate(zip(knees, (1.0, -1.0)), 1):
        hip = hips + (side * 90, 0.0, 0.0)
        down = knee + (knee - hip) * 0.03
        path = smooth_path([down, knee + (hip - knee) * 0.12, (knee + hip) / 2 + (0.0, 6.0, 0.0), hip], 9)
        radii = np.interp(
            np.linspace(0, 1, 9),
            [0, 0.15, 0.5, 1.0],
            [girth * 0.97, girth * 1.06, girth * 1.2 + 6, girth * 1.25 + 16],
        )
        finish = bank.stuff("skin", look.skin) if look.bare_legged else look.trousers
        thigh = limb(path, radii, stuff="trousers", part=LEG, sides=16)
        meshes.append(stage_mesh(thigh, finish, instance=instance))
        if shorts:
            hem = int(rng.integers(2, 6))
            cloth = limb(path[hem:], radii[hem:] + rng.uniform(6, 30), stuff="trousers", part=LEG, sides=16)
            meshes.append(stage_mesh(cloth, look.trousers, instance=instance))
    if stance.seated and hips[1] > 200.0:
        seat = box(rng.uniform(380, 900), hips[1] - 80.0, rng.uniform(300, 480), stuff="cloth")
        finish = bank.stuff(
            str(rng.choice(["cloth", "leather", "wood", "plain"])), srgb(palette.scheme(rng).main)
        )
        meshes.append(stage_mesh(seat, finish, rigid(at=(hips[0], 0.0, hips[2] - 60.0))))
    trunk, top = bust(rng, bank, look.skin, look.top, hips, at_rest=0.65)
    return meshes + trunk, top


def merged(meshes: Sequence[StageMesh]) -> StageMesh:
    """One mesh of several."""
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    return StageMesh(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate([mesh.indices + np.uint32(start) for mesh, start in zip(meshes, starts)]),
    )


def moved(mesh: StageMesh, matrix: Floats, instances: int = 0) -> StageMesh:
    """A mesh moved by a rigid (4, 4), its instances counted on."""
    vertices = mesh.vertices.copy()
    turn = np.asarray(matrix, np.float32)
    vertices["position"] = mesh.vertices["position"] @ turn[:3, :3].T + turn[:3, 3]
    vertices["normal"] = mesh.vertices["normal"] @ turn[:3, :3].T
    if instances:
        label = vertices["label"]
        label[:, 1] += (label[:, 1] > 0) * np.uint8(instances)
    return StageMesh(vertices, mesh.indices)


def seen_past(mesh: StageMesh, eye: Floats) -> StageMesh:
    """One's own body without what only a headless one shows: the end of the neck, close under the eye."""
    p = mesh.vertices["position"] - np.asarray(eye, np.float32)
    near = (np.linalg.norm(p, axis=1) < 260.0) & (p[:, 1] < -60.0)
    return StageMesh(mesh.vertices, mesh.indices[~near[mesh.indices].any(1)])


def footwear_number(kind: str) -> int:
    """0 bare 1 sock 2 sneaker 3 loafer 4 boot 5 heel 6 sandal 7 other."""
    return FOOTWEAR.index(kind)
