"""Where the network looks next."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.observations import Crop
from app.core.params import controls_of
from app.stages.crop import CropParams, CropState, crop_around, next_crops

from .faces import FRAME, points_at, track_of

PARAMS = CropParams()


def follow(path: list[tuple[float, float]], params: CropParams = PARAMS, step_ns: int = FRAME) -> list[Crop]:
    """The crops after each frame of a face of 100 px on that path."""
    state = CropState()
    crops = []
    for i, (x, y) in enumerate(path):
        track = track_of(points_at(x, y))
        state = next_crops(state, [track], t_ns=i * step_ns, epoch=0, params=params)
        crops.append(state.crops[0])
    return crops


@given(st.floats(0, 2000), st.floats(0, 2000), st.floats(20, 800), st.floats(-3.1, 3.1))
def test_the_crop_is_centred_one_and_a_half_times_the_face_and_level_with_the_eyes(
    x: float, y: float, size_px: float, roll_rad: float
) -> None:
    crop = crop_around(points_at(x, y, size_px, roll_rad))
    assert (crop.cx, crop.cy) == (pytest.approx(x, abs=0.05 * size_px), pytest.approx(y, abs=0.05 * size_px))
    assert crop.size_px == pytest.approx(1.5 * size_px, rel=0.03)
    assert crop.roll_rad == pytest.approx(roll_rad, abs=1e-3)


@pytest.mark.parametrize("params, calmer", [(PARAMS, 1.5), (CropParams(slack=0.5, settle_hz=2.0), 3.0)])
def test_a_trembling_face_moves_its_crop_less(params: CropParams, calmer: float) -> None:
    """The default settles fast, for it follows points that have been steadied; slower is calmer."""
    rng = np.random.default_rng(0)
    path = [(300.0 + dx, 200.0 + dy) for dx, dy in rng.normal(0.0, 0.1, (90, 2))]
    crops = follow(path, params)[30:]
    moved = np.diff([crop.cx for crop in crops])
    shown = np.diff([x for x, _ in path[30:]])
    assert np.sqrt(np.mean(moved**2)) < np.sqrt(np.mean(shown**2)) / calmer


def test_a_jump_is_followed_at_once_up_to_the_slack() -> None:
    crops = follow([(100.0, 100.0)] * 5 + [(220.0, 100.0)])
    assert abs(crops[-1].cx - 220.0) > 0.0
    ahead = crops[-1].cx - 220.0
    assert -1.0 <= ahead <= 120.0


def test_in_fast_even_motion_the_crop_is_where_the_face_will_be() -> None:
    path = [(100.0 + 15.0 * i, 200.0) for i in range(30)]
    crops = follow(path)
    for crop, (x, _) in list(zip(crops, path[1:]))[5:]:
        assert abs(crop.cx - x) < 0.02 * 150.0
    lagging = follow(path, CropParams(lead=0.0))
    assert lagging[-2].cx < path[-1][0] - 10.0


def test_a_rested_crop_settles_on_the_face() -> None:
    crops = follow([(100.0, 100.0)] * 3 + [(100.6, 100.0)] * 60)
    target = crop_around(points_at(100.6, 100.0))
    assert crops[-1].cx == pytest.approx(target.cx, abs=0.01)


def test_turning_past_half_a_turn_takes_the_short_way() -> None:
    state = CropState()
    for i, roll in enumerate([3.0, 3.1, -3.1, -3.0]):
        track = track_of(points_at(0.0, 0.0, roll_rad=roll))
        state = next_crops(state, [track], t_ns=i * FRAME, epoch=0, params=CropParams(lead=0.0))
        away = np.angle(np.exp(1j * (state.crops[0].roll_rad - roll)))
        assert abs(away) < 0.02


def test_a_held_track_keeps_its_crop_and_an_ended_one_loses_it() -> None:
    track = track_of(points_at(100.0, 100.0))
    state = next_crops(CropState(), [track], t_ns=0, epoch=0, params=PARAMS)
    elsewhere = track_of(points_at(900.0, 100.0), present=False)
    held = next_crops(state, [elsewhere], t_ns=FRAME, epoch=0, params=PARAMS)
    assert held.crops == state.crops
    assert next_crops(held, [], t_ns=2 * FRAME, epoch=0, params=PARAMS).crops == {}


@pytest.mark.parametrize("t_ns, epoch", [(5 * FRAME, 1), (-FRAME, 0)])
def test_a_new_epoch_or_time_that_runs_backwards_starts_afresh(t_ns: int, epoch: int) -> None:
    first = track_of(points_at(100.0, 100.0))
    state = next_crops(CropState(), [first], t_ns=0, epoch=0, params=PARAMS)
    far = track_of(points_at(300.0, 100.0))
    fresh = next_crops(state, [far], t_ns=t_ns, epoch=epoch, params=PARAMS)
    assert fresh.crops[0] == crop_around(far.points)


def test_a_paused_clip_keeps_its_crop() -> None:
    state = next_crops(CropState(), [track_of(points_at(100.0, 100.0))], t_ns=5, epoch=0, params=PARAMS)
    again = next_crops(state, [track_of(points_at(103.0, 100.0))], t_ns=5, epoch=0, params=PARAMS)
    assert again.crops == state.crops


@given(st.integers(0, 10**15))
def test_the_origin_of_time_changes_nothing(origin_ns: int) -> None:
    def play(start_ns: int) -> Crop:
        state = CropState()
        for i in range(6):
            track = track_of(points_at(100.0 + 7 * i, 100.0))
            state = next_crops(state, [track], t_ns=start_ns + i * FRAME, epoch=0, params=PARAMS)
        return state.crops[0]

    assert play(0) == play(origin_ns)


@pytest.mark.parametrize("name", list(controls_of(CropParams)))
def test_every_default_lies_in_its_range(name: str) -> None:
    assert controls_of(CropParams)[name].parse(getattr(PARAMS, name)) == getattr(PARAMS, name)
