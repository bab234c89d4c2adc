"""What a dropped file is for, and a live window in which broken things cost only themselves."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.core.document import Document, Look, Worn
from app.core.errors import UserError
from app.core.maths import frozen
from app.core.products import WornItem
from app.runtime.arrivals import judge
from app.runtime.resolve import resolve
from app.runtime.resolve_usable import resolve_usable
from app.store import presets, products
from app.store.pattern_file import SHEET_PX
from app.store.products import load_catalogue
from app.store.resource_path import resource_path

CATALOGUE = load_catalogue([resource_path("products")])
ROUGE = Worn("lipstick-rouge-satin")


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    """Files and folders of many kinds."""
    for name in ("model.glb", "Scene.GLTF", "clip.mp4", "notes.docx", "no_suffix"):
        (tmp_path / name).write_bytes(b"content")
    for name in ("download", "album", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "download/scene.gltf").write_bytes(b"{}")
    photo = Image.new("RGB", (30, 20))
    photo.save(tmp_path / "download/texture.png")
    photo.save(tmp_path / "album/1.jpg")
    photo.save(tmp_path / "photo.png")
    Image.new("RGBA", (40, 40)).save(tmp_path / "cut-out.png")
    Image.new("RGBA", SHEET_PX).save(tmp_path / "drawing.png")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "use", "path"),
    [
        ("model.glb", "model", "model.glb"),
        ("Scene.GLTF", "model", "Scene.GLTF"),
        ("download", "model", "download/scene.gltf"),
        ("album", "folder", "album"),
        ("photo.png", "picture", "photo.png"),
        ("cut-out.png", "picture", "cut-out.png"),
        ("drawing.png", "pattern", "drawing.png"),
        ("clip.mp4", "clip", "clip.mp4"),
        ("notes.docx", "nothing", "notes.docx"),
        ("no_suffix", "nothing", "no_suffix"),
        ("empty", "nothing", "empty"),
        ("not-there.mp4", "nothing", "not-there.mp4"),
    ],
)
def test_a_path_is_told_by_its_name_and_header(dropped: Path, name: str, use: str, path: str) -> None:
    arrival = judge(dropped / name)
    assert (arrival.use, arrival.path) == (use, dropped / path)


def test_what_cannot_be_worn_is_left_out_with_a_sentence_and_the_rest_is_worn(tmp_path: Path) -> None:
    broken = tmp_path / "broken.glb"
    broken.write_bytes(b"no model")
    worn = (Worn("own-gone"), ROUGE, Worn(str(broken)), replace(ROUGE, settings=frozen({"colour": "puce"})))
    document = replace(Document(), default_look=Look(worn), looks=frozen({3: Look(worn[:2])}))
    with pytest.raises(UserError):
        resolve(document, CATALOGUE)
    snapshot = resolve_usable(document, CATALOGUE, generation=7)
    assert snapshot.generation == 7
    assert [item.product.id for item in snapshot.default_look] == [ROUGE.product_id]
    assert [item.product.id for item in snapshot.look_of(3)] == [ROUGE.product_id]
    for part in ("'own-gone'", "no GLB file", "puce"):
        assert sum(part in notice for notice in snapshot.notices) == 1
    # The Document itself is as it was: what comes back is worn again.
    assert document.default_look.worn == worn


def test_a_fault_of_ours_over_one_product_leaves_the_others_on(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_item = products.resolve_item

    def unforeseen(worn: Worn, catalogue: products.Catalogue) -> WornItem:
        if worn.product_id == "glasses-rimless":
            raise ZeroDivisionError("nobody thought of such a model")
        return resolve_item(worn, catalogue)

    for module in (presets, sys.modules[resolve.__module__]):
        monkeypatch.setattr(module, "resolve_item", unforeseen)
    document = replace(Document(), default_look=Look((Worn("glasses-rimless"), ROUGE)))
    snapshot = resolve_usable(document, CATALOGUE, generation=1)
    assert [item.product.id for item in snapshot.default_look] == [ROUGE.product_id]
    assert [notice for notice in snapshot.notices if "glasses-rimless cannot be worn" in notice]


def test_what_is_whole_resolves_as_it_does_anywhere() -> None:
    document = replace(Document(), default_look=Look((ROUGE,)))
    usable, plain = (
        resolve_usable(document, CATALOGUE, generation=1),
        resolve(document, CATALOGUE, generation=1),
    )
    assert usable.notices == plain.notices == ()
    assert usable.default_look[0].settings == plain.default_look[0].settings
