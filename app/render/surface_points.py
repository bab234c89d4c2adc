"""Points spread over a model's surface, near enough to each other that none of it falls through a grid."""

from __future__ import annotations

import numpy as np

from ..core.maths import Array
from ..core.model3d import Model3D

# Scans have more triangles than anything here can tell apart.
_MOST = 30_000


def surface_points(model: Model3D, spacing_mm: float) -> Array:
    """(n, 3) mm: the middles of triangles with edges of at most that length, cut up where they are longer.

    Of a model of very many triangles only every so-manieth is taken.
    """
    corners = np.concatenate([p.positions[p.indices] for p in model.primitives]).astype(np.float64)
    corners = corners[:: max(1, len(corners) // _MOST)]
    done: list[Array] = []
    while len(corners):
        edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
        long = edges > spacing_mm
        if len(corners) + sum(len(points) for points in done) > 4 * _MOST:
            long[:] = False
        done.append(corners[~long].mean(axis=1))
        a, b, c = np.moveaxis(corners[long], 1, 0)
        ab, bc, ca = (a + b) / 2.0, (b + c) / 2.0, (c + a) / 2.0
        parts = ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))
        corners = np.concatenate([np.stack(part, axis=1) for part in parts])
    points: Array = np.concatenate(done)
    return points
