"""A person's own shoe is told from glasses by its shape and laid into foot space, however it was modelled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.model3d import Material, Model3D, Primitive
from app.core.products import Product
from app.store.gltf import load_model_file
from app.store.own_kind import choose_kind, chosen_kind
from app.store.own_shoe import looks_like_a_shoe, placed_as_shoe, shoe_faults
from app.store.products import own_product
from app.store.resource_path import resource_path

DATA = Path(__file__).parents[3] / "shared" / "data" / "products"


def a_shoe() -> Model3D:
    """A right shoe, 270 mm, made of rings: high at the heel, flat at the toe, its tip to the inside."""
    z = np.linspace(0.0, 270.0, 40)
    share = z / 270.0
    width = 30.0 + 22.0 * np.sin(np.pi * np.clip(share * 0.9 + 0.1, 0.0, 1.0))
    width[-3:] *= (0.85, 0.6, 0.25)
    height = 95.0 - 60.0 * np.clip((share - 0.25) / 0.75, 0.0, 1.0) ** 0.7
    middle = 22.0 * share**2
    angle = np.linspace(0.0, np.pi, 16)
    x = middle[:, None] + width[:, None] * np.cos(angle)
    y = height[:, None] * np.sin(angle)
    top = np.stack([x, y, np.broadcast_to(z[:, None], x.shape)], axis=-1).reshape(-1, 3)
    grid = np.arange(40 * 16).reshape(40, 16)
    quads = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=-1).reshape(-1, 4)
    sole = np.stack([grid[:-1, 0], grid[:-1, -1], grid[1:, -1], grid[1:, 0]], axis=-1)
    triangles = np.concatenate([quads, sole])[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3)
    return model_of(top, triangles)


def model_of(points: np.ndarray, triangles: np.ndarray) -> Model3D:
    count = len(points)
    up = np.tile(np.array([0.0, 1.0, 0.0], np.float32), (count, 1))
    primitive = Primitive(
        points.astype(np.float32),
        up,
        np.zeros((count, 2), np.float32),
        np.ones((count, 4), np.float32),
        triangles.astype(np.uint32),
        Material("upper"),
    )
    return Model3D("shoe", (primitive,))


def turned(model: Model3D, linear: np.ndarray) -> Model3D:
    one = model.primitives[0]
    return model_of(one.positions @ linear.T.astype(np.float32), one.indices)


Z_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
ABOUT = np.diag([-1.0, 1.0, -1.0])
ALONG_X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])


@pytest.mark.parametrize("turn", [np.eye(3), Z_UP, ABOUT, ALONG_X, ABOUT @ Z_UP])
@pytest.mark.parametrize("scale", [1.0, 1000.0, 0.37])
def test_a_shoe_lies_right_however_it_was_modelled(turn: np.ndarray, scale: float) -> None:
    model = turned(a_shoe(), turn * scale)
    assert looks_like_a_shoe(model)
    placed = placed_as_shoe(model)
    assert not shoe_faults(placed)
    points = placed.primitives[0].positions
    front, back = points[points[:, 2] > 200.0], points[points[:, 2] < 60.0]
    assert back[:, 1].max() > front[:, 1].max() + 20.0, "the heel is the high end"
    assert np.median(points[points[:, 2] > 0.97 * points[:, 2].max(), 0]) > 2.0, "the tip is on the inside"


def test_a_left_shoe_becomes_the_right_one_and_says_so() -> None:
    placed = placed_as_shoe(turned(a_shoe(), np.diag([-1.0, 1.0, 1.0])))
    assert any("left shoe" in notice for notice in placed.notices)
    points = placed.primitives[0].positions
    assert np.median(points[points[:, 2] > 0.97 * points[:, 2].max(), 0]) > 2.0


def test_our_glasses_are_no_shoes() -> None:
    for path in sorted(resource_path("products").glob("glasses-*/model.glb")):
        assert not looks_like_a_shoe(load_model_file(path)), path


def test_a_kind_that_was_chosen_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    path = next(iter(sorted(resource_path("products").glob("glasses-*/model.glb"))))
    assert own_product(path).kind == "glasses" and chosen_kind(path) is None
    choose_kind(path, "shoe")
    product: Product = own_product(path)
    assert product.kind == "shoe" and chosen_kind(path) == "shoe"


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the shoes and glasses beside the checkout")
def test_models_of_other_makers() -> None:
    shoes = [load_model_file(DATA / "shoes" / f"{n}.glb") for n in ("converseShoe", "nike_scan_low")]
    assert all(looks_like_a_shoe(shoe) for shoe in shoes)
    assert all(not shoe_faults(placed_as_shoe(shoe)) for shoe in shoes)
    assert not looks_like_a_shoe(load_model_file(DATA / "glasses" / "scene.gltf"))
