"""Small patches of a picture, found again in another one to some hundredths of a pixel.

Inverse compositional Gauss-Newton (Baker and Matthews 2004) on brightness with its mean and gain taken out,
so that neither a cloud nor the camera's exposure counts as motion.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .cv import cv2
from .steps import GRID_PX, Strip

F32 = NDArray[np.float32]

# A patch is this wide at a face of usual size; larger faces are looked at in a coarser picture, and smaller
# ones in a finer, or a patch would hold a whole mouth.
PATCH_PX = 11
_LARGEST_FACE_PX, _SMALLEST_FACE_PX, _FINEST_PX = 420.0, 130.0, 0.25
# A resolution is kept until the face has left its range by this factor.
_SLACK = 1.2
_SMOOTH = cv2.getGaussianKernel(5, 0.85, cv2.CV_32F)
_SMOOTHER = cv2.getGaussianKernel(3, 0.6, cv2.CV_32F)
_MARGIN = 0.04
# Points that lie on a line, to this share, are no face, and tell no turn.
_LINE = 0.01
# In the coarser picture a patch has fewer samples, further apart.
_COARSE_PATCH_PX, _COARSE_SPACING = 7, 4.0
# Less than this (mean squared grey levels) is rounding, and matches nothing.
_FLAT = np.float32(0.1)
# No step is longer, in px of the picture looked at.
_LONGEST, _LONGEST_COARSE = 1.5, 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Patches:
    """What is looked for around each of m sites, at one resolution.

    `probes` (m, 4, n) tell of n samples their sum, the gain against the patch and, times that gain, the steps
    in x and y to where they lie in it, picture px. `energy` (m,) is the patch's own in grey levels², with the
    mean taken out, `hessian` (m, 3) as xx, xy, yy that of its slopes. `offset` (2, n) px.
    """

    probes: F32
    energy: F32
    hessian: F32
    offset: F32

    def __getitem__(self, chosen: NDArray[np.intp]) -> Patches:
        return Patches(self.probes[chosen], self.energy[chosen], self.hessian[chosen], self.offset)


def _px_for(size_px: float) -> float:
    px = 1.0
    while size_px / px > _LARGEST_FACE_PX:
        px *= 2.0
    while size_px / px < _SMALLEST_FACE_PX and px > _FINEST_PX:
        px *= 0.5
    return px


class Picture:
    """The grey picture around one subject, fine and coarse. Places are px of the whole picture."""

    def __init__(self, rgb: NDArray[np.uint8], points: F32, px: float | None = None) -> None:
        """Around `points` (k, 2) px; a pixel is `px` px wide, or as suits the subject's size."""
        self.usable = _is_spread(points)
        if not self.usable:
            return
        low, high = points.min(axis=0), points.max(axis=0)
        self.size_px = float((high - low).mean())
        self.px = px or _px_for(self.size_px)
        margin = _MARGIN * self.size_px + 2 * PATCH_PX * self.px
        height, width = rgb.shape[:2]
        # Whole cells, so that pictures of neighbouring frames lie on one grid.
        left, top = (int(max(0.0, v - margin)) // GRID_PX * GRID_PX for v in low)
        right = left + (int(min(width, high[0] + margin)) - left) // GRID_PX * GRID_PX
        bottom = top + (int(min(height, high[1] + margin)) - top) // GRID_PX * GRID_PX
        least = 4 * PATCH_PX * self.px
        self.usable = right - left > least and bottom - top > least
        if not self.usable:
            return
        grey = cv2.cvtColor(rgb[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
        if self.px != 1.0:
            size = (round((right - left) / self.px), round((bottom - top) / self.px))
            way = cv2.INTER_AREA if self.px > 1.0 else cv2.INTER_CUBIC
            grey = cv2.resize(grey, size, interpolation=way)
        # Bilinear sampling blurs by where it falls between the pixels; in a picture that is smooth it does
        # not.
        self.fine = np.asarray(cv2.sepFilter2D(grey, cv2.CV_32F, _SMOOTH, _SMOOTH), np.float32)
        self.strip = Strip(np.asarray(cv2.convertScaleAbs(self.fine), np.uint8), left, top, self.px)
        self._first = np.array([left, top], np.float32) + np.float32(0.5 * self.px)
        border = PATCH_PX * self.px
        self._middle = np.array([left + right, top + bottom], np.float32) / np.float32(2.0)
        self._reach = np.array([right - left, bottom - top], np.float32) / np.float32(2.0) - np.float32(
            border
        )

    @cached_property
    def coarse(self) -> F32:
        """Half as fine."""
        half = cv2.pyrDown(self.fine)
        return np.asarray(cv2.sepFilter2D(half, cv2.CV_32F, _SMOOTHER, _SMOOTHER), np.float32)

    @property
    def suits(self) -> bool:
        """Whether its resolution suits the subject's size, with some slack."""
        return _SMALLEST_FACE_PX / _SLACK < self.size_px / self.px < _LARGEST_FACE_PX * _SLACK

    def holds(self, site: F32) -> NDArray[np.bool_]:
        """(m,): whether the patches around sites (m, 2) px lie in it."""
        inside = np.abs(site - self._middle) < self._reach
        return np.asarray(inside[:, 0] & inside[:, 1])

    def sample(self, coarse: bool, at: F32, offset: F32) -> F32:
        """Values (m, n) around places (m, 2), at offsets (2, n); all px of the whole picture."""
        # pyrDown keeps the middle of the first pixel where it was; cv2 counts from there.
        scale = np.float32(1.0 / (self.px * (2.0 if coarse else 1.0)))
        at, offset = (at - self._first) * scale, offset * scale
        picture = self.coarse if coarse else self.fine
        return np.asarray(
            cv2.remap(
                picture,
                at[:, :1] + offset[0],
                at[:, 1:] + offset[1],
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            ),
            np.float32,
        )


def _is_spread(points: F32) -> bool:
    """Whether points (K, 2) are numbers and span a plane."""
    if not np.isfinite(points).all():
        return False
    about = points - points.sum(axis=0) / np.float32(len(points))
    (xx, xy), (_, yy) = (about.T @ about).astype(np.float64).tolist()
    # The eigenvalues of their covariance are middle +- apart.
    middle, apart = (xx + yy) / 2.0, math.hypot((xx - yy) / 2.0, xy)
    return middle - apart > _LINE**2 * (middle + apart)


def cut(picture: Picture, site: F32, *, coarse: bool) -> Patches:
    """The patches around sites (m, 2) px."""
    width = _COARSE_PATCH_PX if coarse else PATCH_PX
    spacing = picture.px * (_COARSE_SPACING if coarse else 1.0)
    along = (np.arange(width, dtype=np.float32) - width // 2) * np.float32(spacing)
    offset = np.stack([grid.ravel() for grid in np.meshgrid(along, along)])

    def slope(x: float, y: float) -> F32:
        shift = np.array([x, y], np.float32)
        rise = picture.sample(coarse, site + shift, offset) - picture.sample(coarse, site - shift, offset)
        return rise / np.float32(2.0 * (x + y))

    value = picture.sample(coarse, site, offset)
    value -= value.mean(axis=1, keepdims=True)
    energy = np.maximum(np.einsum("mn,mn->m", value, value), 1e-3)
    shape = value / energy[:, None]

    def projected(rise: F32) -> F32:
        rise = rise - rise.mean(axis=1, keepdims=True)
        return rise - np.einsum("mn,mn->m", rise, value)[:, None] * shape

    h = picture.px * (1.0 if coarse else 0.5)
    dx, dy = projected(slope(h, 0.0)), projected(slope(0.0, h))
    xx, yy = np.einsum("mn,mn->m", dx, dx) + 1e-3, np.einsum("mn,mn->m", dy, dy) + 1e-3
    xy = np.einsum("mn,mn->m", dx, dy)
    a, b, d = (v[:, None] / (xx * yy - xy * xy)[:, None] for v in (yy, xy, xx))
    # The slopes hold nothing of the patch itself, so its value need not be taken off before.
    probes = np.stack([np.ones_like(value), shape, a * dx - b * dy, d * dy - b * dx], axis=1)
    return Patches(probes, energy, np.stack([xx, xy, yy], axis=1), offset)


def step(patches: Patches, picture: Picture, coarse: bool, at: F32, linear: F32) -> tuple[F32, F32, F32]:
    """One Gauss-Newton step from `at` (m, 2) px under the subject's `linear` (2, 2) change since the patches
    were cut.

    New places (m, 2), mean squared error (m,) in grey levels² and correlation (m,) before it.
    """
    value = picture.sample(coarse, at, linear @ patches.offset)
    told = np.matmul(patches.probes, value[:, :, None])[:, :, 0]
    total, fit = told[:, 0], told[:, 1]
    gain = np.maximum(fit, np.float32(0.1))
    longest = np.float32((_LONGEST_COARSE if coarse else _LONGEST) * picture.px)
    change = told[:, 2:] / gain[:, None]
    change = np.maximum(np.minimum(change, longest), -longest)
    count = np.float32(value.shape[1])
    power = np.maximum(np.einsum("mn,mn->m", value, value) - total * total / count, _FLAT * count)
    error = np.maximum(power / gain**2 + patches.energy * (1.0 - 2.0 * fit / gain), 0.0) / count
    correlation = fit * np.sqrt(patches.energy / power)
    return at - change @ linear.T, error, correlation
