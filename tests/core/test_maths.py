"""Rotations and colours."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.maths import (
    angle_between_rad,
    linear_from_srgb,
    rotation_from_euler,
    rotation_from_vector,
    srgb_from_linear,
    vector_from_rotation,
)

angles = st.floats(-1.5, 1.5)


@given(st.tuples(angles, angles, angles))
def test_a_rotation_vector_survives_the_round_trip(vector: tuple[float, float, float]) -> None:
    rotation = rotation_from_vector(vector)
    assert np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
    assert np.isclose(np.linalg.det(rotation), 1.0)
    assert np.allclose(vector_from_rotation(rotation), vector, atol=1e-6)


@given(angles, angles, angles)
def test_euler_rotations_stay_rotations(yaw: float, pitch: float, roll: float) -> None:
    rotation = rotation_from_euler(yaw_rad=yaw, pitch_rad=pitch, roll_rad=roll)
    assert np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
    assert np.isclose(np.linalg.det(rotation), 1.0)


def test_euler_angles_turn_the_way_they_say() -> None:
    out_of_the_face, up = np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 0.0])
    assert (rotation_from_euler(yaw_rad=0.3) @ out_of_the_face)[0] > 0  # to the wearer's left
    assert (rotation_from_euler(pitch_rad=0.3) @ out_of_the_face)[1] < 0  # lowers the face
    assert (rotation_from_euler(roll_rad=0.3) @ up)[0] < 0  # to the wearer's right shoulder


def test_half_a_turn_has_a_vector_too() -> None:
    half = rotation_from_vector([0.0, np.pi, 0.0])
    assert np.isclose(np.linalg.norm(vector_from_rotation(half)), np.pi, atol=1e-6)


@given(angles)
def test_the_angle_between_rotations_is_the_angle_turned(angle: float) -> None:
    start = rotation_from_euler(yaw_rad=0.4, pitch_rad=-0.2)
    assert np.isclose(angle_between_rad(start, start @ rotation_from_vector([angle, 0.0, 0.0])), abs(angle))


@given(st.floats(0.0, 1.0))
def test_srgb_survives_the_round_trip(value: float) -> None:
    assert np.isclose(srgb_from_linear(linear_from_srgb(value)), value, atol=1e-6)
