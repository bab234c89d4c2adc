"""What is known of the people in the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .missing import Missing
from .observations import Crop
from .pose import Pose


@dataclass(frozen=True, slots=True, eq=False)
class FaceTrack:
    """One person over time, at one frame.

    `column` is the person's place (0 .. max_subjects-1) and never changes while the track lives; `id` is
    never used again in an epoch. `raw` and `points` (stabilised) are (478, 3) float32, x, y in picture px,
    z in px. `visible` (478,) float32. `present` is false while the track is held after a loss; `opacity`
    (1..0) fades what is worn then. `crop` is where the provider looked. `pose` is camera_from_head.
    `seen_ns` is the `t_ns` of the frame that the points were found in: earlier than the frame's own while the
    track is held; None where nobody says.
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
