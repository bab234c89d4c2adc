"""Sources of the live engine that are slow, refuse, or are not looked at."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from app.core.document import Document
from app.core.frame import Frame
from app.core.missing import Missing
from app.core.ports import Source
from app.runtime.source_loop import SourceLoop
from app.sources.faults import FaultSource, Show

from .conftest import Paint
from .hearing import Heard, look_of, running


def test_a_source_that_cannot_be_opened_is_said_and_the_old_one_goes_on(
    clips: Callable[..., Callable[[], Source]],
) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 2)
        engine.open("nowhere")
        heard.wait(lambda: "There is no source 'nowhere'." in heard.notices)
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) >= seen + 3)
    assert heard.sources == ["clip"]


def test_a_source_that_cannot_be_closed_does_not_keep_the_next_from_opening(
    clips: Callable[..., Callable[[], Source]], person: Paint, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clinging(FaultSource):
        def close(self) -> None:
            raise RuntimeError("the device will not let go")

    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(str(told.exc_value)))
    heard = Heard()
    sources = {
        "clinging": lambda: Clinging([Show(600)], width=512, height=512, paint=person),
        "clip": clips(Show(600)),
    }
    with running(sources, heard) as engine:
        for spec in ("clinging", "clip"):
            engine.open(spec)
            heard.wait(lambda spec=spec: heard.sources[-1:] == [spec])
    assert faults == ["the device will not let go"]


def test_a_source_whose_opening_fails_as_nobody_foresaw_is_refused_and_the_other_is_opened(
    clips: Callable[..., Callable[[], Source]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Source:
        raise RuntimeError("an unforeseen header")

    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(str(told.exc_value)))
    heard = Heard()
    with running({"broken": broken, "clip": clips(Show(600))}, heard) as engine:
        engine.open("broken", otherwise="clip")
        heard.wait(lambda: heard.sources == ["clip"])
    assert heard.notices == ["broken cannot be opened: an unforeseen header."]
    assert faults == ["an unforeseen header"]


class Slow:
    """A source that opens when it is let, and remembers whether it was closed."""

    def __init__(self, source: Source) -> None:
        self.let = threading.Event()
        self.closed = threading.Event()
        self._source = source

    def open(self) -> Source:
        self.let.wait(20.0)
        close = self._source.close

        def closing() -> None:
            close()
            self.closed.set()

        self._source.close = closing  # type: ignore[method-assign]
        return self._source


def test_a_source_that_is_slow_to_open_is_told_and_blocks_nothing(
    clips: Callable[..., Callable[[], Source]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SourceLoop, "SLOW_OPENING_NS", 50_000_000)
    heard = Heard()
    slow = Slow(clips(Show(600))())
    sources = {"clip": clips(Show(600)), "camera:Lid: Front": slow.open}
    with running(sources, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 1)
        engine.open("camera:Lid: Front")
        heard.wait(lambda: bool(heard.lines))
        told = "Camera Lid: Front does not answer, waiting. Choose another source to stop waiting."
        assert heard.lines == [told]
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) >= seen + 3)
        slow.let.set()
        heard.wait(lambda: heard.sources == ["clip", "camera:Lid: Front"])
        assert heard.lines[-1] == ""
    assert slow.closed.is_set()


def test_a_source_that_opens_after_another_was_chosen_is_closed_again(
    clips: Callable[..., Callable[[], Source]],
) -> None:
    heard = Heard()
    slow = Slow(clips(Show(600))())
    with running({"clip": clips(Show(600)), "slow": slow.open}, heard) as engine:
        engine.open("slow")
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 1)
        slow.let.set()
        assert slow.closed.wait(20.0)
    assert heard.sources == ["clip"] and heard.notices == []


def test_a_source_that_opens_after_the_end_is_closed_again(
    clips: Callable[..., Callable[[], Source]],
) -> None:
    slow = Slow(clips(Show(600))())
    with running({"slow": slow.open}, Heard()) as engine:
        engine.open("slow")
        time.sleep(0.1)
    slow.let.set()
    assert slow.closed.wait(20.0)


def test_a_camera_nobody_looks_at_is_let_go_of_and_its_last_picture_answers_to_changes(
    person: Paint,
) -> None:
    class Held(FaultSource):
        held = False

        def let_go(self) -> None:
            self.held = False

        def take(self) -> None:
            self.held = True

        def read(self) -> Frame | Missing | None:
            time.sleep(0.01)
            return super().read() if self.held else Missing("let go of", passing=True)

    camera = Held([Show(6000)], width=512, height=512, paint=person, live=True)
    heard = Heard()
    with running({"camera:0": lambda: camera}, heard) as engine:
        engine.open("camera:0")
        heard.wait(lambda: len(heard.results) >= 2)
        engine.look(False)
        deadline = time.monotonic() + 20.0
        while camera.held and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not camera.held
        generation = engine.set_document(Document(default_look=look_of("lipstick-rouge-satin")))
        heard.wait(lambda: heard.results[-1].generation == generation)
        engine.look(True)
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) >= seen + 2)
        assert camera.held
    assert heard.lines == []
