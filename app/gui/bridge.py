"""Where workers meet Qt: the only file that crosses threads.

The studio calls `Bridge` on its own threads. What comes often (pictures, positions) lies in a slot that holds
the newest only, with at most one signal under way, so that a slow window never queues frames.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ..core.errors import UserError
from ..core.ports import SourceInfo
from ..runtime.events import Faults, Position
from ..runtime.screen import Shown


class _Newest:
    """A slot for the newest value, and whether its reader has been told already."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: Any = None
        self._told = False

    def put(self, value: Any) -> bool:
        """True when the reader must be told."""
        with self._lock:
            self._value = value
            told, self._told = self._told, True
            return not told

    def take(self) -> Any:
        with self._lock:
            value, self._value = self._value, None
            self._told = False
            return value


class Bridge(QObject):
    """StudioEvents as signals, all received on the window's thread."""

    shown_ready = Signal()
    faulted = Signal(object)
    position_ready = Signal()
    source_opened = Signal(str, object)
    source_refused = Signal(str, str)
    noticed = Signal(str, str)
    line_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = _Newest()
        self._position = _Newest()
        self._closed = False

    # -- the studio's threads

    def on_shown(self, shown: Shown) -> None:
        if self._shown.put(shown):
            self._tell("shown_ready")

    def on_fault(self, fault: Exception) -> None:
        self._tell("faulted", fault)

    def on_position(self, position: Position) -> None:
        if self._position.put(position):
            self._tell("position_ready")

    def on_source(self, spec: str, info: SourceInfo) -> None:
        self._tell("source_opened", spec, info)

    def on_refused(self, spec: str, why: str) -> None:
        self._tell("source_refused", spec, why)

    def on_notice(self, text: str, detail: str = "") -> None:
        self._tell("noticed", text, detail)

    def on_line(self, text: str) -> None:
        self._tell("line_changed", text)

    def _tell(self, signal: str, *what: object) -> None:
        if not self._closed:  # a thread that a driver held up may outlive the window, and this object
            getattr(self, signal).emit(*what)

    # -- the window's thread

    def close(self) -> None:
        """Nobody is there to hear of anything any more."""
        self._closed = True

    def take_shown(self) -> Shown | None:
        """The newest picture that has not been taken yet."""
        shown: Shown | None = self._shown.take()
        return shown

    def take_position(self) -> Position | None:
        """The newest position that has not been taken yet."""
        position: Position | None = self._position.take()
        return position


# What is done on a thread, what its answer is handed to, and what is told where there is none.
_Job = tuple[Callable[[], Any], Callable[[Any], None], Callable[[Any], None]]
# What is done piece by piece, what each is handed to, and what is told of the end.
_Series = tuple[Generator[Any, None, None], Callable[[Any], None], Callable[[], None]]


class Errand(QObject):
    """Runs functions one after the other on a thread of its own and hands each answer to the window's thread.

    For what may take a while and may come late: listing cameras, reading models; and series of things, such
    as pictures of products. `close` lets what is running end and forgets the rest.
    """

    _done = Signal(object)
    _OVER = object()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._lock = threading.Lock()
        self._waiting: list[_Job] = []
        self._series: list[_Series] = []
        self._threads: dict[str, threading.Thread] = {}
        self._closed = False
        self._faults = Faults()
        # Queued by name: the slot runs where this object lives, whatever thread asks.
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:
        """`then(work())` with work on the thread and `then` here; `otherwise()` here where work raises.

        A UserError is dropped. A fault of ours costs the one errand and goes to `threading.excepthook`.
        """
        with self._lock:
            self._waiting.append((work, then, lambda _: otherwise()))
            self._begin(self._name, self._next)

    def run_series(
        self, work: Generator[Any, None, None], then: Callable[[Any], None], over: Callable[[], None]
    ) -> None:
        """`then(one)` for each thing that `work` yields, on a second thread: long work that nobody waits for.

        `over()` when it has ended, well or not. The generator is closed on that thread, too, when it ends
        early. Errors as in `run`; they end it.
        """
        with self._lock:
            self._series.append((work, then, over))
            self._begin(f"{self._name}-series", self._next_of_series)

    def close(self, timeout_s: float = 2.0) -> None:
        with self._lock:
            self._closed = True
            self._waiting.clear()
            threads = list(self._threads.values())
        for thread in threads:
            thread.join(timeout_s)

    def finish(self, timeout_s: float) -> None:
        """As `close`, but what waits is done first, as far as the time allows."""
        with self._lock:
            threads = list(self._threads.values())
        for thread in threads:
            thread.join(timeout_s)
        self.close(0.0)

    def _begin(self, name: str, next_job: Callable[[], _Job | None]) -> None:
        if name not in self._threads and not self._closed:
            thread = threading.Thread(target=self._work, args=(name, next_job), name=name, daemon=True)
            self._threads[name] = thread
            thread.start()

    def _work(self, name: str, next_job: Callable[[], _Job | None]) -> None:
        while (job := self._taken(name, next_job)) is not None:
            work, then, otherwise = job
            try:
                answer = work()
            except UserError:
                then, answer = otherwise, None
            except Exception as fault:
                self._faults.tell(fault)
                then, answer = otherwise, None
            if answer is not self._OVER and not self._closed:  # closed: nobody is there to hear of it
                self._done.emit((then, answer))

    def _taken(self, name: str, next_job: Callable[[], _Job | None]) -> _Job | None:
        """What is to be done now on a thread; None when it may end."""
        with self._lock:
            job = None if self._closed else next_job()
            if job is None:
                del self._threads[name]
            left = self._series if self._closed and next_job == self._next_of_series else []
        for series, _, _ in left:
            series.close()
        return job

    def _next(self) -> _Job | None:
        return self._waiting.pop(0) if self._waiting else None

    def _next_of_series(self) -> _Job | None:
        if not self._series:
            return None
        series = self._series[0]
        return partial(self._advance, series), series[1], lambda _: None

    def _advance(self, series: _Series) -> Any:
        """The next of a series; one that has ended or failed is forgotten, and told to be over."""
        work, _, over = series
        ended = True
        try:
            answer = next(work, self._OVER)
            ended = answer is self._OVER
        finally:
            if ended:
                with self._lock:
                    self._series = [one for one in self._series if one is not series]
                if not self._closed:
                    self._done.emit((lambda _: over(), None))
        return answer

    def _deliver(self, done: tuple[Callable[[Any], None], Any]) -> None:
        if not self._closed:
            then, answer = done
            then(answer)
