"""Pure stages: (input, params, state) -> (output, state). Import core and numpy only."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def register_all() -> None:
    """Import every stage, so that all knobs and all fitters are registered. A new kind is a new file."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
