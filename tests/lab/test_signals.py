"""Jitter and lag of signals whose jitter and lag are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.maths import Array
from app.core.missing import Missing
from app.lab.signals import jitter_rms, lag_s, slow_part


def times(seconds: float = 5.0, fps: float = 30.0, uneven: float = 0.0) -> Array:
    """Frame times; `uneven` is the share of an interval by which each is off."""
    rng = np.random.default_rng(4)
    count = round(seconds * fps)
    return np.asarray((np.arange(count) + uneven * rng.uniform(-0.5, 0.5, count)) / fps)


def swinging(t_s: Array) -> Array:
    """(n, 2) px: a head that turns to and fro, not periodically."""
    x = 60.0 * np.sin(2 * np.pi * 0.7 * t_s) + 15.0 * np.sin(2 * np.pi * 1.9 * t_s + 1.0)
    return np.stack([x, 8.0 * np.sin(2 * np.pi * 1.1 * t_s)], axis=1)


@pytest.mark.parametrize("uneven", [0.0, 0.6])
def test_white_noise_on_a_swaying_head_is_its_own_jitter(uneven: float) -> None:
    t_s = times(10.0, uneven=uneven)
    rng = np.random.default_rng(1)
    sway = 6.0 * np.sin(2 * np.pi * 0.15 * t_s)[:, None, None]
    points = sway + rng.normal(0.0, 0.5, (len(t_s), 60, 2))
    # Two axes of 0.5 px each; the slow part takes a 26th of white noise along at 30 frames a second.
    assert np.mean(jitter_rms(t_s, points)) == pytest.approx(np.sqrt(2) * 0.5, rel=0.05)


def test_a_sine_at_the_cutoff_keeps_seven_tenths_and_a_fast_one_all() -> None:
    t_s = times(20.0)
    for hz, kept in ((1.0, np.sqrt(0.5)), (5.0, 1.0), (0.1, 0.0122)):
        wave = np.sin(2 * np.pi * hz * t_s)
        left = wave - slow_part(t_s, wave)
        inside = (t_s > 2.0) & (t_s < 18.0)
        assert np.sqrt(2.0 * np.mean(left[inside] ** 2)) == pytest.approx(kept, abs=0.02)


@given(st.floats(-50, 50), st.floats(-200, 200), st.floats(0, 1e5))
def test_a_straight_movement_is_no_jitter_whenever_it_begins(
    speed: float, offset: float, begin: float
) -> None:
    t_s = times(3.0, uneven=0.8)
    line = (offset + speed * t_s)[:, None, None] * np.ones((1, 3, 2))
    assert np.all(jitter_rms(t_s + begin, line) < 1e-4)


@pytest.mark.parametrize("lag_ms", [0.0, 7.0, 16.0, 33.3, 80.0])
@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_a_known_lag_is_found_to_a_fraction_of_a_frame(lag_ms: float, fps: float) -> None:
    t_s = times(6.0, fps, uneven=0.2)
    found = lag_s(t_s, swinging(t_s), swinging(t_s - lag_ms * 1e-3))
    assert not isinstance(found, Missing)
    assert found * 1e3 == pytest.approx(lag_ms, abs=2.0)


def test_noise_and_an_offset_do_not_move_the_lag() -> None:
    t_s = times(6.0)
    rng = np.random.default_rng(2)
    raw = swinging(t_s) + rng.normal(0.0, 0.3, (len(t_s), 2))
    found = lag_s(t_s, raw, swinging(t_s - 0.04) + 25.0)
    assert not isinstance(found, Missing) and found == pytest.approx(0.04, abs=0.003)


def test_what_does_not_move_has_no_lag() -> None:
    t_s = times(5.0)
    rng = np.random.default_rng(3)
    still = rng.normal(0.0, 0.3, (2, len(t_s), 2))
    assert isinstance(lag_s(t_s, still[0], still[1]), Missing)
    assert isinstance(lag_s(t_s[:5], still[0][:5], still[1][:5]), Missing)
