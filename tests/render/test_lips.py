"""Lipstick on the astronaut, and on lips whose place and light are known exactly."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.face import LIPS_INNER, LIPS_OUTER
from app.core.frame import Frame
from app.core.maths import linear_from_srgb, srgb_from_linear
from app.core.scene import LipPaint, Scene
from app.render.passes.lip_shape import SAMPLES, SPLINE, STEPS, arcs
from app.render.passes.lips import mixed_albedo
from app.render.renderer import Renderer
from tests.golden.plugin import GoldenPictures

from .conftest import Wearing

pytestmark = pytest.mark.gl

FINISHES = ("matte", "satin", "gloss")
AROUND_THE_FACE = np.s_[10:230, 120:340]


def luminance(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    return linear_from_srgb(rgb / 255.0) @ np.array([0.2126, 0.7152, 0.0722])


def lightness(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """CIE L*."""
    y = luminance(rgb)
    return np.where(y > 0.008856, 116.0 * np.cbrt(y) - 16.0, 903.3 * y)


@pytest.mark.golden
@pytest.mark.parametrize("finish", FINISHES)
def test_finishes_look_as_they_did(
    renderer: Renderer, wearing: Wearing, golden: GoldenPictures, finish: str
) -> None:
    golden.check(f"lipstick_{finish}", renderer.picture(wearing(finish=finish))[AROUND_THE_FACE])


@pytest.mark.parametrize("finish", FINISHES)
def test_nothing_changes_outside_the_lips(renderer: Renderer, wearing: Wearing, finish: str) -> None:
    scene = wearing(finish=finish)
    (paint,) = scene.layers
    assert isinstance(paint, LipPaint)
    margin = 4.0
    low, high = paint.outer.min(axis=0) - margin, paint.outer.max(axis=0) + margin
    changed_y, changed_x = np.nonzero((renderer.picture(scene) != scene.frame.rgb).any(axis=2))
    assert len(changed_x) > 300
    assert (changed_x >= low[0]).all() and (changed_x <= high[0]).all()
    assert (changed_y >= low[1]).all() and (changed_y <= high[1]).all()


def test_the_colour_goes_where_it_is_asked_to(renderer: Renderer, wearing: Wearing) -> None:
    scene = wearing(colour="#1030c0", finish="matte", coverage=1.0)
    (paint,) = scene.layers
    assert isinstance(paint, LipPaint)
    lower = (paint.outer[15] + paint.inner[15]) / 2.0
    red, _, blue = renderer.picture(scene)[int(lower[1]), int(lower[0])].astype(int)
    assert blue > red + 40


def test_teeth_stay_as_they_are(renderer: Renderer, wearing: Wearing) -> None:
    scene = wearing(finish="matte", coverage=1.0)
    (paint,) = scene.layers
    assert isinstance(paint, LipPaint)
    middle = (paint.inner[3:8] + paint.inner[17:12:-1]) / 2.0
    x, y = middle.astype(int).T
    assert np.array_equal(renderer.picture(scene)[y, x], scene.frame.rgb[y, x])


def closed_mouth(gap_px: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Outer and inner contour of a mouth 100 px wide in a 160x120 picture, its lips `gap_px` apart."""
    angle = np.pi * np.arange(11) / 10.0
    x = 80.0 - 50.0 * np.cos(angle)
    inner_x = 80.0 - 44.0 * np.cos(angle)
    bulge = np.sin(angle)

    def contour(x: NDArray[np.float64], up: float, down: float) -> NDArray[np.float32]:
        upper = np.column_stack([x, 60.0 - up * bulge])
        lower = np.column_stack([x, 60.0 + down * bulge])
        return np.concatenate([upper, lower[9:0:-1]]).astype(np.float32)

    return contour(x, 14.0, 20.0), contour(inner_x, gap_px / 2.0, gap_px / 2.0)


def paint_of(outer: NDArray[np.float32], inner: NDArray[np.float32]) -> LipPaint:
    return LipPaint(0, outer, inner, (0.02, 0.03, 0.5), 1.0, 1.0, 0.0, 1.0, 1.0, 200.0)


@pytest.mark.parametrize("gap_px", [-1.5, 0.0, 1.2])
def test_there_is_no_line_between_closed_lips(renderer: Renderer, gap_px: float) -> None:
    frame = Frame.from_rgb(np.full((120, 160, 3), (190, 110, 105), np.uint8))
    got = renderer.picture(Scene(frame, (paint_of(*closed_mouth(gap_px)),)))
    across = got[50:72, 80].astype(int)
    assert (across.max(axis=0) - across.min(axis=0) <= 3).all(), across


def test_an_open_mouth_shows_through(renderer: Renderer) -> None:
    frame = Frame.from_rgb(np.full((120, 160, 3), (190, 110, 105), np.uint8))
    got = renderer.picture(Scene(frame, (paint_of(*closed_mouth(16.0)),)))
    assert np.array_equal(got[56:65, 70:91], frame.rgb[56:65, 70:91])


def test_the_edge_moves_by_less_than_a_pixel(renderer: Renderer) -> None:
    """Moving the mouth by a tenth of a pixel moves the paint by a tenth of a pixel."""
    frame = Frame.from_rgb(np.full((120, 160, 3), (190, 110, 105), np.uint8))
    outer, inner = closed_mouth(0.0)

    def painted_px(shift: float) -> float:
        """How much of column 80 above the lips' middle is painted, in px."""
        down = np.array([0.0, shift], np.float32)
        got = renderer.picture(Scene(frame, (paint_of(outer + down, inner + down),)))
        column = frame.rgb[:60, 80, 0].astype(float) - got[:60, 80, 0]
        return float(column.sum() / column.max())

    heights = [painted_px(shift) for shift in np.arange(0.0, 1.05, 0.1)]
    steps = -np.diff(heights)
    assert steps == pytest.approx(np.full(10, 0.1), abs=0.05)


# Not satin on a very dark pigment: there the film's own light is most of what is seen, as on real lips.
@pytest.mark.parametrize(
    ("finish", "colour"),
    [
        ("matte", "#a8243a"),
        ("matte", "#c2707a"),
        ("matte", "#5a1230"),
        ("satin", "#a8243a"),
        ("satin", "#c2707a"),
    ],
)
def test_the_lips_keep_their_own_shading(
    renderer: Renderer, wearing: Wearing, finish: str, colour: str
) -> None:
    """The gradients of L* before and after correlate, on lips lit from the side and full of fine lines."""
    (worn,) = wearing(finish=finish, colour=colour).layers
    outer, inner = closed_mouth(0.0)
    paint = replace(worn, outer=outer, inner=inner, face_px=200.0)
    x, y = np.meshgrid(np.arange(160), np.arange(120))
    shading = 1.0 + 0.15 * np.cos(x / 40.0) + 0.08 * np.sin(1.6 * x + 0.2 * y) + 0.1 * np.cos(y / 5.0)
    bare = srgb_from_linear(np.array([0.45, 0.15, 0.13]) * shading[..., None])
    frame = Frame.from_rgb(np.round(bare * 255.0).astype(np.uint8))
    inside = away_from_the_edges(paint, frame.rgb.shape[:2])
    before = np.stack(np.gradient(lightness(frame.rgb)))[:, inside].ravel()
    after = np.stack(np.gradient(lightness(renderer.picture(Scene(frame, (paint,))))))[:, inside].ravel()
    assert np.corrcoef(before, after)[0, 1] >= 0.95


def away_from_the_edges(paint: LipPaint, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Pixels of the lips at least 3.5 px from any edge, where the coat is even."""
    lips = np.zeros(shape, np.uint8)
    for contour, value in ((paint.outer, 1), (paint.inner, 0)):
        # fillPoly counts from pixel centres, in 1/16 px here.
        cv2.fillPoly(lips, [np.round((contour - 0.5) * 16).astype(np.int32)], value, shift=4)
    inside: NDArray[np.bool_] = cv2.distanceTransform(lips, cv2.DIST_L2, 5) > 3.5
    return inside


def well_inside(paint: LipPaint, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Pixels in the middle half of the lower lip."""
    fine = arcs(paint)[1]
    inside = np.zeros(shape, bool)
    for across in np.linspace(0.3, 0.7, 9):
        line = (fine[0] * (1.0 - across) + fine[1] * across)[7:-7].astype(int)
        inside[line[:, 1], line[:, 0]] = True
    return inside


def test_gloss_shines_and_matte_does_not(renderer: Renderer, wearing: Wearing) -> None:
    brightest = {}
    for finish in FINISHES:
        scene = wearing(finish=finish, colour="#5a1230")
        (paint,) = scene.layers
        assert isinstance(paint, LipPaint)
        inside = well_inside(paint, scene.frame.rgb.shape[:2])
        brightest[finish] = float(np.quantile(luminance(renderer.picture(scene))[inside], 0.95))
    assert brightest["matte"] < brightest["satin"] < brightest["gloss"]


def test_coverage_and_opacity_rise_smoothly(renderer: Renderer, wearing: Wearing) -> None:
    def change(**settings: float) -> float:
        scene = wearing(finish="matte", **settings)
        return float(np.abs(renderer.picture(scene).astype(int) - scene.frame.rgb).mean())

    by_coverage = [change(coverage=value) for value in (0.0, 0.02, 0.25, 0.5, 0.75, 1.0)]
    by_opacity = [change(opacity=value) for value in (0.0, 0.02, 0.25, 0.5, 0.75, 1.0)]
    for changes in (by_coverage, by_opacity):
        assert changes[0] == 0.0
        assert changes[1] < 0.15 * changes[-1]
        assert all(a < b for a, b in zip(changes, changes[1:], strict=False))


def test_a_mouth_outside_the_picture_is_no_fault(renderer: Renderer, wearing: Wearing) -> None:
    scene = wearing()
    (paint,) = scene.layers
    assert isinstance(paint, LipPaint)
    for dx, dy in ((-5000, 0), (-220, 0), (300, 400), (1e7, 1e7), (np.nan, 0)):
        away = np.array([dx, dy], np.float32)
        moved = replace(paint, outer=paint.outer + away, inner=paint.inner + away)
        assert renderer.picture(Scene(scene.frame, (moved,))).shape == scene.frame.rgb.shape


def test_a_mouth_of_a_few_pixels_is_painted(
    renderer: Renderer, astronaut_points: NDArray[np.float32]
) -> None:
    points = astronaut_points[:, :2] * 0.12
    outer, inner = points[list(LIPS_OUTER)], points[list(LIPS_INNER)]
    frame = Frame.from_rgb(np.full((64, 64, 3), (150, 100, 90), np.uint8))
    paint = replace(paint_of(outer, inner), face_px=16.0)
    assert (renderer.picture(Scene(frame, (paint,))) != frame.rgb).any()


def test_the_spline_goes_through_its_points() -> None:
    points = np.random.default_rng(0).normal(size=(11, 2))
    assert SPLINE[::STEPS] @ points == pytest.approx(points)
    assert SPLINE.sum(axis=1) == pytest.approx(np.ones(SAMPLES))


def test_mixed_albedo_goes_from_lips_to_pigment() -> None:
    lip, pigment = np.array([0.5, 0.2, 0.15]), np.array([0.4, 0.02, 0.05])
    assert mixed_albedo(lip, pigment, 0.0) == pytest.approx(lip)
    assert mixed_albedo(lip, pigment, 1.0) == pytest.approx(pigment)
