"""Pixels are looked at once; everything after that is played again, the same each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.document import Document, Snapshot
from app.core.errors import UserError
from app.lab.clips import ClipSpec, make, write_clip
from app.lab.demo_truth import demo_truth
from app.lab.overlay import Still
from app.lab.rehearsal import ClipRehearsal, StillTaker, open_rehearsal
from app.lab.undelayed import delayed, scores_of
from app.runtime.job import Cancelled, Job
from app.runtime.resolve import resolve
from app.scenes.demo_face import DemoFaceSource
from app.stages import register_all
from app.store.products import Catalogue
from tests.lab.scored import moved, times, track_of, truth_of


@pytest.fixture(scope="module")
def sway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = ClipSpec(motion="slow-sway", camera="clean", size=(480, 270), fps=20.0, seconds=1.2)
    return write_clip(make(spec, 1), tmp_path_factory.mktemp("clips"))


def snapshot(**knobs: dict[str, float | str]) -> Snapshot:
    register_all()
    return resolve(Document(knobs=knobs), Catalogue())


@pytest.mark.gl
@pytest.mark.slow
def test_what_is_played_again_is_what_was_seen(sway: Path) -> None:
    rehearsal, job = open_rehearsal(str(sway), most_stills=100), Job()
    first = rehearsal.play(snapshot(), job)
    assert len(first) == rehearsal.frames == job.done == 24 and rehearsal.truth is not None
    assert [still.frame for still in rehearsal.stills] == list(range(24))
    assert not rehearsal.looks_again(snapshot(steady={"method": "spring"}))
    again = rehearsal.play(snapshot(), job)
    np.testing.assert_array_equal(again.points, first.points)
    np.testing.assert_array_equal(again.pose, first.pose)
    other = rehearsal.play(snapshot(steady={"method": "spring"}), job)
    np.testing.assert_array_equal(other.raw, first.raw)
    assert not np.array_equal(other.points, first.points)


@pytest.mark.gl
@pytest.mark.slow
def test_another_way_of_looking_looks_again(sway: Path) -> None:
    rehearsal, job = open_rehearsal(str(sway)), Job()
    first = rehearsal.play(snapshot(), job)
    wider = snapshot(crop={"scale": 1.8})
    assert rehearsal.looks_again(wider)
    assert not np.array_equal(rehearsal.play(wider, job).raw, first.raw)
    assert rehearsal.stills == ()
    job.cancel()
    with pytest.raises(Cancelled):
        rehearsal.play(snapshot(), job)


@pytest.mark.gl
@pytest.mark.slow
def test_the_demo_subject_knows_its_truth() -> None:
    source = DemoFaceSource()
    try:
        frames = [source.read(), source.read()]
        truths = [source.truth(0), source.truth(1)]
    finally:
        source.close()
    truth = demo_truth(frames, truths)  # type: ignore[arg-type]
    np.testing.assert_allclose(truth.points[1], truths[1].points[:, :2])
    assert truth.has_pose.all() and truth.valid.mean() > 0.9
    assert 100.0 < truth.face_px[0] < 400.0 and 0.2 < truth.mm_per_px[0] < 2.0


def test_of_too_many_stills_every_other_one_goes() -> None:
    taker = StillTaker(10)
    for index in range(64):
        if index % taker.every == 0:
            taker.stills.append(Still(index, 0.0, 0.0, 1.0, b""))
            taker.thin()
    frames = [still.frame for still in taker.stills]
    assert 5 <= len(frames) <= 10 and len(set(np.diff(frames))) == 1


def test_a_truth_comes_later_by_what_is_asked() -> None:
    t_s = times(2.0)
    truth = truth_of(t_s, moved(t_s, x=50.0 * np.sin(3.0 * t_s)).astype(np.float32))
    later = delayed(truth, 20.0)
    expected = moved(t_s, x=50.0 * np.sin(3.0 * (t_s - 0.02)))
    assert np.abs(later.points[2:] - expected[2:]).max() < 0.02


def test_a_late_track_does_not_tremble() -> None:
    t_s = times(4.0)
    path = 60.0 * np.sin(2.0 * np.pi * 1.3 * t_s)
    late = 60.0 * np.sin(2.0 * np.pi * 1.3 * (t_s - 0.03))
    found = scores_of(track_of(t_s, moved(t_s, x=late)), truth_of(t_s, moved(t_s, x=path)))
    assert isinstance(found, tuple)
    scores, undelayed = found
    assert scores.lag_ms == pytest.approx(30.0, abs=0.5)
    jitter, apart = (one.regions["all"].jitter.percent for one in (scores, undelayed))
    assert jitter > 1.0 and apart < 0.05 * jitter


def test_a_rehearsal_of_nothing_is_refused(tmp_path: Path) -> None:
    rehearsal = ClipRehearsal(str(tmp_path / "gone.mkv"))
    with pytest.raises(UserError, match=r"gone\.mkv"):
        rehearsal.play(snapshot(), Job())
