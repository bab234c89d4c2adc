"""What is true of the demo subjects as sources: their own geometry, as in a clip of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.face import IRIS_LEFT, IRIS_RIGHT
from ..core.foot import HEEL_BACK, LEFT, RIGHT, TOE_TIP
from ..core.frame import Frame
from ..core.maths import frozen
from ..scenes.demo_face import DemoTruth
from ..scenes.demo_feet import DemoFeetSource
from ..scenes.demo_feet_motion import FRAME_RATE
from .clips import FrameTruth, Truth
from .clips.truth import EDGE_LEFT, EDGE_RIGHT

# From so far down on, lids hide the irises.
_IRIS_HIDDEN = 0.4


def demo_truth(frames: Sequence[Frame], truths: Sequence[DemoTruth]) -> Truth:
    """All frames with what is true of each."""
    made = [_frame_truth(frame, truth) for frame, truth in zip(frames, truths, strict=True)]
    return Truth.of(np.array([frame.t_ns for frame in frames], np.int64), made, {"source": "demo:face"})


@dataclass(frozen=True, slots=True, eq=False)
class FeetTruths:
    """What is true of both feet, by side: LEFT and RIGHT."""

    feet: Mapping[int, Truth]

    def side_of(self, points: NDArray[np.floating], present: NDArray[np.bool_]) -> NDArray[np.int64]:
        """(n,) which foot the points (n, 8, 2) px lie on: the nearer one, whatever it was taken for. Frames
        where none is `present` are counted to that before."""
        middle = np.asarray(points, np.float64).mean(axis=1)
        gaps = [np.linalg.norm(self.feet[side].points.mean(axis=1) - middle, axis=1) for side in (0, 1)]
        nearer = np.argmin(gaps, axis=0)
        at = np.maximum.accumulate(np.where(present, np.arange(len(present)), -1))
        first = int(np.argmax(present))
        return np.asarray(nearer[np.where(at < 0, first, at)], np.int64)


def feet_truth(count: int) -> FeetTruths:
    """Of the first `count` frames of demo:feet, without drawing them."""
    with closing(DemoFeetSource()) as source:
        told = [source.truth(index) for index in range(count)]
        width, height = source.info.width, source.info.height
    t_ns = np.array([round(index * 1e9 / FRAME_RATE) for index in range(count)], np.int64)
    by_side = {}
    for side in (LEFT, RIGHT):
        frames = []
        for one in told:
            foot = one.feet[side]
            points = foot.points.astype(np.float64)
            valid = np.all((points > 0.0) & (points < (width, height)), axis=1)
            mm_per_px = float(foot.pose.translation_mm[2]) / one.camera.fx
            extent_px = float(np.linalg.norm(points[TOE_TIP] - points[HEEL_BACK]))
            frames.append(FrameTruth(points, valid, extent_px, mm_per_px, foot.pose.matrix))
        by_side[side] = Truth.of(t_ns, frames, {"source": "demo:feet"})
    return FeetTruths(frozen(by_side))


def _frame_truth(frame: Frame, truth: DemoTruth) -> FrameTruth:
    points = truth.points[:, :2].astype(np.float64)
    valid = np.all((points > 0.0) & (points < (frame.width, frame.height)), axis=1)
    if truth.blink > _IRIS_HIDDEN:
        valid[list(IRIS_RIGHT + IRIS_LEFT)] = False
    face_px = float(np.linalg.norm(points[EDGE_RIGHT] - points[EDGE_LEFT]))
    mm_per_px = float(truth.pose.translation_mm[2]) / truth.camera.fx
    return FrameTruth(points, valid, face_px, mm_per_px, truth.pose.matrix)
