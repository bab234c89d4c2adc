"""The foot that stands in a worn shoe: seen where the shoe is open. Pure numpy.

A bare foot of ordinary shape with its ankle, the same for left and right.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array, read_only
from ..core.model3d import Material, Model3D, Primitive
from ..store.gltf import computed_normals

# The solid's length in its own space; `shoe_from_solid` scales it into a shoe.
LENGTH_MM = 100.0
# A foot is shorter than the shoe around it, begins behind its heel's walls and stands on its insole, in outer
# lengths of the shoe; and it is narrower than that is wide.
_INNER, _HEEL, _INSOLE, _NARROWER = 0.91, 0.035, 0.028, 0.84
# Sections across the foot: z, half width, height of the top, of a foot of length 1.
_SECTIONS = np.array(
    [
        [0.000, 0.030, 0.10],
        [0.012, 0.070, 0.15],
        [0.050, 0.100, 0.20],
        [0.120, 0.108, 0.24],
        [0.250, 0.106, 0.26],
        [0.340, 0.106, 0.26],
        [0.420, 0.112, 0.232],
        [0.500, 0.128, 0.195],
        [0.600, 0.155, 0.152],
        [0.700, 0.180, 0.116],
        [0.800, 0.172, 0.088],
        [0.890, 0.140, 0.072],
        [0.950, 0.095, 0.060],
        [0.985, 0.045, 0.045],
    ]
)
# Rings round the ankle: y, half width, half depth, z of the middle.
_ANKLE = np.array(
    [
        [0.14, 0.095, 0.135, 0.165],
        [0.22, 0.112, 0.150, 0.172],
        [0.28, 0.115, 0.138, 0.175],
        [0.36, 0.105, 0.128, 0.175],
    ]
)
# The lower leg in trousers: y, radius, z of the middle.
_LEG = np.array([[0.40, 0.150, 0.175], [0.7, 0.190, 0.17], [1.5, 0.23, 0.16]])
_AROUND = 20
_HEEL_AT = 0.17
_ARCH = 0.35
_ROUND = 2.3  # exponent of the sections' superellipses: a little fuller than an ellipse


@cache
def foot_solid() -> Model3D:
    """The foot as a model whose only material, "frame", takes the colour that it is drawn in."""
    angle = np.arange(_AROUND) / _AROUND * 2.0 * np.pi
    across, along = _superellipse(angle)
    z, half, top = _SECTIONS.T[:, :, None] * LENGTH_MM
    # Narrower below: the arch of a foot must not come through the waist of a shoe.
    across = across * (1.0 - _ARCH * np.maximum(-along, 0.0))
    foot = np.stack(np.broadcast_arrays(half * across, top / 2.0 * (1.0 + along), z), axis=-1)
    y, wide, deep, middle = _ANKLE.T[:, :, None] * LENGTH_MM
    ankle = np.stack(np.broadcast_arrays(wide * np.cos(angle), y, middle - deep * np.sin(angle)), axis=-1)
    parts = [_tube(foot, lid=True), _tube(ankle, lid=False)]
    indices = np.concatenate([parts[0][1], parts[1][1] + len(parts[0][0])]).astype(np.uint32)
    positions = np.concatenate([points for points, _ in parts])
    return Model3D("foot-solid", (_primitive(positions, indices),))


@cache
def leg_stump() -> Primitive:
    """The lower leg over the ankle, in the solid's space: what keeps the light from the shoe under it."""
    angle = np.arange(_AROUND) / _AROUND * 2.0 * np.pi
    y, radius, middle = _LEG.T[:, :, None] * LENGTH_MM
    rings = np.stack(np.broadcast_arrays(radius * np.cos(angle), y, middle - radius * np.sin(angle)), axis=-1)
    return _primitive(*_tube(rings, lid=False))


def _primitive(points: Array, triangles: NDArray[np.integer]) -> Primitive:
    positions, indices = points.astype(np.float32), triangles.astype(np.uint32)
    return Primitive(
        read_only(positions),
        read_only(computed_normals(positions, indices)),
        read_only(np.zeros((len(positions), 2), np.float32)),
        read_only(np.ones((len(positions), 4), np.float32)),
        read_only(indices),
        Material(name="frame", metallic=0.0, roughness=0.85, double_sided=True),
    )


def in_shoe(
    points: NDArray[np.floating], shoe_length_mm: float, shoe_width_mm: float, bed_mm: Array
) -> Array:
    """Points of the solid (n, 3) in a shoe's model of that outer length and width.

    `bed_mm` (k,): how high what the foot stands on lies, from the heel's end of the model to the toe's.
    """
    matrix = shoe_from_solid(shoe_length_mm, shoe_width_mm)
    placed = points @ matrix[:3, :3].T + matrix[:3, 3]
    # The ankle stands on the heel as a whole.
    at = np.where(
        np.arange(len(points)) < len(_SECTIONS) * _AROUND + 2, placed[:, 2], _HEEL_AT * shoe_length_mm
    )
    share = np.clip(at / shoe_length_mm, 0.0, 1.0) * (len(bed_mm) - 1)
    placed[:, 1] += np.maximum(np.interp(share, np.arange(len(bed_mm)), bed_mm) - matrix[1, 3], 0.0)
    return np.asarray(placed)


def shoe_from_solid(shoe_length_mm: float, shoe_width_mm: float) -> Array:
    """(4, 4): the solid's millimetres to those of a shoe's model of that outer length and width."""
    scale = _INNER * shoe_length_mm / LENGTH_MM
    across = _NARROWER * shoe_width_mm / (2.0 * float(_SECTIONS[:, 1].max()) * LENGTH_MM)
    matrix = np.diag([min(across, scale), scale, scale, 1.0])
    matrix[:3, 3] = 0.0, _INSOLE * shoe_length_mm, _HEEL * shoe_length_mm
    return matrix


def _superellipse(angle: Array) -> tuple[Array, Array]:
    c, s = np.cos(angle), np.sin(angle)
    radius = (np.abs(c) ** _ROUND + np.abs(s) ** _ROUND) ** (-1.0 / _ROUND)
    return c * radius, s * radius


def _tube(rings: Array, *, lid: bool) -> tuple[Array, NDArray[np.int64]]:
    """Points and triangles of a tube through (rings, around, 3), closed at both ends by a lid."""
    count, around = rings.shape[:2]
    ring, side = np.meshgrid(np.arange(count - 1), np.arange(around), indexing="ij")
    a, b = ring * around + side, ring * around + (side + 1) % around
    wall = np.stack([a, b, b + around, a, b + around, a + around], axis=-1).reshape(-1, 3)
    points = rings.reshape(-1, 3)
    if not lid:
        return points, wall
    tips = np.stack([rings[0].mean(axis=0), rings[-1].mean(axis=0)])
    first = np.arange(around)
    heel = np.stack([np.full(around, len(points)), np.roll(first, -1), first], axis=-1)
    last = first + (count - 1) * around
    toe = np.stack([np.full(around, len(points) + 1), last, np.roll(last, -1)], axis=-1)
    return np.concatenate([points, tips]), np.concatenate([wall, heel, toe])
