"""Every product of the catalogue: on the demo photograph's subject, shoes on a foot before the camera."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.core.document import Document, Look, Worn
from app.core.foot import RIGHT
from app.core.frame import Frame
from app.core.maths import rotation_from_euler
from app.core.observations import Crop
from app.core.pose import Pose
from app.core.products import Product
from app.core.scene import Light
from app.core.tracks import FootTrack
from app.render.context import open_context
from app.render.renderer import Renderer
from app.runtime.pipeline import Pipeline
from app.runtime.resolve import resolve
from app.stages.compose import compose
from app.store.face_mesh import load_face_mesh
from app.store.products import load_catalogue

pytestmark = pytest.mark.gl
CATALOGUE = load_catalogue()
FOR_FACES = [product for product in CATALOGUE.products if product.kind != "shoe"]
SHOES = [product for product in CATALOGUE.products if product.kind == "shoe"]


@pytest.fixture(scope="module")
def pipeline() -> Iterator[Pipeline]:
    with closing(Pipeline()) as made:
        yield made


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with open_context(), Renderer() as made:
        yield made


@pytest.mark.parametrize("product", FOR_FACES, ids=lambda product: product.id)
def test_it_is_seen_in_every_variant_and_at_strength_zero_not_at_all(
    product: Product, pipeline: Pipeline, renderer: Renderer, astronaut: NDArray[np.uint8]
) -> None:
    frame = Frame.from_rgb(astronaut)
    pictures = []
    for variant in product.variants:
        document = Document(default_look=Look((Worn(product.id, variant.id),)))
        worn = pipeline.step(frame, resolve(document, CATALOGUE), still=True)
        pictures.append(renderer.picture(worn.scene))
        bare = pipeline.step(frame, resolve(replace(document, strength=0.0), CATALOGUE), still=True)
        np.testing.assert_array_equal(renderer.picture(bare.scene), frame.rgb)
    for index, picture in enumerate(pictures):
        assert not np.array_equal(picture, frame.rgb)
        assert not any(np.array_equal(picture, other) for other in pictures[:index]), (
            "two variants look alike"
        )


def a_foot() -> FootTrack:
    """A right foot of 285 mm, seen from above and before it."""
    points = np.zeros((8, 3), np.float32)
    pose = Pose(
        rotation_from_euler(yaw_rad=0.4, pitch_rad=0.8) @ np.diag([1.0, -1.0, -1.0]),
        np.array([10.0, 20.0, 700.0]),
    )
    return FootTrack(
        1, 1, points, points, np.ones(8, np.float32), 1.0, True, 1.0, Crop(240.0, 180.0, 200.0), pose,
        side=RIGHT, length_mm=285.0,
    )  # fmt: skip


@pytest.mark.parametrize("product", SHOES, ids=lambda product: product.id)
def test_shoes_are_seen_in_every_variant(product: Product, renderer: Renderer) -> None:
    grey = np.full((360, 480, 3), 150, np.uint8)
    frame = Frame.from_rgb(grey, camera=Intrinsics.from_vertical_fov(480, 360))
    pictures = []
    for variant in product.variants:
        snapshot = resolve(Document(default_look=Look((Worn(product.id, variant.id),))), CATALOGUE)
        scene = compose(frame, [a_foot()], snapshot, load_face_mesh(), Light())
        pictures.append(renderer.picture(scene))
    for index, picture in enumerate(pictures):
        assert (np.abs(picture.astype(int) - grey).max(axis=2) > 12).mean() > 0.02
        assert not any(np.array_equal(picture, other) for other in pictures[:index]), (
            "two variants look alike"
        )
