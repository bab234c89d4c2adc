"""The light over time."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.missing import Missing
from app.core.params import controls_of
from app.core.scene import Light
from app.stages.light import LightParams, LightState, smooth_light

PARAMS = LightParams()
SECOND = 1_000_000_000
NOBODY = Missing("nobody there")
DIM = Light((0.4, 0.5, 0.6), (1.0, 0.0, 0.0))


def play(measured: list[Light | Missing], params: LightParams = PARAMS, origin_ns: int = 0) -> list[Light]:
    state = LightState()
    shown = []
    for i, light in enumerate(measured):
        out, state = smooth_light(state, light, t_ns=origin_ns + i * SECOND // 30, epoch=0, params=params)
        shown.append(out)
    return shown


def test_without_a_face_the_light_is_neutral() -> None:
    assert play([NOBODY, NOBODY]) == [Light(), Light()]


def test_the_first_face_brings_its_light_at_once_and_constant_light_stays_constant() -> None:
    for light in play([NOBODY, *[DIM] * 10])[1:]:
        assert light.ambient == pytest.approx(DIM.ambient) and light.direction == pytest.approx(DIM.direction)


def test_a_change_comes_gradually_and_arrives() -> None:
    bright = Light((1.2, 1.2, 1.2), (-1.0, 0.0, 0.0))
    reds = [light.ambient[0] for light in play([DIM, *[bright] * 90])]
    assert reds[1] < 0.5 and reds[-1] == pytest.approx(1.2, abs=0.01)
    assert (np.diff(reds) >= 0).all()


def test_it_drifts_back_to_neutral_when_the_face_has_gone() -> None:
    last = play([DIM, *[NOBODY] * 120])[-1]
    assert last.ambient == pytest.approx((1.0, 1.0, 1.0), abs=0.01)


def test_the_direction_stays_a_unit_vector_even_between_opposites() -> None:
    opposite = Light((1.0, 1.0, 1.0), (-1.0, 0.0, 0.0))
    for light in play([DIM, *[opposite] * 30]):
        assert np.linalg.norm(light.direction) == pytest.approx(1.0)


def test_strength_0_is_neutral_light() -> None:
    assert play([DIM] * 3, LightParams(strength=0.0))[-1].ambient == pytest.approx((1.0, 1.0, 1.0))


def test_a_new_epoch_takes_the_new_light_at_once_and_the_origin_of_time_changes_nothing() -> None:
    _, state = smooth_light(LightState(), DIM, t_ns=0, epoch=0, params=PARAMS)
    other = Light((1.1, 1.0, 0.9), (0.0, 0.0, -1.0))
    shown, _ = smooth_light(state, other, t_ns=1, epoch=1, params=PARAMS)
    assert shown.ambient == pytest.approx(other.ambient)
    assert play([DIM, other, NOBODY, other]) == play([DIM, other, NOBODY, other], origin_ns=10**15)


@pytest.mark.parametrize("name", list(controls_of(LightParams)))
def test_every_default_lies_in_its_range(name: str) -> None:
    assert controls_of(LightParams)[name].parse(getattr(PARAMS, name)) == getattr(PARAMS, name)
