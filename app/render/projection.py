"""The one place where camera and picture space meet GL's clip space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.camera import Intrinsics
from ..core.maths import Array

NEAR_MM, FAR_MM = 20.0, 20_000.0


def clip_from_camera(camera: Intrinsics, near_mm: float = NEAR_MM, far_mm: float = FAR_MM) -> Array:
    """(4, 4): camera space (x right, y down, z forward, mm) to clip space.

    Row 0 of our framebuffers is the picture's top, so y is not turned over; triangles that are
    counter-clockwise to the eye therefore arrive clockwise: use glFrontFace(GL_CW).
    """
    depth = far_mm - near_mm
    return np.array(
        [
            [2 * camera.fx / camera.width, 0.0, 2 * camera.cx / camera.width - 1.0, 0.0],
            [0.0, 2 * camera.fy / camera.height, 2 * camera.cy / camera.height - 1.0, 0.0],
            [0.0, 0.0, (far_mm + near_mm) / depth, -2.0 * far_mm * near_mm / depth],
            [0.0, 0.0, 1.0, 0.0],
        ]
    )


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of whole pixels of the picture: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def around(cls, points_px: Array, margin_px: float, width: int, height: int) -> Box | None:
        """The box around (n, 2) points, grown by a margin, inside a picture; None when nothing is left."""
        low = np.floor(points_px.min(axis=0) - margin_px)
        high = np.ceil(points_px.max(axis=0) + margin_px)
        if not (np.isfinite(low).all() and np.isfinite(high).all()):
            return None
        left, top = (int(v) for v in np.clip(low, 0, [width, height]))
        right, bottom = (int(v) for v in np.clip(high, 0, [width, height]))
        return cls(left, top, right - left, bottom - top) if right > left and bottom > top else None
