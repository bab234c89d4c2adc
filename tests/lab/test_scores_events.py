"""Moments of tracks: overshoot, losses, finding again, swaps."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.maths import Array
from app.core.missing import Missing
from app.lab.scores import Scores, score
from tests.lab.scored import FACE_PX, moved, times, track_of, truth_of


def stopping(t_s: Array, *, beyond: float = 0.0) -> Array:
    """px to the side: a move of half a face width that ends at 2 s; it goes `beyond` and comes back in 0.2
    s."""
    eased = np.clip((t_s - 1.0) / 1.0, 0.0, 1.0)
    place = 0.5 * FACE_PX * (3 * eased**2 - 2 * eased**3)
    since = np.clip((t_s - 1.9) / 0.3, 0.0, 1.0)
    return np.asarray(place + beyond * np.sin(np.pi * since) ** 2)


def figures(truth: Array, seen: Array, t_s: Array) -> Scores:
    found = score(track_of(t_s, moved(t_s, x=seen)), truth_of(t_s, moved(t_s, x=truth)))
    assert isinstance(found, Scores)
    return found


def test_an_overshoot_is_found_after_a_stop() -> None:
    t_s = times(4.0)
    found = figures(stopping(t_s), stopping(t_s, beyond=8.0), t_s).overshoot
    assert not isinstance(found, Missing)
    assert found.px == pytest.approx(8.0, rel=0.1)
    assert found.percent == pytest.approx(100.0 * found.px / FACE_PX, rel=1e-6)


def test_a_lag_and_a_perfect_track_overshoot_nothing() -> None:
    t_s = times(4.0)
    for seen in (stopping(t_s), stopping(t_s - 0.05)):
        found = figures(stopping(t_s), seen, t_s).overshoot
        assert not isinstance(found, Missing) and found.percent < 0.02


def test_a_swing_that_is_too_wide_overshoots_at_its_turns() -> None:
    t_s = times(5.0)
    swing = 60.0 * np.sin(2 * np.pi * 1.3 * t_s)
    found = figures(swing, 1.05 * swing, t_s).overshoot
    assert not isinstance(found, Missing) and found.px == pytest.approx(3.0, rel=0.05)


def test_after_an_occluder_the_face_is_found_when_its_error_is_small_again() -> None:
    t_s = times(4.0)
    truth = truth_of(t_s, moved(t_s))
    truth.valid[45:60, :200] = False  # gone at 2 s
    away = np.zeros(len(t_s))
    away[45:66] = 0.1 * FACE_PX  # back in its place 0.2 s later
    found = score(track_of(t_s, moved(t_s, x=away)), truth)
    assert isinstance(found, Scores)
    assert found.losses.reacquire_ms == pytest.approx(200.0, abs=1.0)
    assert found.losses.frames == 0


def test_a_face_that_is_found_at_once_is_found_in_no_time() -> None:
    t_s = times(3.0)
    found = figures(0 * t_s, 0 * t_s, t_s).losses
    assert (found.frames, found.gaps, found.swaps, found.reacquire_ms) == (0, 0, 0, 0.0)


def test_a_face_that_is_found_late_is_waited_for() -> None:
    t_s = times(3.0)
    present = t_s >= 0.5
    found = score(track_of(t_s, moved(t_s), present=present), truth_of(t_s, moved(t_s)))
    assert isinstance(found, Scores)
    assert found.losses.reacquire_ms == pytest.approx(500.0, abs=1.0)


def test_another_id_is_a_swap_unless_a_new_epoch_began() -> None:
    t_s = times(3.0)
    ids = np.where(t_s < 1.0, 0, np.where(t_s < 2.0, 1, 0)).astype(np.int64)
    present = (t_s < 0.9) | (t_s >= 1.0)
    epoch = (t_s >= 2.0).astype(np.int64)
    whole = score(track_of(t_s, moved(t_s), ids=ids, present=present), truth_of(t_s, moved(t_s)))
    cut = score(track_of(t_s, moved(t_s), ids=ids, present=present, epoch=epoch), truth_of(t_s, moved(t_s)))
    assert isinstance(whole, Scores) and isinstance(cut, Scores)
    assert whole.losses.swaps == 2 and cut.losses.swaps == 1
