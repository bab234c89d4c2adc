"""Every product of the catalogue, worn by the demo photograph's subject."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.document import Document, Look, Worn
from app.core.frame import Frame
from app.core.products import Product
from app.render.context import open_context
from app.render.renderer import Renderer
from app.runtime.pipeline import Pipeline
from app.runtime.resolve import resolve
from app.store.products import load_catalogue

pytestmark = pytest.mark.gl
CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def pipeline() -> Iterator[Pipeline]:
    with closing(Pipeline()) as made:
        yield made


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with open_context(), Renderer() as made:
        yield made


@pytest.mark.parametrize("product", CATALOGUE.products, ids=lambda product: product.id)
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
