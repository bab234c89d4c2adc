"""The floor round a foot, as a foot's mask lets it be seen. Everything lies on the mask's grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .maths import linear_from_srgb
from .observations import FootMask

_LINEAR = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)
# Samples a cell in each direction: a floor's grain must average out, or it would crawl.
_SAMPLES = 2
# Between these probabilities of leg or foot, in a cell and its neighbours, it is ever less taken for floor.
_FLOOR_SURE, _NO_FLOOR = 0.05, 0.4
# How much the worst neighbour counts: the shadow right at a foot is floor, too, and its leather is not.
_NEIGHBOUR = 0.3


def floor_weight(mask: FootMask) -> NDArray[np.float32]:
    """(side, side) 0..1: how surely a cell and all its neighbours are floor."""
    other = (mask.leg.astype(np.float32) + mask.foot.astype(np.float32)) / np.float32(255.0)
    padded = np.pad(other, 1, mode="edge")
    rows = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    worst = np.maximum(np.maximum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    doubt = other + np.float32(_NEIGHBOUR) * (worst - other)
    share = 1.0 - (doubt - _FLOOR_SURE) / (_NO_FLOOR - _FLOOR_SURE)
    weight: NDArray[np.float32] = np.clip(share, 0.0, 1.0).astype(np.float32)
    return weight


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
