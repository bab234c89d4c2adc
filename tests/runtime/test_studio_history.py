"""Undo and sources: the Document always says what is really open."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.commands import SetStrength
from app.core.document import Document
from app.core.ports import SourceInfo
from app.runtime.studio import Studio
from app.sinks import open_sink

pytestmark = pytest.mark.gl
PATIENCE_S = 20.0


class Heard:
    """Keeps what the studio tells of sources, for the thread that owns the session; the rest it ignores."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[Callable[[Studio], None]] = queue.SimpleQueue()
        self.refused: list[str] = []
        self.opened: list[str] = []

    def on_source(self, spec: str, info: SourceInfo) -> None:
        self.opened.append(spec)
        self.waiting.put(lambda studio: studio.source_opened(spec))

    def on_refused(self, spec: str, why: str) -> None:
        self.refused.append(spec)
        self.waiting.put(lambda studio: studio.source_refused(spec))

    def __getattr__(self, name: str) -> Callable[..., None]:
        if not name.startswith("on_"):
            raise AttributeError(name)
        return lambda *_told: None


@pytest.fixture
def clips(tmp_path: Path) -> list[str]:
    """Three short clips."""
    made = []
    for index in range(3):
        path = tmp_path / f"clip{index}.mp4"
        sink = open_sink(path, frame_rate=25.0, size=(64, 48), frame_count=5)
        for frame in range(5):
            sink.write(np.full((48, 64, 3), 40 * index + frame, np.uint8), t_ns=frame * 40_000_000)
        sink.close()
        made.append(str(path))
    return made


@pytest.fixture
def studio_of() -> Iterator[Callable[[str], tuple[Studio, Heard]]]:
    made: list[Studio] = []

    def make(source: str) -> tuple[Studio, Heard]:
        heard = Heard()
        made.append(Studio(Document(source=source), heard))  # type: ignore[arg-type]
        return made[-1], heard

    yield make
    for studio in made:
        studio.close()


def until(studio: Studio, heard: Heard, fits: Callable[[], bool]) -> None:
    """Let the studio hear what its threads have told, until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not fits():
        assert time.monotonic() < end, f"opened {heard.opened}, refused {heard.refused}"
        try:
            heard.waiting.get(timeout=0.05)(studio)
        except queue.Empty:
            continue


def test_undo_to_a_source_that_is_gone_stays_with_what_is_open(
    clips: list[str], studio_of: Callable[[str], tuple[Studio, Heard]]
) -> None:
    studio, heard = studio_of(clips[0])
    studio.start()
    until(studio, heard, lambda: studio.session.position == 0 and len(heard.opened) == 1)
    for clip in clips[1:]:
        studio.open(clip)
        until(studio, heard, lambda clip=clip: studio.document.source == clip)  # type: ignore[misc]
    studio.do(SetStrength(0.5))
    Path(clips[1]).unlink()
    studio.session.undo()
    studio.session.undo()
    until(studio, heard, lambda: studio.document.source == clips[2] and bool(heard.refused))
    assert heard.refused == [clips[1]]
    assert studio.document == Document(source=clips[2])
    studio.session.redo()
    assert studio.document == Document(source=clips[2], strength=0.5)
    studio.session.go_to(0)
    until(studio, heard, lambda: heard.opened[-1] == clips[0])
    assert studio.document == Document(source=clips[0])
    assert heard.refused == [clips[1]]


def test_a_first_source_that_is_gone_leaves_no_step(
    clips: list[str], studio_of: Callable[[str], tuple[Studio, Heard]], tmp_path: Path
) -> None:
    studio, heard = studio_of(str(tmp_path / "gone.mp4"))
    studio.start(otherwise=clips[0])
    until(studio, heard, lambda: studio.document.source == clips[0])
    assert studio.session.history == ()


def test_a_source_that_cannot_be_opened_at_all_changes_nothing(
    clips: list[str], studio_of: Callable[[str], tuple[Studio, Heard]], tmp_path: Path
) -> None:
    studio, heard = studio_of(clips[0])
    studio.start()
    until(studio, heard, lambda: len(heard.opened) == 1)
    studio.open(str(tmp_path / "gone.mp4"))
    until(studio, heard, lambda: len(heard.refused) == 1)
    assert studio.document.source == clips[0]
    assert studio.session.history == ()
