"""The networks in models/: described in models.toml, used only if they have the sha256 given there."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..core.errors import UserError
from ..core.maths import frozen
from .resource_path import model_path
from .words import problem_sentence


class Tensor(BaseModel):
    """One input or output: `shape` as ONNX has it, `range` the values it takes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    shape: tuple[int | str, ...]
    dtype: str
    range: str = ""
    meaning: str = ""


class ModelEntry(BaseModel):
    """One table of models.toml. Further fields say where the file comes from and are kept as they are."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(gt=0)
    licence: str
    source: str
    summary: str = ""
    inputs: tuple[Tensor, ...] = ()
    outputs: tuple[Tensor, ...] = ()


@cache
def model_entries() -> Mapping[str, ModelEntry]:
    """All models by id, in the order of models.toml. Raises UserError when the list cannot be read."""
    try:
        tables = tomllib.loads(model_path("models.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UserError(f"models/models.toml cannot be read: {problem}.") from None
    return frozen({model_id: _entry(model_id, table) for model_id, table in tables.items()})


def _entry(model_id: str, table: object) -> ModelEntry:
    if not isinstance(table, dict):
        raise UserError(f"models/models.toml: {model_id} is not a table.")
    try:
        entry = ModelEntry.model_validate({"id": model_id, **table})
    except ValidationError as problem:
        raise UserError(f"models/models.toml, {model_id}: {problem_sentence(problem)}.") from None
    parts = PurePosixPath(entry.file).parts
    if not parts or parts[0] == "/" or ".." in parts or "\\" in entry.file or ":" in entry.file:
        raise UserError(f"models/models.toml, {model_id}: file {entry.file!r} points out of models/.")
    return entry


def load_model(model_id: str) -> bytes:
    """The bytes of a model, verified. Raises UserError when it is unknown, missing or damaged."""
    entries = model_entries()
    if model_id not in entries:
        raise UserError(f"There is no model {model_id!r}; there are {', '.join(entries)}.")
    entry = entries[model_id]
    try:
        data = model_path(entry.file).read_bytes()
    except OSError as problem:
        raise UserError(f"models/{entry.file} cannot be read: {problem.strerror or problem}.") from None
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise UserError(
            f"models/{entry.file} is damaged: its sha256 is not the one in models.toml ({len(data)} bytes, "
            f"expected {entry.bytes}); run `git checkout -- models/{entry.file}` or install Lookglass again."
        )
    return data


def verify_models() -> list[tuple[str, bool, str]]:
    """(id, sound, message) for every model of models.toml. Raises UserError when the list is unreadable."""
    return [_verify(model_id) for model_id in model_entries()]


def _verify(model_id: str) -> tuple[str, bool, str]:
    try:
        data = load_model(model_id)
    except UserError as problem:
        return model_id, False, str(problem)
    return model_id, True, f"models/{model_entries()[model_id].file}: {len(data)} bytes, verified"
