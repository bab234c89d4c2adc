"""Writing on a thread: everything arrives, in order, and a problem reaches whoever writes."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.errors import UserError
from app.sinks import BehindSink, open_sink


class Broken:
    """A sink whose disk is full after two pictures."""

    paths: tuple[Path, ...] = ()

    def __init__(self) -> None:
        self.times: list[int] = []
        self.closed = 0

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None:
        if len(self.times) == 2:
            raise UserError("The disk is full.")
        self.times.append(t_ns)

    def close(self) -> None:
        self.closed += 1


def grey(level: int) -> NDArray[np.uint8]:
    return np.full((8, 8, 3), level, np.uint8)


def test_every_picture_is_written_in_order_before_close_returns(tmp_path: Path) -> None:
    sink = BehindSink(open_sink(tmp_path / "out.png", frame_rate=None, size=(8, 8), frame_count=None))
    for level in range(9):
        sink.write(grey(level * 20), t_ns=level)
    sink.close()
    sink.close()
    levels = [int(np.array(Image.open(path))[0, 0, 0]) for path in sink.paths]
    assert levels == [level * 20 for level in range(9)]


def test_a_full_disk_is_told_once_and_the_sink_is_closed() -> None:
    broken = Broken()
    sink = BehindSink(broken)
    with pytest.raises(UserError, match="disk is full"):
        for number in range(50):
            sink.write(grey(0), t_ns=number)
    sink.close()
    assert broken.times == [0, 1]
    assert broken.closed == 1
    assert not [thread for thread in threading.enumerate() if thread.name == "lookglass-encode"]


def test_a_problem_with_the_last_picture_is_told_by_close() -> None:
    sink = BehindSink(Broken())
    for number in range(3):
        sink.write(grey(0), t_ns=number)
    with pytest.raises(UserError, match="disk is full"):
        sink.close()


def test_the_first_problem_is_told_even_where_closing_fails_too() -> None:
    class Unfinished(Broken):
        def close(self) -> None:
            raise UserError("The file cannot be finished.")

    sink = BehindSink(Unfinished())
    for number in range(3):
        sink.write(grey(0), t_ns=number)
    with pytest.raises(UserError, match="disk is full"):
        sink.close()
