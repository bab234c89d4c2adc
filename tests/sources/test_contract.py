"""What every source promises, whatever it is: one test over all of them."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.frame import Frame
from app.core.missing import Missing
from app.core.ports import Seekable, Source
from app.sources import open_source
from app.sources.camera import CameraSource
from app.sources.devices import Mode
from app.sources.faults import Corrupt, Cut, Drop, FaultSource, Freeze, Gone, Jump, Resize, Show

MakeClip = Callable[..., Path]
ENOUGH = 60


class SteadyDevice:
    """A camera that gives a new picture every two milliseconds, at a claimed thirty a second."""

    def __init__(self) -> None:
        self._count = 0

    def configure(self, mode: Mode) -> Mode:
        return mode

    def read(self) -> NDArray[np.uint8]:
        time.sleep(0.002)
        self._count += 1
        return np.full((48, 64, 3), self._count % 256, np.uint8)

    def present(self) -> bool:
        return True

    def release(self) -> None:
        """Nothing is held."""


def _video(make_clip: MakeClip, tmp_path: Path) -> Source:
    return open_source(str(make_clip(times_ms=[0, 40, 80, 95, 200, 201, 400])))


def _looping_video(make_clip: MakeClip, tmp_path: Path) -> Source:
    return open_source(str(make_clip(times_ms=[0, 40, 80])), loop=True)


def _turned_video(make_clip: MakeClip, tmp_path: Path) -> Source:
    return open_source(str(make_clip(set_up=lambda stream: stream.set_display_rotation(90))))


def _gif(make_clip: MakeClip, tmp_path: Path) -> Source:
    pictures = [Image.new("RGB", (31, 17), (value, 0, 0)) for value in (10, 120, 250)]
    pictures[0].save(tmp_path / "a.gif", save_all=True, append_images=pictures[1:], duration=[100, 300, 50])
    return open_source(str(tmp_path / "a.gif"))


def _picture(make_clip: MakeClip, tmp_path: Path) -> Source:
    Image.new("RGBA", (31, 17), (10, 20, 30, 40)).save(tmp_path / "a.png")
    return open_source(str(tmp_path / "a.png"))


def _folder(make_clip: MakeClip, tmp_path: Path) -> Source:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a", "b", "c"):
        Image.new("RGB", (31, 17)).save(folder / f"{name}.png")
    return open_source(str(folder))


def _faults(make_clip: MakeClip, tmp_path: Path) -> Source:
    return FaultSource(
        [
            Show(3),
            Drop(2),
            Freeze(2),
            Jump(-(10**9)),
            Corrupt(2),
            Gone(2),
            Show(),
            Cut(),
            Resize(20, 30),
            Show(2),
        ]
    )


def _camera(make_clip: MakeClip, tmp_path: Path) -> Source:
    return CameraSource("Steady", SteadyDevice)


def _demo(make_clip: MakeClip, tmp_path: Path) -> Source:
    if importlib.util.find_spec("app.scenes.demo_face") is None:
        pytest.skip("the demo subject is not built yet")
    from app.scenes.demo_face import DemoFaceSource

    return DemoFaceSource()


def _recording(make_clip: MakeClip, tmp_path: Path) -> Source:
    """Of several epochs, with gaps."""
    from tests.lab.recordings import record_unseen

    def frames() -> Iterator[Frame]:
        times = [(3, 500), (3, 540), (3, 700), (5, 0), (5, 40), (7, 0)]
        for index, (epoch, t_ms) in enumerate(times):
            rgb = np.full((33, 65, 3), 20 * index, np.uint8)
            yield Frame.from_rgb(rgb, t_ns=t_ms * 1_000_000, index=index, epoch=epoch)

    record_unseen(tmp_path / "session.lookglass", frames())
    return open_source(f"recording:{tmp_path / 'session.lookglass'}")


SOURCES = [
    _video,
    _looping_video,
    _turned_video,
    _gif,
    _picture,
    _folder,
    _faults,
    _camera,
    _demo,
    _recording,
]


@pytest.fixture(params=SOURCES, ids=lambda make: make.__name__.strip("_"))
def source(request: pytest.FixtureRequest, make_clip: MakeClip, tmp_path: Path) -> Iterator[Source]:
    opened: Source = request.param(make_clip, tmp_path)
    yield opened
    opened.close()


def read_some(source: Source) -> tuple[list[Frame], bool]:
    """The first frames, and whether the source ended by itself. A camera may need a few reads."""
    frames: list[Frame] = []
    for _ in range(ENOUGH):
        answer = source.read()
        if answer is None:
            return frames, True
        if isinstance(answer, Missing):
            assert answer.reason
        else:
            frames.append(answer)
    return frames, False


def test_a_source_keeps_its_promises(source: Source) -> None:
    frames, ended = read_some(source)
    assert frames
    for frame in frames:
        assert frame.rgb.dtype == np.uint8 and frame.rgb.shape == (frame.height, frame.width, 3)
        assert frame.rgb.flags.c_contiguous and not frame.rgb.flags.writeable
        assert (frame.camera.width, frame.camera.height) == (frame.width, frame.height)
        assert frame.camera.fx > 0 and frame.camera.fy > 0
        assert isinstance(frame.t_ns, int) and frame.t_ns >= 0
    for before, after in zip(frames, frames[1:], strict=False):
        assert after.index > before.index
        assert after.epoch >= before.epoch
        assert after.t_ns > before.t_ns or after.epoch > before.epoch
    info = source.info
    assert info.name
    if not isinstance(source, FaultSource):
        assert (info.width, info.height) == (frames[-1].width, frames[-1].height)
    if ended:
        assert info.frame_count is None or info.frame_count == len(frames)
        assert source.read() is None
    if info.still:
        assert len({frame.epoch for frame in frames}) == len(frames)
    assert info.duration_ns is None or info.duration_ns > 0


def test_frames_stay_as_they_were_while_reading_goes_on(source: Source) -> None:
    first = next(answer for answer in iter(source.read, None) if isinstance(answer, Frame))
    copy = first.rgb.copy()
    for _ in range(5):
        source.read()
    assert np.array_equal(first.rgb, copy)


def test_a_seek_starts_a_new_epoch(source: Source) -> None:
    if not source.info.seekable:
        pytest.skip("cannot seek")
    assert isinstance(source, Seekable)
    frames, _ = read_some(source)
    wanted = frames[len(frames) // 2]
    source.seek(wanted.t_ns)
    frame = source.read()
    assert isinstance(frame, Frame)
    assert frame.t_ns == wanted.t_ns
    assert frame.epoch > frames[-1].epoch and frame.index > frames[-1].index
    assert np.array_equal(frame.rgb, wanted.rgb)


def test_close_may_come_twice_and_reading_afterwards_is_no_crash(source: Source) -> None:
    source.read()
    source.close()
    source.close()
    assert not isinstance(source.read(), Frame)
