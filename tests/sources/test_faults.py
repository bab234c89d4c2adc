"""The fault source does what its script says, the same way every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.frame import Frame
from app.core.missing import Missing
from app.sources.faults import Corrupt, Cut, Drop, Event, FaultSource, Freeze, Gone, Jump, Resize, Show

EVENTS = st.one_of(
    st.builds(Show, st.integers(0, 4)),
    st.builds(Drop, st.integers(0, 4)),
    st.builds(Freeze, st.integers(0, 4)),
    st.builds(Corrupt, st.integers(0, 4)),
    st.builds(Gone, st.integers(0, 4)),
    st.builds(Jump, st.integers(-(10**10), 10**10)),
    st.builds(Cut),
    st.builds(Resize, st.integers(8, 40), st.integers(8, 40)),
)


def answers(script: list[Event]) -> list[Frame | Missing]:
    source = FaultSource(script)
    found: list[Frame | Missing] = []
    while (answer := source.read()) is not None:
        found.append(answer)
    return found


@given(st.lists(EVENTS, max_size=12))
def test_every_script_keeps_the_contract_of_frames(script: list[Event]) -> None:
    frames = [a for a in answers(script) if isinstance(a, Frame)]
    for before, after in zip(frames, frames[1:], strict=False):
        assert after.index > before.index
        assert after.epoch >= before.epoch
        assert after.epoch > before.epoch or after.t_ns > before.t_ns
        assert after.epoch > before.epoch or after.rgb.shape == before.rgb.shape
    assert len(frames) == FaultSource(script).info.frame_count


@given(st.lists(EVENTS, max_size=8))
def test_a_script_plays_the_same_way_every_time(script: list[Event]) -> None:
    for one, two in zip(answers(script), answers(script), strict=True):
        if isinstance(one, Frame) and isinstance(two, Frame):
            assert (one.epoch, one.t_ns, one.index) == (two.epoch, two.t_ns, two.index)
            assert np.array_equal(one.rgb, two.rgb)
        else:
            assert one == two


def test_each_fault_is_what_it_says() -> None:
    found = answers([Show(2), Drop(2), Show(), Freeze(), Corrupt(), Gone(2, "away"), Resize(20, 10), Show()])
    shown = [a for a in found if isinstance(a, Frame)]
    assert [f.index for f in shown] == [0, 1, 4, 5, 6, 9]
    assert np.array_equal(shown[2].rgb, shown[3].rgb)
    assert not np.array_equal(shown[3].rgb, shown[4].rgb)
    assert [a.reason for a in found if isinstance(a, Missing)] == ["away", "away"]
    assert [f.epoch for f in shown] == [0, 0, 0, 0, 0, 2]
    assert (shown[-1].width, shown[-1].height) == (20, 10)


def test_time_leaps_forward_within_an_epoch_and_backward_with_a_new_one() -> None:
    frames = [
        a for a in answers([Show(), Jump(10**9), Show(), Jump(-(10**9)), Show()]) if isinstance(a, Frame)
    ]
    assert [f.epoch for f in frames] == [0, 0, 1]
    assert frames[1].t_ns - frames[0].t_ns > 10**9 > frames[2].t_ns


def test_pictures_may_be_painted_by_the_test() -> None:
    source = FaultSource(
        [Show()], paint=lambda index, width, height: np.full((height, width, 3), 9, np.uint8)
    )
    frame = source.read()
    assert isinstance(frame, Frame) and frame.rgb.max() == 9
    with pytest.raises(ValueError, match="read-only"):
        frame.rgb[0] = 1
