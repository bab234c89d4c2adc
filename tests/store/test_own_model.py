"""A person's own glasses end up on the nose, whatever their file thinks of units, axes and origins."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.maths import rotation_from_euler, rotation_from_vector
from app.core.model3d import Material, Model3D, Primitive
from app.store.own_model import glasses_faults, placed_as_glasses

Floats = NDArray[np.float64]


def box(low: tuple[float, float, float], high: tuple[float, float, float]) -> tuple[Floats, Floats]:
    """Corners and outward normals of a box, 24 each."""
    corners, normals = [], []
    for axis, side in itertools.product(range(3), (0, 1)):
        for a, b in itertools.product((0, 1), repeat=2):
            pick = [a, b]
            pick.insert(axis, side)
            corners.append([(low, high)[pick[i]][i] for i in range(3)])
            normals.append([0.0 if i != axis else 2.0 * side - 1.0 for i in range(3)])
    return np.array(corners), np.array(normals)


def glasses(linear: Floats | None = None, offset: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Model3D:
    """A plain pair of glasses in mm on the datum: rims, bridge, temples with bent tips; moved."""
    parts = [
        box((-70, -22, 8), (-9, 18, 14)),
        box((9, -22, 8), (70, 18, 14)),
        box((-9, 2, 9), (9, 7, 14)),
        *(box((x, 8, -125), (x + 2, 12, 8)) for x in (-70, 68)),
        *(box((x, -25, -128), (x + 2, 10, -115)) for x in (-70, 68)),
    ]
    moved = np.eye(3) if linear is None else linear
    positions = np.concatenate([p for p, _ in parts]) @ moved.T + np.array(offset)
    rotation = moved / np.cbrt(np.linalg.det(moved))
    normals = np.concatenate([n for _, n in parts]) @ rotation.T
    n = len(positions)
    quads = np.arange(n, dtype=np.uint32).reshape(-1, 4)
    indices = np.concatenate([quads[:, [0, 1, 2]], quads[:, [2, 1, 3]]])
    primitive = Primitive(
        positions.astype(np.float32),
        normals.astype(np.float32),
        np.zeros((n, 2), np.float32),
        np.ones((n, 4), np.float32),
        indices,
        Material("frame"),
    )
    return Model3D("glasses", (primitive,))


Z_UP = rotation_from_vector([np.pi / 2.0, 0.0, 0.0])
ABOUT = rotation_from_euler(yaw_rad=np.pi)


def test_glasses_that_lie_right_are_left_alone() -> None:
    model = glasses()
    assert glasses_faults(model) == []
    placed = placed_as_glasses(model)
    assert placed.key == model.key
    assert placed.primitives is model.primitives
    assert placed.notices == ()


@pytest.mark.parametrize(("factor", "unit"), [(1e3, "millimetres"), (1e2, "centimetres"), (39.37, "inches")])
def test_another_unit_is_recognised_and_said(factor: float, unit: str) -> None:
    placed = placed_as_glasses(glasses(np.eye(3) * factor))
    np.testing.assert_allclose(placed.primitives[0].positions, glasses().primitives[0].positions, atol=0.05)
    assert placed.notices == (f"Its numbers are taken to be {unit}.",)


@pytest.mark.parametrize("factor", [0.001, 0.3, 7.0, 5e4])
@pytest.mark.parametrize("turn", [np.eye(3), Z_UP, ABOUT, Z_UP @ ABOUT], ids=["", "z-up", "about", "both"])
@pytest.mark.parametrize("offset", [(0.0, 0.0, 0.0), (300.0, -200.0, 90.0)])
def test_any_size_axes_and_origin_end_up_as_glasses_on_the_datum(
    factor: float, turn: Floats, offset: tuple[float, float, float]
) -> None:
    placed = placed_as_glasses(glasses(turn * factor, offset))
    assert glasses_faults(placed) == []
    assert placed.notices
    assert all(notice.endswith(".") for notice in placed.notices)
    right = glasses().primitives[0]
    np.testing.assert_allclose(placed.primitives[0].positions, right.positions, atol=3.0)
    np.testing.assert_allclose(placed.primitives[0].normals, right.normals, atol=1e-5)


def test_what_is_mended_gets_a_key_of_its_own() -> None:
    once, twice = placed_as_glasses(glasses(np.eye(3) * 2)), placed_as_glasses(glasses(np.eye(3) * 3))
    assert len({once.key, twice.key, glasses().key}) == 3


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (glasses(np.eye(3) * 0.5), "70 mm is no width of glasses; expected 110 to 165 mm."),
        (glasses(np.diag([1.0, 1.0, 2.0])), "is no length of temples"),
        (glasses(offset=(20.0, 0.0, 0.0)), "The middle lies at x = 20.0 mm"),
        (glasses(offset=(0.0, 90.0, 0.0)), "The pupils' height y = 0 is outside the model"),
        (glasses(offset=(0.0, 0.0, 60.0)), "The front lies at z = 74 mm; expected 4 to 32 mm."),
        (glasses(ABOUT), "The temples run towards +z"),
    ],
)
def test_each_fault_of_the_datum_is_named(model: Model3D, says: str) -> None:
    assert any(says in fault for fault in glasses_faults(model))


def test_a_single_flat_sheet_is_placed_without_a_fault_of_ours() -> None:
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)
    flat = Primitive(
        points,
        np.tile(np.float32([0, 0, 1]), (3, 1)),
        np.zeros((3, 2), np.float32),
        np.ones((3, 4), np.float32),
        np.array([[0, 1, 2]], np.uint32),
        Material(),
    )
    placed = placed_as_glasses(Model3D("flat", (flat,)))
    low, high = placed.bounds_mm()
    assert np.isfinite([low, high]).all()
    assert high[0] - low[0] == pytest.approx(140.0, abs=0.1)
