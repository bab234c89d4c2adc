"""How far points have gone since the previous frame: for what changes its looks as it moves, as mouths do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def follow_steps(before: Strip, now: Strip, start: F32, expected: F32, size_px: float) -> tuple[F32, F32]:
    """How far points have gone, (s, 2) px, and the variance of that, (s,) px².

    They lay at `start` (s, 3) in the frame before and are looked for around `expected` (s, 3). A step that
    is not known is that of the detector, with a variance beyond all others.
    """
    step = (expected - start)[:, :2].astype(np.float32)
    variance = np.full(len(step), _UNKNOWN, np.float32)
    area = _shared(before, now, start, expected) if len(step) else None
    if area is None:
        return step, variance
    a, b = before.inner(*area), _as_bright(now.inner(*area), before.inner(*area))
    origin = np.array(area[:2], np.float32)
    begin, guess = ((p[:, :2] - origin) / np.float32(now.px) - np.float32(0.5) for p in (start, expected))
    found, there = _lucas_kanade(a, b, begin, guess)
    back, again = _lucas_kanade(b, a, found, begin, levels=0)
    missed = np.linalg.norm(back - begin, axis=1)
    inside = ((found > 2.0) & (found < (b.shape[1] - 3, b.shape[0] - 3))).all(axis=1)
    leapt = np.abs((found - guess) * np.float32(now.px)).max(axis=1)
    known = there & again & inside & (missed < _FAR_PX) & (leapt < _LEAP * size_px)
    if not known.any():
        return step, variance
    step[known] = (found - begin)[known] * np.float32(now.px)
    told2 = (np.float32(_LEAST_PX) ** 2 + missed**2) * np.float32(now.px**2)
    # A head that sweeps along is blurred: there and back agree, and both are wrong.
    swept = np.median((found - begin)[known], axis=0) * np.float32(now.px / size_px)
    told2 = told2 + np.float32((_BLURRED * float(swept @ swept) * size_px) ** 2)
    variance[known] = told2[known] + _oddness(start[known, :2], step[known], told2[known], size_px)
    return step, variance


def _as_bright(picture: NDArray[np.uint8], like: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture as bright and as contrasty as another one: a lamp that goes on is no motion."""
    mean, spread = (float(v) for v in np.ravel(cv2.meanStdDev(picture)))
    mean_like, spread_like = (float(v) for v in np.ravel(cv2.meanStdDev(like)))
    gain = min(max(spread_like / max(spread, 1.0), 0.25), 4.0)
    if abs(gain - 1.0) < 0.02 and abs(mean - mean_like) < 1.0:
        return picture
    levels = np.rint((np.arange(256) - mean) * gain + mean_like)
    return np.asarray(cv2.LUT(picture, np.clip(levels, 0.0, 255.0).astype(np.uint8)), np.uint8)


def _oddness(at: F32, step: F32, variance: F32, size_px: float) -> F32:
    """(s,) px²: how much further each step is off those nearby than lips can stretch in a frame."""
    at = (at - at.mean(axis=0)) / np.float32(_REACH * size_px)
    square = np.einsum("ij,ij->i", at, at)
    near = np.exp(at @ at.T - np.float32(0.5) * (square[:, None] + square)) / variance
    np.fill_diagonal(near, 0.0)
    told = (near @ step) / (near.sum(axis=1, keepdims=True) + np.float32(1e-6))
    odd2 = np.maximum(((step - told) ** 2).sum(axis=1) - np.float32((_ODD * size_px) ** 2), 0.0)
    return np.asarray(4.0 * odd2, np.float32)


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
    low = np.minimum(start[:, :2].min(axis=0), expected[:, :2].min(axis=0)) - _MARGIN_PX * now.px
    high = np.maximum(start[:, :2].max(axis=0), expected[:, :2].max(axis=0)) + _MARGIN_PX * now.px
    left = max(int(low[0]) // GRID_PX * GRID_PX, before.left, now.left)
    top = max(int(low[1]) // GRID_PX * GRID_PX, before.top, now.top)
    right = min((int(high[0]) // GRID_PX + 1) * GRID_PX, before.right, now.right)
    bottom = min((int(high[1]) // GRID_PX + 1) * GRID_PX, before.bottom, now.bottom)
    least = 3 * _WINDOW_PX * now.px
    return (left, top, right, bottom) if right - left > least and bottom - top > least else None
