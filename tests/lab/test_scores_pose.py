"""Scores of poses and of the temples of worn glasses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.maths import Array, rotation_from_euler, rotation_from_vector
from app.core.missing import Missing
from app.core.pose import CAMERA_FROM_FACING_HEAD
from app.lab.scores import Scores, score
from tests.lab.scored import moved, times, track_of, truth_of


def poses(
    t_s: Array, *, wobble_rad: Array | None = None, beside: Array | None = None, x_mm: Any = 0.0
) -> Array:
    """(n, 4, 4): a head half a metre away that turns; it wobbles about its own x axis."""
    wobble = np.zeros(len(t_s)) if wobble_rad is None else wobble_rad
    found = np.tile(np.eye(4), (len(t_s), 1, 1))
    for at, turn in enumerate(wobble):
        head = rotation_from_euler(yaw_rad=0.4 * np.sin(t_s[at]))
        fixed = np.eye(3) if beside is None else rotation_from_vector(beside)
        found[at, :3, :3] = CAMERA_FROM_FACING_HEAD @ head @ fixed @ rotation_from_vector((turn, 0.0, 0.0))
    found[:, :3, 3] = (0.0, 0.0, 500.0)
    found[:, 0, 3] += x_mm
    return found


def scored(t_s: Array, shown: Array, true: Array | None) -> Scores:
    every = np.ones(len(t_s), np.bool_)
    known = {} if true is None else {"pose": true, "has_pose": every}
    found = score(track_of(t_s, moved(t_s), pose=shown, has_pose=every), truth_of(t_s, moved(t_s), **known))
    assert isinstance(found, Scores)
    return found


def test_a_constant_turn_and_place_beside_the_truth_count_for_nothing() -> None:
    t_s = times(4.0)
    found = scored(t_s, poses(t_s, beside=np.array([0.05, -0.1, 0.02]), x_mm=3.0), poses(t_s)).pose
    assert not isinstance(found, Missing)
    assert found.error_deg == pytest.approx(0.0, abs=1e-6) and found.error_mm == pytest.approx(0.0, abs=1e-6)


def test_a_wobble_of_one_degree_is_one_degree_and_moves_the_temples() -> None:
    t_s = times(6.0)
    wobble = np.radians(np.sqrt(2.0) * np.sin(2 * np.pi * 4.0 * t_s))
    found = scored(t_s, poses(t_s, wobble_rad=wobble), poses(t_s))
    assert not isinstance(found.pose, Missing)
    assert found.pose.jitter_deg == pytest.approx(1.0, rel=0.03)
    assert found.pose.error_deg == pytest.approx(1.0, rel=0.03)
    # The tips are 73 mm from the axis: a degree is 1.27 mm there, 573 mm from a lens of 587 px.
    assert found.regions["temples"].jitter.px == pytest.approx(1.27 * 587 / 573, rel=0.1)


def test_a_trembling_place_is_told_in_millimetres() -> None:
    t_s = times(6.0)
    swing = 2.0 * np.sqrt(2.0) * np.sin(2 * np.pi * 3.0 * t_s)
    found = scored(t_s, poses(t_s, x_mm=swing), poses(t_s)).pose
    assert not isinstance(found, Missing) and found.jitter_mm == pytest.approx(2.0, rel=0.03)
    assert found.error_deg == pytest.approx(0.0, abs=1e-6)


def test_without_a_true_pose_the_temples_belong_to_one_place_of_the_face() -> None:
    t_s = times(6.0)
    still = np.tile(poses(t_s)[:1], (len(t_s), 1, 1))
    found = scored(t_s, still, None)
    assert found.regions["temples"].error.px < 1e-6
    assert not isinstance(found.pose, Missing) and found.pose.jitter_deg == pytest.approx(0.0, abs=1e-6)
    assert isinstance(found.pose.error_deg, Missing) and isinstance(found.pose.jitter_mm, Missing)


def test_nobody_fits_a_pose_to_raw_points() -> None:
    t_s = times(3.0)
    every = np.ones(len(t_s), np.bool_)
    track = track_of(t_s, moved(t_s), pose=poses(t_s), has_pose=every).unsteadied
    found = score(track, truth_of(t_s, moved(t_s)))
    assert isinstance(found, Scores)
    assert isinstance(found.pose, Missing) and "temples" not in found.regions
