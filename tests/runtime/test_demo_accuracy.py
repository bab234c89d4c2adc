"""The whole way, network to stabilised pose, against the exact truth of the demo subject's whole range."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest

from app.core.document import Snapshot
from app.core.maths import angle_between_rad
from app.core.pose import Pose
from app.runtime.batch import frames
from app.runtime.pipeline import Pipeline
from app.scenes.demo_face import DemoFaceSource


@pytest.mark.gl
@pytest.mark.slow
def test_the_pose_stays_within_three_degrees_and_three_percent(snapshot: Snapshot) -> None:
    turned_deg, moved_percent = [], []
    with closing(DemoFaceSource()) as source, closing(Pipeline()) as pipeline:
        for frame in frames(source):
            (track,) = pipeline.step(frame, snapshot).tracks
            assert isinstance(track.pose, Pose)
            truth = source.truth(frame.index).pose
            turned_deg.append(np.rad2deg(angle_between_rad(truth.rotation, track.pose.rotation)))
            moved = np.linalg.norm(track.pose.translation_mm - truth.translation_mm)
            moved_percent.append(100.0 * moved / np.linalg.norm(truth.translation_mm))
    assert len(turned_deg) == 300
    assert np.percentile(turned_deg, 95) <= 3.0
    assert np.percentile(moved_percent, 95) <= 3.0
