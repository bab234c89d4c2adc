"""What the bare lips tell about the light on them: their typical colour and how it changes over the mouth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array, linear_from_srgb

_LINEAR = linear_from_srgb(np.arange(256) / 255.0)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_ACROSS = np.array([0.3, 0.45, 0.6, 0.75])[:, None, None]
_ALONG = slice(5, -5)  # away from the corners, where the lips are too thin to be sure
_LEAST = 0.004  # linear luminance; darker than this is noise


@dataclass(frozen=True, slots=True, eq=False)
class LipLight:
    """`base` (3,) linear RGB of the bare lips without highlights.

    `upper` and `lower` (3,) are planes over the picture: luminance = plane @ (x, y, 1).
    """

    base: Array
    upper: Array
    lower: Array

    @property
    def luminance(self) -> float:
        return float(self.base @ _LUMINANCE)


def lip_light(rgb: NDArray[np.uint8], fine: Array) -> LipLight:
    """Measured on a few hundred pixels of the (height, width, 3) picture, along the middle of both lips.

    `fine` (2, 2, n, 2) px are the arcs of lip_shape.arcs.
    """
    height, width = rgb.shape[:2]
    lines = fine[:, 0, _ALONG] * (1.0 - _ACROSS[:, None]) + fine[:, 1, _ALONG] * _ACROSS[:, None]
    places = np.moveaxis(lines.reshape(len(_ACROSS), 2, -1, 2), 1, 0).reshape(2, -1, 2)
    x = np.clip(places[..., 0].astype(np.int64), 0, width - 1)
    y = np.clip(places[..., 1].astype(np.int64), 0, height - 1)
    colours = _LINEAR[rgb[y, x]]
    light = colours @ _LUMINANCE
    low, high = _quantiles(light.ravel(), 0.15, 0.7)
    typical = np.maximum(colours[(light >= low) & (light <= high)].mean(axis=0), _LEAST)
    planes = [_plane(place, value) for place, value in zip(places, light, strict=True)]
    return LipLight(typical, *planes)


def _quantiles(values: Array, low: float, high: float) -> tuple[float, float]:
    """Two quantiles of (n,) values, without numpy.quantile's tenth of a millisecond."""
    ordered = np.sort(values)
    last = len(ordered) - 1
    return float(ordered[round(low * last)]), float(ordered[round(high * last)])


def _plane(places: Array, light: Array) -> Array:
    """The plane (3,) through luminances at (n, 2) px, with highlights and gaps held back."""
    centre = places.mean(axis=0)
    spread = np.maximum(places.std(axis=0), 1.0)
    held = np.clip(light, *_quantiles(light, 0.1, 0.8))
    local = np.column_stack([(places - centre) / spread, np.ones(len(places))])
    # A little ridge: a mouth of a few pixels must not make up a slope.
    normal = local.T @ local + np.diag([0.1 * len(places), 0.1 * len(places), 0.0])
    slope_x, slope_y, level = np.linalg.solve(normal, local.T @ held)
    gradient = np.array([slope_x, slope_y]) / spread
    return np.array([*gradient, level - gradient @ centre])
