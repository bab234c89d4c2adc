"""The whole way of a frame, with the real networks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from app.core.document import Document, Snapshot, Worn
from app.core.errors import UserError
from app.core.frame import Frame
from app.core.missing import Missing
from app.core.pose import Pose
from app.core.scene import LipPaint
from app.runtime.batch import frames
from app.runtime.pipeline import DETECT_TO_FIT, Pipeline
from app.runtime.resolve import resolve
from app.sources.faults import Corrupt, Cut, Drop, Event, FaultSource, Freeze, Gone, Jump, Show
from app.store.products import load_catalogue

from .conftest import Paint


@pytest.fixture
def pipeline() -> Iterator[Pipeline]:
    with closing(Pipeline()) as made:
        yield made


def clip(person: Paint, *script: Event) -> FaultSource:
    return FaultSource(script, width=512, height=512, paint=person)


def test_a_face_is_found_posed_and_kept_under_one_id(
    pipeline: Pipeline, snapshot: Snapshot, person: Paint
) -> None:
    results = [pipeline.step(frame, snapshot) for frame in frames(clip(person, Show(6)))]
    assert [[track.id for track in result.tracks] for result in results] == [[0]] * 6
    for result in results:
        (track,) = result.tracks
        assert track.present
        assert isinstance(track.pose, Pose)
        assert track.pose.rms_px < 3.0
        assert set(DETECT_TO_FIT) <= set(result.ms)


def test_the_picture_drawn_is_the_one_the_landmarks_come_from(
    pipeline: Pipeline, snapshot: Snapshot, person: Paint
) -> None:
    for frame in frames(clip(person, Show(3))):
        result = pipeline.step(frame, snapshot)
        assert result.scene.frame is frame
        assert result.frame is frame


def test_the_same_frames_give_the_same_tracks(snapshot: Snapshot, person: Paint) -> None:
    def run() -> list[np.ndarray]:
        with closing(Pipeline()) as pipeline:
            steps = (pipeline.step(frame, snapshot) for frame in frames(clip(person, Show(5))))
            return [result.tracks[0].points for result in steps]

    for once, again in zip(run(), run(), strict=True):
        np.testing.assert_array_equal(once, again)


def test_a_new_epoch_forgets_everything(pipeline: Pipeline, snapshot: Snapshot, person: Paint) -> None:
    results = [pipeline.step(frame, snapshot) for frame in frames(clip(person, Show(4), Cut(), Show(1)))]
    first = results[-1].tracks[0]
    with closing(Pipeline()) as fresh:
        alone = fresh.step(replace(results[-1].frame, epoch=0), snapshot).tracks[0]
    np.testing.assert_array_equal(first.points, alone.points)


@pytest.mark.parametrize(
    "fault",
    [Drop(7), Freeze(4), Corrupt(3), Gone(5), Jump(3_000_000_000), Jump(-50_000_000), Cut()],
    ids=lambda fault: type(fault).__name__,
)
def test_nothing_that_a_source_does_makes_it_fail_or_answer_nan(
    pipeline: Pipeline, snapshot: Snapshot, person: Paint, fault: Event
) -> None:
    results = [pipeline.step(frame, snapshot) for frame in frames(clip(person, Show(3), fault, Show(20)))]
    for result in results:
        for track in result.tracks:
            assert np.isfinite(track.points).all()
            assert 0.0 <= track.opacity <= 1.0
            assert isinstance(track.pose, Missing) or np.isfinite(track.pose.matrix).all()
    assert results[-1].tracks[0].present, "the face is found again after the fault"


def test_what_is_worn_becomes_a_layer_and_nothing_at_strength_zero(
    pipeline: Pipeline, astronaut: np.ndarray
) -> None:
    look = replace(Document().default_look, worn=(Worn("lipstick-rouge-satin"),))
    document = Document(default_look=look)
    catalogue = load_catalogue()
    frame = Frame.from_rgb(astronaut)
    worn = pipeline.step(frame, resolve(document, catalogue), still=True)
    assert [type(layer) for layer in worn.scene.layers] == [LipPaint]
    bare = pipeline.step(frame, resolve(replace(document, strength=0.0), catalogue), still=True)
    assert bare.scene.layers == ()


def test_an_unknown_provider_is_said_and_the_pipeline_goes_on(
    pipeline: Pipeline, snapshot: Snapshot, astronaut: np.ndarray
) -> None:
    frame = Frame.from_rgb(astronaut)
    assert pipeline.step(frame, snapshot).tracks
    with pytest.raises(UserError, match="no face provider 'crystal-ball'"):
        pipeline.step(frame, replace(snapshot, provider="crystal-ball"))
    assert pipeline.step(frame, snapshot).tracks
