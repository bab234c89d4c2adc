"""How much of the sky each point of a shoe sees, laid into its vertices' colours. Pure numpy, once a model.

Height pictures of the shoe from a few directions: a point that lies under what is nearest to that light is in
the dark. The foot in the shoe and the leg over it count, too, so that linings, tongues and the instep darken
towards them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array, read_only
from ..core.model3d import Model3D, Primitive
from .foot_bed import foot_bed_mm, walls_mm
from .foot_solid import foot_solid, in_shoe, leg_stump
from .surface_points import surface_points

_DIRECTIONS = 22
_CELL_MM = 5.0
_WALL_MM = 9.0
# A point this little under another still counts as beside it: cells are coarse and soles are thick.
_BIAS_MM = 7.0
# What gets to a point that sees nothing of the sky: light goes round corners and shoes are not black inside.
_DARKEST = 0.3


@lru_cache(maxsize=64)
def shaded(model: Model3D) -> Model3D:
    """The model with its ambient occlusion multiplied into the vertices' colours. A second's work for the
    first of a shape; the same shape in other colours costs nothing."""
    sky = _sky_shares(_Shape(model))
    ends = np.cumsum([len(p.positions) for p in model.primitives])[:-1]
    primitives = tuple(
        _dimmed(primitive, share)
        for primitive, share in zip(model.primitives, np.split(sky, ends), strict=True)
    )
    return replace(model, key=f"{model.key}/shaded", primitives=primitives)


def shoe_size_mm(model: Model3D) -> tuple[float, float]:
    """Outer length and width of a shoe's model."""
    low, high = model.bounds_mm()
    return float(high[2] - low[2]), float(high[0] - low[0])


def foot_in(model: Model3D) -> Model3D:
    """The foot in a shoe, in the shoe's own space: only what can be seen of it from above or from a side."""
    return _foot_in(_Shape(model))


class _Shape:
    """A model as far as its shape goes: equal to those that only other colours set apart."""

    def __init__(self, model: Model3D) -> None:
        self.model = model
        self._parts = tuple(id(primitive.positions) for primitive in model.primitives)

    def __hash__(self) -> int:
        return hash(self._parts)

    def __eq__(self, other: object) -> bool:  # arrays that a shape holds keep their ids
        return isinstance(other, _Shape) and self._parts == other._parts


@lru_cache(maxsize=16)
def _foot_in(shape: _Shape) -> Model3D:
    model = shape.model
    solid = _solid_in(model)
    points = solid.positions.astype(np.float64)
    upper = surface_points(model, _CELL_MM)
    hidden = np.ones(len(points), bool)
    for direction in _sky():
        hidden &= _covered(points, upper, direction, bias_mm=0.0)
    kept = solid.indices[~hidden[solid.indices].all(axis=1)]
    return Model3D(f"foot in {model.key}", (replace(solid, indices=read_only(kept)),))


def _dimmed(primitive: Primitive, share: Array) -> Primitive:
    colours = primitive.colours.copy()
    colours[:, :3] *= (_DARKEST + (1.0 - _DARKEST) * share)[:, None].astype(np.float32)
    return replace(primitive, colours=read_only(colours))


@lru_cache(maxsize=16)
def _sky_shares(shape: _Shape) -> Array:
    """(n,) 0..1 over all vertices: the share of the sky before each that nothing covers."""
    model = shape.model
    points = np.concatenate([p.positions for p in model.primitives]).astype(np.float64)
    normals = np.concatenate([p.normals for p in model.primitives]).astype(np.float64)
    wearer = Model3D("wearer", (_solid_in(model), _stump_in(model)))
    occluders = np.concatenate([surface_points(model, _CELL_MM), surface_points(wearer, _CELL_MM)])
    seen, most = np.zeros((2, len(points))), np.full((2, len(points)), 1e-6)
    for direction in _sky():
        towards = normals @ direction
        facing = np.maximum(np.stack([towards, -towards]), 0.0)
        most += facing
        seen += facing * ~_covered(points, occluders, direction)
    outside, inside = seen / most
    # A surface that is seen from both sides may have its normals either way: the brighter side is the outer.
    counts = [len(p.positions) for p in model.primitives]
    both = np.repeat([p.material.double_sided for p in model.primitives], counts)
    return np.where(both, np.maximum(outside, inside), outside)


def _solid_in(model: Model3D) -> Primitive:
    """The foot's solid in the shoe's own space."""
    primitive = foot_solid().primitives[0]
    length, width = shoe_size_mm(model)
    points = in_shoe(primitive.positions, length, width, foot_bed_mm(model))
    walls = walls_mm(model)
    at = np.clip(points[:, 2] / max(length, 1e-6), 0.0, 1.0) * (len(walls) - 1)
    low, high = (np.interp(at, np.arange(len(walls)), wall) for wall in walls.T)
    # Leather gives a little, but a foot does not hang out over it.
    middle, half = (low + high) / 2.0, np.maximum((high - low) / 2.0 - _WALL_MM, 0.0)
    points[:, 0] = np.clip(points[:, 0], middle - half, middle + half)
    return replace(primitive, positions=read_only(points.astype(np.float32)))


def _stump_in(model: Model3D) -> Primitive:
    """The leg over the shoe, upright, in the shoe's own space."""
    primitive = leg_stump()
    length, width = shoe_size_mm(model)
    points = in_shoe(primitive.positions, length, width, np.full(2, foot_bed_mm(model)[:6].mean()))
    return replace(primitive, positions=read_only(points.astype(np.float32)))


def _sky() -> Array:
    """(n, 3) unit vectors, more of them near the zenith: on a golden spiral over the upper half."""
    step = (np.arange(_DIRECTIONS) + 0.5) / _DIRECTIONS
    up = np.sqrt(1.0 - step * 0.97)
    around = np.pi * (1.0 + 5.0**0.5) * np.arange(_DIRECTIONS)
    aside = np.sqrt(1.0 - up * up)
    return np.stack([aside * np.cos(around), up, aside * np.sin(around)], axis=1)


def _covered(
    points: Array, occluders: Array, direction: Array, *, bias_mm: float = _BIAS_MM
) -> NDArray[np.bool_]:
    """(n,) whether something lies nearer to the light from `direction` than each point."""
    first = np.cross(direction, (1.0, 0.0, 0.0) if abs(direction[0]) < 0.8 else (0.0, 0.0, 1.0))
    first /= np.linalg.norm(first)
    plane = np.stack([first, np.cross(direction, first)], axis=1)
    flat = occluders @ plane
    low = flat.min(axis=0)
    columns, rows = (int(v) for v in np.ceil((flat.max(axis=0) - low) / _CELL_MM) + 1)
    x, y = ((flat - low) / _CELL_MM).astype(np.int64).T
    nearest = np.full(rows * columns, -np.inf)
    np.maximum.at(nearest, y * columns + x, occluders @ direction)
    x, y = np.clip((points @ plane - low) / _CELL_MM, 0, (columns - 1, rows - 1)).astype(np.int64).T
    covered: NDArray[np.bool_] = nearest[y * columns + x] > points @ direction + bias_mm
    return covered
