"""Shoes in chosen colours: the parts that a material's name says, their grain kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.maths import linear_from_srgb, srgb_from_hex
from app.core.model3d import Material, Model3D, Primitive, Texture
from app.stages.fit_shoe import CHOSEN, ShoeSettings, chosen_colours, painted


def primitive(name: str, texture: Texture | None = None) -> Primitive:
    corners = np.eye(3, dtype=np.float32)
    material = Material(name, (0.5, 0.5, 0.5, 1.0), roughness=0.4, base_texture=texture)
    return Primitive(
        corners,
        corners,
        np.zeros((3, 2), np.float32),
        np.ones((3, 4), np.float32),
        np.array([[0, 1, 2]], np.uint32),
        material,
    )


@pytest.fixture
def shoe() -> Model3D:
    grey = np.full((4, 4, 4), 188, np.uint8)  # half as bright as white, in linear light
    names = ("upper", "upper tongue", "accent", "sole", "laces", "lining", "metal")
    parts = tuple(primitive(name) for name in names)
    return Model3D("shoe", (*parts, primitive("upper suede", Texture(grey, srgb=True))))


def test_a_shoe_as_made_is_the_very_model(shoe: Model3D) -> None:
    assert painted(shoe, chosen_colours(ShoeSettings())) is shoe


def test_parts_take_thechosen_colours_and_the_rest_keeps_its_own(shoe: Model3D) -> None:
    settings = replace(ShoeSettings(), colours=CHOSEN, upper_colour="#204080", laces_colour="#ff8800")
    changed = painted(shoe, chosen_colours(settings))
    by_name = {p.material.name: p.material for p in changed.primitives}
    blue = linear_from_srgb(srgb_from_hex("#204080"))
    assert np.allclose(by_name["upper"].base_colour[:3], blue)
    assert np.allclose(by_name["upper tongue"].base_colour[:3], blue)
    assert np.allclose(by_name["laces"].base_colour[:3], linear_from_srgb(srgb_from_hex("#ff8800")))
    assert by_name["lining"].base_colour == by_name["metal"].base_colour == (0.5, 0.5, 0.5, 1.0)
    assert by_name["upper"].roughness == 0.4
    assert changed.key != shoe.key


def test_a_pictures_own_brightness_is_made_up_for(shoe: Model3D) -> None:
    settings = replace(ShoeSettings(), colours=CHOSEN, upper_colour="#204080")
    suede = painted(shoe, chosen_colours(settings)).primitives[-1].material
    plain = painted(shoe, chosen_colours(settings)).primitives[0].material
    assert np.allclose(np.array(suede.base_colour[:3]) * 0.5, plain.base_colour[:3], rtol=0.03)
