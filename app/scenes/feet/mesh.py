"""Triangles: the surface that every part of a foot is, and the few ways of making one out of rings of points.

A grid of points is (rows, columns, 3). Its outside is where rows x columns points: with rows going up,
columns run heel, medial side, toe, lateral side round a right foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...core.maths import Array

F32 = NDArray[np.float32]
U32 = NDArray[np.uint32]

BACKGROUND, LEG, FOOT = range(3)  # `Surface.part`, which is the class in a mask
UV_MM = 100.0  # so many millimetres are 1 in texture coordinates


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """One thing made of one stuff. Millimetres in foot space, seen from outside counter-clockwise.

    positions, normals (n, 3), uvs (n, 2) with 1 uv = 100 mm, indices (m, 3). `stuff` names what it is made
    of, `part` is its class in the mask (LEG, FOOT or BACKGROUND). `tint` (n, 3) multiplies the stuff's
    colour, if given. `colour` (linear RGB), `roughness` and `texture` (the kind of its pattern, such as
    "grain", "knit", "canvas", "suede", "rubber") say how it looks where its maker has chosen that; else the
    stuff decides.
    """

    positions: F32
    normals: F32
    uvs: F32
    indices: U32
    stuff: str
    part: int = FOOT
    tint: F32 | None = None
    colour: tuple[float, float, float] | None = None
    roughness: float | None = None
    texture: str = ""

    def __post_init__(self) -> None:
        n = len(self.positions)
        for name, width in (("positions", 3), ("normals", 3), ("uvs", 2)):
            shape = getattr(self, name).shape
            if shape != (n, width):
                raise ValueError(f"{name}: expected {(n, width)}, got {shape}")
        if self.tint is not None and self.tint.shape != (n, 3):
            raise ValueError(f"tint: expected {(n, 3)}, got {self.tint.shape}")


def loft(
    grid: ArrayLike,
    *,
    stuff: str,
    part: int = FOOT,
    closed: bool = True,
    cap_first: bool = False,
    cap_last: bool = False,
    tint: ArrayLike | None = None,
    normals: ArrayLike | None = None,
) -> Surface:
    """The skin over a grid of points (rows, columns, 3), with smooth normals.

    `closed` joins the last column to the first. A row may be one point many times (a pole). `cap_first` and
    `cap_last` close the end rows flat, with a hard edge. `tint` and `normals` (rows, columns, 3) if given;
    a tint may also be (rows, columns). The outside is where rows x columns points.
    """
    points = np.asarray(grid, np.float64)
    directions = grid_normals(points, closed=closed) if normals is None else np.asarray(normals, np.float64)
    colours = None if tint is None else _three(np.asarray(tint, np.float64))
    if closed:
        points = np.concatenate([points, points[:, :1]], 1)
        directions = np.concatenate([directions, directions[:, :1]], 1)
        colours = None if colours is None else np.concatenate([colours, colours[:, :1]], 1)
    rows, columns = points.shape[:2]
    body = Surface(
        np.ascontiguousarray(points.reshape(-1, 3), np.float32),
        np.ascontiguousarray(directions.reshape(-1, 3), np.float32),
        grid_uvs(points).reshape(-1, 2).astype(np.float32),
        grid_indices(rows, columns),
        stuff,
        part,
        None if colours is None else np.ascontiguousarray(colours.reshape(-1, 3), np.float32),
    )
    caps = []
    if cap_first:
        caps.append(_cap(points[0], None if colours is None else colours[0], stuff, part))
    if cap_last:
        caps.append(_cap(points[-1, ::-1], None if colours is None else colours[-1, ::-1], stuff, part))
    return concat([body, *caps]) if caps else body


def grid_normals(grid: ArrayLike, *, closed: bool = True) -> Array:
    """(rows, columns, 3) of length 1: the mean of the four faces round each point of a grid, by their
    area."""
    points = np.asarray(grid, np.float64)
    ring = np.concatenate([points, points[:, :1]], 1) if closed else points
    a, b, c, d = ring[:-1, :-1], ring[:-1, 1:], ring[1:, :-1], ring[1:, 1:]
    faces = np.cross(c - b, d - a)  # the diagonals: rows x columns, twice the area
    faces = np.concatenate([faces[:1], faces, faces[-1:]])
    ends = (faces[:, -1:], faces[:, :1]) if closed else (faces[:, :1], faces[:, -1:])
    faces = np.concatenate([ends[0], faces] if closed else [ends[0], faces, ends[1]], 1)
    total = faces[:-1, :-1] + faces[1:, :-1] + faces[:-1, 1:] + faces[1:, 1:]
    for row in (0, -1):
        spread = np.ptp(points[row], axis=0).max()
        if closed and spread < 1e-6:
            total[row] = total[row].sum(0)
    return unit(total)


def grid_uvs(grid: Array) -> Array:
    """(rows, columns, 2): how far a point lies along its row and down its column, on average, in units of
    100 mm."""
    along = np.linalg.norm(np.diff(grid, axis=1), axis=2).mean(0)
    down = np.linalg.norm(np.diff(grid, axis=0), axis=2).mean(1)
    u = np.concatenate([[0.0], np.cumsum(along)]) / UV_MM
    v = np.concatenate([[0.0], np.cumsum(down)]) / UV_MM
    return np.stack(np.broadcast_arrays(u[None, :], v[:, None]), -1)


def grid_indices(rows: int, columns: int) -> U32:
    """(2 * (rows - 1) * (columns - 1), 3) of a grid whose points are numbered row by row."""
    a = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    b, c, d = a + 1, a + columns, a + columns + 1
    return np.stack([a, c, b, b, c, d], 1).reshape(-1, 3).astype(np.uint32)


def tube(
    path: ArrayLike,
    radius: float | ArrayLike,
    *,
    stuff: str,
    part: int = FOOT,
    sides: int = 8,
    flatten: float = 1.0,
    up: ArrayLike = (0.0, 1.0, 0.0),
) -> Surface:
    """A cord along `path` (n, 3) with rounded ends: laces, straps, piping.

    `radius` in mm, one or (n,); across `up` it is as thick as that, and along it `flatten` times as thick.
    """
    line = np.asarray(path, np.float64)
    thick = np.broadcast_to(np.asarray(radius, np.float64), (len(line),))
    forward = unit(np.gradient(line, axis=0))
    lift = np.asarray(up, np.float64) - forward * (forward @ np.asarray(up, np.float64))[:, None]
    other = np.eye(3)[np.argmin(np.abs(forward), axis=1)]
    lift = unit(np.where(np.linalg.norm(lift, axis=1, keepdims=True) > 0.05, lift, np.cross(forward, other)))
    side = np.cross(forward, lift)
    # Three rings make each end round: the sine and cosine of 0, 45 and 80 degrees past the end.
    ends = ((0.98, 0.17), (0.71, 0.71), (0.0, 1.0))
    head = [(line[0] - forward[0] * thick[0] * a, thick[0] * b) for a, b in ends[:2]]
    tail = [(line[-1] + forward[-1] * thick[-1] * a, thick[-1] * b) for a, b in ends[1::-1]]
    centres = np.array([c for c, _ in head] + list(line) + [c for c, _ in tail])
    radii = np.array([r for _, r in head] + list(thick) + [r for _, r in tail])
    pick = np.clip(np.arange(len(centres)) - len(head), 0, len(line) - 1)
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    across = side[pick, None] * np.cos(angle)[:, None] + flatten * lift[pick, None] * np.sin(angle)[:, None]
    return loft(
        centres[:, None] + across * radii[:, None, None],
        stuff=stuff,
        part=part,
        cap_first=True,
        cap_last=True,
    )


def mirror(surface: Surface) -> Surface:
    """The other side's: x to -x, still seen from outside counter-clockwise."""
    flip = np.array([-1, 1, 1], np.float32)
    indices = np.ascontiguousarray(surface.indices[:, ::-1])
    return replace(
        surface, positions=surface.positions * flip, normals=surface.normals * flip, indices=indices
    )


def reversed_(surface: Surface) -> Surface:
    """The same points seen from the other side: a lining out of an upper."""
    return replace(surface, normals=-surface.normals, indices=np.ascontiguousarray(surface.indices[:, ::-1]))


def transform(surface: Surface, matrix: ArrayLike) -> Surface:
    """Moved by a 4x4 matrix of rotation, translation and even scale."""
    m = np.asarray(matrix, np.float64)
    positions = surface.positions @ m[:3, :3].T + m[:3, 3]
    normals = unit(surface.normals @ m[:3, :3].T)
    return replace(surface, positions=positions.astype(np.float32), normals=normals.astype(np.float32))


def concat(surfaces: Sequence[Surface]) -> Surface:
    """One surface of several; stuff and part are the first one's. Where only some are tinted, the others
    are white."""
    starts = np.cumsum([0] + [len(s.positions) for s in surfaces[:-1]])
    tint = None
    if any(s.tint is not None for s in surfaces):
        tint = np.concatenate([np.ones_like(s.positions) if s.tint is None else s.tint for s in surfaces])
    return Surface(
        np.concatenate([s.positions for s in surfaces]),
        np.concatenate([s.normals for s in surfaces]),
        np.concatenate([s.uvs for s in surfaces]),
        np.concatenate([s.indices + np.uint32(at) for s, at in zip(surfaces, starts, strict=True)]),
        surfaces[0].stuff,
        surfaces[0].part,
        tint,
        surfaces[0].colour,
        surfaces[0].roughness,
        surfaces[0].texture,
    )


def unit(vectors: Array) -> Array:
    """Along the last axis of length 1; a zero vector points up."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.where(length > 1e-12, vectors / np.maximum(length, 1e-12), (0.0, 1.0, 0.0))


def between(detail: float, low: int, high: int) -> int:
    """How many rings at a detail of 0..1."""
    return round(low + (high - low) * min(max(detail, 0.0), 1.0))


def _three(tint: Array) -> Array:
    return np.repeat(tint[..., None], 3, -1) if tint.ndim == 2 else tint


def _cap(ring: Array, tint: Array | None, stuff: str, part: int) -> Surface:
    """A flat lid, seen from where the closed ring runs counter-clockwise."""
    middle = ring[:-1].mean(0)
    points = np.concatenate([middle[None], ring])
    normal = unit(np.cross(ring[:-1] - middle, ring[1:] - middle).sum(0))
    k = np.arange(1, len(ring))
    indices = np.stack([np.zeros_like(k), k, k + 1], 1)
    colour = None if tint is None else np.concatenate([tint.mean(0)[None], tint]).astype(np.float32)
    return Surface(
        points.astype(np.float32),
        np.broadcast_to(normal, points.shape).astype(np.float32),
        (points[:, [0, 2]] / UV_MM).astype(np.float32),
        indices.astype(np.uint32),
        stuff,
        part,
        colour,
    )
