"""Glasses find their place on the nose and wear what was chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.camera import Intrinsics
from app.core.maths import linear_from_srgb, rotation_from_euler, srgb_from_hex
from app.core.missing import Missing
from app.core.model3d import Model3D
from app.core.params import controls_of, with_values
from app.core.pose import CAMERA_FROM_FACING_HEAD, Pose
from app.core.products import Product, WornItem
from app.core.scene import WornModel
from app.stages.compose import FitContext
from app.stages.fit_glasses import (
    MOST_BACK_MM,
    MOST_FORWARD_MM,
    SINK_MM,
    GlassesFitter,
    GlassesSettings,
    head_from_model,
    in_finish,
    resting_mm,
)
from app.store.face_mesh import load_face_mesh
from app.store.gltf import load_model_file
from app.store.resource_path import resource_path

from .faces import points_at, track_of

OURS = ("glasses-square-acetate", "glasses-rimless", "glasses-round-gold", "glasses-sun-gradient")
CAMERA = Intrinsics.from_vertical_fov(1280, 720)


def model_of(product: str) -> Model3D:
    return load_model_file(Path(resource_path(f"products/{product}/model.glb")))


def pose_at(yaw_rad: float, distance_mm: float = 500.0) -> Pose:
    return Pose(
        CAMERA_FROM_FACING_HEAD @ rotation_from_euler(yaw_rad=yaw_rad), np.array([10.0, -20.0, distance_mm])
    )


def fitted(product: str, pose: Pose | Missing, **settings: object) -> tuple[WornModel, ...]:
    chosen = with_values(GlassesSettings(), settings, where="test")
    item = WornItem(Product(product, "glasses", product), None, chosen, model_of(product))
    track = replace(track_of(points_at(640, 360)), pose=pose)
    layers = GlassesFitter().fit(item, track, FitContext(CAMERA, load_face_mesh(), 0.8))
    return tuple(layer for layer in layers if isinstance(layer, WornModel))


@pytest.mark.parametrize("product", OURS)
def test_a_frame_rests_on_the_nose(product: str) -> None:
    mesh = load_face_mesh()
    settings = GlassesSettings()
    model = model_of(product)
    forward = resting_mm(model, mesh, 1.0, 0.0, 0.0)
    assert 0.0 < forward < 7.0
    points = np.concatenate([p.positions for p in model.primitives]) + [0.0, 0.0, forward]
    nose = mesh.vertices_mm[(np.abs(mesh.vertices_mm[:, 0]) < 12) & (np.abs(mesh.vertices_mm[:, 1]) < 12)]
    gap = [
        points[np.argmin(np.linalg.norm(points[:, :2] - at[:2], axis=1)), 2] - at[2]
        for at in nose
        if np.linalg.norm(points[:, :2] - at[:2], axis=1).min() < 1.5
    ]
    # Points of a steep flank up to 1.5 mm apart: the gap is that uncertain.
    assert gap and -SINK_MM - 3.0 < min(gap) < 5.0
    assert head_from_model(model, mesh, settings)[2, 3] == forward


def test_the_pose_carries_the_glasses() -> None:
    for yaw in (-0.4, 0.0, 0.4):
        pose = pose_at(yaw)
        (worn,) = fitted("glasses-rimless", pose, rest_on_nose=False)
        assert np.allclose(worn.camera_from_model, pose.matrix)
        assert worn.opacity == 0.8


def test_without_a_pose_nothing_is_worn() -> None:
    assert fitted("glasses-rimless", Missing("turned away")) == ()


def test_knobs_move_what_they_say() -> None:
    pose = pose_at(0.0)
    (plain,) = fitted("glasses-rimless", pose, rest_on_nose=False)
    (moved,) = fitted("glasses-rimless", pose, rest_on_nose=False, up_mm=4.0, forward_mm=3.0, size=1.1)
    head_from_plain = np.linalg.inv(pose.matrix) @ plain.camera_from_model
    head_from_moved = np.linalg.inv(pose.matrix) @ moved.camera_from_model
    assert np.allclose(head_from_moved[:3, 3] - head_from_plain[:3, 3], [0.0, 4.0, 3.0])
    assert np.isclose(np.cbrt(np.linalg.det(head_from_moved[:3, :3])), 1.1)


def test_more_tilt_brings_the_lower_rim_nearer_to_the_cheeks() -> None:
    pose = pose_at(0.0)
    low = np.array([0.0, -20.0, 12.0, 1.0])
    depths = [
        (np.linalg.inv(pose.matrix) @ worn.camera_from_model @ low)[2]
        for tilt in (-6.0, 0.0, 6.0)
        for worn in fitted("glasses-rimless", pose, rest_on_nose=False, tilt=tilt)
    ]
    assert depths[0] > depths[1] > depths[2]


def test_colour_and_tint_reach_the_picture_in_linear_light() -> None:
    (worn,) = fitted(
        "glasses-round-gold", pose_at(0.0), finish="plain", colour="#804020", lens_colour="#203040",
        lens_density=0.5, lens_gradient=0.3,
    )  # fmt: skip
    assert worn.colour is not None and worn.tint is not None
    assert np.allclose(worn.colour, linear_from_srgb(srgb_from_hex("#804020")))
    assert np.allclose(worn.tint, [*linear_from_srgb(srgb_from_hex("#203040")), 0.5])
    assert worn.tint_gradient == 0.3
    (bare,) = fitted("glasses-round-gold", pose_at(0.0))
    assert bare.colour is None and bare.tint is None


@pytest.mark.parametrize("finish", ["tortoise", "crystal"])
def test_a_finish_changes_the_frame_only_and_has_its_own_key(finish: str) -> None:
    model = model_of("glasses-square-acetate")
    painted = in_finish(model, finish)
    assert painted.key != model.key
    assert in_finish(model, finish) is painted
    for before, after in zip(model.primitives, painted.primitives, strict=True):
        assert (before is after) == (before.material.name != "frame")
        assert after.positions is before.positions
        assert np.isfinite(after.colours).all() and after.colours.min() >= 0 and after.colours.max() <= 1


def test_as_made_leaves_the_model_alone() -> None:
    model = model_of("glasses-square-acetate")
    assert in_finish(model, "as made") is model


def test_every_default_lies_in_its_range() -> None:
    settings = GlassesSettings()
    for name, control in controls_of(GlassesSettings).items():
        assert control.parse(getattr(settings, name)) == getattr(settings, name)


@given(
    st.floats(0.8, 1.25).map(lambda v: round(v, 2)),
    st.floats(-12, 12).map(lambda v: round(v * 2) / 2),
    st.floats(-15, 15).map(lambda v: round(v * 2) / 2),
)
def test_the_resting_place_is_always_near(size: float, tilt: float, up: float) -> None:
    forward = resting_mm(_MODEL, load_face_mesh(), size, tilt, up)
    assert -MOST_BACK_MM <= forward <= MOST_FORWARD_MM


_MODEL = model_of("glasses-round-gold")
