"""A thread with an OpenGL context of its own, in which one painter draws moment after moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

from ..render.context import is_alive

Moment = TypeVar("Moment")
M = TypeVar("M", contravariant=True)
P = TypeVar("P", covariant=True)
Picture = TypeVar("Picture")


class Painter(Protocol[M, P]):
    """Owns a context and everything in it; lives in one thread."""

    def paint(self, moment: M) -> P: ...

    def release(self) -> None: ...


class PaintThread(Generic[Moment, Picture]):
    """Made and used from any one thread. Raises UserError when this computer has no OpenGL 3.3."""

    def __init__(self, name: str, make: Callable[[], Painter[Moment, Picture]]) -> None:
        self._make = make
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._painter: Painter[Moment, Picture] | None = None
        self._lost = False  # its context is gone, and there is no other yet
        try:
            self._painter = self._thread.submit(make).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def start(self, moment: Moment) -> Future[Picture]:
        """Begin to draw a moment and come back at once."""
        if self._painter is None:
            raise ValueError("the demo subject is closed")
        return self._thread.submit(self._paint, moment)

    def _paint(self, moment: Moment) -> Picture:
        """On the thread; in a new context where the driver has let go of the old one."""
        painter = self._painter
        assert painter is not None
        if not self._lost:
            try:
                drawn = painter.paint(moment)
                if is_alive():
                    return drawn
            except Exception:
                if is_alive():
                    raise
            with suppress(Exception):  # nothing of it is there any more, and some drivers say so
                painter.release()
            self._lost = True
        self._painter = fresh = self._make()
        self._lost = False
        return fresh.paint(moment)

    def _release(self) -> None:
        """On the thread."""
        if self._painter is not None and not self._lost:
            self._painter.release()

    def close(self) -> None:
        """End the thread and free what it drew with; twice does no harm."""
        try:
            if self._painter is not None:
                self._thread.submit(self._release).result()
        finally:
            self._painter = None
            self._thread.shutdown()
