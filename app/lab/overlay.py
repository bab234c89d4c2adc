"""The landmarks of two setups over the picture, with the way that each has come: side by side or together."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..core.face import (
    BROW_LEFT,
    BROW_RIGHT,
    EYE_LEFT,
    EYE_RIGHT,
    FACE_OVAL,
    IRIS_LEFT,
    IRIS_RIGHT,
    LIPS_INNER,
    LIPS_OUTER,
)
from ..core.foot import KEYPOINTS
from ..core.maths import Array
from .drawing import Dot, Drawing, Ink, Line, Picture, Shape
from .measurement import NOSE

# What is looked at: enough points to see the shape, few enough to see each.
PLACES: dict[str, tuple[int, ...]] = {
    "face": (*FACE_OVAL, *BROW_RIGHT, *BROW_LEFT, *EYE_RIGHT, *EYE_LEFT, *LIPS_OUTER, *NOSE),
    "lips": (*LIPS_OUTER, *LIPS_INNER),
    "eyes": (*EYE_RIGHT, *EYE_LEFT, *IRIS_RIGHT, *IRIS_LEFT),
    "nose": NOSE,
}
FOOT_PLACES: dict[str, tuple[int, ...]] = {"foot": tuple(range(len(KEYPOINTS)))}


def places_of(subject: str) -> dict[str, tuple[int, ...]]:
    """The parts of a face, or of a foot, that can be looked at; the first is the whole."""
    return FOOT_PLACES if subject == "feet" else PLACES


# How long a trail is: long enough for a tremble of a few hertz to be seen, short enough to stay legible.
TRAIL_S = 0.5
# The box around the face, over its larger side; around a part of it there is more.
_AROUND, _AROUND_PART = 1.25, 1.6
_LARGEST_PX, _QUALITY = 640, 85


@dataclass(frozen=True, slots=True)
class Still:
    """The picture of a face at one frame: `jpeg` shows the square at (x, y) with that side, in picture px.

    `frame` is the index of the frame in the tracks.
    """

    frame: int
    x: float
    y: float
    side: float
    jpeg: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """The points of one setup (n, k, 2) px, NaN where nobody is there, and their colour."""

    ink: Ink
    points: Array


def take_still(frame: int, rgb: NDArray[np.uint8], points: Array) -> Still:
    """The part of a picture around a face whose points (k, 2) lie in it."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = (low + high) / 2.0, float((high - low).max()) * _AROUND / 2.0
    box = tuple(round(v) for v in (*(middle - half), *(middle + half)))
    side = box[2] - box[0]
    # Beyond the picture's edge it is black.
    picture = Image.fromarray(rgb).crop((box[0], box[1], box[0] + side, box[1] + side))
    if side > _LARGEST_PX:
        picture = picture.resize((_LARGEST_PX, _LARGEST_PX), Image.Resampling.BOX)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return Still(frame, float(box[0]), float(box[1]), float(side), file.getvalue())


def draw_overlay(
    still: Still,
    trails: Sequence[Trail],
    t_s: Array,
    *,
    around: Array | None = None,
    place: str = "",
    size: float = 480.0,
    name: str = "",
) -> Drawing:
    """The still with the points of each trail and the ways that they have come in the last half second.

    `t_s` (n,) are the times of the tracks; the drawing is a square of `size` px. A part of the face
    (`place`, "" for the whole) is looked for in the points `around` (k, 2), so that two drawings show the
    same; None: the whole still is shown.
    """
    whole_foot = bool(trails) and trails[0].points.shape[1] == len(KEYPOINTS)
    places = places_of("feet" if whole_foot else "face")
    whole = next(iter(places))
    members = list(places[place or whole])
    x, y, side = still.x, still.y, still.side
    if place not in ("", whole) and around is not None:
        x, y, side = _window(around[members])
    zoom = size / side
    picture = Picture(
        (still.x - x) * zoom, (still.y - y) * zoom, still.side * zoom, still.side * zoom, still.jpeg
    )
    shapes: list[Shape] = [picture]
    now = still.frame
    first = int(np.searchsorted(t_s, t_s[now] - TRAIL_S))
    # The first is drawn wider: it shows at both sides of one that goes the same way.
    widths = [1.3 * (len(trails) - index) for index in range(len(trails))]
    for trail, width in zip(trails, widths, strict=True):
        ways = (trail.points[first : now + 1, members] - (x, y)) * zoom
        shapes += [Line(ways[:, index], trail.ink, width) for index in range(len(members))]
    for trail, width in zip(trails, widths, strict=True):
        here = (trail.points[now, members] - (x, y)) * zoom
        shapes += [Dot(float(px), float(py), 1.0 + width, trail.ink) for px, py in here if np.isfinite(px)]
    return Drawing(size, size, tuple(shapes), name, on_picture=True)


def _window(points: Array) -> tuple[float, float, float]:
    """The square around points (m, 2) that is looked at, in picture px: upper left corner and side."""
    low, high = points.min(axis=0), points.max(axis=0)
    # Whole px: the square shall not tremble with the points that are looked at.
    middle = np.round((low + high) / 2.0)
    side = float(np.ceil((high - low).max() * _AROUND_PART / 8.0) * 8.0)
    return float(middle[0] - side / 2), float(middle[1] - side / 2), side
