"""Meshes in millimetres: sweeps, discs, pebbles, plates; smooth normals with creases; welding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Mesh:
    """`positions` (n, 3) mm and `triangles` (m, 3), counter-clockwise seen from outside."""

    positions: Array
    triangles: NDArray[np.int64]

    def mapped(self, function) -> Mesh:
        """The same mesh with every position passed through `function` ((n, 3) -> (n, 3))."""
        return Mesh(function(self.positions), self.triangles)

    def moved(self, offset: ArrayLike) -> Mesh:
        return Mesh(self.positions + np.asarray(offset, float), self.triangles)

    def mirrored(self) -> Mesh:
        """The twin on the other side of x = 0."""
        return Mesh(self.positions * np.array([-1.0, 1.0, 1.0]), self.triangles[:, ::-1])


def joined(*meshes: Mesh) -> Mesh:
    offsets = np.cumsum([0] + [len(m.positions) for m in meshes])
    triangles = [m.triangles + o for m, o in zip(meshes, offsets)]
    return Mesh(np.concatenate([m.positions for m in meshes]), np.concatenate(triangles))


def both_sides(mesh: Mesh) -> Mesh:
    return joined(mesh, mesh.mirrored())


def grid(points: Array, *, close_rows: bool = False, close_columns: bool = False) -> Mesh:
    """Quads between the rows and columns of (rows, columns, 3) points, outside where row x column points."""
    rows, columns = points.shape[:2]
    index = np.arange(rows * columns).reshape(rows, columns)
    if close_rows:
        index = np.vstack([index, index[:1]])
    if close_columns:
        index = np.hstack([index, index[:, :1]])
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    triangles = np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    )
    return Mesh(points.reshape(-1, 3), triangles)


def rounded_section(sides: int = 12, squareness: float = 2.6) -> Array:
    """A unit superellipse (sides, 2), counter-clockwise: 2 is a circle, 4 nearly a rounded square."""
    angle = (np.arange(sides) + 0.5) / sides * 2 * np.pi
    c, s = np.cos(angle), np.sin(angle)
    power = 2.0 / squareness
    return np.stack([np.sign(c) * np.abs(c) ** power, np.sign(s) * np.abs(s) ** power], axis=1)


def curve(points: ArrayLike, step_mm: float) -> Array:
    """A centripetal-free Catmull-Rom curve through the points, resampled to equal steps."""
    p = np.asarray(points, float)
    ends = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0.0, 1.0, 40, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:]):
        pieces.append(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))
    return thinned(resampled(np.vstack([*pieces, p[-1:]]), step_mm), 0.03)


def resampled(line: Array, step_mm: float) -> Array:
    """An open line at equal steps of about `step_mm`, both ends kept."""
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    count = max(2, round(length[-1] / step_mm) + 1)
    wanted = np.linspace(0.0, length[-1], count)
    return np.stack([np.interp(wanted, length, line[:, k]) for k in range(line.shape[1])], axis=1)


def thinned(line: Array, tolerance_mm: float, longest_mm: float = 14.0) -> Array:
    """The line without the points that it hardly needs: chords stay within the tolerance and the length."""
    return line[needed(line, tolerance_mm, longest_mm)]


def thinned_loop(outline: Array, tolerance_mm: float, longest_mm: float = 5.0) -> Array:
    """The same for a closed outline, which does not repeat its first point."""
    loop = np.vstack([outline, outline[:1]])
    return loop[needed(loop, tolerance_mm, longest_mm)[:-1]]


def needed(line: Array, tolerance_mm: float, longest_mm: float) -> list[int]:
    """Indices of the points of a line (n, d) that keep it within the tolerance."""
    kept = [0]
    for k in range(2, len(line)):
        a, b = line[kept[-1]], line[k]
        chord = (b - a) / np.linalg.norm(b - a)
        between = line[kept[-1] + 1 : k] - a
        off = between - (between @ chord)[:, None] * chord
        if (len(between) and np.linalg.norm(off, axis=1).max() > tolerance_mm) or np.linalg.norm(
            b - a
        ) > longest_mm:
            kept.append(k - 1)
    return [*kept, len(line) - 1]


def sweep(
    path: Array, section: Array, half_sizes: ArrayLike, *, up: ArrayLike | None, closed: bool = False
) -> Mesh:
    """Carries a section along a path.

    `section` (m, 2) unit outline; `half_sizes` (2,) or (n, 2) mm across (first) and along `up` (second).
    Without `up` the section does not turn about the path. Open ends are rounded off by two shrinking rings
    and a cap.
    """
    sizes = np.broadcast_to(np.asarray(half_sizes, float), (len(path), 2)).copy()
    if not closed:
        path, sizes = _rounded_ends(path, sizes)
    if closed:
        tangent = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0)
    else:
        tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    across = (
        _carried(tangent)
        if up is None
        else np.cross(np.broadcast_to(np.asarray(up, float), path.shape), tangent)
    )
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    over = np.cross(tangent, across)
    rings = (
        path[:, None]
        + section[None, :, :1] * sizes[:, None, :1] * across[:, None]
        + section[None, :, 1:] * sizes[:, None, 1:] * over[:, None]
    )
    body = grid(rings[:, ::-1], close_rows=closed, close_columns=True)
    return body if closed else joined(body, _cap(rings[0][::-1]), _cap(rings[-1]))


def _carried(tangent: Array) -> Array:
    """Directions square to the path that turn with it and never about it."""
    helper = np.eye(3)[np.argmin(np.abs(tangent[0]))]
    across = np.empty_like(tangent)
    last = helper
    for k, along in enumerate(tangent):
        last = last - along * (last @ along)
        last = last / np.linalg.norm(last)
        across[k] = last
    return across


def _rounded_ends(path: Array, sizes: Array) -> tuple[Array, Array]:
    angles = np.deg2rad([62.0, 28.0])
    first = (path[0] - path[1]) / np.linalg.norm(path[0] - path[1])
    last = (path[-1] - path[-2]) / np.linalg.norm(path[-1] - path[-2])
    reach0, reach1 = sizes[0].min(), sizes[-1].min()
    shrink = np.cos(angles)[:, None]
    head = path[0] + first * (reach0 * np.sin(angles))[:, None]
    tail = path[-1] + last * (reach1 * np.sin(angles[::-1]))[:, None]
    return (
        np.vstack([head, path, tail]),
        np.vstack([sizes[0] * shrink, sizes, sizes[-1] * shrink[::-1]]),
    )


def _cap(ring: Array) -> Mesh:
    centre = len(ring)
    index = np.arange(len(ring))
    triangles = np.stack([np.full_like(index, centre), index, np.roll(index, -1)], axis=1)
    return Mesh(np.vstack([ring, ring.mean(axis=0)]), triangles)


def pebble(half_sizes: ArrayLike, axes: Array, centre: ArrayLike, *, rings: int = 8, sides: int = 14) -> Mesh:
    """An ellipsoid; `axes` (3, 3) holds its directions as rows."""
    polar = np.linspace(0.0, np.pi, rings)[:, None]
    around = np.arange(sides) / sides * 2 * np.pi
    unit = np.stack(
        [np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar) + 0 * around], axis=-1
    )
    points = (unit * np.asarray(half_sizes, float)) @ np.asarray(axes, float) + np.asarray(centre, float)
    if np.linalg.det(axes) < 0:
        points = points[:, ::-1]
    return grid(points, close_columns=True)


def pin(centre: ArrayLike, axis: ArrayLike, radius: float, length: float, *, sides: int = 10) -> Mesh:
    """A short cylinder with rounded rims: a screw head, a rivet, a hinge barrel."""
    direction = np.asarray(axis, float) / np.linalg.norm(axis)
    helper = np.array([0.0, 1.0, 0.0]) if abs(direction[1]) < 0.9 else np.array([1.0, 0.0, 0.0])
    path = np.asarray(centre, float) + direction * np.array([[-0.5], [0.0], [0.5]]) * max(
        length - radius * 0.6, 0.1
    )
    body = sweep(path, rounded_section(sides, 2.0), (radius, radius), up=helper)
    middle = np.asarray(centre, float)
    along = (body.positions - middle) @ direction
    limit = length / 2
    flat = np.clip(along, -limit, limit)
    return Mesh(body.positions + (flat - along)[:, None] * direction, body.triangles)


def with_normals(mesh: Mesh, crease_deg: float) -> tuple[Array, Array, NDArray[np.int64]]:
    """(positions, normals, triangles): normals are smooth except across edges sharper than `crease_deg`.

    Vertices at the same place (0.1 um) are welded first, so parts need not share indices.
    """
    key = np.round(mesh.positions * 1e4).astype(np.int64)
    _, first, place = np.unique(key, axis=0, return_index=True, return_inverse=True)
    position = mesh.positions[first]
    triangles = place.reshape(-1)[mesh.triangles]
    distinct = (
        (triangles[:, 0] != triangles[:, 1])
        & (triangles[:, 1] != triangles[:, 2])
        & (triangles[:, 2] != triangles[:, 0])
    )
    triangles = triangles[distinct]
    corner = position[triangles]
    weighted = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    unit = weighted / np.maximum(np.linalg.norm(weighted, axis=1, keepdims=True), 1e-12)
    order = np.argsort(triangles.reshape(-1), kind="stable")
    starts = np.searchsorted(triangles.reshape(-1)[order], np.arange(len(position) + 1))
    cosine = np.cos(np.deg2rad(crease_deg))
    normals = np.empty((len(triangles) * 3, 3))
    for vertex in range(len(position)):
        corners = order[starts[vertex] : starts[vertex + 1]]
        faces = corners // 3
        near = unit[faces] @ unit[faces].T > cosine
        normals[corners] = near @ weighted[faces]
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    full = np.hstack([position[triangles.reshape(-1)], normals])
    _, kept, index = np.unique(
        np.round(full * 1e4).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    return full[kept, :3], full[kept, 3:], index.reshape(-1, 3)
