"""How open to the light each vertex of a model is: its surface splatted into depth maps from all round."""

from __future__ import annotations

import numpy as np

_CELL_MM = 2.0
_DIRECTIONS = 36
_SMOOTHINGS = 4
# A place counts as seen if nothing lies farther before it than this, and than its own slope within a cell.
_BIAS_MM = 1.2


def openness(positions: np.ndarray, normals: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """(n,) 0..1 of each vertex: the share of its half of the sky, by the cosine, that it sees."""
    cloud = _thinned(_sampled(positions, triangles))
    seen, most = np.zeros(len(positions)), np.zeros(len(positions))
    for towards in _directions(_DIRECTIONS):
        weight = np.clip(normals @ towards, 0.0, None)
        slope = np.sqrt(1 - np.minimum(weight, 1) ** 2) / np.maximum(weight, 0.12)
        seen += weight * _visible(cloud, positions, towards, _BIAS_MM + 1.2 * _CELL_MM * slope)
        most += weight
    return _calm(seen / np.maximum(most, 1e-6), positions, triangles)


def _calm(values: np.ndarray, positions: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Evened out along the surface: the depth maps' cells leave a mottle. Vertices in one place are one."""
    key = np.round(positions * 20).astype(np.int64) + 100_000
    _, place = np.unique(key[:, 0] << 42 | key[:, 1] << 21 | key[:, 2], return_inverse=True)
    corners = place[triangles]
    pairs = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    count = np.bincount(place)
    merged = np.bincount(place, values) / count
    around = np.maximum(np.bincount(pairs[:, 0], minlength=len(count)), 1)
    for _ in range(_SMOOTHINGS):
        beside = np.bincount(pairs[:, 0], merged[pairs[:, 1]], minlength=len(count)) / around
        merged = 0.4 * merged + 0.6 * beside
    return np.asarray(merged[place])


def _directions(count: int) -> np.ndarray:
    """Evenly over the sphere: a Fibonacci lattice."""
    k = np.arange(count) + 0.5
    polar, around = np.arccos(1 - 2 * k / count), np.pi * (1 + 5**0.5) * k
    return np.stack([np.sin(polar) * np.cos(around), np.cos(polar), np.sin(polar) * np.sin(around)], axis=1)


def _sampled(positions: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Points on the triangles, closer together than a cell."""
    a, b, c = (positions[triangles[:, k]] for k in range(3))
    longest = np.sqrt(np.maximum.reduce([((p - q) ** 2).sum(1) for p, q in ((a, b), (b, c), (c, a))]))
    steps = np.clip(np.ceil(longest / _CELL_MM).astype(int), 1, 16)
    found = []
    for n in np.unique(steps):
        i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1))
        inside = i + j <= n
        u, v = (i[inside] / n)[None, :, None], (j[inside] / n)[None, :, None]
        k = steps == n
        found.append((a[k, None] * (1 - u - v) + b[k, None] * u + c[k, None] * v).reshape(-1, 3))
    return np.concatenate(found)


def _thinned(cloud: np.ndarray) -> np.ndarray:
    """One point of each half cell."""
    key = np.round(cloud / (0.5 * _CELL_MM)).astype(np.int64) + 1000
    _, first = np.unique(key[:, 0] * 4_000_000 + key[:, 1] * 2000 + key[:, 2], return_index=True)
    return cloud[first]


def _visible(
    cloud: np.ndarray, positions: np.ndarray, towards: np.ndarray, bias_mm: np.ndarray
) -> np.ndarray:
    """(n,) bool: whether each position is the first thing met on the way in from `towards`."""
    aside = np.cross(towards, np.eye(3)[np.argmin(np.abs(towards))])
    aside /= np.linalg.norm(aside)
    plane = np.stack([aside, np.cross(towards, aside)], axis=1)
    flat = cloud @ plane
    low = flat.min(axis=0) - 2 * _CELL_MM
    width, height = ((flat.max(axis=0) - low) // _CELL_MM + 3).astype(int)

    def cell(points: np.ndarray) -> np.ndarray:
        at = ((points - low) / _CELL_MM).astype(np.int32)
        return at[:, 1] * width + at[:, 0]

    nearest = np.full(width * height, -1e9)
    np.maximum.at(nearest, cell(flat), cloud @ towards)
    return positions @ towards >= nearest[cell(positions @ plane)] - bias_mm
