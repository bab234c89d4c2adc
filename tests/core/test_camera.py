"""Projection and its inverse."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.camera import DEFAULT_VERTICAL_FOV_RAD, Intrinsics

CAMERA = Intrinsics(1280, 720, 900.0, 880.0, 655.0, 350.0)


@given(
    st.floats(-2000, 3000),
    st.floats(-2000, 3000),
    st.floats(1.0, 1e5),
)
def test_projecting_what_was_unprojected_gives_the_point_back(x: float, y: float, depth_mm: float) -> None:
    point = CAMERA.unproject(np.array([x, y]), depth_mm)
    assert point[2] == depth_mm
    assert np.allclose(CAMERA.project(point), [x, y], atol=1e-6)


def test_an_unknown_lens_sees_63_degrees_from_top_to_bottom() -> None:
    camera = Intrinsics.from_vertical_fov(1280, 720)
    top = np.array([0.0, -np.tan(DEFAULT_VERTICAL_FOV_RAD / 2), 1.0])
    assert np.allclose(camera.project(top), [640.0, 0.0])


def test_the_matrix_projects_like_project() -> None:
    point = np.array([30.0, -40.0, 500.0])
    homogeneous = CAMERA.matrix @ point
    assert np.allclose(homogeneous[:2] / homogeneous[2], CAMERA.project(point))
