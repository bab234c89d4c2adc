"""What changes its looks is followed from frame to frame, and a step that is not known says so."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.face_parts import FACE_KEYPOINTS
from app.vision.cv import cv2
from app.vision.patches import Picture
from app.vision.steps import Strip, follow_steps

from .textures import F32, SIDE, Texture, face, motion, moved, rgb_of, rms

SIZE = 160.0
STILL = motion()
SOFT = np.flatnonzero(FACE_KEYPOINTS.soft)
LIPS = face(SIZE)[SOFT]
SKIN = Texture(4)


def strip(grey: F32) -> Strip:
    """As flow cuts it: around the whole face, which the detector sees in the same place here."""
    return Picture(rgb_of(grey), face(SIZE)[:, :2]).strip


def steps_of(before: Strip, now: Strip, start: F32, expected: F32) -> tuple[F32, F32]:
    """As flow asks for them: with the way that the whole goes besides, which it has measured."""
    moved_by = (expected - start)[:, :2]
    drift = np.median(moved_by, axis=0) if len(moved_by) else np.zeros(2)
    return follow_steps(before, now, start, expected, drift.astype(np.float32), SIZE)


def believed(variance: F32) -> NDArray[np.bool_]:
    """Surer than a hundredth of the face: worth something beside the detector."""
    return np.asarray(variance < (0.01 * SIZE) ** 2)


def off(points: F32, share: float = 0.004) -> F32:
    """As the detector puts them."""
    noise = np.random.default_rng(0).normal(0.0, share * SIZE, points.shape)
    return (points + noise).astype(np.float32)


@pytest.mark.parametrize("x, y", [(0.0, 0.0), (0.4, -0.3), (1.7, 2.2), (-2.6, 0.9)])
def test_a_known_shift_is_found(x: float, y: float) -> None:
    by = motion(x, y)
    step, variance = steps_of(strip(SKIN.grey(STILL)), strip(SKIN.grey(by)), LIPS, off(moved(LIPS, by)))
    assert believed(variance).mean() > 0.95
    assert rms((step - np.float32([x, y]))[believed(variance)]) < 0.1


def test_lips_that_part_are_followed_apart() -> None:
    """The upper half of the picture goes up, the lower down; the detector sees that roughly."""
    middle = float(np.median(LIPS[:, 1]))
    up, down = motion(0.0, -0.6), motion(0.3, 0.8)
    rows = (np.arange(SIDE) < middle)[:, None]
    before, now = SKIN.grey(STILL), np.where(rows, SKIN.grey(up), SKIN.grey(down))
    upper = LIPS[:, 1] < middle
    truth = np.where(upper[:, None], moved(LIPS, up)[:, :2], moved(LIPS, down)[:, :2]) - LIPS[:, :2]
    expected = LIPS + np.column_stack([truth, np.zeros(len(LIPS))])
    step, variance = steps_of(strip(before), strip(now), LIPS, off(expected.astype(np.float32)))
    clear = np.abs(LIPS[:, 1] - middle) > 14.0
    assert clear.sum() > 15 and believed(variance)[clear].all()
    assert rms((step - truth)[clear]) < 0.15


@pytest.mark.parametrize("gain, offset", [(1.0, 25.0), (1.0, -10.0), (0.7, 0.0), (1.3, -40.0)])
def test_a_lamp_that_goes_on_is_no_step(gain: float, offset: float) -> None:
    by = motion(1.2, -0.7)
    lit = strip(gain * SKIN.grey(by) + offset)
    step, variance = steps_of(strip(SKIN.grey(STILL)), lit, LIPS, off(moved(LIPS, by)))
    assert believed(variance).mean() > 0.95
    assert rms((step - np.float32([1.2, -0.7]))[believed(variance)]) < 0.1


def test_something_else_in_the_picture_is_not_followed() -> None:
    """A hand before the mouth: its steps mean nothing and claim nothing."""
    hand = Texture(9).grey(STILL)
    step, variance = steps_of(strip(SKIN.grey(STILL)), strip(hand), LIPS, off(LIPS))
    claimed = np.maximum(variance, 1e-6)
    assert believed(variance).mean() < 0.3
    assert np.mean((step**2).sum(axis=1) / claimed) < 8.0, "whoever is far off admits it"


def test_a_blurred_sweep_is_less_sure_than_a_slow_step() -> None:
    """A head that sweeps along is smeared over the way it goes."""
    fast = motion(8.0, 0.0)
    smeared = cv2.blur(SKIN.grey(fast), (5, 1))
    slow = steps_of(strip(SKIN.grey(STILL)), strip(SKIN.grey(motion(0.5))), LIPS, moved(LIPS, motion(0.5)))[1]
    there = moved(LIPS, fast)
    swept = steps_of(strip(SKIN.grey(STILL)), strip(np.asarray(smeared, np.float32)), LIPS, there)[1]
    assert 50.0 * np.median(slow) < np.median(swept) < SIZE**2


def test_one_point_that_leaves_its_neighbours_is_doubted() -> None:
    """A reflection that runs along: a patch of the picture goes where nothing else does."""
    x, y = LIPS[0, :2]
    now = SKIN.grey(STILL)
    low, high = (int(y) - 9, int(x) - 9), (int(y) + 9, int(x) + 9)
    now[low[0] : high[0], low[1] : high[1]] = SKIN.grey(motion(2.5))[low[0] : high[0], low[1] : high[1]]
    _, alone = steps_of(strip(SKIN.grey(STILL)), strip(SKIN.grey(STILL)), LIPS, LIPS)
    _, variance = steps_of(strip(SKIN.grey(STILL)), strip(now), LIPS, LIPS)
    far = np.linalg.norm(LIPS[:, :2] - LIPS[0, :2], axis=1) > 0.3 * SIZE
    assert variance[0] > 20.0 * alone[0]
    assert far.any() and np.median(variance[far] / alone[far]) < 2.0


def test_where_nothing_is_shared_the_detectors_step_is_all_there_is() -> None:
    here, there = strip(SKIN.grey(STILL)), strip(SKIN.grey(STILL))
    elsewhere = Strip(there.grey, there.left + 4000, there.top, there.px)
    coarser = Strip(there.grey, there.left, there.top, 2.0)
    expected = LIPS + np.float32(3.0)
    for now in (elsewhere, coarser):
        step, variance = steps_of(here, now, LIPS, expected)
        assert np.allclose(step, 3.0, atol=1e-4)
        assert (variance > SIZE**2).all()


def test_no_points_make_no_steps() -> None:
    none = np.zeros((0, 3), np.float32)
    here = strip(SKIN.grey(STILL))
    step, variance = steps_of(here, here, none, none)
    assert step.shape == (0, 2) and variance.shape == (0,)
