"""The application's own settings: what the window remembers from one start to the next."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..core.document import DEFAULT_PRESET, Look, Setup
from ..core.errors import UserError
from ..core.maths import frozen
from ..core.params import Value
from .files import read_versioned, set_aside, write_json
from .places import settings_folder
from .presets import look_as_json, look_from_json, usable_knobs
from .words import problem_sentence

SETTINGS_VERSION = 1


@dataclass(frozen=True, slots=True)
class AppSettings:
    """`geometry` and `layout` are the window's own blobs, base64. Theme and language: see store.appearance.

    `tab` is the number of the panel in front. `source` and `provider` are empty until one has been chosen.
    `mirror` to `compare` as in View, the rest as in the Document; `other` is what A/B compares with.
    """

    geometry: str = ""
    layout: str = ""
    tab: int = 0
    source: str = ""
    provider: str = ""
    people: int = 1
    feet: int = 2
    follow: str = ""
    strength: float = 1.0
    mirror: bool | None = None
    split: float | None = None
    landmarks: bool = False
    compare: bool = False
    look: Look = field(default_factory=Look)
    knobs: Mapping[str, Mapping[str, Value]] = field(default_factory=lambda: frozen({}))
    preset: str = DEFAULT_PRESET
    other: Setup | None = None
    on_b: bool = False


class _SetupFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    look: dict[str, Any] = Field(default_factory=lambda: {"worn": []})
    knobs: dict[str, dict[str, float | bool | str]] = Field(default_factory=dict)
    preset: str = DEFAULT_PRESET
    strength: float = Field(default=1.0, ge=0.0, le=1.0)


class _SettingsFile(BaseModel):
    # A field that only a later version knows is no reason to lose the others.
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    geometry: str = ""
    layout: str = ""
    tab: int = Field(default=0, ge=0)
    source: str = ""
    provider: str = ""
    people: int = Field(default=1, ge=1, le=10)
    feet: int = Field(default=2, ge=1, le=10)
    follow: Literal["", "face", "feet"] = ""
    strength: float = Field(default=1.0, ge=0.0, le=1.0)
    mirror: bool | None = None
    split: float | None = Field(default=None, ge=0.0, le=1.0)
    landmarks: bool = False
    compare: bool = False
    look: dict[str, Any] = Field(default_factory=lambda: {"worn": []})
    knobs: dict[str, dict[str, float | bool | str]] = Field(default_factory=dict)
    preset: str = DEFAULT_PRESET
    other: _SetupFile | None = None
    on_b: bool = False


def settings_file() -> Path:
    """Where the settings lie."""
    return settings_folder() / "settings.json"


def load_settings(path: Path | None = None) -> tuple[AppSettings, tuple[str, ...]]:
    """The settings, and what there is to say about them.

    A file that cannot be read is set aside, never overwritten, and the defaults are used: a person must not
    be kept out by a settings file.
    """
    file = settings_file() if path is None else path
    if not os.path.exists(file):  # which, unlike Path.exists, never raises
        return AppSettings(), ()
    try:
        return _read(file)
    except UserError as problem:
        return AppSettings(), (f"{problem} {set_aside(file)}",)


def save_settings(settings: AppSettings, path: Path | None = None) -> None:
    """Write the settings in one piece. Raises UserError when the place cannot be written."""
    plain = {name: getattr(settings, name) for name in _PLAIN}
    look, knobs = look_as_json(settings.look), _plain_knobs(settings.knobs)
    head = {"lookglass": "settings", "version": SETTINGS_VERSION}
    content = {**head, **plain, "look": look, "knobs": knobs, "other": _setup_as_json(settings.other)}
    write_json(settings_file() if path is None else path, content)


_PLAIN = (
    "geometry", "layout", "tab", "source", "provider", "people", "feet", "follow", "strength", "mirror",
    "split", "landmarks", "compare", "preset", "on_b",
)  # fmt: skip


def _read(file: Path) -> tuple[AppSettings, tuple[str, ...]]:
    content = read_versioned(file, kind="settings", version=SETTINGS_VERSION)
    try:
        read = _SettingsFile.model_validate(content)
    except ValidationError as problem:
        raise UserError(f"{file}: {problem_sentence(problem)}.") from None
    look = look_from_json(read.look, where=f"{file}: look")
    knobs, notices = usable_knobs(read.knobs, where=file.name)
    other, more = _setup_from(read.other, file)
    plain = {name: getattr(read, name) for name in _PLAIN}
    return AppSettings(look=look, knobs=knobs, other=other, **plain), notices + more


def _plain_knobs(knobs: Mapping[str, Mapping[str, Value]]) -> dict[str, dict[str, Value]]:
    return {group: dict(values) for group, values in knobs.items()}


def _setup_as_json(setup: Setup | None) -> dict[str, Any] | None:
    """Looks of particular people are left out: nobody is known again by a number the next time."""
    if setup is None:
        return None
    look, knobs = look_as_json(setup.default_look), _plain_knobs(setup.knobs)
    return {"look": look, "knobs": knobs, "preset": setup.preset, "strength": setup.strength}


def _setup_from(read: _SetupFile | None, file: Path) -> tuple[Setup | None, tuple[str, ...]]:
    if read is None:
        return None, ()
    look = look_from_json(read.look, where=f"{file}: other look")
    knobs, notices = usable_knobs(read.knobs, where=file.name)
    return Setup(look, knobs=knobs, preset=read.preset, strength=read.strength), notices
