"""What demo:feet does: two feet that stand, turn, lift and step, as a function of the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.foot import LEFT, RIGHT
from ..core.maths import Array
from .feet.stance import FootPose, placed, turned

LOOP_FRAMES = 300
FRAME_RATE = 30
# Frames in which both feet stand still: from the first, and from the second, up to but without the other.
STILL = ((0, 60), (270, 300))

# Key poses of one foot: second; where its heel's middle stands (mm to the wearer's left, ahead); where its
# toe points (degrees to the wearer's left); how high the heel and the whole foot are lifted (mm); how far the
# leg leans ahead and to the side (degrees).
_RIGHT = np.array(
    [
        # s,    x,    z,  yaw, heel, lift, ahead, aside
        [0.0, -92, 0, -9, 0, 0, 4, 0],
        [2.0, -92, 0, -9, 0, 0, 4, 0],
        [2.5, -96, 30, -14, 30, 45, 2, 1],
        [3.0, -112, 95, -30, 0, 0, -6, 3],
        [3.6, -112, 95, -42, 0, 0, -6, 4],
        [4.3, -106, 80, 6, 55, 12, 6, 2],
        [5.0, -100, 40, -4, 0, 0, 6, 0],
        [5.8, -92, 0, -9, 0, 0, 8, 0],
        [6.6, -92, 0, -9, 60, 0, 10, 0],
        [7.4, -92, 0, -9, 0, 0, 4, 0],
        [9.0, -92, 0, -9, 0, 0, 4, 0],
        [10.0, -92, 0, -9, 0, 0, 4, 0],
    ]
)
_LEFT = np.array(
    [
        [0.0, 96, -14, 11, 0, 0, 3, 0],
        [2.0, 96, -14, 11, 0, 0, 3, 0],
        [3.0, 96, -14, 12, 0, 0, 5, -1],
        [5.0, 96, -14, 11, 0, 0, 2, 0],
        [5.6, 100, 10, 14, 45, 30, 3, 0],
        [6.1, 112, 60, 28, 0, 0, -5, -2],
        [6.8, 112, 60, 34, 0, 0, -5, -2],
        [7.6, 108, 30, 20, 70, 10, 6, -1],
        [8.4, 96, -14, 11, 0, 0, 3, 0],
        [9.0, 96, -14, 11, 0, 0, 3, 0],
        [10.0, 96, -14, 11, 0, 0, 3, 0],
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class FeetMotion:
    """One moment: both feet, the left one first."""

    feet: tuple[FootPose, FootPose]


def feet_at(index: int, *, length_mm: float, ball_mm: float) -> FeetMotion:
    """Frame `index` of the endless loop, for feet of that length whose ball lies so far before the heel."""
    t_s = (index % LOOP_FRAMES) / FRAME_RATE
    return FeetMotion(
        (
            _foot(LEFT, _between(_LEFT, t_s), length_mm, ball_mm),
            _foot(RIGHT, _between(_RIGHT, t_s), length_mm, ball_mm),
        )
    )


def _foot(side: int, key: Array, length_mm: float, ball_mm: float) -> FootPose:
    x, z, yaw_deg, heel_mm, lift_mm, ahead_deg, aside_deg = key
    # A heel goes up about the ball, whose toes stay on the floor while nothing else lifts the foot.
    pitch = float(np.arcsin(np.clip(heel_mm / ball_mm, -1.0, 1.0)))
    yaw = float(np.radians(yaw_deg))
    rotation = turned(yaw=yaw, pitch=pitch)
    heel = np.array([x, 0.0, z])
    ball = heel + turned(yaw=yaw) @ np.array([0.0, 0.0, ball_mm]) + (0.0, lift_mm, 0.0)
    on_floor = float(np.clip(1.0 - lift_mm / 25.0, 0.0, 1.0))
    return FootPose(
        side,
        placed(rotation, ball, (0.0, 0.0, ball_mm)),
        toe_bend=pitch * on_floor,
        # The shin stays nearly upright while the heel goes up.
        dorsiflexion=float(np.radians(ahead_deg)) - 0.8 * pitch,
        inversion=float(np.radians(aside_deg)),
    )


def _between(keys: Array, t_s: float) -> Array:
    """The key poses at a time; speed is 0 at each."""
    after = min(int(np.searchsorted(keys[:, 0], t_s, side="right")), len(keys) - 1)
    a, b = keys[after - 1], keys[after]
    share = np.clip((t_s - a[0]) / (b[0] - a[0]), 0.0, 1.0)
    eased = share * share * (3.0 - 2.0 * share)
    key: Array = a[1:] + eased * (b[1:] - a[1:])
    return key
