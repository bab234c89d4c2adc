"""What becomes of the picture when whoever finds the faces fails, by script."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from app.core.document import Document, Snapshot
from app.core.errors import UserError
from app.core.frame import Frame
from app.core.observations import FaceObservation, Request
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.resolve import resolve
from app.runtime.steps import RETRY_S, Steps
from app.store.products import load_catalogue


@dataclass
class Script:
    """Who can be made, and who fails while it runs: by name, with what it raises."""

    cannot_be_made: dict[str, Exception] = field(default_factory=dict)
    fails: dict[str, Exception] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def make(self, name: str) -> Scripted:
        self.made.append(name)
        if name in self.cannot_be_made:
            raise self.cannot_be_made[name]
        return Scripted(name, self)


@dataclass
class Scripted:
    """A provider that finds nobody, or fails."""

    name: str
    script: Script
    runs_on: str = "a script"
    why: str = ""

    def observe(self, frame: Frame, request: Request) -> tuple[FaceObservation, ...]:
        self.script.asked.append(self.name)
        if self.name in self.script.fails:
            raise self.script.fails[self.name]
        return ()

    def close(self) -> None:
        """Nothing is held."""


@dataclass
class Told:
    """What the window would hear."""

    results: list[FrameResult] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def on_result(self, result: FrameResult) -> None:
        self.results.append(result)

    def on_notice(self, text: str, detail: str = "") -> None:
        self.notices.append(text)


class Bench:
    """Steps over frames of a made-up time."""

    def __init__(self) -> None:
        self.script, self.told, self.now_s, self.frames = Script(), Told(), 0.0, 0
        self.steps = Steps(
            lambda: Pipeline(make_provider=self.script.make),
            self.told,  # type: ignore[arg-type]  # sources are not part of this
            now_s=lambda: self.now_s,
        )
        self._snapshot = resolve(Document(), load_catalogue())

    def step(self, provider: str = "a", count: int = 1, seconds_each: float = 0.033) -> None:
        for _ in range(count):
            frame = Frame.from_rgb(np.zeros((48, 64, 3), np.uint8), t_ns=self.frames * 33_000_000)
            snapshot: Snapshot = replace(self._snapshot, provider=provider)
            self.steps.step((frame, self.frames), snapshot, still=False)
            self.frames += 1
            self.now_s += seconds_each

    @property
    def runs_on(self) -> str:
        return self.told.results[-1].runs_on


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(threading, "excepthook", lambda told: None)  # the script's own faults
    return Bench()


GONE = UserError("models/face.onnx is damaged.")


@pytest.mark.parametrize("fault", [GONE, RuntimeError("the driver is gone")])
def test_one_that_fails_at_every_frame_is_told_once_and_the_bare_picture_is_shown(
    bench: Bench, fault: Exception
) -> None:
    with closing(bench.steps):
        bench.step(count=2)
        bench.script.fails["a"] = fault
        bench.step(count=60)
    assert len(bench.told.notices) == 1
    assert "nothing" in bench.runs_on
    assert len(bench.told.results) >= 58
    assert len(bench.script.asked) < 10  # it is left alone for a while


@pytest.mark.parametrize("when", ["fails", "cannot_be_made"])
def test_when_it_works_again_faces_are_found_and_the_line_goes(bench: Bench, when: str) -> None:
    with closing(bench.steps):
        broken: dict[str, Exception] = getattr(bench.script, when)
        broken["a"] = GONE
        bench.step(count=5)
        assert bench.told.notices == [str(GONE)]
        broken.clear()
        bench.step(count=2, seconds_each=RETRY_S)
    assert bench.runs_on == "a script"
    assert bench.told.notices == [str(GONE), ""]


def test_one_bad_frame_is_passed_over_without_a_word_or_a_flicker(bench: Bench) -> None:
    with closing(bench.steps):
        bench.step()
        bench.script.fails["a"] = RuntimeError("an odd frame")
        bench.step()
        bench.script.fails.clear()
        bench.step()
    assert bench.told.notices == []
    assert [result.runs_on for result in bench.told.results] == ["a script"] * 2
    assert bench.script.made == ["a"]


def test_one_that_cannot_be_made_leaves_the_other_at_work_and_another_choice_ends_the_matter(
    bench: Bench,
) -> None:
    with closing(bench.steps):
        bench.step("a")
        bench.script.cannot_be_made["b"] = GONE
        bench.step("b", count=30)
        assert {result.provider for result in bench.told.results} == {"a"}
        assert bench.told.notices == [str(GONE)]
        bench.script.cannot_be_made.clear()
        bench.step("a")
        bench.step("b")  # chosen again: tried at once
    assert bench.told.results[-1].provider == "b"


def test_a_picture_that_stands_still_is_tried_again_by_itself(bench: Bench) -> None:
    with closing(bench.steps):
        bench.script.cannot_be_made["a"] = GONE
        bench.step()
        assert bench.steps.owed() is None
        bench.now_s += RETRY_S
        assert bench.steps.owed() is not None
        bench.script.cannot_be_made.clear()
        bench.step()
        assert bench.steps.owed() is None


def test_a_pipeline_that_cannot_begin_is_told_and_begins_later(bench: Bench) -> None:
    tries: list[float] = []

    def make() -> Pipeline:
        tries.append(bench.now_s)
        if len(tries) == 1:
            raise UserError("resources/face/mesh.json cannot be read.")
        return Pipeline(make_provider=bench.script.make)

    steps = Steps(make, bench.told, now_s=lambda: bench.now_s)  # type: ignore[arg-type]
    bench.steps = steps
    with closing(steps):
        bench.step(count=2, seconds_each=RETRY_S)
    assert bench.told.notices == ["resources/face/mesh.json cannot be read.", ""]
    assert bench.runs_on == "a script"
