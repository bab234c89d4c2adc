"""What is known of the faces or feet in the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .foot import RIGHT, USUAL_LENGTH_MM
from .missing import Missing
from .observations import Crop, FootMask
from .pose import Pose


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One subject over time, at one frame.

    `column` is the subject's place (0 .. max_subjects-1) and never changes while the track lives; `id` is
    never used again in an epoch. `raw` and `points` (stabilised) are (K, 3) float32, x, y in picture px,
    z in px. `visible` (K,) float32. `present` is false while the track is held after a loss; `opacity`
    (1..0) fades what is worn then. `crop` is where the provider looked. `pose` is camera_from_head or
    camera_from_foot. `seen_ns` is the `t_ns` of the frame that the points were found in: earlier than the
    frame's own while the track is held; None where nobody says.
    """

    id: int
    column: int
    raw: NDArray[np.float32]
    points: NDArray[np.float32]
    visible: NDArray[np.float32]
    score: float
    present: bool
    opacity: float
    crop: Crop
    pose: Pose | Missing
    seen_ns: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FaceTrack(Track):
    """One person's face: 478 points."""


@dataclass(frozen=True, slots=True, eq=False)
class FootTrack(Track):
    """One foot: 8 points in the order of core.foot.KEYPOINTS.

    `right` 0..1 is how sure the last frame was that it is a right foot, `worn` (8,) how likely each of
    core.foot.FOOTWEAR was in it; `side` (core.foot.LEFT or RIGHT) and `footwear` ("" where nobody says) are
    what all frames together say. `length_mm` is the outer length that the pose goes with. `mask` says what is
    leg and what is foot around it; None where nobody looked.
    """

    right: float = 0.5
    side: int = RIGHT
    length_mm: float = USUAL_LENGTH_MM
    mask: FootMask | None = None
    worn: NDArray[np.float32] | None = None
    footwear: str = ""
