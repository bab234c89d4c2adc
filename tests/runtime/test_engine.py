"""The live engine with real threads, the real pipeline and scripted sources: what is asked for is shown."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.document import Document
from app.core.ports import Source
from app.sources.faults import Event, Gone, Show
from app.sources.images import FolderSource, PictureSource
from app.sources.player import Player

from .hearing import Heard, look_of, running


def test_results_arrive_in_order_with_their_own_frame(clips: Callable[..., Callable[[], Source]]) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 4)
    indexes = [result.frame.index for result in heard.results]
    assert indexes == sorted(set(indexes))
    assert all(result.scene.frame is result.frame for result in heard.results)
    assert heard.sources == ["clip"]


def test_a_document_that_cannot_be_resolved_leaves_the_last_one_in_use(
    clips: Callable[..., Callable[[], Source]],
) -> None:
    heard = Heard()
    with running({"clip": clips(Show(600))}, heard) as engine:
        engine.open("clip")
        heard.wait(lambda: len(heard.results) >= 1)
        good = heard.results[-1].generation
        bad = engine.set_document(Document(default_look=look_of("lipstick-of-yesterday")))
        heard.wait(lambda: any("lipstick-of-yesterday" in notice for notice in heard.notices))
        seen = len(heard.results)
        heard.wait(lambda: len(heard.results) >= seen + 2)
        assert {result.generation for result in heard.results} == {good}
        newer = engine.set_document(Document(default_look=look_of("lipstick-rouge-satin")))
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
        generation = engine.set_document(Document(default_look=look_of("lipstick-rouge-satin")))
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
        generation = engine.set_document(Document(default_look=look_of("lipstick-rouge-satin")))
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
        generation = engine.set_document(Document(default_look=look_of("lipstick-rouge-satin")))
        heard.wait(lambda: heard.results[-1].generation == generation)
    # The change shows on the picture in view, not with the next one.
    assert [result.frame.index for result in heard.results] == [0] * len(heard.results)


def test_closing_right_after_the_start_ends_every_thread() -> None:
    with running({}, Heard()):
        pass
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("lookglass")]
