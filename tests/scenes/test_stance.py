"""How feet stand: rigid places in the world, and a forefoot that bends without stretching its sole."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.foot import LEFT, RIGHT
from app.scenes.feet.mesh import Surface
from app.scenes.feet.stance import STANCES, bend_toes, bent_points, standing, turned

LENGTH_MM = 270.0
BALL_MM = 190.0


@pytest.mark.parametrize("name", STANCES)
def test_feet_are_placed_rigidly_left_first(name: str) -> None:
    for seed in range(20):
        stance = STANCES[name](np.random.default_rng(seed), LENGTH_MM)
        assert [pose.side for pose in stance.feet] == [LEFT, RIGHT]
        for pose in stance.feet:
            turn = pose.world_from_foot[:3, :3]
            np.testing.assert_allclose(turn @ turn.T, np.eye(3), atol=1e-9)
            assert np.linalg.det(turn) == pytest.approx(1.0)


def test_whoever_stands_has_both_soles_on_the_floor_and_the_left_foot_on_the_left() -> None:
    for seed in range(20):
        left, right = standing(np.random.default_rng(seed), LENGTH_MM).feet
        for pose in (left, right):
            sole = pose.world_from_foot @ np.array([[0, 0, 0, 1], [40, 0, 200, 1]]).T
            np.testing.assert_allclose(sole[1], 0.0, atol=1e-9)
        ankle = np.array([0.0, 0.0, 65.0, 1.0])
        assert (left.world_from_foot @ ankle)[0] > (right.world_from_foot @ ankle)[0]


def test_a_positive_pitch_lowers_the_toe_and_a_positive_yaw_turns_it_to_the_left() -> None:
    toe = np.array([0.0, 0.0, 1.0])
    assert (turned(pitch=0.3) @ toe)[1] < 0
    assert (turned(yaw=0.3) @ toe)[0] > 0


def test_bending_leaves_the_rear_foot_alone_and_the_sole_as_long() -> None:
    sole = np.stack([np.zeros(271), np.zeros(271), np.arange(271.0)], 1)
    points, turn = bent_points(sole, BALL_MM, 0.7)
    rear = sole[:, 2] < BALL_MM - 0.6 * 0.34 * BALL_MM
    np.testing.assert_array_equal(points[rear], sole[rear])
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    np.testing.assert_allclose(steps, 1.0, atol=1e-3)
    toe = points[-1] - points[-2]
    assert np.arctan2(toe[1], toe[2]) == pytest.approx(0.7, abs=1e-3)
    assert turn[-1] == pytest.approx(0.7)


def test_normals_turn_with_the_bend() -> None:
    up = np.tile(np.float32([0, 1, 0]), (3, 1))
    flat = Surface(
        np.float32([[0, 0, 50], [10, 0, 260], [0, 0, 265]]), up, np.zeros((3, 2), np.float32),
        np.array([[0, 1, 2]], np.uint32), "sole",
    )  # fmt: skip
    bent = bend_toes(flat, BALL_MM, 0.5)
    np.testing.assert_allclose(bent.normals[0], (0, 1, 0), atol=1e-6)
    np.testing.assert_allclose(bent.normals[2], (0, np.cos(0.5), -np.sin(0.5)), atol=1e-6)
    assert bend_toes(flat, BALL_MM, 0.0) is flat
