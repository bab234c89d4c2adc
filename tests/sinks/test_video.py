"""What is written can be read: every frame, its time, its colours; also after a crash and on a full disk."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.core.errors import UserError
from app.sinks import open_sink
from app.sinks.video import LIVE, THOROUGH, Pace, VideoSink
from app.sources import open_source

MS = 1_000_000
ROOT = Path(__file__).resolve().parents[2]


def numbered(index: int, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """A picture in which `index` can be read back after lossy coding."""
    bits = [(index >> bit) & 1 for bit in range(8)]
    row = np.repeat(np.array(bits, np.uint8) * 200 + 20, -(-width // 8))[:width]
    return np.ascontiguousarray(np.broadcast_to(row[None, :, None], (height, width, 3)))


def number_of(rgb: NDArray[np.uint8]) -> int:
    width = rgb.shape[1]
    return sum(int(rgb[rgb.shape[0] // 2, (2 * b + 1) * width // 16, 1] > 120) << b for b in range(8))


def read_back(path: Path) -> tuple[list[int], list[NDArray[np.uint8]]]:
    """Times in ns and pictures, by PyAV alone."""
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
        times = [round(f.pts * f.time_base * 10**9) for f in frames]
        return times, [f.to_ndarray(format="rgb24") for f in frames]


@pytest.mark.parametrize("ending", ["mp4", "mkv", "mov"])
def test_every_frame_is_there_with_its_own_time(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    times_ms = [0, 40, 80, 95, 200, 201, 400, 1000, 6033]
    sink = open_sink(path, frame_rate=25.0, size=(64, 48))
    for index, t_ms in enumerate(times_ms):
        sink.write(numbered(index), t_ns=t_ms * MS)
    sink.close()
    times, pictures = read_back(path)
    assert times == [t * MS for t in times_ms]
    assert [number_of(p) for p in pictures] == list(range(len(times_ms)))


@pytest.mark.parametrize("rate", [10.0, 12.5, 23.976, 24.0, 25.0, 29.97, 30.0, 59.94, 60.0, 144.0])
def test_an_even_rate_stays_even(tmp_path: Path, rate: float) -> None:
    path = tmp_path / "out.mp4"
    sink = open_sink(path, frame_rate=rate, size=(64, 48))
    given_ns = [round(i * 1e9 / rate) for i in range(40)]
    for index, t_ns in enumerate(given_ns):
        sink.write(numbered(index), t_ns=t_ns)
    sink.close()
    times, _ = read_back(path)
    assert max(abs(a - b) for a, b in zip(times, given_ns, strict=True)) <= 1000
    with av.open(str(path)) as container:
        assert float(container.streams.video[0].average_rate) == pytest.approx(rate, rel=1e-4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gaps_us=st.lists(st.integers(-5_000_000, 5_000_000), min_size=1, max_size=30),
    start_ns=st.integers(0, 10**13),
    rate=st.sampled_from([None, 10.0, 29.97, 30.0, 7.3]),
)
def test_whatever_the_times_no_frame_is_lost(tmp_path: Path, gaps_us: list[int], start_ns: int, rate) -> None:
    path = tmp_path / "out.mkv"
    sink = open_sink(path, frame_rate=rate, size=(16, 16))
    given_ns = [start_ns]
    for gap_us in gaps_us:
        given_ns.append(given_ns[-1] + gap_us * 1000)
    for index, t_ns in enumerate(given_ns):
        sink.write(np.full((16, 16, 3), index, np.uint8), t_ns=t_ns)
    sink.close()
    times, _ = read_back(path)
    assert len(times) == len(given_ns)
    assert times[0] == 0 and all(a < b for a, b in zip(times, times[1:], strict=False))
    for i, gap_us in enumerate(gaps_us):
        if gap_us > 3000:  # Matroska counts milliseconds
            crowded = sum(0 < gap < 3000 for gap in gaps_us)
            assert abs(times[i + 1] - times[i] - gap_us * 1000) <= 1_100_000 * (1 + crowded)


def test_a_new_epoch_follows_one_frame_after_the_last(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    sink = open_sink(path, frame_rate=25.0, size=(64, 48))
    for index, t_ms in enumerate([500, 540, 0, 40, 40]):
        sink.write(numbered(index), t_ns=t_ms * MS)
    sink.close()
    times, _ = read_back(path)
    assert [t // MS for t in times] == [0, 40, 80, 120, 160]


@pytest.mark.parametrize("size", [(63, 48), (64, 47), (33, 31), (1, 1)])
def test_odd_sizes_keep_every_pixel(tmp_path: Path, size: tuple[int, int]) -> None:
    width, height = size
    path = tmp_path / "out.mp4"
    rgb = np.full((height, width, 3), (200, 60, 60), np.uint8)
    sink = open_sink(path, frame_rate=25.0, size=size)
    for i in range(3):
        sink.write(rgb, t_ns=i * 40 * MS)
    sink.close()
    _, pictures = read_back(path)
    assert pictures[0].shape == (height + height % 2, width + width % 2, 3)
    assert np.abs(pictures[1].astype(int) - (200, 60, 60)).max() <= 6


@pytest.mark.parametrize("pace", [THOROUGH, LIVE])
def test_a_colour_is_written_right_within_two_of_255(tmp_path: Path, pace: Pace) -> None:
    """Read back by the arithmetic of BT.709 itself (items 3 and 4): readers round more or less well."""
    colours = np.random.default_rng(1).integers(0, 256, (300, 3))
    colours[:8] = [[r, g, b] for r in (0, 255) for g in (0, 255) for b in (0, 255)]
    patches = np.repeat(np.repeat(colours.reshape(15, 20, 3), 32, axis=0), 32, axis=1).astype(np.uint8)
    sink = VideoSink(tmp_path / "out.mp4", frame_rate=25.0, size=(640, 480), pace=pace)
    for i in range(4):
        sink.write(patches, t_ns=i * 40 * MS)
    sink.close()
    with av.open(str(tmp_path / "out.mp4")) as container:
        planes = list(container.decode(video=0))[2].to_ndarray().astype(float)
    y = (planes[:480][16::32, 16::32] - 16) * 255 / 219
    chroma = (planes[480:].reshape(2, 240, 320)[:, 8::16, 8::16] - 128) * 255 / 224
    cb, cr = chroma
    rgb = np.stack([y + 1.5748 * cr, y - 0.187324 * cb - 0.468124 * cr, y + 1.8556 * cb], axis=-1)
    assert np.abs(np.clip(np.rint(rgb), 0, 255) - colours.reshape(15, 20, 3)).max() <= 2


@pytest.mark.parametrize(
    "colour",
    [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128), (180, 40, 60)],
)
@pytest.mark.parametrize("size", [(64, 48), (1280, 720)])
def test_colours_come_back(tmp_path: Path, colour, size: tuple[int, int]) -> None:
    path = tmp_path / "out.mp4"
    sink = open_sink(path, frame_rate=25.0, size=size)
    sink.write(np.full((size[1], size[0], 3), colour, np.uint8), t_ns=0)
    sink.close()
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        tags = (frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range)
        assert tags == (1, 1, 1, 1)  # BT.709, limited range
        assert np.abs(frame.to_ndarray(format="rgb24")[5, 5].astype(int) - colour).max() <= 4


def test_a_file_says_nothing_of_who_made_it_where_or_when(tmp_path: Path) -> None:
    sink = open_sink(tmp_path / "out.mp4", frame_rate=25.0, size=(64, 48))
    sink.write(numbered(1), t_ns=0)
    sink.close()
    with av.open(str(tmp_path / "out.mp4")) as container:
        said = {**container.metadata, **container.streams.video[0].metadata}
    assert set(said) <= {"major_brand", "minor_version", "compatible_brands", "encoder", "handler_name",
                         "vendor_id", "language"}  # fmt: skip
    assert not said["encoder"].startswith("/")


def test_the_picture_looks_like_the_one_given(tmp_path: Path) -> None:
    y, x = np.mgrid[:240, :320]
    planes = (128 + 100 * np.sin(x / 30), 128 + 100 * np.sin(y / 20), 128 + 100 * np.cos((x + y) / 40))
    rgb = np.stack(planes, axis=-1).astype(np.uint8)
    sink = open_sink(tmp_path / "out.mp4", frame_rate=25.0, size=(320, 240))
    for i in range(5):
        sink.write(rgb, t_ns=i * 40 * MS)
    sink.close()
    _, pictures = read_back(tmp_path / "out.mp4")
    error = pictures[3].astype(float) - rgb
    assert 10 * np.log10(255**2 / np.mean(error**2)) > 38


def test_a_picture_of_another_size_is_fitted_in(tmp_path: Path) -> None:
    sink = open_sink(tmp_path / "out.mp4", frame_rate=25.0, size=(64, 48))
    sink.write(np.full((48, 64, 3), 200, np.uint8), t_ns=0)
    sink.write(np.full((200, 100, 3), 200, np.uint8), t_ns=40 * MS)
    sink.close()
    _, pictures = read_back(tmp_path / "out.mp4")
    assert pictures[1].shape == (48, 64, 3)
    assert pictures[1][24, 32, 0] > 190 and pictures[1][24, 4, 0] < 12


def test_read_only_and_sliced_pictures_are_taken(tmp_path: Path) -> None:
    rgb = np.repeat(numbered(5, 128), 1, axis=0)
    rgb.flags.writeable = False
    sink = open_sink(tmp_path / "out.mp4", frame_rate=25.0, size=(64, 48))
    sink.write(rgb[:, ::2], t_ns=0)
    sink.close()
    _, pictures = read_back(tmp_path / "out.mp4")
    assert number_of(pictures[0]) == 5


def test_a_wrong_array_is_an_error_of_the_caller(tmp_path: Path) -> None:
    sink = open_sink(tmp_path / "out.mp4", frame_rate=25.0, size=(64, 48))
    with pytest.raises(ValueError, match=r"expected \(height, width, 3\) uint8"):
        sink.write(np.zeros((48, 64, 4), np.uint8), t_ns=0)
    sink.close()


def test_without_a_frame_no_file_is_made_and_an_old_one_is_left_alone(tmp_path: Path) -> None:
    open_sink(tmp_path / "new.mp4", frame_rate=25.0, size=(64, 48)).close()
    assert not (tmp_path / "new.mp4").exists()
    (tmp_path / "old.mp4").write_bytes(b"old")
    sink = open_sink(tmp_path / "old.mp4", frame_rate=25.0, size=(64, 48))
    sink.close()
    sink.close()
    assert (tmp_path / "old.mp4").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["out.xyz", "out", "missing/out.mp4", "folder.mp4", "out.gif"])
def test_what_cannot_be_written_is_said_before_work_begins(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.mp4").mkdir()
    with pytest.raises(UserError, match=Path(name).name) as caught:
        open_sink(tmp_path / name, frame_rate=25.0, size=(64, 48))
    assert "\n" not in str(caught.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.mp4"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
@pytest.mark.parametrize(("limit", "left"), [(1000, False), (2_000_000, True)])
def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path, limit: int, left: bool) -> None:
    """A limit on the size of files fails as a full disk does; a file without a frame is taken away."""
    program = textwrap.dedent(f"""
        import resource, sys
        import numpy as np
        from app.core.errors import UserError
        from app.sinks import open_sink
        sink = open_sink({str(tmp_path / "out.mp4")!r}, frame_rate=25.0, size=(320, 240))
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        random = np.random.default_rng(0)
        try:
            for i in range(200):
                sink.write(random.integers(0, 90, (240, 320, 3), dtype=np.uint8), t_ns=i * 40_000_000)
            sink.close()
        except UserError as problem:
            print(problem)
            sys.exit(2)
    """)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2, done.stderr
    assert "out.mp4 cannot be written" in done.stdout and done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    if left:
        source = open_source(str(tmp_path / "out.mp4"))
        assert source.read() is not None
        source.close()


@pytest.mark.parametrize("ending", ["mp4", "mkv"])
def test_a_killed_recording_keeps_all_but_the_last_second(tmp_path: Path, ending: str) -> None:
    program = textwrap.dedent(f"""
        import numpy as np
        from app.sinks import open_sink
        sink = open_sink({str(tmp_path / f"out.{ending}")!r}, frame_rate=25.0, size=(160, 120))
        random = np.random.default_rng(0)
        for i in range(10_000):
            sink.write(random.integers(0, 60, (120, 160, 3), dtype=np.uint8), t_ns=i * 40_000_000)
            print(i, flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        written = next(int(line) for line in writer.stdout if int(line) >= 150)
        writer.kill()
    times, _ = read_back(tmp_path / f"out.{ending}")
    assert len(times) >= written - 30
    assert times[:3] == [0, 40 * MS, 80 * MS]


def test_the_fallback_encoder_writes_too(tmp_path: Path) -> None:
    """As where FFmpeg was built without x264."""
    sink = VideoSink(tmp_path / "out.mp4", frame_rate=25.0, size=(64, 48), encoder="mpeg4")
    for index in range(6):
        sink.write(numbered(index), t_ns=index * 40 * MS)
    sink.close()
    times, pictures = read_back(tmp_path / "out.mp4")
    assert times == [i * 40 * MS for i in range(6)]
    assert [number_of(p) for p in pictures] == list(range(6))


def test_a_slow_recording_can_be_sought_every_two_seconds(tmp_path: Path) -> None:
    path = tmp_path / "slow.mp4"
    sink = VideoSink(path, frame_rate=30.0, size=(64, 48), pace=LIVE)
    for index in range(40):  # six frames a second instead of thirty
        sink.write(np.full((48, 64, 3), 5 * index, np.uint8), t_ns=index * 160_000_000)
    sink.close()
    with av.open(str(path)) as container:
        keys = [frame.time for frame in container.decode(video=0) if frame.key_frame]
    assert len(keys) >= 3
    assert max(b - a for a, b in zip(keys, keys[1:])) < 2.2
