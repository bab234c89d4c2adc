"""Times rise, and what already rises is left alone."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.sources.timestamps import RisingTimes, ns_from_pts, pts_from_ns

FRAME_NS = 40_000_000
TIMES = st.lists(st.none() | st.integers(-(10**12), 10**12), max_size=60)


@given(TIMES)
def test_whatever_a_container_says_times_rise(given_ns: list[int | None]) -> None:
    times = RisingTimes(FRAME_NS)
    answers = [times.next(t) for t in given_ns]
    assert all(a < b for a, b in zip(answers, answers[1:], strict=False))


@given(st.lists(st.integers(0, 10**12), unique=True, max_size=60))
def test_rising_times_are_not_touched(given_ns: list[int]) -> None:
    times = RisingTimes(FRAME_NS)
    assert [times.next(t) for t in sorted(given_ns)] == sorted(given_ns)
    assert times.repairs == 0


def test_a_missing_time_is_one_frame_after_the_last() -> None:
    times = RisingTimes(FRAME_NS)
    assert [times.next(t) for t in (0, None, 80_000_000)] == [0, FRAME_NS, 80_000_000]
    assert times.repairs == 1


def test_a_doubled_time_leaves_its_successor_alone() -> None:
    times = RisingTimes(FRAME_NS)
    assert [times.next(t) for t in (0, 0, FRAME_NS)] == [0, FRAME_NS // 2, FRAME_NS]


def test_a_clock_that_starts_again_goes_on_without_a_gap() -> None:
    times = RisingTimes(FRAME_NS)
    answers = [times.next(t) for t in (0, 2_000_000_000, 0, FRAME_NS)]
    assert answers == [0, 2_000_000_000, 2_000_000_000 + FRAME_NS, 2_000_000_000 + 2 * FRAME_NS]


@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from([Fraction(1, 25), Fraction(1, 12800), Fraction(1, 90000), Fraction(1001, 30000)]),
)
def test_ticks_survive_the_way_to_nanoseconds_and_back(pts: int, time_base: Fraction) -> None:
    t_ns = ns_from_pts(pts, time_base)
    assert abs(t_ns - pts * time_base * 10**9) <= Fraction(1, 2)
    assert pts_from_ns(t_ns + 1, time_base) == pts


def test_times_beyond_double_precision_stay_exact() -> None:
    assert ns_from_pts(9_007_199_254_740_993, Fraction(1, 10**9)) == 9_007_199_254_740_993
