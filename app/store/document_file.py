"""A whole Document as plain JSON values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..core.document import DEFAULT_PRESET, Document, Look, Setup, View
from ..core.errors import UserError
from ..core.maths import frozen
from .presets import look_as_json, look_from_json, usable_knobs
from .words import problem_sentence


class _File(BaseModel):
    # A field that only a later version knows is no reason to lose the others.
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)


class _SetupFile(_File):
    look: dict[str, Any] = Field(default_factory=lambda: {"worn": []})
    looks: dict[str, dict[str, Any]] = Field(default_factory=dict)
    knobs: dict[str, dict[str, float | bool | str]] = Field(default_factory=dict)
    preset: str = DEFAULT_PRESET
    strength: float = Field(default=1.0, ge=0.0, le=1.0)


class _ViewFile(_File):
    split: float | None = Field(default=None, ge=0.0, le=1.0)
    mirror: bool | None = None
    landmarks: bool = False
    compare: bool = False


class _DocumentFile(_File):
    source: str
    provider: str
    people: int = Field(ge=1, le=10)
    feet: int = Field(default=2, ge=1, le=10)
    follow: Literal["", "face", "feet"] = ""
    setup: _SetupFile
    other: _SetupFile | None = None
    on_b: bool = False
    view: _ViewFile = Field(default_factory=_ViewFile)


def document_as_json(document: Document) -> dict[str, Any]:
    """Everything chosen, with the looks of particular people."""
    view = document.view
    return {
        "source": document.source,
        "provider": document.provider,
        "people": document.max_subjects,
        "feet": document.max_feet,
        "follow": document.follow,
        "setup": _setup_as_json(document.setup),
        "other": _setup_as_json(document.other) if document.other is not None else None,
        "on_b": document.on_b,
        "view": {
            "split": view.split,
            "mirror": view.mirror,
            "landmarks": view.landmarks,
            "compare": view.compare,
        },
    }


def document_from_json(content: Mapping[str, Any], *, where: str) -> tuple[Document, tuple[str, ...]]:
    """The Document in plain JSON values, and a sentence for each knob that is not known here.

    Raises UserError naming `where` and the field.
    """
    try:
        file = _DocumentFile.model_validate(dict(content))
        setup, notices = _setup_from(file.setup, where)
        other, more = _setup_from(file.other, where) if file.other is not None else (None, ())
    except ValidationError as problem:
        raise UserError(f"{where}: {problem_sentence(problem)}.") from None
    document = Document(
        source=file.source,
        provider=file.provider,
        max_subjects=file.people,
        max_feet=file.feet,
        follow=file.follow,
        view=View(file.view.split, file.view.mirror, file.view.landmarks, file.view.compare),
        other=other,
        on_b=file.on_b,
    )
    return document.with_setup(setup), (*notices, *more)


def _setup_as_json(setup: Setup) -> dict[str, Any]:
    return {
        "look": look_as_json(setup.default_look),
        "looks": {str(subject): look_as_json(look) for subject, look in setup.looks.items()},
        "knobs": {group: dict(values) for group, values in setup.knobs.items()},
        "preset": setup.preset,
        "strength": setup.strength,
    }


def _setup_from(file: _SetupFile, where: str) -> tuple[Setup, tuple[str, ...]]:
    knobs, notices = usable_knobs(file.knobs, where=where)
    look = look_from_json(file.look, where=f"{where}: look")
    looks: dict[int, Look] = {}
    for subject, content in file.looks.items():
        if not subject.isdecimal() or len(subject) > 18:
            raise UserError(f"{where}: {subject!r} is no person's number.")
        looks[int(subject)] = look_from_json(content, where=f"{where}: look of {subject}")
    return Setup(look, frozen(looks), knobs, file.preset, file.strength), notices
