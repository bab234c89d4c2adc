"""What the live engine tells whoever shows its results."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Protocol

from ..core.ports import SourceInfo
from .pipeline import FrameResult


class EngineEvents(Protocol):
    """What the engine tells. Called on the engine's threads; must not block."""

    def on_result(self, result: FrameResult) -> None: ...

    def on_source(self, spec: str, info: SourceInfo) -> None: ...

    def on_refused(self, spec: str, why: str) -> None:
        """A source could not be opened; the one before it, if any, goes on."""

    def on_position(self, position: Position) -> None: ...

    def on_notice(self, text: str, detail: str = "") -> None:
        """One sentence for the person; an empty text says that the last one is over."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a source stands: nanoseconds from its beginning, and what has been dropped so far."""

    t_ns: int
    playing: bool
    dropped: int


class Faults:
    """Hands what no code foresaw to `threading.excepthook`; the same again (each frame) is kept quiet."""

    def __init__(self) -> None:
        self._last = ""

    def tell(self, fault: Exception) -> None:
        text = f"{type(fault).__name__}: {fault}"
        if text != self._last:
            self._last = text
            told = (type(fault), fault, fault.__traceback__, threading.current_thread())
            threading.excepthook(threading.ExceptHookArgs(told))
