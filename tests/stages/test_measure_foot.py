"""The size of a foot beside a sheet of paper: exact from exact points, in its band from noisy ones."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.camera import Intrinsics
from app.core.foot import RIGHT, foot_points_mm
from app.core.foot_shape import SHAPES
from app.core.maths import rotation_from_vector
from app.core.missing import Missing
from app.stages.measure_foot import REFERENCES, FootSize, Sighting, measure_foot, which_reference

CAMERA = Intrinsics.from_vertical_fov(1280, 960)


def look_down(tilt_deg: float, turn_deg: float) -> tuple[np.ndarray, np.ndarray]:
    """camera_from_floor: floor x, z level and y up, seen from 1.1 m by a camera tilted so far from level."""
    tilt = rotation_from_vector(np.deg2rad((tilt_deg, 0.0, 0.0)))
    turn = rotation_from_vector(np.deg2rad((0.0, turn_deg, 0.0)))
    return tilt @ np.diag([1.0, -1.0, -1.0]) @ turn, np.array([0.0, 0.0, 1100.0])


def foot_points_of(footwear: str, length_mm: float) -> np.ndarray:
    """(8, 3) mm of a right foot that wears that."""
    return SHAPES[footwear].mean * length_mm


def sighting(reference: str, length_mm: float, tilt_deg: float, turn_deg: float) -> Sighting:
    rotation, translation = look_down(tilt_deg, turn_deg)
    width, length = REFERENCES[reference]
    sheet = np.array([[0.0, 0.0, 0.0], [width, 0.0, 0.0], [width, 0.0, length], [0.0, 0.0, length]])
    corners = CAMERA.project((sheet + (40.0, 0.0, -60.0)) @ rotation.T + translation)
    foot = foot_points_mm(length_mm, RIGHT)
    points = CAMERA.project((foot - (80.0, 0.0, 130.0)) @ rotation.T + translation)
    return Sighting(corners, 0.3, points)


@pytest.mark.parametrize("reference", list(REFERENCES))
@pytest.mark.parametrize("tilt_deg", [45.0, 70.0, 88.0])
def test_the_length_of_a_foot_beside_a_known_sheet(reference: str, tilt_deg: float) -> None:
    size = measure_foot([sighting(reference, 262.0, tilt_deg, 25.0)], CAMERA)
    assert isinstance(size, FootSize)
    assert size.reference == reference
    assert abs(size.length_mm - 262.0) < 2.5
    assert size.length_mm - size.length_band_mm < 262.0 < size.length_mm + size.length_band_mm
    assert 1.0 < size.length_band_mm < 40.0  # a card seen at 45 degrees says least
    medial, lateral = foot_points_mm(262.0, RIGHT)[2:4]
    assert abs(size.width_mm - np.linalg.norm((medial - lateral)[[0, 2]])) < 2.5


def test_the_band_holds_what_it_says() -> None:
    rng = np.random.default_rng(0)
    held = []
    for seed in range(30):
        one = sighting("a4", 255.0, 65.0, rng.uniform(-60, 60))
        size_px = np.linalg.norm(one.points[0] - one.points[1])
        noisy = Sighting(
            one.corners + rng.normal(0.0, 0.3, (4, 2)),
            0.3,
            one.points + rng.normal(0.0, 0.0156 * size_px, one.points.shape),
        )
        size = measure_foot([noisy], CAMERA, reference="a4", seed=seed)
        assert isinstance(size, FootSize)
        held.append(abs(size.length_mm - 255.0) <= size.length_band_mm)
    assert np.mean(held) >= 0.85


def test_what_is_worn_says_how_high_the_points_stand() -> None:
    """A bare heel bulges high over the floor: taken for the usual, the foot would come out too long."""
    rotation, translation = look_down(60.0, 20.0)
    bare = foot_points_of("bare", 250.0)
    points = CAMERA.project((bare - (80.0, 0.0, 130.0)) @ rotation.T + translation)
    corners = sighting("a4", 250.0, 60.0, 20.0).corners
    known, unknown = (measure_foot([Sighting(corners, 0.3, points, worn)], CAMERA) for worn in ("bare", ""))
    assert isinstance(known, FootSize) and isinstance(unknown, FootSize)
    assert abs(known.length_mm - 250.0) < 1.5 < abs(unknown.length_mm - 250.0)
    assert known.length_band_mm < unknown.length_band_mm


def test_more_frames_make_the_band_narrower() -> None:
    frames = [sighting("a4", 255.0, 60.0, turn) for turn in range(0, 40, 4)]
    one, many = (measure_foot(some, CAMERA) for some in (frames[:1], frames))
    assert isinstance(one, FootSize) and isinstance(many, FootSize)
    assert many.length_band_mm < one.length_band_mm


def test_the_same_sightings_give_the_same_size() -> None:
    frames = [sighting("letter", 240.0, 60.0, 10.0)]
    assert measure_foot(frames, CAMERA) == measure_foot(frames, CAMERA)


def test_a_square_is_no_reference() -> None:
    rotation, translation = look_down(60.0, 0.0)
    square = np.array([[0.0, 0, 0], [200, 0, 0], [200, 0, 200], [0, 0, 200]])
    corners = CAMERA.project(square @ rotation.T + translation)
    assert isinstance(which_reference(corners, CAMERA), Missing)
    assert isinstance(measure_foot([], CAMERA), Missing)


def test_the_european_size_that_goes_with_a_length() -> None:
    assert FootSize(265.0, 3.0, 100.0, 3.0, "a4").eu_size == pytest.approx(42.0, abs=0.01)
