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
class Observation:
    """One subject as a provider saw it.

    `points` (K, 3) float32: x, y in picture px, z in px (negative towards the camera). `visible` (K,) float32
    in 0..1. `score` 0..1. `place` is the index into Request.crops that it came from, or None for a new
    subject. `crop` is the region looked at.
    """

    points: NDArray[np.float32]
    visible: NDArray[np.float32]
    score: float
    crop: Crop
    place: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FaceObservation(Observation):
    """One face: 478 points in MediaPipe's order, z with its sign, 0 near the head's centre."""


@dataclass(frozen=True, slots=True, eq=False)
class FootMask:
    """What is leg and what is foot or shoe around one foot, as the network sees it.

    `leg` and `foot` (side, side) uint8 are probabilities, 255 for sure, on a grid laid over `crop`.
    """

    crop: Crop
    leg: NDArray[np.uint8]
    foot: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class FootObservation(Observation):
    """One foot: 8 points in the order by hand (core.foot), z 0.

    `right` 0..1 is how sure the network is that it is the wearer's right foot, `worn` (8,) float32 how likely
    each of core.foot.FOOTWEAR is. It and `mask` are None where nobody says.
    """

    right: float = 0.5
    mask: FootMask | None = None
    worn: NDArray[np.float32] | None = None
