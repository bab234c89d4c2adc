"""A live session is recorded as it was stepped, whatever happens meanwhile."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.commands import SetKnob, SetStrength
from app.core.document import Document
from app.core.errors import UserError
from app.core.ports import Source
from app.lab.recording import RecordingWriter, open_recording
from app.lab.replay import replay
from app.lab.session_recorder import SessionRecorder
from app.runtime.engine import Engine
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.recorder import Recorded
from app.runtime.resolve_usable import resolve_usable
from app.sinks.recording import PictureEncoder
from app.sources.faults import FaultSource, Show
from app.sources.images import PictureSource
from app.sources.player import Player
from app.store.products import load_catalogue
from app.store.resource_path import resource_path

from .recordings import dressed

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0


class Session:
    """A live engine without a window; `result` is the newest."""

    def __init__(self, source: Callable[[], Source]) -> None:
        catalogue = load_catalogue()
        self.document = dressed()
        self.result: FrameResult | None = None
        self.listener: Callable[[FrameResult], None] = lambda result: None
        self.engine = Engine(
            pipeline=Pipeline,
            resolve=lambda document, generation: resolve_usable(document, catalogue, generation=generation),
            open_source=lambda spec, wanted: source(),
            player=lambda opened: Player(opened, time.monotonic_ns, realtime=True, loop=True),
            events=self,
        )
        self.use(self.document)
        self.engine.start()
        self.engine.open("some")
        until(lambda: self.result is not None and self.result.seen is not None)

    def use(self, document: Document) -> None:
        self.document = document
        self.engine.set_document(document)

    def on_result(self, result: FrameResult) -> None:
        self.result = result
        self.listener(result)

    def on_source(self, *_: Any) -> None: ...
    def on_refused(self, *_: Any) -> None: ...
    def on_position(self, *_: Any) -> None: ...
    def on_notice(self, *_: Any) -> None: ...
    def on_line(self, *_: Any) -> None: ...


def until(so: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not so():
        assert time.monotonic() < began + PATIENCE_S, "it was never so"
        time.sleep(0.01)


def walking() -> Source:
    """The astronaut, walking on the spot at thirty frames a second."""
    picture = np.array(Image.open(resource_path("face/astronaut.png")).convert("RGB"))

    def paint(index: int, width: int, height: int) -> NDArray[np.uint8]:
        return np.ascontiguousarray(np.roll(picture, int(20 * np.sin(index / 5)), axis=1))

    return FaultSource([Show(100_000)], width=512, height=512, paint=paint)


@contextmanager
def recorded(session: Session, folder: Path) -> Iterator[SessionRecorder]:
    recorder = SessionRecorder(folder, session.engine, source="some")
    session.listener = recorder.take
    recorder.begin()
    try:
        yield recorder
        assert recorder.finish(PATIENCE_S)
    finally:
        session.listener = lambda result: None
        recorder.stop()


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session(walking)
    yield session
    session.engine.close()


def frames(recorder: SessionRecorder, count: int) -> Callable[[], bool]:
    return lambda: recorder.state.frames >= count


def outcome(recorder: SessionRecorder) -> Recorded:
    state = recorder.state
    assert state.ended and not state.problem and state.path is not None
    return state


def test_knobs_that_change_meanwhile_are_replayed_bit_for_bit(session: Session, tmp_path: Path) -> None:
    with recorded(session, tmp_path) as recorder:
        until(frames(recorder, 8))
        session.use(SetKnob("steady", "method", "one-euro").apply(session.document))
        until(frames(recorder, 16))
        session.use(SetStrength(0.5).apply(session.document))
        until(lambda: session.result is not None and session.result.generation == 3)
        until(frames(recorder, recorder.state.frames + 4))
    state = outcome(recorder)
    assert state.path is not None and state.path.name.startswith("lookglass-session-")
    with open_recording(state.path) as recording:
        assert len(recording) == state.frames and recording.complete
        methods = [document.knobs.get("steady") for document in recording.documents]
        assert methods == [None, {"method": "one-euro"}, {"method": "one-euro"}]
        assert [document.strength for document in recording.documents] == [1.0, 1.0, 0.5]
        assert replay(recording).digest == recording.digest
        assert sum(1 for _ in recording.frames()) == len(recording) - recording.left_out


def test_a_picture_that_stands_still_is_recorded_when_something_changes(tmp_path: Path) -> None:
    session = Session(lambda: PictureSource(resource_path("face/astronaut.png")))
    with recorded(session, tmp_path) as recorder:
        until(frames(recorder, 1))
        session.use(SetStrength(0.25).apply(session.document))
        until(frames(recorder, 2))
    session.engine.close()
    with open_recording(outcome(recorder).path) as recording:
        assert [document.strength for document in recording.documents] == [1.0, 0.25]
        assert sum(1 for _ in recording.frames()) == 1 and recording.left_out == 0
        assert replay(recording).digest == recording.digest


def test_an_encoder_that_is_too_slow_costs_pictures_and_nothing_else(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = PictureEncoder.encode

    def slowly(self: PictureEncoder, *args: Any, **named: Any) -> tuple[bytes, bool]:
        time.sleep(0.15)
        return encode(self, *args, **named)

    monkeypatch.setattr(PictureEncoder, "encode", slowly)
    with recorded(session, tmp_path) as recorder:
        until(lambda: recorder.state.dropped > 3 and recorder.state.frames > 10)
    state = outcome(recorder)
    with open_recording(state.path) as recording:
        assert recording.left_out == state.dropped
        assert len(set(recording.epoch.tolist())) == 1
        assert replay(recording).digest == recording.digest
        assert sum(1 for _ in recording.frames()) == len(recording) - recording.left_out


def test_a_disk_that_stands_still_costs_frames_and_what_follows_can_be_replayed(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, stall = RecordingWriter.add, threading.Event()

    def standing(self: RecordingWriter, *args: Any, **named: Any) -> None:
        if self.frames == 5 and not stall.is_set():
            stall.set()
            time.sleep(2.5)
        add(self, *args, **named)

    monkeypatch.setattr(RecordingWriter, "add", standing)
    with recorded(session, tmp_path) as recorder:
        until(frames(recorder, 5))
        until(lambda: session.result is not None and session.result.frame.epoch == 2)
        until(frames(recorder, recorder.state.frames + 5))
    with open_recording(outcome(recorder).path) as recording:
        assert len(set(recording.epoch.tolist())) == 2  # the gap
        assert replay(recording).digest == recording.digest


def test_a_session_in_which_nobody_looks_waits_until_somebody_does(session: Session, tmp_path: Path) -> None:
    with recorded(session, tmp_path) as recorder:
        until(frames(recorder, 3))
        assert session.result is not None
        recorder.take(replace(session.result, seen=None))
        until(lambda: session.result is not None and session.result.frame.epoch == 2)
        until(frames(recorder, recorder.state.frames + 5))
    with open_recording(outcome(recorder).path) as recording:
        assert len(set(recording.epoch.tolist())) == 2
        assert replay(recording).digest == recording.digest


def test_a_folder_that_is_not_there_is_said_before_anything_begins(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        SessionRecorder(tmp_path / "nowhere", session.engine, source="some")


def test_a_write_that_fails_ends_it_and_what_there_is_can_be_replayed(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.store.recording_file import ChunkWriter

    put = ChunkWriter._put

    def full(self: ChunkWriter, content: bytes) -> None:
        if self.bytes > 200_000:
            raise self._trouble(OSError(28, "No space left on device"))
        put(self, content)

    monkeypatch.setattr(ChunkWriter, "_put", full)
    with recorded(session, tmp_path) as recorder:
        until(lambda: recorder.state.ended)
    said = recorder.state.problem
    assert "no space left on device" in said and "is kept" in said
    assert recorder.state.path is not None
    with open_recording(recorder.state.path) as recording:
        assert not recording.complete and replay(recording).digest == recording.digest


def test_a_killed_session_keeps_all_but_the_last_two_seconds(tmp_path: Path) -> None:
    program = textwrap.dedent(f"""
        import sys, time
        sys.path.insert(0, {str(ROOT)!r})
        from pathlib import Path
        from tests.lab.test_session_recorder import Session, SessionRecorder, walking
        session = Session(walking)
        recorder = SessionRecorder(Path({str(tmp_path)!r}), session.engine, source="some")
        times = []
        session.listener = lambda result: (recorder.take(result), times.append(result.frame.t_ns))
        recorder.begin()
        while True:
            time.sleep(0.1)
            print(recorder.state.frames, times[-1] if times else 0, flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            count, newest_ns = (int(word) for word in line.split())
            if count > 60:
                writer.kill()
                break
    with open_recording(next(tmp_path.iterdir())) as recording:
        assert not recording.complete and len(recording) >= count
        assert recording.t_ns[-1] > newest_ns - 2_000_000_000
        assert replay(recording).digest == recording.digest
        assert sum(1 for _ in recording.frames()) > 5
