"""The stage: what stands in each pixel, how far away, and how light and shadow fall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.render.context import open_context
from app.render.stage_canvas import Finish, StageCanvas, StageLight, StageMesh, stage_mesh
from app.render.stage_plate import PlateCanvas

pytestmark = pytest.mark.gl

SIDE = 96
CAMERA = Intrinsics.from_vertical_fov(SIDE, SIDE, float(np.deg2rad(60.0)))
# A metre above the floor, straight down: picture right is +x, picture down is -z.
FROM_ABOVE = np.array([[1.0, 0, 0, 0], [0, 0, -1.0, 0], [0, -1.0, 0, 1000.0], [0, 0, 0, 1.0]])
NO_SUN = StageLight(sun=(0.0, 0.0, 0.0), sky=(0.6, 0.6, 0.6), ground=(0.2, 0.2, 0.2))


@dataclass(frozen=True, eq=False)
class Patch:
    """A level square."""

    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    uvs: NDArray[np.float32]
    indices: NDArray[np.uint32]
    part: int
    tint: NDArray[np.float32] | None = None


def patch(half_mm: float, height_mm: float, part: int, x_mm: float = 0.0, tint: float | None = None) -> Patch:
    corners = np.array([[-1, 0, 1], [1, 0, 1], [1, 0, -1], [-1, 0, -1]], np.float32) * half_mm
    return Patch(
        (corners + np.float32([x_mm, height_mm, 0])).astype(np.float32),
        np.tile(np.float32([0, 1, 0]), (4, 1)),
        corners[:, [0, 2]] / np.float32(100.0),
        np.array([[0, 1, 2], [0, 2, 3]], np.uint32),
        part,
        None if tint is None else np.full((4, 3), tint, np.float32),
    )


def mesh(shape: Patch, colour: tuple[float, float, float] = (0.6, 0.6, 0.6), instance: int = 0) -> StageMesh:
    return stage_mesh(shape, Finish(colour, specular=0.0), instance=instance)


FLOOR = [mesh(patch(5000.0, 0.0, 0))]


@pytest.fixture
def canvas() -> Iterator[StageCanvas]:
    with open_context():
        canvas = StageCanvas(SIDE, SIDE, sheets=2, sheet_px=16)
        yield canvas
        canvas.release()


def test_each_pixel_knows_what_stands_in_front(canvas: StageCanvas) -> None:
    low, high = mesh(patch(200.0, 50.0, 2), instance=1), mesh(patch(60.0, 300.0, 1), instance=2)
    for things in ([low, high], [high, low]):
        picture = canvas.draw(things, FLOOR, CAMERA, FROM_ABOVE, NO_SUN)
        middle, beside, corner = (48, 48), (48, 60), (2, 2)
        assert [picture.part[at] for at in (middle, beside, corner)] == [1, 2, 0]
        assert [picture.instance[at] for at in (middle, beside, corner)] == [2, 1, 0]
        assert [picture.depth_mm[at] for at in (middle, beside, corner)] == pytest.approx(
            [700, 950, 1000], abs=0.5
        )


def test_where_nothing_is_there_is_the_background(canvas: StageCanvas) -> None:
    picture = canvas.draw([], [], CAMERA, FROM_ABOVE, NO_SUN, background=(1.0, 0.0, 0.5))
    assert (picture.rgb == (255, 0, 128)).all()
    assert not picture.part.any() and not picture.depth_mm.any()


def test_a_shadow_falls_away_from_the_sun(canvas: StageCanvas) -> None:
    sun = StageLight(to_sun=(0.6, 0.8, 0.0), sky=(0.2, 0.2, 0.2), shadow_edge_mm=5.0)
    board = [mesh(patch(60.0, 300.0, 0))]
    lit = canvas.draw([], FLOOR, CAMERA, FROM_ABOVE, sun).rgb.astype(int)
    shaded = canvas.draw(board, FLOOR, CAMERA, FROM_ABOVE, sun).rgb.astype(int)
    # The board's shadow lies 300 * 0.6 / 0.8 = 225 mm to its -x side; 83 px are a metre there.
    shadow, mirrored = (48, 48 - 19), (48, 48 + 19)
    assert lit[shadow].mean() - shaded[shadow].mean() > 30
    assert abs(lit[mirrored].mean() - shaded[mirrored].mean()) <= 2


def test_the_floor_is_dark_under_what_nearly_touches_it(canvas: StageCanvas) -> None:
    bare = canvas.draw([], FLOOR, CAMERA, FROM_ABOVE, NO_SUN).rgb.astype(int)
    near = canvas.draw([mesh(patch(80.0, 5.0, 0))], FLOOR, CAMERA, FROM_ABOVE, NO_SUN).rgb.astype(int)
    far = canvas.draw([mesh(patch(80.0, 400.0, 0))], FLOOR, CAMERA, FROM_ABOVE, NO_SUN).rgb.astype(int)
    beside = (48, 48 + 8)  # 100 mm from the middle
    assert (bare - near)[beside].mean() >= 6
    assert abs((bare - far)[48, 48 + 16].mean()) <= 2


def test_a_tint_multiplies_the_colour(canvas: StageCanvas) -> None:
    plain = canvas.draw([mesh(patch(300.0, 1.0, 0))], [], CAMERA, FROM_ABOVE, NO_SUN).rgb[48, 48]
    half = canvas.draw([mesh(patch(300.0, 1.0, 0, tint=0.5))], [], CAMERA, FROM_ABOVE, NO_SUN).rgb[48, 48]
    same = canvas.draw(
        [stage_mesh(patch(300.0, 1.0, 0), Finish((0.6 * 0.5**0.5,) * 3, specular=0.0))],
        [],
        CAMERA,
        FROM_ABOVE,
        NO_SUN,
    ).rgb[48, 48]
    assert (half < plain).all()
    assert np.abs(half.astype(int) - same.astype(int)).max() <= 2


def test_looking_without_light_gives_the_same_labels(canvas: StageCanvas) -> None:
    things = [mesh(patch(120.0, 80.0, 2, x_mm=150.0), instance=3)]
    picture = canvas.draw(things, FLOOR, CAMERA, FROM_ABOVE, NO_SUN)
    canvas.set(things, FLOOR)
    looked = canvas.look(CAMERA, FROM_ABOVE)
    for name in ("part", "instance", "depth_mm"):
        np.testing.assert_array_equal(getattr(looked, name), getattr(picture, name))


def test_the_same_scene_gives_the_same_picture(canvas: StageCanvas) -> None:
    things = [mesh(patch(120.0, 80.0, 2, x_mm=150.0), instance=3)]
    first, second = (canvas.draw(things, FLOOR, CAMERA, FROM_ABOVE, StageLight()).rgb for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_sheet_of_another_size_is_refused(canvas: StageCanvas) -> None:
    with pytest.raises(ValueError, match=r"sheet 1 of 2: expected \(16, 16, 4\), got \(8, 8, 4\)"):
        canvas.sheets.upload(1, np.zeros((8, 8, 4), np.uint8))
    with pytest.raises(ValueError, match="sheet 2 of 2"):
        canvas.sheets.upload(2, np.zeros((16, 16, 4), np.uint8))


# The same without the mirror in it: outsides are outsides.
UNMIRRORED = np.array([[1.0, 0, 0, 0], [0, 0, 1.0, 0], [0, -1.0, 0, 1000.0], [0, 0, 0, 1.0]])


@pytest.mark.parametrize("x_mm", [0.0, 150.0])
def test_over_a_plate_things_look_and_darken_the_floor_as_on_the_stage(
    canvas: StageCanvas, x_mm: float
) -> None:
    light = StageLight(to_sun=(0.5, 0.8, 0.33), shadow_edge_mm=40.0)
    things = [mesh(patch(110.0, 120.0, 2, x_mm), (0.7, 0.4, 0.3)), mesh(patch(60.0, 8.0, 2, -200.0))]
    whole = canvas.draw(things, FLOOR, CAMERA, UNMIRRORED, light).rgb.astype(int)
    plate = canvas.draw((), FLOOR, CAMERA, UNMIRRORED, light).rgb
    over = PlateCanvas(plate, sheets=2)
    over.set(things, ())
    seen = over.lit(CAMERA, UNMIRRORED, light).astype(int)
    over.set((), ())
    bare = over.lit(CAMERA, UNMIRRORED, light)
    over.release()
    assert np.abs(whole - plate).max() > 60  # a shadow falls
    assert np.abs(seen - whole).max() <= 6 and np.abs(seen - whole).mean() < 0.6
    assert np.abs(bare.astype(int) - plate).max() <= 1
