"""What the live engine tells whoever shows its results."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from ..core.ports import SourceInfo
from .metrics import Drops
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

    def on_line(self, text: str) -> None:
        """What is so with the source for the time being, in place of what was said last; "": all is well."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a source stands: nanoseconds from its beginning, and what has been lost since it was opened.

    `span_ns` is the part that is played, from its first to its last frame; None for all. `camera_on` while,
    and only while, a camera is really open.
    """

    t_ns: int
    playing: bool
    drops: Drops
    speed: float = 1.0
    loops: bool = True
    span_ns: tuple[int, int] | None = None
    camera_on: bool = False


class Faults:
    """Hands what no code foresaw to `threading.excepthook`; the same again (each frame) is kept quiet."""

    def __init__(self) -> None:
        # Several, since two may come in turn.
        self._told: deque[str] = deque(maxlen=8)

    def tell(self, fault: Exception) -> None:
        text = f"{type(fault).__name__}: {fault}"
        if text not in self._told:
            self._told.append(text)
            told = (type(fault), fault, fault.__traceback__, threading.current_thread())
            threading.excepthook(threading.ExceptHookArgs(told))
