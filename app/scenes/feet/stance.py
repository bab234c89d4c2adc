"""How feet stand, walk, sit and cross: where each is in the world, how it bends, where its leg goes.

World space is in mm, y up, the floor at y = 0; the person faces +z, so that +x is to the left, as in foot
space. Pure numpy, seeded by the rng that is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...core.foot import LEFT, RIGHT
from ...core.maths import Array
from .mesh import Surface

_ANKLE = 0.24  # the ankle's place between heel and toe, as a share of the length
_BALL = 0.70


@dataclass(frozen=True, slots=True, eq=False)
class FootPose:
    """One foot of a stance. `toe_bend`: how far the toes bend up against the rest of the foot, which is
    what world_from_foot (4, 4) places; `dorsiflexion`: the shin leans towards the toes; `inversion`: it leans
    to the lateral side. Radians."""

    side: int
    world_from_foot: Array
    toe_bend: float = 0.0
    dorsiflexion: float = 0.0
    inversion: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Stance:
    """Both feet of a person, left first. `seated`: the thighs go back and level instead of up."""

    name: str
    feet: tuple[FootPose, FootPose]
    seated: bool = False


def turned(*, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Array:
    """(3, 3): roll about z, then pitch about x (positive: the toe goes down), then yaw about y."""
    cy, sy, cp, sp, cr, sr = (f(a) for a in (yaw, pitch, roll) for f in (np.cos, np.sin))
    about_y = np.array([[cy, 0.0, sy], [0.0, 1.0, 0.0], [-sy, 0.0, cy]])
    about_x = np.array([[1.0, 0.0, 0.0], [0.0, cp, -sp], [0.0, sp, cp]])
    about_z = np.array([[cr, -sr, 0.0], [sr, cr, 0.0], [0.0, 0.0, 1.0]])
    whole: Array = about_y @ about_x @ about_z
    return whole


def placed(rotation: Array, at_world: Sequence[float] | Array, pivot_foot: Sequence[float] | Array) -> Array:
    """(4, 4) world_from_foot that brings a point of the foot to a place in the world."""
    matrix = np.eye(4)
    matrix[:3, :3] = rotation
    matrix[:3, 3] = np.asarray(at_world, np.float64) - rotation @ np.asarray(pivot_foot, np.float64)
    return matrix


def bend_toes(surface: Surface, ball_mm: float, angle: float) -> Surface:
    """A surface whose front part, from the ball on, is bent up by an angle about the ball."""
    if abs(angle) < 1e-4:
        return surface
    points, turn = bent_points(surface.positions, ball_mm, angle)
    sine, cosine = np.sin(turn), np.cos(turn)
    nx, ny, nz = surface.normals.T
    normals = np.stack([nx, cosine * ny + sine * nz, cosine * nz - sine * ny], 1)
    return replace(surface, positions=points.astype(np.float32), normals=normals.astype(np.float32))


def bent_points(points: NDArray[np.floating], ball_mm: float, angle: float) -> tuple[Array, Array]:
    """Points (n, 3) in foot space bent as `bend_toes` does it, and by how much each was turned (n,)."""
    x, y, z = np.asarray(points, np.float64).T
    # The bend is spread over a few centimetres: an arc of this radius at the sole.
    spread = 0.34 * ball_mm
    start = ball_mm - 0.6 * spread
    radius = spread / angle
    turn = np.clip((z - start) / spread, 0.0, 1.0) * angle
    beyond = z - np.clip(z, start, start + spread)
    height = np.minimum(y, 0.85 * radius) if radius > 0 else y
    arm = radius - height
    along = np.where(z > start, start + arm * np.sin(turn) + beyond * np.cos(turn), z)
    up = np.where(z > start, radius - arm * np.cos(turn) + beyond * np.sin(turn), y)
    return np.stack([x, up, along], 1), turn


def standing(rng: np.random.Generator, length_mm: float) -> Stance:
    """Both feet flat, at ease: side by side or one before the other, toes out or, now and then, in."""
    width = float(rng.uniform(70, 190)) if rng.random() < 0.8 else float(rng.uniform(190, 480))
    stagger = float(rng.normal(0, 40) if rng.random() < 0.7 else rng.normal(0, 190))
    out = np.radians(rng.normal(9, 8))
    lean = np.radians(rng.normal(4, 6))
    feet = []
    for side, hand in ((LEFT, 1.0), (RIGHT, -1.0)):
        yaw = hand * (out + np.radians(rng.normal(0, 5)))
        at = (hand * width / 2, 0.0, hand * stagger / 2)
        lie = np.radians(rng.normal(0, 3))
        feet.append(
            _flat(side, at, yaw, length_mm, dorsiflexion=lean + np.radians(rng.normal(0, 4)), inversion=lie)
        )
    return Stance("standing", (feet[0], feet[1]))


def walking(rng: np.random.Generator, length_mm: float) -> Stance:
    """A moment of a step: the rear heel coming up, the front foot landing, flat or still in the air."""
    stride = float(rng.uniform(120, 620)) * length_mm / 265.0
    width = float(rng.uniform(40, 170))
    front = int(rng.integers(2))
    poses: list[FootPose] = []
    for side, hand in ((LEFT, 1.0), (RIGHT, -1.0)):
        yaw = hand * np.radians(rng.normal(7, 6))
        at = np.array([hand * width / 2, 0.0, stride / 2 if side == front else -stride / 2])
        if side == front:
            poses.append(_leading(rng, side, at, yaw, length_mm))
        else:
            poses.append(_trailing(rng, side, at, yaw, length_mm))
    return Stance("walking", (poses[0], poses[1]))


def _leading(rng: np.random.Generator, side: int, at: Array, yaw: float, length_mm: float) -> FootPose:
    kind = rng.random()
    if kind < 0.4:
        return _flat(side, at, yaw, length_mm, dorsiflexion=np.radians(rng.normal(0, 10)))
    pitch = -np.radians(rng.uniform(3, 28))
    lift = 0.0 if kind < 0.75 else float(rng.uniform(10, 160))
    if lift:
        pitch = np.radians(rng.normal(-4, 18))
    heel = at + (0.0, lift, -_ANKLE * length_mm)
    rotation = turned(yaw=yaw, pitch=pitch, roll=np.radians(rng.normal(0, 5)))
    return FootPose(
        side,
        placed(rotation, heel, (0.0, 0.0, 0.0)),
        0.0,
        np.radians(rng.normal(-4, 8)),
        np.radians(rng.normal(0, 5)),
    )


def _trailing(rng: np.random.Generator, side: int, at: Array, yaw: float, length_mm: float) -> FootPose:
    pitch = np.radians(rng.uniform(4, 62))
    swinging = rng.random() < 0.3
    lift = float(rng.uniform(15, 180)) if swinging else 0.0
    bend = pitch * float(rng.uniform(0.1, 0.5)) if swinging else pitch * float(rng.uniform(0.85, 1.0))
    ball = np.array([0.0, 0.0, _BALL * length_mm])
    place = at + np.array([0.0, lift, (_BALL - _ANKLE) * length_mm])
    rotation = turned(yaw=yaw, pitch=pitch, roll=np.radians(rng.normal(0, 4)))
    bend = min(bend, np.radians(55))
    dorsiflexion = np.radians(rng.normal(6, 9)) - (0.35 * pitch if swinging else 0.0)
    return FootPose(
        side, placed(rotation, place, ball), float(bend), float(dorsiflexion), np.radians(rng.normal(0, 4))
    )


def on_tiptoe(rng: np.random.Generator, length_mm: float) -> Stance:
    """Heels up, on both or on one foot: reaching, dancing, crouching."""
    base = standing(rng, length_mm)
    raised = rng.random(2) < 0.65
    feet = []
    for pose, up in zip(base.feet, raised):
        if up:
            yaw = float(np.arctan2(pose.world_from_foot[0, 2], pose.world_from_foot[2, 2]))
            feet.append(_trailing(rng, pose.side, pose.world_from_foot[:3, 3], yaw, length_mm))
        else:
            feet.append(pose)
    return Stance("tiptoe", (feet[0], feet[1]))


def sitting(rng: np.random.Generator, length_mm: float) -> Stance:
    """On a chair: flat, drawn back, or stretched out on the heels."""
    stretched = rng.random() < 0.4
    width = float(rng.uniform(80, 420))
    feet = []
    for side, hand in ((LEFT, 1.0), (RIGHT, -1.0)):
        yaw = hand * np.radians(rng.normal(8, 12))
        z = float(rng.normal(120 if stretched else 0, 70))
        at = np.array([hand * width / 2, 0.0, z])
        if stretched and rng.random() < 0.8:
            pitch = -np.radians(rng.uniform(8, 75))
            roll = -hand * np.radians(rng.normal(12, 14))
            rotation = turned(yaw=yaw, pitch=pitch, roll=roll)
            # A round heel rests on the floor: its lowest point lies a little before the origin.
            feet.append(
                FootPose(
                    side, placed(rotation, at + (0.0, 12.0, 0.0), (0.0, 12.0, 12.0)), 0.0,
                    np.radians(rng.normal(-28, 10)), np.radians(rng.normal(0, 6)),
                )
            )  # fmt: skip
        else:
            feet.append(
                _flat(
                    side,
                    at,
                    yaw,
                    length_mm,
                    dorsiflexion=np.radians(rng.normal(2, 13)),
                    inversion=np.radians(rng.normal(0, 6)),
                )
            )
    return Stance("sitting", (feet[0], feet[1]), seated=True)


def crossed(rng: np.random.Generator, length_mm: float) -> Stance:
    """Ankles crossed while standing or sitting: one foot flat, the other over it on its toe or its side."""
    over = int(rng.integers(2))
    feet: list[FootPose] = []
    for side, hand in ((LEFT, 1.0), (RIGHT, -1.0)):
        if side != over:
            at = np.array([hand * rng.uniform(-30, 30), 0.0, 0.0])
            feet.append(
                _flat(
                    side,
                    at,
                    hand * np.radians(rng.normal(12, 12)),
                    length_mm,
                    inversion=np.radians(rng.normal(-6, 6)),
                )
            )
            continue
        at = np.array([-hand * rng.uniform(90, 190), 0.0, rng.uniform(30, 180)])
        yaw = hand * np.radians(rng.normal(-4, 22))
        style = rng.random()
        if style < 0.4:
            feet.append(_flat(side, at, yaw, length_mm, inversion=np.radians(rng.normal(12, 6))))
        elif style < 0.75:
            feet.append(_trailing(rng, side, at, yaw, length_mm))
        else:
            roll = hand * np.radians(rng.uniform(-40, 40))
            ankle = (0.0, 0.0, _ANKLE * length_mm)
            rotation = turned(yaw=yaw, pitch=np.radians(rng.normal(10, 18)), roll=roll)
            feet.append(
                FootPose(side, placed(rotation, at + (0.0, rng.uniform(20, 90), 0.0), ankle), 0.0,
                         np.radians(rng.normal(-10, 8)), np.radians(rng.normal(5, 8)))
            )  # fmt: skip
    return Stance("crossed", (feet[0], feet[1]), seated=bool(rng.random() < 0.6))


def in_the_air(rng: np.random.Generator, length_mm: float) -> Stance:
    """Feet up: one leg over the other's knee, feet on a stool, a kick, lying down; turned any way at all."""
    flat = standing(rng, length_mm)
    both = rng.random() < 0.5
    free = int(rng.integers(2))
    feet = []
    for pose in flat.feet:
        if not both and pose.side != free:
            feet.append(pose)
            continue
        hand = 1.0 if pose.side == LEFT else -1.0
        rotation = turned(
            yaw=np.radians(rng.normal(0, 30)),
            pitch=np.radians(rng.normal(-35, 45)),
            roll=hand * np.radians(rng.normal(0, 25)),
        )
        at = (hand * rng.uniform(20, 200), rng.uniform(120, 520), rng.uniform(0, 350))
        feet.append(
            FootPose(pose.side, placed(rotation, at, (0.0, 0.0, _ANKLE * length_mm)), 0.0,
                     np.radians(rng.normal(-22, 12)), np.radians(rng.normal(0, 8)))
        )  # fmt: skip
    return Stance("in the air", (feet[0], feet[1]), seated=True)


def _flat(
    side: int,
    at: Sequence[float] | Array,
    yaw: float,
    length_mm: float,
    *,
    dorsiflexion: float = 0.0,
    inversion: float = 0.0,
) -> FootPose:
    """A foot flat on the floor with its ankle over a place."""
    matrix = placed(turned(yaw=float(yaw)), at, (0.0, 0.0, _ANKLE * length_mm))
    return FootPose(side, matrix, 0.0, float(dorsiflexion), float(inversion))


STANCES: dict[str, Callable[[np.random.Generator, float], Stance]] = {
    "standing": standing,
    "walking": walking,
    "tiptoe": on_tiptoe,
    "sitting": sitting,
    "crossed": crossed,
    "in the air": in_the_air,
}
