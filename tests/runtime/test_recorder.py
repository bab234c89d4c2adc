"""A recording plays as it was seen, and is worth having at every moment: after a kill, on a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.scene import Scene
from app.runtime.pipeline import FrameResult
from app.runtime.recorder import LEAST_FREE_BYTES, Recorded, Recorder
from app.sinks.video import VideoSink

MS = 1_000_000
ROOT = Path(__file__).resolve().parents[2]
MOMENT = datetime(2026, 3, 1, 14, 5, 9)


def result_of(rgb: NDArray[np.uint8], t_ns: int, taken_ns: int, epoch: int = 0) -> FrameResult:
    frame = Frame.from_rgb(rgb, t_ns=t_ns, epoch=epoch)
    return FrameResult(frame, 0, (), (), Scene(frame), {}, "onnx", "CPU", taken_ns)


def show(recorder: Recorder, number: int, taken_ns: int, *, size: tuple[int, int] = (96, 64)) -> bool:
    """What the screen does with a look; the number is the picture's shade. False where it was not wanted."""
    width, height = size
    rgb = np.full((height, width, 3), number, np.uint8)
    result = result_of(rgb, t_ns=number * MS, taken_ns=taken_ns, epoch=number)
    if recorder.wants(result):
        recorder.take(result, rgb)
        return True
    return False


def wait(for_what: Callable[[], bool], timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not for_what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def read_back(path: Path) -> tuple[list[int], list[NDArray[np.uint8]]]:
    """Times in ms and pictures, by PyAV alone."""
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
        return [round(f.pts * f.time_base * 1000) for f in frames], [
            f.to_ndarray(format="rgb24") for f in frames
        ]


def ended(recorder: Recorder) -> Recorded:
    assert recorder.finish(20.0)
    return recorder.state


def test_pictures_come_back_with_the_times_at_which_they_were_seen(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, frame_rate=25.0, moment=MOMENT)
    began = time.monotonic_ns()
    gaps_ms = [0, 40, 80, 200, 233, 500]
    for number, gap_ms in enumerate(gaps_ms):
        assert show(recorder, 20 + 30 * number, began + gap_ms * MS)
    state = ended(recorder)
    assert state.path == tmp_path / "Lookglass 2026-03-01 14.05.09.mp4"
    assert (state.frames, state.dropped, state.problem, state.full) == (6, 0, "", False)
    assert state.bytes == state.path.stat().st_size > 0
    times, pictures = read_back(state.path)
    assert times[0] == 0
    assert max(abs(a - b) for a, b in zip(times, gaps_ms, strict=True)) <= 20  # `began` is a moment later
    shades = [int(picture[32, 48, 1]) for picture in pictures]
    assert max(abs(a - (20 + 30 * n)) for n, a in enumerate(shades)) <= 2


def test_never_over_another_recording(tmp_path: Path) -> None:
    for _ in range(2):
        recorder = Recorder(tmp_path, moment=MOMENT)
        show(recorder, 50, time.monotonic_ns())
        ended(recorder)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["Lookglass 2026-03-01 14.05.09 2.mp4", "Lookglass 2026-03-01 14.05.09.mp4"]


def test_without_a_picture_there_is_no_file(tmp_path: Path) -> None:
    state = ended(Recorder(tmp_path))
    assert state.path is None and list(tmp_path.iterdir()) == []


def test_a_pause_of_the_source_is_none_in_the_file(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    show(recorder, 40, time.monotonic_ns())
    recorder.hold(True)
    time.sleep(0.4)
    assert not show(recorder, 90, time.monotonic_ns())  # not even read back
    recorder.hold(False)
    show(recorder, 140, time.monotonic_ns())
    state = ended(recorder)
    times, pictures = read_back(state.path)  # type: ignore[arg-type]
    assert [round(int(p[0, 0, 0]) / 10) for p in pictures] == [4, 14]
    assert times[1] < 300
    assert state.dropped == 0, "nobody misses a picture of a pause"


def test_a_picture_that_stands_still_lasts_until_the_end(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    show(recorder, 40, time.monotonic_ns())
    time.sleep(2.2)
    recorder.stop()
    length_ms = recorder.state.length_ns // MS
    state = ended(recorder)
    times, _ = read_back(state.path)  # type: ignore[arg-type]
    assert 2 <= len(times) <= 4
    assert times[-1] > length_ms - 1100 and times[-1] > 1100


def test_another_size_is_fitted_into_the_first_one(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    began = time.monotonic_ns()
    show(recorder, 200, began, size=(96, 64))
    show(recorder, 201, began + 40 * MS, size=(64, 96))
    _, pictures = read_back(ended(recorder).path)  # type: ignore[arg-type]
    assert [p.shape for p in pictures] == [(64, 96, 3)] * 2
    assert pictures[1][32, 48, 0] > 190 and pictures[1][32, 4, 0] < 12


def test_what_the_encoder_has_no_time_for_is_counted_and_never_waited_for(tmp_path: Path) -> None:
    """Pictures of 3 MB come as fast as they can: far faster than anything encodes them."""
    recorder = Recorder(tmp_path)
    noise = np.random.default_rng(0).integers(0, 255, (4, 720, 1280, 3), dtype=np.uint8)
    kept = 0
    for number in range(120):
        rgb = noise[number % 4]
        result = result_of(rgb, t_ns=number, taken_ns=time.monotonic_ns())
        if recorder.wants(result):
            recorder.take(result, rgb)
            kept += 1
    state = ended(recorder)
    assert state.frames == kept
    assert state.dropped == 120 - kept > 0
    times, _ = read_back(state.path)  # type: ignore[arg-type]
    assert len(times) == kept


def test_a_folder_that_is_not_there_is_said_before_anything_begins(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        Recorder(tmp_path / "nowhere")


def test_a_killed_recording_keeps_all_but_the_last_two_seconds(tmp_path: Path) -> None:
    program = textwrap.dedent(f"""
        import sys, time
        sys.path.insert(0, {str(ROOT)!r})
        from pathlib import Path
        from tests.runtime.test_recorder import MS, Recorder, show
        recorder = Recorder(Path({str(tmp_path)!r}), frame_rate=25.0)
        for number in range(1000):
            show(recorder, number % 250, time.monotonic_ns())
            print(recorder.state.length_ns // MS, flush=True)
            time.sleep(0.04)
    """)
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        shown = []
        for line in writer.stdout:
            shown.append(int(line))
            if shown[-1] > 4000:
                writer.kill()
                break
    times, pictures = read_back(next(tmp_path.iterdir()))
    assert times[-1] > shown[-1] - 2000
    assert len(times) >= sum(at_ms < shown[-1] - 2000 for at_ms in shown)
    assert abs(int(pictures[10][0, 0, 0]) - 10) <= 2


def noisy(recorder: Recorder) -> Recorded:
    """Fills the disk: pictures that cannot be made small, until the recorder ends by itself."""
    random = np.random.default_rng(0)
    began = time.monotonic()
    while not recorder.state.ended:
        assert time.monotonic() < began + 60.0, "it never ended"
        rgb = random.integers(0, 255, (240, 320, 3), dtype=np.uint8)
        result = result_of(rgb, t_ns=time.monotonic_ns(), taken_ns=time.monotonic_ns())
        if recorder.wants(result):
            recorder.take(result, rgb)
        time.sleep(0.01)
    return recorder.state


def test_an_encoder_that_fails_again_at_its_end_still_ends_the_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("an unforeseen encoder")

    monkeypatch.setattr(VideoSink, "write", broken)
    monkeypatch.setattr(VideoSink, "close", broken)
    recorder = Recorder(tmp_path, moment=MOMENT)
    assert show(recorder, 1, time.monotonic_ns())
    assert ended(recorder).problem == "The recording ended: an unforeseen encoder."


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
def test_a_write_that_fails_ends_the_recording_and_what_there_is_can_be_seen(tmp_path: Path) -> None:
    program = textwrap.dedent(f"""
        import resource, signal, sys
        sys.path.insert(0, {str(ROOT)!r})
        from pathlib import Path
        from tests.runtime.test_recorder import Recorder, noisy
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (12_000_000, 12_000_000))
        state = noisy(Recorder(Path({str(tmp_path)!r})))
        print(state.frames, state.problem, sep="|")
    """)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    frames, problem = done.stdout.strip().split("|")
    assert "cannot be written" in problem and "is kept" in problem
    _, pictures = read_back(next(tmp_path.iterdir()))  # raises where the end is torn
    assert len(pictures) > int(frames) // 2


def test_a_disk_that_fills_up_ends_the_recording_while_there_is_room_to_finish_it(tmp_path: Path) -> None:
    """On a small file system of its own, where the person running the tests may make one."""
    made = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={LEAST_FREE_BYTES + (12 << 20)}", "tmpfs", str(tmp_path)],
            capture_output=True,
        )
        if sys.platform == "linux" and os.geteuid() == 0
        else None
    )
    if made is None or made.returncode != 0:
        pytest.skip("needs the right to mount a small file system (root on Linux)")
    try:
        state = noisy(Recorder(tmp_path))
        assert state.full
        assert state.path is not None and state.minutes_left < 1.0
        with av.open(str(state.path)) as container:
            shown = sum(1 for _ in container.decode(video=0))
        assert shown == state.frames > 0 or state.problem
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_the_minutes_that_are_left_follow_from_what_is_used() -> None:
    state = Recorded(free_bytes=LEAST_FREE_BYTES + 600_000_000, bytes_per_s=1e6)
    assert state.minutes_left == pytest.approx(10.0)
    assert Recorded().minutes_left == float("inf")
