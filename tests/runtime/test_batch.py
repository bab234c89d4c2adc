from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.missing import Missing
from app.runtime.batch import DEPTH, frames, overlapped
from app.sources.faults import FaultSource, Gone, Show


def test_every_item_comes_out_once_and_in_order() -> None:
    taken: list[int] = []
    count = overlapped(iter(range(50)), lambda n: n * n, taken.append)
    assert taken == [n * n for n in range(50)]
    assert count == 50


def test_results_are_consumed_on_the_callers_thread() -> None:
    threads: set[int] = set()
    overlapped(iter(range(3)), lambda n: n, lambda _: threads.add(threading.get_ident()))
    assert threads == {threading.get_ident()}


def test_a_fault_of_the_source_reaches_the_caller_after_what_came_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise UserError("The clip ends in the middle.")

    taken: list[int] = []
    with pytest.raises(UserError, match="ends in the middle"):
        overlapped(items(), lambda n: n, taken.append)
    assert taken == [1]


def test_a_caller_who_gives_up_stops_the_threads() -> None:
    produced: list[int] = []

    def items() -> Iterator[int]:
        for number in range(10_000):
            produced.append(number)
            yield number

    def give_up(number: int) -> None:
        raise UserError("The disk is full.")

    with pytest.raises(UserError, match="disk is full"):
        overlapped(items(), lambda n: n, give_up)
    assert len(produced) <= 2 * DEPTH + 4


def test_a_caller_who_gives_up_is_not_held_by_a_source_with_nothing_to_give() -> None:
    class Stuck(FaultSource):
        def read(self) -> Frame | Missing | None:
            frame = super().read()
            time.sleep(0.01)
            return Missing("the camera is gone") if frame is None and not self._closed else frame

    source = Stuck([Show(1)])
    with closing(source), pytest.raises(KeyboardInterrupt):
        overlapped(frames(source), lambda frame: frame, lambda _: _interrupt())
    # The thread that the device holds ends with the source; the next test would find it otherwise.


def _interrupt() -> None:
    raise KeyboardInterrupt


def test_what_is_left_out_is_told_once() -> None:
    told: list[str] = []
    source = FaultSource([Show(1), Gone(3, "away"), Show(1), Gone(2, "away")])
    assert len(list(frames(source, told.append))) == 2
    assert told == ["away"]


def test_stretches_without_a_frame_are_left_out() -> None:
    source = FaultSource([Show(2), Gone(3), Show(2)])
    taken = list(frames(source))
    assert len(taken) == 4
    assert [frame.epoch for frame in taken] == [0, 0, 1, 1]
