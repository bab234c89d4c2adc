"""The upright box around a face's points."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Box:
    """From the corner (x0, y0) to (x1, y1) in picture px."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, points: NDArray[np.float32]) -> Box:
        """Of points (n, 2 or more) in px."""
        # Rows of x and of y: numpy reduces those ten times faster than columns.
        rows = np.ascontiguousarray(points[:, :2].T)
        (x0, y0), (x1, y1) = rows.min(axis=1).tolist(), rows.max(axis=1).tolist()
        return cls(x0, y0, x1, y1)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def size_px(self) -> float:
        """The longer side, at least 1."""
        return max(self.width, self.height, 1.0)

    @property
    def area(self) -> float:
        return self.width * self.height

    def distance(self, x: float, y: float) -> float:
        """Of the centre to a point."""
        cx, cy = self.centre
        return math.hypot(cx - x, cy - y)

    def shared_area(self, other: Box) -> float:
        """Area of the intersection."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(width, 0.0) * max(height, 0.0)
