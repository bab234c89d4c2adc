"""The live engine: three threads between a session and whatever shows the results.

The source thread leaves the newest frame in a mailbox; the resolve thread turns the newest Document into a
Snapshot (it may read a model); the step thread takes frame and snapshot, runs the pipeline and hands the
result to `events.on_result`. All call `events` from their own threads; the window's bridge turns that into
signals. Nothing here ever makes the caller wait.

A fault of ours costs the frame or the order that it struck and goes to `threading.excepthook`; the thread
lives on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing

from ..core.document import Document, Snapshot
from ..core.errors import UserError
from ..core.ports import Source
from ..sources.player import Player
from .events import EngineEvents, Faults
from .mailbox import Mailbox
from .opening import OpenSource
from .pipeline import Pipeline
from .source_loop import SourceLoop, Taken
from .steps import Steps

# A slider gives a hundred Documents a second, and a result is at most a second old.
_REMEMBERED = 256


class Engine:
    """Start it, give it Documents and a source, close it."""

    def __init__(
        self,
        *,
        pipeline: Callable[[], Pipeline],
        resolve: Callable[[Document, int], Snapshot],
        open_source: OpenSource,
        player: Callable[[Source], Player],
        events: EngineEvents,
    ) -> None:
        self._events = events
        self._frames: Mailbox[Taken] = Mailbox()
        self._documents: Mailbox[tuple[Document, int]] = Mailbox()
        self._generation = 0
        # The newest Documents by generation, for those who must know what a result was made with.
        self._recent: dict[int, Document] = {}
        self._loop = SourceLoop(open_source, player, self._frames, events)
        self._steps = Steps(pipeline, events)
        self._resolve = resolve
        self._snapshot: Snapshot | None = None
        self._faults = Faults()
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
        self._recent = dict([*self._recent.items(), (self._generation, document)][-_REMEMBERED:])
        self._documents.put((document, self._generation))
        return self._generation

    def document_of(self, generation: int) -> Document | None:
        """What a result of that generation was made with; None where that is long ago. From any thread."""
        return self._recent.get(generation)

    def begin_epoch(self, began: Callable[[int], None]) -> None:
        """Every state begins afresh with the next frame; `began` is told its epoch before, on the source
        thread."""
        self._loop.order(lambda loop: began(loop.begin_epoch()))

    def open(self, spec: str, *, otherwise: str | None = None) -> None:
        """Open a source in place of the present one, which goes on until then, or if that cannot be opened.

        `otherwise` is opened then, if there is no present one yet. A later call takes the place of this one.
        """
        self._loop.order(lambda loop: loop.open(spec, otherwise))

    def control(self, act: Callable[[Player], None]) -> None:
        """Do something with the player on its own thread: `engine.control(lambda p: p.seek(t_ns))`."""
        self._loop.order(lambda loop: loop.control(act))

    def look(self, looked_at: bool) -> None:
        """Whether anybody sees the picture: a camera is let go of while nobody does."""
        self._loop.order(lambda loop: loop.look(looked_at))

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
            self._loop.order(SourceLoop.show_again)

    def _run_steps(self) -> None:
        self._resolved_once.wait()
        if self._stop.is_set():
            return
        with closing(self._steps) as steps:
            while not self._stop.is_set():
                taken = self._frames.take(0.1) or steps.owed()
                if taken is not None and self._snapshot is not None:
                    steps.step(taken, self._snapshot, still=self._loop.still)
