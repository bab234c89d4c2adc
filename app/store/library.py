"""A person's own presets and looks: saved, renamed, duplicated, removed and put back, brought in and out.

Nothing here loses a file: what is replaced or removed stays beside it as NAME.json.bak.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..core.document import Look
from ..core.errors import UserError
from .files import backup_of
from .presets import (
    Kind,
    Knobs,
    Saved,
    list_looks,
    list_presets,
    own_path,
    read_look,
    read_preset,
    write_look,
    write_preset,
)


def saved_of(kind: Kind) -> tuple[Saved, ...]:
    """Ours, then the person's."""
    return list_presets() if kind == "preset" else list_looks()


def find(kind: Kind, name: str) -> Saved | None:
    """The preset or look of that name; where there are two, the person's own."""
    return next((one for one in reversed(saved_of(kind)) if one.name == name), None)


def why_not(kind: Kind, name: str) -> str:
    """Why a person's own cannot have that name, in one sentence; empty where it can."""
    return name_problem(kind, name, [one.name for one in saved_of(kind) if not one.own])


def name_problem(kind: Kind, name: str, ours: Iterable[str]) -> str:
    """The same, where the names of ours are known: no disk is looked at."""
    try:
        own_path(kind, name)
    except UserError as problem:
        return str(problem)
    # Two names that differ in their capitals only are one file on most computers.
    if any(one.casefold() == name.casefold() for one in ours):
        return f"{name!r} comes with Lookglass and stays as it is; choose another name."
    return ""


def free_name(kind: Kind, name: str) -> str:
    """The name, or the next one that is not taken: "Calm 2"."""
    return next_name(name, [one.name for one in saved_of(kind)])


def next_name(name: str, taken: Iterable[str]) -> str:
    """The same, where the names that are taken are known."""
    folded = {one.casefold() for one in taken}
    numbered = (f"{name} {n}" for n in range(2, 1000))
    return next((one for one in (name, *numbered) if one.casefold() not in folded), name)


def save_preset(name: str, knobs: Knobs, *, help: str = "") -> None:
    """Keep knobs under a name, in place of the person's own of that name. Raises UserError."""
    write_preset(_usable("preset", name), knobs, help=help)


def save_look(name: str, look: Look) -> None:
    """Keep a look under a name, in place of the person's own of that name. Raises UserError."""
    write_look(_usable("look", name), replace(look, name=name))


def duplicate(kind: Kind, name: str, copy: str) -> None:
    """Another one like it, under another name. Raises UserError."""
    _refuse_taken(kind, copy)
    original = _existing(kind, name).path
    if kind == "preset":
        preset = read_preset(original)
        save_preset(copy, preset.knobs, help=preset.help)
    else:
        save_look(copy, read_look(original))


def rename(kind: Kind, name: str, new: str) -> None:
    """Call a person's own by another name. Raises UserError."""
    if new == name:
        return
    old = _own(kind, name)
    if new.casefold() != name.casefold():
        _refuse_taken(kind, new)
    path = _usable(kind, new)
    look = read_look(old) if kind == "look" else None
    _move(old, path)
    if look is not None:  # a look's name stands in it, too
        write_look(path, replace(look, name=new))


def remove(kind: Kind, name: str) -> None:
    """Take a person's own away; `put_back` undoes it. Raises UserError."""
    path = _own(kind, name)
    _move(path, backup_of(path))


def put_back(kind: Kind, name: str) -> None:
    """Undo `remove`. Raises UserError."""
    path = own_path(kind, name)
    if os.path.exists(path):
        raise UserError(f"There is a {kind} {name!r} again already.")
    _move(backup_of(path), path)


def bring_in(kind: Kind, path: Path) -> str:
    """Copy a preset or look from a file into the person's own; returns its name there. Raises UserError."""
    name = free_name(kind, path.stem)
    if kind == "preset":
        preset = read_preset(path)
        save_preset(name, preset.knobs, help=preset.help)
    else:
        save_look(name, read_look(path))
    return name


def take_out(kind: Kind, name: str, path: Path) -> None:
    """Write a preset or look into a file elsewhere. Raises UserError."""
    original = _existing(kind, name).path
    if kind == "preset":
        preset = read_preset(original)
        write_preset(path, preset.knobs, help=preset.help)
    else:
        write_look(path, read_look(original))


def _existing(kind: Kind, name: str) -> Saved:
    found = find(kind, name)
    if found is None:
        raise UserError(f"There is no {kind} {name!r} any more.")
    return found


def _own(kind: Kind, name: str) -> Path:
    found = _existing(kind, name)
    if not found.own:
        raise UserError(f"{name!r} comes with Lookglass and stays as it is.")
    return found.path


def _usable(kind: Kind, name: str) -> Path:
    problem = why_not(kind, name)
    if problem:
        raise UserError(problem)
    return own_path(kind, name)


def _refuse_taken(kind: Kind, name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in saved_of(kind)):
        raise UserError(f"There is a {kind} {name!r} already.")


def _move(old: Path, new: Path) -> None:
    try:
        os.replace(old, new)
    except OSError as problem:
        raise UserError(f"Cannot move {old}: {problem.strerror or problem}.") from None
