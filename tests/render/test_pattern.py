"""Patterns on the astronaut's face."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.face import EYE_LEFT, LIPS_INNER
from app.core.face_uv import face_uv
from app.core.frame import Frame
from app.core.pattern import Pattern
from app.core.products import Product, WornItem
from app.core.scene import FacePattern, Scene
from app.render.renderer import Renderer
from app.stages.compose import FitContext
from app.stages.fit_pattern import PatternFitter, PatternSettings
from app.store.face_mesh import load_face_mesh

from .conftest import track_of

pytestmark = pytest.mark.gl

GREEN = (30, 200, 60)
Painted = Callable[..., Scene]


def whole_sheet(colour: tuple[int, int, int] = GREEN) -> NDArray[np.uint8]:
    sheet = np.zeros((64, 96, 4), np.uint8)
    sheet[:] = (*colour, 255)
    return sheet


@pytest.fixture
def painted(astronaut: Frame, astronaut_points: NDArray[np.float32]) -> Painted:
    """The astronaut with a sheet on her face."""

    def scene(sheet: NDArray[np.uint8], *, opacity: float = 1.0, **settings: float) -> Scene:
        item = WornItem(
            Product("p", "pattern", "P"),
            None,
            PatternSettings(**settings),
            None,
            Pattern(str(id(sheet)), sheet),
        )
        context = FitContext(astronaut.camera, load_face_mesh(), opacity)
        return Scene(astronaut, PatternFitter().fit(item, track_of(astronaut_points), context))

    return scene


def pixel(picture: NDArray[np.uint8], point: NDArray[np.float32]) -> NDArray[np.int64]:
    x, y = point[:2].astype(int)
    return picture[y, x].astype(np.int64)


def test_it_covers_the_skin_and_leaves_eyes_and_teeth_alone(
    renderer: Renderer, painted: Painted, astronaut: Frame, astronaut_points: NDArray[np.float32]
) -> None:
    picture = renderer.picture(painted(whole_sheet()))
    for cheek in (50, 280, 151):
        red, green, _ = pixel(picture, astronaut_points[cheek])
        assert green > red + 40
    for inside in (EYE_LEFT, LIPS_INNER):
        middle = astronaut_points[list(inside)].mean(axis=0)
        assert (pixel(picture, middle) == pixel(astronaut.rgb, middle)).all()


def test_a_spot_lands_on_the_point_of_the_face_that_it_was_drawn_on(
    renderer: Renderer, painted: Painted, astronaut: Frame, astronaut_points: NDArray[np.float32]
) -> None:
    for point in (50, 280, 4, 199):
        sheet = np.zeros((400, 500, 4), np.uint8)
        u, v = face_uv(load_face_mesh())[point] * (500, 400)
        rows, columns = np.mgrid[:400, :500]
        sheet[(columns - u) ** 2 + (rows - v) ** 2 < 6**2] = (*GREEN, 255)
        picture = renderer.picture(painted(sheet)).astype(np.int64)
        changed = np.argwhere(np.abs(picture - astronaut.rgb).sum(axis=2) > 30)[:, ::-1]
        assert len(changed) > 5
        assert np.linalg.norm(changed.mean(axis=0) + 0.5 - astronaut_points[point, :2]) < 1.5


def test_pixels_that_nothing_is_drawn_on_are_the_pictures_own(
    renderer: Renderer, painted: Painted, astronaut: Frame, astronaut_points: NDArray[np.float32]
) -> None:
    assert painted(whole_sheet(), coverage=0.0).layers == ()
    assert painted(whole_sheet(), opacity=0.0).layers == ()
    nothing = np.zeros((64, 96, 4), np.uint8)
    assert np.array_equal(renderer.picture(painted(nothing)), astronaut.rgb)
    picture = renderer.picture(painted(whole_sheet()))
    changed_y, changed_x = np.nonzero((picture != astronaut.rgb).any(axis=2))
    low, high = astronaut_points[:, :2].min(axis=0) - 1, astronaut_points[:, :2].max(axis=0) + 1
    assert (changed_x >= low[0]).all() and (changed_x <= high[0]).all()
    assert (changed_y >= low[1]).all() and (changed_y <= high[1]).all()


def test_the_skins_light_and_shade_show_through_as_far_as_asked(
    renderer: Renderer, painted: Painted, astronaut_points: NDArray[np.float32]
) -> None:
    x, y = astronaut_points[50, :2].astype(int)
    cheek = np.s_[y - 6 : y + 6, x - 6 : x + 6]
    kept = renderer.picture(painted(whole_sheet(), coverage=1.0, texture=1.0))[cheek].astype(float)
    flat = renderer.picture(painted(whole_sheet(), coverage=1.0, texture=0.0))[cheek].astype(float)
    assert kept.std(axis=(0, 1)).max() > 3.0
    assert flat.std(axis=(0, 1)).max() < 1.0


def test_the_far_side_of_a_turned_face_is_not_painted(
    renderer: Renderer, painted: Painted, astronaut: Frame
) -> None:
    scene = painted(whole_sheet())
    [layer] = scene.layers
    assert isinstance(layer, FacePattern)
    away = layer.points_camera_mm * np.array([-1.0, 1.0, 1.0], np.float32)  # every triangle turned over
    turned = replace(scene, layers=(replace(layer, points_camera_mm=away),))
    seen, hidden = (
        int((renderer.picture(one) != astronaut.rgb).any(axis=2).sum()) for one in (scene, turned)
    )
    # A few folds of the nostrils and the lips look forward from behind.
    assert seen > 5000 and hidden < 0.01 * seen
