"""The live engine: three threads between a session and whatever shows the results.

The source thread opens sources, paces them and leaves the newest frame in a mailbox; the resolve thread turns
the newest Document into a Snapshot (it may read a model); the step thread takes frame and snapshot, runs the
pipeline and hands the result to `events.on_result`. All call `events` from their own threads; the window's
bridge turns that into signals. Nothing here ever makes the caller wait.

A fault of ours costs the frame or the order that it struck and goes to `threading.excepthook`; the thread
lives on.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from ..core.document import Document, Snapshot
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Source, SourceInfo
from ..sources.player import Player
from .mailbox import Mailbox
from .pipeline import FrameResult, Pipeline


class EngineEvents(Protocol):
    """What the engine tells. Called on the engine's threads; must not block."""

    def on_result(self, result: FrameResult) -> None: ...

    def on_source(self, spec: str, info: SourceInfo) -> None: ...

    def on_position(self, position: Position) -> None: ...

    def on_notice(self, text: str, detail: str = "") -> None:
        """One sentence for the person; an empty text says that the last one is over."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a source stands: nanoseconds from its beginning, and what has been dropped so far."""

    t_ns: int
    playing: bool
    dropped: int


# A frame, and the monotonic time at which it left its source.
Taken = tuple[Frame, int]
Order = Callable[["_SourceLoop"], None]


class Engine:
    """Start it, give it Documents and a source, close it."""

    def __init__(
        self,
        *,
        pipeline: Callable[[], Pipeline],
        resolve: Callable[[Document, int], Snapshot],
        open_source: Callable[[str], Source],
        player: Callable[[Source], Player],
        events: EngineEvents,
    ) -> None:
        self._events = events
        self._frames: Mailbox[Taken] = Mailbox()
        self._documents: Mailbox[tuple[Document, int]] = Mailbox()
        self._generation = 0
        self._loop = _SourceLoop(open_source, player, self._frames, events)
        self._make_pipeline = pipeline
        self._resolve = resolve
        self._snapshot: Snapshot | None = None
        # The provider of the last result, and one that could not be made: not tried again for every frame.
        self._provider = self._refused = ""
        self._faults = _Faults()
        self._resolved_once = threading.Event()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._loop.run, name="lookglass-source", daemon=True),
            threading.Thread(target=self._run_resolving, name="lookglass-resolve", daemon=True),
            threading.Thread(target=self._run_steps, name="lookglass-step", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def set_document(self, document: Document) -> int:
        """Use this Document as soon as it is resolved; a picture that stands still is stepped again.

        Returns its generation. Where it cannot be resolved the last one stays in use and a notice says why.
        """
        self._generation += 1
        self._documents.put((document, self._generation))
        return self._generation

    def open(self, spec: str, *, otherwise: str | None = None) -> None:
        """Open a source in place of the present one, which stays if the new one cannot be opened.

        `otherwise` is opened then, if there is no present one yet.
        """
        self._loop.order(lambda loop: loop.open(spec, otherwise))

    def control(self, act: Callable[[Player], None]) -> None:
        """Do something with the player on its own thread: `engine.control(lambda p: p.seek(t_ns))`."""
        self._loop.order(lambda loop: loop.control(act))

    def close(self, timeout_s: float = 2.0) -> None:
        """Stop the threads and release the source. A thread stuck in a device is left behind (daemon)."""
        self._stop.set()
        self._loop.stop()
        self._frames.close()
        self._documents.close()
        self._resolved_once.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout_s)

    def _run_resolving(self) -> None:
        while not self._stop.is_set():
            newest = self._documents.take(0.5)
            if newest is None:
                continue
            try:
                snapshot = self._resolve(*newest)
            except UserError as problem:
                self._events.on_notice(str(problem))
                continue
            except Exception as fault:
                self._faults.tell(fault)
                continue
            known = self._snapshot.notices if self._snapshot else ()
            for notice in snapshot.notices:
                if notice not in known:
                    self._events.on_notice(notice)
            self._snapshot = snapshot
            self._resolved_once.set()
            self._loop.order(_SourceLoop.show_again)

    def _run_steps(self) -> None:
        self._resolved_once.wait()
        if self._stop.is_set():
            return
        with closing(self._make_pipeline()) as pipeline:
            while not self._stop.is_set():
                taken = self._frames.take(0.1)
                if taken is not None and self._snapshot is not None:
                    self._step(pipeline, taken, self._snapshot)

    def _step(self, pipeline: Pipeline, taken: Taken, snapshot: Snapshot) -> None:
        """A provider that cannot be made is told of once; the one before it stays in use."""
        frame, taken_ns = taken
        if snapshot.provider != self._refused:
            self._refused = ""
        elif self._provider:
            snapshot = replace(snapshot, provider=self._provider)
        else:
            return
        try:
            result = pipeline.step(frame, snapshot, still=self._loop.still)
        except UserError as problem:
            self._refused = snapshot.provider
            self._events.on_notice(str(problem))
            if self._provider not in ("", snapshot.provider):
                self._step(pipeline, taken, snapshot)
        except Exception as fault:
            self._faults.tell(fault)
        else:
            self._provider = snapshot.provider
            self._events.on_result(replace(result, taken_ns=taken_ns))


class _Faults:
    """Hands what no code foresaw to `threading.excepthook`; the same again (each frame) is kept quiet."""

    def __init__(self) -> None:
        self._last = ""

    def tell(self, fault: Exception) -> None:
        text = f"{type(fault).__name__}: {fault}"
        if text != self._last:
            self._last = text
            told = (type(fault), fault, fault.__traceback__, threading.current_thread())
            threading.excepthook(threading.ExceptHookArgs(told))


class _SourceLoop:
    """Lives on the source thread: one player at a time, orders between its frames."""

    # While nothing plays, orders are looked for this often; the window's seek answers well within 100 ms.
    IDLE_S = 0.02

    def __init__(
        self,
        open_source: Callable[[str], Source],
        player: Callable[[Source], Player],
        frames: Mailbox[Taken],
        events: EngineEvents,
    ) -> None:
        self._open_source = open_source
        self._make_player = player
        self._frames = frames
        self._events = events
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._player: Player | None = None
        self._last: Frame | None = None
        # Each source counts its epochs from 0; here they go on, so that no state outlives its source.
        self._first_epoch = self._next_epoch = 0
        self._absent = ""
        self._faults = _Faults()
        self.still = False

    def order(self, order: Order) -> None:
        self._orders.put(order)

    def stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    self._carry_out_orders()
                    self._advance()
                except Exception as fault:
                    self._faults.tell(fault)
                    self._stop.wait(self.IDLE_S)
        finally:
            self._close_player()

    def open(self, spec: str, otherwise: str | None = None) -> None:
        try:
            source = self._open_source(spec)
        except UserError as problem:
            self._events.on_notice(str(problem))
            if otherwise is not None and self._player is None:
                self.open(otherwise)
            return
        self._close_player()
        self._player = self._make_player(source)
        self.still = source.info.still
        self._last = None
        self._first_epoch = self._next_epoch
        self._clear_absence()
        self._events.on_source(spec, source.info)

    def control(self, act: Callable[[Player], None]) -> None:
        if self._player is not None:
            act(self._player)
            self._tell_position()

    def show_again(self) -> None:
        """Step the last picture again: a change must show on a picture that stands still too."""
        if self._last is not None and (self.still or self._player is None or not self._player.playing):
            self._put(self._last)

    def _put(self, frame: Frame) -> None:
        self._frames.put((frame, time.monotonic_ns()))

    def _carry_out_orders(self) -> None:
        while not self._orders.empty():
            self._orders.get()(self)

    def _advance(self) -> None:
        if self._player is None:
            self._stop.wait(self.IDLE_S)
            return
        frame = self._player.next(self._is_wanted)
        if isinstance(frame, Frame):
            frame = replace(frame, epoch=self._first_epoch + frame.epoch)
            self._next_epoch = frame.epoch + 1
            self._clear_absence()
            self._last = frame
            self._put(frame)
            self._tell_position()
        else:
            if isinstance(frame, Missing) and frame.reason != self._absent:
                self._absent = frame.reason
                self._events.on_notice(frame.reason)
            if not self._is_wanted():
                self._stop.wait(self.IDLE_S)

    def _is_wanted(self) -> bool:
        """Whether something is to be done now: a picture of a folder is otherwise waited for for seconds."""
        return self._stop.is_set() or not self._orders.empty()

    def _clear_absence(self) -> None:
        if self._absent:
            self._absent = ""
            self._events.on_notice("")

    def _tell_position(self) -> None:
        if self._player is not None:
            dropped = self._player.dropped + self._frames.replaced
            self._events.on_position(Position(self._player.position_ns, self._player.playing, dropped))

    def _close_player(self) -> None:
        if self._player is not None:
            self._player.close()
            self._player = None
