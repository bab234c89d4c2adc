"""MediaPipe's newer face landmarker with its own One-Euro filter, as a peer to score ours against."""

from __future__ import annotations

import time
from pathlib import Path

from ..core.frame import Frame
from ..vision.mediapipe_landmarker import FaceLandmarker
from .tracks import Track, TrackTaker


class LandmarkerV2:
    """The landmarker of a .task file as an entrant. Raises UserError where it cannot be had.

    Nothing is known of the points before steadying, so raw are those that are shown; nor of a pose.
    """

    def __init__(self, model: Path) -> None:
        self._landmarker = FaceLandmarker(model)
        self._taker = TrackTaker(knows_raw=False)

    def take(self, frame: Frame) -> None:
        began_ns = time.perf_counter_ns()
        points = self._landmarker.points(frame)
        ms = (time.perf_counter_ns() - began_ns) * 1e-6
        if points is None:
            self._taker.take_nobody(frame, ms)
        else:
            self._taker.take_points(frame, points, points, ms=ms)

    def track(self) -> Track:
        return self._taker.track()

    def close(self) -> None:
        self._landmarker.close()
