"""What the demo subject does."""

from dataclasses import fields

import numpy as np

from app.scenes.demo_motion import LOOP_FRAMES, Motion, motion_at

LOOP = [motion_at(i) for i in range(LOOP_FRAMES)]


def _numbers(motion: Motion) -> np.ndarray:
    return np.hstack([np.atleast_1d(getattr(motion, field.name)) for field in fields(motion)]).astype(float)


def test_it_turns_at_least_25_degrees_each_way_and_nods_and_tilts() -> None:
    yaw, pitch, roll = (np.rad2deg([getattr(m, f"{a}_rad") for m in LOOP]) for a in ("yaw", "pitch", "roll"))
    assert yaw.min() < -25 and yaw.max() > 25
    assert np.ptp(pitch) > 8 and np.ptp(roll) > 6


def test_it_comes_nearer_and_goes_away() -> None:
    assert np.ptp([m.shift_mm[2] for m in LOOP]) > 60


def test_the_loop_closes_without_a_jump() -> None:
    steps = np.abs(np.diff([_numbers(m) for m in [*LOOP, motion_at(LOOP_FRAMES)]], axis=0))
    assert motion_at(LOOP_FRAMES) == LOOP[0]
    assert (steps[-1] <= steps[:-1].max(axis=0) + 1e-9).all()


def test_the_head_moves_smoothly() -> None:
    yaw = np.rad2deg([m.yaw_rad for m in [*LOOP, *LOOP]])
    assert np.abs(np.diff(yaw)).max() < 2.0  # 60 degrees a second, a brisk turn
    assert np.abs(np.diff(yaw, 2)).max() < 0.5


def test_it_blinks_every_three_to_five_seconds_and_the_lids_close_fully() -> None:
    shut = np.array([max(m.blink) for m in LOOP]) > 0.95
    begins = np.flatnonzero(shut & ~np.roll(shut, 1)) / 30.0
    gaps = np.diff([*begins, begins[0] + LOOP_FRAMES / 30.0])
    assert len(begins) >= 3 and gaps.max() < 5.0


def test_it_speaks_and_pauses() -> None:
    opening = np.array([m.mouth_open_mm for m in LOOP])
    assert opening.max() > 9.0
    assert (opening == 0).mean() > 0.1
    assert max(m.lips_closed for m in LOOP) > 0.9
