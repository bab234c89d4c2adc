"""The lipstick fitter's decisions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.camera import Intrinsics
from app.core.face import FACE_POINTS, LIPS_INNER, LIPS_OUTER, FaceMesh
from app.core.maths import linear_from_srgb
from app.core.missing import Missing
from app.core.observations import Crop
from app.core.params import controls_of
from app.core.products import Product, WornItem
from app.core.scene import LipPaint
from app.core.tracks import FaceTrack
from app.stages.compose import FitContext, fitters
from app.stages.fit_lipstick import LipstickFitter, LipstickSettings

MESH = FaceMesh(
    np.zeros((FACE_POINTS, 3)), np.zeros((0, 3), np.int32), np.ones(FACE_POINTS), np.arange(FACE_POINTS)
)


def fitted(settings: LipstickSettings, points: np.ndarray, opacity: float = 1.0) -> tuple[LipPaint, ...]:
    visible = np.ones(FACE_POINTS, np.float32)
    track = FaceTrack(
        7, 0, points, points, visible, 1.0, True, 1.0, Crop(0.0, 0.0, 1.0), Missing("not asked for")
    )
    context = FitContext(Intrinsics.from_vertical_fov(640, 480), MESH, opacity)
    return LipstickFitter().fit(WornItem(Product("p", "lipstick", "P"), None, settings, None), track, context)


def some_points() -> np.ndarray:
    return np.random.default_rng(3).uniform(0, 300, (FACE_POINTS, 3)).astype(np.float32)


def test_it_is_registered_and_its_defaults_lie_in_range() -> None:
    assert isinstance(fitters()["lipstick"], LipstickFitter)
    for name, control in controls_of(LipstickSettings).items():
        control.parse(getattr(LipstickSettings(), name))


def test_the_contours_are_the_landmarks() -> None:
    points = some_points()
    (paint,) = fitted(LipstickSettings(colour="#ff8000"), points, opacity=0.5)
    assert np.array_equal(paint.outer, points[list(LIPS_OUTER), :2])
    assert np.array_equal(paint.inner, points[list(LIPS_INNER), :2])
    assert paint.colour == pytest.approx(tuple(linear_from_srgb([1.0, 128 / 255, 0.0])))
    assert (paint.subject, paint.opacity) == (7, 0.5)


@pytest.mark.parametrize("finish", ["matte", "satin", "gloss"])
@given(shine=st.sampled_from((0.0, 0.01, 0.6, 1.0)), coverage=st.floats(0.01, 1))
def test_every_finish_stays_in_range(finish: str, shine: float, coverage: float) -> None:
    (paint,) = fitted(LipstickSettings(finish=finish, shine=shine, coverage=coverage), some_points())
    for value in (paint.coverage, paint.matte, paint.gloss, paint.gloss_roughness):
        assert 0.0 <= value <= 1.0
    assert (paint.gloss == 0.0) == (finish == "matte" or shine == 0.0)


def test_nothing_is_worn_at_coverage_or_opacity_0() -> None:
    assert fitted(LipstickSettings(coverage=0.0), some_points()) == ()
    assert fitted(LipstickSettings(), some_points(), opacity=0.0) == ()


def test_the_scale_survives_a_turn_of_the_head() -> None:
    points = np.zeros((FACE_POINTS, 3), np.float32)
    points[[234, 454], 0] = (100.0, 240.0)
    points[[10, 152], 1] = (50.0, 230.0)
    (front,) = fitted(LipstickSettings(), points)
    points[454, 0] = 170.0  # in profile the ears come together
    (side,) = fitted(LipstickSettings(), points)
    assert front.face_px == pytest.approx(140.4)
    assert side.face_px == pytest.approx(front.face_px, rel=0.05)
