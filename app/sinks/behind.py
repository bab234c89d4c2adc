"""Writes behind the back: encoding on a thread of its own, while the next picture is drawn."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..core.ports import Sink

# Pictures on their way: enough to even out a slow one, little enough to stay small at 4k.
_DEPTH = 2


class BehindSink:
    """Hands pictures to `sink` on a thread, in order. The arrays given to `write` must not change afterwards.

    What goes wrong in the sink is raised once, by the next `write` or by `close`, which waits for all of it;
    nothing is written after that.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._pictures: queue.Queue[tuple[NDArray[np.uint8], int] | None] = queue.Queue(_DEPTH)
        self._problem: BaseException | None = None
        self._failed = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="lookglass-encode", daemon=True)
        self._thread.start()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files written so far, in order."""
        return self._sink.paths

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None:
        self._raise_problem()
        self._pictures.put((rgb, t_ns))

    def close(self) -> None:
        """Wait for the last picture and finish the file; twice does no harm."""
        if not self._closed:
            self._closed = True
            self._pictures.put(None)
            self._thread.join()
            try:
                self._sink.close()
            finally:  # what went wrong first explains why the file cannot be finished
                self._raise_problem()

    def _run(self) -> None:
        while (picture := self._pictures.get()) is not None:
            if not self._failed:
                try:
                    self._sink.write(picture[0], t_ns=picture[1])
                except BaseException as problem:  # handed over to the caller's thread, which raises it
                    self._failed, self._problem = True, problem

    def _raise_problem(self) -> None:
        if self._problem is not None:
            problem, self._problem = self._problem, None
            raise problem
