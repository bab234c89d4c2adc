"""The shadow that a shoe casts on the floor, as a small picture in the model's own space. Pure numpy.

At a distance d before it a wall of height h takes (1 - d / hypot(d, h)) / 2 of the light of an even sky: a
shoe darkens the floor most where it touches, where no light gets in at all, and fades out over more than its
own height. Blurs of its footprint come near enough: a narrow one of what touches, two wide ones together of
all that stands over the floor, and one between them for what a lamp casts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.model3d import Model3D
from .surface_points import surface_points

# How far the shadow reaches beyond the shoe, and how fine its picture is.
REACH_MM = 95.0
_CELL_MM = 4.0
# What is this near to the floor touches it; what is higher casts no shadow that one would see.
_TOUCHING_MM, _HIGHEST_MM = 12.0, 140.0
_CONTACT_BLUR_MM, _CAST_BLUR_MM = 4.5, 17.0
# The wide shadow's blurs and shares.
_WIDE = ((12.0, 0.5), (34.0, 0.5))


@dataclass(frozen=True, slots=True, eq=False)
class SoleShadow:
    """`pixels` (rows along z, columns along x, 4) uint8: red of what touches, green of all in the light of
    the sky, blue of all in that of a lamp; 255 the darkest.

    They cover `low_mm` to `high_mm`, each (x, z) in model mm.
    """

    pixels: NDArray[np.uint8]
    low_mm: Array
    high_mm: Array


def sole_shadow(model: Model3D) -> SoleShadow:
    """The shadow of a shoe that stands on y = 0."""
    points = surface_points(model, _CELL_MM)
    points = points[points[:, 1] < _HIGHEST_MM]
    if not len(points):
        return SoleShadow(np.zeros((1, 1, 4), np.uint8), np.zeros(2), np.ones(2))
    flat = points[:, [0, 2]]
    low = flat.min(axis=0) - REACH_MM
    columns, rows = (int(v) for v in np.ceil((flat.max(axis=0) + REACH_MM - low) / _CELL_MM))
    lowest = np.full((rows, columns), np.inf)
    x, z = ((flat - low) / _CELL_MM).astype(np.int64).T
    np.minimum.at(lowest, (z, x), points[:, 1])
    touching = (lowest < _TOUCHING_MM).astype(np.float64)
    over = np.where(np.isfinite(lowest), 1.0 - np.clip(lowest / _HIGHEST_MM, 0.0, 1.0), 0.0)
    # The crease under a sole's edge is dark beyond what touches.
    contact = _blurred(_extreme(_closed(touching), np.maximum), _CONTACT_BLUR_MM / _CELL_MM)
    whole = _closed(over)
    wide = np.sum([share * _blurred(whole, blur / _CELL_MM) for blur, share in _WIDE], axis=0)
    planes = np.stack([contact, wide, _blurred(whole, _CAST_BLUR_MM / _CELL_MM)], axis=-1)
    pixels = np.zeros((rows, columns, 4), np.uint8)
    pixels[..., :3] = np.round(planes * 255.0)
    return SoleShadow(pixels, low, low + np.array([columns, rows]) * _CELL_MM)


def _closed(cells: Array) -> Array:
    """Without the gaps of one cell that sampling leaves."""
    return _extreme(_extreme(cells, np.maximum), np.minimum)


def _extreme(cells: Array, pick: np.ufunc) -> Array:
    padded = np.pad(cells, 1, mode="edge")
    rows = pick(pick(padded[:-2], padded[1:-1]), padded[2:])
    result: Array = pick(pick(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    return result


def _blurred(cells: Array, sigma: float) -> Array:
    """A Gaussian blur, by matrices: the pictures are small and made once."""
    for _ in range(2):
        at = np.arange(len(cells))
        kernel = np.exp(-0.5 * ((at[:, None] - at[None, :]) / sigma) ** 2)
        cells = (kernel @ cells / (sigma * np.sqrt(2.0 * np.pi))).T
    return np.clip(cells, 0.0, 1.0)
