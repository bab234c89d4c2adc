"""Every frame of a source, in order, with decoding and stepping on threads of their own.

What overlaps is decode | step | whatever the caller does with each result (render and encode): the loop that
takes the results runs on the caller's thread, where its GL context lives.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Source

A = TypeVar("A")
B = TypeVar("B")

# Two frames of slack a hand-over: enough to even out a slow key frame, little enough to stay small at 4k.
DEPTH = 2


# A camera that is gone keeps its reader waiting until the source is closed, which comes after.
_LEAVE_AFTER_S = 2.0


def frames(source: Source, absent: Callable[[str], None] = lambda _: None) -> Iterator[Frame]:
    """The frames of a source that ends; stretches without one are left out, and `absent` told why, once."""
    told: set[str] = set()
    while (frame := source.read()) is not None:
        if not isinstance(frame, Missing):
            yield frame
        elif frame.reason not in told:
            told.add(frame.reason)
            absent(frame.reason)


class Prefetch(Generic[A]):
    """Runs an iterator on a thread, `DEPTH` items ahead. Use as a context manager and iterate.

    An exception of the iterator is raised again to the reader, at its place in the order. Those in a row
    share `stop`, so that none waits for one before it that has nothing to give. A thread that does not end
    is left behind after `leave_after_s` (None: never).
    """

    def __init__(
        self, items: Iterator[A], name: str, stop: threading.Event, *, leave_after_s: float | None = None
    ) -> None:
        self._items = items
        self._queue: queue.Queue[tuple[str, A | BaseException | None]] = queue.Queue(DEPTH)
        self._stop = stop
        self._leave_after_s = leave_after_s
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Iterator[A]:
        self._thread.start()
        return self._drain()

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        self._thread.join(self._leave_after_s)

    def _run(self) -> None:
        try:
            for item in self._items:
                if not self._put(("item", item)):
                    return
            self._put(("end", None))
        except BaseException as problem:  # handed over to the reader, who raises it
            self._put(("error", problem))

    def _put(self, entry: tuple[str, A | BaseException | None]) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(entry, timeout=0.1)
                return True
            except queue.Full:
                continue
        return False

    def _drain(self) -> Iterator[A]:
        while not self._stop.is_set():
            try:
                kind, value = self._queue.get(timeout=0.1)
            except queue.Empty:
                continue
            if kind == "end":
                return
            if isinstance(value, BaseException):
                raise value
            yield value  # type: ignore[misc]


def overlapped(items: Iterator[A], step: Callable[[A], B], consume: Callable[[B], None]) -> int:
    """Run items | step | consume overlapped, in order; consume runs here. Returns how many there were."""
    count, stop = 0, threading.Event()
    with (
        Prefetch(items, "decode", stop, leave_after_s=_LEAVE_AFTER_S) as decoded,
        Prefetch((step(item) for item in decoded), "step", stop) as stepped,
    ):
        for result in stepped:
            consume(result)
            count += 1
    return count
