"""The pose of a foot from its eight keypoints, and which foot it is."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.camera import Intrinsics
from app.core.foot import LEFT, RIGHT, by_hand, foot_points_mm
from app.core.maths import rotation_from_vector
from app.core.missing import Missing
from app.core.observations import Crop
from app.core.pose import Pose
from app.core.tracks import FootTrack
from app.stages.fit_foot import FeetParams, FootFit, fit_foot
from app.stages.foot_side import SideState, sides

CAMERA = Intrinsics.from_vertical_fov(1280, 720)
ALL_SEEN = np.ones(8, np.float32)
# camera_from_foot of a foot that points at a camera level with the floor: x left, y up, z towards the camera.
FACING = np.diag([1.0, -1.0, -1.0])


def view(height_deg: float, around_deg: float, roll_deg: float = 0.0) -> np.ndarray:
    """camera_from_foot's rotation, seen from that high above the sole, from that far round."""
    turns = ((0.0, 0.0, roll_deg), (height_deg, 0.0, 0.0))
    roll, tilt = (rotation_from_vector(np.deg2rad(turn)) for turn in turns)
    around = rotation_from_vector(np.deg2rad((0.0, around_deg, 0.0)))
    return roll @ tilt @ FACING @ around


def seen(side: int, rotation: np.ndarray, translation_mm: np.ndarray, length_mm: float = 285.0) -> np.ndarray:
    return CAMERA.project(foot_points_mm(length_mm, side) @ rotation.T + translation_mm).astype(np.float32)


def angle_deg(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.rad2deg(np.arccos(np.clip((np.trace(a @ b.T) - 1.0) / 2.0, -1.0, 1.0))))


@pytest.mark.parametrize("side", [LEFT, RIGHT])
@pytest.mark.parametrize("height_deg", [15.0, 45.0, 75.0])
@pytest.mark.parametrize("around_deg", [0.0, 80.0, 180.0, 250.0])
def test_exact_points_give_the_exact_pose_from_all_round(
    side: int, height_deg: float, around_deg: float
) -> None:
    rotation, translation = view(height_deg, around_deg, 12.0), np.array([120.0, -60.0, 1000.0])
    fit = fit_foot(seen(side, rotation, translation), ALL_SEEN, side, camera=CAMERA)
    assert isinstance(fit, FootFit)
    assert angle_deg(fit.pose.rotation, rotation) < 0.1
    assert np.linalg.norm(fit.pose.translation_mm - translation) < 1.0
    assert fit.pose.rms_px < 0.05


def test_the_length_is_the_scale() -> None:
    points = seen(RIGHT, view(50.0, 20.0), np.array([0.0, 0.0, 900.0]), length_mm=240.0)
    fit = fit_foot(points, ALL_SEEN, RIGHT, camera=CAMERA, params=FeetParams(length_mm=240.0))
    assert isinstance(fit, FootFit)
    assert fit.pose.translation_mm[2] == pytest.approx(900.0, abs=1.0)


def test_one_point_that_is_far_off_does_not_carry_the_foot_away() -> None:
    rotation, translation = view(60.0, 30.0), np.array([0.0, 50.0, 1000.0])
    points = seen(RIGHT, rotation, translation)
    points[4] += (60.0, -40.0)
    fit = fit_foot(points, ALL_SEEN, RIGHT, camera=CAMERA)
    assert isinstance(fit, FootFit)
    assert angle_deg(fit.pose.rotation, rotation) < 6.0


@pytest.mark.parametrize("noise", [0.0, 0.01])
def test_it_goes_on_from_the_pose_before(noise: float) -> None:
    rng = np.random.default_rng(3)
    before = seen(LEFT, view(60.0, 200.0), np.array([0.0, 0.0, 900.0]))
    first = fit_foot(before, ALL_SEEN, LEFT, camera=CAMERA)
    moved, translation = view(58.0, 204.0), np.array([15.0, 4.0, 890.0])
    points = seen(LEFT, moved, translation)
    points += rng.normal(size=points.shape) * noise * np.ptp(points, axis=0).max()
    fit = fit_foot(points, ALL_SEEN, LEFT, camera=CAMERA, previous=first)
    assert isinstance(fit, FootFit)
    assert angle_deg(fit.pose.rotation, moved) < (0.1 if noise == 0.0 else 6.0)


def test_points_that_make_no_foot_are_missing() -> None:
    for points in (
        np.full((8, 2), np.nan, np.float32),
        np.zeros((8, 2), np.float32),
        np.random.default_rng(1).uniform(100, 600, (8, 2)).astype(np.float32),
    ):
        assert isinstance(fit_foot(points, ALL_SEEN, RIGHT, camera=CAMERA), Missing)


def test_the_foot_is_looked_at_from_above_its_sole() -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        rotation = view(rng.uniform(20, 80), rng.uniform(0, 360))
        points = seen(RIGHT, rotation, np.array([0.0, 0.0, 800.0]))
        points += rng.normal(size=points.shape).astype(np.float32) * 2.0
        fit = fit_foot(points, ALL_SEEN, RIGHT, camera=CAMERA)
        assert isinstance(fit, FootFit)
        assert (fit.pose.rotation.T @ -fit.pose.translation_mm)[1] > 0.0


def track(track_id: int, side: int, x_mm: float, right: float, present: bool = True) -> FootTrack:
    """A foot seen from above its wearer's eyes, toes up in the picture, `x_mm` to the right of the middle."""
    rotation = view(60.0, 180.0)
    points = np.zeros((8, 3), np.float32)
    points[:, :2] = by_hand(seen(side, rotation, np.array([x_mm, 100.0, 1200.0])), side)
    none = Missing("not fitted")
    crop = Crop(0.0, 0.0, 1.0)
    args = (track_id, track_id, points, points, ALL_SEEN, 1.0, present, 1.0, crop, none, 0)
    return FootTrack(*args, right=right)


def test_the_pair_says_which_is_which_when_one_is_in_doubt() -> None:
    feet = (track(0, LEFT, -90.0, right=0.55), track(1, RIGHT, 90.0, right=0.9))
    said, _ = sides(SideState(), feet, t_ns=0)
    assert said == {0: LEFT, 1: RIGHT}


def test_a_foot_alone_is_what_its_frames_say_together() -> None:
    state = SideState()
    for frame, right in enumerate([0.8, 0.7, 0.3, 0.9, 0.8, 0.4, 0.8]):
        said, state = sides(state, (track(0, RIGHT, 0.0, right),), t_ns=frame * 33_000_000)
    assert said == {0: RIGHT}


def test_a_side_once_known_is_kept_against_a_few_frames() -> None:
    state = SideState()
    for frame in range(60):
        said, state = sides(state, (track(0, RIGHT, 0.0, 0.95),), t_ns=frame * 33_000_000)
    for frame in range(60, 66):
        said, state = sides(state, (track(0, RIGHT, 0.0, 0.2),), t_ns=frame * 33_000_000)
    assert said == {0: RIGHT}


def test_a_side_that_was_wrong_is_given_up() -> None:
    state = SideState()
    for frame in range(10):
        said, state = sides(state, (track(0, RIGHT, 0.0, 0.1),), t_ns=frame * 33_000_000)
    assert said == {0: LEFT}
    for frame in range(10, 90):
        said, state = sides(state, (track(0, RIGHT, 0.0, 0.9),), t_ns=frame * 33_000_000)
    assert said == {0: RIGHT}


def walked(crossed: range, frames: int = 90) -> list[dict[int, int]]:
    """What is said in each frame of two feet of which the network says nothing: a left one and a right one
    beside each other, which lie the wrong way round in the frames `crossed`."""
    state, told = SideState(), []
    for frame in range(frames):
        x_mm = -40.0 if frame in crossed else 110.0
        feet = (track(0, LEFT, -x_mm, 0.5), track(1, RIGHT, x_mm, 0.5))
        said, state = sides(state, feet, t_ns=frame * 33_000_000)
        told.append(said)
    return told


def test_feet_that_cross_in_a_step_keep_their_sides() -> None:
    assert all(said == {0: LEFT, 1: RIGHT} for said in walked(crossed=range(40, 55)))


def test_how_feet_stand_tells_in_the_end() -> None:
    told = walked(crossed=range(0, 4))
    assert told[0] == {0: RIGHT, 1: LEFT} and told[-1] == {0: LEFT, 1: RIGHT}


def test_feet_a_long_step_apart_are_one_left_and_one_right() -> None:
    feet = (track(0, LEFT, -450.0, right=0.7), track(1, RIGHT, 450.0, right=0.75))
    assert sides(SideState(), feet, t_ns=0)[0] == {0: LEFT, 1: RIGHT}


def test_a_foot_that_is_held_says_nothing_new() -> None:
    state = SideState()
    _, state = sides(state, (track(0, RIGHT, 0.0, 0.9),), t_ns=0)
    for frame in range(1, 60):
        said, state = sides(state, (track(0, RIGHT, 0.0, 0.1, present=False),), t_ns=frame * 33_000_000)
    assert said == {0: RIGHT}


def test_the_order_by_hand_is_its_own_inverse_and_the_same_for_a_right_foot() -> None:
    points = np.arange(16.0).reshape(8, 2)
    assert np.array_equal(by_hand(by_hand(points, LEFT), LEFT), points)
    assert np.array_equal(by_hand(points, RIGHT), points)


def test_a_fit_is_camera_from_foot() -> None:
    fit = fit_foot(seen(RIGHT, view(45.0, 0.0), np.array([0.0, 0.0, 700.0])), ALL_SEEN, RIGHT, camera=CAMERA)
    assert isinstance(fit, FootFit) and isinstance(fit.pose, Pose)
    toe = fit.pose.apply(np.array([[0.0, 0.0, 285.0]]))[0]
    heel = fit.pose.apply(np.array([[0.0, 0.0, 0.0]]))[0]
    assert toe[2] < heel[2]  # facing the camera, the toe is nearer
