"""How far the surface of a subject has moved in the picture: what vision/flow measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """The motion of one subject's surface since a reference frame, at m sites.

    `reference_ns` is the time of the frame that the sites were chosen in: an earlier one as long as they are
    found again, then the previous frame. `site` (m, 2) float32 is where they lay in it and `at` (m, 2) where
    they are now, both in picture px. `precision` (m, 2, 2) float32 in 1/px² is the inverse covariance of
    `at`: an edge says much across and nothing along itself, and a site that is not seen says nothing (0).
    `part` (m,) is the index of the site's part in its subject's KeypointSet, `depth` (m,) float32 its z in
    px.

    What changes its looks as it moves, as a mouth does, is followed from frame to frame besides: `stepped`
    (s,) are keypoints, `step` (s, 2) float32 how far the surface there has gone since the previous frame,
    px, and `step_variance` (s,) float32 the variance of that, px².
    """

    reference_ns: int
    site: NDArray[np.float32]
    at: NDArray[np.float32]
    precision: NDArray[np.float32]
    part: NDArray[np.int64]
    depth: NDArray[np.float32]
    stepped: NDArray[np.int64]
    step: NDArray[np.float32]
    step_variance: NDArray[np.float32]
