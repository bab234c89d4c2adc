"""The head pose from landmarks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.core.maths import angle_between_rad, rotation_from_euler
from app.core.missing import Missing
from app.core.pose import CAMERA_FROM_FACING_HEAD, Pose
from app.stages.fit_face import COLD, PoseParams, fit_face
from app.store.face_mesh import load_face_mesh

CAMERA = Intrinsics.from_vertical_fov(1280, 720)
MESH = load_face_mesh()


def head(
    yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0, at: tuple[float, ...] = (20, -10, 550)
) -> Pose:
    turn = rotation_from_euler(
        yaw_rad=np.deg2rad(yaw), pitch_rad=np.deg2rad(pitch), roll_rad=np.deg2rad(roll)
    )
    return Pose(CAMERA_FROM_FACING_HEAD @ turn, np.array(at, float))


def seen(pose: Pose, noise_px: float = 0.0) -> NDArray[np.float32]:
    """The mesh as a perfect network would report it: z in px about the head's origin."""
    at = pose.apply(MESH.vertices_mm)
    distance = pose.translation_mm[2]
    z = (at[:, 2:] - distance) * CAMERA.fx / distance
    points = np.concatenate([CAMERA.project(at), z], axis=1)
    return (points + np.random.default_rng(1).normal(0, noise_px, points.shape)).astype(np.float32)


def fitted(points: NDArray[np.float32], previous: Pose | Missing = COLD, **knobs: float) -> Pose:
    pose = fit_face(points, camera=CAMERA, mesh=MESH, previous=previous, params=PoseParams(**knobs))
    assert isinstance(pose, Pose)
    return pose


angle = st.floats(-45, 45)


@settings(max_examples=40, deadline=None)
@given(angle, angle, angle, st.tuples(st.floats(-150, 150), st.floats(-90, 90), st.floats(250, 1500)))
def test_a_perfect_face_gives_its_pose_back(
    yaw: float, pitch: float, roll: float, at: tuple[float, float, float]
) -> None:
    truth = head(yaw, pitch, roll, at)
    pose = fitted(seen(truth))
    assert np.rad2deg(angle_between_rad(truth.rotation, pose.rotation)) < 0.1
    assert np.allclose(pose.translation_mm, truth.translation_mm, rtol=2e-3, atol=0.5)
    assert pose.rms_px < 0.1


@settings(max_examples=20, deadline=None)
@given(angle, angle, angle)
def test_a_mirrored_face_gives_a_mirrored_pose(yaw: float, pitch: float, roll: float) -> None:
    points = seen(head(yaw, pitch, roll), noise_px=1.0)
    mirrored = points[MESH.mirror] * np.float32([-1, 1, 1]) + np.float32([CAMERA.width, 0, 0])
    pose, twin = fitted(points), fitted(mirrored)
    flip = np.diag([-1.0, 1.0, 1.0])
    assert np.rad2deg(angle_between_rad(pose.rotation, flip @ twin.rotation @ flip)) < 0.05
    assert np.allclose(pose.translation_mm, twin.translation_mm * [-1, 1, 1], atol=0.2)


def test_a_warm_start_ends_where_a_cold_one_does() -> None:
    points = seen(head(20, 5, -10), noise_px=0.7)
    cold = fitted(points)
    warm = fitted(points, previous=head(15, 0, -5))
    assert np.rad2deg(angle_between_rad(cold.rotation, warm.rotation)) < 0.01


def test_a_start_from_far_away_does_no_harm() -> None:
    points = seen(head(20, 5, -10))
    pose = fitted(points, previous=head(-150, 40, 170, (900, 300, 3000)))
    assert np.rad2deg(angle_between_rad(pose.rotation, head(20, 5, -10).rotation)) < 0.1


def test_rotations_stay_rotations() -> None:
    pose: Pose | Missing = COLD
    for yaw in range(-30, 30):
        pose = fitted(seen(head(yaw), noise_px=0.5), previous=pose)
    assert isinstance(pose, Pose)
    assert np.allclose(pose.rotation @ pose.rotation.T, np.eye(3), atol=1e-12)
    assert np.isclose(np.linalg.det(pose.rotation), 1.0)


def test_eyes_lips_and_jaw_do_not_move_the_head() -> None:
    still = seen(head(10))
    moved = still.copy()
    loose = np.flatnonzero(MESH.rigid_weight == 0)
    moved[loose] += np.random.default_rng(2).normal(0, 8, (len(loose), 3)).astype(np.float32)
    assert np.array_equal(fitted(still).matrix, fitted(moved).matrix)


def test_single_points_gone_astray_hardly_turn_it() -> None:
    truth = head(10, 5)
    points = seen(truth)
    points[[10, 151, 6]] += np.float32([40, -30, 0])
    assert np.rad2deg(angle_between_rad(fitted(points).rotation, truth.rotation)) < 1.0


def test_the_networks_depth_steadies_a_small_face() -> None:
    truth = head(15, at=(0, 0, 3000))
    errors = [
        np.rad2deg(angle_between_rad(fitted(seen(truth, 0.5), depth_weight=w).rotation, truth.rotation))
        for w in (0.0, 0.5)
    ]
    assert errors[1] < errors[0]


@pytest.mark.parametrize(
    "points",
    [
        np.full((478, 3), np.nan, np.float32),
        np.zeros((478, 3), np.float32),
        np.random.default_rng(3).uniform(0, 700, (478, 3)).astype(np.float32),
    ],
    ids=["nan", "one point", "noise"],
)
def test_what_is_no_face_has_no_pose(points: NDArray[np.float32]) -> None:
    pose = fit_face(points, camera=CAMERA, mesh=MESH)
    assert isinstance(pose, Missing)
    assert pose.reason


def test_the_camera_decides_the_distance() -> None:
    points = seen(head())
    longer = replace(CAMERA, fx=2 * CAMERA.fx, fy=2 * CAMERA.fy)
    pose = fit_face(points, camera=longer, mesh=MESH)
    assert isinstance(pose, Pose)
    assert pose.translation_mm[2] > 1.8 * head().translation_mm[2]


def test_wrong_shapes_are_named() -> None:
    with pytest.raises(ValueError, match=r"points: expected \(478, 3\), got \(468, 3\)"):
        fit_face(np.zeros((468, 3), np.float32), camera=CAMERA, mesh=MESH)
