"""Shoes over painted feet on painted floors: what is hidden, what is left alone, and what is to scale."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.core.document import Snapshot
from app.core.foot import LEFT, RIGHT
from app.core.frame import Frame
from app.core.maths import frozen, rotation_from_euler
from app.core.model3d import Material, Model3D, Primitive
from app.core.observations import Crop, FootMask
from app.core.params import with_values
from app.core.pose import Pose
from app.core.products import Product, WornItem
from app.core.scene import Light, Scene, WornShoe
from app.core.tracks import FootTrack
from app.render.floor_colours import enlarged, filled
from app.render.foot_bed import foot_bed_mm
from app.render.renderer import Renderer
from app.render.shoe_shade import foot_in
from app.render.sole_shadow import sole_shadow
from app.stages.compose import compose
from app.stages.fit_shoe import A_BARE_FOOT, FIXED, INSIDE, ShoeSettings
from app.store.face_mesh import load_face_mesh
from app.store.gltf import load_model_file
from app.store.products import load_catalogue

pytestmark = pytest.mark.gl

WIDTH, HEIGHT, SIDE = 400, 300, 48
CAMERA = Intrinsics.from_vertical_fov(WIDTH, HEIGHT)
FLOOR, FOOT, LEG = (96, 120, 150), (230, 220, 40), (30, 160, 60)
FOOT_MM = 285.0
# From before and above: toes down in the picture, the wearer's left at its right.
_C, _S = np.cos(np.deg2rad(50.0)), np.sin(np.deg2rad(50.0))
FROM_BEFORE = np.array([[1.0, 0.0, 0.0], [0.0, -_C, _S], [0.0, -_S, -_C]])

Picture = NDArray[np.uint8]


def block(low: tuple[float, ...], high: tuple[float, ...], colour: tuple[float, ...]) -> Primitive:
    """A box with flat sides."""
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], np.float32)
    corners = np.array(low, np.float32) + corners * (np.array(high) - np.array(low)).astype(np.float32)
    faces = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
    positions = np.concatenate([corners[list(face)] for face in faces])
    normals = np.repeat([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]], 4, axis=0)
    first = np.arange(6)[:, None] * 4
    indices = np.concatenate([first + (0, 1, 2), first + (0, 2, 3)]).astype(np.uint32)
    return Primitive(
        positions, normals.astype(np.float32), np.zeros((24, 2), np.float32), np.ones((24, 4), np.float32),
        indices, Material(base_colour=(*colour, 1.0), metallic=0.0, roughness=1.0),
    )  # fmt: skip


@cache
def low_shoe() -> Model3D:
    """A white block 90 x 60 x 285 mm with a red one on the medial side of its toe."""
    return Model3D(
        "low",
        (
            block((-45.0, 0.0, 0.0), (45.0, 60.0, 285.0), (0.8, 0.8, 0.8)),
            block((20.0, 60.0, 200.0), (45.0, 70.0, 250.0), (0.8, 0.02, 0.02)),
        ),
    )


@cache
def boot() -> Model3D:
    """The same with a shaft of four walls, 160 mm high."""
    white, walls = (
        (0.8, 0.8, 0.8),
        ((-50, -47, 2, 120), (47, 50, 2, 120), (-50, 50, 0, 3), (-50, 50, 117, 120)),
    )
    shaft = tuple(block((x, 0.0, z), (xx, 160.0, zz), white) for x, xx, z, zz in walls)
    return Model3D("boot", (block((-45.0, 0.0, 100.0), (45.0, 60.0, 285.0), white), *shaft))


def pose(x_mm: float = 0.0, y_mm: float = -60.0, z_mm: float = 620.0) -> Pose:
    return Pose(FROM_BEFORE, np.array([x_mm, y_mm, z_mm]))


def seen_block(where: Pose, low: tuple[float, ...], high: tuple[float, ...]) -> NDArray[np.bool_]:
    """(height, width) where a box in foot space is seen: the union of its triangles."""
    box = block(low, high, FLOOR)
    corners = CAMERA.project(where.apply(box.positions))[box.indices]
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    seen = np.zeros((HEIGHT, WIDTH), bool)
    for corner in corners:
        sides = [
            (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            for (ax, ay), (bx, by) in zip(corner, np.roll(corner, -1, axis=0))
        ]
        seen |= np.all([side >= 0.0 for side in sides], axis=0)
        seen |= np.all([side <= 0.0 for side in sides], axis=0)
    return seen


def standing(where: Pose) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where the foot and the leg of a foot of 285 mm with that pose are seen: a block, and a column on it."""
    foot = seen_block(where, (-48.0, 0.0, 0.0), (48.0, 60.0, 285.0))
    leg = seen_block(where, (-38.0, 70.0, 10.0), (38.0, 260.0, 90.0))
    return foot & ~leg, leg


class Feet:
    """A painted picture of feet, and the tracks that see it rightly."""

    def __init__(self, *poses: tuple[int, Pose], floor: bool = True) -> None:
        parts = [standing(where) for _, where in poses]
        self.foot = np.any([foot for foot, _ in parts], axis=0)
        self.leg = np.any([leg for _, leg in parts], axis=0)
        self.foot &= ~self.leg
        self.one_foot = [foot & self.foot for foot, _ in parts]
        self.rgb = np.full((HEIGHT, WIDTH, 3), FLOOR, np.uint8)
        self.rgb[self.foot], self.rgb[self.leg] = FOOT, LEG
        self.tracks = [self._track(index, side, where, floor) for index, (side, where) in enumerate(poses)]

    def _track(self, index: int, side: int, where: Pose, floor: bool) -> FootTrack:
        ends = CAMERA.project(where.apply(np.array([[0.0, 0.0, 0.0], [0.0, 0.0, FOOT_MM]])))
        middle, size = ends.mean(axis=0), float(np.linalg.norm(ends[1] - ends[0])) / 0.57
        crop = Crop(float(middle[0]), float(middle[1]), size)
        at = (np.arange(SIDE * 4) + 0.5) / 4
        affine = crop.picture_from_crop(SIDE)
        x = np.clip(affine[0, 0] * at + affine[0, 2], 0, WIDTH - 1).astype(int)
        y = np.clip(affine[1, 1] * at + affine[1, 2], 0, HEIGHT - 1).astype(int)
        grids = []
        for part in (self.leg, self.foot if floor else ~self.leg):
            fine = part[np.ix_(y, x)].reshape(SIDE, 4, SIDE, 4)
            grids.append(np.round(fine.mean(axis=(1, 3)) * 255.0).astype(np.uint8))
        points = np.zeros((8, 3), np.float32)
        return FootTrack(
            index, index, points, points, np.ones(8, np.float32), 1.0, True, 1.0, crop, where,
            side=side, length_mm=FOOT_MM, mask=FootMask(crop, *grids),
        )  # fmt: skip

    def scene(self, model: Model3D | None = None, *, strength: float = 1.0, **settings: object) -> Scene:
        chosen = with_values(ShoeSettings(), settings, where="test")
        item = WornItem(Product("test", "shoe", "Test"), None, chosen, model or low_shoe())
        snapshot = Snapshot(0, "onnx", 2, strength, {}, (item,), frozen({}))
        frame = Frame.from_rgb(self.rgb.copy(), camera=CAMERA)
        return compose(frame, self.tracks, snapshot, load_face_mesh(), Light())


def one_foot() -> Feet:
    return Feet((RIGHT, pose()))


def apart(picture: Picture, rgb: Picture) -> NDArray[np.int_]:
    """(height, width) the largest difference of each pixel."""
    return np.abs(picture.astype(int) - rgb.astype(int)).max(axis=2)


def shrunk(part: NDArray[np.bool_], px: int) -> NDArray[np.bool_]:
    for _ in range(px):
        inner = part.copy()
        inner[1:] &= part[:-1]
        inner[:-1] &= part[1:]
        inner[:, 1:] &= part[:, :-1]
        inner[:, :-1] &= part[:, 1:]
        part = inner
    return part


def grown(part: NDArray[np.bool_], px: int) -> NDArray[np.bool_]:
    return ~shrunk(~part, px)


def is_white(picture: Picture) -> NDArray[np.bool_]:
    """Where the white shoe is seen, lit or in the shade: grey, which nothing else in these pictures is."""
    channels = picture.astype(int)
    return (np.ptp(channels, axis=2) < 14) & (channels.min(axis=2) > 60)


def test_at_strength_0_the_picture_is_the_input(renderer: Renderer) -> None:
    feet = one_foot()
    assert np.array_equal(renderer.picture(feet.scene(strength=0.0)), feet.rgb)


def test_the_leg_and_all_that_is_far_away_keep_their_pixels(renderer: Renderer) -> None:
    feet = one_foot()
    changed = apart(renderer.picture(feet.scene()), feet.rgb) > 0
    assert changed.sum() > 2000
    assert not changed[shrunk(feet.leg, 4)].any()
    assert not changed[~grown(feet.foot | feet.leg, 45)].any()


def test_the_floor_comes_in_place_of_a_foot_that_is_larger_than_its_shoe(renderer: Renderer) -> None:
    feet = one_foot()
    small = {"size": 0.8, "shadow": 0.0, "forward_mm": 20.0}
    picture = renderer.picture(feet.scene(**small))
    left_over = feet.foot & ~grown(is_white(picture), 2)
    left_over[: np.flatnonzero(feet.leg.any(axis=1)).max() + 14] = False
    left_over[:, WIDTH // 2 :] = False  # the red block
    assert left_over.sum() > 150
    assert np.abs(picture[left_over].astype(int) - FLOOR).max() < 30
    kept = renderer.picture(feet.scene(hide=0.0, **small))
    assert apart(kept, feet.rgb)[left_over].max() == 0


def test_where_no_floor_is_seen_none_is_made_up(renderer: Renderer) -> None:
    feet = Feet((RIGHT, pose()), floor=False)
    picture = renderer.picture(feet.scene(size=0.8, shadow=0.0))
    assert apart(picture, feet.rgb)[feet.foot & ~is_white(picture)].min() == 0


def test_the_other_foot_is_left_alone(renderer: Renderer) -> None:
    feet = Feet((RIGHT, pose(-75.0)), (LEFT, pose(75.0)))
    feet.tracks = feet.tracks[:1]
    picture = renderer.picture(feet.scene(size=0.8))
    assert apart(picture, feet.rgb)[shrunk(feet.one_foot[1], 3)].max() == 0
    assert (apart(picture, feet.rgb)[feet.one_foot[0]] > 40).mean() > 0.9


def test_the_left_shoe_is_the_right_one_in_a_mirror(renderer: Renderer) -> None:
    right, left = Feet((RIGHT, pose(-60.0))), Feet((LEFT, pose(60.0)))
    assert np.array_equal(right.foot, left.foot[:, ::-1])
    seen = [renderer.picture(feet.scene(shadow=0.0)) for feet in (right, left)]
    seen[1] = seen[1][:, ::-1].copy()
    silhouettes = [is_white(picture) for picture in seen]
    assert (silhouettes[0] ^ silhouettes[1]).sum() < 0.03 * silhouettes[0].sum()
    red = [(p[..., 0].astype(int) - p[..., 1] > 60) for p in seen]
    assert red[0].sum() > 60 and (red[0] ^ red[1]).sum() < 0.25 * red[0].sum()


def test_a_fixed_size_is_to_scale_in_the_picture(renderer: Renderer) -> None:
    def toe_row(eu: float) -> int:
        scene = one_foot().scene(sizing=FIXED, eu_size=eu, shadow=0.0)
        shoe = scene.layers[-1]
        assert isinstance(shoe, WornShoe)
        shoe = replace(shoe, mask=None)
        white = is_white(renderer.picture(replace(scene, layers=(shoe,))))
        return int(np.flatnonzero(white.any(axis=1)).max())

    for eu in (36.0, 46.0):
        toe = np.array([[0.0, 0.0, eu * 20.0 / 3.0 + 10.0]])
        assert toe_row(eu) == pytest.approx(CAMERA.project(pose().apply(toe))[0, 1], abs=3.0)


def test_the_shadow_falls_on_the_floor_beside_the_shoe_and_on_nothing_else(renderer: Renderer) -> None:
    feet = one_foot()
    shaded, plain = (renderer.picture(feet.scene(shadow=s, hide=0.0)) for s in (1.0, 0.0))
    darker = plain.astype(int).sum(axis=2) - shaded.astype(int).sum(axis=2)
    beside = grown(is_white(plain), 4) & ~grown(is_white(plain), 2) & ~feet.foot & ~grown(feet.leg, 8)
    assert np.median(darker[beside]) > 25
    assert (darker >= 0).all() and darker[shrunk(feet.leg, 4)].max() == 0
    assert darker[shrunk(is_white(plain), 3)].max() == 0


@pytest.mark.parametrize("height_mm", [0.0, -80.0])
def test_a_floor_seen_edge_on_or_from_below_shows_no_shadow(renderer: Renderer, height_mm: float) -> None:
    level = np.diag([1.0, -1.0, -1.0]) @ rotation_from_euler(yaw_rad=0.7)
    feet = Feet((RIGHT, Pose(level, np.array([0.0, height_mm, 700.0]))))
    with_it, without = (renderer.picture(feet.scene(shadow=s, hide=0.0)) for s in (1.0, 0.0))
    assert np.array_equal(with_it, without)


def test_a_lifted_foot_casts_a_weaker_shadow(renderer: Renderer) -> None:
    other = (LEFT, pose(75.0))
    up = FROM_BEFORE[:, 1]

    def darkest(lift_mm: float) -> int:
        feet = Feet((RIGHT, Pose(FROM_BEFORE, pose(-75.0).translation_mm + up * lift_mm)), other)
        both = [renderer.picture(feet.scene(shadow=s, hide=0.0)).astype(int) for s in (0.0, 1.0)]
        return int((both[0] - both[1])[:, : WIDTH // 2 - 75].max())

    assert darkest(120.0) < 0.75 * darkest(0.0)


def test_half_an_opacity_is_half_way(renderer: Renderer) -> None:
    feet = one_foot()
    middle = np.flatnonzero(shrunk(is_white(renderer.picture(feet.scene())) & feet.foot, 3).ravel())
    whole, half = (renderer.picture(feet.scene(strength=s)).reshape(-1, 3)[middle] for s in (1.0, 0.5))
    bare = feet.rgb.reshape(-1, 3)[middle]
    blue_between = (half[:, 2] > bare[:, 2]) & (half[:, 2] < whole[:, 2])
    assert blue_between.mean() > 0.95


def test_trousers_hang_over_a_shaft_and_a_leg_stands_in_it(renderer: Renderer) -> None:
    feet = one_foot()
    over, inside = (renderer.picture(feet.scene(boot(), **leg)) for leg in ({}, {"leg": INSIDE}))
    legs = shrunk(feet.leg, 4)
    assert apart(over, feet.rgb)[legs].max() == 0
    covered = (apart(inside, feet.rgb) > 30) & legs
    # The wall before the shin covers it, the one behind the heel does not.
    assert covered.sum() > 300 and (~covered & legs).sum() > 300


def test_without_a_mask_the_legs_far_side_hides_the_far_wall(renderer: Renderer) -> None:
    scene = one_foot().scene(boot(), hide=0.0, shadow=0.0)
    shoe = scene.layers[-1]
    assert isinstance(shoe, WornShoe)
    layers = (replace(shoe, mask=None),)
    picture = renderer.picture(replace(scene, layers=layers))
    top_of_far_wall = CAMERA.project(pose().apply(np.array([[0.0, 158.0, 1.5]])))[0].astype(int)
    column, row = top_of_far_wall
    assert apart(picture, one_foot().rgb)[row - 1 : row + 2, column].max() < 25


def test_a_bare_foot_is_seen_in_an_open_shoe(renderer: Renderer) -> None:
    feet = one_foot()
    sole = Model3D("sole", (block((-45.0, 0.0, 0.0), (45.0, 6.0, 285.0), (0.8, 0.8, 0.8)),))
    settings = {"leg": INSIDE, "shadow": 0.0}
    bare = renderer.picture(feet.scene(sole, over=A_BARE_FOOT, **settings))
    sock = renderer.picture(feet.scene(sole, **settings))
    instep = CAMERA.project(pose().apply(np.array([[0.0, 45.0, 150.0]])))[0].astype(int)
    around = np.s_[instep[1] - 3 : instep[1] + 4, instep[0] - 3 : instep[0] + 4]
    assert np.abs(bare[around].astype(int) - FOOT).max() < 12
    assert (np.abs(sock[around].astype(int) - FOOT).max(axis=2) > 60).all()


def test_a_foot_stands_on_the_insole_however_high_that_is() -> None:
    def wedge(heel_mm: float) -> Model3D:
        heights = [max(heel_mm * (1 - k / 10), 10.0) for k in range(19)]
        steps = tuple(
            block((-45.0, 0.0, 15.0 * k), (45.0, top, 15.0 * (k + 1)), (0.8, 0.8, 0.8))
            for k, top in enumerate(heights)
        )
        return Model3D(f"wedge {heel_mm}", steps)

    def heel_mm(model: Model3D) -> float:
        points = foot_in(model).primitives[0].positions
        return float(points[np.unique(foot_in(model).primitives[0].indices), 1].max())

    assert heel_mm(wedge(80.0)) - heel_mm(wedge(10.0)) == pytest.approx(45.0, abs=6.0)
    assert foot_bed_mm(low_shoe()).max() == 0.0  # a shoe without an opening has no insole


def test_a_bare_leg_stands_in_the_shaft_where_trousers_hang_over_it(renderer: Renderer) -> None:
    feet = one_foot()
    legs = shrunk(feet.leg, 4)
    trousers = renderer.picture(feet.scene(boot(), over=A_BARE_FOOT))
    assert apart(trousers, feet.rgb)[legs].max() == 0
    feet.rgb[feet.leg] = FOOT
    bare = renderer.picture(feet.scene(boot(), over=A_BARE_FOOT))
    assert (apart(bare, feet.rgb)[legs] > 30).sum() > 300


def test_the_catalogues_shoes_are_cheap_to_draw() -> None:
    shoes = [product for product in load_catalogue().products if product.kind == "shoe"]
    assert len(shoes) >= 6
    for product in shoes:
        assert product.model_path is not None
        model = load_model_file(Path(product.model_path))
        assert sum(len(part.indices) for part in model.primitives) <= 6_000
        assert not any(part.material.double_sided for part in model.primitives)


def test_two_shoes_do_not_take_many_calls(renderer: Renderer) -> None:
    scene = Feet((RIGHT, pose(-75.0)), (LEFT, pose(75.0))).scene()
    renderer.render(scene)
    renderer.render(Feet((RIGHT, pose(-75.0)), (LEFT, pose(75.0))).scene())
    assert renderer.gl_calls < 220


def test_the_filling_meets_the_floor_around_it() -> None:
    ramp = np.linspace(0.2, 0.6, 48, dtype=np.float32)
    colour = np.repeat(np.tile(ramp, (48, 1))[..., None], 3, axis=2)
    weight = np.ones((48, 48), np.float32)
    weight[10:40, 18:30] = 0.0
    spoilt = np.where(weight[..., None] > 0, colour, np.float32(5.0))
    assert np.abs(filled(spoilt, weight) - colour).max() < 0.04
    assert np.allclose(filled(colour, np.zeros_like(weight)), 0.0)


def test_enlarging_keeps_the_mean_and_overshoots_nothing() -> None:
    cells = np.random.default_rng(3).random((2, 12, 12), np.float32)
    fine = enlarged(cells, 3)
    assert fine.shape == (2, 36, 36) and fine.min() >= cells.min() and fine.max() <= cells.max()
    assert fine.mean() == pytest.approx(cells.mean(), abs=0.02)
    assert np.allclose(enlarged(np.ones((1, 5, 5), np.float32), 2), 1.0)


def test_a_shadow_is_darkest_where_the_shoe_touches() -> None:
    shadow = sole_shadow(low_shoe())
    rows, columns = shadow.pixels.shape[:2]
    assert shadow.pixels[rows // 2, columns // 2, 0] > 240
    edge = np.concatenate([shadow.pixels[0], shadow.pixels[-1], shadow.pixels[:, 0], shadow.pixels[:, -1]])
    assert edge[:, :2].max() < 12
