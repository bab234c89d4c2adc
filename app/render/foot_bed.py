"""What the foot in a shoe stands on and between: its insole and its walls. Pure numpy, once a model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..core.maths import Array, read_only
from ..core.model3d import Model3D, Primitive
from .surface_points import surface_points

BINS = 24
_SPACING_MM = 4.0
# What counts as facing up (the normal's y), and how far from the middle of the shoe one looks.
_UP, _ASIDE = 0.55, 0.16
# Of what faces up in a place the lowest counts, but for so much of it: seams and the edges of welts.
_LOWEST = 0.1
# Toes stand no higher than that over the floor, in lengths of the shoe; what is higher there is no insole.
_HIGHEST_TOES = 0.17


def foot_bed_mm(model: Model3D) -> Array:
    """(BINS,) mm over the floor, evenly from the heel's end to the toe's; 0 where nothing is found."""
    bed = np.zeros(BINS)
    facing = [kept for kept in map(_facing_up, model.primitives) if len(kept.indices)]
    if not facing:
        return bed
    low, high = model.bounds_mm()
    points = surface_points(replace(model, key=f"{model.key}/up", primitives=tuple(facing)), _SPACING_MM)
    middle, width = (low[0] + high[0]) / 2.0, float(high[0] - low[0])
    points = points[np.abs(points[:, 0] - middle) < _ASIDE * width]
    at = (points[:, 2] - low[2]) / max(float(high[2] - low[2]), 1e-6) * BINS
    found = np.full(BINS, np.nan)
    for number in range(BINS):
        heights = points[at.astype(np.int64) == number, 1]
        if len(heights):
            found[number] = np.quantile(heights, _LOWEST)
    known = np.isfinite(found)
    toes = found[BINS * 3 // 5 : -2]
    if known.any() and not np.nanmax(toes, initial=0.0) > _HIGHEST_TOES * float(high[2] - low[2]):
        bed = np.interp(np.arange(BINS), np.flatnonzero(known), found[known])
        bed = np.convolve(np.pad(bed, 1, mode="edge"), (0.25, 0.5, 0.25), mode="valid")
    return np.asarray(bed)


def walls_mm(model: Model3D) -> Array:
    """(BINS, 2) mm: the least and the greatest x of a shoe at even distances from heel to toe."""
    points = surface_points(model, _SPACING_MM)
    low, high = points[:, 2].min(), points[:, 2].max()
    at = np.clip((points[:, 2] - low) / max(float(high - low), 1e-6) * BINS, 0, BINS - 1).astype(np.int64)
    walls = np.tile([np.inf, -np.inf], (BINS, 1))
    np.minimum.at(walls[:, 0], at, points[:, 0])
    np.maximum.at(walls[:, 1], at, points[:, 0])
    known = np.isfinite(walls[:, 0])
    return np.stack(
        [np.interp(np.arange(BINS), np.flatnonzero(known), walls[known, side]) for side in (0, 1)], axis=1
    )


def _facing_up(primitive: Primitive) -> Primitive:
    """The triangles of a primitive that look up."""
    a, b, c = (primitive.positions[primitive.indices[:, k]].astype(np.float64) for k in range(3))
    normal = np.cross(b - a, c - a)
    up = normal[:, 1] > _UP * np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
    return replace(primitive, indices=read_only(np.ascontiguousarray(primitive.indices[up])))
