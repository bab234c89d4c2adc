"""Pictures of products: each shows its product, in its shade, and is named by everything it is made from."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from app.core.document import Worn
from app.core.errors import UserError
from app.core.maths import frozen, srgb_from_hex
from app.render.context import open_context
from app.runtime.portraits import PortraitStudio, can_be_drawn, picture_key
from app.store.products import Catalogue, load_catalogue, own_product
from app.store.resource_path import resource_path

pytestmark = pytest.mark.gl

SIZE, GROUND = (104, 80), (107, 107, 107)
CATALOGUE = load_catalogue([resource_path("products")])


def key(worn: Worn, catalogue: Catalogue = CATALOGUE, size: tuple[int, int] = SIZE) -> str:
    return picture_key(worn, catalogue, size=size, ground=GROUND)


def test_every_product_has_a_picture_and_no_two_look_the_same() -> None:
    seen: dict[bytes, str] = {}
    with PortraitStudio() as studio:
        for product in CATALOGUE.products:
            assert can_be_drawn(product)
            picture = studio.picture(Worn(product.id), CATALOGUE, size=SIZE, ground=GROUND)
            assert picture.shape == (SIZE[1], SIZE[0], 3) and picture.std() > 3.0
            assert seen.setdefault(picture.tobytes(), product.id) == product.id


def test_lips_are_shown_in_their_shade_on_the_same_skin() -> None:
    with PortraitStudio() as studio:
        red, plum = (
            studio.picture(Worn(name, shade), CATALOGUE, size=SIZE, ground=GROUND).astype(float)
            for name, shade in (("lipstick-rouge-matte", "velvet"), ("lipstick-plum-matte", "damson"))
        )
    changed = np.abs(red - plum).max(axis=2) > 24
    rows, columns = np.nonzero(changed)
    # The mouth lies in the middle and nearly fills the width; above and below it nothing changes.
    assert np.ptp(columns) > 0.7 * SIZE[0] and abs(columns.mean() - SIZE[0] / 2) < 0.08 * SIZE[0]
    assert not changed[:8].any() and not changed[-16:].any()
    assert 0.12 < changed.mean() < 0.45
    # On the lips, the picture has the hue of the swatch.
    swatch = np.array(srgb_from_hex("#971c2c"))
    lip = red[int(rows.mean()) + 6 : int(rows.mean()) + 10, 40:64].mean(axis=(0, 1)) / 255.0
    assert lip.argmax() == swatch.argmax() == 0 and lip[0] > 1.6 * lip[1]


def test_other_work_with_a_context_of_its_own_may_come_between() -> None:
    with PortraitStudio() as studio:
        worn = Worn("lipstick-rouge-satin")
        before = studio.picture(worn, CATALOGUE, size=SIZE, ground=GROUND)
        with open_context():
            pass
        assert np.array_equal(studio.picture(worn, CATALOGUE, size=SIZE, ground=GROUND), before)


def test_the_key_names_everything_that_the_picture_is_made_from(tmp_path: Path) -> None:
    rouge, glasses = Worn("lipstick-rouge-satin"), Worn("glasses-rimless")
    keys = {
        key(rouge),
        key(Worn("lipstick-rouge-satin", "brick")),
        key(Worn("lipstick-rouge-satin", settings=frozen({"coverage": 0.5}))),
        key(rouge, size=(52, 40)),
        key(glasses),
        picture_key(glasses, CATALOGUE, size=SIZE, ground=(0, 0, 0)),
    }
    assert len(keys) == 6
    # The first shade is the one that is shown where none is named, and skin has no ground.
    assert key(rouge) == key(Worn("lipstick-rouge-satin", "classic"))
    assert key(rouge) == picture_key(rouge, CATALOGUE, size=SIZE, ground=(0, 0, 0))

    model = tmp_path / "mine.glb"
    shutil.copy(resource_path("products/glasses-rimless/model.glb"), model)
    first = key(Worn(own_product(model).id))
    model.write_bytes(model.read_bytes()[:-4] + b"\0\0\0\1")
    assert key(Worn(own_product(model).id)) != first


def test_a_broken_model_is_said_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.glb"
    broken.write_bytes(b"no model")
    with PortraitStudio() as studio, pytest.raises(UserError, match="no GLB"):
        studio.picture(Worn(str(broken)), CATALOGUE, size=SIZE, ground=GROUND)
