"""Rectangular meshes over a photograph."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A rectangular mesh: places (n, 2) in px of a photograph, texture uv (n, 2), triangles (m, 3)."""

    at: Array
    uv: Array
    triangles: NDArray[np.int64]

    @classmethod
    def over(cls, columns: Array, rows: Array, box: Array) -> Grid:
        """Over given grid lines; `box` (left, top, right, bottom) is where the texture lies."""
        x, y = np.meshgrid(columns, rows)
        at = np.stack([x, y], axis=-1).reshape(-1, 2)
        uv = (at - box[:2]) / (box[2:] - box[:2])
        corner = (np.arange(len(rows) - 1)[:, None] * len(columns) + np.arange(len(columns) - 1)).reshape(-1)
        right, below = corner + 1, corner + len(columns)
        halves = [np.stack([corner, below, right], axis=1), np.stack([below + 1, right, below], axis=1)]
        return cls(at, uv, np.concatenate(halves))

    @classmethod
    def regular(cls, box: Array, columns: int, rows: int) -> Grid:
        """Evenly over the box of its texture."""
        return cls.over(np.linspace(box[0], box[2], columns), np.linspace(box[1], box[3], rows), box)

    def farthest_first(self, vertices_mm: Array) -> Grid:
        """The triangles in order of z: so soft edges are blended over what lies behind them."""
        order = np.argsort(vertices_mm[self.triangles, 2].mean(axis=1), kind="stable")
        return replace(self, triangles=self.triangles[order])

    def where(self, cover: NDArray[np.float32]) -> Grid:
        """Only the triangles in whose middle a map (h, w) over the texture is above 0."""
        h, w = cover.shape
        middle = self.uv[self.triangles].mean(axis=1)
        column = np.clip((middle[:, 0] * w).astype(int), 0, w - 1)
        row = np.clip((middle[:, 1] * h).astype(int), 0, h - 1)
        return replace(self, triangles=self.triangles[cover[row, column] > 0])

    def split(self, at_nodes: NDArray[np.bool_]) -> tuple[Grid, Grid]:
        """The triangles with any of these nodes (n,), and the others."""
        touched = at_nodes[self.triangles].any(axis=1)
        return (
            replace(self, triangles=self.triangles[touched]),
            replace(self, triangles=self.triangles[~touched]),
        )
