"""Still when still, with the person when the person moves; and the One-Euro filter behind it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.core.params import controls_of
from app.stages.one_euro import one_euro
from app.stages.stabilise import METHODS, SteadyParams, SteadyState, stabilise

from .faces import FRAME, points_at, track_of

Points = NDArray[np.float32]
EVERY_METHOD = pytest.mark.parametrize("method", METHODS)


def play(
    frames: list[Points], times_ns: list[int] | None = None, *, method: str = "one-euro", **knobs: float
) -> list[Points]:
    params = replace(SteadyParams(method=method), **knobs)  # type: ignore[arg-type]
    state = SteadyState()
    smooth = []
    for i, points in enumerate(frames):
        t_ns = times_ns[i] if times_ns else i * FRAME
        (track,), state = stabilise(state, [track_of(points)], t_ns=t_ns, epoch=0, params=params)
        smooth.append(track.points)
    return smooth


def trembling(n: int, sigma_px: float = 0.12, size_px: float = 100.0) -> list[Points]:
    """The landmark network trembles so on a noisy still picture: 0.12 % of the face's size."""
    noise = np.random.default_rng(0).normal(0.0, sigma_px, (n, 478, 3)).astype(np.float32)
    return [points_at(300.0, 200.0, size_px) + noise[i] for i in range(n)]


def step_rms(frames: list[Points]) -> float:
    return float(np.sqrt((np.diff(np.array(frames), axis=0) ** 2).mean()))


@EVERY_METHOD
def test_a_constant_stays_exactly_that(method: str) -> None:
    still = points_at(300.0, 200.0)
    for points in play([still] * 20, method=method):
        np.testing.assert_array_equal(points, still)


def test_a_trembling_face_is_calmed_three_times() -> None:
    frames = trembling(90)
    assert step_rms(play(frames)[30:]) < step_rms(frames[30:]) / 3.0


def test_fast_motion_is_followed_within_half_a_frame() -> None:
    shift = [80.0 * np.sin(2.0 * np.pi * 1.0 * i * FRAME * 1e-9) for i in range(90)]
    frames = [points_at(300.0 + s, 200.0) for s in shift]
    smooth = np.array([p[:, 0].mean() for p in play(frames)])
    raw = np.array([p[:, 0].mean() for p in frames])
    speed = np.gradient(raw, FRAME * 1e-9)
    lag_s = float(((raw - smooth) * speed).sum() / (speed**2).sum())
    assert 0.0 <= lag_s < 0.5 * FRAME * 1e-9


def test_mediapipes_own_setting_is_the_later_one_in_fast_motion() -> None:
    frames = [points_at(300.0 + 80.0 * np.sin(0.2 * i), 200.0) for i in range(90)]

    def miss(method: str) -> float:
        return float(np.sqrt(np.mean((np.array(play(frames, method=method)) - np.array(frames)) ** 2)))

    assert miss("one-euro-mediapipe") > 2.0 * miss("one-euro")


@EVERY_METHOD
@pytest.mark.parametrize("scale", [0.25, 4.0])
def test_near_and_far_faces_are_steadied_alike(method: str, scale: float) -> None:
    frames = [points_at(300.0 + 2.0 * i, 200.0) + noise for i, noise in enumerate(_noise(40))]
    scaled = play([f * np.float32(scale) for f in frames], method=method)
    np.testing.assert_allclose(np.array(scaled) / scale, np.array(play(frames, method=method)), atol=2e-3)


@EVERY_METHOD
@settings(max_examples=20, deadline=None)
@given(origin_ns=st.integers(0, 10**15))
def test_the_origin_of_time_changes_nothing(method: str, origin_ns: int) -> None:
    frames = trembling(8)
    times = [i * FRAME for i in range(8)]
    shifted = play(frames, [origin_ns + t for t in times], method=method)
    np.testing.assert_array_equal(np.array(shifted), np.array(play(frames, times, method=method)))


def leaping(gaps_ms: list[int], seed: int) -> tuple[list[Points], list[int]]:
    """Faces anywhere and of any size, and their times."""
    rng = np.random.default_rng(seed)
    frames = [points_at(*rng.uniform(0, 2000, 2), rng.uniform(0.0, 500.0)) for _ in gaps_ms]
    return frames, [int(t) for t in np.cumsum(gaps_ms) * 1_000_000]


UNEVEN = {
    "gaps_ms": st.lists(st.integers(1, 5000), min_size=5, max_size=20),
    "seed": st.integers(0, 99),
}


@EVERY_METHOD
@settings(max_examples=30, deadline=None)
@given(**UNEVEN)
def test_however_odd_the_clock_points_stay_near_the_raw_ones(
    method: str, gaps_ms: list[int], seed: int
) -> None:
    """Never NaN, and never further out than the raw points have been by more than those are apart."""
    frames, times = leaping(gaps_ms, seed)
    smooth = np.array(play(frames, times, method=method))
    low, high = np.min(frames, axis=0), np.max(frames, axis=0)
    apart = np.float32(1e-3) + high - low
    assert np.isfinite(smooth).all()
    assert (smooth >= low - apart).all() and (smooth <= high + apart).all()


@pytest.mark.parametrize("method", [name for name in METHODS if name != "spring"])
@settings(max_examples=30, deadline=None)
@given(**UNEVEN)
def test_uneven_time_never_leads_beyond_the_raw_points(method: str, gaps_ms: list[int], seed: int) -> None:
    """A low-pass stays between where it was and what it is told; a spring has a momentum of its own."""
    frames, times = leaping(gaps_ms, seed)
    smooth = play(frames, times, method=method)
    for before, now, raw in zip(smooth, smooth[1:], frames[1:]):
        slack = 1e-3 + 1e-6 * np.abs(raw)
        assert (now >= np.minimum(before, raw) - slack).all()
        assert (now <= np.maximum(before, raw) + slack).all()


def test_half_the_frame_rate_calms_over_the_same_time() -> None:
    """Real dt: after a step both have come equally far after equal time, whatever the rate."""
    before, after = points_at(300.0, 200.0), points_at(300.5, 200.0)
    slow = play([before] * 2 + [after] * 10, [i * 2 * FRAME for i in range(12)], contour_beta=0.0)[-1]
    fast = play([before] * 3 + [after] * 20, [i * FRAME for i in range(23)], contour_beta=0.0)[-1]
    assert float(slow[10, 0] - fast[10, 0]) == pytest.approx(0.0, abs=0.06)


@pytest.mark.parametrize("t_ns, epoch", [(-FRAME, 0), (FRAME, 1)])
@EVERY_METHOD
def test_time_that_runs_backwards_or_a_new_epoch_resets(method: str, t_ns: int, epoch: int) -> None:
    params = SteadyParams(method=method)
    first = track_of(points_at(100.0, 100.0))
    _, state = stabilise(SteadyState(), [first], t_ns=0, epoch=0, params=params)
    moved = track_of(points_at(400.0, 100.0))
    (track,), _ = stabilise(state, [moved], t_ns=t_ns, epoch=epoch, params=params)
    np.testing.assert_array_equal(track.points, moved.raw)


@EVERY_METHOD
def test_a_paused_clip_stands_still(method: str) -> None:
    params = SteadyParams(method=method)
    state = SteadyState()
    for i, points in enumerate(trembling(5)):
        (track,), state = stabilise(state, [track_of(points)], t_ns=i * FRAME, epoch=0, params=params)
    again = track_of(points_at(301.0, 200.0))
    (after,), _ = stabilise(state, [again], t_ns=4 * FRAME, epoch=0, params=params)
    np.testing.assert_array_equal(after.points, track.points)


def test_another_method_starts_afresh_and_each_person_has_an_own_filter() -> None:
    two = [track_of(points_at(100.0, 100.0)), track_of(points_at(300.0, 100.0), track_id=7, column=1)]
    _, state = stabilise(SteadyState(), two, t_ns=0, epoch=0, params=SteadyParams())
    assert set(state.tracks) == {0, 7}
    moved = track_of(points_at(110.0, 100.0))
    (track,), state = stabilise(state, [moved], t_ns=FRAME, epoch=0, params=SteadyParams(method="none"))
    np.testing.assert_array_equal(track.points, moved.raw)
    assert set(state.tracks) == {0}


def test_a_held_track_keeps_its_last_smooth_points() -> None:
    params = SteadyParams()
    state = SteadyState()
    for i, points in enumerate(trembling(5)):
        (track,), state = stabilise(state, [track_of(points)], t_ns=i * FRAME, epoch=0, params=params)
    held = track_of(points_at(900.0, 900.0), present=False)
    (after,), _ = stabilise(state, [held], t_ns=6 * FRAME, epoch=0, params=params)
    np.testing.assert_array_equal(after.points, track.points)


def test_a_regions_knobs_reach_that_region_only() -> None:
    frames = trembling(10)
    plain, loose = play(frames)[-1], play(frames, lips_cutoff_hz=10.0, lips_beta=200.0)[-1]
    changed = np.flatnonzero((plain != loose).any(axis=1))
    assert 0 in changed and 13 in changed, "the middle of the lips"
    assert not {10, 33, 468, 105, 4} & set(changed.tolist()), "contour, eyes, irises, brows, nose"


def test_without_a_state_points_pass_as_they_are() -> None:
    points = points_at(5.0, 5.0)
    smooth, _ = one_euro(None, points, 0.0, min_cutoff_hz=1.0, beta=0.0)
    np.testing.assert_array_equal(smooth, points)


@pytest.mark.parametrize("name", list(controls_of(SteadyParams)))
def test_every_default_lies_in_its_range(name: str) -> None:
    default = getattr(SteadyParams(), name)
    assert controls_of(SteadyParams)[name].parse(default) == default


def _noise(n: int) -> Points:
    return np.random.default_rng(1).normal(0.0, 0.3, (n, 478, 3)).astype(np.float32)
