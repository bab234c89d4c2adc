"""The floor behind a foot, guessed from the floor around it. Pure numpy on a small grid.

Normalised convolution over a pyramid ("pull-push": Gortler, Grzeszczuk, Szeliski and Cohen, "The lumigraph",
1996): known cells are averaged to ever coarser grids, and what is unknown is filled from the finest grid that
knows something. Smooth in what it is given, so it does not flicker.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..core.maths import linear_from_srgb
from ..core.observations import FootMask

_LINEAR = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)
# Samples a cell in each direction: a floor's grain must average out, or it would crawl.
_SAMPLES = 3
# Between these probabilities of leg or foot, in a cell and its neighbours, it is less and less taken for floor.
_FLOOR_SURE, _NO_FLOOR = 0.05, 0.4
# Relaxations towards the mean of the neighbours on each level: the filling meets what is known around it.
_RELAXED = 4


def floor_colours(rgb: NDArray[np.uint8], mask: FootMask) -> NDArray[np.float32]:
    """(side, side, 3) linear RGB over the mask's grid, from rgb (height, width, 3) uint8 sRGB."""
    colour, inside = cell_means(rgb, mask)
    return filled(colour, floor_weight(mask) * inside)


def floor_weight(mask: FootMask) -> NDArray[np.float32]:
    """(side, side) 0..1: how surely a cell and all its neighbours are floor."""
    other = (mask.leg.astype(np.float32) + mask.foot.astype(np.float32)) / np.float32(255.0)
    padded = np.pad(other, 1, mode="edge")
    rows = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    worst = np.maximum(np.maximum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    share = 1.0 - (0.5 * (other + worst) - _FLOOR_SURE) / (_NO_FLOOR - _FLOOR_SURE)
    return np.clip(share, 0.0, 1.0).astype(np.float32)


def cell_means(rgb: NDArray[np.uint8], mask: FootMask) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Linear RGB (side, side, 3) of the mask's cells, and the share of each that lies in the picture."""
    side = mask.foot.shape[0]
    height, width = rgb.shape[:2]
    fine = side * _SAMPLES
    at = np.arange(fine, dtype=np.float32) + np.float32(0.5)
    affine = mask.crop.picture_from_crop(fine).astype(np.float32)
    x = np.floor(affine[0, 0] * at[None, :] + affine[0, 1] * at[:, None] + affine[0, 2]).astype(np.int32)
    y = np.floor(affine[1, 0] * at[None, :] + affine[1, 1] * at[:, None] + affine[1, 2]).astype(np.int32)
    within = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    place = np.where(within, y * width + x, 0)
    colours = _LINEAR[rgb.reshape(-1, 3)[place]] * within[..., None]
    blocks = (side, _SAMPLES, side, _SAMPLES)
    inside = within.reshape(blocks).sum(axis=(1, 3), dtype=np.float32)
    total = colours.reshape(*blocks, 3).sum(axis=(1, 3), dtype=np.float32)
    return total / np.maximum(inside, 1.0)[..., None], inside / np.float32(_SAMPLES * _SAMPLES)


def filled(colour: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, n, 3) with the cells of small weight (n, n) 0..1 guessed from the others; 0 where none is known."""
    size = len(colour)
    if size <= 1:
        return colour
    odd = size % 2
    if odd:
        colour, weight = np.pad(colour, ((0, 1), (0, 1), (0, 0))), np.pad(weight, ((0, 1), (0, 1)))
    half = (size + odd) // 2
    known = weight.reshape(half, 2, half, 2)
    heavy = known.sum(axis=(1, 3))
    mean = (colour * weight[..., None]).reshape(half, 2, half, 2, 3).sum(axis=(1, 3))
    coarse = filled(mean / np.maximum(heavy, 1e-6)[..., None], np.minimum(heavy, 1.0))
    up = upsampler(half, 2)
    guess = np.moveaxis(up @ np.moveaxis(coarse, -1, 0) @ up.T, 0, -1).astype(np.float32)
    known_share = weight[..., None].astype(np.float32)
    whole: NDArray[np.float32] = guess + (colour - guess) * known_share
    for _ in range(_RELAXED):
        whole = _of_neighbours(whole)
        whole += (colour - whole) * known_share
    return whole[:size, :size]


def _of_neighbours(cells: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of each cell's four neighbours."""
    around = np.pad(cells, ((1, 1), (1, 1), (0, 0)), mode="edge")
    total = around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:]
    return total * np.float32(0.25)


@cache
def upsampler(size: int, factor: int) -> NDArray[np.float32]:
    """(size * factor, size): cubic B-spline weights that enlarge a row of cells smoothly."""
    at = (np.arange(size * factor) + 0.5) / factor - 0.5
    first = np.floor(at).astype(np.int64)
    t = at - first
    weights = np.stack(
        [(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3], axis=1
    )
    matrix = np.zeros((size * factor, size), np.float32)
    rows = np.arange(size * factor)
    for step in range(4):
        np.add.at(matrix, (rows, np.clip(first + step - 1, 0, size - 1)), weights[:, step] / 6.0)
    return matrix
