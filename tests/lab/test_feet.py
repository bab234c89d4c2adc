"""Feet are recorded, replayed, measured and compared as faces are, as far as no truth is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.camera import Intrinsics
from app.core.document import Document
from app.core.foot import by_hand, foot_points_mm
from app.core.frame import Frame
from app.core.missing import Missing
from app.core.observations import FootObservation, Request
from app.core.pose import Pose
from app.lab.compare import compare
from app.lab.comparison import Contender
from app.lab.measurement import FOOT_PARTS, Measurement, Recorder
from app.lab.recording import About, RecordingWriter, open_recording
from app.lab.replay import replay, why_again
from app.lab.report import report_page
from app.lab.report_words import Words
from app.lab.scores_blind import score_without_truth
from app.lab.tracks import TrackTaker
from app.runtime.job import Job
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.resolve import resolve
from app.stages import register_all
from app.stages.crop import foot_crop
from app.store.products import Catalogue

CAMERA = Intrinsics.from_vertical_fov(640, 480, 1.0)
FRAMES, GONE = 75, range(40, 46)


class Shaking:
    """One right foot that sways, with points that tremble by a known amount; away for some frames."""

    name, runs_on, why = "onnx", "CPU", ""

    def __init__(self, noise_px: float = 0.6) -> None:
        self._rng = np.random.default_rng(3)
        self._noise_px = noise_px

    def observe(self, frame: Frame, request: Request) -> tuple[FootObservation, ...]:
        if frame.index in GONE:
            return ()
        sway = 30.0 * np.sin(2.0 * np.pi * 0.4 * frame.t_ns * 1e-9)
        down = np.array([[1.0, 0.0, 0.0], [0.0, -0.5, -0.866], [0.0, 0.866, -0.5]])
        pose = Pose(down, np.array([sway, 60.0, 900.0]))
        at = CAMERA.project(pose.apply(foot_points_mm(285.0, 1)))
        at = at + self._rng.normal(0.0, self._noise_px, at.shape)
        points = by_hand(np.hstack([at, np.zeros((8, 1))]), 1).astype(np.float32)
        place = 0 if request.crops else None
        return (FootObservation(points, np.ones(8, np.float32), 0.97, foot_crop(points), place, right=1.0),)

    def close(self) -> None:
        pass


def stepped(document: Document) -> Iterator[FrameResult]:
    register_all()
    snapshot = resolve(document, Catalogue())
    rgb = np.full((480, 640, 3), 90, np.uint8)
    with closing(Pipeline(make_feet_provider=lambda name: Shaking())) as pipeline:
        for index in range(FRAMES):
            frame = Frame.from_rgb(rgb, camera=CAMERA)
            yield pipeline.step(replace(frame, index=index, t_ns=index * 33_333_333), snapshot)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feet") / "feet.lgrec"
    document = Document(follow="feet", knobs={"steady": {"method": "one-euro"}})
    writer = RecordingWriter(path, About("demo:feet", frame_rate=30.0))
    for result in stepped(document):
        writer.add(result, document)
    writer.close()
    return path


def test_a_recording_of_feet_replays_bit_for_bit(recording: Path) -> None:
    with open_recording(recording) as opened:
        again = replay(opened)
        assert again.digest == opened.digest and again.again == ""
        assert again.points.shape == (FRAMES, 2, 8, 3) and again.present[:, 0].sum() >= FRAMES - len(GONE) - 2


@pytest.mark.parametrize("knob", [{"slack": 0.5}, {"settle_hz": 6.0}, {"min_score": 0.6}])
def test_another_way_of_looking_at_feet_is_noticed(recording: Path, knob: dict[str, float]) -> None:
    with open_recording(recording) as opened:
        (document,) = opened.documents
        same = opened.snapshot_for(document)
        other = resolve(replace(document, knobs={**document.knobs, "feet": knob}), Catalogue())
        assert why_again(opened, [same]) == ""
        assert "setting of feet" in why_again(opened, [other])
        fitted = resolve(replace(document, knobs={**document.knobs, "feet": {"give": 0.5}}), Catalogue())
        assert why_again(opened, [fitted]) == ""


def test_the_region_rests_within_its_slack() -> None:
    """The foot sways; with more slack its region is laid anew less often."""
    laid = {}
    for slack in (0.0, 10.0):
        knobs = {"steady": {"method": "none"}, "feet": {"slack": slack}}
        crops = [r.seen.plan.request.crops for r in stepped(Document(follow="feet", knobs=knobs)) if r.seen]
        laid[slack] = len({crop for one in crops for crop in one})
    assert laid[10.0] < 0.7 * laid[0.0]


def test_two_settings_are_compared_on_feet(recording: Path) -> None:
    a = Contender("as found", {"steady": {"method": "none"}})
    b = Contender("steadied", {"steady": {"method": "one-euro"}})
    found = compare(str(recording), a, b, Job(), most_stills=4)
    assert found.subject == "feet" and found.truth is None
    rows = {row.name: row for row in found.rows}
    assert rows["jitter"].b < 0.8 * rows["jitter"].a, "what is steadied trembles less"
    assert rows["dropouts"].a >= len(GONE)
    assert {row.name for row in found.parts} == set(FOOT_PARTS)
    page = report_page(found, Words())
    assert "the foot is" in page and "foot's length" in page.replace("&#x27;", "'")


def test_blind_scores_know_how_much_a_foot_trembles() -> None:
    taker = TrackTaker()
    for result in stepped(Document(follow="feet", knobs={"steady": {"method": "none"}})):
        taker.take(result)
    scores = score_without_truth(taker.track())
    assert not isinstance(scores, Missing)
    # Trembling by 0.6 px in x and y, less what the frame of least squares and the slow part take along.
    assert 0.45 < scores.regions["all"].jitter.px < 0.95
    assert scores.losses.frames >= len(GONE) and scores.face_px == pytest.approx(180.0, rel=0.5)


def test_the_live_measurement_speaks_of_feet() -> None:
    recorder = Recorder("still", 2.0)
    for result in stepped(Document(follow="feet")):
        recorder.take(replace(result, taken_ns=result.frame.t_ns + 1))
    found = recorder.measurement()
    assert isinstance(found, Measurement)
    assert found.subject == "feet" and set(found.parts) == set(FOOT_PARTS)
    assert found.parts["all"].steady_px < found.parts["all"].raw_px
