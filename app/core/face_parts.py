"""The parts of a face for a stabiliser: what moves as one piece, and how freely."""

from __future__ import annotations

from collections.abc import Sequence

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

# Below the lower lip, and the sides of the jaw; and of the outline what goes with the jaw.
_CHIN = (
    18, 32, 83, 106, 140, 170, 171, 175, 182, 194, 199, 200, 201, 202, 204, 208, 211, 262, 313, 335, 369,
    395, 396, 406, 418, 421, 422, 424, 428, 431, 43, 57, 273, 287,
)  # fmt: skip
_JAW = (135, 138, 169, 192, 210, 212, 214, 215, 364, 367, 394, 416, 430, 432, 434, 435)
_JAW_LINE = (58, 136, 148, 149, 150, 152, 172, 176, 288, 365, 377, 378, 379, 397, 400)

# Area -> the part it moves with, and how far its points may leave the motion of the head, as a share of the
# face's width.
_AREAS = {
    "skin": ("skull", 0.003),
    "outline": ("outline", 0.004),
    "jaw line": ("outline of the jaw", 0.02),
    "jaw": ("jaw", 0.02),
    "chin": ("jaw", 0.05),
    "lower lip": ("lower lip", 0.06),
    "upper lip": ("upper lip", 0.04),
    "brow right": ("brow right", 0.02),
    "brow left": ("brow left", 0.02),
    "upper lid right": ("upper lid right", 0.1),
    "lower lid right": ("lower lid right", 0.015),
    "upper lid left": ("upper lid left", 0.1),
    "lower lid left": ("lower lid left", 0.015),
    "iris right": ("iris right", 0.05),
    "iris left": ("iris left", 0.05),
}
_SOFT = ("lower lip", "upper lip", "upper lid right", "upper lid left")
# Where the face ends in the picture is another place on the skin as soon as it turns.
_OUTLINE_SLIDES = 0.008
# The inner edge of each lip, and the point of the outer one across it.
_RIMS = tuple(zip(LIPS_INNER, LIPS_OUTER, strict=True))
_NOT_ON_SURFACE = ("outline", "outline of the jaw", "iris right", "iris left")


def _areas() -> dict[str, tuple[int, ...]]:
    lips = [LIPS_OUTER, LIPS_INNER, *LIP_BANDS]
    lids_right, lids_left = [EYE_RIGHT, EYE_BANDS[0]], [EYE_LEFT, EYE_BANDS[1]]
    return {
        "outline": FACE_OVAL,
        "jaw line": _JAW_LINE,
        "jaw": _JAW,
        "chin": _CHIN,
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


def _upper(contours: Sequence[tuple[int, ...]], count: int) -> tuple[int, ...]:
    return tuple(point for contour in contours for point in contour[:count])


def _lower(contours: Sequence[tuple[int, ...]], count: int) -> tuple[int, ...]:
    return tuple(point for contour in contours for point in contour[count:])


def _face() -> KeypointSet:
    names = tuple(dict.fromkeys(part for part, _ in _AREAS.values()))
    part = np.zeros(FACE_POINTS, np.int64)
    freedom = np.full(FACE_POINTS, _AREAS["skin"][1])
    for area, points in _areas().items():
        name, free = _AREAS[area]
        part[list(points)] = names.index(name)
        freedom[list(points)] = free
    on_surface = ~np.isin(part, [names.index(name) for name in _NOT_ON_SURFACE])
    # Half of what lies there is the eyeball, which turns, or the mouth, which opens.
    on_surface[list(EYE_RIGHT + EYE_LEFT + LIPS_INNER)] = False
    soft = np.isin(part, [names.index(name) for name in _SOFT])
    outline = np.isin(part, [names.index(name) for name in ("outline", "outline of the jaw")])
    slides = np.where(outline, _OUTLINE_SLIDES, 0.0)
    for table in (part, freedom, slides, on_surface, soft):
        table.flags.writeable = False
    return KeypointSet("face", names, part, freedom, slides, on_surface, soft, _RIMS)


FACE_KEYPOINTS = _face()
