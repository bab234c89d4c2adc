"""The catalogue: what is offered, what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.document import Worn
from app.core.errors import UserError
from app.core.maths import linear_from_srgb, srgb_from_hex
from app.core.products import KINDS
from app.store.product_file import read_product
from app.store.products import (
    Catalogue,
    catalogue_folders,
    load_catalogue,
    product_files,
    resolve_item,
    resolve_wear,
)
from app.store.resource_path import resource_path

from .shapes import frame

CATALOGUE = load_catalogue([resource_path("products")])
LIPSTICKS = CATALOGUE.of_kind("lipstick")
FINISHES = ("matte", "satin", "gloss")

SOUND = """
id = "my-lipstick"
kind = "lipstick"
name = "Mine"
[settings]
coverage = 0.5
[[variants]]
id = "red"
name = "Red"
swatch = "#9E1B2F"
settings = { colour = "#9e1b2f" }
[[variants]]
id = "soft"
name = "Soft"
swatch = "#b5766a"
settings = { colour = "#b5766a", coverage = 0.3 }
"""


def product_file(folder: Path, text: str = SOUND, name: str = "my-lipstick") -> Path:
    file = folder / name / "product.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_every_product_of_ours_is_sound() -> None:
    assert CATALOGUE.notices == ()
    assert len(CATALOGUE.products) == len(product_files([resource_path("products")]))


def test_there_are_at_least_twelve_lipsticks_colour_by_finish() -> None:
    assert len(LIPSTICKS) >= 12
    finishes = {product.id: product.settings["finish"] for product in LIPSTICKS}
    colours = {product_id.rsplit("-", 1)[0] for product_id in finishes}
    assert len(colours) >= 4
    assert all(finishes.get(f"{colour}-{finish}") == finish for colour in colours for finish in FINISHES)
    assert "lipstick-rouge-satin" in finishes


@pytest.mark.parametrize("product", CATALOGUE.products, ids=lambda product: product.id)
def test_every_product_resolves_in_every_variant(product: object) -> None:
    product = CATALOGUE.get(getattr(product, "id", ""))
    for variant in product.variants or (None,):
        item = resolve_item(Worn(product.id, variant.id if variant else None), CATALOGUE)
        assert item.variant is variant
        assert (item.model is None) == (product.model_path is None)


@pytest.mark.parametrize("product", CATALOGUE.products, ids=lambda product: product.id)
def test_every_name_is_there_in_english_and_chinese(product: object) -> None:
    product = CATALOGUE.get(getattr(product, "id", ""))
    for named in (product, *product.variants):
        assert named.name.strip()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in named.names.get("zh", "")), named


@pytest.mark.parametrize("product", LIPSTICKS, ids=lambda product: product.id)
def test_lipsticks_are_shades_one_could_wear(product: object) -> None:
    product = CATALOGUE.get(getattr(product, "id", ""))
    assert 2 <= len(product.variants) <= 4
    for variant in product.variants:
        assert variant.settings["colour"] == variant.swatch
        red, green, blue = linear_from_srgb(srgb_from_hex(variant.swatch))
        # Pigment on lips: red leads, and nothing is as bright as skin or as saturated as a lamp.
        assert red >= max(green, blue)
        assert 0.01 < 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.35
        assert red < 0.72


def test_no_two_lipsticks_have_the_same_shade() -> None:
    shades = [variant.swatch for product in LIPSTICKS for variant in product.variants]
    assert len(set(shades)) == len(shades)


def test_products_come_by_kind_and_then_by_id() -> None:
    keys = [(KINDS.index(product.kind), product.id) for product in CATALOGUE.products]
    assert keys == sorted(keys)


def test_settings_are_the_kinds_then_the_products_the_variants_and_the_persons(tmp_path: Path) -> None:
    product_file(tmp_path)
    catalogue = load_catalogue([tmp_path])
    red = resolve_item(Worn("my-lipstick", "red"), catalogue).settings
    assert (red.colour, red.coverage, red.finish) == ("#9e1b2f", 0.5, type(red)().finish)
    assert resolve_item(Worn("my-lipstick", "soft"), catalogue).settings.coverage == 0.3
    own = Worn("my-lipstick", "soft", {"coverage": "0.9"})
    assert resolve_item(own, catalogue).settings.coverage == 0.9


def test_without_a_variant_the_first_is_worn(tmp_path: Path) -> None:
    product_file(tmp_path)
    item = resolve_item(Worn("my-lipstick"), load_catalogue([tmp_path]))
    assert item.variant is not None and item.variant.id == "red"
    assert item.variant.swatch == "#9e1b2f"


def test_a_persons_own_products_stand_beside_ours(home: Path) -> None:
    product_file(home / "products")
    ids = {product.id for product in load_catalogue().products}
    assert {"my-lipstick", "lipstick-rouge-satin"} <= ids
    assert catalogue_folders()[1] == home / "products"


def test_an_id_that_is_taken_is_left_out_with_a_notice(home: Path) -> None:
    text = SOUND.replace("my-lipstick", "lipstick-rouge-satin")
    product_file(home / "products", text, "lipstick-rouge-satin")
    catalogue = load_catalogue()
    assert catalogue.get("lipstick-rouge-satin").name != "Mine"
    assert any("already a product 'lipstick-rouge-satin'" in notice for notice in catalogue.notices)


def test_a_broken_product_does_not_take_the_others_along(tmp_path: Path) -> None:
    product_file(tmp_path)
    broken = product_file(tmp_path, "id = ", "broken")
    catalogue = load_catalogue([tmp_path, tmp_path / "nowhere"])
    assert [product.id for product in catalogue.products] == ["my-lipstick"]
    assert len(catalogue.notices) == 1 and catalogue.notices[0].startswith(str(broken))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('kind = "lipstick"', 'kind = "lipstik"', "kind: there is no kind 'lipstik'; there are lipstick, "),
        ('kind = "lipstick"', "", "kind: this field is missing"),
        ('kind = "lipstick"', 'kind = "hat"', "model: hat need a GLB file"),
        ('kind = "lipstick"', 'kind = "lipstick"\nmodel = "a.glb"', "model: lipstick is painted on"),
        ('name = "Mine"', "name = 3", "name: input should be a valid string"),
        ('name = "Mine"', 'name = ""', "name: string should have at least 1 character"),
        ('name = "Mine"', 'name = "Mine"\nprize = 3', "prize: there is no such field"),
        ('id = "my-lipstick"', 'id = "your-lipstick"', "expected the folder's name 'my-lipstick'"),
        ('id = "my-lipstick"', 'id = "My Lipstick"', "id: string should match pattern"),
        ('"#9E1B2F"', '"red"', r"variants\.0\.swatch: expected a colour like '#a01c2b', got 'red'"),
        ('id = "soft"', 'id = "red"', "variants: two variants have the id 'red'"),
        ("coverage = 0.5", "coverage = 5", r"settings\.coverage: expected 0 to 1, got 5"),
        ("coverage = 0.5", "coverage = nan", r"settings\.coverage: expected 0 to 1, got nan"),
        ("coverage = 0.5", "covrage = 0.5", "settings has no knob 'covrage'; it has .*coverage"),
        ("coverage = 0.5", 'finish = "wet"', r"settings\.finish: expected one of .*, got 'wet'"),
        ("coverage = 0.5", "coverage = [1]", r"settings\.coverage\."),
        ("coverage = 0.3", "coverage = 3", r"variants\.soft\.settings\.coverage: expected 0 to 1"),
        ("[settings]", "[settings", "is not valid TOML"),
        ('name = "Mine"', 'name = "Mine"\nname = "Yours"', "is not valid TOML"),
    ],
)
def test_a_fault_is_said_with_its_file_and_field(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in SOUND
    file = product_file(tmp_path, SOUND.replace(before, after, 1))
    with pytest.raises(UserError, match=says) as refusal:
        read_product(file)
    assert str(file) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = product_file(tmp_path)
    file.write_bytes(b"\xff\x00\xfe")
    with pytest.raises(UserError, match="is not a text file in UTF-8"):
        read_product(file)


@pytest.mark.parametrize("model", ["../a.glb", "/a.glb", "C:/a.glb", "..\\\\a.glb"])
def test_a_model_outside_the_products_folder_is_refused(tmp_path: Path, model: str) -> None:
    (tmp_path / "a.glb").write_bytes(b"glTF")
    text = f'id = "g"\nkind = "glasses"\nname = "G"\nmodel = "{model}"'
    with pytest.raises(UserError, match="points out of the product's folder"):
        read_product(product_file(tmp_path, text, "g"))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    text = 'id = "g"\nkind = "glasses"\nname = "G"\nmodel = "a.glb"'
    with pytest.raises(UserError, match=r"model: there is no file 'a\.glb'"):
        read_product(product_file(tmp_path, text, "g"))


def test_a_kind_that_nothing_can_fit_is_refused(tmp_path: Path) -> None:
    text = 'id = "l"\nkind = "lashes"\nname = "L"'
    with pytest.raises(UserError, match="'lashes' cannot be worn in this version"):
        read_product(product_file(tmp_path, text, "l"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lipstick-rouge-satn", "lipstick-rouge-satin"),
        ("LIPSTICK-ROUGE-SATIN", "lipstick-rouge-satin"),
        ("lipstick-rouge", "lipstick-rouge-"),
    ],
)
def test_an_unknown_product_is_answered_with_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(UserError, match=rf"no product '{typed}'\. Did you mean .*{meant}"):
        resolve_wear(typed, CATALOGUE)


def test_what_is_like_nothing_is_answered_plainly() -> None:
    with pytest.raises(UserError, match=r"^There is no product 'xyzzy'\.$"):
        resolve_wear("xyzzy", CATALOGUE)


def test_a_variant_is_named_behind_a_colon() -> None:
    assert resolve_wear("lipstick-rouge-satin:brick", CATALOGUE) == Worn("lipstick-rouge-satin", "brick")
    assert resolve_wear("lipstick-rouge-satin", CATALOGUE) == Worn("lipstick-rouge-satin")
    with pytest.raises(UserError, match=r"has no variant 'blue'; it has classic \(Rouge Classique\), "):
        resolve_wear("lipstick-rouge-satin:blue", CATALOGUE)
    with pytest.raises(UserError, match="has no variant ''"):
        resolve_wear("lipstick-rouge-satin:", CATALOGUE)


@pytest.mark.parametrize("text", ["mulberry", "Mûrier", "murier", "MÛRIER", "桑葚"])
def test_a_variant_goes_by_its_name_too(text: str) -> None:
    assert resolve_wear(f"lipstick-berry-gloss:{text}", CATALOGUE) == Worn("lipstick-berry-gloss", "mulberry")


def test_a_misspelt_variant_is_told_the_nearest() -> None:
    with pytest.raises(UserError, match="Did you mean mulberry"):
        resolve_wear("lipstick-berry-gloss:Mûrrier", CATALOGUE)


def test_a_persons_knob_that_does_not_fit_is_refused_by_name() -> None:
    with pytest.raises(UserError, match=r"lipstick-rouge-satin\.coverage: expected 0 to 1"):
        resolve_item(Worn("lipstick-rouge-satin", settings={"coverage": 7.0}), CATALOGUE)


def test_a_persons_own_glb_is_worn_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame().export(tmp_path / "mine.glb")
    monkeypatch.chdir(tmp_path)
    worn = resolve_wear("mine.glb", CATALOGUE)
    assert worn == Worn(str(tmp_path / "mine.glb"))
    item = resolve_item(worn, CATALOGUE)
    assert item.product.kind == "glasses" and item.product.name == "mine"
    assert item.model is not None


def test_a_glb_that_is_missing_or_broken_is_refused_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no file .*none\.glb"):
        resolve_wear(str(tmp_path / "none.glb"), CATALOGUE)
    (tmp_path / "broken.glb").write_bytes(b"glTF and then nothing")
    with pytest.raises(UserError, match=r"broken\.glb"):
        resolve_item(resolve_wear(str(tmp_path / "broken.glb"), CATALOGUE), CATALOGUE)


def test_a_model_is_read_once_until_its_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "mine.glb"
    frame(140.0).export(file)
    first = resolve_item(Worn(str(file)), Catalogue()).model
    assert resolve_item(Worn(str(file)), Catalogue()).model is first
    frame(130.5, subdivisions=1).export(file)
    assert resolve_item(Worn(str(file)), Catalogue()).model is not first


@pytest.mark.parametrize(
    "text", ["", ":", ".glb", "a\0b.glb", "x" * 5000 + ".glb", "~no-such-person/x.glb", "a:b:c"]
)
def test_whatever_is_asked_for_is_answered_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        resolve_item(resolve_wear(text, CATALOGUE), CATALOGUE)
    assert "\n" not in str(refusal.value)
