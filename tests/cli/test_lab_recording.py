from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.lab.recording import open_recording
from app.sinks.video import VideoSink
from tests.lab.recordings import moving

from .conftest import Ran

ROOT = Path(__file__).parents[2]
Lookglass = Callable[..., Ran]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A face that drifts to the right for ten frames."""
    path = tmp_path_factory.mktemp("clip") / "drift.mp4"
    sink = VideoSink(path, frame_rate=30.0, size=(512, 512))
    for frame in moving(10):
        sink.write(frame.rgb, t_ns=frame.t_ns)
    sink.close()
    return path


def digest_in(ran: Ran) -> str:
    """That of the line "digest HEX", of which there is one."""
    (line,) = [line for line in ran.out.splitlines() if line.startswith("digest ")]
    assert ran.code == 0 and len(line.split()) == 2
    int(line.split()[1], 16)
    return line.split()[1]


@pytest.mark.parametrize("pictures", [(), ("--frames",), ("--reference",)])
def test_a_recording_is_replayed_as_it_was(
    lookglass: Lookglass, clip: Path, tmp_path: Path, pictures: tuple[str, ...]
) -> None:
    out = tmp_path / "a.lookglass"
    recorded = digest_in(
        lookglass("lab", "record", clip, "-o", out, "--wear", "glasses-round-gold", *pictures)
    )
    assert (b"PICT" in out.read_bytes()) == (pictures == ("--frames",))
    ran = lookglass("lab", "replay", out)
    assert digest_in(ran) == recorded
    assert "Everything is as it was recorded." in ran.out
    other = lookglass("lab", "replay", out, "--set", "steady.method=none")
    assert digest_in(other) != recorded and "found again" not in other.err
    again = lookglass("lab", "replay", out, "--set", "crop.scale=1.8")
    assert digest_in(again) not in (recorded, digest_in(other))
    assert again.err.count("Faces are found again in its") == 1
    less = lookglass("lab", "replay", out, "--set", "glasses-round-gold.scale=1.1")
    assert digest_in(less) != recorded


def test_a_replay_writes_the_same_track_file_as_tracking_does(
    lookglass: Lookglass, clip: Path, tmp_path: Path
) -> None:
    recording, tracked, replayed = tmp_path / "a.lookglass", tmp_path / "t.npz", tmp_path / "r.npz"
    assert lookglass("lab", "record", clip, "-o", recording).code == 0
    assert lookglass("track", clip, "-o", tracked).code == 0
    ran = lookglass("lab", "replay", recording, "-o", replayed, "--json")
    assert ran.code == 0 and ran.document["digest"] == ran.document["recorded_digest"]
    with np.load(tracked) as one, np.load(replayed) as other:
        assert set(one.files) == set(other.files)
        for name in set(one.files) - {"ms", "meta"}:
            assert np.array_equal(one[name], other[name]), name
        assert json.loads(str(other["meta"]))["provider"] == "onnx"


def test_a_recording_can_be_tracked_and_recorded_again(
    lookglass: Lookglass, clip: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.lookglass", tmp_path / "b.lookglass"
    lookglass("lab", "record", clip, "--frames", "-o", first)
    assert lookglass("track", f"recording:{first}", "-o", tmp_path / "t.npz").code == 0
    digest = digest_in(lookglass("lab", "record", f"recording:{first}", "-o", second))
    assert digest_in(lookglass("lab", "replay", second)) == digest


def test_what_cannot_be_recorded_or_replayed_is_said(
    lookglass: Lookglass, clip: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.lookglass"
    for words, said in (
        (("record", "demo:face", "--reference", "-o", out), "is not a clip or a picture"),
        (("record", clip, "-o", clip), "is the source itself"),
        (("record", clip, "-o", tmp_path / "none" / "a"), "does not exist"),
        (("record", clip, "-o", out, "--set", "steady.methd=none"), "no knob 'methd'"),
        (("record", clip, "-o", out, "--frames", "--reference"), "not allowed with"),
        (("replay", clip), "is not a recording"),
        (("replay", tmp_path / "none"), "does not exist"),
    ):
        ran = lookglass("lab", *words)
        assert ran.code == 2 and said in ran.err and ran.err.count("\n") == 1, ran.err
    assert not out.exists()


def test_a_replay_refuses_a_knob_that_is_not_there(lookglass: Lookglass, clip: Path, tmp_path: Path) -> None:
    lookglass("lab", "record", clip, "-o", tmp_path / "a.lookglass")
    ran = lookglass("lab", "replay", tmp_path / "a.lookglass", "--set", "steady.beta=1")
    assert ran.code == 2 and "no knob 'beta'" in ran.err
    assert lookglass("lab", "replay", tmp_path / "a.lookglass", "--max-subjects", "2").code == 0


def test_nobody_to_be_seen_is_recorded_all_the_same(
    lookglass: Lookglass, empty_picture: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.lookglass"
    ran = lookglass("lab", "record", empty_picture, "-o", out)
    assert ran.code == 3 and "No face was found" in ran.err
    again = lookglass("lab", "replay", out)
    assert again.code == 3
    assert [line for line in ran.out.splitlines() if line.startswith("digest")] == [
        line for line in again.out.splitlines() if line.startswith("digest")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to one process alone")
def test_an_interrupted_recording_is_finished_and_kept(tmp_path: Path) -> None:
    """Ctrl+C is how a camera's recording ends."""
    out = tmp_path / "a.lookglass"
    command = [sys.executable, "-m", "app", "lab", "record", "demo:face", "-o", str(out)]
    environment = os.environ | {"LOOKGLASS_HOME": str(tmp_path)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as recording:
        while not out.exists() or out.stat().st_size < 300_000:
            assert recording.poll() is None
            time.sleep(0.02)
        recording.send_signal(signal.SIGINT)
        said, complained = recording.communicate(timeout=60)
    assert recording.returncode == 0, complained
    with open_recording(out) as opened:
        assert opened.complete and f"digest {opened.digest}" in said
