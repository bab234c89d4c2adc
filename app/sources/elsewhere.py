"""Schemes of SOURCE that are agreed upon but not built yet: they answer in one sentence."""

from __future__ import annotations

from ..core.errors import UserError
from ..core.ports import Source
from .registry import OpenOptions, source


@source("recording")
def open_recording(rest: str, options: OpenOptions) -> Source:
    raise UserError(f"recording:{rest} cannot be opened: recordings are not part of this version.")
