"""How far points have gone since the previous frame: for what changes its looks as it moves, as mouths do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.keypoints import KeypointSet
from .cv import cv2

F32 = NDArray[np.float32]

_WINDOW_PX, _LEVELS = 11, 1
_MARGIN_PX = 24
# Pictures lie on a grid of such cells, so that those of neighbouring frames fit on each other.
GRID_PX = 8
_STOP = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 6, 0.02)
# What a step is unsure of at best, px; and nobody comes back to where it started by more than this.
_LEAST_PX, _FAR_PX = 0.07, 1.0
# Steps that differ from those nearby by more than this share of the subject's size are not believed.
_REACH, _ODD = 0.04, 0.006
# Nor those that go further than this from what the detector says they went.
_LEAP = 0.02
# How unsure each is by the square of how far all have gone together, in sizes: 5 px of 275 for 20 px a frame.
_BLURRED = 3.5
# Of soft points so near to each other (as a share of size) one is followed.
_SPACING = 0.02
_UNKNOWN = np.float32(1e6)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """A grey picture (h, w) uint8 whose first pixel lies at `left`, `top` of the whole; `px` px a pixel."""

    grey: NDArray[np.uint8]
    left: int
    top: int
    px: float

    def inner(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
        """The part between px of the whole that lie on its grid."""
        x, y = round((left - self.left) / self.px), round((top - self.top) / self.px)
        return self.grey[y : y + round((bottom - top) / self.px), x : x + round((right - left) / self.px)]

    @property
    def right(self) -> int:
        return self.left + round(self.grey.shape[1] * self.px)

    @property
    def bottom(self) -> int:
        return self.top + round(self.grey.shape[0] * self.px)


def to_follow(points: F32, keypoints: KeypointSet, size_px: float) -> NDArray[np.intp]:
    """The few of the keypoints that change their looks, (f,) in order, that are followed; for points (K, 3)
    px.

    Windows of neighbours overlap, so all of them would know little more than some do.
    """
    index = np.flatnonzero(keypoints.soft)
    at, part = points[index, :2] / np.float32(size_px), keypoints.part[index]
    apart2 = ((at[:, None] - at[None]) ** 2).sum(axis=2)
    apart2[part[:, None] != part] = np.inf
    kept: list[int] = []
    # Edges first: they are what is seen of a mouth.
    for i in np.argsort(keypoints.on_surface[index], kind="stable").tolist():
        if not kept or apart2[i, kept].min() > _SPACING**2:
            kept.append(i)
    return np.sort(index[kept])


def follow_steps(
    before: Strip, now: Strip, start: F32, expected: F32, drift: F32, size_px: float
) -> tuple[F32, F32]:
    """How far points have gone, (s, 2) px, and the variance of that, (s,) px².

    They lay at `start` (s, 3) in the frame before and are looked for around `expected` (s, 3) while the whole
    subject goes by `drift` (2,) px. A step that is not known is that of the detector, with a variance beyond
    all others.
    """
    step = (expected - start)[:, :2].astype(np.float32)
    variance = np.full(len(step), _UNKNOWN, np.float32)
    area = _shared(before, now, start, expected) if len(step) else None
    if area is None:
        return step, variance
    a = before.inner(*area)
    b = _as_bright(now.inner(*area), a)
    px = np.float32(now.px)
    origin = np.array(area[:2], np.float32) + np.float32(0.5) * px
    begin = np.asarray((start[:, :2] - origin) / px, np.float32)
    guess = np.asarray((expected[:, :2] - origin) / px, np.float32)
    found, there = _lucas_kanade(a, b, begin, guess)
    back, again = _lucas_kanade(b, a, found, begin, levels=0)
    missed2 = np.einsum("ij,ij->i", back - begin, back - begin)
    height, width = b.shape
    leapt = np.abs(found - guess)
    inside = (found > np.float32(2.0)) & (found < (width - 3, height - 3))
    near = inside & (leapt < np.float32(_LEAP * size_px / px))
    known = there & again & near[:, 0] & near[:, 1] & (missed2 < np.float32(_FAR_PX**2))
    if not known.any():
        return step, variance
    moved = found - begin
    # A head that sweeps along is blurred: there and back agree, and both are wrong.
    swept2 = float(drift @ drift) / size_px**2
    told2 = (np.float32(_LEAST_PX**2) + missed2) * px**2
    told2 += np.float32((_BLURRED * swept2 * size_px) ** 2)
    moved *= px
    told2 += _oddness(start[:, :2], moved, np.asarray(known / told2, np.float32), size_px)
    return np.where(known[:, None], moved, step), np.where(known, told2, _UNKNOWN)


def _as_bright(picture: NDArray[np.uint8], like: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture as bright and as contrasty as another one: a lamp that goes on is no motion."""
    mean, spread = (float(v) for v in np.ravel(cv2.meanStdDev(picture[::2])))
    mean_like, spread_like = (float(v) for v in np.ravel(cv2.meanStdDev(like[::2])))
    gain = min(max(spread_like / max(spread, 1.0), 0.25), 4.0)
    if abs(gain - 1.0) < 0.02 and abs(mean - mean_like) < 1.0:
        return picture
    levels = np.rint((np.arange(256) - mean) * gain + mean_like)
    return np.asarray(cv2.LUT(picture, np.clip(levels, 0.0, 255.0).astype(np.uint8)), np.uint8)


def _oddness(at: F32, step: F32, weight: F32, size_px: float) -> F32:
    """(s,) px²: how much further each step is off those nearby, by their `weight` (s,), than lips can stretch
    in a frame."""
    at = (at - at[0]) / np.float32(_REACH * size_px)
    half = np.float32(-0.5) * np.einsum("ij,ij->i", at, at)[:, None]
    one = np.ones_like(half)
    near = np.exp(np.concatenate([at, half, one], axis=1) @ np.concatenate([at, one, half], axis=1).T)
    word = np.concatenate([weight[:, None], weight[:, None] * step], axis=1)
    heard = near @ word - word
    off = step - heard[:, 1:] / (heard[:, :1] + np.float32(1e-6))
    odd2 = np.einsum("ij,ij->i", off, off) - np.float32((_ODD * size_px) ** 2)
    return np.asarray(4.0 * np.maximum(odd2, np.float32(0.0)), np.float32)


def _lucas_kanade(
    a: NDArray[np.uint8], b: NDArray[np.uint8], start: F32, guess: F32, levels: int = _LEVELS
) -> tuple[F32, NDArray[np.bool_]]:
    found, status, _ = cv2.calcOpticalFlowPyrLK(
        a,
        b,
        np.ascontiguousarray(start),
        np.ascontiguousarray(guess).copy(),
        winSize=(_WINDOW_PX, _WINDOW_PX),
        maxLevel=levels,
        criteria=_STOP,
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )
    return np.asarray(found, np.float32), np.asarray(status[:, 0] > 0)


def _shared(before: Strip, now: Strip, start: F32, expected: F32) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom px around all points that both pictures hold; None where that is
    nothing."""
    if before.px != now.px:
        return None
    rows = np.concatenate([start, expected]).T.copy()  # numpy runs along rows ten times faster
    margin = _MARGIN_PX * now.px
    x0, y0 = rows[:2].min(axis=1).tolist()
    x1, y1 = rows[:2].max(axis=1).tolist()
    left = max(int(x0 - margin) // GRID_PX * GRID_PX, before.left, now.left)
    top = max(int(y0 - margin) // GRID_PX * GRID_PX, before.top, now.top)
    right = min((int(x1 + margin) // GRID_PX + 1) * GRID_PX, before.right, now.right)
    bottom = min((int(y1 + margin) // GRID_PX + 1) * GRID_PX, before.bottom, now.bottom)
    least = 3 * _WINDOW_PX * now.px
    return (left, top, right, bottom) if right - left > least and bottom - top > least else None
