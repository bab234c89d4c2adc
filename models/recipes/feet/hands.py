"""Hands and forearms: what is most easily taken for a bare foot with its leg.

A hand lies in mm with its wrist at the origin, fingers along +z, the palm towards -y, the thumb at -x: a left
hand; `mirror` makes the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from bank import Bank, Colour, srgb
from numpy.typing import ArrayLike, NDArray
from things import box, ellipsoid, lathe, limb, rigid, smooth_path

from app.render.stage_canvas import Finish
from app.scenes.feet import palette
from app.scenes.feet.mesh import BACKGROUND, Surface, concat, loft, mirror, transform

Rng = np.random.Generator
Floats = NDArray[np.floating]
Piece = tuple[Surface, Finish]

# Index to little finger: where each leaves the palm, and its three bones, in mm (Buryanov and Kotiuk 2010).
_KNUCKLES = np.array([[-30.0, 2.0, 91.0], [-10.0, 4.0, 96.0], [10.5, 3.0, 91.0], [28.5, 0.0, 81.0]])
_BONES = ((40.0, 23.0, 17.0), (44.0, 27.0, 18.0), (41.0, 26.0, 18.0), (33.0, 18.5, 16.0))
_THICK = (9.3, 9.6, 9.0, 7.8)
# The palm's sections: z, half the width, half the thickness.
_PALM = np.array(
    [[-12, 27, 19], [4, 28, 19], [22, 34, 18], [45, 39.5, 17], [68, 41.5, 15], [86, 41, 12.5], [99, 34, 8]]
)


@dataclass(frozen=True, slots=True)
class Grasp:
    """How a hand is held, radians: `bend` (4, 2) of each finger's knuckle and of its middle joint, `fan`
    between fingers, `oppose` 0..1 of the thumb from beside the palm to before it, `thumb_bend`."""

    bend: tuple[tuple[float, float], ...]
    fan: float = 0.06
    oppose: float = 0.2
    thumb_bend: float = 0.3


_STRAIGHT, _CURLED = (0.05, 0.08), (1.45, 1.75)
GRASPS: dict[str, Grasp] = {
    "flat": Grasp((_STRAIGHT,) * 4, 0.03, 0.0, 0.05),
    "open": Grasp(((0.0, 0.15),) * 4, 0.24, 0.05, 0.1),
    "relaxed": Grasp(((0.35, 0.5), (0.45, 0.6), (0.5, 0.65), (0.55, 0.7)), 0.07, 0.35, 0.35),
    "fist": Grasp((_CURLED,) * 4, 0.0, 0.9, 0.9),
    "pointing": Grasp((_STRAIGHT, _CURLED, _CURLED, _CURLED), 0.0, 0.85, 0.8),
    "two up": Grasp((_STRAIGHT, _STRAIGHT, _CURLED, _CURLED), 0.18, 0.9, 0.8),
    "thumb up": Grasp((_CURLED,) * 4, 0.0, -0.35, 0.0),
    "round": Grasp(((0.75, 0.95),) * 4, 0.05, 0.85, 0.45),
    "pinch": Grasp(((0.95, 0.8), (0.6, 0.6), (0.45, 0.5), (0.35, 0.45)), 0.1, 0.9, 0.35),
    "hook": Grasp(((0.15, 1.5),) * 4, 0.02, 0.4, 0.5),
}


def grasp(rng: Rng, name: str | None = None) -> Grasp:
    """One of GRASPS, a little off."""
    chosen = GRASPS[name or str(rng.choice(list(GRASPS)))]
    bend = tuple((a + rng.normal(0, 0.1), max(-0.1, b + rng.normal(0, 0.14))) for a, b in chosen.bend)
    return Grasp(
        bend,
        chosen.fan + abs(rng.normal(0, 0.03)),
        chosen.oppose + rng.normal(0, 0.1),
        chosen.thumb_bend + rng.normal(0, 0.12),
    )


def hand(rng: Rng, held: Grasp | None = None, *, sides: int = 10) -> tuple[Surface, Surface]:
    """The skin and the nails of a left hand."""
    held = grasp(rng) if held is None else held
    plump = rng.uniform(0.88, 1.15)
    skin, nails = [_palm(plump)], []
    for i, (knuckle, bones) in enumerate(zip(_KNUCKLES, _BONES)):
        joints = _finger(knuckle, bones, held.bend[i], (i - 1.5) * held.fan)
        skin.append(_digit(joints, _THICK[i] * plump, sides))
        nails.append(_nail(joints, np.array([0.0, 1.0, 0.0]), _THICK[i] * plump))
    thumb = _thumb(held)
    skin.append(_digit(thumb, 11.5 * plump, sides))
    nails.append(_nail(thumb, np.array([-0.6, 0.75, 0.2]), 11.5 * plump))
    whole = concat(skin)
    return replace(whole, tint=_flushed(whole, rng)), concat(nails)


def forearm(
    rng: Rng, bank: Bank, skin: Colour, held: Grasp | None = None, *, sleeve: Finish | None = None,
    holding: str | None = None, length: float = 250.0, left: bool | None = None,
) -> list[Piece]:  # fmt: skip
    """A hand at the end of a forearm that goes back along -z to the elbow; with a sleeve where a finish for
    it is given, perhaps a watch or a bracelet, and something held where named (see HELD); either hand where
    `left` does not say which."""
    flesh = bank.stuff("skin", skin)
    thing = HELD[holding](rng, bank) if holding else []
    if holding:
        held = grasp(rng, _GRIPS[holding])
    parts = hand(rng, held)
    nail = tuple(min(1.0, 0.75 * c + 0.25) for c in skin)
    if rng.random() < 0.2:
        nail = srgb(palette.scheme(rng).pop)
    pieces: list[Piece] = [
        (parts[0], flesh),
        (parts[1], bank.stuff("leather", (nail[0], nail[1] * 0.92, nail[2] * 0.92))),
        (_shaft(rng, length), flesh),
        *thing,
    ]
    if sleeve is not None:
        pieces.append((_sleeve(rng, length), sleeve))
    elif rng.random() < 0.3:
        band = limb(
            [[30 * np.cos(a), 24 * np.sin(a), -34] for a in np.linspace(0, 2 * np.pi, 15)],
            [rng.uniform(1.5, 5)] * 15, stuff="plain", sides=6,
        )  # fmt: skip
        pieces.append((band, bank.stuff(str(rng.choice(["metal", "leather", "rubber"])), _any(rng))))
        if rng.random() < 0.5:
            face = transform(lathe([[0, 0], [19, 0], [19, 8], [0, 9]], sides=18), rigid(at=(0, 22, -34)))
            pieces.append((face, bank.stuff("metal", _any(rng))))
    left = rng.random() < 0.5 if left is None else left
    if not left:
        pieces = [(mirror(part), finish) for part, finish in pieces]
    return pieces


def _palm(plump: float) -> Surface:
    angle = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    c, s = np.cos(angle), np.sin(angle)
    # A rounded box rather than an ellipse.
    shape = np.stack([np.sign(c) * np.abs(c) ** 0.75, np.sign(s) * np.abs(s) ** 0.75], 1)
    rings = []
    for z, wide, thick in smooth_path(_PALM, 13):
        ring = np.zeros((22, 3))
        ring[:, 0], ring[:, 1], ring[:, 2] = shape[:, 0] * wide, shape[:, 1] * thick * plump, z
        # The hollow of the hand between the two balls.
        ring[:, 1] += np.where(
            s < 0, 5.0 * np.exp(-(((ring[:, 0] - 6) / 15) ** 2) - ((z - 55) / 28) ** 2), 0.0
        )
        rings.append(ring)
    body = loft(np.array(rings), stuff="skin", part=BACKGROUND, cap_first=True, cap_last=True)
    thenar = transform(
        ellipsoid((16 * plump, 14 * plump, 31), stuff="skin", rows=10), rigid(at=(-21, -8, 34))
    )
    edge = transform(ellipsoid((13, 13 * plump, 34), stuff="skin", rows=10), rigid(at=(26, -6, 38)))
    return concat([body, thenar, edge])


def _finger(knuckle: Floats, bones: Sequence[float], bend: tuple[float, float], fan: float) -> Floats:
    """(5, 3): inside the palm, knuckle, two joints, tip."""
    angles = (bend[0], bend[0] + bend[1], bend[0] + 1.65 * bend[1])
    joints = [knuckle - (0.0, 3.0, 14.0), knuckle]
    for bone, angle in zip(bones, angles):
        ahead = np.array([np.sin(fan) * np.cos(angle), -np.sin(angle), np.cos(fan) * np.cos(angle)])
        joints.append(joints[-1] + bone * ahead)
    return np.array(joints)


def _thumb(held: Grasp) -> Floats:
    share = held.oppose
    base = np.array([-23.0, -5.0, 20.0])
    first = _unit(np.array([-0.72, -0.12, 0.62]) * (1 - share) + np.array([-0.3, -0.72, 0.62]) * share)
    inward = _unit(np.array([0.6, 0.05, 0.55]) * (1 - share) + np.array([0.95, 0.1, 0.35]) * share)
    joints = [base, base + 44 * first]
    for bone, turn in ((31.0, 0.7), (25.0, 1.25)):
        way = held.thumb_bend * turn
        joints.append(joints[-1] + bone * _unit(first * np.cos(way) + inward * np.sin(way)))
    return np.array(joints)


def _digit(joints: Floats, thick: float, sides: int) -> Surface:
    """A finger along its joints, thicker at them, flesh between."""
    dense = [joints[0]]
    for a, b in zip(joints[:-1], joints[1:]):
        dense += [a + (b - a) * t for t in (0.22, 0.5, 0.78)] + [b]
    count = len(dense)
    taper = np.linspace(1.12, 0.8, count)
    swell = np.ones(count)
    swell[4:-1:4] = 1.07
    swell[2::4] = 0.97
    return limb(np.array(dense), thick * taper * swell, stuff="skin", sides=sides)


def _nail(joints: Floats, up: Floats, thick: float) -> Surface:
    ahead = _unit(joints[-1] - joints[-2])
    lift = _unit(up - ahead * (up @ ahead))
    frame = np.eye(4)
    frame[:3, :3] = np.stack([np.cross(lift, ahead), lift, ahead], 1)
    frame[:3, 3] = joints[-1] + lift * thick * 0.66 + ahead * 1.5
    return transform(
        ellipsoid((thick * 0.62, thick * 0.28, thick * 0.85), stuff="nail", rows=6, sides=10), frame
    )


def _flushed(skin: Surface, rng: Rng) -> NDArray[np.float32]:
    """(n, 3) redder knuckles and tips, a paler palm."""
    p = skin.positions.astype(np.float64)
    warm = 0.5 * np.exp(-(((p[:, 2] - 92) / 9) ** 2)) * (p[:, 1] > 0) + 0.6 * np.clip(
        (p[:, 2] - 135) / 40, 0, 1
    )
    warm = warm[:, None] * rng.uniform(0.3, 1.0)
    pale = (np.clip(-p[:, 1] / 14, 0, 1) * rng.uniform(0.0, 0.28))[:, None]
    tint = (1 - warm * np.array([0.02, 0.2, 0.2])) * (1 + pale * np.array([1.0, 0.95, 0.9]))
    return tint.astype(np.float32)


def _shaft(rng: Rng, length: float) -> Surface:
    far = length / 250.0
    plump = rng.uniform(0.85, 1.2)
    path = smooth_path([[0, 0, 2], [0, 0, -40 * far], [0, 3, -140 * far], [0, 4, -length]], 9)
    radii = np.interp(np.linspace(0, 1, 9), [0, 0.2, 0.62, 1.0], [23, 25, 40, 42]) * plump
    flat = limb(path, radii, stuff="skin", sides=14)
    squash = np.clip(1 + (flat.positions[:, 2] + 90) / 90, 0, 1) * 0.2
    positions = flat.positions * np.stack([1 + squash * 0.6, 1 - squash, np.ones_like(squash)], 1)
    return replace(flat, positions=positions.astype(np.float32))


def _sleeve(rng: Rng, length: float) -> Surface:
    """From the elbow to somewhere before the wrist, wider than the arm, in folds."""
    start = rng.uniform(0.02, 0.45) * length
    at = np.linspace(start, length + 10, 12)
    radii = np.interp(at / length, [0, 0.2, 0.62, 1.0], [32, 34, 47, 52]) + rng.uniform(0, 14)
    radii = radii + rng.uniform(0.5, 4) * np.sin(at / rng.uniform(7, 18) + rng.uniform(0, 6))
    path = np.stack([rng.normal(0, 1.5, 12), rng.normal(0, 1.5, 12), -at], 1)
    return limb(path, radii, stuff="trousers", sides=16)


def _phone(rng: Rng, bank: Bank) -> list[Piece]:
    shell = transform(box(74, 9, 152), rigid(at=(0, -30, 70), yaw=rng.normal(0, 0.2)))
    screen = transform(box(68, 1, 142), rigid(at=(0, -31, 70)))
    glow = float(rng.choice([0.0, 0.25]))
    return [(shell, bank.stuff("patent", _any(rng))), (screen, bank.stuff("patent", _any(rng), glow=glow))]


def _cup(rng: Rng, bank: Bank) -> list[Piece]:
    radius, high = rng.uniform(26, 40), rng.uniform(70, 190)
    profile = np.array([[0, 0], [0.8, 0], [1.0, 0.7], [1.0, 1.0], [0.9, 1.0], [0.85, 0.1]]) * (radius, high)
    body = transform(lathe(profile, sides=22), rigid(roll=np.pi / 2, at=(high * 0.55, -radius - 17, 62)))
    return [(body, bank.stuff(str(rng.choice(["patent", "plain", "metal"])), _any(rng)))]


def _rod(rng: Rng, bank: Bank) -> list[Piece]:
    reach, thick = rng.uniform(60, 420), rng.uniform(5, 17)
    bar = limb([[-reach, -18 - thick, 66], [reach, -18 - thick, 66]], [thick] * 2, stuff="plain", sides=12)
    return [(bar, bank.stuff(str(rng.choice(["wood", "metal", "rubber", "leather"])), _any(rng)))]


def _pen(rng: Rng, bank: Bank) -> list[Piece]:
    bar = limb([[-30, -62, 118], [-5, 40, 40]], [4.0, 5.0], stuff="plain", sides=8)
    return [(bar, bank.stuff("patent", _any(rng)))]


def _fruit(rng: Rng, bank: Bank) -> list[Piece]:
    size = rng.uniform(28, 48, 3)
    body = ellipsoid((size[0], size[1], size[2] * 1.2), rows=14, sides=18, lumps=0.06, rng=rng)
    body = transform(body, rigid(at=(0, -size[1] - 14, 62)))
    return [(body, bank.stuff(str(rng.choice(["leather", "knit", "skin", "rubber"])), _any(rng)))]


HELD = {"phone": _phone, "cup": _cup, "rod": _rod, "pen": _pen, "fruit": _fruit}
_GRIPS = {"phone": "relaxed", "cup": "round", "rod": "fist", "pen": "pinch", "fruit": "round"}


def _any(rng: Rng) -> Colour:
    return srgb(palette.scheme(rng).main)


def towards(at: ArrayLike, ahead: ArrayLike, up: ArrayLike) -> Floats:
    """(4, 4) a hand whose wrist is at a place, its fingers going ahead and its back up, as nearly as that
    goes."""
    forward = _unit(np.asarray(ahead, np.float64))
    lift = np.asarray(up, np.float64) - forward * (np.asarray(up) @ forward)
    if np.linalg.norm(lift) < 1e-3:
        lift = np.cross(forward, (1.0, 0.0, 0.3))
    lift = _unit(lift)
    frame = np.eye(4)
    frame[:3, :3] = np.stack([np.cross(lift, forward), lift, forward], 1)
    frame[:3, 3] = np.asarray(at, np.float64)
    return frame


def _unit(v: Floats) -> Floats:
    return v / np.linalg.norm(v)
