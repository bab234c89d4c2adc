"""The time in a recording: as it was seen, without the pauses."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.frame import Frame
from app.runtime.file_clock import FileClock

MS = 1_000_000


def frame(t_ms: float, epoch: int = 0) -> Frame:
    return Frame.from_rgb(np.zeros((2, 2, 3), np.uint8), t_ns=round(t_ms * MS), epoch=epoch)


def places(clock: FileClock, *seen: tuple[float, float, int]) -> list[float | None]:
    """(source's ms, monotonic ms, epoch) each, to ms of the file."""
    found = [clock.place(frame(t_ms, epoch), round(taken_ms * MS)) for t_ms, taken_ms, epoch in seen]
    return [None if at is None else at / MS for at in found]


def test_an_even_clip_stays_even_though_its_thread_wakes_late() -> None:
    clock = FileClock(1000 * MS)
    assert places(clock, (0, 1002, 0), (40, 1041, 0), (80, 1089, 0), (120, 1123, 0)) == [0, 40, 80, 120]


def test_half_the_speed_takes_twice_the_time() -> None:
    clock = FileClock(1000 * MS)
    assert places(clock, (0, 1000, 0), (40, 1080, 0), (80, 1160, 0)) == [0, 80, 160]


def test_a_pause_takes_no_time_and_nothing_of_it_is_kept() -> None:
    clock = FileClock(0)
    assert places(clock, (0, 0, 0), (40, 40, 0)) == [0, 40]
    clock.hold(60 * MS)
    assert places(clock, (40, 2000, 0), (900, 3000, 1)) == [None, None]
    assert clock.now(4000 * MS) == 60 * MS
    clock.go_on(5060 * MS)
    assert places(clock, (0, 5000, 2), (80, 5081, 2), (120, 5121, 2)) == [None, 81, 121]
    assert clock.now(5160 * MS) == 160 * MS


def test_in_a_pause_the_first_picture_is_there_all_the_same() -> None:
    clock = FileClock(0)
    clock.hold(0)
    assert places(clock, (700, 5, 3), (700, 900, 3)) == [0, None]


def test_a_seek_and_a_camera_that_came_back_keep_the_time_that_passed() -> None:
    clock = FileClock(0)
    assert places(clock, (0, 0, 0), (9000, 130, 1), (9040, 170, 1), (0, 3170, 2)) == [0, 130, 170, 3170]


@pytest.mark.parametrize("taken_ms", [10, 40, 39.9])
def test_times_rise_whatever_comes(taken_ms: float) -> None:
    clock = FileClock(0)
    first, second, third = places(clock, (0, 0, 0), (40, 40, 0), (40, taken_ms, 1))
    assert first is not None and second is not None and third is not None
    assert first < second < third
