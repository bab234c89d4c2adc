"""Reading the foot network's answers, and what it is shown."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.foot import HEEL_BACK, LEFT, RIGHT, by_hand
from app.core.maths import Float32
from app.core.observations import Crop
from app.vision.foot_net import (
    CELL_PX,
    LOOK_PX,
    OUTSIDE,
    SEARCH_PX,
    decode,
    letterbox,
    search_size,
    view_of,
)

# A right foot seen from above, toe up, by hand, in px about its middle.
FOOT = np.array([[2, -50], [0, 50], [-18, -20], [20, -12], [0, 5], [-14, 30], [13, 34], [0, 48]], np.float32)


def maps_of(*feet: tuple[Float32, int], vector_error_px: float = 0.0) -> list[Float32]:
    """What a sure network says to a view of 192 px: heat exact, vectors off by as much as said."""
    centre = np.zeros((1, 1, 24, 24), np.float32)
    vectors = np.zeros((1, 16, 24, 24), np.float32)
    side = np.zeros((1, 1, 24, 24), np.float32)
    seen = np.full((1, 8, 24, 24), 4.0, np.float32)
    heat = np.zeros((1, 8, 48, 48), np.float32)
    cells, fine = np.arange(24) * 8 + 4.0, np.arange(48) * 4 + 2.0
    for points, right in feet:
        middle = points.mean(axis=0)
        away = np.maximum(abs(cells[:, None] - middle[1]), abs(cells[None] - middle[0]))
        near = away < 14
        centre[0, 0][near] = np.maximum(centre[0, 0], 0.95 - away / 28)[near]
        side[0, 0][near] = 5.0 if right else -5.0
        for k, (x, y) in enumerate(points):
            vectors[0, 2 * k][near] = (x - np.broadcast_to(cells[None], (24, 24)) + vector_error_px)[near]
            vectors[0, 2 * k + 1][near] = (y - np.broadcast_to(cells[:, None], (24, 24)))[near]
            bump = np.exp(((fine[None] - x) ** 2 + (fine[:, None] - y) ** 2) / (-2.0 * 5.0**2))
            heat[0, k] = np.maximum(heat[0, k], bump)
    kind = np.zeros((1, 8, 24, 24), np.float32)
    kind[:, 2] = 5.0
    return [centre, vectors, side, seen, kind, heat, np.zeros((1, 3, 48, 48), np.float32)]


@pytest.mark.parametrize("shift", [(96.0, 96.0), (70.3, 101.9), (120.5, 81.7)])
def test_points_come_back_from_their_maps(shift: tuple[float, float]) -> None:
    points = FOOT + np.float32(shift)
    (foot,) = decode(maps_of((points, RIGHT), vector_error_px=4.0), 0.3, 4)
    assert np.abs(foot.by_hand - points).max() < 0.8
    assert foot.side == RIGHT and foot.score > 0.5
    assert (foot.seen > 0.95).all()
    assert foot.kind.argmax() == 2 and foot.kind.sum() == pytest.approx(1.0)


def test_a_left_foot_has_its_medial_points_on_the_other_hand() -> None:
    points = FOOT + 96
    (foot,) = decode(maps_of((points, LEFT)), 0.3, 4)
    assert foot.side == LEFT
    assert np.allclose(foot.points(LEFT), by_hand(foot.by_hand, LEFT))
    assert np.abs(foot.points(LEFT)[2] - points[3]).max() < 0.8


def test_two_feet_beside_each_other_stay_two() -> None:
    left, right = FOOT * 0.7 + (66, 96), FOOT * 0.7 + (126, 90)
    feet = decode(maps_of((left, LEFT), (right, RIGHT)), 0.3, 4)
    assert sorted(foot.side for foot in feet) == [LEFT, RIGHT]
    for foot in feet:
        assert np.abs(foot.by_hand - (right if foot.side else left)).max() < 1.5


def test_a_foot_whose_heel_is_beyond_the_view_keeps_it_there() -> None:
    points = FOOT + (96, 155)
    (foot,) = decode(maps_of((points, RIGHT)), 0.3, 4)
    assert abs(foot.by_hand[HEEL_BACK, 1] - points[HEEL_BACK, 1]) < 2.0 and points[HEEL_BACK, 1] > LOOK_PX


def test_nothing_sure_is_no_foot() -> None:
    maps = maps_of((FOOT + 96, RIGHT))
    maps[0] *= 0.2
    assert decode(maps, 0.3, 4) == []


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (283, 526), (600, 600), (4000, 300)])
def test_a_search_sees_the_whole_picture_in_the_middle(size: tuple[int, int]) -> None:
    width, height = search_size(*size)
    assert width % CELL_PX == 0 and height % CELL_PX == 0 and width * height <= 1.2 * SEARCH_PX
    affine = letterbox(*size, width, height)
    corners = (np.array([[0.0, 0.0], size]) - affine[:, 2]) / affine[0, 0]
    assert (corners > -1e-6).all() and (corners <= np.array([width, height]) + 1e-6).all()
    assert np.allclose(corners.mean(axis=0), [width / 2, height / 2])


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.7, 2.6, 4.3])
def test_a_view_shows_each_place_where_the_map_says(scale: float) -> None:
    picture = np.zeros((600, 800, 3), np.uint8)
    ys, xs = np.mgrid[:600, :800] + 0.5
    bump = np.exp(((xs - 431.0) ** 2 + (ys - 287.0) ** 2) / (-2.0 * (3.0 * max(scale, 1.0)) ** 2))
    picture[...] = (bump * 250)[..., None].astype(np.uint8)
    crop = Crop(420.0, 300.0, 96.0 * scale, 0.3)
    affine = crop.picture_from_crop(96)
    view = view_of(picture, affine, 96, 96)[..., 0].astype(float)
    view[view < 30] = 0.0
    rows, columns = np.mgrid[:96, :96] + 0.5
    found = np.array([(columns * view).sum(), (rows * view).sum()]) / view.sum()
    assert np.abs(affine[:, :2] @ found + affine[:, 2] - (431.0, 287.0)).max() < 0.25 * max(scale, 1.0)


def test_outside_the_picture_is_grey() -> None:
    view = view_of(np.full((50, 50, 3), 250, np.uint8), Crop(0.0, 25.0, 40.0).picture_from_crop(40), 40, 40)
    assert (view[20, 5] == OUTSIDE).all() and (view[20, 35] == 250).all()
    beyond = view_of(
        np.full((50, 50, 3), 250, np.uint8), Crop(500.0, 25.0, 40.0).picture_from_crop(40), 40, 40
    )
    assert (beyond == OUTSIDE).all()
