from __future__ import annotations

from pathlib import Path

import pytest
import trimesh

from app.core.document import Document, Look, Worn
from app.core.errors import UserError
from app.runtime.resolve import resolve
from app.store.products import Catalogue, load_catalogue


def test_what_was_assumed_about_a_model_names_the_product(tmp_path: Path) -> None:
    # 140 of no unit: metres would be a bridge over a river.
    trimesh.creation.box(extents=(140.0, 45.0, 120.0)).export(tmp_path / "mine.glb")
    look = Look((Worn(str(tmp_path / "mine.glb")),))
    snapshot = resolve(Document(default_look=look, looks={3: look}), Catalogue())
    assert snapshot.notices
    assert all(notice.startswith("mine: ") for notice in snapshot.notices)
    assert len(set(snapshot.notices)) == len(snapshot.notices)


def test_what_is_switched_off_is_neither_fitted_nor_looked_up() -> None:
    look = Look((Worn("lipstick-of-yesterday", enabled=False), Worn("lipstick-rouge-satin")))
    snapshot = resolve(Document(default_look=look), load_catalogue(), generation=7)
    assert [item.product.id for item in snapshot.default_look] == ["lipstick-rouge-satin"]
    assert snapshot.generation == 7


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(UserError, match="lipstick-of-yesterday"):
        resolve(Document(default_look=Look((Worn("lipstick-of-yesterday"),))), load_catalogue())
