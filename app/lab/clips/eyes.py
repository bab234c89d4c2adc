"""Shutting photographed eyes: the upper lid's skin goes down as an exact map of places, over the eye.

Places are in face widths about the face's middle; x and y below are along an eye's corners and across.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.face import BROW_LEFT, BROW_RIGHT, EYE_BANDS, EYE_LEFT, EYE_RIGHT, IRIS_LEFT, IRIS_RIGHT
from ...core.maths import Array
from .edges import fitted_edge, height_of
from .smooth import smooth_step, where_from

_WIDE_OPEN = 0.1  # of a blink
_NOTHING = 1e-6  # face widths
_UPPER = 9  # of an eye's contour, from corner to corner


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """One eye of a photograph."""

    middle: Array  # (2,)
    axes: Array  # (2, 2): rows along and across
    half: float
    upper: Array  # (3,) of the upper lid's edge
    lower: Array
    reach: float  # from the lid up to the brow, which stays
    above: NDArray[np.bool_]  # (478,) the points that go with the lid
    inside: NDArray[np.bool_]  # (478,) those that it covers

    @classmethod
    def right(cls, points: Array) -> Eye:
        return cls._of(points, EYE_RIGHT, EYE_BANDS[0], BROW_RIGHT, IRIS_RIGHT)

    @classmethod
    def left(cls, points: Array) -> Eye:
        return cls._of(points, EYE_LEFT, EYE_BANDS[1], BROW_LEFT, IRIS_LEFT)

    @classmethod
    def _of(
        cls,
        points: Array,
        eye: tuple[int, ...],
        band: tuple[int, ...],
        brow: tuple[int, ...],
        iris: tuple[int, ...],
    ) -> Eye:
        one, other = points[eye[0]], points[eye[_UPPER - 1]]
        middle, across = (one + other) / 2.0, other - one
        half = float(np.linalg.norm(across)) / 2.0
        along = across / (2.0 * half)
        axes = np.stack([along, [-along[1], along[0]]])
        placed = (points - middle) @ axes.T
        upper = fitted_edge(placed[list(eye[1 : _UPPER - 1])], half)
        lower = fitted_edge(placed[list(eye[_UPPER:])], half)
        edge = height_of(upper, placed[:, 0], half)
        above = (placed[:, 1] < edge) & (np.abs(placed[:, 0]) < half)
        above[list(eye[1 : _UPPER - 1] + band[1 : _UPPER - 1])] = True
        above[list(eye[_UPPER:] + band[_UPPER:] + iris)] = False
        inside = np.zeros(len(points), np.bool_)
        inside[list(iris)] = True
        reach = 0.85 * float(np.median(-placed[list(brow), 1]))
        return cls(middle, axes, half, upper, lower, max(reach, 0.2 * half), above, inside)

    def to_eye(self, places: Array) -> Array:
        return np.asarray((places - self.middle) @ self.axes.T)

    def from_eye(self, placed: Array) -> Array:
        return np.asarray(placed @ self.axes + self.middle)

    def edge(self, x: Array) -> Array:
        """The upper lid's edge, open."""
        return height_of(self.upper, x, self.half)

    def shut_edge(self, x: Array, blink: float) -> Array:
        """And as far down as `blink` 0..1 brings it."""
        edge = self.edge(x)
        return edge + self.down(x, edge, blink)

    def down(self, x: Array, y: Array, blink: float) -> Array:
        """How far places x, y of the lid's skin go down."""
        edge = self.edge(x)
        gap = np.maximum(height_of(self.lower, x, self.half) - edge, 0.0)
        return np.asarray(blink * gap * (1.0 - smooth_step((edge - y) / (self.reach + edge))))

    def moved(self, points: Array, blink: float) -> Array:
        """The face's own points (478, 2)."""
        if blink == 0.0:
            return points
        placed = self.to_eye(points)
        placed[:, 1] += np.where(self.above, self.down(placed[:, 0], placed[:, 1], blink), 0.0)
        return self.from_eye(placed)

    def covered(self, points: Array, blink: float) -> NDArray[np.bool_]:
        """(478,) which of the face's points at rest the lid hides beyond what it always does of an iris."""
        if blink < _WIDE_OPEN:
            return np.zeros(len(points), np.bool_)
        x, y = self.to_eye(points).T
        # What lies below the lower lid is hidden once there is nothing left between the lids.
        y = np.minimum(y, height_of(self.lower, x, self.half))
        return np.asarray(self.inside & (y <= self.shut_edge(x, blink) + _NOTHING))

    def came_from(self, x: Array, y: Array, blink: float) -> Array:
        """The y of the skin that has gone to x, y."""
        return where_from(lambda origin: self.down(x, origin, blink), y)
