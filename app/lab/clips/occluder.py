"""What passes before the face: a board of stripes and print, as wide as a hand with a magazine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array, Float32
from ...vision.cv import cv2
from .camera import linear_of

_WIDE, _TALL, _LEAN_RAD = 0.62, 1.5, 0.14  # face widths
_FINER = 2  # px of the drawing to a px of the clip
_NEAR_PX = 2.0  # a point so near an edge is not in view for certain


@dataclass(frozen=True, slots=True, eq=False)
class Occluder:
    """The board for one clip; its middle goes along the row `level_px` of the picture."""

    drawing: Float32  # (h, w, 4) linear light times coverage, and coverage
    face_px: float
    rest_px: Array  # (2,) the face's middle at rest

    @classmethod
    def of(cls, face_px: float, rest_px: Array, rng: np.random.Generator) -> Occluder:
        return cls(_drawn(face_px, rng), face_px, rest_px)

    def light(self, at: float, size: tuple[int, int]) -> Float32:
        """(height, width, 4): the board with its middle `at` face widths beside the face's."""
        height, width = self.drawing.shape[:2]
        centre, axes = self._placed(at)
        # Drawing px centres from the picture's.
        inverse = axes.T * _FINER
        offset = inverse @ (0.5 - centre) + np.array([width, height]) / 2.0 - 0.5
        matrix = np.column_stack([inverse, offset])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(self.drawing, matrix, size, flags=flags))

    def covers(self, at: float, points: Array) -> NDArray[np.bool_]:
        """Which of points (n, 2) in px it hides."""
        centre, axes = self._placed(at)
        across = np.abs((points - centre) @ axes)
        half = np.array([_WIDE, _TALL]) * self.face_px / 2.0 + _NEAR_PX
        return np.asarray(np.all(across < half, axis=1))

    def _placed(self, at: float) -> tuple[Array, Array]:
        c, s = np.cos(_LEAN_RAD), np.sin(_LEAN_RAD)
        return self.rest_px + np.array([at * self.face_px, 0.0]), np.array([[c, -s], [s, c]])


def _drawn(face_px: float, rng: np.random.Generator) -> Float32:
    width, height = (round(side * face_px * _FINER) for side in (_WIDE, _TALL))
    page = np.full((height, width, 3), 226, np.uint8)
    page[: height // 4] = (164, 44, 38)
    for k in range(5):  # stripes
        top = height // 4 + (2 * k * height) // 24
        page[top : top + height // 30] = (38, 52, 96)
    line = max(height // 60, 2)
    for top in range(int(0.7 * height), height - 3 * line, 2 * line):  # print
        end = int(width * rng.uniform(0.6, 0.92))
        page[top : top + line // 2 + 1, width // 12 : end] = 70
    cv2.circle(page, (width // 2, height // 8), height // 14, (240, 214, 120), -1, cv2.LINE_AA)
    cover = np.ones((height, width, 1), np.float32)
    light = linear_of(page) * np.linspace(1.0, 0.75, height, dtype=np.float32)[:, None, None]
    # A rim of nothing, so that the edge lies where it should: half of the outermost px's way.
    return np.pad(np.dstack([light, cover]), ((1, 1), (1, 1), (0, 0)))
