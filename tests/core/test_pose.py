"""Rigid transforms."""

import numpy as np
import pytest

from app.core.maths import rotation_from_euler
from app.core.pose import CAMERA_FROM_FACING_HEAD, Pose


def test_the_matrix_and_apply_agree() -> None:
    pose = Pose(rotation_from_euler(yaw_rad=0.3, roll_rad=-0.1), np.array([10.0, -5.0, 600.0]))
    point = np.array([[1.0, 2.0, 3.0]])
    assert np.allclose(pose.apply(point)[0], (pose.matrix @ [1.0, 2.0, 3.0, 1.0])[:3])
    assert np.allclose(Pose.from_matrix(pose.matrix).matrix, pose.matrix)


def test_a_facing_head_looks_into_the_camera_with_its_left_on_the_pictures_right() -> None:
    assert np.allclose(CAMERA_FROM_FACING_HEAD @ [0, 0, 1], [0, 0, -1])
    assert np.allclose(CAMERA_FROM_FACING_HEAD @ [1, 0, 0], [1, 0, 0])
    assert np.linalg.det(CAMERA_FROM_FACING_HEAD) == 1.0


def test_wrong_shapes_are_named() -> None:
    with pytest.raises(ValueError, match=r"rotation: expected \(3, 3\), got \(4, 4\)"):
        Pose(np.eye(4), np.zeros(3))
