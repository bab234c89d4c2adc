"""The live engine with real threads, the real pipeline and scripted sources."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.document import Document, Look, Worn
from app.core.errors import UserError
from app.core.frame import Frame
from app.core.missing import Missing
from app.core.ports import FaceProvider, Source, SourceInfo
from app.runtime.engine import Engine
from app.runtime.events import Faults, Position
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.resolve import resolve
from app.runtime.source_loop import SourceLoop
from app.sources.faults import Event, FaultSource, Gone, Show
from app.sources.images import FolderSource, PictureSource
from app.sources.player import Player
from app.store.products import load_catalogue
from app.vision.registry import create_provider

from .conftest import Paint


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


@pytest.fixture
def clips(person: Paint) -> Callable[..., Callable[[], Source]]:
    def clip(*script: Event) -> Callable[[], Source]:
        return lambda: FaultSource(script, width=512, height=512, paint=person)

    return clip


def test_results_arrive_in_order_with_their_own_frame(clips: Callable[..., Callable[[], Source]]) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 4)
    indexes = [result.frame.index for result in heard.results]
    assert indexes == sorted(set(indexes))
    assert all(result.scene.frame is result.frame for result in heard.results)
    assert heard.sources == ["clip"]


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


def test_a_document_that_cannot_be_resolved_leaves_the_last_one_in_use(
    clips: Callable[..., Callable[[], Source]],
) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 1)
        good = heard.results[-1].generation
        bad = engine.set_document(Document(default_look=_look("lipstick-of-yesterday")))
        heard.wait(lambda: any("lipstick-of-yesterday" in notice for notice in heard.notices))
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) >= seen + 2)
        assert {result.generation for result in heard.results} == {good}
        newer = engine.set_document(Document(default_look=_look("lipstick-rouge-satin")))
        heard.wait(lambda: heard.results[-1].generation == newer)
    assert bad < newer
    assert heard.results[-1].scene.layers


def test_a_change_shows_on_a_picture_that_stands_still(clips: Callable[..., Callable[[], Source]]) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 1)
        engine.control(Player.pause)
        heard.wait(lambda: bool(heard.positions) and not heard.positions[-1].playing)
        generation = engine.set_document(Document(default_look=_look("lipstick-rouge-satin")))
        heard.wait(lambda: heard.results[-1].generation == generation)
    assert heard.results[-1].scene.layers


@pytest.mark.parametrize("then", [[], [Gone(100_000, "The camera is gone.")]], ids=["its end", "an absence"])
def test_a_change_shows_on_the_last_picture_of_a_source_at(
    clips: Callable[..., Callable[[], Source]], then: list[Event]
) -> None:
    heard = Heard()
    with running({"clip": clips(Show(3), *then)}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: bool(heard.results) and heard.results[-1].frame.index == 2)
        if then:
            heard.wait(lambda: "The camera is gone." in heard.lines)
        generation = engine.set_document(Document(default_look=_look("lipstick-rouge-satin")))
        heard.wait(lambda: heard.results[-1].generation == generation)
    assert heard.results[-1].frame.index == 2


def test_an_absence_is_told_once_and_taken_back(clips: Callable[..., Callable[[], Source]]) -> None:
    heard = Heard()
    gone = Gone(10, "The camera is gone.")
    with running({"clip": clips(Show(3), gone, Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: heard.lines == ["The camera is gone.", ""])
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) > seen)


def test_a_picture_opened_after_another_shows_its_own_face(
    astronaut: NDArray[np.uint8], tmp_path: Path
) -> None:
    for name, moved_px in (("first", 0), ("second", 20)):
        Image.fromarray(np.roll(astronaut, moved_px, axis=1)).save(tmp_path / f"{name}.png")
    heard = Heard()
    pictures = {name: lambda n=name: PictureSource(tmp_path / f"{n}.png") for name in ("first", "second")}
    with running(pictures, heard) as engine:
        for name in pictures:
            engine.open(name)
            heard.wait(lambda name=name: heard.sources[-1:] == [name])
            seen = len(heard.results)
            heard.wait(lambda seen=seen: len(heard.results) > seen)
    first, second = heard.results[0], heard.results[-1]
    assert second.frame.epoch > first.frame.epoch
    moved = second.tracks[0].points[:, :2] - first.tracks[0].points[:, :2]
    np.testing.assert_allclose(np.median(moved, axis=0), (20.0, 0.0), atol=1.0)


def test_a_picture_of_a_folder_does_not_hold_up_what_is_asked_for(
    astronaut: NDArray[np.uint8], tmp_path: Path
) -> None:
    for name in ("a.png", "b.png"):
        Image.fromarray(astronaut).save(tmp_path / name)
    heard = Heard()
    with running({"folder": lambda: FolderSource(tmp_path, loop=True)}, heard) as engine:
        engine.open("folder")
        heard.wait(lambda: len(heard.results) >= 1)
        generation = engine.set_document(Document(default_look=_look("lipstick-rouge-satin")))
        heard.wait(lambda: heard.results[-1].generation == generation)
    # The change shows on the picture in view, not with the next one.
    assert [result.frame.index for result in heard.results] == [0] * len(heard.results)


def test_a_provider_that_cannot_be_made_is_told_once_and_the_last_one_goes_on(
    clips: Callable[..., Callable[[], Source]],
) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 1)
        generation = engine.set_document(Document(provider="crystal-ball"))
        heard.wait(lambda: heard.results[-1].generation == generation)
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) >= seen + 3)
    assert {result.provider for result in heard.results} == {"onnx"}
    assert len([notice for notice in heard.notices if "crystal-ball" in notice]) == 1


def test_without_any_provider_the_bare_picture_is_shown(clips: Callable[..., Callable[[], Source]]) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        generation = engine.set_document(
            Document(provider="crystal-ball", default_look=_look("lipstick-rouge-satin"))
        )
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 3 and heard.results[-1].generation == generation)
    assert all(result.scene.layers == () and result.tracks == () for result in heard.results)
    assert len([notice for notice in heard.notices if "crystal-ball" in notice]) == 1


def test_a_fault_of_ours_is_told_once_and_costs_no_thread(
    clips: Callable[..., Callable[[], Source]], monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(str(told.exc_value)))

    def make_provider(name: str) -> FaceProvider:
        if name == "faulty":
            raise RuntimeError("an unforeseen provider")
        return create_provider(name)

    def broken_picture(index: int, width: int, height: int) -> NDArray[np.uint8]:
        raise RuntimeError("an unforeseen source")

    heard = Heard()
    sources = {"clip": clips(Show(600)), "broken": lambda: FaultSource([Show(9)], paint=broken_picture)}
    with running(sources, heard, lambda: Pipeline(make_provider=make_provider)) as engine:
        engine.open("broken")
        heard.wait(lambda: heard.sources == ["broken"])
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 1)
        engine.set_document(Document(provider="faulty"))
        deadline = time.monotonic() + 20.0
        while len(faults) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        generation = engine.set_document(Document())
        heard.wait(lambda: heard.results[-1].generation == generation)
    assert faults == ["an unforeseen source", "an unforeseen provider"]


def test_two_faults_in_turn_are_told_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda one: told.append(str(one.exc_value)))
    faults = Faults()
    for text in ("one", "other", "one", "other"):
        faults.tell(RuntimeError(text))
    assert told == ["one", "other"]


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


def test_who_fails_while_looking_at_a_result_does_not_stop_the_next(
    clips: Callable[..., Callable[[], Source]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stumbles(Heard):
        def on_result(self, result: FrameResult) -> None:
            super().on_result(result)
            raise RuntimeError("an unforeseen listener")

    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(str(told.exc_value)))
    heard = Stumbles()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 3)
    assert faults == ["an unforeseen listener"]


def test_closing_right_after_the_start_ends_every_thread() -> None:
    with running({}, Heard()):
        pass
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("lookglass")]


def _look(product_id: str) -> Look:
    return Look((Worn(product_id),))


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
        generation = engine.set_document(Document(default_look=_look("lipstick-rouge-satin")))
        heard.wait(lambda: heard.results[-1].generation == generation)
        engine.look(True)
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) >= seen + 2)
        assert camera.held
    assert heard.lines == []
