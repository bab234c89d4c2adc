"""Stitches and punched holes, for shoes that are seen from near."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...core.maths import Array
from .mesh import UV_MM, Surface
from .shell import Chart, Look, cross, direction

_PITCH_MM = 3.1
_INSET_MM = 2.3
# One stitch: along the seam, across it and up, mm. A lozenge just over the surface, lit as if it were round.
_STITCH = np.array([[-1.25, 0.0, 0.12], [0.0, -0.45, 0.12], [1.25, 0.0, 0.12], [0.0, 0.45, 0.12]])
_FACES = np.array([[0, 1, 2], [0, 2, 3]])


class Thread:
    """Gathers the seams of one shoe, and makes them one surface."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._stitches: list[tuple[Array, Array, Array]] = []

    def sew(self, points: Array, normals: Array) -> None:
        """Stitches along a line on a surface (k, 3) with its normals."""
        run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        count = int(run[-1] / _PITCH_MM)
        if count < 2:
            return
        at = (np.arange(count) + 0.5) * run[-1] / count
        places, up = (np.stack([np.interp(at, run, p[:, k]) for k in range(3)], 1) for p in (points, normals))
        ahead = np.stack([np.interp(at, run, g) for g in np.gradient(points, axis=0).T], 1)
        up = direction(up)
        ahead = direction(ahead - up * (ahead * up).sum(1, keepdims=True))
        self._stitches.append((places, ahead, up))

    def edge(self, chart: Chart, low: Array, high: Array, lift_mm: float, *, both_sides: bool) -> None:
        """A seam just inside the edge `low` of a piece between two lines of (u, v), each (k, 2)."""
        ends = chart.at(np.stack([low[:, 0], high[:, 0]]), np.stack([low[:, 1], high[:, 1]]))
        wide = np.linalg.norm(ends[1] - ends[0], axis=1)
        inset = np.where(wide > 3 * _INSET_MM, _INSET_MM / np.maximum(wide, 1e-6), np.nan)
        t = np.linspace(0, len(low) - 1, 4 * len(low))
        k = np.arange(len(low))
        share = np.interp(t, k, inset)
        u, v = (
            np.interp(t, k, low[:, i]) * (1 - share) + np.interp(t, k, high[:, i]) * share for i in (0, 1)
        )
        wanted = np.isfinite(share)
        if not wanted.any():
            return
        sides = (u[wanted], 1 - u[wanted]) if both_sides else (u[wanted],)
        for side in sides:
            points, normals = chart.look(side, v[wanted])
            self.sew(points + normals * lift_mm, normals)

    def surface(self) -> list[Surface]:
        """All of it; nothing where nothing was sewn."""
        if not self._stitches:
            return []
        places, ahead, up = (np.concatenate([s[k] for s in self._stitches]) for k in range(3))
        axes = np.stack([ahead, cross(up, ahead), up], 1)
        points = places[:, None] + np.einsum("vk,nkd->nvd", _STITCH, axes)
        out = direction(_STITCH + np.array([0.0, 0.0, 0.6]))
        normals = np.einsum("vk,nkd->nvd", out, axes)
        starts = np.arange(0, points.shape[0] * 4, 4)[:, None, None]
        made = Surface(
            points.reshape(-1, 3).astype(np.float32),
            normals.reshape(-1, 3).astype(np.float32),
            (points[..., [0, 2]].reshape(-1, 2) / UV_MM).astype(np.float32),
            (starts + _FACES[None]).reshape(-1, 3).astype(np.uint32),
            self._look.stuff,
        )
        return [self._look.on(made)]


def holes(chart: Chart, places: ArrayLike, radius_mm: float, lift_mm: float, look: Look) -> Surface:
    """Punched holes at places (k, 2) of (u, v): dark discs a little over the surface."""
    at = np.asarray(places, float)
    centre, up = chart.look(at[:, 0], at[:, 1])
    centre = centre + up * lift_mm
    east = direction(cross(up, np.broadcast_to([0.0, 0.3, 1.0], up.shape)))
    north = cross(up, east)
    angle = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    ring = centre[:, None] + radius_mm * (
        east[:, None] * np.cos(angle)[:, None] + north[:, None] * np.sin(angle)[:, None]
    )
    points = np.concatenate([centre[:, None], ring], 1)
    k = np.arange(8)
    fan = np.stack([np.zeros(8, int), 1 + k, 1 + (k + 1) % 8], 1)
    starts = np.arange(0, len(at) * 9, 9)[:, None, None]
    made = Surface(
        points.reshape(-1, 3).astype(np.float32),
        np.repeat(direction(up), 9, axis=0).astype(np.float32),
        (points[..., [0, 2]].reshape(-1, 2) / UV_MM).astype(np.float32),
        (starts + fan[None]).reshape(-1, 3).astype(np.uint32),
        look.stuff,
    )
    return look.on(made)
