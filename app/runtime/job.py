"""Long work that says how far it is and can be given up."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress


class Cancelled(Exception):
    """Somebody had enough; the work leaves nothing behind."""


class Job:
    """Shared between whoever works and whoever looks on. `total` is 0 where the end is not known."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._cancelled = threading.Event()

    def begin(self, total: int) -> None:
        self.done, self.total = 0, total
        self.check()

    def step(self) -> None:
        """One more piece is done. Raises Cancelled."""
        self.done += 1
        self.check()

    def check(self) -> None:
        """Raises Cancelled when the work is not wanted any more."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """From any thread; the work ends at its next step."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()


def be_polite(steps: int) -> None:
    """This thread, and those that it starts, want less than their share of the processor.

    `steps` are those of `nice` (20 is nothing at all). Only on Linux is a priority a thread's own.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # a system that forbids it: the thread works on as it is
            usual = os.getpriority(os.PRIO_PROCESS, os.getpid())  # the main thread's
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), min(usual + steps, 19))
