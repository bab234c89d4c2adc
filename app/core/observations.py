"""What a provider is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .maths import Array


@dataclass(frozen=True, slots=True)
class Crop:
    """A square region of the picture, turned about its centre.

    Centre and `size_px` (side length) in picture px; `roll_rad` is the direction of the crop's x axis in the
    picture (x right, y down), so a head tilted clockwise on the screen has a positive roll.
    """

    cx: float
    cy: float
    size_px: float
    roll_rad: float = 0.0

    def picture_from_crop(self, side_px: int) -> Array:
        """(2, 3) affine: px of a side_px x side_px crop (outer-corner origin) to picture px."""
        scale = self.size_px / side_px
        c, s = np.cos(self.roll_rad) * scale, np.sin(self.roll_rad) * scale
        half = side_px / 2.0
        return np.array([[c, -s, self.cx - c * half + s * half], [s, c, self.cy - s * half - c * half]])


@dataclass(frozen=True, slots=True)
class Request:
    """What a provider is to do with one frame.

    `crops` belong to places already tracked, in place order; `search` says whether to look for further faces
    (at most `max_new`); `thorough` allows slow means (tiles, full-range detector): stills and folders.
    Answers less sure than `min_score` are of no use; 0.5 is what MediaPipe asks of its face flag.
    """

    crops: tuple[Crop, ...]
    search: bool
    max_new: int
    thorough: bool = False
    min_score: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class FaceObservation:
    """One face as a provider saw it.

    `points` (478, 3) float32: x, y in picture px, z in px with MediaPipe's sign (negative towards the
    camera, origin near the head's centre). `visible` (478,) float32 in 0..1. `score` 0..1. `place` is the
    index into Request.crops that it came from, or None for a new face. `crop` is the region looked at.
    """

    points: NDArray[np.float32]
    visible: NDArray[np.float32]
    score: float
    crop: Crop
    place: int | None = None
