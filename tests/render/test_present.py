"""The look on a screen: aspect, mirror, split, landmarks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.frame import Frame
from app.core.scene import Scene
from app.render import gl
from app.render.buffers import Framebuffer, Texture
from app.render.present import Area, Presenter, SplitPicture
from app.render.renderer import Renderer
from tests.golden.plugin import GoldenPictures

from .conftest import Wearing

pytestmark = pytest.mark.gl


@pytest.fixture
def presenter(renderer: Renderer) -> Iterator[Presenter]:
    presenter = Presenter()
    yield presenter
    presenter.release()


class Screen:
    """A framebuffer like a widget's: its row 0 is the bottom."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self._texture = Texture(width, height, gl.GL_RGBA8)
        self._framebuffer = Framebuffer(self._texture)

    @property
    def name(self) -> int:
        return self._framebuffer.name

    def shown(self) -> NDArray[np.uint8]:
        """What a person sees, top row first."""
        return self._framebuffer.read()[::-1]

    def release(self) -> None:
        self._framebuffer.release()
        self._texture.release()


@pytest.fixture
def screen(renderer: Renderer) -> Iterator[Screen]:
    screen = Screen(512, 512)
    yield screen
    screen.release()


def test_at_its_own_size_the_picture_is_shown_bit_identically(
    renderer: Renderer, presenter: Presenter, screen: Screen, wearing: Wearing
) -> None:
    target = renderer.render(wearing())
    look = target.read()
    presenter.present(target, framebuffer=screen.name, viewport=screen.size)
    assert np.array_equal(screen.shown(), look)
    presenter.present(target, framebuffer=screen.name, viewport=screen.size, mirror=True)
    assert np.array_equal(screen.shown(), look[:, ::-1])


@pytest.mark.parametrize("mirror", [False, True])
def test_left_of_the_line_is_before(
    renderer: Renderer, presenter: Presenter, screen: Screen, wearing: Wearing, mirror: bool
) -> None:
    scene = wearing()
    target = renderer.render(scene, keep_original=True)
    look, bare = target.read(), scene.frame.rgb
    presenter.present(target, framebuffer=screen.name, viewport=screen.size, mirror=mirror, split=0.44)
    shown = screen.shown()
    if mirror:
        look, bare = look[:, ::-1], bare[:, ::-1]
    line = int(0.44 * 512)
    assert np.array_equal(shown[:, : line - 3], bare[:, : line - 3])
    assert np.array_equal(shown[:, line + 4 :], look[:, line + 4 :])


def test_aspect_is_kept_between_grey_bars(renderer: Renderer, presenter: Presenter, wearing: Wearing) -> None:
    screen = Screen(900, 512)
    target = renderer.render(wearing())
    area = presenter.present(target, framebuffer=screen.name, viewport=screen.size)
    shown = screen.shown()
    assert area == Area(194.0, 0.0, 512.0, 512.0)
    assert np.array_equal(shown[:, 194:706], target.read())
    bars = np.concatenate([shown[:, :194], shown[:, 706:]], axis=1)
    assert (bars == bars[0, 0]).all() and len(set(bars[0, 0])) == 1
    screen.release()


def test_a_reduced_picture_does_not_alias(renderer: Renderer, presenter: Presenter) -> None:
    """Lines a pixel wide become grey at a quarter of the size, wherever they lie."""
    stripes = np.zeros((256, 256, 3), np.uint8)
    stripes[:, ::2] = 255
    screen = Screen(64, 64)
    presenter.present(
        renderer.render(Scene(Frame.from_rgb(stripes))), framebuffer=screen.name, viewport=screen.size
    )
    shown = screen.shown()
    assert shown.min() >= 120 and shown.max() <= 136
    screen.release()


def test_landmarks_lie_on_the_points(
    renderer: Renderer, presenter: Presenter, screen: Screen, wearing: Wearing
) -> None:
    target = renderer.render(wearing())
    point = np.array([[100.5, 300.5, 0.0]], np.float32)
    for mirror, column in ((False, 100), (True, 411)):
        presenter.present(target, framebuffer=screen.name, viewport=screen.size, mirror=mirror)
        without = screen.shown().astype(int)
        presenter.present(target, framebuffer=screen.name, viewport=screen.size, mirror=mirror, points=point)
        rows, columns = np.nonzero(np.abs(screen.shown() - without).max(axis=2) > 20)
        assert abs(rows.mean() - 300) <= 0.6
        assert abs(columns.mean() - column) <= 0.6


@pytest.mark.golden
def test_split_looks_as_it_did(renderer: Renderer, wearing: Wearing, golden: GoldenPictures) -> None:
    split = SplitPicture(renderer)
    golden.check("split", split.picture(wearing(finish="gloss"), 0.435)[10:230, 120:340])
    split.release()
