"""demo:feet through the whole pipeline: both feet found by our network, sided and posed near the truth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from app.core.document import Document
from app.core.foot import LEFT, RIGHT
from app.core.missing import Missing
from app.core.tracks import FootTrack
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.resolve import resolve
from app.scenes.demo_feet import DemoFeetSource, FeetTruth
from app.store.products import Catalogue

FRAMES = 24


@pytest.fixture(scope="module")
def followed() -> Iterator[list[tuple[FrameResult, FeetTruth]]]:
    seen = []
    with closing(DemoFeetSource()) as source, closing(Pipeline()) as pipeline:
        length_mm = source.truth(0).feet[0].length_mm
        document = replace(Document(source="demo:feet"), knobs={"feet": {"length_mm": length_mm}})
        snapshot = resolve(document, Catalogue())
        assert snapshot.subject == "feet" and snapshot.max_subjects == 2
        for index in range(FRAMES):
            frame = source.read()
            assert frame is not None and not isinstance(frame, Missing)
            seen.append((pipeline.step(frame, snapshot), source.truth(index)))
    yield seen


def feet_of(result: FrameResult) -> dict[int, FootTrack]:
    return {track.side: track for track in result.tracks if isinstance(track, FootTrack) and track.present}


def test_both_feet_are_found_and_sided(followed: list[tuple[FrameResult, FeetTruth]]) -> None:
    for result, _ in followed[2:]:
        assert set(feet_of(result)) == {LEFT, RIGHT}
        assert all(track.mask is not None for track in feet_of(result).values())


def test_the_keypoints_lie_near_the_truth(followed: list[tuple[FrameResult, FeetTruth]]) -> None:
    for result, truth in followed[2:]:
        for foot in truth.feet:
            track = feet_of(result)[foot.side]
            extent = np.ptp(foot.points, axis=0).max()
            gaps = np.linalg.norm(track.points[:, :2] - foot.points, axis=1) / extent
            assert np.median(gaps) < 0.1


def test_feet_that_stand_still_stay_still(followed: list[tuple[FrameResult, FeetTruth]]) -> None:
    for side in (LEFT, RIGHT):
        points = np.array([feet_of(result)[side].points[:, :2] for result, _ in followed[14:]])
        extent = np.ptp(points[0], axis=0).max()
        assert np.sqrt(((points - points.mean(axis=0)) ** 2).sum(axis=2).mean()) < 0.002 * extent


def test_each_foot_has_a_pose_in_front_of_the_camera(followed: list[tuple[FrameResult, FeetTruth]]) -> None:
    result, truth = followed[-1]
    for foot in truth.feet:
        pose = feet_of(result)[foot.side].pose
        assert not isinstance(pose, Missing)
        gap = np.linalg.norm(pose.translation_mm - foot.pose.translation_mm)
        assert gap < 0.2 * np.linalg.norm(foot.pose.translation_mm)
