"""Clips on disk, and the command that writes them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.cli import main
from app.core.errors import UserError
from app.core.frame import Frame
from app.lab.clips import Clip, ClipSpec, make, read_clip, write_clip
from app.sources.video import VideoSource

SMALL = ClipSpec(size=(320, 240), seconds=0.2, face_px=80.0, blur=0.0)


@pytest.fixture(scope="module")
def demo_sway() -> Clip:
    return make(replace(SMALL, motion="fast-sway"), 4)


@pytest.mark.parametrize(("camera", "timing"), [("webcam", "dropped"), ("clean", "jittered")])
def test_a_written_clip_is_the_clip(tmp_path: Path, camera: str, timing: str) -> None:
    spec = replace(SMALL, motion="lighting", camera=camera, timing=timing, seconds=1.4, fps=7.0)
    clip = make(spec, 3)
    video = write_clip(clip, tmp_path)
    stored = read_clip(video)
    assert sorted(path.name for path in tmp_path.iterdir()) == [video.name, f"{clip.name}.truth.npz"]
    assert stored.spec == spec and stored.name == clip.name and stored.truth.meta["seed"] == 3
    for name in ("t_ns", "epoch", "points", "valid", "face_px", "mm_per_px", "pose", "has_pose"):
        assert np.array_equal(getattr(stored.truth, name), getattr(clip.truth, name))
    for read, made in zip(stored.frames, clip.frames, strict=True):
        assert np.array_equal(read.rgb, made.rgb)
        assert (read.t_ns, read.epoch, read.index, read.camera) == (
            made.t_ns, made.epoch, made.index, made.camera,
        )  # fmt: skip


def test_a_players_source_gets_the_exact_times(tmp_path: Path, demo_sway: Clip) -> None:
    source = VideoSource(write_clip(demo_sway, tmp_path))
    times = []
    while isinstance(frame := source.read(), Frame):
        times.append(frame.t_ns)
    source.close()
    assert times == demo_sway.truth.t_ns.tolist()


def test_a_truth_of_another_video_is_refused(tmp_path: Path, demo_sway: Clip) -> None:
    video = write_clip(demo_sway, tmp_path)
    other = write_clip(make(replace(SMALL, seconds=0.4), 0), tmp_path)
    video.replace(other)
    with pytest.raises(UserError, match="do not belong together"):
        list(read_clip(other).frames)
    with pytest.raises(UserError, match="holds no truth"):
        read_clip(tmp_path / "missing.mkv")


def test_the_command_writes_clips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "lab clips --motion still --motion blinking --seconds 0.1 --size 320x240 --face-px 80 --json -o"
    assert main([*words.split(), str(tmp_path / "new")]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [clip["frames"] for clip in said["clips"]] == [3, 3]
    assert all(Path(clip["video"]).is_file() for clip in said["clips"])
    assert len(list((tmp_path / "new").glob("*.truth.npz"))) == 2


@pytest.mark.parametrize("words", ["--size huge", "--motion dancing", "--subject demo --subject demo"])
def test_the_command_refuses_what_it_cannot_make(tmp_path: Path, words: str) -> None:
    assert main(["lab", "clips", "-o", str(tmp_path), *words.split()]) == 2
    assert not list(tmp_path.iterdir())
