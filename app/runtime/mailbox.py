"""Hand-over between threads: the newest value only."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """A slot that holds the newest value; an older one that nobody took is replaced and counted."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._value: T | None = None
        self._closed = False
        self._replaced = 0

    def put(self, value: T) -> bool:
        """Leave a value; never waits. True when it took the place of one that nobody had taken."""
        with self._condition:
            replaces = self._value is not None
            self._replaced += replaces
            self._value = value
            self._condition.notify()
            return replaces

    def take(self, timeout_s: float | None = None) -> T | None:
        """The newest value, waiting for one; None when the time is up or the box was closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._value is not None or self._closed, timeout_s)
            value, self._value = self._value, None
            return value

    def close(self) -> None:
        """Wake everyone who waits; `take` gives None from now on when the box is empty."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def replaced(self) -> int:
        """How many values were never taken."""
        with self._condition:
            return self._replaced
