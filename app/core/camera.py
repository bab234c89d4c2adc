"""The pinhole camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .maths import Array

# Where nothing is known of the lens: the vertical field of view that MediaPipe assumes too.
DEFAULT_VERTICAL_FOV_RAD = float(np.deg2rad(63.0))


@dataclass(frozen=True, slots=True)
class Intrinsics:
    """Focal lengths and principal point in px of a picture of width x height px.

    Camera space: x right, y down, z forward, millimetres. Picture space: origin at the outer corner of the
    first pixel, x right, y down.
    """

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float

    @classmethod
    def from_vertical_fov(
        cls, width: int, height: int, fov_rad: float = DEFAULT_VERTICAL_FOV_RAD
    ) -> Intrinsics:
        """A lens without distortion whose axis goes through the middle of the picture."""
        focal = height / 2.0 / float(np.tan(fov_rad / 2.0))
        return cls(width, height, focal, focal, width / 2.0, height / 2.0)

    @property
    def matrix(self) -> Array:
        """(3, 3) picture_from_camera up to depth."""
        return np.array([[self.fx, 0.0, self.cx], [0.0, self.fy, self.cy], [0.0, 0.0, 1.0]])

    def project(self, points_camera_mm: NDArray[np.floating]) -> Array:
        """Camera points (..., 3) in mm to picture points (..., 2) in px."""
        p = np.asarray(points_camera_mm, np.float64)
        scale = np.array([self.fx, self.fy])
        pixels: Array = p[..., :2] / p[..., 2:3] * scale + np.array([self.cx, self.cy])
        return pixels

    def unproject(self, points_px: NDArray[np.floating], depth_mm: NDArray[np.floating] | float) -> Array:
        """Picture points (..., 2) in px at depth z (...) in mm to camera points (..., 3) in mm."""
        p = np.asarray(points_px, np.float64)
        depth = np.asarray(depth_mm, np.float64)[..., None]
        rays = (p - np.array([self.cx, self.cy])) / np.array([self.fx, self.fy])
        return np.concatenate([rays * depth, np.broadcast_to(depth, (*rays.shape[:-1], 1))], axis=-1)
