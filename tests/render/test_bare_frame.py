"""What nobody wears must not change a single byte."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.scene import Scene
from app.render.buffers import Framebuffer
from app.render.drawing import BackdropStore
from app.render.projection import Box
from app.render.renderer import Renderer

from .conftest import Wearing

pytestmark = pytest.mark.gl


def every_value() -> NDArray[np.uint8]:
    """(256, 96, 3): every value of every channel beside many others."""
    values = np.arange(256, dtype=np.uint8)
    rgb = np.random.default_rng(1).integers(0, 256, (256, 96, 3), dtype=np.uint8)
    for channel in range(3):
        rgb[:, channel, channel] = values
    rgb[:, 3] = values[:, None]
    return rgb


def test_a_scene_without_layers_is_the_frame(renderer: Renderer) -> None:
    rgb = every_value()
    assert np.array_equal(renderer.picture(Scene(Frame.from_rgb(rgb))), rgb)


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (97, 33), (1280, 720)])
def test_any_size_comes_out_as_it_went_in(renderer: Renderer, size: tuple[int, int]) -> None:
    rgb = np.random.default_rng(2).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    assert np.array_equal(renderer.picture(Scene(Frame.from_rgb(rgb))), rgb)


def test_the_astronaut_is_bit_identical_at_strength_0(renderer: Renderer, wearing: Wearing) -> None:
    scene = wearing(opacity=0.0)
    assert np.array_equal(renderer.picture(scene), scene.frame.rgb)


def test_a_layer_of_opacity_0_changes_nothing(renderer: Renderer, wearing: Wearing) -> None:
    worn = wearing()
    scene = Scene(worn.frame, tuple(replace(layer, opacity=0.0) for layer in worn.layers))
    assert np.array_equal(renderer.picture(scene), scene.frame.rgb)


def test_the_backdrop_is_a_bitwise_copy(renderer: Renderer) -> None:
    rgb = every_value()
    target = renderer.render(Scene(Frame.from_rgb(rgb)))
    target.framebuffer.bind()
    backdrops = BackdropStore()
    framebuffer = Framebuffer(backdrops.copied(target, Box(0, 0, 96, 256)))
    assert np.array_equal(framebuffer.read(), rgb)
    framebuffer.release()
    backdrops.release()


def test_a_target_of_another_size_is_refused(renderer: Renderer) -> None:
    with pytest.raises(ValueError, match="expected 8x8, got 4x4"):
        renderer.render(Scene(Frame.from_rgb(np.zeros((4, 4, 3), np.uint8))), renderer.target(8, 8))


def test_a_picture_too_large_for_the_driver_is_refused_in_words(renderer: Renderer) -> None:
    with pytest.raises(UserError, match=r"100000x1 px; this computer's OpenGL draws \d+ px at most"):
        renderer.target(100_000, 1)
