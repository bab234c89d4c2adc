"""Lens shapes and flat fronts as outlines and distance fields, in mm, seen by somebody facing the wearer.

Everything is drawn for the wearer's left half (x > 0): +x is temporal, -x nasal, +y up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LensShape:
    """A boxed lens: `width` and `height` of its box, squareness of its upper and lower half.

    `lean` widens the top against the bottom (mm at each side), `lift` raises the temporal side (mm), `nasal`
    cuts the lower nasal corner back (mm) where the nose widens.
    """

    width: float
    height: float
    top: float
    bottom: float
    lean: float = 0.0
    lift: float = 0.0
    nasal: float = 0.0

    def outline(self, count: int) -> Array:
        """(count, 2) counter-clockwise about the box's centre, from the nasal side, at equal steps."""
        angle = np.linspace(0.0, 2 * np.pi, 4001)[:-1] + np.pi
        c, s = np.cos(angle), np.sin(angle)
        power = 2.0 / np.where(s >= 0, self.top, self.bottom)
        x = np.sign(c) * np.abs(c) ** power
        y = np.sign(s) * np.abs(s) ** power
        points = np.stack([x * (self.width / 2 + self.lean * (y - 1.0) / 2), y * self.height / 2], axis=1)
        share = np.clip(-points / np.array([self.width / 2, self.height / 2]), 0.0, 1.0)
        points[:, 0] += self.nasal * share[:, 0] * share[:, 1] ** 1.3
        points[:, 1] += self.lift * points[:, 0] / self.width
        line = np.vstack([points, points[:1]])
        length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        wanted = np.arange(count) / count * length[-1]
        even = np.stack([np.interp(wanted, length, line[:, k]) for k in range(2)], axis=1)
        return even - (even.max(axis=0) + even.min(axis=0)) / 2


def outward(outline: Array) -> Array:
    """(n, 2) unit normals of a closed counter-clockwise outline."""
    tangent = np.roll(outline, -1, axis=0) - np.roll(outline, 1, axis=0)
    normal = np.stack([tangent[:, 1], -tangent[:, 0]], axis=1)
    return normal / np.linalg.norm(normal, axis=1, keepdims=True)


def distance_to(outline: Array, points: Array) -> Array:
    """Signed distance (n,) of points (n, 2) to a closed outline: negative inside."""
    a, b = outline, np.roll(outline, -1, axis=0)
    edge = b - a
    to = points[:, None] - a
    along = np.clip((to * edge).sum(-1) / (edge * edge).sum(-1), 0.0, 1.0)
    near = np.linalg.norm(to - along[..., None] * edge, axis=-1).min(axis=1)
    straddles = (a[:, 1] > points[:, None, 1]) != (b[:, 1] > points[:, None, 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = a[:, 0] + (points[:, None, 1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * edge[:, 0]
    inside = (straddles & (points[:, None, 0] < crossing)).sum(axis=1) % 2 == 1
    return np.where(inside, -near, near)


def smooth_union(a: Array, b: Array, radius: float) -> Array:
    """The union of two distance fields with a fillet of about `radius` mm."""
    overlap = np.maximum(radius - np.abs(a - b), 0.0) / radius
    return np.minimum(a, b) - overlap * overlap * radius / 4.0


def box(points: Array, centre: tuple[float, float], half: tuple[float, float], corner: float) -> Array:
    """Signed distance to a box with rounded corners."""
    q = np.abs(points - np.asarray(centre)) - np.asarray(half) + corner
    return np.linalg.norm(np.maximum(q, 0.0), axis=1) + np.minimum(q.max(axis=1), 0.0) - corner
