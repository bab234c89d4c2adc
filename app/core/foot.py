"""Feet: the eight keypoints, their order, and where they lie on a foot of a given length.

Foot space is in millimetres: its origin is the rearmost point of the heel laid on the sole plane, x points to
the wearer's left, y up and z to the toe. Of a right foot the medial side is +x; a left foot is its mirror.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .foot_shape import SHAPES
from .maths import Array

KEYPOINTS = (
    "toe_tip",
    "heel_back",
    "ball_medial",
    "ball_lateral",
    "instep",
    "ankle_medial",
    "ankle_lateral",
    "achilles",
)
TOE_TIP, HEEL_BACK, BALL_MEDIAL, BALL_LATERAL, INSTEP, ANKLE_MEDIAL, ANKLE_LATERAL, ACHILLES = range(8)
LEFT, RIGHT = 0, 1
SIDES = ("left", "right")
# By hand instead of by side: 2 and 5 lie to the left of the way from heel to toe, 3 and 6 to the right. In
# this order nothing depends on which foot it is.
_LEFT_FOOT_BY_HAND = np.array([0, 1, 3, 2, 4, 6, 5, 7])
# What a foot wears, in the order in which the network answers.
FOOTWEAR = ("bare", "sock", "sneaker", "loafer", "boot", "heel", "sandal", "other")
# EU sizes count Paris points of 2/3 cm along the last, which is 15 mm longer than the foot that it is for
# (ISO/TS 19407: size = 1.5 x (foot in cm + 1.5)).
PARIS_POINT_MM = 20.0 / 3.0
LAST_BEYOND_FOOT_MM = 15.0
# The usual length of an adult's foot with what is worn on it, where nothing is known.
USUAL_LENGTH_MM = 285.0


def by_hand(points: NDArray[np.floating], side: int) -> NDArray[np.floating]:
    """Keypoints (8, ...) in anatomical order to the order by hand, and back again, for a foot of `side`."""
    return points[_LEFT_FOOT_BY_HAND] if side == LEFT else points


def foot_points_mm(length_mm: float, side: int) -> Array:
    """(8, 3) where the keypoints lie in foot space on an average foot or shoe of that outer length."""
    points: Array = SHAPES["any"].mean * length_mm
    return points * (-1.0, 1.0, 1.0) if side == LEFT else points


def eu_size_of_foot(foot_mm: float) -> float:
    """The EU size for a bare foot of that length, not rounded (ISO/TS 19407)."""
    return (foot_mm + LAST_BEYOND_FOOT_MM) / PARIS_POINT_MM
