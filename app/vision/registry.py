"""Who can find faces: providers by name, and why one cannot run here.

A provider is a file `<something>_face.py` in this package with one class under `@provider("name")`. Such a
file imports its heavy parts only when the class is made, so asking for names stays cheap.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from ..core.errors import UserError
from ..core.ports import Provider

Make = TypeVar("Make", bound=Callable[..., Provider])


@dataclass(frozen=True, slots=True)
class ProviderInfo:
    """A provider's name, what it is, and in a reader's words why it cannot run here ("" where it can)."""

    name: str
    summary: str
    absent: str = ""

    @property
    def available(self) -> bool:
        return not self.absent


@dataclass(frozen=True, slots=True)
class _Entry:
    make: Callable[..., Provider]
    summary: str
    why_absent: Callable[[], str]


_entries: dict[str, _Entry] = {}


def provider(
    name: str, *, summary: str = "", why_absent: Callable[[], str] = lambda: ""
) -> Callable[[Make], Make]:
    """Class decorator. `why_absent()` gives "" or the reason why the provider cannot run on this machine."""

    def register(make: Make) -> Make:
        _entries[name] = _Entry(make, summary, why_absent)
        return make

    return register


@cache
def _load() -> None:
    package = importlib.import_module(__package__)
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.endswith("_face"):
            importlib.import_module(f"{__package__}.{module.name}")


def providers() -> tuple[ProviderInfo, ...]:
    """Every provider that there is, the default first."""
    _load()
    order = sorted(_entries, key=lambda name: (name != "onnx", name))
    return tuple(ProviderInfo(n, _entries[n].summary, _entries[n].why_absent()) for n in order)


def create_provider(name: str = "onnx", **options: object) -> Provider:
    """A provider, loaded and warmed up. Raises UserError for an unknown name or one that cannot run here."""
    _load()
    entry = _entries.get(name)
    if entry is None:
        raise UserError(f"There is no face provider {name!r}; there are {', '.join(sorted(_entries))}.")
    if reason := entry.why_absent():
        raise UserError(f"The face provider {name!r} cannot run here: {reason}.")
    return entry.make(**options)


def create_feet_provider(name: str = "onnx", **options: object) -> Provider:
    """Who finds feet: there is one, whoever finds the faces. Raises UserError where it cannot run."""
    from .onnx_feet import OnnxFeet

    return OnnxFeet(**options)  # type: ignore[arg-type]
