"""Opening a photographed mouth: the jaw goes down as an exact map of places, and what it lays bare is drawn.

Places are in face widths about the face's middle, as in the photograph; x' and y' below are along the mouth's
corners and across, from the middle between them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.face import LIP_BANDS, LIPS_INNER, LIPS_OUTER
from ...core.maths import Array
from .edges import fitted_edge, height_of
from .smooth import smooth_step, where_from

_UPPER = 11  # of a lip's contour, from corner to corner
_CORNERS = (61, 291)
_CHIN = 152
_JAW = (172, 397)
# Of the opening: 1 would be a parabola with a kink at the corners, 2 a grin.
_ROUNDNESS = 1.4
_NARROWER, _ROUND_REACH = 0.3, 2.4  # of half the mouth
NECK = 0.55  # face widths below the chin over which the skin gives way


def _lower(contours: tuple[tuple[int, ...], ...]) -> list[int]:
    return [point for contour in contours for point in contour[_UPPER:]]


def _upper(contours: tuple[tuple[int, ...], ...]) -> list[int]:
    return [point for contour in contours for point in contour[:_UPPER]]


_CONTOURS = (LIPS_INNER, LIPS_OUTER, *LIP_BANDS)


@dataclass(frozen=True, slots=True, eq=False)
class Mouth:
    """The lips of one photograph: where they part, and how the jaw takes places with it."""

    middle: Array  # (2,)
    axes: Array  # (2, 2): rows along and across
    half: float  # half the mouth's width
    upper: Array  # (3,) of the curve of the upper lip's inner edge
    lower: Array
    chin: float  # from the mouth's middle down to the chin
    jaw_half: float
    below: NDArray[np.bool_]  # (478,) the points that go with the jaw

    @classmethod
    def of(cls, points: Array) -> Mouth:
        """From the 478 points (478, 2) of the face at rest."""
        right, left = points[_CORNERS[0]], points[_CORNERS[1]]
        middle, across = (right + left) / 2.0, left - right
        half = float(np.linalg.norm(across)) / 2.0
        along = across / (2.0 * half)
        axes = np.stack([along, [-along[1], along[0]]])
        placed = (points - middle) @ axes.T
        upper = fitted_edge(placed[list(LIPS_INNER[1 : _UPPER - 1])], half)
        lower = fitted_edge(placed[list(LIPS_INNER[_UPPER:])], half)
        between = (height_of(upper, placed[:, 0], half) + height_of(lower, placed[:, 0], half)) / 2.0
        below = placed[:, 1] > between
        below[_lower(_CONTOURS)] = True
        below[_upper(_CONTOURS)] = False
        jaw_half = 0.55 * float(np.linalg.norm(points[_JAW[1]] - points[_JAW[0]]))
        return cls(middle, axes, half, upper, lower, float(placed[_CHIN, 1]), jaw_half, below)

    def to_mouth(self, places: Array) -> Array:
        return np.asarray((places - self.middle) @ self.axes.T)

    def from_mouth(self, placed: Array) -> Array:
        return np.asarray(placed @ self.axes + self.middle)

    def upper_edge(self, x: Array) -> Array:
        return height_of(self.upper, x, self.half)

    def lower_edge(self, x: Array) -> Array:
        """Never above the upper lip's: closed lips meet."""
        return np.asarray(np.maximum(height_of(self.lower, x, self.half), self.upper_edge(x)))

    def down(self, x: Array, y: Array, opening: float) -> Array:
        """How far places x, y of the mouth's frame go down with the jaw."""
        depth = y - self.lower_edge(x)
        reach = max(self.chin, 1e-6)
        half = self.half + (self.jaw_half - self.half) * smooth_step(depth / (0.8 * reach))
        across = np.maximum(1.0 - (x / half) ** 2, 0.0) ** _ROUNDNESS
        return np.asarray(opening * across * (1.0 - smooth_step((y - reach) / NECK)))

    def moved(self, points: Array, opening: float, rounded: float) -> Array:
        """The face's own points (478, 2) with the jaw down by `opening`, then the mouth narrowed."""
        placed = self.to_mouth(points)
        placed[:, 1] += np.where(self.below, self.down(placed[:, 0], placed[:, 1], opening), 0.0)
        placed[:, 0] += self._inwards(placed[:, 0], placed[:, 1], rounded)
        return self.from_mouth(placed)

    def widened(self, places: Array, rounded: float) -> Array:
        """Where places (..., 2) came from that the narrowing has moved: its inverse."""
        placed = self.to_mouth(places)
        x, y = placed[..., 0], placed[..., 1]
        origin = where_from(lambda along: self._inwards(along, y, rounded), x)
        return self.from_mouth(np.stack([origin, y], axis=-1))

    @property
    def round_reach(self) -> float:
        """How far from the mouth's middle narrowing it moves anything."""
        return _ROUND_REACH * self.half

    def _inwards(self, x: Array, y: Array, rounded: float) -> Array:
        """How far along the mouth places go towards its middle when the lips are rounded."""
        far = (x * x + y * y) / self.round_reach**2
        return np.asarray(-_NARROWER * rounded * x * np.maximum(1.0 - far, 0.0) ** 3)

    def came_from(self, x: Array, y: Array, opening: float) -> Array:
        """The y of the jaw's place that has gone to x, y."""
        return where_from(lambda origin: self.down(x, origin, opening), y)
