"""Scores of tracks whose errors are known."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from app.core.maths import Array
from app.core.missing import Missing
from app.lab.face_frame import SCORED
from app.lab.scores import Figure, Scores, score
from tests.lab.scored import FACE_PX, MM_PER_PX, moved, times, track_of, truth_of


def scored(t_s: Array, truth: Array, seen: Array, **changes: Any) -> Scores:
    found = score(track_of(t_s, seen, **changes), truth_of(t_s, truth))
    assert not isinstance(found, Missing)
    return found


def sway(t_s: Array, speed: float) -> Array:
    """px to the side; the steepest place has `speed` face widths a second."""
    reach = 0.27 * FACE_PX
    return np.asarray(reach * np.sin(speed * FACE_PX / reach * t_s))


@pytest.mark.parametrize("uneven", [0.0, 0.5])
def test_white_noise_is_its_own_jitter_and_error(uneven: float) -> None:
    t_s = times(8.0, uneven=uneven)
    truth = moved(t_s)
    found = scored(t_s, truth, truth + np.random.default_rng(1).normal(0.0, 0.2, truth.shape))
    rms_px = 0.2 * np.sqrt(2.0)
    everywhere = found.regions["all"]
    assert everywhere.error.px == pytest.approx(rms_px, rel=0.02)
    assert everywhere.error.percent == pytest.approx(100.0 * rms_px / FACE_PX, rel=0.02)
    assert everywhere.error.mm == pytest.approx(rms_px * MM_PER_PX, rel=0.02)
    # The slow part takes some of white noise along: a 26th of its power, and more near the ends.
    assert everywhere.jitter.px == pytest.approx(0.96 * rms_px, rel=0.02)
    assert everywhere.flicker.px == pytest.approx(rms_px * np.sqrt(2.0), rel=0.02)
    assert 3.0 * rms_px < everywhere.peak.px < 6.0 * rms_px


def test_a_slow_drift_is_an_error_and_no_jitter() -> None:
    t_s = times(20.0)
    truth = moved(t_s)
    wave = np.sin(2 * np.pi * 0.1 * t_s)[:, None, None] * np.array([1.0, 0.0])
    found = scored(t_s, truth, truth + wave)
    assert found.regions["all"].error.px == pytest.approx(np.sqrt(0.5), rel=0.02)
    assert found.regions["all"].jitter.px < 0.05


def test_a_constant_bias_in_the_faces_own_frame_counts_for_nothing() -> None:
    t_s = times(5.0)
    roll, scale = 0.4 * np.sin(2 * t_s), 1.0 + 0.3 * np.sin(1.5 * t_s)
    truth = moved(t_s, x=sway(t_s, 1.0), roll_rad=roll, scale=scale)
    bias = np.random.default_rng(2).normal(0.0, 5.0, (478, 2))
    turn = (scale * np.exp(1j * roll))[:, None] * (bias[:, 0] + 1j * bias[:, 1])[None, :]
    found = scored(t_s, truth, truth + np.stack([turn.real, turn.imag], axis=-1))
    for region in found.regions.values():
        assert region.error.px < 1e-6 and region.peak.px < 1e-6
    assert found.lag_ms == pytest.approx(0.0, abs=1e-3)
    assert found.face_px == pytest.approx(FACE_PX, rel=0.2)


@pytest.mark.parametrize("lag_ms", [-3.0, 0.0, 1.3, 9.0, 33.3, 80.0])
@pytest.mark.parametrize("speed", [0.5, 2.3])
@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_a_known_delay_is_the_lag_to_a_fifth_of_a_millisecond(
    lag_ms: float, speed: float, fps: float
) -> None:
    t_s = times(5.0, fps, uneven=0.3)
    late = t_s - lag_ms * 1e-3
    truth, seen = (moved(at, x=sway(at, speed), roll_rad=0.03 * np.sin(2 * at)) for at in (t_s, late))
    found = scored(t_s, truth, seen)
    assert found.lag_ms == pytest.approx(lag_ms, abs=0.2)
    assert found.regions["lips"].lag_ms == pytest.approx(lag_ms, abs=0.2)
    if speed > 1.0 and fps == 30.0:
        for at_speed in found.lag_at.values():
            assert at_speed == pytest.approx(lag_ms, abs=0.3)


def test_noise_and_a_bias_do_not_move_the_lag() -> None:
    t_s = times(5.0)
    rng = np.random.default_rng(3)
    truth = moved(t_s, x=sway(t_s, 0.5))
    seen = (
        moved(t_s, x=sway(t_s - 0.004, 0.5))
        + rng.normal(0.0, 0.6, truth.shape)
        + rng.normal(0.0, 3.0, (478, 2))
    )
    assert scored(t_s, truth, seen).lag_ms == pytest.approx(4.0, abs=0.2)


def test_what_holds_still_has_no_lag() -> None:
    t_s = times(5.0)
    truth = moved(t_s)
    found = scored(t_s, truth, truth + np.random.default_rng(3).normal(0.0, 0.3, truth.shape))
    assert isinstance(found.lag_ms, Missing)
    assert all(isinstance(lag, Missing) for lag in found.lag_at.values())
    assert isinstance(found.overshoot, Missing)


def test_talking_lips_have_an_error_of_their_own() -> None:
    t_s = times(5.0)
    truth = moved(t_s)
    seen = truth.copy()
    seen[:, SCORED["lips"], 1] += np.sin(2 * np.pi * 4.0 * t_s)[:, None]
    found = scored(t_s, truth, seen)
    assert found.regions["lips"].jitter.px == pytest.approx(np.sqrt(0.5), rel=0.02)
    for name in ("contour", "brows", "irises"):
        assert found.regions[name].error.px < 1e-9


def test_the_share_of_a_face_does_not_depend_on_its_size() -> None:
    t_s = times(4.0)
    small, large = moved(t_s, scale=0.5), moved(t_s, scale=2.0)
    noise = np.random.default_rng(5).normal(0.0, 0.2, small.shape)
    near, far = (
        scored(t_s, at, at + k * noise).regions["all"].error for at, k in ((large, 2.0), (small, 0.5))
    )
    assert near.percent == pytest.approx(far.percent) and near.px == pytest.approx(4.0 * far.px)


def test_covered_points_and_frames_without_a_face_are_left_out() -> None:
    t_s = times(4.0)
    truth = moved(t_s)
    seen = truth.copy()
    seen[40:50], seen[:, 61] = 0.0, 0.0
    present = np.ones(len(t_s), np.bool_)
    present[40:50] = False
    known = truth_of(t_s, truth)
    known.valid[:, 61] = False
    found = score(track_of(t_s, seen, present=present), known)
    assert isinstance(found, Scores)
    assert found.regions["all"].error.px < 1e-6
    assert found.losses.frames == 10 and found.losses.gaps == 1
    assert found.losses.reacquire_ms == pytest.approx(10 / 30 * 1e3, abs=0.1)


def test_nothing_found_is_missing_and_never_nan() -> None:
    t_s = times(2.0)
    truth = moved(t_s)
    nobody = np.zeros(len(t_s), np.bool_)
    assert isinstance(score(track_of(t_s, truth, present=nobody), truth_of(t_s, truth)), Missing)
    once = nobody.copy()
    once[10:12] = True
    found = score(track_of(t_s, truth, present=once), truth_of(t_s, truth))
    assert isinstance(found, Scores)
    for region in found.regions.values():
        for one in fields(region):
            figure = getattr(region, one.name)
            assert isinstance(figure, Missing) or np.isfinite([figure.percent, figure.px, figure.mm]).all()
            assert not isinstance(figure, Figure) or figure.percent == pytest.approx(0.0, abs=1e-9)
