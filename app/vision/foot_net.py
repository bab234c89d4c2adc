"""Feet from pixels: a search over the whole picture and a closer look at one foot, by one network of ours.

The network (models/recipes/feet) knows no left and right in its points: it answers by hand (see
`core.foot.by_hand`), and how probably the foot is a right one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.foot import LEFT, RIGHT, by_hand
from ..core.maths import Array, Float32
from ..core.observations import Crop
from .cv import cv2
from .ort import Net

# Sides of what the network sees are multiples of its coarsest cell.
CELL_PX = 32
SEARCH_PX = 65_536  # pixels of a search: 256 x 256, or 352 x 192 for 16:9
LOOK_PX = 192
# What is outside the picture: a grey that no replicated border can be mistaken for a foot's continuation.
OUTSIDE = (128, 128, 128)

_WHOLE_STRIDE, _FINE_STRIDE = 8, 4
# Two answers whose points lie nearer to each other than this share of the foot's extent are one foot.
_SAME_FOOT = 0.3
# How far from a vector's end the heat-map is believed (one sigma), as a share of the extent, plus cells.
_PRIOR_SHARE, _PRIOR_CELLS = 0.06, 0.7
# Heat at which the heat-map's place and the vector's end count alike.
_HEAT_HALF = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class SeenFoot:
    """One foot: `by_hand` (8, 2) float32 keypoints in px in the order by hand, `seen` (8,) 0..1 in the same
    order, `right` the probability that it is a right foot, `score` 0..1 that it is one at all, `kind` (8,)
    the probabilities of what is worn (bare, sock, sneaker, loafer, boot, heel, sandal, other)."""

    by_hand: Float32
    seen: Float32
    right: float
    score: float
    kind: Float32

    @property
    def side(self) -> int:
        """The likelier one."""
        return RIGHT if self.right >= 0.5 else LEFT

    def points(self, side: int) -> Float32:
        """(8, 2) px in anatomical order if it is a foot of that side."""
        return np.asarray(by_hand(self.by_hand, side), np.float32)

    def visible(self, side: int) -> Float32:
        """(8,) 0..1 in anatomical order."""
        return np.asarray(by_hand(self.seen, side), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What the network saw and said: `feet` in picture px, best first; `mask` (3, h, w) probabilities of
    background, leg, foot at a quarter of the view's size; `picture_from_view` (2, 3), outer-corner px."""

    feet: tuple[SeenFoot, ...]
    mask: Float32
    picture_from_view: Array


def extent_px(points: NDArray[np.floating]) -> float:
    """The largest distance between two keypoints of (n, 2): the foot's length, but for feet seen end-on."""
    return float(np.sqrt(np.max(np.sum((points[:, None] - points[None]) ** 2, axis=-1))))


def search_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of the view in which a whole picture is searched."""
    across = math.sqrt(SEARCH_PX * width / height) / CELL_PX
    columns = min(max(round(across), 3), SEARCH_PX // (3 * CELL_PX * CELL_PX))
    rows = max(round(columns * height / width), 3)
    return columns * CELL_PX, min(rows, SEARCH_PX // (3 * CELL_PX * CELL_PX)) * CELL_PX


def letterbox(width: int, height: int, view_width: int, view_height: int) -> Array:
    """(2, 3) picture_from_view: the whole picture in the middle of the view, as large as fits."""
    scale = max(width / view_width, height / view_height)
    return np.array(
        [
            [scale, 0.0, (width - scale * view_width) / 2.0],
            [0.0, scale, (height - scale * view_height) / 2.0],
        ]
    )


def view_of(rgb: NDArray[np.uint8], picture_from_view: Array, width: int, height: int) -> NDArray[np.uint8]:
    """(height, width, 3) the picture through an affine map of outer-corner px; OUTSIDE beyond its border.

    A picture that shrinks to less than half is first averaged down, or fine patterns would alias.
    """
    linear, offset = picture_from_view[:, :2], picture_from_view[:, 2]
    corners = linear @ np.array([[0.0, width, 0.0, width], [0.0, 0.0, height, height]]) + offset[:, None]
    x0, x1 = _span(corners[0], rgb.shape[1])
    y0, y1 = _span(corners[1], rgb.shape[0])
    # Whole rows copied in order: a picture fresh from a camera is in no cache.
    window = np.ascontiguousarray(rgb[y0:y1, x0:x1])
    shrink = int(math.sqrt(abs(np.linalg.det(linear))))
    offset = offset - (x0, y0)
    if shrink > 1:
        small = (max((x1 - x0) // shrink, 1), max((y1 - y0) // shrink, 1))
        window = np.asarray(cv2.resize(window, small, interpolation=cv2.INTER_AREA), np.uint8)
        factor = np.array([small[0] / (x1 - x0), small[1] / (y1 - y0)])
        linear, offset = linear * factor[:, None], offset * factor
    # OpenCV's coordinates are pixel indices: index + 0.5 is the outer-corner coordinate.
    indices = offset + linear.sum(axis=1) * 0.5 - 0.5
    view = cv2.warpAffine(
        window,
        np.column_stack([linear, indices]),
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=OUTSIDE,
    )
    return np.asarray(view, np.uint8)


def decode(maps: list[Float32], min_score: float, max_feet: int) -> list[SeenFoot]:
    """Feet in px of the view, best first, from the network's outputs (centre .. mask) for one picture."""
    centre, vectors, side, seen, kind, heat, _ = (m[0] for m in maps)
    feet: list[SeenFoot] = []
    for row, column, score in _peaks(centre[0], min_score):
        ends, logits = _around(centre[0], vectors, np.concatenate([side, seen, kind]), row, column)
        extent = max(extent_px(ends), _FINE_STRIDE)
        if any(_distance(ends, known.by_hand) < _SAME_FOOT * extent for known in feet):
            continue
        points = _refined(ends, heat, extent)
        right, seen_points = float(_sigmoid(logits[0])), _sigmoid(logits[1 : 1 + len(points)])
        feet.append(SeenFoot(points, seen_points, right, score, _softmax(logits[1 + len(points) :])))
        if len(feet) == max_feet:
            break
    return feet


class FootNet:
    """The network with its two uses. May be called from one thread at a time."""

    def __init__(self, net: Net) -> None:
        self._net = net

    def search(self, rgb: NDArray[np.uint8], max_feet: int, min_score: float) -> View:
        """All feet of a picture (h, w, 3), at most `max_feet`."""
        height, width = rgb.shape[:2]
        view_width, view_height = search_size(width, height)
        return self._see(
            rgb,
            letterbox(width, height, view_width, view_height),
            (view_width, view_height),
            max_feet,
            min_score,
        )

    def look(self, rgb: NDArray[np.uint8], crop: Crop, min_score: float) -> View:
        """What is in a crop made for one foot: at most one, the one that it was made for."""
        view = self._see(rgb, crop.picture_from_crop(LOOK_PX), (LOOK_PX, LOOK_PX), 4, min_score)
        near = [foot for foot in view.feet if _off_centre(foot, crop) < 0.5]
        best = sorted(near, key=lambda foot: foot.score * (1.0 - _off_centre(foot, crop)), reverse=True)[:1]
        return View(tuple(best), view.mask, view.picture_from_view)

    def _see(
        self,
        rgb: NDArray[np.uint8],
        picture_from_view: Array,
        size: tuple[int, int],
        max_feet: int,
        min_score: float,
    ) -> View:
        pixels = view_of(rgb, picture_from_view, *size)
        maps = self._net.run(np.multiply(pixels[None], np.float32(1.0 / 255.0), dtype=np.float32))
        feet = decode(maps, min_score, max_feet)
        linear = picture_from_view[:, :2].T.astype(np.float32)
        offset = picture_from_view[:, 2].astype(np.float32)
        in_picture = tuple(replace(foot, by_hand=foot.by_hand @ linear + offset) for foot in feet)
        return View(in_picture, _softmax(maps[-1][0]), picture_from_view)


def _off_centre(foot: SeenFoot, crop: Crop) -> float:
    """Distance of a foot's middle from the crop's, in shares of its side."""
    middle = foot.by_hand.mean(axis=0)
    return math.hypot(float(middle[0]) - crop.cx, float(middle[1]) - crop.cy) / crop.size_px


def _span(coordinates: Array, length: int) -> tuple[int, int]:
    """First and last + 1 of the pixels within the coordinates' range and a margin, or the nearest one."""
    first = min(max(int(coordinates.min()) - 2, 0), length - 1)
    return first, max(min(int(coordinates.max()) + 3, length), first + 1)


def _peaks(centre: Float32, min_score: float) -> list[tuple[int, int, float]]:
    """Row, column and height of the local maxima, highest first."""
    padded = np.pad(centre, 1, constant_values=-1.0)
    rows, columns = centre.shape
    neighbours = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    found = np.argwhere((centre >= np.max(neighbours, axis=0)) & (centre >= min_score))
    peaks = [(int(i), int(j), float(centre[i, j])) for i, j in found]
    return sorted(peaks, key=lambda peak: peak[2], reverse=True)


def _around(
    centre: Float32, vectors: Float32, logits: Float32, row: int, column: int
) -> tuple[Float32, Float32]:
    """(8, 2) vector ends in px, and (n,) logits: means over a peak's 3 x 3 cells, weighted by how sure each
    is to be the centre."""
    rows = slice(max(row - 1, 0), row + 2)
    columns = slice(max(column - 1, 0), column + 2)
    weight = centre[rows, columns] / centre[rows, columns].sum()
    middle_y, middle_x = np.mgrid[rows, columns][:, : weight.shape[0], : weight.shape[1]]
    middles = (np.stack([middle_x, middle_y]) + 0.5) * _WHOLE_STRIDE
    ends = vectors[:, rows, columns].reshape(-1, 2, *weight.shape) + middles
    return (
        np.asarray((ends * weight).sum(axis=(2, 3)), np.float32),
        np.asarray((logits[:, rows, columns] * weight).sum(axis=(1, 2)), np.float32),
    )


def _refined(ends: Float32, heat: Float32, extent: float) -> Float32:
    """(8, 2) vector ends in px moved to the heat-map's place near them, as far as there is heat."""
    sigma = _PRIOR_SHARE * extent / _FINE_STRIDE + _PRIOR_CELLS
    points = ends.copy()
    for k, (x, y) in enumerate(ends / _FINE_STRIDE - 0.5):
        place = _heat_place(heat[k], float(x), float(y), sigma)
        if place is not None:
            at, height = place
            trust = height / (height + _HEAT_HALF)
            points[k] += trust * ((at + 0.5) * _FINE_STRIDE - ends[k])
    return points


def _heat_place(heat: Float32, x: float, y: float, sigma: float) -> tuple[Float32, float] | None:
    """Where (x, y in cells, from cell middles) the heat near a place is, and how high; None far outside."""
    reach = math.ceil(2.5 * sigma)
    rows, columns = heat.shape
    top, left = max(round(y) - reach, 0), max(round(x) - reach, 0)
    window = heat[top : round(y) + reach + 1, left : round(x) + reach + 1] if min(y, x) > -reach else heat[:0]
    if window.size == 0 or top >= rows or left >= columns:
        return None
    ys = np.arange(top, top + window.shape[0])
    xs = np.arange(left, left + window.shape[1])
    prior = np.exp(((ys[:, None] - y) ** 2 + (xs - x) ** 2) / (-2.0 * sigma * sigma))
    i, j = divmod(int(np.argmax(window * prior)), window.shape[1])
    height = float(window[i, j])
    near = window[max(i - 2, 0) : i + 3, max(j - 2, 0) : j + 3]
    weight = near * near  # squared: the flat skirt says little
    total = float(weight.sum()) + 1e-9
    at_y = float((weight.sum(axis=1) * ys[max(i - 2, 0) : i + 3]).sum()) / total
    at_x = float((weight.sum(axis=0) * xs[max(j - 2, 0) : j + 3]).sum()) / total
    return np.array([at_x, at_y], np.float32), height


def _distance(a: Float32, b: Float32) -> float:
    """Mean distance of two feet's points."""
    return float(np.sqrt(((a - b) ** 2).sum(axis=1)).mean())


def _sigmoid(logits: Float32) -> Float32:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))), np.float32)


def _softmax(logits: Float32) -> Float32:
    """Over the first axis."""
    powers = np.exp(logits - logits.max(axis=0))
    return np.asarray(powers / powers.sum(axis=0), np.float32)
