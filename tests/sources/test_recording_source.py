"""A recording plays as it was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.ports import Source
from app.lab.recording import About
from app.runtime.arrivals import judge
from app.sources import kind_of, lasting, open_source
from app.sources.recorded_frames import reference_to
from app.sources.recording import RecordingSource
from app.store.recording_file import ChunkReader
from tests.lab.recordings import record_unseen
from tests.sources.conftest import numbered

ReadNumber = Callable[[NDArray[np.uint8]], int]
TIMES_MS = (0, 40, 80, 200, 240, 3000, 3040, 6100, 6140)


def frames(times_ms: tuple[int, ...] = TIMES_MS, *, epoch: int = 0, first: int = 0) -> Iterator[Frame]:
    for number, t_ms in enumerate(times_ms, first):
        yield Frame.from_rgb(numbered(number), t_ns=t_ms * 1_000_000, index=number, epoch=epoch)


def read_all(source: Source) -> list[Frame]:
    return [frame for frame in iter(source.read, None) if isinstance(frame, Frame)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.lookglass"
    record_unseen(path, frames())
    return path


def test_pictures_and_times_are_those_that_came(path: Path, read_number: ReadNumber) -> None:
    source = open_source(f"recording:{path}")
    shown = read_all(source)
    source.close()
    assert [frame.t_ns // 1_000_000 for frame in shown] == list(TIMES_MS)
    assert [read_number(frame.rgb) for frame in shown] == list(range(len(TIMES_MS)))
    assert {frame.epoch for frame in shown} == {0}


def test_every_picture_can_be_sought(path: Path, read_number: ReadNumber) -> None:
    source = RecordingSource(path)
    for number in (8, 0, 5, 3, 7):
        source.seek(TIMES_MS[number] * 1_000_000 + 1000)
        frame = source.read()
        assert isinstance(frame, Frame) and read_number(frame.rgb) == number
        assert frame.t_ns == TIMES_MS[number] * 1_000_000
    source.close()


def test_epochs_follow_one_another_on_one_line_of_time(tmp_path: Path, read_number: ReadNumber) -> None:
    path = tmp_path / "a.lookglass"
    record_unseen(path, [*frames((500, 540), epoch=2), *frames((0, 40), epoch=4, first=2)])
    source = RecordingSource(path)
    shown = read_all(source)
    source.close()
    assert [frame.t_ns // 1_000_000 for frame in shown] == [0, 40, 80, 120]
    assert [frame.epoch for frame in shown] == [0, 0, 1, 1]
    assert [read_number(frame.rgb) for frame in shown] == [0, 1, 2, 3]


def test_another_source_in_the_middle_may_have_another_size(tmp_path: Path) -> None:
    path = tmp_path / "a.lookglass"
    larger = [
        replace_rgb(frame, numbered(frame.index, 97, 61)) for frame in frames((0, 40), epoch=1, first=2)
    ]
    record_unseen(path, [*frames((0, 40)), *larger])
    source = RecordingSource(path)
    assert [(frame.width, frame.height) for frame in read_all(source)] == [(64, 48)] * 2 + [(97, 61)] * 2
    source.close()


def replace_rgb(frame: Frame, rgb: NDArray[np.uint8]) -> Frame:
    return Frame.from_rgb(rgb, t_ns=frame.t_ns, index=frame.index, epoch=frame.epoch)


def test_a_picture_that_stood_still_is_one_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.lookglass"
    record_unseen(path, [*frames((0, 40)), *frames((40, 40, 80), first=1)])
    source = RecordingSource(path)
    assert [frame.t_ns // 1_000_000 for frame in read_all(source)] == [0, 40, 80]
    source.close()


def test_it_is_known_by_its_content_whatever_its_name(path: Path, tmp_path: Path) -> None:
    renamed = path.rename(tmp_path / "b.dat")
    assert kind_of(str(renamed)) == kind_of(f"recording:{renamed}") == "recording"
    assert judge(renamed).use == "recording"
    assert lasting(f"recording:{renamed}") == str(renamed)
    source = open_source(str(renamed))
    assert isinstance(source, RecordingSource)
    source.close()


def test_a_reference_shows_the_frames_of_its_clip(
    tmp_path: Path, make_clip: Callable[..., Path], read_number: ReadNumber
) -> None:
    clip = make_clip(times_ms=[0, 40, 80, 120, 160])
    opened = open_source(str(clip))
    record_unseen(tmp_path / "a.lookglass", read_all(opened), About(str(clip), reference=reference_to(clip)))
    opened.close()
    assert (tmp_path / "a.lookglass").stat().st_size < 10_000
    source = RecordingSource(tmp_path / "a.lookglass")
    assert [read_number(frame.rgb) for frame in read_all(source)] == [0, 1, 2, 3, 4]
    source.seek(80_000_000)
    frame = source.read()
    assert isinstance(frame, Frame) and read_number(frame.rgb) == 2
    source.close()
    clip.unlink()
    with pytest.raises(UserError, match=r"refers to clip\.mp4"):
        RecordingSource(tmp_path / "a.lookglass")


def test_one_that_was_cut_short_plays_as_far_as_it_goes(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    counts = set()
    for length in range(len(whole) // 2, len(whole), 499):
        path.write_bytes(whole[:length])
        source = RecordingSource(path)
        counts.add(len(read_all(source)))
        source.close()
    assert len(counts) > 2 and max(counts) <= len(TIMES_MS)


def test_a_damaged_picture_ends_it_without_an_exception(path: Path) -> None:
    reader = ChunkReader(path)
    picture = [chunk for chunk in reader.chunks if chunk.kind == "PICT"][4]
    reader.close()
    content = bytearray(path.read_bytes())
    content[picture.offset + picture.size - 3] ^= 255
    path.write_bytes(content)
    source = RecordingSource(path)
    assert len(read_all(source)) == 4
    source.close()
