"""Presets (knobs) and looks (what is worn) as versioned JSON files.

A name finds ours in resources/ or the person's own in the data folder; a path finds that file.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .. import __version__
from ..core.document import Look, Worn
from ..core.errors import UserError
from ..core.maths import frozen
from ..core.params import Value, controls_of, groups, resolve_groups, with_values
from ..stages import register_all
from .files import is_set_aside, make_room, read_versioned, write_json
from .logs import logger
from .places import data_folder
from .product_file import MODEL_SUFFIXES
from .products import Catalogue, resolve_item
from .resource_path import resource_path
from .words import did_you_mean, problem_sentence

# Version 2 says which version of Lookglass has written the file, for whoever helps.
PRESET_VERSION = 2
LOOK_VERSION = 2


def _with_maker(content: dict[str, Any]) -> dict[str, Any]:
    return {"made_with": "", **content}


_UPGRADES = {1: _with_maker}

Knobs = Mapping[str, Mapping[str, Value]]
Kind = Literal["preset", "look"]

_LONGEST_NAME = 80
# Names that mean a device on Windows, whatever follows the dot.
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}


@dataclass(frozen=True, slots=True)
class Preset:
    """Knobs by group that differ from the defaults, all known and in range; `notices` tell what was not."""

    name: str
    knobs: Knobs
    help: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """A preset or look that can be found by name. `own` says that the person made it."""

    name: str
    path: Path
    own: bool


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _PresetFile(_File):
    made_with: str = ""
    help: str = ""
    knobs: dict[str, dict[str, float | bool | str]]


class _WornFile(_File):
    product: str = Field(min_length=1)
    variant: str | None = None
    settings: dict[str, float | bool | str] = Field(default_factory=dict)
    enabled: bool = True


class _LookFile(_File):
    made_with: str = ""
    name: str = ""
    worn: list[_WornFile]


def read_preset(path: Path) -> Preset:
    """A preset file. Knobs that this version does not have are left out with a notice.

    Raises UserError for a missing, damaged or newer file and for a value out of range.
    """
    content = read_versioned(path, kind="preset", version=PRESET_VERSION, upgrades=_UPGRADES)
    try:
        file = _PresetFile.model_validate(content)
    except ValidationError as problem:
        raise UserError(f"{path}: {problem_sentence(problem)}.") from None
    knobs, notices = known_knobs(file.knobs, where=path.name)
    try:
        resolve_groups(knobs)
    except UserError as problem:
        raise UserError(f"{path}: {problem}") from None
    return Preset(path.stem, knobs, file.help, notices)


def write_preset(path: Path, knobs: Knobs, *, help: str = "") -> None:
    """Write knobs as a preset file; an older file stays beside it as NAME.bak, a damaged one is kept aside.

    Raises UserError for a place that cannot be written and for a file that a newer version has written.
    """
    make_room(path, kind="preset", version=PRESET_VERSION)
    content: dict[str, Any] = _head("preset", PRESET_VERSION)
    if help:
        content["help"] = help
    write_json(path, content | {"knobs": {group: dict(values) for group, values in knobs.items()}})


def known_knobs(knobs: Knobs, *, where: str) -> tuple[Knobs, tuple[str, ...]]:
    """The knobs that exist in this version, and a sentence for each that does not."""
    register_all()
    known: dict[str, Mapping[str, Value]] = {}
    notices: list[str] = []
    for group, values in knobs.items():
        if group not in groups():
            notices.append(f"{where}: there is no group of knobs {group!r}.{did_you_mean(group, groups())}")
            continue
        controls = controls_of(groups()[group])
        kept = {knob: value for knob, value in values.items() if knob in controls}
        if kept:
            known[group] = frozen(kept)
        notices += [
            f"{where}: {group} has no knob {knob!r}.{did_you_mean(knob, controls)}"
            for knob in values
            if knob not in controls
        ]
    return frozen(known), tuple(notices)


def usable_knobs(knobs: Knobs, *, where: str) -> tuple[Knobs, tuple[str, ...]]:
    """As `known_knobs`, and values that do not fit are left out with a notice, too."""
    known, notices = known_knobs(knobs, where=where)
    usable: dict[str, Mapping[str, Value]] = {}
    for group, values in known.items():
        kept = dict(values)
        for knob, value in values.items():
            try:
                with_values(groups()[group](), {knob: value}, where=group)
            except UserError as problem:
                notices += (f"{where}: {problem}",)
                del kept[knob]
        if kept:
            usable[group] = frozen(kept)
    return frozen(usable), notices


def read_look(path: Path) -> Look:
    """A look file. Its products are not looked up (see `usable_look`); models are found beside the file.

    Raises UserError for a missing, damaged or newer file.
    """
    look = look_from_json(
        read_versioned(path, kind="look", version=LOOK_VERSION, upgrades=_UPGRADES), where=str(path)
    )
    worn = tuple(replace(one, product_id=_beside(one.product_id, path.parent)) for one in look.worn)
    return replace(look, worn=worn, name=look.name or path.stem)


def write_look(path: Path, look: Look) -> None:
    """Write a look file; an older file stays beside it as NAME.bak, a damaged one is kept aside.

    Raises UserError for a place that cannot be written and for a file that a newer version has written.
    """
    make_room(path, kind="look", version=LOOK_VERSION)
    write_json(path, {**_head("look", LOOK_VERSION), **look_as_json(look)})


def _head(kind: str, version: int) -> dict[str, Any]:
    return {"lookglass": kind, "version": version, "made_with": __version__}


def look_as_json(look: Look) -> dict[str, Any]:
    """A look as plain JSON values."""
    return {"name": look.name, "worn": [_worn_as_json(worn) for worn in look.worn]}


def look_from_json(content: Mapping[str, Any], *, where: str) -> Look:
    """The look in plain JSON values. Raises UserError naming `where` and the field."""
    try:
        file = _LookFile.model_validate(dict(content))
    except ValidationError as problem:
        raise UserError(f"{where}: {problem_sentence(problem)}.") from None
    worn = tuple(Worn(w.product, w.variant, frozen(w.settings), w.enabled) for w in file.worn)
    return Look(worn, file.name)


def _worn_as_json(worn: Worn) -> dict[str, Any]:
    content: dict[str, Any] = {"product": worn.product_id}
    if worn.variant_id is not None:
        content["variant"] = worn.variant_id
    return content | {"settings": dict(worn.settings), "enabled": worn.enabled}


def _beside(product_id: str, folder: Path) -> str:
    return str(folder.absolute() / product_id) if product_id.lower().endswith(MODEL_SUFFIXES) else product_id


def usable_look(look: Look, catalogue: Catalogue) -> tuple[Look, tuple[str, ...]]:
    """The part of a look that can be worn now, and a sentence for each piece that cannot.

    A fault of ours over one product is a sentence, too, and goes into the log once.
    """
    worn: list[Worn] = []
    notices: list[str] = []
    for one in look.worn:
        try:
            resolve_item(one, catalogue)
        except UserError as problem:
            notices.append(str(problem))
        except Exception as fault:  # whatever a product's files bring about: the others are worn
            _log_once("".join(traceback.format_exception(fault)))
            notices.append(f"{one.product_id} cannot be worn: something went wrong inside Lookglass.")
        else:
            worn.append(one)
    return replace(look, worn=tuple(worn)), tuple(notices)


@lru_cache(maxsize=32)
def _log_once(fault: str) -> None:
    """A slider asks sixty times a second."""
    logger().error("A fault: %s", fault)


def find_preset(name_or_path: str) -> Preset:
    """A preset by name or file. Raises UserError with the nearest names."""
    return read_preset(_find("preset", name_or_path))


def find_look(name_or_path: str) -> Look:
    """A look by name or file. Raises UserError with the nearest names."""
    return read_look(_find("look", name_or_path))


def list_presets() -> tuple[Saved, ...]:
    """Our presets, then the person's, by name."""
    return _saved("preset")


def list_looks() -> tuple[Saved, ...]:
    """Our looks, then the person's, by name."""
    return _saved("look")


def own_path(kind: Kind, name: str) -> Path:
    """Where a person's own preset or look of that name is kept. Raises UserError for an unusable name."""
    unusable = name != name.strip(" .") or len(name) > _LONGEST_NAME or name.split(".")[0].upper() in _DEVICES
    if not name or unusable or any(c in '/\\:*?"<>|' or ord(c) < 32 for c in name):
        raise UserError(f"{name!r} cannot be the name of a {kind}: it becomes the name of a file.")
    return data_folder() / f"{kind}s" / f"{name}.json"


def _saved(kind: Kind) -> tuple[Saved, ...]:
    ours = sorted(resource_path(f"{kind}s").glob("*.json"))
    own = sorted(p for p in (data_folder() / f"{kind}s").glob("*.json") if not is_set_aside(p))
    return tuple(Saved(p.stem, p, False) for p in ours) + tuple(Saved(p.stem, p, True) for p in own)


def _find(kind: Kind, name_or_path: str) -> Path:
    if name_or_path.endswith(".json") or Path(name_or_path).name != name_or_path:
        return Path(os.path.expanduser(name_or_path))  # which, unlike Path.expanduser, never raises
    by_name = {saved.name: saved.path for saved in _saved(kind)}  # the person's own comes last and wins
    if name_or_path not in by_name:
        near = did_you_mean(name_or_path, by_name) or f" There are {', '.join(by_name)}."
        raise UserError(f"There is no {kind} {name_or_path!r}.{near}")
    return by_name[name_or_path]
