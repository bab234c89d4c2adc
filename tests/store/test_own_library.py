"""A person's own products come into the library whole or not at all, and come back from the trash."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.document import Worn
from app.core.errors import UserError
from app.store.model_files import model_in_folder
from app.store.own_library import empty_trash, keep, library_folder, put_back, remove_own, rename_own
from app.store.products import load_catalogue, resolve_item
from app.store.resource_path import resource_path

from .shapes import frame

pytestmark = pytest.mark.usefixtures("home")


def gltf_folder(folder: Path, texture: str = "textures/frame.png") -> Path:
    """A glTF with its buffer and its picture in files of their own."""
    folder.mkdir(parents=True)
    model = folder / "scene.gltf"
    for name, data in frame().export(file_type="gltf").items():
        (folder / name.replace("model", "scene")).write_bytes(data)
    content = json.loads(model.read_text())
    Image.fromarray(np.full((4, 4, 3), 200, np.uint8)).save(folder.parent / "outside.png")
    (folder / "textures").mkdir()
    Image.fromarray(np.full((4, 4, 3), 90, np.uint8)).save(folder / "textures/frame.png")
    content["images"] = [{"uri": texture}]
    content["textures"] = [{"source": 0}]
    content["materials"] = [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}]
    content["meshes"][0]["primitives"][0]["material"] = 0
    model.write_text(json.dumps(content))
    return model


def glb(folder: Path, name: str = "Wire No. 5.glb") -> Path:
    path = folder / name
    frame().export(path)
    return path


def test_a_kept_model_is_a_product_that_needs_its_file_no_more(tmp_path: Path) -> None:
    model = glb(tmp_path)
    product_id = keep(model)
    model.unlink()
    catalogue = load_catalogue()
    product = catalogue.get(product_id)
    assert (product_id, product.name, product.kind) == ("own-wire-no-5", "Wire No. 5", "glasses")
    assert catalogue.own == {product_id}
    assert resolve_item(Worn(product_id), catalogue).model is not None


def test_a_gltf_brings_its_buffers_and_pictures_in_their_folders(tmp_path: Path) -> None:
    product_id = keep(gltf_folder(tmp_path / "download"), name="Download")
    kept = library_folder() / product_id
    names = {str(p.relative_to(kept)) for p in kept.rglob("*") if p.is_file()}
    assert {"product.toml", "model.gltf", os.path.join("textures", "frame.png")} <= names
    item = resolve_item(Worn(product_id), load_catalogue())
    assert item.model is not None and item.model.primitives[0].material.base_texture is not None


@pytest.mark.parametrize("texture", ["../outside.png", "textures/../../outside.png", "textures/missing.png"])
def test_what_lies_outside_or_is_missing_is_not_kept_and_leaves_nothing(tmp_path: Path, texture: str) -> None:
    model = gltf_folder(tmp_path / "download", texture)
    with pytest.raises(UserError, match=r"lies outside its folder|is missing"):
        keep(model)
    assert not library_folder().exists()
    assert not (library_folder().parent / "partial").exists()


def test_a_model_in_other_units_stands_right_after_being_kept(tmp_path: Path) -> None:
    in_millimetres = tmp_path / "millimetres.glb"
    frame().apply_scale(1000.0).export(in_millimetres)
    product_id = keep(in_millimetres)
    model = resolve_item(Worn(product_id), load_catalogue()).model
    assert model is not None
    low, high = model.bounds_mm()
    assert high[0] - low[0] == pytest.approx(140.0, abs=0.1)
    assert any("millimetres" in notice for notice in model.notices)


def test_names_that_meet_get_ids_of_their_own(tmp_path: Path) -> None:
    model = glb(tmp_path)
    assert [keep(model, name=name) for name in ("Mûre", "mure", "眼镜")] == [
        "own-mure",
        "own-mure-2",
        "own-model",
    ]


def test_a_new_name_changes_nothing_else(tmp_path: Path) -> None:
    product_id = keep(glb(tmp_path))
    file = library_folder() / product_id / "product.toml"
    before = file.read_text("utf-8")
    shade = '\n[[variants]]\nid = "a"\nname = "A"\nswatch = "#102030"\n'
    file.write_text(before + shade, "utf-8")
    rename_own(product_id, '  The "round"\n one \\ \x07')
    product = load_catalogue().get(product_id)
    assert product.name == 'The "round" one \\'
    assert [variant.name for variant in product.variants] == ["A"]
    with pytest.raises(UserError, match="needs a name"):
        rename_own(product_id, " \n")


def test_what_is_removed_can_be_put_back(tmp_path: Path) -> None:
    product_id = keep(glb(tmp_path))
    removed = remove_own(product_id)
    assert removed.name == "Wire No. 5"
    assert load_catalogue().own == frozenset()
    put_back(removed)
    assert load_catalogue().own == {product_id}
    with pytest.raises(UserError, match=r"cannot be put back|another product"):
        put_back(removed)


def test_the_trash_keeps_what_was_removed_for_a_month(tmp_path: Path) -> None:
    empty_trash(now_s=time.time())  # there is none yet
    product_id = keep(glb(tmp_path))
    os.utime(library_folder() / product_id, (0.0, 0.0))  # long in the library: that does not count
    removed = remove_own(product_id)
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    (kept / "mine.txt").write_text("not ours")
    link = removed.folder.parent / "link"
    link.symlink_to(kept, target_is_directory=True)
    month_s = 30 * 24 * 3600.0
    empty_trash(now_s=time.time() + month_s - 3600.0)
    assert removed.folder.exists()
    empty_trash(now_s=time.time() + month_s + 3600.0)
    assert not removed.folder.exists()
    assert (kept / "mine.txt").exists()


def test_a_broken_own_product_costs_only_itself_and_can_be_removed(tmp_path: Path) -> None:
    sound, broken = keep(glb(tmp_path, "sound.glb")), keep(glb(tmp_path, "broken.glb"))
    (library_folder() / broken / "product.toml").write_text("kind = ", "utf-8")
    catalogue = load_catalogue()
    assert catalogue.own == {sound}
    assert any(broken in notice for notice in catalogue.notices)
    remove_own(broken)
    assert load_catalogue().notices == ()


@pytest.mark.parametrize("product_id", ["glasses-rimless", "../products", "own-nothing", ""])
def test_only_what_lies_in_the_library_can_be_removed(product_id: str) -> None:
    with pytest.raises(UserError, match="not among your own"):
        remove_own(product_id)


def test_a_library_that_cannot_be_written_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("LOOKGLASS_HOME", str(blocked))
    with pytest.raises(UserError, match="cannot be kept"):
        keep(glb(tmp_path))


def test_a_folder_is_about_its_only_model_or_the_one_called_scene(tmp_path: Path) -> None:
    assert model_in_folder(tmp_path) is None
    model = glb(tmp_path, "a.glb")
    assert model_in_folder(tmp_path) == model
    glb(tmp_path, "b.glb")
    assert model_in_folder(tmp_path) is None
    scene = glb(tmp_path, "scene.glb")
    assert model_in_folder(tmp_path) == scene
    assert model_in_folder(resource_path("products")) is None
