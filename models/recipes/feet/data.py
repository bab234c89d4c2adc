"""Training data: shards of rendered pictures, seen anew at every visit.

A shard holds 256 labelled pictures (render.py). A pool keeps some of them decoded; every draw takes a
picture, looks at it as the app will (the whole picture, or a noisy crop around one foot), mirrors, recolours
and spoils it, and writes down what the network should say.
"""

from __future__ import annotations

import math
import queue
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app.core.foot import by_hand  # noqa: E402
from app.core.observations import Crop  # noqa: E402
from app.stages.crop import foot_crop  # noqa: E402
from app.vision.cv import cv2  # noqa: E402
from app.vision.foot_net import extent_px, view_of  # noqa: E402

WHOLE, FINE = 8, 4  # strides of the two heads
VISIBLE = 2
NOT_TO_LEARN = 255  # of a mask
UNTOLD = 3  # class of a foot's pixels that has no labels: too small, or nearly all hidden
# Feet smaller than this, or seen at fewer than two points, are neither learnt nor forbidden.
LEAST_EXTENT_PX, LEAST_SEEN = 15.0, 2
WORTH_PX = 20.0
# A foot whose middle is outside the picture is told at the border, if it is no further out than this share.
OUT_SHARE = 0.45
# What a hidden point counts for: half of them lie under trousers, where nobody could say them better.
HIDDEN_WORTH = 0.4
_CROP_SHARE = 0.5  # of the views are crops around one foot
_ASTRAY_SHARE = 0.12  # of the crops are somewhere else: a search finds feet where there are none
_EMPTY_SHARE = 0.07  # of the views are drawn from pictures without feet, besides those that come anyhow
_BACKGROUND_SHARE = 0.25  # of the pictures with feet stand before another picture


@dataclass(frozen=True)
class Feet:
    """The feet of one picture: kpts (f, 8, 3) x, y, v in anatomical order, side (f,); and, for measuring,
    camera_from_foot pose (f, 4, 4), length_mm (f,), footwear (f,), camera (4,) fx fy cx cy."""

    kpts: np.ndarray
    side: np.ndarray
    pose: np.ndarray
    length_mm: np.ndarray
    footwear: np.ndarray
    camera: np.ndarray


@dataclass(frozen=True)
class Shard:
    """Decoded: rgb (n, h, w, 3), mask (n, h, w) classes, feet a picture, empty (n,) without any foot."""

    rgb: np.ndarray
    mask: np.ndarray
    feet: list[Feet]
    empty: np.ndarray


def read_shard(path: Path, limit: int | None = None) -> Shard:
    """A shard, or its first `limit` pictures. Raises OSError, ValueError or KeyError when it is damaged."""
    with np.load(path) as file:
        z = {name: file[name] for name in file.files}
    count = min(len(z["camera"]), limit or len(z["camera"]))
    pictures, masks, feet = [], [], []
    for n in range(count):
        pictures.append(cv2.imdecode(_piece(z["jpeg"], z["jpeg_at"], n), cv2.IMREAD_COLOR)[..., ::-1])
        mine = z["foot_image"] == n
        mask = cv2.imdecode(_piece(z["mask"], z["mask_at"], n), cv2.IMREAD_UNCHANGED)
        masks.append(_classes(mask, z["instance"][mine]))
        foot_arrays = (z[name][mine] for name in ("kpts", "side", "pose", "length_mm", "footwear"))
        feet.append(Feet(*foot_arrays, z["camera"][n]))
    empty = np.array([mask.max() < 2 for mask in masks])
    return Shard(np.stack(pictures), np.stack(masks), feet, empty)


def _classes(mask: np.ndarray, labelled: np.ndarray) -> np.ndarray:
    """Background, leg, foot, or UNTOLD of a mask's class | instance << 2."""
    table = np.arange(256, dtype=np.uint8) & 3
    untold = [2 | instance << 2 for instance in range(64) if instance not in labelled]
    table[untold] = UNTOLD
    return cv2.LUT(mask, table)


def _piece(data: np.ndarray, at: np.ndarray, n: int) -> np.ndarray:
    end = at[n + 1] if n + 1 < len(at) else len(data)
    return data[at[n] : end]


class Pool:
    """Some shards of some folders, decoded, changed one by one; new files are found as they come."""

    def __init__(
        self, folders: list[Path], held: Path, capacity: int, visits: int, rng: np.random.Generator
    ) -> None:
        self._folders, self._capacity, self._visits, self._rng = folders, capacity, visits, rng
        self._held = held  # files of the same names there are never learnt from
        self._seen: dict[Path, int] = {}
        self._shards: list[Shard] = []
        self._drawn = 0
        while len(self._shards) < capacity and self._next() is not None:
            pass
        if not self._shards:
            raise SystemExit("There are no shards to learn from.")

    def draw(self) -> tuple[Shard, int]:
        """A shard and the number of one of its pictures."""
        self._drawn += 1
        if self._rng.random() < _EMPTY_SHARE and (empty := self.background()) is not None:
            return empty
        shard = self._shards[self._rng.integers(len(self._shards))]
        if self._drawn >= self._visits * len(shard.feet):
            self._drawn = 0
            self._next()
        return shard, int(self._rng.integers(len(shard.feet)))

    def background(self) -> tuple[Shard, int] | None:
        """A picture without feet, as `draw`, if a few tries find one."""
        for _ in range(40):
            shard = self._shards[self._rng.integers(len(self._shards))]
            n = int(self._rng.integers(len(shard.feet)))
            if shard.empty[n]:
                return shard, n
        return None

    def _next(self) -> Path | None:
        """Takes in the least visited shard (the newest of them first), putting out the oldest."""
        paths = [path for folder in self._folders for path in folder.glob("*.npz")]
        paths = [path for path in paths if not (self._held / path.name).exists()]
        paths.sort(key=lambda p: p.stat().st_mtime, reverse=True)
        if len(self._shards) < self._capacity:
            paths = [path for path in paths if path not in self._seen]
        if not paths:
            return None
        path = min(paths, key=lambda p: self._seen.get(p, 0))
        self._seen[path] = self._seen.get(path, 0) + 1
        try:
            shard = read_shard(path)
        except (OSError, ValueError, KeyError) as problem:
            print(f"{path.name} is left out: {problem}", flush=True)
            return path
        self._shards = [*self._shards[-(self._capacity - 1) :], shard]
        return path


# White noise to take pieces of: making it anew for every view would take longer than everything else.
_GRAIN = np.clip(np.random.default_rng(0).normal(0.0, 32.0, 1 << 22), -32000, 32000).astype(np.int16)


def view_around(
    feet: Feet, size: tuple[int, int], side_px: int, rng: np.random.Generator, crop_share: float
) -> Crop:
    """Where to look in a picture of `size` (width, height) for a view of `side_px`."""
    likely = [k for k in range(len(feet.side)) if (feet.kpts[k, :, 2] == VISIBLE).sum() >= LEAST_SEEN]
    if not likely:
        span = max(size) * rng.uniform(0.25, 1.15)
        cx, cy = rng.uniform(0.2, 0.8, 2) * size
        return Crop(float(cx), float(cy), float(span), _any_roll(rng))
    points = feet.kpts[rng.choice(likely), :, :2].astype(np.float64)
    if rng.random() >= crop_share:
        return _whole(points, size, side_px, rng)
    crop = _noisy(foot_crop(points), points, rng)
    if rng.random() < _ASTRAY_SHARE:
        crop = replace(crop, cx=float(rng.uniform(0, size[0])), cy=float(rng.uniform(0, size[1])))
    return crop


def _noisy(crop: Crop, points: np.ndarray, rng: np.random.Generator) -> Crop:
    """A crop as it comes from a search, or from the frame before of something that moves."""
    wild = rng.random() < 0.05
    along = np.linalg.norm(points[0] - points[1]) / max(extent_px(points), 1.0)
    roll = math.radians(60.0 if wild or along < 0.35 else 25.0)
    size = crop.size_px * math.exp(rng.uniform(math.log(0.8), math.log(1.25)) * (1.5 if wild else 1.0))
    shift = rng.uniform(-0.12, 0.12, 2) * crop.size_px * (1.6 if wild else 1.0)
    turn = rng.uniform(-roll, roll)
    return Crop(crop.cx + shift[0], crop.cy + shift[1], size, crop.roll_rad + turn)


def _whole(points: np.ndarray, size: tuple[int, int], side_px: int, rng: np.random.Generator) -> Crop:
    """The picture, or a good part of it, in which that foot takes up 8 to 65 % of the side, and is no smaller
    than WORTH_PX, if the picture is sharp enough for that."""
    longest = max(size)
    least = max(0.08, WORTH_PX / side_px)
    share = math.exp(rng.uniform(math.log(least), math.log(0.65)))
    span = float(np.clip(extent_px(points) / share, 0.25 * longest, 1.15 * longest))
    centre = points.mean(axis=0) + rng.uniform(-0.4, 0.4, 2) * span
    # Most views lie within the picture, or around it: what a camera sees has no grey borders.
    reach = abs(np.array(size) - span) / 2.0 + 0.08 * span
    centre = np.clip(centre, np.array(size) / 2.0 - reach, np.array(size) / 2.0 + reach)
    return Crop(float(centre[0]), float(centre[1]), span, _any_roll(rng))


def _any_roll(rng: np.random.Generator) -> float:
    """How cameras are held: mostly upright, sometimes aslant, now and then anyhow."""
    kind = rng.random()
    if kind < 0.8:
        return math.radians(float(rng.normal(0.0, 10.0)))
    return float(rng.uniform(-math.pi / 4, math.pi / 4) if kind < 0.94 else rng.uniform(-math.pi, math.pi))


@dataclass(frozen=True)
class Labels:
    """One view's feet: points (f, 8, 3) by hand, x, y in view px and v; side (f,), kind (f,)."""

    points: np.ndarray
    side: np.ndarray
    kind: np.ndarray


def seen_through(feet: Feet, view_from_picture: np.ndarray, mirrored: bool, valid: np.ndarray) -> Labels:
    """The labels of a view; a mirrored right foot is a left one. Points outside the picture are hidden."""
    side = 1 - feet.side.astype(int) if mirrored else feet.side.astype(int)
    xy = feet.kpts[..., :2] @ view_from_picture[:, :2].T + view_from_picture[:, 2]
    v = feet.kpts[..., 2]
    v = np.where(_value_at(valid, xy) > 0, v, np.minimum(v, 1))
    points = np.concatenate([xy, v[..., None]], axis=-1).astype(np.float32)
    in_order = np.array([by_hand(p, int(s)) for p, s in zip(points, side)]).reshape(-1, 8, 3)
    return Labels(in_order, side, feet.footwear)


def _value_at(image: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Values of (h, w) at px (..., 2); 0 outside."""
    height, width = image.shape
    # 1e6: what lies beyond is cast to integers, too.
    x, y = np.floor(np.minimum(np.maximum(xy, -1.0), 1e6)).astype(int).transpose(-1, *range(xy.ndim - 1))
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return np.where(inside, image[np.minimum(y.clip(0), height - 1), np.minimum(x.clip(0), width - 1)], 0)


def view_labelled(
    pool: Pool, side_px: int, crop_share: float, rng: np.random.Generator
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """One view (side, side, 3) uint8 and its targets (see `targets`)."""
    shard, n = pool.draw()
    rgb, mask, feet = shard.rgb[n], shard.mask[n], shard.feet[n]
    height, width = mask.shape
    crop = view_around(feet, (width, height), side_px, rng, crop_share)
    picture_from_view = crop.picture_from_crop(side_px)
    mirrored = bool(rng.random() < 0.5)
    if mirrored:
        picture_from_view = picture_from_view @ np.array(
            [[-1.0, 0.0, side_px], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
        )
    view = view_of(rgb, picture_from_view, side_px, side_px)
    classes = _warped(mask, picture_from_view, side_px, NOT_TO_LEARN)
    if len(feet.side) and rng.random() < _BACKGROUND_SHARE:
        view = _before_another(view, classes, pool, side_px, rng)
    valid = (classes != NOT_TO_LEARN).astype(np.uint8)
    if rng.random() < 0.15:
        _cut_out(view, classes, valid, rng)
    labels = seen_through(feet, _inverse(picture_from_view), mirrored, valid)
    return spoiled(recoloured(view, rng), rng), targets(labels, classes, side_px)


def _warped(mask: np.ndarray, picture_from_view: np.ndarray, side_px: int, outside: int) -> np.ndarray:
    """(side, side) uint8 nearest values of a picture's mask in a view."""
    linear, offset = picture_from_view[:, :2], picture_from_view[:, 2]
    indices = offset + linear.sum(axis=1) * 0.5 - 0.5
    return cv2.warpAffine(
        mask,
        np.column_stack([linear, indices]),
        (side_px, side_px),
        flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=outside,
    )


def _inverse(affine: np.ndarray) -> np.ndarray:
    return np.linalg.inv(np.vstack([affine, [0.0, 0.0, 1.0]]))[:2]


def _before_another(
    view: np.ndarray, classes: np.ndarray, pool: Pool, side_px: int, rng: np.random.Generator
) -> np.ndarray:
    """Feet and legs of the view over a picture without feet, or over noise of one scale and colour."""
    found = pool.background()
    if found is None or rng.random() < 0.15:
        other = _cloth(side_px, rng)
    else:
        shard, n = found
        height, width = shard.mask[n].shape
        span = max(width, height) * rng.uniform(0.4, 1.0)
        place = Crop(width * rng.uniform(0.3, 0.7), height * rng.uniform(0.3, 0.7), span, _any_roll(rng))
        other = view_of(shard.rgb[n], place.picture_from_crop(side_px), side_px, side_px)
    # 1, 2 and NOT_TO_LEARN stay; the picture's edge is sharp, the feet's is not.
    front = cv2.GaussianBlur(cv2.min(classes, 1).astype(np.float32), (3, 3), 0.6)
    front[classes == NOT_TO_LEARN] = 1.0
    return cv2.blendLinear(view, other, front, 1.0 - front)


def _cloth(side_px: int, rng: np.random.Generator) -> np.ndarray:
    """Coloured noise of a few scales."""
    total = np.zeros((side_px, side_px, 3), np.float32)
    for cells in (3, 9, 27, 81):
        grain = rng.normal(0.0, rng.uniform(0.0, 40.0), (cells, cells, 3)).astype(np.float32)
        total += cv2.resize(grain, (side_px, side_px), interpolation=cv2.INTER_CUBIC)
    return np.clip(total + rng.uniform(30, 225, 3), 0, 255).astype(np.uint8)


def _cut_out(view: np.ndarray, classes: np.ndarray, valid: np.ndarray, rng: np.random.Generator) -> None:
    """Covers one or two boxes: what is behind them is hidden, yet still to be told."""
    side = len(view)
    for _ in range(rng.integers(1, 3)):
        w, h = (side * rng.uniform(0.06, 0.3, 2)).astype(int)
        x, y = int(rng.integers(0, side - w)), int(rng.integers(0, side - h))
        box = np.s_[y : y + h, x : x + w]
        if rng.random() < 0.5:
            view[box] = rng.integers(0, 256, 3, dtype=np.uint8)
        else:
            y2, x2 = int(rng.integers(0, side - h)), int(rng.integers(0, side - w))
            view[box] = rng.permutation(view[y2 : y2 + h, x2 : x2 + w].copy(), axis=2)
        classes[box] = np.where(classes[box] == NOT_TO_LEARN, NOT_TO_LEARN, 0)
        valid[box] = 0


def spoiled(view: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What lenses, sensors and codecs do: blur, motion, few pixels, few colours, JPEG."""
    side = len(view)
    if rng.random() < 0.15:
        view = cv2.GaussianBlur(view, (0, 0), float(rng.uniform(0.4, 1.8)))
    if rng.random() < 0.1:
        view = cv2.filter2D(view, -1, _streak(int(rng.integers(3, 10)), float(rng.uniform(0, math.pi))))
    if rng.random() < 0.12:
        small = int(side * rng.uniform(0.35, 0.9))
        view = cv2.resize(view, (small, small), interpolation=cv2.INTER_AREA)
        view = cv2.resize(
            view, (side, side), interpolation=int(rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
        )
    if rng.random() < 0.08:
        view = cv2.addWeighted(view, 2.0, cv2.GaussianBlur(view, (0, 0), 1.0), -1.0, 0.0)  # sharpened
    if rng.random() < 0.05:
        step = int(rng.integers(8, 40))
        grain = rng.integers(-step // 2, step // 2 + 1, (side, side, 1))
        view = np.clip((view.astype(np.int16) + grain) // step * step + step // 2, 0, 255).astype(np.uint8)
    if rng.random() < 0.2:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(15, 75))]
        view = cv2.imdecode(cv2.imencode(".jpg", view, quality)[1], cv2.IMREAD_COLOR)
    return view


def recoloured(view: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same under other lamps, sensors and tastes: gamma, contrast, hue, grey, swapped channels, noise."""
    ramp = np.linspace(0.0, 1.0, 256)[:, None]
    gain = np.exp(rng.normal(0.0, 0.15, 3) + rng.normal(0.0, 0.15))
    gamma = np.clip(np.exp(rng.normal(0.0, 0.25) + rng.normal(0.0, 0.04, 3)), 0.45, 2.2)
    middle = rng.uniform(0.3, 0.7)
    curve = (ramp**gamma * gain - middle) * np.clip(np.exp(rng.normal(0.0, 0.25)), 0.5, 1.8)
    curve += middle + rng.normal(0.0, 0.08)
    view = cv2.LUT(view, np.clip(curve * 255.0 + 0.5, 0, 255).astype(np.uint8)[None])
    colour = 0.0 if rng.random() < 0.08 else float(np.clip(np.exp(rng.normal(0.0, 0.35)), 0.2, 2.0))
    matrix = colour * np.eye(3) + (1.0 - colour) * np.array([0.299, 0.587, 0.114])
    matrix += rng.normal(0.0, 0.04, (3, 3))  # hue
    if rng.random() < 0.06:
        matrix = rng.permutation(matrix)
    view = cv2.transform(view, matrix)
    if rng.random() < 0.3:
        start = int(rng.integers(0, len(_GRAIN) - view.size))
        grain = _GRAIN[start : start + view.size].reshape(view.shape)
        # The grain's own spread is 32 grey levels.
        noisy = cv2.addWeighted(view, 1.0, grain, float(rng.uniform(0.0, 0.4)), 0.0, dtype=cv2.CV_16S)
        view = cv2.convertScaleAbs(cv2.max(noisy, 0))
    return view


def _streak(length: int, angle: float) -> np.ndarray:
    """A kernel that smears along a line."""
    kernel = np.zeros((length, length), np.float32)
    middle = (length - 1) / 2.0
    dx, dy = math.cos(angle) * middle, math.sin(angle) * middle
    start, end = (round(middle - dx), round(middle - dy)), (round(middle + dx), round(middle + dy))
    cv2.line(kernel, start, end, 1.0)
    return kernel / kernel.sum()


def targets(labels: Labels, classes: np.ndarray, side_px: int) -> dict[str, np.ndarray]:
    """What the network should say to a view.

    centre (1, g, g) 0..1 and centre_weight alike; vectors (16, g, g) px with vector_weight (16, g, g): 0 but
    near centres, per px of the extent; side, kind (1, g, g), seen (8, g, g), near (1, g, g): where they hold;
    points (8, m, m) 0..1 with points_weight (1, m, m); mask (m, m), NOT_TO_LEARN outside the picture. g and
    m are the cells at the two strides.
    """
    g, m = side_px // WHOLE, side_px // FINE
    t = {
        "centre": np.zeros((1, g, g), np.float32),
        "centre_weight": np.ones((1, g, g), np.float32),
        "vectors": np.zeros((16, g, g), np.float32),
        "vector_weight": np.zeros((16, g, g), np.float32),
        "side": np.zeros((1, g, g), np.float32),
        "seen": np.zeros((8, g, g), np.float32),
        "kind": np.zeros((1, g, g), np.int64),
        "near": np.zeros((1, g, g), np.float32),
        "points": np.zeros((8, m, m), np.float32),
        "points_weight": np.ones((1, m, m), np.float32),
        "mask": classes[FINE // 2 :: FINE, FINE // 2 :: FINE].astype(np.int64),
    }
    untold = (cv2.dilate(cv2.inRange(classes, UNTOLD, UNTOLD), np.ones((9, 9), np.uint8)) > 0)[None]
    t["centre_weight"][untold[:, WHOLE // 2 :: WHOLE, WHOLE // 2 :: WHOLE]] = 0.0
    t["points_weight"][untold[:, FINE // 2 :: FINE, FINE // 2 :: FINE]] = 0.0
    t["mask"][t["mask"] == UNTOLD] = 2
    left, top, w, h = cv2.boundingRect(cv2.compare(classes, NOT_TO_LEARN, cv2.CMP_NE))
    if w * h:
        for points, side, kind in zip(labels.points, labels.side, labels.kind):
            _tell(t, points, (int(side), int(kind)), (left, top, left + w, top + h))
    return t


@cache
def _middles(cells: int) -> np.ndarray:
    """(2, cells, cells) y and x of the cells' middles."""
    return np.mgrid[:cells, :cells] + 0.5


def _tell(
    t: dict[str, np.ndarray], points: np.ndarray, is_a: tuple[int, int], box: tuple[int, int, int, int]
) -> None:
    """Writes one foot (8, 3) of a side and kind into a view's targets; `box` is what of it is picture."""
    g = t["centre"].shape[1]
    xy = points[:, :2]
    known = points[:, 2] > 0
    extent = extent_px(xy[known])
    middle = xy[known].mean(axis=0)
    centre = np.clip(middle, np.array(box[:2]) + 0.5, np.array(box[2:]) - 0.5)
    out = float(np.linalg.norm(centre - middle))
    if not extent >= 2.0 or out > 2.0 * extent:
        return
    learnt = extent >= LEAST_EXTENT_PX and out <= OUT_SHARE * extent
    learnt &= bool(known.all()) and (points[:, 2] == VISIBLE).sum() >= LEAST_SEEN
    ys, xs = _middles(g)
    if not learnt:
        near = np.hypot(xs * WHOLE - centre[0], ys * WHOLE - centre[1]) < max(0.5 * extent, WHOLE)
        t["centre_weight"][0][near] = 0.0
        m = t["points"].shape[1]
        ys, xs = _middles(m)
        around = np.hypot(xs * FINE - middle[0], ys * FINE - middle[1]) < 0.75 * extent
        t["points_weight"][0][around] = 0.0
        return
    column, row = (min(max(int(c // WHOLE), 0), g - 1) for c in centre)
    sigma = min(max(0.07 * extent / WHOLE, 0.7), 1.6)
    bump = np.exp(((xs - 0.5 - column) ** 2 + (ys - 0.5 - row) ** 2) / (-2.0 * sigma * sigma))
    t["centre"][0] = np.maximum(t["centre"][0], bump)
    # Every learnt foot has its own cell of height 1, wherever in the cell its middle lies.
    t["centre_weight"][0, row, column] = 1.0
    rows, columns = slice(max(row - 1, 0), row + 2), slice(max(column - 1, 0), column + 2)
    near = bump[rows, columns]
    nearer = near >= t["near"][0, rows, columns]
    middles = np.stack([xs[rows, columns], ys[rows, columns]]) * WHOLE
    visible = points[:, 2] == VISIBLE
    weight = np.repeat(np.where(visible, 1.0, HIDDEN_WORTH) / extent, 2)
    told = {
        "vectors": (xy[:, :, None, None] - middles).reshape(16, *near.shape),
        "vector_weight": weight[:, None, None],
        "seen": visible[:, None, None],
        "side": np.full((1, 1, 1), is_a[0]),
        "kind": np.full((1, 1, 1), is_a[1]),
        "near": near[None],
    }
    for name, value in told.items():
        np.copyto(t[name][:, rows, columns], value, where=nearer, casting="unsafe")
    _warm(t["points"], points, extent)


def _warm(heat: np.ndarray, points: np.ndarray, extent: float) -> None:
    """Draws a foot's 8 bumps into (8, m, m)."""
    m = heat.shape[1]
    sigma = min(max(0.045 * extent / FINE, 0.8), 1.5)
    cells = np.arange(m) + 0.5
    gx = np.exp((cells - points[:, :1] / FINE) ** 2 / (-2.0 * sigma * sigma))
    gy = np.exp((cells - points[:, 1:2] / FINE) ** 2 / (-2.0 * sigma * sigma))
    height = np.where(points[:, 2] == VISIBLE, 1.0, HIDDEN_WORTH)[:, None]
    np.maximum(heat, gy[:, :, None] * (height * gx)[:, None, :], out=heat)


def batches(
    pool: Pool, size: int, sides: list[int], shares: list[float], rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, dict[str, np.ndarray]]]:
    """Endless batches (n, side, side, 3) uint8 with their targets, each of one side length."""
    while True:
        side = int(rng.choice(sides, p=shares))
        made = [view_labelled(pool, side, _CROP_SHARE, rng) for _ in range(size)]
        yield np.stack([view for view, _ in made]), {k: np.stack([t[k] for _, t in made]) for k in made[0][1]}


def ahead(source: Iterator, depth: int) -> Iterator:
    """The same items, made by a thread `depth` items ahead; its failure is raised here."""
    made: queue.Queue = queue.Queue(depth)

    def work() -> None:
        try:
            for item in source:
                made.put(item)
        except BaseException as problem:
            made.put(problem)

    threading.Thread(target=work, daemon=True, name="feet-views").start()
    while True:
        item = made.get()
        if isinstance(item, BaseException):
            raise item
        yield item
