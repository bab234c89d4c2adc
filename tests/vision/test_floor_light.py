"""The light on feet is what the floor around them tells."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.missing import Missing
from app.core.observations import Crop, FootMask
from app.core.scene import Light
from app.vision.floor_light import measure_floor_light

SIDE = 48


def mask(cx: float = 200.0, cy: float = 200.0, size_px: float = 240.0, roll_rad: float = 0.0) -> FootMask:
    """A foot upright in the middle of its crop, a leg from below."""
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5
    foot = (np.hypot((x - 24.0) / 6.0, (y - 22.0) / 14.0) < 1.0).astype(np.uint8) * 255
    leg = ((np.abs(x - 24.0) < 5.0) & (y > 30.0)).astype(np.uint8) * 255
    return FootMask(Crop(cx, cy, size_px, roll_rad), leg, np.minimum(foot, 255 - leg).astype(np.uint8))


def floor(colour: tuple[int, int, int] = (149, 149, 149)) -> NDArray[np.uint8]:
    return np.full((400, 400, 3), colour, np.uint8)


def measured(rgb: NDArray[np.uint8], *masks: FootMask) -> Light:
    light = measure_floor_light(rgb, masks or (mask(),))
    assert isinstance(light, Light)
    return light


def test_an_ordinary_floor_is_lit_neutrally_from_the_usual_side() -> None:
    light = measured(floor())
    assert np.allclose(light.ambient, 1.0, atol=0.03)
    assert np.allclose(light.direction, Light().direction, atol=0.02)


def test_what_stands_on_the_floor_does_not_count() -> None:
    rgb = floor()
    inside = np.zeros(rgb.shape[:2], bool)
    inside[120:300, 160:240] = True
    painted = rgb.copy()
    painted[inside] = (250, 20, 20)
    assert np.allclose(measured(painted).ambient, measured(rgb).ambient, atol=0.05)


def test_a_darker_floor_is_half_put_down_to_the_light_and_never_all_black() -> None:
    dim, dark = measured(floor((80, 80, 80))).ambient[0], measured(floor((3, 3, 3))).ambient[0]
    assert 0.45 < dim < 0.6
    assert dark == pytest.approx(0.35)
    assert measured(floor((255, 255, 255))).ambient[0] <= 1.6


def test_a_warm_floor_warms_the_light_a_little() -> None:
    red, green, blue = measured(floor((190, 150, 110))).ambient
    assert 1.05 < red / blue < 2.0 and red > green > blue


def test_the_light_comes_from_the_side_opposite_to_the_shadow() -> None:
    rgb = floor()
    rgb[100:300, 235:290] = 60
    assert measured(rgb).direction[0] < -0.15
    assert measured(rgb[:, ::-1].copy()).direction[0] > 0.15


def test_a_turned_crop_tells_the_same_direction() -> None:
    rgb = floor()
    rgb[100:300, 235:290] = 60
    about = mask(roll_rad=float(np.pi))
    assert measured(rgb, about).direction[0] < -0.1


@pytest.mark.parametrize("masks", [(), (mask(cx=2000.0),)])
def test_without_floor_nothing_is_said(masks: tuple[FootMask, ...]) -> None:
    assert isinstance(measure_floor_light(floor(), masks), Missing)


def test_a_picture_full_of_foot_says_nothing() -> None:
    full = np.full((SIDE, SIDE), 255, np.uint8)
    whole = FootMask(Crop(200.0, 200.0, 240.0), np.zeros_like(full), full)
    assert isinstance(measure_floor_light(floor(), (whole,)), Missing)
