"""Faults in the live engine are told once and cost no thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.document import Document
from app.core.ports import Provider, Source
from app.runtime.events import Faults
from app.runtime.pipeline import FrameResult, Pipeline
from app.sources.faults import FaultSource, Show
from app.vision.registry import create_provider

from .hearing import Heard, look_of, running


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
            Document(provider="crystal-ball", default_look=look_of("lipstick-rouge-satin"))
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

    def make_provider(name: str) -> Provider:
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
