"""The generator of labelled feet: what the labels promise."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from app.core.foot import RIGHT
from app.render.context import open_context

pytestmark = [pytest.mark.gl, pytest.mark.slow]

COUNT = 12


def small_cast(studio: Any) -> None:
    studio.refill(
        np.random.default_rng(7), people_count=6, things_count=6, floor_count=2, cloth_count=2, bust_count=2
    )


@pytest.fixture(scope="module")
def studio(recipe: ModuleType) -> Iterator[Any]:
    with open_context():
        studio = recipe.Studio()
        yield studio
        studio.release()


@pytest.fixture(scope="module")
def shots(studio: Any) -> list[Any]:
    small_cast(studio)
    return [studio.sample(np.random.default_rng((7, i))) for i in range(COUNT)]


def test_there_are_feet_and_pictures_without(shots: list[Any]) -> None:
    assert sum(len(shot.feet) for shot in shots) >= COUNT / 2


def test_masks_are_exclusive_and_named(shots: list[Any]) -> None:
    for shot in shots:
        assert shot.mask.shape == shot.rgb.shape[:2]
        part, instance = shot.mask & 3, shot.mask >> 2
        assert part.max() <= 2
        assert (instance[part > 0] > 0).all() and (instance[part == 0] == 0).all()
        for foot in shot.feet:
            assert np.count_nonzero((part == 2) & (instance == foot.instance)) == foot.area > 0


def test_visible_keypoints_lie_on_their_own_person(shots: list[Any]) -> None:
    seen = off = 0
    for shot in shots:
        for foot in shot.feet:
            own = np.argwhere(shot.mask >> 2 == foot.instance)[:, ::-1] + 0.5
            length = np.linalg.norm(foot.kpts[0, :2] - foot.kpts[1, :2])
            for x, y in foot.kpts[foot.kpts[:, 2] == 2, :2]:
                away = np.linalg.norm(own - (x, y), axis=1).min()
                seen, off = seen + 1, off + (away > 1.5 + 0.04 * length)
    assert seen > 20
    # The sole's edge may lie just outside where a bulging upper ends, and a neighbour may cover that pixel.
    assert off <= 0.03 * seen


def test_hidden_and_distant_points_are_marked(shots: list[Any]) -> None:
    for shot in shots:
        for foot in shot.feet:
            inside = ((foot.kpts[:, :2] >= 0) & (foot.kpts[:, :2] < shot.rgb.shape[0])).all(1)
            assert (foot.kpts[~inside, 2] < 2).all()
            assert (foot.kpts[inside, 2] >= 1).all()


def test_the_pose_puts_the_foot_where_its_points_are(shots: list[Any]) -> None:
    for shot in shots:
        for foot in shot.feet:
            turn = foot.camera_from_foot[:3, :3]
            np.testing.assert_allclose(turn @ turn.T, np.eye(3), atol=1e-6)
            assert np.linalg.det(turn) > 0
            # The heel's back is the origin, moved up a little to the sole's level.
            origin = shot.camera.project(foot.camera_from_foot[:3, 3])
            length_px = foot.length_mm * shot.camera.fx / foot.camera_from_foot[2, 3]
            assert np.linalg.norm(origin - foot.kpts[1, :2]) < 0.35 * length_px
            hand = 1.0 if foot.side == RIGHT else -1.0
            medial = (
                turn @ (hand * 0.2 * foot.length_mm, 10.0, 0.68 * foot.length_mm)
                + foot.camera_from_foot[:3, 3]
            )
            at = shot.camera.project(medial)
            balls = np.linalg.norm(foot.kpts[[2, 3], :2] - at, axis=1)
            assert balls[0] <= balls[1] + 0.02 * length_px


def test_the_same_seed_gives_the_same_picture(studio: Any, shots: list[Any]) -> None:
    small_cast(studio)
    again = studio.sample(np.random.default_rng((7, 3)))
    np.testing.assert_array_equal(again.rgb, shots[3].rgb)
    np.testing.assert_array_equal(again.mask, shots[3].mask)
    for one, other in zip(again.feet, shots[3].feet, strict=True):
        np.testing.assert_array_equal(one.kpts, other.kpts)


def test_a_picture_without_feet_has_none(studio: Any, shots: list[Any]) -> None:
    studio.without_feet = 1.0
    for i in range(5):
        shot = studio.sample(np.random.default_rng((8, i)))
        assert shot.feet == () and not (shot.mask & 3 == 2).any()
