"""Small patches of a picture, found again in another one to some hundredths of a pixel.

Inverse compositional Gauss-Newton (Baker and Matthews 2004) on brightness with its mean and gain taken out,
so that neither a cloud nor the camera's exposure counts as motion.
"""

from __future__ import annotations

from dataclasses import dataclass

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
_SMOOTH_PX, _SMOOTHER_PX = 0.8, 1.2
_MARGIN = 0.12
# Points that lie on a line, to this share, are no face, and tell no turn.
_LINE = 0.01
# In the coarser picture a patch has fewer samples, further apart.
_COARSE_PATCH_PX, _COARSE_SPACING = 7, 4.0
# No step is longer, in px of the picture looked at.
_LONGEST, _LONGEST_COARSE = 1.5, 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Patches:
    """What is looked for around each of m sites, at one resolution.

    `value` (m, n) and its slopes `dx`, `dy` (m, n) per picture px, with what mean and gain explain taken out;
    `energy` (m,); `hessian` (m, 3) as xx, xy, yy and its `determinant` (m,); `offset_x`, `offset_y` (n,) px.
    """

    value: F32
    dx: F32
    dy: F32
    energy: F32
    hessian: F32
    determinant: F32
    offset_x: F32
    offset_y: F32

    def __getitem__(self, chosen: NDArray[np.intp]) -> Patches:
        return Patches(
            self.value[chosen],
            self.dx[chosen],
            self.dy[chosen],
            self.energy[chosen],
            self.hessian[chosen],
            self.determinant[chosen],
            self.offset_x,
            self.offset_y,
        )


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
        grey = cv2.GaussianBlur(grey, (5, 5), _SMOOTH_PX)
        self.strip = Strip(np.asarray(grey, np.uint8), left, top, self.px)
        self.fine = grey.astype(np.float32)
        self.coarse = cv2.pyrDown(cv2.GaussianBlur(grey, (5, 5), _SMOOTHER_PX)).astype(np.float32)
        self._left, self._top = left, top
        border = PATCH_PX * self.px
        self.low = np.array([left + border, top + border], np.float32)
        self.high = np.array([right - border, bottom - border], np.float32)

    @property
    def suits(self) -> bool:
        """Whether its resolution suits the subject's size, with some slack."""
        return _SMALLEST_FACE_PX / _SLACK < self.size_px / self.px < _LARGEST_FACE_PX * _SLACK

    def sample(self, coarse: bool, x: F32, y: F32) -> F32:
        """Values at places of the whole picture; x and y are (m, n) and used up."""
        # pyrDown keeps the middle of the first pixel where it was; cv2 counts from there.
        px = self.px * (2.0 if coarse else 1.0)
        first = 0.5 * self.px
        x -= np.float32(self._left + first)
        y -= np.float32(self._top + first)
        if px != 1.0:
            x *= np.float32(1.0 / px)
            y *= np.float32(1.0 / px)
        picture = self.coarse if coarse else self.fine
        return np.asarray(
            cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32
        )


def _is_spread(points: F32) -> bool:
    """Whether points (K, 2) are numbers and span a plane."""
    across, along = np.linalg.eigvalsh(np.cov(points.T)) if np.isfinite(points).all() else (0.0, 0.0)
    return bool(across > _LINE**2 * along)


def cut(picture: Picture, site: F32, *, coarse: bool) -> Patches:
    """The patches around sites (m, 2) px."""
    width = _COARSE_PATCH_PX if coarse else PATCH_PX
    spacing = picture.px * (_COARSE_SPACING if coarse else 1.0)
    along = (np.arange(width, dtype=np.float32) - width // 2) * np.float32(spacing)
    offset_x, offset_y = (grid.ravel() for grid in np.meshgrid(along, along))

    def sampled(shift_x: float = 0.0, shift_y: float = 0.0) -> F32:
        x = site[:, :1] + (offset_x + np.float32(shift_x))
        return picture.sample(coarse, x, site[:, 1:] + (offset_y + np.float32(shift_y)))

    h = picture.px * (1.0 if coarse else 0.5)
    value = sampled()
    value -= value.mean(axis=1, keepdims=True)
    energy = np.maximum(np.einsum("mn,mn->m", value, value), 1e-3)

    def projected(slope: F32) -> F32:
        slope = slope - slope.mean(axis=1, keepdims=True)
        shared = np.einsum("mn,mn->m", slope, value) / energy
        return slope - shared[:, None] * value

    dx = projected((sampled(shift_x=h) - sampled(shift_x=-h)) / np.float32(2.0 * h))
    dy = projected((sampled(shift_y=h) - sampled(shift_y=-h)) / np.float32(2.0 * h))
    xx, yy = np.einsum("mn,mn->m", dx, dx) + 1e-3, np.einsum("mn,mn->m", dy, dy) + 1e-3
    xy = np.einsum("mn,mn->m", dx, dy)
    hessian = np.stack([xx, xy, yy], axis=1)
    return Patches(value, dx, dy, energy, hessian, xx * yy - xy * xy, offset_x, offset_y)


def step(patches: Patches, picture: Picture, coarse: bool, at: F32, linear: F32) -> tuple[F32, F32, F32]:
    """One Gauss-Newton step from `at` (m, 2) px under the subject's `linear` (2, 2) change since the patches
    were cut.

    New places (m, 2), mean squared error (m,) in grey levels² and correlation (m,).
    """
    (a, b), (c, d) = linear
    along_x = a * patches.offset_x + b * patches.offset_y
    along_y = c * patches.offset_x + d * patches.offset_y
    value = picture.sample(coarse, at[:, :1] + along_x, at[:, 1:] + along_y)
    value -= value.mean(axis=1, keepdims=True)
    power = np.einsum("mn,mn->m", value, value)
    shared = np.einsum("mn,mn->m", value, patches.value)
    gain = np.maximum(shared / patches.energy, np.float32(0.1))
    # The slopes hold nothing of the patch itself, so its value need not be taken off before.
    pull_x = np.einsum("mn,mn->m", patches.dx, value) / gain
    pull_y = np.einsum("mn,mn->m", patches.dy, value) / gain
    xx, xy, yy = patches.hessian.T
    step_x = (yy * pull_x - xy * pull_y) / patches.determinant
    step_y = (xx * pull_y - xy * pull_x) / patches.determinant
    longest = np.float32((_LONGEST_COARSE if coarse else _LONGEST) * picture.px)
    change = np.clip(np.column_stack([step_x, step_y]), -longest, longest)
    error = np.maximum(power / gain**2 - 2.0 * shared / gain + patches.energy, 0.0) / value.shape[1]
    correlation = shared / np.sqrt(np.maximum(power * patches.energy, 1e-6))
    return at - change @ linear.T, error, correlation
