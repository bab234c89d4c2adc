"""The floor behind a foot, guessed from the floor around it. Pure numpy on a small grid.

Normalised convolution over a pyramid ("pull-push": Gortler, Grzeszczuk, Szeliski and Cohen, "The lumigraph",
1996): known cells are averaged to ever coarser grids, and what is unknown is filled from the finest grid that
knows something. Smooth in what it is given, so it does not flicker.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

# Relaxations towards the mean of the neighbours on each level: the filling meets what is known around it.
_RELAXED = 2


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
    guess = np.moveaxis(enlarged(np.moveaxis(coarse, -1, 0), 2), 0, -1)
    known_share = weight[..., None].astype(np.float32)
    whole: NDArray[np.float32] = guess + (colour - guess) * known_share
    for _ in range(_RELAXED):
        _relax(whole, known_share)
    return whole[:size, :size]


def _relax(cells: NDArray[np.float32], known: NDArray[np.float32]) -> None:
    """Move each cell towards the mean of its four neighbours, in place, as far as it is not known."""
    mean = np.empty_like(cells)
    mean[1:-1] = cells[2:]
    mean[1:-1] += cells[:-2]
    mean[0], mean[-1] = cells[0] + cells[1], cells[-1] + cells[-2]
    mean[:, 1:-1] += cells[:, 2:]
    mean[:, 1:-1] += cells[:, :-2]
    mean[:, 0] += cells[:, 0] + cells[:, 1]
    mean[:, -1] += cells[:, -1] + cells[:, -2]
    mean *= np.float32(0.25)
    cells -= mean
    cells *= known
    cells += mean


def enlarged(cells: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    """(..., n, n) to (..., n * factor, n * factor) by cubic B-splines: smooth, never beyond its cells."""
    # Sums of shifted copies; a matrix product would wake the threads of the linear algebra library.
    for _ in range(2):
        cells = np.swapaxes(_enlarged_rows(cells, factor), -1, -2)
    return cells


def _enlarged_rows(cells: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    count = cells.shape[-2]
    padded = np.concatenate([cells[..., :1, :]] * 2 + [cells] + [cells[..., -1:, :]] * 2, axis=-2)
    fine = np.empty((*cells.shape[:-2], count * factor, cells.shape[-1]), np.float32)
    for phase in range(factor):
        first, weights = _spline_weights((phase + 0.5) / factor - 0.5)
        taps = [padded[..., 2 + first + k : 2 + first + k + count, :] * w for k, w in enumerate(weights)]
        fine[..., phase::factor, :] = taps[0] + taps[1] + taps[2] + taps[3]
    return fine


@cache
def _spline_weights(at: float) -> tuple[int, tuple[np.float32, ...]]:
    """The first of four neighbouring cells, counted from the own one, and their weights."""
    first = int(np.floor(at))
    t = at - first
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    return first - 1, tuple(np.float32(weight / 6.0) for weight in weights)
