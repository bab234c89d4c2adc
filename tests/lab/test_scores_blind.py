"""Scores of tracks of which nobody knows the truth."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.maths import Array
from app.core.missing import Missing
from app.lab.scores import Scores, score_without_truth
from tests.lab.scored import FACE_PX, moved, times, track_of


def head(t_s: Array) -> Array:
    """A head that sways, turns in the picture and comes nearer."""
    return moved(
        t_s,
        x=50.0 * np.sin(2.1 * t_s),
        y=9.0 * np.sin(3.3 * t_s),
        roll_rad=0.2 * np.sin(1.7 * t_s),
        scale=1.0 + 0.15 * np.sin(1.1 * t_s),
    )


def scored(t_s: Array, shown: Array, raw: Array) -> Scores:
    found = score_without_truth(track_of(t_s, shown, raw=raw))
    assert not isinstance(found, Missing)
    return found


def test_all_movement_of_the_head_is_gone() -> None:
    t_s = times(6.0, uneven=0.4)
    found = scored(t_s, head(t_s), head(t_s))
    assert found.regions["all"].error.px < 1e-6 and found.tremble.px < 1e-6
    assert found.lag_ms == pytest.approx(0.0, abs=0.1)


def test_trembling_against_each_other_is_what_is_left() -> None:
    t_s = times(8.0)
    noise = np.random.default_rng(1).normal(0.0, 0.3, (len(t_s), 478, 2))
    raw = head(t_s) + noise
    found = scored(t_s, raw, raw)
    rms_px = 0.3 * np.sqrt(2.0)
    assert found.regions["all"].jitter.px == pytest.approx(0.96 * rms_px, rel=0.04)
    # Of white noise at 30 frames a second two thirds of the power lie above 5 Hz.
    assert found.tremble.px == pytest.approx(np.sqrt(0.67) * rms_px, rel=0.1)
    calm = scored(t_s, head(t_s), raw)
    assert calm.regions["all"].jitter.px < 1e-6
    assert calm.regions["all"].error.px < 0.3 * rms_px


@pytest.mark.parametrize("lag_ms", [0.0, 6.0, 25.0])
def test_the_lag_after_the_raw_points(lag_ms: float) -> None:
    t_s = times(6.0)
    found = scored(t_s, head(t_s - lag_ms * 1e-3), head(t_s))
    assert found.lag_ms == pytest.approx(lag_ms, abs=1.0)
    assert not found.lag_at and isinstance(found.overshoot, Missing)


def test_whoever_hides_the_raw_points_has_no_lag() -> None:
    t_s = times(4.0)
    found = score_without_truth(track_of(t_s, head(t_s), knows_raw=False))
    assert isinstance(found, Scores) and isinstance(found.lag_ms, Missing)


def test_lips_that_lie_still_while_the_raw_ones_speak_depart_from_them() -> None:
    t_s = times(6.0)
    raw = moved(t_s)
    raw[:, 61, 1] += 4.0 * np.sin(2 * np.pi * 0.5 * t_s)
    stiff, following = (scored(t_s, shown, raw).regions["lips"].error.px for shown in (moved(t_s), raw))
    assert stiff > 2.0 * following


def test_frames_without_a_face_are_lost_between_the_first_and_the_last_with_one() -> None:
    t_s = times(6.0)
    present = (t_s > 0.5) & (t_s < 5.5) & ~((t_s > 2.0) & (t_s < 2.5))
    found = score_without_truth(track_of(t_s, head(t_s), present=present))
    assert isinstance(found, Scores)
    assert found.losses.frames == 14 and found.losses.gaps == 1
    assert found.face_px == pytest.approx(FACE_PX, rel=0.2)


def test_too_short_a_look_is_missing() -> None:
    t_s = times(6.0)
    assert isinstance(score_without_truth(track_of(t_s, head(t_s), present=t_s < 0.6)), Missing)
    assert isinstance(score_without_truth(track_of(t_s, head(t_s), present=t_s < 0.0)), Missing)
