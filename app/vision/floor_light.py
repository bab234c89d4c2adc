"""The light on feet, measured on the floor around them.

Floors come in all shades: dark tiles in bright light and pale ones in dim light give the same pixels. As with
skin the measured exposure is only half believed (in the logarithm) against an ordinary floor, and its colour
less. The direction comes from the shadow that feet and legs cast: away from the darker side.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..core.floor import cell_means, floor_weight
from ..core.maths import Array
from ..core.missing import Missing
from ..core.observations import FootMask
from ..core.scene import Light

# An ordinary floor, correctly exposed: sRGB about (149, 149, 149), in linear light.
_REFERENCE = 0.3
_LUMA = np.array([0.2126, 0.7152, 0.0722])
# How much of what is measured is put down to the light, and how much of its colour.
_BELIEF, _BELIEF_IN_COLOUR = 0.5, 0.3
_DARKEST, _BRIGHTEST = 0.35, 1.6
# So many cells of sure floor, in crops of 48 x 48, say something.
_LEAST_CELLS = 40.0
# The shadow is looked for within this share of the crop's side from the foot.
_NEAR = 0.2
# Darker by this share than the floor's median and a cell lies fully in the shadow.
_SHADOW = 0.5
# The assumption "the light comes as usual" against a shadow all on one side.
_RIDGE = 0.8


def measure_floor_light(rgb: NDArray[np.uint8], masks: Sequence[FootMask]) -> Light | Missing:
    """The light on the feet with these masks, in rgb (height, width, 3) uint8 sRGB.

    `ambient` is 1 where an ordinary floor looks correctly exposed. Missing where too little floor is seen.
    """
    seen = [_floor(rgb, mask) for mask in masks]
    weight = np.concatenate([w.ravel() for _, w in seen]) if seen else np.zeros(0)
    if float(weight.sum()) < _LEAST_CELLS:
        return Missing("too little of the floor is in the picture")
    colours = np.concatenate([c.reshape(-1, 3) for c, _ in seen])[weight > 0.5]
    if not len(colours):
        return Missing("too little of the floor is in the picture")
    typical = np.maximum(np.median(colours, axis=0), 1e-4)
    away = np.sum([_towards_shadow(c, w, m, typical) for (c, w), m in zip(seen, masks, strict=True)], axis=0)
    return Light(_ambient(typical), _direction(away / len(masks)))


def _floor(rgb: NDArray[np.uint8], mask: FootMask) -> tuple[Array, Array]:
    """Linear RGB (side, side, 3) of the cells, and how surely each is floor in the picture."""
    colour, inside = cell_means(rgb, mask)
    weight = np.where(inside >= 1.0, floor_weight(mask), 0.0)
    return colour.astype(np.float64), weight.astype(np.float64)


def _ambient(typical: Array) -> tuple[float, float, float]:
    """Linear RGB of the light that makes the reference floor look half-way like this."""
    luminance = float(typical @ _LUMA)
    exposure = (luminance / _REFERENCE) ** _BELIEF
    cast = (typical / luminance) ** _BELIEF_IN_COLOUR
    red, green, blue = np.clip(exposure * cast, _DARKEST, _BRIGHTEST).tolist()
    return red, green, blue


def _towards_shadow(colour: Array, weight: Array, mask: FootMask, typical: Array) -> Array:
    """(2,) x, y in the picture: the way from the foot to the darker floor beside it, 0..1 long."""
    side = mask.foot.shape[0]
    sure = (mask.foot > 127) | (mask.leg > 127)
    if not sure.any():
        return np.zeros(2)
    at = np.arange(side) + 0.5
    rows, columns = np.nonzero(mask.foot > 127) if (mask.foot > 127).any() else np.nonzero(sure)
    near = _dilated(sure, round(_NEAR * side)) & (weight > 0.5)
    dark = np.clip((1.0 - colour @ _LUMA / float(typical @ _LUMA)) / _SHADOW, 0.0, 1.0) * near
    x, y = at[None, :] - columns.mean() - 0.5, at[:, None] - rows.mean() - 0.5
    apart = np.maximum(np.hypot(x, y), 1.0)
    lit = (1.0 - dark) * near
    # What is dark counts against what is lit, so that floor seen on one side only makes up no shadow.
    total, most = float(dark.sum()), float(near.sum())
    if total < 1.0 or most < 1.0:
        return np.zeros(2)
    means = [np.array([(part * x / apart).sum(), (part * y / apart).sum()]) for part in (dark, lit)]
    way = means[0] / total - means[1] / max(float(lit.sum()), 1.0)
    way *= min(1.0, 4.0 * total / most) / max(1.0, float(np.linalg.norm(way)))
    c, s = np.cos(mask.crop.roll_rad), np.sin(mask.crop.roll_rad)
    return np.array([[c, -s], [s, c]]) @ way


def _dilated(cells: NDArray[np.bool_], steps: int) -> NDArray[np.bool_]:
    for _ in range(steps):
        grown = cells.copy()
        grown[1:] |= cells[:-1]
        grown[:-1] |= cells[1:]
        grown[:, 1:] |= cells[:, :-1]
        grown[:, :-1] |= cells[:, 1:]
        cells = grown
    return cells


def _direction(away: Array) -> tuple[float, float, float]:
    """Unit vector in camera space towards the light: as usual, and away from the shadow."""
    usual = np.array(Light().direction)
    x, y, z = _RIDGE * usual + np.array([-away[0], -away[1], 0.0])
    length = float(np.sqrt(x * x + y * y + z * z))
    return float(x) / length, float(y) / length, float(z) / length
