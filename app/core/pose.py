"""Rigid poses in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .maths import Array, expect_shape

# Head space (x to the wearer's left, y up, z out of the face) seen by a camera (x right, y down, z forward)
# that the wearer looks straight into: half a turn about x. Both frames are right-handed.
CAMERA_FROM_FACING_HEAD = np.diag([1.0, -1.0, -1.0])


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """A rigid transform a_from_b: `rotation` (3, 3) and `translation_mm` (3,).

    For a head: camera_from_head. `rms_px` is the reprojection error of the fit (0 for a truth).
    """

    rotation: Array
    translation_mm: Array
    rms_px: float = 0.0

    def __post_init__(self) -> None:
        expect_shape("rotation", self.rotation, (3, 3))
        expect_shape("translation_mm", self.translation_mm, (3,))

    @classmethod
    def from_matrix(cls, matrix: NDArray[np.floating], rms_px: float = 0.0) -> Pose:
        """From a rigid (4, 4) matrix."""
        m = np.asarray(matrix, np.float64)
        return cls(m[:3, :3].copy(), m[:3, 3].copy(), rms_px)

    @property
    def matrix(self) -> Array:
        """(4, 4), column vectors: a = matrix @ b."""
        m = np.eye(4)
        m[:3, :3] = self.rotation
        m[:3, 3] = self.translation_mm
        return m

    def apply(self, points_mm: NDArray[np.floating]) -> Array:
        """(n, 3) points of b in a."""
        moved: Array = np.asarray(points_mm, np.float64) @ self.rotation.T + self.translation_mm
        return moved
