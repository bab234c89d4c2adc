"""product.toml: one product as it stands in its folder, checked field by field."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..core.errors import UserError
from ..core.maths import frozen, srgb_from_hex
from ..core.params import with_values
from ..core.products import KINDS, Product, Variant
from ..stages import register_all
from ..stages.compose import fitters
from .pattern_file import PATTERN_SUFFIX
from .words import problem_sentence

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
    pattern: str | None = None
    guess_datum: bool = False
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
        pattern_path=_pattern_file(file, table),
        guess_datum=table.guess_datum,
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
    if not table.model.lower().endswith(MODEL_SUFFIXES):
        raise UserError(f"{file}: model: expected a .glb or .gltf file, got {table.model!r}.")
    return _beside(file, "model", table.model)


def _pattern_file(file: Path, table: _ProductTable) -> Path | None:
    if table.pattern is None:
        if table.kind == "pattern":
            raise UserError(f"{file}: pattern: a pattern needs a PNG file.")
        return None
    if table.kind != "pattern":
        raise UserError(f"{file}: pattern: {table.kind} takes no drawing.")
    if not table.pattern.lower().endswith(PATTERN_SUFFIX):
        raise UserError(f"{file}: pattern: expected a .png file, got {table.pattern!r}.")
    return _beside(file, "pattern", table.pattern)


def _beside(file: Path, field: str, value: str) -> Path:
    """A file of the product's own folder. Raises UserError for one that is elsewhere or not there."""
    name = PurePosixPath(value)
    if name.is_absolute() or ".." in name.parts or "\\" in value or ":" in value:
        raise UserError(f"{file}: {field}: {value!r} points out of the product's folder.")
    path = file.parent / name
    if not os.path.isfile(path):  # which, unlike Path.is_file, never raises
        raise UserError(f"{file}: {field}: there is no file {value!r}.")
    return path


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
