"""What a foot wears, or the bare foot itself: surfaces, keypoints, and where the leg goes in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...core.foot import FOOTWEAR, HEEL_BACK, KEYPOINTS, TOE_TIP
from ...core.maths import Array
from .mesh import Surface, mirror


@dataclass(frozen=True, slots=True, eq=False)
class Footwear:
    """A right foot (`mirrored` makes the left one). Millimetres in foot space.

    `keypoints_mm` (8, 3) in the order of `core.foot.KEYPOINTS` (medial and lateral are anatomical).
    `collar` (k, 3) is the ring where the leg goes in, from the back over the medial side round; `ankle_mm`
    the joint that the leg bends about. `kind` is one of core.foot.FOOTWEAR.
    """

    kind: str
    surfaces: tuple[Surface, ...]
    keypoints_mm: Array
    collar: Array
    ankle_mm: Array

    def __post_init__(self) -> None:
        if self.kind not in FOOTWEAR:
            raise ValueError(f"kind: expected one of {', '.join(FOOTWEAR)}, got {self.kind}")
        if self.keypoints_mm.shape != (len(KEYPOINTS), 3):
            raise ValueError(f"keypoints_mm: expected (8, 3), got {self.keypoints_mm.shape}")

    @property
    def length_mm(self) -> float:
        """Outer length, from the heel's back to the tip of the toe."""
        return float(self.keypoints_mm[TOE_TIP, 2] - self.keypoints_mm[HEEL_BACK, 2])

    def mirrored(self) -> Footwear:
        """The other foot of the pair."""
        flip = np.array([-1.0, 1.0, 1.0])
        return replace(
            self,
            surfaces=tuple(mirror(s) for s in self.surfaces),
            keypoints_mm=self.keypoints_mm * flip,
            collar=(self.collar * flip)[::-1],
            ankle_mm=self.ankle_mm * flip,
        )
