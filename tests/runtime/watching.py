"""Eyes for what the screen thread shows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from app.runtime.screen import Shown


@dataclass
class Watcher:
    """Keeps what the screen tells, and waits for it."""

    pictures: list[Shown] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def on_shown(self, shown: Shown) -> None:
        with self.changed:
            self.pictures.append(shown)
            self.changed.notify_all()

    def on_fault(self, fault: Exception) -> None:
        with self.changed:
            self.faults.append(fault)
            self.changed.notify_all()

    def wait(self, for_what: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(for_what, 20.0), "the screen did not show it in time"


def rgb_of(shown: Shown) -> np.ndarray:
    return shown.bgrx[..., 2::-1]
