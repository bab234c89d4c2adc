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


def frames(source: Source, limit: int | None = None) -> Iterator[Frame]:
    """The frames of a source that ends; stretches without one are left out."""
    count = 0
    while limit is None or count < limit:
        frame = source.read()
        if frame is None:
            return
        if not isinstance(frame, Missing):
            yield frame
            count += 1


class Prefetch(Generic[A]):
    """Runs an iterator on a thread, `DEPTH` items ahead. Use as a context manager and iterate.

    An exception of the iterator is raised again to the reader, at its place in the order.
    """

    def __init__(self, items: Iterator[A], name: str) -> None:
        self._items = items
        self._queue: queue.Queue[tuple[str, A | BaseException | None]] = queue.Queue(DEPTH)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Iterator[A]:
        self._thread.start()
        return self._drain()

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        self._thread.join()

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
        while True:
            kind, value = self._queue.get()
            if kind == "end":
                return
            if isinstance(value, BaseException):
                raise value
            yield value  # type: ignore[misc]


def overlapped(items: Iterator[A], step: Callable[[A], B], consume: Callable[[B], None]) -> int:
    """Run items | step | consume overlapped, in order; consume runs here. Returns how many there were."""
    count = 0
    with Prefetch(items, "decode") as decoded, Prefetch((step(item) for item in decoded), "step") as stepped:
        for result in stepped:
            consume(result)
            count += 1
    return count
