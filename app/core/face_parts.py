"""The parts of a face for a stabiliser: what moves as one piece, and how freely."""

from __future__ import annotations

import numpy as np

from .face import (
    BROW_LEFT,
    BROW_RIGHT,
    EYE_BANDS,
    EYE_LEFT,
    EYE_RIGHT,
    FACE_OVAL,
    FACE_POINTS,
    IRIS_LEFT,
    IRIS_RIGHT,
    LIP_BANDS,
    LIPS_INNER,
    LIPS_OUTER,
)
from .keypoints import KeypointSet

# Of a closed contour that begins in a corner and runs along the upper edge: how many points are the upper's.
_UPPER_LIP, _UPPER_LID = 11, 9

# Part -> how far its points may leave the motion of the head, as a share of the face's width.
_FREEDOM = {
    "skin": 0.010,
    "outline": 0.015,
    "brow right": 0.02,
    "brow left": 0.02,
    "upper lid right": 0.04,
    "lower lid right": 0.015,
    "upper lid left": 0.04,
    "lower lid left": 0.015,
    "iris right": 0.05,
    "iris left": 0.05,
    "upper lip": 0.04,
    "lower lip": 0.08,
}


def _parts() -> dict[str, tuple[int, ...]]:
    lips = [LIPS_OUTER, LIPS_INNER, *LIP_BANDS]
    lids_right, lids_left = [EYE_RIGHT, EYE_BANDS[0]], [EYE_LEFT, EYE_BANDS[1]]
    return {
        "outline": FACE_OVAL,
        "brow right": BROW_RIGHT,
        "brow left": BROW_LEFT,
        "upper lid right": _upper(lids_right, _UPPER_LID),
        "lower lid right": _lower(lids_right, _UPPER_LID),
        "upper lid left": _upper(lids_left, _UPPER_LID),
        "lower lid left": _lower(lids_left, _UPPER_LID),
        "iris right": IRIS_RIGHT,
        "iris left": IRIS_LEFT,
        "upper lip": _upper(lips, _UPPER_LIP),
        "lower lip": _lower(lips, _UPPER_LIP),
    }


def _upper(contours: list[tuple[int, ...]], count: int) -> tuple[int, ...]:
    return tuple(point for contour in contours for point in contour[:count])


def _lower(contours: list[tuple[int, ...]], count: int) -> tuple[int, ...]:
    return tuple(point for contour in contours for point in contour[count:])


def _face() -> KeypointSet:
    names = tuple(_FREEDOM)
    part = np.zeros(FACE_POINTS, np.int64)
    for name, points in _parts().items():
        part[list(points)] = names.index(name)
    freedom = np.array([_FREEDOM[name] for name in names])[part]
    on_surface = ~np.isin(part, [names.index(name) for name in ("outline", "iris right", "iris left")])
    # Half of what lies there is the eyeball, which turns, or the mouth, which opens.
    on_surface[list(EYE_RIGHT + EYE_LEFT + LIPS_INNER)] = False
    part.flags.writeable = freedom.flags.writeable = on_surface.flags.writeable = False
    return KeypointSet("face", names, part, freedom, on_surface)


FACE_KEYPOINTS = _face()
