"""What is true of the demo subject as a source: its own geometry, as in a clip of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..core.face import IRIS_LEFT, IRIS_RIGHT
from ..core.frame import Frame
from ..scenes.demo_face import DemoTruth
from .clips import FrameTruth, Truth
from .clips.truth import EDGE_LEFT, EDGE_RIGHT

# From so far down on, lids hide the irises.
_IRIS_HIDDEN = 0.4


def demo_truth(frames: Sequence[Frame], truths: Sequence[DemoTruth]) -> Truth:
    """All frames with what is true of each."""
    made = [_frame_truth(frame, truth) for frame, truth in zip(frames, truths, strict=True)]
    return Truth.of(np.array([frame.t_ns for frame in frames], np.int64), made, {"source": "demo:face"})


def _frame_truth(frame: Frame, truth: DemoTruth) -> FrameTruth:
    points = truth.points[:, :2].astype(np.float64)
    valid = np.all((points > 0.0) & (points < (frame.width, frame.height)), axis=1)
    if truth.blink > _IRIS_HIDDEN:
        valid[list(IRIS_RIGHT + IRIS_LEFT)] = False
    face_px = float(np.linalg.norm(points[EDGE_RIGHT] - points[EDGE_LEFT]))
    mm_per_px = float(truth.pose.translation_mm[2]) / truth.camera.fx
    return FrameTruth(points, valid, face_px, mm_per_px, truth.pose.matrix)
