"""The catalogue: product folders, read and checked.

A broken product is left out with a notice and never stops the others.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..core.document import Worn
from ..core.errors import UserError
from ..core.maths import frozen, srgb_from_hex
from ..core.model3d import Model3D
from ..core.params import Value, with_values
from ..core.products import KINDS, Product, Variant, WornItem
from ..stages import register_all
from ..stages.compose import fitters
from .gltf import load_model_file
from .own_model import placed_as_glasses
from .places import data_folder
from .resource_path import resource_path
from .words import did_you_mean, problem_sentence

KINDS_WITH_MODEL = frozenset({"glasses", "earrings", "hat", "necklace", "shoe"})
MODEL_SUFFIXES = (".glb", ".gltf")

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LONGEST_NAME = 80


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _VariantTable(_Table):
    id: str = Field(pattern=_ID, max_length=_LONGEST_NAME)
    name: str = Field(min_length=1, max_length=_LONGEST_NAME)
    names: dict[str, str] = Field(default_factory=dict)
    swatch: str
    settings: dict[str, float | bool | str] = Field(default_factory=dict)

    @field_validator("swatch")
    @classmethod
    def _is_colour(cls, value: str) -> str:
        srgb_from_hex(value)
        return value.lower()


class _ProductTable(_Table):
    id: str = Field(pattern=_ID, max_length=_LONGEST_NAME)
    kind: str
    name: str = Field(min_length=1, max_length=_LONGEST_NAME)
    names: dict[str, str] = Field(default_factory=dict)
    brand: str = Field(default="", max_length=_LONGEST_NAME)
    model: str | None = None
    settings: dict[str, float | bool | str] = Field(default_factory=dict)
    variants: list[_VariantTable] = Field(default_factory=list)

    @field_validator("kind")
    @classmethod
    def _is_kind(cls, value: str) -> str:
        if value not in KINDS:
            raise ValueError(f"there is no kind {value!r}; there are {', '.join(KINDS)}")
        return value

    @field_validator("variants")
    @classmethod
    def _ids_differ(cls, value: list[_VariantTable]) -> list[_VariantTable]:
        ids = [variant.id for variant in value]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice is not None:
            raise ValueError(f"two variants have the id {twice!r}")
        return value


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products that can be worn, in order, and a sentence for each that cannot."""

    products: tuple[Product, ...] = ()
    notices: tuple[str, ...] = ()

    def get(self, product_id: str) -> Product:
        """The product of that id, or the GLB at that path. Raises UserError with the nearest ids."""
        for product in self.products:
            if product.id == product_id:
                return product
        if product_id.lower().endswith(MODEL_SUFFIXES):
            return own_model_product(Path(product_id))
        near = did_you_mean(product_id, (product.id for product in self.products))
        raise UserError(f"There is no product {product_id!r}.{near}")

    def of_kind(self, kind: str) -> tuple[Product, ...]:
        return tuple(product for product in self.products if product.kind == kind)


def catalogue_folders() -> tuple[Path, ...]:
    """Our own products first, then the person's (which may not exist)."""
    return resource_path("products"), data_folder() / "products"


def load_catalogue(folders: Iterable[Path] | None = None) -> Catalogue:
    """Every sound product of the folders (default: ours and the person's), sorted by kind, then by id."""
    products: dict[str, Product] = {}
    notices: list[str] = []
    for file in product_files(catalogue_folders() if folders is None else folders):
        try:
            product = read_product(file)
        except UserError as problem:
            notices.append(str(problem))
            continue
        if product.id in products:
            notices.append(f"{file}: there is already a product {product.id!r}; this one is left out.")
        else:
            products[product.id] = product
    ordered = sorted(products.values(), key=lambda product: (KINDS.index(product.kind), product.id))
    return Catalogue(tuple(ordered), tuple(notices))


def product_files(folders: Iterable[Path]) -> list[Path]:
    """The product.toml of every product folder, folder by folder, by name."""
    return [file for folder in folders for file in sorted(folder.glob("*/product.toml"))]


def read_product(file: Path) -> Product:
    """One product.toml, checked against its kind's knobs. Raises UserError naming the file and the field."""
    table = _read_table(file)
    if table.id != file.parent.name:
        raise UserError(f"{file}: id: expected the folder's name {file.parent.name!r}, got {table.id!r}.")
    product = Product(
        id=table.id,
        kind=table.kind,
        name=table.name,
        names=frozen(table.names),
        brand=table.brand,
        settings=frozen(table.settings),
        variants=tuple(
            Variant(v.id, v.name, v.swatch, frozen(v.settings), frozen(v.names)) for v in table.variants
        ),
        model_path=_model_file(file, table),
    )
    try:
        _check_settings(product)
    except UserError as problem:
        raise UserError(f"{file}: {problem}") from None
    return product


def _read_table(file: Path) -> _ProductTable:
    try:
        return _ProductTable.model_validate(tomllib.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        raise UserError(f"There is no file {file}.") from None
    except OSError as problem:
        raise UserError(f"Cannot read {file}: {problem.strerror or problem}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{file} is not a text file in UTF-8.") from None
    except tomllib.TOMLDecodeError as problem:
        raise UserError(f"{file} is not valid TOML: {problem}.") from None
    except ValidationError as problem:
        raise UserError(f"{file}: {problem_sentence(problem)}.") from None


def _model_file(file: Path, table: _ProductTable) -> Path | None:
    if table.model is None:
        if table.kind in KINDS_WITH_MODEL:
            raise UserError(f"{file}: model: {table.kind} need a GLB file.")
        return None
    if table.kind not in KINDS_WITH_MODEL:
        raise UserError(f"{file}: model: {table.kind} is painted on and takes no model.")
    name = PurePosixPath(table.model)
    if name.is_absolute() or ".." in name.parts or "\\" in table.model or ":" in table.model:
        raise UserError(f"{file}: model: {table.model!r} points out of the product's folder.")
    if not table.model.lower().endswith(MODEL_SUFFIXES):
        raise UserError(f"{file}: model: expected a .glb or .gltf file, got {table.model!r}.")
    model = file.parent / name
    if not os.path.isfile(model):  # which, unlike Path.is_file, never raises
        raise UserError(f"{file}: model: there is no file {table.model!r}.")
    return model


def _check_settings(product: Product) -> None:
    defaults = default_settings(product.kind)
    own = with_values(defaults, product.settings, where="settings")
    for variant in product.variants:
        with_values(own, variant.settings, where=f"variants.{variant.id}.settings")


def default_settings(kind: str) -> Any:
    """The kind's knobs at their defaults. Raises UserError for a kind that cannot be shown."""
    register_all()
    fitter = fitters().get(kind)
    if fitter is None:
        raise UserError(f"Products of the kind {kind!r} cannot be worn in this version.")
    return fitter.Settings()


def resolve_wear(text: str, catalogue: Catalogue) -> Worn:
    """What "PRODUCT", "PRODUCT:VARIANT" or the path of a GLB stands for. Raises UserError.

    A person's own GLB is worn under its absolute path, which `Catalogue.get` understands, too.
    """
    if text.lower().endswith(MODEL_SUFFIXES):
        path = Path(os.path.expanduser(text)).absolute()
        return Worn(catalogue.get(str(path)).id)
    product_id, colon, variant_id = text.partition(":")
    product = catalogue.get(product_id)
    worn = Worn(product.id, variant_id if colon else None)
    _variant(product, worn.variant_id)
    return worn


def resolve_item(worn: Worn, catalogue: Catalogue) -> WornItem:
    """A worn product ready to be fitted. Raises UserError for an unknown product, variant, knob or value.

    Settings: the kind's defaults, then the product's, the variant's and the person's own.
    """
    product = catalogue.get(worn.product_id)
    variant = _variant(product, worn.variant_id)
    settings = settings_of(product, variant, worn.settings)
    return WornItem(product, variant, settings, load_product_model(product))


def settings_of(product: Product, variant: Variant | None, own: Mapping[str, Value] | None = None) -> Any:
    """The knobs of a product in one variant, with a person's own values laid over them."""
    layers = [product.settings, variant.settings if variant else {}, own or {}]
    settings = default_settings(product.kind)
    for values in layers:
        settings = with_values(settings, values, where=product.id)
    return settings


def _variant(product: Product, variant_id: str | None) -> Variant | None:
    variant = product.variant(variant_id)
    if variant is None and variant_id is not None:
        ids = [variant.id for variant in product.variants]
        known = f"it has {', '.join(ids)}" if ids else "it has none"
        raise UserError(f"{product.id} has no variant {variant_id!r}; {known}.")
    return variant


def own_model_product(path: Path) -> Product:
    """A person's own GLB as a product. Raises UserError when there is no such file.

    Glasses are the only kind of model that is worn so far, so that is what it becomes.
    """
    if not os.path.isfile(path):
        raise UserError(f"There is no file {path}.")
    path = path.absolute()
    return Product(id=str(path), kind="glasses", name=path.stem, model_path=path)


def load_product_model(product: Product) -> Model3D | None:
    """The product's model, None where it has none; kept in memory while the file stays as it is.

    Raises UserError for a file that is missing or broken.
    """
    if product.model_path is None:
        return None
    path = Path(product.model_path)
    try:
        stat = path.stat()
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {problem.strerror or problem}.") from None
    return _cached_model(path, stat.st_mtime_ns, stat.st_size, product.id == str(path))


# One wardrobe's worth: a model has some megabytes, and a grid of nine looks shows at most that many.
@lru_cache(maxsize=24)
def _cached_model(path: Path, mtime_ns: int, size: int, own: bool) -> Model3D:
    model = load_model_file(path)
    return placed_as_glasses(model) if own else model
