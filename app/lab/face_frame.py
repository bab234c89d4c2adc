"""A face's, or a foot's, own frame: errors without its place, turn and size in the picture; and its regions.

Pictures are flat, so a point is one complex number x + iy, and a similarity is one complex factor s exp(i a)
and an offset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.face import EYE_LEFT, EYE_RIGHT, FACE_POINTS, REGION_OF_POINT, REGIONS
from ..core.foot import BALL_LATERAL, BALL_MEDIAL, HEEL_BACK, INSTEP, KEYPOINTS, TOE_TIP, USUAL_LENGTH_MM
from ..core.maths import Array
from .measurement import FOOT_PARTS, NOSE, PARTS

Complex = NDArray[np.complex128]

EDGE_RIGHT, EDGE_LEFT = 234, 454  # their distance is the width of the face
# Points that keep their places on the skull: bridge and ridge of the nose, corners of the eyes, forehead,
# temples. Jaw, lips, lids and brows move by themselves and must not turn the frame.
RIGID = np.array(
    [168, 6, 197, 195, 5, 4, 33, 133, 362, 263, 10, 338, 109, 67, 297, 151, 9, 8, 127, 356, 234, 454]
)
# A frame is known where at least so many of them are.
LEAST_RIGID = 4

SCORED: dict[str, NDArray[np.int64]] = {
    "contour": PARTS["contour"],
    "brows": PARTS["brows"],
    "eyes": np.array(EYE_RIGHT + EYE_LEFT),
    "irises": np.flatnonzero(REGIONS.index("irises") == REGION_OF_POINT),
    "lips": PARTS["lips"],
    "nose": np.array(NOSE),
    "all": PARTS["all"],
}


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What a track of one kind of subject is scored by: the points that hold its frame, the two ends of its
    size, its regions, how many points it has, and how many millimetres two of them are apart on average."""

    rigid: NDArray[np.int64]
    ends: tuple[int, int]
    scored: Mapping[str, NDArray[np.int64]]
    points: int
    apart_mm: tuple[int, int, float]


# The distance of the pupils that makes px of a picture millimetres, of our face mesh and of people on
# average; for feet their usual length.
_PUPIL_RIGHT, _PUPIL_LEFT, _PUPILS_MM = 468, 473, 63.0
FACE = Body(RIGID, (EDGE_RIGHT, EDGE_LEFT), SCORED, FACE_POINTS, (_PUPIL_RIGHT, _PUPIL_LEFT, _PUPILS_MM))
# The ankle bends, so that its points do not turn the frame.
FOOT = Body(
    np.array([TOE_TIP, HEEL_BACK, BALL_MEDIAL, BALL_LATERAL, INSTEP]),
    (HEEL_BACK, TOE_TIP),
    FOOT_PARTS,
    len(KEYPOINTS),
    (HEEL_BACK, TOE_TIP, USUAL_LENGTH_MM),
)
BODIES: Mapping[str, Body] = {"face": FACE, "feet": FOOT}


def as_complex(points: NDArray[np.floating]) -> Complex:
    """(..., 2) to (...)."""
    return np.asarray(points[..., 0] + 1j * points[..., 1], np.complex128)


def as_points(values: Complex) -> Array:
    """(...) to (..., 2)."""
    return np.stack([values.real, values.imag], axis=-1)


@dataclass(frozen=True, slots=True, eq=False)
class FaceFrame:
    """Where the face is in each of n frames.

    picture = origin + turn * own, with `origin` (n,) in px and `turn` (n,) in px per face width, both
    complex: |turn| is the width in px that the face would have if it looked at the camera. `known` (n,) says
    where there is one; unknown frames repeat a known one.
    """

    origin: Complex
    turn: Complex
    known: NDArray[np.bool_]

    @property
    def width_px(self) -> Array:
        """(n,) width of the face in px."""
        return np.abs(self.turn)


def face_frame(points: Complex, valid: NDArray[np.bool_], body: Body = FACE) -> FaceFrame:
    """The frame of a face (or of another body) with points (n, k): the similarity of least squares that takes
    the rigid points of one frame to those of each other (Umeyama 1991, in complex numbers).

        turn_t ~ sum_k w conj(a_k) b_tk / sum_k w |a_k|^2,   a, b about their centres, w 1 where valid

    The unit is the largest width, edge to edge (of a foot its length), that it has in any frame at the size
    of the first.
    """
    shape, seen = points[:, body.rigid], valid[:, body.rigid]
    known = seen.sum(axis=1) >= LEAST_RIGID
    if not known.any():
        raise ValueError("points: expected a frame in which the face is seen")
    base = int(np.argmax(seen.sum(axis=1)))
    weight = (seen & seen[base]).astype(float)
    known &= weight.sum(axis=1) >= LEAST_RIGID
    total = np.maximum(weight.sum(axis=1), 1.0)[:, None]
    a = shape[base][None] - (weight * shape[base]).sum(axis=1, keepdims=True) / total
    b_centre = (weight * shape).sum(axis=1, keepdims=True) / total
    a_size = np.maximum((weight * np.abs(a) ** 2).sum(axis=1), 1e-12)
    turn = (weight * np.conj(a) * (shape - b_centre)).sum(axis=1) / a_size
    origin = b_centre[:, 0] + turn * (shape[base].mean() - (weight * shape[base]).sum(axis=1) / total[:, 0])
    known &= np.abs(turn) > 1e-6
    nearest = _nearest(known)
    turn, origin = turn[nearest], origin[nearest]
    first, last = body.ends
    edges = np.abs(points[:, last] - points[:, first])[known] / np.abs(turn[known])
    return FaceFrame(origin, turn * float(edges.max()), known)


def _nearest(known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(n,) index of the nearest known frame."""
    at = np.flatnonzero(known)
    return np.asarray(at[np.argmin(np.abs(np.arange(len(known))[:, None] - at[None, :]), axis=1)])
