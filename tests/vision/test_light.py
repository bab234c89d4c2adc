"""The light on a face, on one that we lit ourselves and on the real astronaut."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.frame import Frame
from app.core.maths import srgb_from_linear
from app.core.missing import Missing
from app.core.observations import Request
from app.core.ports import Provider
from app.core.scene import Light
from app.vision.light import measure_light

from .conftest import Rgb

REFERENCE_SKIN = np.array([0.45, 0.28, 0.21])


@pytest.fixture(scope="module")
def face(onnx: Provider, astronaut: Rgb) -> NDArray[np.float32]:
    request = Request((), search=True, max_new=1, thorough=True)
    return onnx.observe(Frame.from_rgb(astronaut), request)[0].points


def lit(linear: NDArray[np.float64]) -> Rgb:
    return np.asarray(np.round(srgb_from_linear(linear) * 255.0), np.uint8)


def even(gain: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> NDArray[np.float64]:
    return np.broadcast_to(REFERENCE_SKIN * gain, (512, 512, 3)).copy()


def light_on(rgb: Rgb, points: NDArray[np.float32]) -> Light:
    light = measure_light(rgb, points)
    assert isinstance(light, Light)
    return light


def test_medium_skin_correctly_exposed_is_neutral_light(face: NDArray[np.float32]) -> None:
    assert light_on(lit(even()), face).ambient == pytest.approx((1.0, 1.0, 1.0), abs=0.02)


def test_half_the_light_is_seen_as_less_and_half_believed(face: NDArray[np.float32]) -> None:
    assert light_on(lit(even() / 2), face).ambient == pytest.approx((0.5**0.5,) * 3, abs=0.02)


def test_a_warm_cast_warms_the_light(face: NDArray[np.float32]) -> None:
    red, green, blue = light_on(lit(even((1.2, 1.0, 0.6))), face).ambient
    assert red > green > blue


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_light_from_one_side_comes_from_there(face: NDArray[np.float32], side: float) -> None:
    middle, half = face[:, 0].mean(), np.ptp(face[:, 0]) / 2.0
    ramp = 1.0 + 0.6 * side * np.clip((np.arange(512) - middle) / half, -1.0, 1.0)
    direction = np.array(light_on(lit(even() * 0.8 * ramp[None, :, None]), face).direction)
    assert direction[0] * side > 0.3 and direction[2] < 0.0
    assert np.linalg.norm(direction) == pytest.approx(1.0)


def test_even_light_is_taken_to_come_as_usual_from_above_and_in_front(face: NDArray[np.float32]) -> None:
    x, y, z = light_on(lit(even()), face).direction
    assert abs(x) < 0.1 and y < 0.0 and z < -0.5


def test_fringe_over_the_forehead_is_no_light_from_below(face: NDArray[np.float32]) -> None:
    fringed = even()
    fringed[: int(face[10, 1] + 0.25 * np.ptp(face[:, 1]))] *= 0.03
    bare = light_on(lit(even()), face)
    assert np.dot(light_on(lit(fringed), face).direction, bare.direction) > 0.9


def test_the_real_picture_is_well_exposed(face: NDArray[np.float32], astronaut: Rgb) -> None:
    assert all(0.7 < channel < 1.6 for channel in light_on(astronaut, face).ambient)


def test_a_face_outside_the_picture_gives_no_light(face: NDArray[np.float32]) -> None:
    outside = face - np.array([2000.0, 0.0, 0.0], np.float32)
    assert isinstance(measure_light(lit(even()), outside), Missing)


def test_black_and_white_pictures_give_a_light_within_bounds(face: NDArray[np.float32]) -> None:
    for value in (0, 255):
        light = light_on(np.full((512, 512, 3), value, np.uint8), face)
        assert all(0.2 <= channel <= 2.0 for channel in light.ambient)
        assert np.isfinite(light.direction).all()
