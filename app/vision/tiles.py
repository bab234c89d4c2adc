"""Searching a still picture thoroughly: both detectors on the whole, the far-sighted one on tiles."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .face_detector import FULL_RANGE, Detections, FaceDetector, drop_duplicates

# The full-range net finds nearly every face from 0.045 of its view upwards (measured on portraits scaled into
# a larger picture: 97 % at 0.04, all at 0.05, 20 % at 0.03): 512 px tiles are good for faces of 25 px.
_TILE_PX = 512
# Faces up to this share of a tile lie whole in at least one of them; larger ones the coarser level finds.
_OVERLAP = 0.3
# Each level of tiles is at most this much coarser than the next.
_LEVEL_STEP = 4.0
# A face this small scores 0.5 to 0.65; a larger one that is doubted so is mostly a hand or a blur.
_SMALL_PX, _SMALL_SCORE = 60.0, 0.5
# Below this the whole picture shows a 30 px face well enough.
_WHOLE_ENOUGH_PX = 640
_EDGE_PX = 2.0


def find_everywhere(rgb: NDArray[np.uint8], *, near: FaceDetector, far: FaceDetector) -> Detections:
    """All faces from about 30 px upwards in rgb (height, width, 3), one detection each, the surest first."""
    height, width = rgb.shape[:2]
    found = [near.detect(rgb), far.detect(rgb)]
    for side in tile_sides(max(width, height)):
        for x, y in _tile_corners(width, height, side):
            tile = rgb[y : y + side, x : x + side]
            seen = far.detect(tile, min_score=_SMALL_SCORE).moved(x, y)
            sure = (seen.scores >= FULL_RANGE.min_score) | (seen.sizes_px < _SMALL_PX)
            found.append(seen.take(sure & _whole(seen, x, y, tile.shape, width, height)))
    return drop_duplicates(Detections.joined(found))


def tile_sides(long_side_px: int) -> list[int]:
    """Side lengths of the levels of tiles for a picture, the coarsest first; none for a small picture."""
    sides: list[int] = []
    if long_side_px <= _WHOLE_ENOUGH_PX:
        return sides
    side = float(_TILE_PX)
    while side < long_side_px:
        sides.append(round(side))
        side *= _LEVEL_STEP
    return sides[::-1]


def _tile_corners(width: int, height: int, side: int) -> Iterator[tuple[int, int]]:
    for y in _starts(height, side):
        for x in _starts(width, side):
            yield x, y


def _starts(length: int, side: int) -> list[int]:
    """Evenly spaced starts of tiles that cover the length and overlap by at least _OVERLAP."""
    if length <= side:
        return [0]
    count = int(np.ceil((length - side) / (side * (1.0 - _OVERLAP)))) + 1
    return [round(float(s)) for s in np.linspace(0, length - side, count)]


def _whole(
    seen: Detections, x: int, y: int, shape: tuple[int, ...], width: int, height: int
) -> NDArray[np.bool_]:
    """Which detections are not cut by an edge of the tile inside the picture: a neighbour has those whole."""
    low = np.array([x if x > 0 else -np.inf, y if y > 0 else -np.inf]) + _EDGE_PX
    right, bottom = x + shape[1], y + shape[0]
    high = np.array([right if right < width else np.inf, bottom if bottom < height else np.inf]) - _EDGE_PX
    return np.all((seen.boxes[:, :2] > low) & (seen.boxes[:, 2:] < high), axis=1)
