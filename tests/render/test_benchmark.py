"""How long a 720p picture takes: pytest tests/render/test_benchmark.py --benchmark-enable"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from app.core.frame import Frame
from app.core.scene import Scene
from app.render import gl
from app.render.renderer import Renderer

from .conftest import Wearing

pytestmark = pytest.mark.gl


@pytest.fixture(params=["bare", "matte", "gloss"])
def scene_720p(
    request: pytest.FixtureRequest, wearing: Wearing, astronaut: Frame, astronaut_points: NDArray[np.float32]
) -> Scene:
    """The astronaut's face 200 px wide in a 1280x720 picture, with and without lipstick."""
    scale = 1.4
    size = round(512 * scale)
    scaled = np.asarray(Image.fromarray(astronaut.rgb).resize((size, size)))
    rgb = np.full((720, 1280, 3), 90, np.uint8)
    rgb[:size, :size] = scaled[:720]
    frame = Frame.from_rgb(rgb)
    if request.param == "bare":
        return Scene(frame)
    return wearing(frame=frame, points=astronaut_points * np.float32(scale), finish=request.param)


def test_draw(benchmark: BenchmarkFixture, renderer: Renderer, scene_720p: Scene) -> None:
    def draw() -> None:
        renderer.render(scene_720p)
        gl.glFinish()

    draw()  # compiles
    benchmark(draw)
    assert renderer.gl_calls < 60


def test_read_back(benchmark: BenchmarkFixture, renderer: Renderer, scene_720p: Scene) -> None:
    target = renderer.render(scene_720p)
    picture = benchmark(target.read)
    assert picture.shape == (720, 1280, 3)
