"""Models made for tests."""

from __future__ import annotations

import trimesh


def frame(width_mm: float = 140.0, *, subdivisions: int = 0) -> trimesh.Trimesh:
    """Glasses as three bars, in metres on the datum."""
    front = trimesh.creation.box(bounds=[[-width_mm / 2, -22, 8], [width_mm / 2, 18, 14]])
    left, right = (
        trimesh.creation.box(bounds=[[min(x, x * 0.98), 5, -125], [max(x, x * 0.98), 12, 8]])
        for x in (-width_mm / 2, width_mm / 2)
    )
    mesh = trimesh.util.concatenate([front, left, right])
    for _ in range(subdivisions):
        mesh = mesh.subdivide()
    mesh.apply_scale(1e-3)
    return mesh
