"""A room behind the person: our own shelf of books and boxes before a wall, with edges at every scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...vision.cv import cv2
from .camera import linear_of

# sRGB of cloth, paper, leather and wood.
_COLOURS = (
    (96, 48, 38), (142, 92, 58), (186, 160, 120), (214, 204, 184), (58, 74, 62), (44, 58, 78), (98, 110, 118),
    (164, 70, 46), (36, 34, 36), (120, 124, 96), (200, 168, 92), (74, 62, 84), (150, 150, 146), (70, 104, 90),
)  # fmt: skip
_SHELF = (112, 84, 60)
_ROOM = (176, 168, 156)
_BITS = 6  # of a px, in which OpenCV takes places


def backdrop(width: int, height: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """(height, width, 3) linear light, a little out of focus."""
    unit = height / 720.0
    picture = np.full((height, width, 3), _ROOM, np.uint8)
    top = rng.uniform(-60.0, 0.0)
    while top < 720.0:
        tall = rng.uniform(105.0, 150.0)
        _shelf(picture, top * unit, tall * unit, rng)
        top += tall + 14.0
    for _ in range(5):
        _picture_on_the_wall(picture, unit, rng)
    light = linear_of(picture)
    grain = cv2.GaussianBlur(rng.standard_normal((height, width), np.float32), (0, 0), 1.5 * unit)
    light *= (1.0 + 0.3 * grain)[..., None]
    light *= np.linspace(1.0, 0.7, width, dtype=np.float32)[None, :, None]  # a window on the left
    return np.asarray(np.clip(cv2.GaussianBlur(light, (0, 0), 1.3 * unit), 0.0, 1.0), np.float32)


def _shelf(picture: NDArray[np.uint8], top: float, tall: float, rng: np.random.Generator) -> None:
    """A board with books on it, and gaps."""
    width, unit = picture.shape[1], picture.shape[0] / 720.0
    _box(picture, (0.0, top), (float(width), tall), _shaded(_ROOM, 0.55))
    x = rng.uniform(-20.0, 0.0)
    while x < width:
        if rng.random() < 0.12:
            x += rng.uniform(20.0, 70.0) * unit
            continue
        thick, high = rng.uniform(9.0, 34.0) * unit, tall * rng.uniform(0.55, 0.95)
        colour = _shaded(_COLOURS[int(rng.integers(len(_COLOURS)))], rng.uniform(0.7, 1.15))
        _box(picture, (x, top + tall - high), (thick, high), colour)
        for at in rng.uniform(0.08, 0.92, int(rng.integers(0, 4))):
            band = _shaded(_COLOURS[int(rng.integers(len(_COLOURS)))], 1.1)
            _box(picture, (x, top + tall - high * (1.0 - at)), (thick, rng.uniform(2.0, 9.0) * unit), band)
        _box(picture, (x + thick - 1.2 * unit, top + tall - high), (1.2 * unit, high), _shaded(colour, 0.5))
        x += thick
    _box(picture, (0.0, top + tall), (float(width), 14.0 * unit), _SHELF)


def _picture_on_the_wall(picture: NDArray[np.uint8], unit: float, rng: np.random.Generator) -> None:
    """A postcard that leans there, so that not everything is upright."""
    height, width = picture.shape[:2]
    centre = rng.uniform(0.0, 1.0, 2) * [width, height]
    size, lean = rng.uniform(34.0, 80.0, 2) * unit, float(rng.normal(0.0, 14.0))
    for share, colour in ((1.0, _COLOURS[3]), (0.82, _COLOURS[int(rng.integers(len(_COLOURS)))])):
        corners = cv2.boxPoints((centre.tolist(), (size * share).tolist(), lean))
        cv2.fillPoly(picture, [_fixed(corners)], colour, cv2.LINE_AA, _BITS)
    cv2.circle(picture, tuple(_fixed(centre).tolist()), round(0.2 * size.min() * (1 << _BITS)),
               _COLOURS[int(rng.integers(len(_COLOURS)))], -1, cv2.LINE_AA, _BITS)  # fmt: skip


def _box(
    picture: NDArray[np.uint8],
    corner: tuple[float, float],
    size: tuple[float, float],
    colour: tuple[int, ...],
) -> None:
    x, y = corner
    across, down = size
    corners = np.array([[x, y], [x + across, y], [x + across, y + down], [x, y + down]])
    cv2.fillPoly(picture, [_fixed(corners)], colour, cv2.LINE_AA, _BITS)


def _fixed(points: ArrayLike) -> NDArray[np.int32]:
    # OpenCV counts from the middle of the first px.
    return np.round((np.asarray(points) - 0.5) * (1 << _BITS)).astype(np.int32)


def _shaded(colour: tuple[int, ...], by: float) -> tuple[int, ...]:
    return tuple(min(round(part * by), 255) for part in colour)
