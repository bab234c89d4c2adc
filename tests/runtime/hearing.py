"""What the tests of the live engine share: an engine on scripted sources, and ears for what it tells."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.core.document import Document, Look, Worn
from app.core.errors import UserError
from app.core.ports import Source, SourceInfo
from app.runtime.engine import Engine
from app.runtime.events import Position
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.resolve import resolve
from app.sources.player import Player
from app.store.products import load_catalogue


@dataclass
class Heard:
    """Keeps what the engine tells, and waits for it."""

    results: list[FrameResult] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def on_result(self, result: FrameResult) -> None:
        self._add(self.results, result)

    def on_source(self, spec: str, info: SourceInfo) -> None:
        self._add(self.sources, spec)

    def on_refused(self, spec: str, why: str) -> None:
        self._add(self.notices, why)

    def on_position(self, position: Position) -> None:
        self._add(self.positions, position)

    def on_notice(self, text: str, detail: str = "") -> None:
        self._add(self.notices, text)

    def on_line(self, text: str) -> None:
        self._add(self.lines, text)

    def _add(self, where: list, what: object) -> None:
        with self.changed:
            where.append(what)
            self.changed.notify_all()

    def wait(self, for_what: Callable[[], bool], timeout_s: float = 20.0) -> None:
        with self.changed:
            assert self.changed.wait_for(for_what, timeout_s), "the engine did not say so in time"


@contextmanager
def running(
    sources: dict[str, Callable[[], Source]], heard: Heard, pipeline: Callable[[], Pipeline] = Pipeline
) -> Iterator[Engine]:
    catalogue = load_catalogue()

    def open_source(spec: str, wanted: Callable[[], bool]) -> Source:
        if spec not in sources:
            raise UserError(f"There is no source {spec!r}.")
        return sources[spec]()

    engine = Engine(
        pipeline=pipeline,
        resolve=lambda document, generation: resolve(document, catalogue, generation=generation),
        open_source=open_source,
        player=lambda source: Player(source, time.monotonic_ns),
        events=heard,
    )
    engine.set_document(Document())
    engine.start()
    try:
        yield engine
    finally:
        engine.close()


def look_of(product_id: str) -> Look:
    return Look((Worn(product_id),))
