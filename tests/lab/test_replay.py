"""A replay gives what was recorded, bit for bit; what would have been seen otherwise is looked at again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from app.core.command import Command
from app.core.commands import SetKnob, SetMaxSubjects, SetStrength, SetWornKnob, UseProvider
from app.core.document import Document
from app.core.errors import UserError
from app.lab.recording import About, Recording, open_recording
from app.lab.replay import replay
from app.lab.seen_file import plain_from_seen, seen_from_plain
from app.runtime.pipeline import Seen
from app.sources.recorded_frames import reference_to
from app.store.recording_file import SUFFIX

from .recordings import dressed, moving, record

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two epochs of ten frames, with their pictures."""
    path = tmp_path_factory.mktemp("recording") / f"moving{SUFFIX}"
    record(path, dressed(), moving(10, epochs=2))
    return path


@pytest.fixture
def recording(path: Path) -> Recording:
    with open_recording(path) as recording:
        yield recording


def test_the_same_knobs_give_the_same_digest(recording: Recording) -> None:
    replayed = replay(recording)
    assert replayed.digest == recording.digest
    assert not replayed.again
    assert replayed.points.shape == replayed.raw.shape == (20, 1, 478, 3)
    assert replayed.present.all() and replayed.epoch.tolist() == [0] * 10 + [1] * 10


def test_another_process_gives_the_same_digest(path: Path, recording: Recording, tmp_path: Path) -> None:
    environment = os.environ | {"LOOKGLASS_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "app", "lab", "replay", str(path)]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    assert f"digest {recording.digest}" in ran.stdout.splitlines()


@pytest.mark.parametrize(
    "change",
    [
        SetKnob("steady", "method", "none"),
        SetKnob("pose", "outlier", 0.02),
        SetKnob("light", "strength", 0.25),
        SetStrength(0.5),
        SetWornKnob("lipstick-rouge-satin", "coverage", 0.31),
    ],
    ids=("another stabiliser", "another pose", "another light", "less of all", "less lipstick"),
)
def test_another_knob_gives_another_digest_from_the_same_raw_points(
    recording: Recording, change: Command
) -> None:
    replayed = replay(recording, recording.snapshot_for(change.apply(recording.document)))
    assert replayed.digest != recording.digest
    assert not replayed.again
    assert np.array_equal(replayed.raw, replay(recording).raw)


def again(recording: Recording, document: Document) -> str:
    replayed = replay(recording, recording.snapshot_for(document))
    assert replayed.digest != recording.digest
    assert replayed.again.count(".") == 1 and replayed.again.endswith(".")
    return replayed.again


def test_another_crop_is_looked_at_again_and_said(recording: Recording) -> None:
    said = again(recording, SetKnob("crop", "scale", 1.8).apply(recording.document))
    assert "setting of crop" in said and "compressed pictures" in said


def test_another_knob_of_track_is_looked_at_again_and_said(recording: Recording) -> None:
    snapshot = recording.snapshot_for(SetKnob("track", "min_score", 0.9).apply(recording.document))
    assert "setting of track" in replay(recording, snapshot).again


def test_more_people_are_looked_for_again_and_said(recording: Recording) -> None:
    snapshot = recording.snapshot_for(SetMaxSubjects(2).apply(recording.document))
    replayed = replay(recording, snapshot)
    assert "number of people" in replayed.again
    assert replayed.points.shape == (20, 2, 478, 3)


def test_another_provider_looks_again(recording: Recording) -> None:
    pytest.importorskip("mediapipe")
    assert "provider" in again(recording, UseProvider("mediapipe").apply(recording.document))


def test_a_flow_that_was_not_measured_is_measured_now(tmp_path: Path) -> None:
    path = tmp_path / f"raw{SUFFIX}"
    record(path, dressed(steady={"method": "none"}), moving(4))
    with open_recording(path) as recording:
        snapshot = recording.snapshot_for(SetKnob("steady", "method", "flow").apply(recording.document))
        assert "flow" in replay(recording, snapshot).again
        assert not replay(recording).again


def test_pictures_decoded_again_are_nearly_the_ones_that_came(recording: Recording) -> None:
    for original, decoded in zip(moving(10, epochs=2), recording.frames(), strict=True):
        assert (decoded.epoch, decoded.t_ns, decoded.index) == (original.epoch, original.t_ns, original.index)
        assert decoded.camera == original.camera
        assert np.abs(decoded.rgb.astype(int) - original.rgb).mean() < 2.5
    middle = recording.frame(13)
    assert middle is not None and middle.index == 13


def test_faces_found_again_in_compressed_pictures_lie_where_they_were(recording: Recording) -> None:
    snapshot = recording.snapshot_for(SetKnob("track", "remember_ms", 2000).apply(recording.document))
    found = replay(recording, snapshot)
    apart_px = np.abs(found.raw[..., :2] - replay(recording).raw[..., :2])
    assert found.again and np.median(apart_px) < 0.5


def test_a_clip_beside_the_recording_is_found_again_when_both_have_moved(tmp_path: Path) -> None:
    clip, path = _clip_and_recording(tmp_path / "here")
    with open_recording(path) as recording:
        digest = recording.digest
    (tmp_path / "there").mkdir()
    for file in (clip, path):
        shutil.move(file, tmp_path / "there")
    with open_recording(tmp_path / "there" / path.name) as moved:
        assert moved.is_reference and replay(moved).digest == digest
        other = replay(moved, moved.snapshot_for(SetKnob("crop", "scale", 1.8).apply(moved.document)))
    _, anew = _clip_and_recording(tmp_path / "anew", crop={"scale": 1.8})
    with open_recording(anew) as recording:  # original frames: as if it had been recorded so
        assert "its clip" in other.again and other.digest == recording.digest


def test_a_clip_that_is_gone_or_another_is_said_in_one_sentence(tmp_path: Path) -> None:
    clip, path = _clip_and_recording(tmp_path / "here")
    with open_recording(path) as recording:
        changed = recording.snapshot_for(SetKnob("crop", "scale", 1.8).apply(recording.document))
        clip.write_bytes(clip.read_bytes()[:-1] + b"?")
        with pytest.raises(UserError, match=r"is not the file any more that .* was made from\.$"):
            replay(recording, changed)
        clip.unlink()
        with pytest.raises(UserError, match=r"refers to clip\.mp4, which is neither beside it nor where"):
            replay(recording, changed)
        assert replay(recording).digest == recording.digest  # which needs no pictures


def _clip_and_recording(folder: Path, **knobs: dict[str, float | str]) -> tuple[Path, Path]:
    from app.runtime.batch import frames
    from app.runtime.sources import open_any
    from app.sinks.video import VideoSink

    folder.mkdir()
    clip, path = folder / "clip.mp4", folder / f"clip{SUFFIX}"
    sink = VideoSink(clip, frame_rate=30.0, size=(512, 512))
    for frame in moving(6):
        sink.write(frame.rgb, t_ns=frame.t_ns)
    sink.close()
    about = About(str(clip), frame_rate=30.0, reference=reference_to(clip))
    record(path, dressed(str(clip), **knobs), frames(open_any(str(clip))), about)
    return clip, path


def test_everything_seen_comes_back_bit_for_bit(recording: Recording) -> None:
    assert all(seen.observations for seen in recording.seen) and any(seen.flows for seen in recording.seen)
    for row, seen in zip(recording.rows, recording.seen, strict=True):
        plain, arrays = plain_from_seen(seen)
        again = seen_from_plain(plain, arrays, t_ns=row.t_ns, epoch=row.epoch)
        for field in fields(Seen):
            assert _bits(getattr(again, field.name)) == _bits(getattr(seen, field.name)), field.name


def _bits(value: object) -> object:
    """A value that can be compared: arrays as their type, shape and bytes."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, (tuple, list)):
        return tuple(_bits(one) for one in value)
    if hasattr(value, "items"):
        return {key: _bits(one) for key, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return tuple(_bits(getattr(value, name)) for name in value.__dataclass_fields__)
    return value
