"""Glasses on the demo subject, on flat colours and behind heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.core.document import Snapshot
from app.core.frame import Frame
from app.core.maths import frozen, linear_from_srgb, rotation_from_euler
from app.core.missing import Missing
from app.core.model3d import Material, Model3D, Primitive, Texture
from app.core.pose import CAMERA_FROM_FACING_HEAD, Pose
from app.core.scene import HeadOccluder, Light, Scene, WornModel
from app.core.tracks import FaceTrack
from app.render import environment, gl
from app.render.passes.head_occluder import head_solid
from app.render.projection import Box
from app.render.renderer import Renderer
from app.render.worn_buffers import SampledBox
from app.scenes.demo_face import DemoFace, DemoTruth
from app.scenes.demo_motion import Motion
from app.stages.compose import compose
from app.store.face_mesh import load_face_mesh
from app.store.products import load_catalogue, resolve_item, resolve_wear
from app.vision.light import measure_light
from tests.golden.plugin import GoldenPictures

from .conftest import track_of

pytestmark = pytest.mark.gl

GLASSES = ("glasses-square-acetate", "glasses-rimless", "glasses-round-gold", "glasses-sun-gradient")
WIDTH, HEIGHT = 320, 200
CAMERA = Intrinsics.from_vertical_fov(WIDTH, HEIGHT)
FACING = np.eye(4)
FACING[:3, :3] = CAMERA_FROM_FACING_HEAD
FACING[:3, 3] = (0.0, 0.0, 200.0)


@pytest.fixture(scope="module")
def subject() -> Iterator[DemoFace]:
    face = DemoFace()
    yield face
    face.close()


def dressed(rgb: NDArray[np.uint8], truth: DemoTruth, wear: str, strength: float = 1.0) -> Scene:
    """The demo subject with one product on, lit as the picture is."""
    frame = Frame.from_rgb(rgb.copy(), camera=truth.camera)
    track: FaceTrack = replace(track_of(truth.points), pose=truth.pose)
    catalogue = load_catalogue()
    item = resolve_item(resolve_wear(wear, catalogue), catalogue)
    snapshot = Snapshot(0, "onnx", 1, strength, {}, (item,), frozen({}))
    light = measure_light(frame.rgb, truth.points)
    return compose(
        frame, [track], snapshot, load_face_mesh(), Light() if isinstance(light, Missing) else light
    )


def around_the_eyes(points: NDArray[np.float32]) -> tuple[slice, slice]:
    x, y = points[:, 0], points[:, 1]
    middle = (y[33] + y[263]) / 2
    return slice(int(middle) - 55, int(middle) + 65), slice(int(x.min()) - 30, int(x.max()) + 30)


@pytest.mark.golden
@pytest.mark.parametrize("yaw", [-25, 0, 25])
@pytest.mark.parametrize("product", GLASSES)
def test_she_wears_them(
    renderer: Renderer, subject: DemoFace, golden: GoldenPictures, product: str, yaw: int
) -> None:
    rgb, truth = subject.render_motion(Motion(yaw_rad=float(np.deg2rad(yaw)), pitch_rad=0.0))
    picture = renderer.picture(dressed(rgb, truth, product))
    golden.check(f"{product}_yaw{yaw:+d}", picture[around_the_eyes(truth.points)])


@pytest.mark.golden
@pytest.mark.parametrize("variant", ["tortoise", "crystal"])
def test_acetate_comes_in_finishes(
    renderer: Renderer, subject: DemoFace, golden: GoldenPictures, variant: str
) -> None:
    rgb, truth = subject.render_motion(Motion(yaw_rad=0.0, pitch_rad=0.0))
    picture = renderer.picture(dressed(rgb, truth, f"glasses-square-acetate:{variant}"))
    golden.check(f"glasses-square-acetate_{variant}", picture[around_the_eyes(truth.points)])


@pytest.mark.parametrize("product", GLASSES)
def test_at_strength_0_the_picture_is_the_input_and_elsewhere_always(
    renderer: Renderer, subject: DemoFace, product: str
) -> None:
    rgb, truth = subject.render_motion(Motion(yaw_rad=0.0, pitch_rad=0.0))
    assert np.array_equal(renderer.picture(dressed(rgb, truth, product, 0.0)), rgb)
    changed = (renderer.picture(dressed(rgb, truth, product)) != rgb).any(axis=2)
    rows, columns = np.nonzero(changed)
    points = truth.points
    assert changed.sum() > 400
    assert columns.min() > points[:, 0].min() - 40 and columns.max() < points[:, 0].max() + 40
    assert rows.min() > points[10, 1] and rows.max() < points[13, 1]


def square(z_mm: float = 0.0, half: float = 30.0, **material: object) -> Primitive:
    """A square facing +z."""
    positions = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32) * half
    positions[:, 2] = z_mm
    return Primitive(
        positions,
        np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
        np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float32),
        np.ones((4, 4), np.float32),
        np.array([[0, 1, 2], [0, 2, 3]], np.uint32),
        with_fields(Material(metallic=0.0), **material),
    )


def with_fields(material: Material, **fields: object) -> Material:
    return replace(material, **fields)  # type: ignore[arg-type]


def model_of(*primitives: Primitive) -> Model3D:
    return Model3D(f"test-{id(primitives)}", primitives)


def scene_of(*layers: WornModel | HeadOccluder, grey: int = 120) -> Scene:
    return Scene(Frame.from_rgb(np.full((HEIGHT, WIDTH, 3), grey, np.uint8)), tuple(layers))


def worn(model: Model3D, **fields: object) -> WornModel:
    return replace(WornModel(0, model, FACING, 1.0), **fields)  # type: ignore[arg-type]


CENTRE = (HEIGHT // 2, WIDTH // 2)


def test_a_clear_lens_lets_the_picture_through_and_a_dark_one_its_share(renderer: Renderer) -> None:
    lens = model_of(square(transmission=1.0))
    clear = renderer.picture(scene_of(worn(lens)))[CENTRE]
    assert np.abs(clear.astype(int) - 120).max() <= 8
    dark = renderer.picture(scene_of(worn(lens, tint=(0.0, 0.0, 0.0, 0.75))))[CENTRE]
    expected = linear_from_srgb(120 / 255) * 0.25
    assert np.all(np.abs(linear_from_srgb(dark / 255.0) - expected) < 0.03)


def test_a_gradient_is_darker_above(renderer: Renderer) -> None:
    lens = model_of(square(transmission=1.0))
    picture = renderer.picture(scene_of(worn(lens, tint=(0.0, 0.0, 0.0, 0.9), tint_gradient=1.0)))
    column = picture[:, WIDTH // 2].mean(axis=1)
    assert column[CENTRE[0] - 20] + 30 < column[CENTRE[0] + 20]


def test_a_lens_darkens_what_is_worn_behind_it(renderer: Renderer) -> None:
    white = square(-5.0, 10.0)
    alone = renderer.picture(scene_of(worn(model_of(white))))[CENTRE]
    both = model_of(white, square(transmission=1.0))
    behind = renderer.picture(scene_of(worn(both, tint=(0.0, 0.0, 0.0, 0.9))))[CENTRE]
    assert behind.astype(int).max() < alone.astype(int).min() - 80


def test_the_frame_is_repainted_and_nothing_else(renderer: Renderer) -> None:
    red = (0.8, 0.0, 0.0)
    for name, repainted in (("frame", True), ("hinge", False)):
        picture = renderer.picture(scene_of(worn(model_of(square(name=name)), colour=red)))[CENTRE].astype(
            int
        )
        assert (picture[0] - picture[1] > 60) == repainted


def test_edges_are_smooth(renderer: Renderer) -> None:
    turned = FACING.copy()
    turned[:3, :3] = CAMERA_FROM_FACING_HEAD @ rotation_from_euler(roll_rad=0.3)
    black = model_of(square(base_colour=(0.0, 0.0, 0.0, 1.0), roughness=1.0))
    picture = renderer.picture(scene_of(worn(black, camera_from_model=turned), grey=250))[..., 1]
    inside = int(picture[CENTRE])
    between = ((picture > inside + 20) & (picture < 230)).sum()
    assert between > 100  # about half of the square's circumference in px


def test_what_lies_beyond_the_fade_is_gone(renderer: Renderer) -> None:
    far = model_of(square(-60.0))
    near = scene_of(worn(far, fade_from_mm=80.0, fade_to_mm=90.0))
    assert (renderer.picture(near) != near.frame.rgb).any()
    gone = scene_of(worn(far, fade_from_mm=40.0, fade_to_mm=50.0))
    assert np.abs(renderer.picture(gone).astype(int) - 120).max() <= 1


def head_at(camera_from_head: NDArray[np.float64]) -> HeadOccluder:
    mesh = load_face_mesh()
    points = Pose.from_matrix(camera_from_head).apply(mesh.vertices_mm).astype(np.float32)
    return HeadOccluder(0, points, mesh.triangles, camera_from_head)


def test_a_head_hides_what_is_behind_it_and_paints_nothing(renderer: Renderer) -> None:
    away = FACING.copy()
    away[2, 3] = 500.0
    bare = scene_of(head_at(away))
    assert np.array_equal(renderer.picture(bare), bare.frame.rgb)
    behind = worn(model_of(square(-100.0, 20.0)), camera_from_model=away)
    hidden = renderer.picture(scene_of(head_at(away), behind))
    assert np.abs(hidden.astype(int) - 120).max() <= 1
    before = worn(model_of(square(60.0, 20.0)), camera_from_model=away)
    assert (renderer.picture(scene_of(head_at(away), before)) != 120).any()


def test_the_skull_lies_behind_the_face_and_inside_its_outline() -> None:
    solid, triangles = head_solid(head_at(np.eye(4)))
    face = load_face_mesh().vertices_mm
    assert triangles.max() < len(solid)
    assert solid[:, 2].min() < face[:, 2].min() - 80.0
    assert np.abs(solid[:, 0]).max() < np.abs(face[:, 0]).max() + 4.0


def test_textures_are_shown_the_right_way_up(renderer: Renderer) -> None:
    rgba = np.zeros((2, 2, 4), np.uint8)
    rgba[0], rgba[1] = (255, 0, 0, 255), (0, 0, 255, 255)
    picture = renderer.picture(scene_of(worn(model_of(square(base_texture=Texture(rgba, srgb=True))))))
    above, below = (
        picture[CENTRE[0] - 20, CENTRE[1]].astype(int),
        picture[CENTRE[0] + 20, CENTRE[1]].astype(int),
    )
    assert above[0] > above[2] + 30 and below[2] > below[0] + 30


def test_light_brightens_and_colours_what_is_worn(renderer: Renderer) -> None:
    scene = scene_of(worn(model_of(square(base_colour=(0.4, 0.4, 0.4, 1.0)))))
    usual = renderer.picture(scene)[CENTRE].astype(int)
    warm = renderer.picture(replace(scene, light=Light(ambient=(1.2, 1.0, 0.6))))[CENTRE].astype(int)
    dim = renderer.picture(replace(scene, light=Light(ambient=(0.2, 0.2, 0.2))))[CENTRE].astype(int)
    assert dim.max() < usual.min() - 40 and warm[0] - warm[2] > 30


def test_out_of_the_picture_and_behind_the_camera_nothing_is_drawn(renderer: Renderer) -> None:
    for offset in ((5000.0, 0.0, 200.0), (0.0, 0.0, -200.0)):
        elsewhere = FACING.copy()
        elsewhere[:3, 3] = offset
        scene = scene_of(worn(model_of(square()), camera_from_model=elsewhere))
        assert np.array_equal(renderer.picture(scene), scene.frame.rgb)


def test_the_shadow_falls_under_the_frame(renderer: Renderer) -> None:
    bar = model_of(square(0.0, 4.0, base_colour=(0.0, 0.0, 0.0, 1.0)))
    without = renderer.picture(scene_of(worn(bar))).astype(int)
    shaded = renderer.picture(scene_of(worn(bar, shadow=1.0))).astype(int)
    darker_rows = np.nonzero((shaded < without - 3).any(axis=(1, 2)))[0]
    assert darker_rows.min() >= CENTRE[0] - 4 and darker_rows.max() > CENTRE[0] + 5  # the bar is 7 px high


def test_a_shadow_at_the_picture_s_edge_shows_nothing_of_earlier_pictures(renderer: Renderer) -> None:
    upside_down = np.diag([-1.0, -1.0, 1.0, 1.0]) @ FACING
    upside_down[:3, 3] = (0.0, 50.0, 200.0)
    cut = scene_of(worn(model_of(square()), camera_from_model=upside_down, shadow=1.0))
    alone = renderer.picture(cut)
    renderer.picture(scene_of(worn(model_of(square(half=150.0)), shadow=1.0)))
    assert np.array_equal(renderer.picture(cut), alone)


def test_a_box_that_does_not_fit_the_driver_spoils_no_later_one(renderer: Renderer) -> None:
    from OpenGL.error import GLError  # not before gl.py has set PyOpenGL's flags

    drawn = SampledBox()
    largest = int(gl.glGetIntegerv(gl.GL_MAX_TEXTURE_SIZE))
    with pytest.raises((RuntimeError, GLError)):  # GLError where every call is checked
        drawn.begin(Box(0, 0, 2 * largest, 8), 2 * largest, 8)
    while gl.glGetError() != gl.GL_NO_ERROR:
        pass
    drawn.begin(Box(0, 0, 64, 8), 64, 8)
    assert gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER) == gl.GL_FRAMEBUFFER_COMPLETE
    drawn.release()


def test_the_studio_is_even_enough_to_be_believed() -> None:
    levels, irradiance = environment.studio()
    assert [level.shape[0] for level in levels] == [128, 64, 32, 16, 8, 4]
    assert all(level.dtype == np.uint8 and level[..., :3].max() > 0 for level in levels)
    assert np.isfinite(irradiance).all()
    sharp, matt = (levels[k][..., :3].astype(float) for k in (0, -1))
    assert sharp.max() > 200 and matt.std() < sharp.std()
