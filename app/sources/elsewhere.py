"""Schemes of SOURCE that are agreed upon but not built yet: they answer in one sentence."""

from __future__ import annotations

from ..core.errors import UserError
from ..core.ports import Source
from .registry import OpenOptions, source


@source("demo")
def open_demo(rest: str, options: OpenOptions) -> Source:
    """Stands in until runtime registers the demo subjects."""
    if rest == "feet":
        raise UserError("demo:feet is not part of this version; demo:face is.")
    raise UserError(f"There is no demo subject {rest!r} here.")


@source("recording")
def open_recording(rest: str, options: OpenOptions) -> Source:
    raise UserError(f"recording:{rest} cannot be opened: recordings are not part of this version.")
