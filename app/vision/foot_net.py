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
_EIGHT = np.ones((3, 3), np.uint8)
# A picture is halved while it is to shrink by more than this: what is left lies between 0.8 and 1.6.
_HALVED_FROM = 1.6
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


@dataclass(frozen=True, slots=True, eq=False)
class _Rough:
    """A foot by its vectors: their `ends` (8, 2) in px of the view, and what else its cells say: logits of
    right, of each point seen, of each kind of footwear."""

    ends: Float32
    logits: Float32
    score: float


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

    A picture that shrinks much is first halved, as often as it takes, or fine patterns would alias. (Halving
    takes a tenth of the time of averaging down by three.)
    """
    linear, offset = picture_from_view[:, :2], picture_from_view[:, 2]
    corners = linear @ np.array([[0.0, width, 0.0, width], [0.0, 0.0, height, height]]) + offset[:, None]
    x0, x1 = _span(corners[0], rgb.shape[1])
    y0, y1 = _span(corners[1], rgb.shape[0])
    # Whole rows copied in order: a picture fresh from a camera is in no cache.
    window = np.ascontiguousarray(rgb[y0:y1, x0:x1])
    offset = offset - (x0, y0)
    shrink = math.sqrt(abs(np.linalg.det(linear)))
    while shrink > _HALVED_FROM and min(window.shape[:2]) > 3:
        rows, columns = window.shape[0] // 2, window.shape[1] // 2
        even = window[: 2 * rows, : 2 * columns]
        window = np.asarray(cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)
        linear, offset, shrink = linear / 2.0, offset / 2.0, shrink / 2.0
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
    return [_finished(rough, maps) for rough in _roughly(maps, min_score, max_feet)]


def _roughly(maps: list[Float32], min_score: float, max_feet: int) -> list[_Rough]:
    """The feet by their vectors alone, best first."""
    centre, vectors, side, seen, kind = (m[0] for m in maps[:5])
    told = np.concatenate([side, seen, kind])
    feet: list[_Rough] = []
    for row, column, score in _peaks(centre[0], min_score):
        ends, logits = _around(centre[0], vectors, told, row, column)
        extent = max(extent_px(ends), _FINE_STRIDE)
        if any(_distance(ends, known.ends) < _SAME_FOOT * extent for known in feet):
            continue
        feet.append(_Rough(ends, logits, score))
        if len(feet) == max_feet:
            break
    return feet


def _finished(rough: _Rough, maps: list[Float32]) -> SeenFoot:
    """With its points refined by the heat-maps."""
    ends, logits = rough.ends, rough.logits
    points = _refined(ends, maps[5][0], max(extent_px(ends), _FINE_STRIDE))
    right, seen = float(_sigmoid(logits[0])), _sigmoid(logits[1 : 1 + len(points)])
    return SeenFoot(points, seen, right, rough.score, _softmax(logits[1 + len(points) :]))


class FootNet:
    """The network with its two uses. May be called from one thread at a time."""

    def __init__(self, net: Net) -> None:
        self._net = net

    def search(self, rgb: NDArray[np.uint8], max_feet: int, min_score: float) -> View:
        """All feet of a picture (h, w, 3), at most `max_feet`."""
        height, width = rgb.shape[:2]
        size = search_size(width, height)
        picture_from_view = letterbox(width, height, *size)
        maps = self._maps(rgb, picture_from_view, size)
        return _seen_in(decode(maps, min_score, max_feet), maps, picture_from_view)

    def search_in(self, rgb: NDArray[np.uint8], crop: Crop, max_feet: int, min_score: float) -> View:
        """All feet in a part of the picture."""
        picture_from_view = crop.picture_from_crop(LOOK_PX)
        maps = self._maps(rgb, picture_from_view, (LOOK_PX, LOOK_PX))
        return _seen_in(decode(maps, min_score, max_feet), maps, picture_from_view)

    def look(self, rgb: NDArray[np.uint8], crop: Crop, min_score: float) -> View:
        """What is in a crop made for one foot: at most one, the one that it was made for."""
        picture_from_view = crop.picture_from_crop(LOOK_PX)
        maps = self._maps(rgb, picture_from_view, (LOOK_PX, LOOK_PX))
        near = [(rough, away) for rough in _roughly(maps, min_score, 4) if (away := _off_centre(rough)) < 0.5]
        best = sorted(near, key=lambda one: one[0].score * (1.0 - one[1]), reverse=True)[:1]
        return _seen_in([_finished(rough, maps) for rough, _ in best], maps, picture_from_view)

    def _maps(self, rgb: NDArray[np.uint8], picture_from_view: Array, size: tuple[int, int]) -> list[Float32]:
        pixels = view_of(rgb, picture_from_view, *size)
        return self._net.run(np.multiply(pixels[None], np.float32(1.0 / 255.0), dtype=np.float32))


def _seen_in(feet: list[SeenFoot], maps: list[Float32], picture_from_view: Array) -> View:
    """Feet in px of the view as a View."""
    linear = picture_from_view[:, :2].T.astype(np.float32)
    offset = picture_from_view[:, 2].astype(np.float32)
    in_picture = tuple(replace(foot, by_hand=foot.by_hand @ linear + offset) for foot in feet)
    return View(in_picture, _softmax(maps[-1][0]), picture_from_view)


def _off_centre(rough: _Rough) -> float:
    """Distance of a foot's middle from the look's, in shares of its side."""
    x, y = rough.ends.mean(axis=0) / LOOK_PX - 0.5
    return math.hypot(float(x), float(y))


def _span(coordinates: Array, length: int) -> tuple[int, int]:
    """First and last + 1 of the pixels within the coordinates' range and a margin, or the nearest one."""
    first = min(max(int(coordinates.min()) - 2, 0), length - 1)
    return first, max(min(int(coordinates.max()) + 3, length), first + 1)


def _peaks(centre: Float32, min_score: float) -> list[tuple[int, int, float]]:
    """Row, column and height of the local maxima, highest first."""
    around = cv2.dilate(centre, _EIGHT, borderType=cv2.BORDER_REPLICATE)
    rows, columns = np.nonzero((centre >= around) & (centre >= min_score))
    heights = centre[rows, columns]
    order = np.argsort(-heights, kind="stable")
    return [(int(rows[i]), int(columns[i]), float(heights[i])) for i in order]


def _around(
    centre: Float32, vectors: Float32, logits: Float32, row: int, column: int
) -> tuple[Float32, Float32]:
    """(8, 2) vector ends in px, and (n,) logits: means over a peak's 3 x 3 cells, weighted by how sure each
    is to be the centre."""
    top, left = max(row - 1, 0), max(column - 1, 0)
    cells = np.s_[top : row + 2, left : column + 2]
    weight = centre[cells] / centre[cells].sum()
    middle = np.array([left + weight.sum(axis=0) @ np.arange(weight.shape[1]), 0.0])
    middle[1] = top + weight.sum(axis=1) @ np.arange(weight.shape[0])
    flat = weight.reshape(-1)
    ends = (vectors[:, *cells].reshape(len(vectors), -1) @ flat).reshape(-1, 2)
    told = logits[:, *cells].reshape(len(logits), -1) @ flat
    return (
        np.asarray(ends + (middle + 0.5) * _WHOLE_STRIDE, np.float32),
        np.asarray(told, np.float32),
    )


def _refined(ends: Float32, heat: Float32, extent: float) -> Float32:
    """(8, 2) vector ends in px moved to the heat-map's place near them, as far as there is heat."""
    sigma = _PRIOR_SHARE * extent / _FINE_STRIDE + _PRIOR_CELLS
    at, height = _heat_places(heat, ends / _FINE_STRIDE - 0.5, sigma)
    trust = (height / (height + _HEAT_HALF))[:, None]
    return np.asarray(ends + trust * ((at + 0.5) * _FINE_STRIDE - ends), np.float32)


def _heat_places(heat: Float32, ends: NDArray[np.floating], sigma: float) -> tuple[Float32, Float32]:
    """Where (k, 2: x, y in cells, from cell middles) each point's heat (k, rows, columns) near its end (k, 2)
    is, and how high (k,): 0 where there is none."""
    reach = math.ceil(2.5 * sigma)
    steps = np.arange(-reach, reach + 1)
    nearest = np.rint(ends).astype(np.intp)
    which = np.arange(len(ends))
    window, xs, ys = _windows(heat, which, nearest, steps)
    away_x, away_y = xs - ends[:, :1], ys - ends[:, 1:]
    prior = (
        np.exp(away_x**2 / (-2.0 * sigma * sigma))[:, None]
        * np.exp(away_y**2 / (-2.0 * sigma * sigma))[..., None]
    )
    i, j = np.divmod(np.argmax((window * prior).reshape(len(ends), -1), axis=1), len(steps))
    # Squared: the flat skirt says little.
    near, xs, ys = _windows(heat, which, nearest + np.stack([j, i], axis=1) - reach, np.arange(-2, 3))
    weight = near * near
    total = weight.sum(axis=(1, 2)) + 1e-9
    at_x = (weight.sum(axis=1) * xs).sum(axis=1) / total
    at_y = (weight.sum(axis=2) * ys).sum(axis=1) / total
    return np.stack([at_x, at_y], axis=1), window[which, i, j]


def _windows(
    heat: Float32, which: NDArray[np.intp], middles: NDArray[np.intp], steps: NDArray[np.intp]
) -> tuple[Float32, NDArray[np.intp], NDArray[np.intp]]:
    """(k, s, s) the heat of maps `which` around `middles` (k, 2) x, y; 0 outside; and its columns and rows
    (k, s)."""
    rows, columns = heat.shape[1:]
    xs, ys = middles[:, :1] + steps, middles[:, 1:] + steps
    inside = ((ys >= 0) & (ys < rows))[..., None] & ((xs >= 0) & (xs < columns))[:, None]
    at_y, at_x = np.clip(ys, 0, rows - 1)[..., None], np.clip(xs, 0, columns - 1)[:, None]
    return heat[which[:, None, None], at_y, at_x] * inside, xs, ys


def _distance(a: Float32, b: Float32) -> float:
    """Mean distance of two feet's points."""
    return float(np.sqrt(((a - b) ** 2).sum(axis=1)).mean())


def _sigmoid(logits: Float32) -> Float32:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))), np.float32)


def _softmax(logits: Float32) -> Float32:
    """Over the first axis."""
    powers = np.exp(logits - logits.max(axis=0))
    return np.asarray(powers / powers.sum(axis=0), np.float32)
