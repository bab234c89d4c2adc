"""The corners of a sheet on the floor, found to a fraction of a pixel."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.camera import Intrinsics
from app.core.maths import rotation_from_vector
from app.vision.cv import cv2
from app.vision.sheet_of_paper import find_quads

CAMERA = Intrinsics.from_vertical_fov(1280, 960)


def drawn(
    width_mm: float, length_mm: float, tilt_deg: float, turn_deg: float, seed: int, paper: float = 225.0
):
    """A picture of a sheet on a boarded floor, and its corners in px."""
    rng = np.random.default_rng(seed)
    rotation = (
        rotation_from_vector(np.deg2rad((tilt_deg, 0.0, 0.0)))
        @ np.diag([1.0, -1.0, -1.0])
        @ rotation_from_vector(np.deg2rad((0.0, turn_deg, 0.0)))
    )
    sheet = np.array([[0.0, 0, 0], [width_mm, 0, 0], [width_mm, 0, length_mm], [0, 0, length_mm]])
    sheet -= sheet.mean(axis=0) - (60.0, 0.0, 30.0)
    corners = CAMERA.project(sheet @ rotation.T + (0.0, 0.0, 900.0))
    floor = 95.0 + 25.0 * np.sign(np.sin(np.arange(1280) / 47.0))[None] + rng.normal(0, 6, (960, 1280))
    fine = cv2.GaussianBlur(floor, (0, 0), 1.2)
    sheet_mask = np.zeros((960 * 4, 1280 * 4), np.uint8)
    cv2.fillPoly(sheet_mask, [np.round(corners * 4 - 0.5).astype(np.int32)], 255)
    share = cv2.resize(sheet_mask, (1280, 960), interpolation=cv2.INTER_AREA) / 255.0
    grey = fine * (1 - share) + paper * share + rng.normal(0, 3, fine.shape)
    tint = np.array([1.0, 0.96, 0.9])
    return np.clip(grey[..., None] * tint, 0, 255).astype(np.uint8), corners


@pytest.mark.parametrize("size_mm", [(210.0, 297.0), (85.6, 53.98)])
@pytest.mark.parametrize(("tilt_deg", "turn_deg"), [(50.0, 15.0), (70.0, -40.0), (85.0, 70.0)])
def test_the_corners_are_found_to_half_a_pixel(size_mm, tilt_deg, turn_deg) -> None:
    rgb, truth = drawn(*size_mm, tilt_deg, turn_deg, seed=1)
    quads = find_quads(rgb)
    assert quads
    gaps = np.linalg.norm(quads[0].corners[:, None] - truth[None], axis=2)
    assert gaps.min(axis=0).max() < 0.6
    assert quads[0].contrast > 60.0


def test_a_foot_over_one_edge_does_not_spoil_it() -> None:
    rgb, truth = drawn(210.0, 297.0, 70.0, 10.0, seed=2)
    middle = truth[[1, 2]].mean(axis=0)
    cv2.ellipse(rgb, (int(middle[0]), int(middle[1])), (40, 22), 20.0, 0.0, 360.0, (150, 100, 80), -1)
    quads = find_quads(rgb)
    assert quads
    gaps = np.linalg.norm(quads[0].corners[:, None] - truth[None], axis=2)
    assert gaps.min(axis=0).max() < 1.5


def test_a_floor_without_paper_has_no_quad_of_contrast() -> None:
    rng = np.random.default_rng(4)
    rgb = np.clip(rng.normal(110, 8, (480, 640, 3)), 0, 255).astype(np.uint8)
    assert find_quads(rgb) == []
