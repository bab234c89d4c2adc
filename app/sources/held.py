"""Which cameras this process has open just now: the truth behind the red dot.

It is kept beside the devices and not by whoever asked for them: a driver may hold a camera long after its
source was closed, and a camera that is still being opened may be on already.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_changed = threading.Condition()
_held: Counter[str] = Counter()


@contextmanager
def holding(name: str) -> Iterator[None]:
    """Around the time from a camera's opening to its release."""
    with _changed:
        _held[name] += 1
    try:
        yield
    finally:
        with _changed:
            _held[name] -= 1
            _changed.notify_all()


def held_cameras() -> tuple[str, ...]:
    """The names of the cameras that are on."""
    with _changed:
        return tuple(name for name, count in _held.items() if count > 0)


def wait_until_free(name: str, timeout_s: float) -> bool:
    """Whether a camera of that name is open no more, waiting a while for its release."""
    with _changed:
        return _changed.wait_for(lambda: _held[name] <= 0, timeout_s)
