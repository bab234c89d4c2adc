"""Shoes: to size, on the right foot, where the knobs say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.camera import Intrinsics
from app.core.document import Snapshot
from app.core.foot import LEFT, RIGHT, eu_size_of_foot
from app.core.frame import Frame
from app.core.maths import Array, frozen, rotation_from_euler
from app.core.missing import Missing
from app.core.model3d import Material, Model3D, Primitive
from app.core.observations import Crop
from app.core.params import with_values
from app.core.pose import Pose
from app.core.products import Product, WornItem
from app.core.scene import Light, ShoeGround, WornShoe
from app.core.tracks import FootTrack
from app.stages.compose import FitContext, compose
from app.stages.fit_shoe import (
    A_BARE_FOOT,
    FIXED,
    ShoeFitter,
    ShoeSettings,
    foot_from_model,
    mirrored,
    outer_length_mm,
)
from app.stages.fit_shoe import model_length_mm as length_of
from app.store.face_mesh import load_face_mesh

CAMERA = Intrinsics.from_vertical_fov(640, 480)
POSE = Pose(
    rotation_from_euler(yaw_rad=0.3, pitch_rad=0.8) @ np.diag([1.0, -1.0, -1.0]),
    np.array([10.0, 40.0, 900.0]),
)


def wedge(length_mm: float = 280.0, key: str = "wedge") -> Model3D:
    """A right shoe of four corners: heel, toe, little toe's side, instep."""
    positions = np.array(
        [[0, 0, 0], [10, 0, length_mm], [-50, 0, 0.6 * length_mm], [0, 80, 0.4 * length_mm]], np.float32
    )
    faces = np.array([[0, 1, 2], [0, 3, 1], [1, 3, 2], [2, 3, 0]], np.uint32)
    normals = positions / np.maximum(np.linalg.norm(positions, axis=1, keepdims=True), 1.0)
    plain = Primitive(
        positions, normals.astype(np.float32), np.zeros((4, 2), np.float32), np.ones((4, 4), np.float32),
        faces, Material(),
    )  # fmt: skip
    return Model3D(key, (plain,))


def track(
    side: int = RIGHT, *, length_mm: float = 285.0, pose: Pose | Missing = POSE, id: int = 1
) -> FootTrack:
    points = np.zeros((8, 3), np.float32)
    return FootTrack(
        id, id, points, points, np.ones(8, np.float32), 1.0, True, 1.0, Crop(320.0, 240.0, 200.0), pose,
        side=side, length_mm=length_mm,
    )  # fmt: skip


def item(**settings: object) -> WornItem:
    chosen = with_values(ShoeSettings(), settings, where="test")
    return WornItem(Product("test", "shoe", "Test"), None, chosen, wedge())


def fitted(side: int = RIGHT, length_mm: float = 285.0, **settings: object) -> WornShoe:
    context = FitContext(CAMERA, load_face_mesh(), 1.0)
    ground, shoe = ShoeFitter().fit(item(**settings), track(side, length_mm=length_mm), context)
    assert isinstance(ground, ShoeGround) and isinstance(shoe, WornShoe) and ground.shoe is shoe
    return shoe


def in_foot_space(shoe: WornShoe) -> Array:
    """(4, 3) mm: the wedge's corners on its foot."""
    matrix = np.linalg.inv(shoe.camera_from_foot) @ shoe.camera_from_model
    corners = shoe.model.primitives[0].positions.astype(np.float64)
    placed: Array = corners @ matrix[:3, :3].T + matrix[:3, 3]
    return placed


@given(length_mm=st.floats(150.0, 340.0))
def test_by_default_it_is_as_long_as_what_is_worn_and_stands_on_the_floor(length_mm: float) -> None:
    placed = in_foot_space(fitted(length_mm=length_mm))
    assert np.ptp(placed[:, 2]) == pytest.approx(length_mm, abs=0.01)
    assert np.allclose(placed[0], 0.0, atol=0.01) and placed[:, 1].min() == pytest.approx(0.0, abs=0.01)


def test_a_bare_foot_gets_room_in_it() -> None:
    placed = in_foot_space(fitted(length_mm=260.0, over=A_BARE_FOOT))
    assert 275.0 < np.ptp(placed[:, 2]) < 290.0


def test_a_fixed_size_is_to_scale_whatever_the_foot() -> None:
    lengths = [
        np.ptp(in_foot_space(fitted(length_mm=mm, sizing=FIXED, eu_size=42.0))[:, 2]) for mm in (240.0, 300.0)
    ]
    assert lengths[0] == pytest.approx(lengths[1]) and lengths[0] == pytest.approx(290.0)
    larger = outer_length_mm(
        285.0, with_values(ShoeSettings(), {"sizing": FIXED, "eu_size": 43.0}, where="test")
    )
    assert larger - lengths[0] == pytest.approx(20.0 / 3.0)  # one Paris point


@pytest.mark.parametrize(("foot_mm", "eu"), [(225.0, 36.0), (265.0, 42.0), (285.0, 45.0)])
def test_eu_sizes_are_those_of_the_standard(foot_mm: float, eu: float) -> None:
    assert eu_size_of_foot(foot_mm) == pytest.approx(eu)


def test_the_left_shoe_is_the_mirror_image_of_the_right_one() -> None:
    settings = {"forward_mm": 4.0, "outward_mm": 6.0, "up_mm": 3.0, "turn": 8.0}
    right, left = in_foot_space(fitted(RIGHT, **settings)), in_foot_space(fitted(LEFT, **settings))
    assert np.allclose(left, right * (-1.0, 1.0, 1.0), atol=1e-3)


def test_its_outside_stays_outside() -> None:
    def volume(model: Model3D) -> float:
        p = model.primitives[0]
        corners = p.positions[p.indices].astype(np.float64)
        return float(np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6.0)

    assert volume(mirrored(wedge())) == pytest.approx(volume(wedge())) and volume(wedge()) != 0.0
    assert mirrored(wedge()).key != wedge().key


def test_a_model_that_is_not_to_be_mirrored_is_worn_as_it_is_made() -> None:
    assert fitted(LEFT, mirrored=False).model.key == wedge().key


def test_knobs_move_it_in_millimetres() -> None:
    at_rest, moved = (
        in_foot_space(fitted()),
        in_foot_space(fitted(forward_mm=10.0, outward_mm=5.0, up_mm=-2.0)),
    )
    assert np.allclose(moved - at_rest, (-5.0, -2.0, 10.0), atol=1e-3)
    larger = in_foot_space(fitted(size=1.1))
    assert np.allclose(larger, at_rest * 1.1, atol=1e-2)


def test_turning_it_outwards_moves_the_toe_to_the_little_toes_side() -> None:
    assert in_foot_space(fitted(RIGHT, turn=10.0))[1, 0] < in_foot_space(fitted(RIGHT))[1, 0] - 20.0
    assert in_foot_space(fitted(LEFT, turn=10.0))[1, 0] > in_foot_space(fitted(LEFT))[1, 0] + 20.0


def test_a_foot_without_a_pose_wears_nothing() -> None:
    context = FitContext(CAMERA, load_face_mesh(), 1.0)
    assert ShoeFitter().fit(item(), track(pose=Missing("lost")), context) == ()


def test_a_model_without_length_is_no_fault() -> None:
    flat = wedge(0.0, key="flat")
    assert (
        np.isfinite(foot_from_model(flat, 285.0, ShoeSettings(), left=False)).all() and length_of(flat) > 0.0
    )


def test_grounds_come_before_shoes_and_the_farther_shoe_first() -> None:
    near = Pose(POSE.rotation, POSE.translation_mm - (0.0, 0.0, 200.0))
    tracks = [track(LEFT, pose=near, id=1), track(RIGHT, id=2)]
    rgb = np.zeros((480, 640, 3), np.uint8)
    snapshot = Snapshot(0, "onnx", 2, 1.0, {}, (item(),), frozen({}))
    layers = compose(Frame.from_rgb(rgb, camera=CAMERA), tracks, snapshot, load_face_mesh(), Light()).layers
    assert [type(layer) for layer in layers] == [ShoeGround, ShoeGround, WornShoe, WornShoe]
    assert [layer.subject for layer in layers if isinstance(layer, WornShoe)] == [2, 1]
