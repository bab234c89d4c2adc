"""A beside B: one detection, two setups, two sides of the line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.commands import SetKnob, SwapSetups, TakeOff, Wear
from app.core.document import Document, View, Worn
from app.core.frame import Frame
from app.core.observations import FaceObservation, Request
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.resolve import resolve
from app.runtime.screen import Pane, Screen
from app.stages import register_all
from app.store.products import load_catalogue
from app.vision.registry import create_provider

from .conftest import Paint
from .watching import Watcher, rgb_of

register_all()
SPLIT = View(split=0.5, compare=True)
# A wears a lipstick and steadies points hard; B wears nothing and does not steady them at all.
A = SetKnob("steady", "method", "one-euro-mediapipe").apply(
    Wear(Worn("lipstick-rouge-matte")).apply(Document())
)
B = SetKnob("steady", "method", "none").apply(TakeOff("lipstick-rouge-matte").apply(SwapSetups().apply(A)))
BOTH = replace(B, view=SPLIT)


class Counted:
    """A real provider that counts how often it is asked."""

    def __init__(self, name: str) -> None:
        self.inner = create_provider(name)
        self.asked = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def observe(self, frame: Frame, request: Request) -> tuple[FaceObservation, ...]:
        self.asked += 1
        return self.inner.observe(frame, request)


def frames(person: Paint) -> Iterator[Frame]:
    for index in range(6):
        yield replace(
            Frame.from_rgb(np.ascontiguousarray(person(index, 512, 512))),
            t_ns=index * 33_000_000,
            index=index,
        )


def points_of(document: Document, person: Paint) -> list[NDArray[np.float32]]:
    """The smooth points of six frames under one setup alone."""
    with closing(Pipeline()) as pipeline:
        snapshot = resolve(document, load_catalogue())
        return [pipeline.step(frame, snapshot).tracks[0].points for frame in frames(person)]


def test_each_setup_has_a_state_of_its_own_on_one_detection(person: Paint) -> None:
    made: list[Counted] = []

    def make(name: str) -> Counted:
        made.append(Counted(name))
        return made[-1]

    with closing(Pipeline(make_provider=make)) as pipeline:
        snapshot = resolve(BOTH, load_catalogue())
        results = [pipeline.step(frame, snapshot) for frame in frames(person)]
    assert made[0].asked == 6
    for result, alone in zip(results, points_of(B, person), strict=True):
        assert result.side == "B" and result.other is not None
        np.testing.assert_array_equal(result.tracks[0].points, alone)
        assert result.seen.observations[0].points is not None
        assert not result.scene.layers and result.other.scene.layers
        assert result.other.scene.frame is result.scene.frame
    last = results[-1]
    assert last.other is not None
    assert not np.array_equal(last.other.tracks[0].points, last.tracks[0].points)
    np.testing.assert_array_equal(last.tracks[0].points, last.tracks[0].raw)


def test_changing_over_goes_on_with_each_setup_s_own_state(person: Paint) -> None:
    catalogue = load_catalogue()
    there, back = resolve(BOTH, catalogue), resolve(SwapSetups().apply(BOTH), catalogue)
    with closing(Pipeline()) as pipeline, closing(Pipeline()) as straight:
        for index, frame in enumerate(frames(person)):
            result = pipeline.step(frame, back if index % 2 else there)
            expected = straight.step(frame, there)
            of_a, of_b = (result, result.other) if result.side == "A" else (result.other, result)
            assert of_a is not None and of_b is not None and expected.other is not None
            # Another side leads the crop every second frame, so only the names and layers are the same.
            assert of_a.scene.layers and not of_b.scene.layers
            assert of_b.tracks[0].id == expected.tracks[0].id


def test_without_the_split_nothing_is_done_twice() -> None:
    catalogue = load_catalogue()
    assert resolve(B, catalogue).other is None
    assert resolve(replace(B, view=View(split=0.5)), catalogue).other is None
    assert resolve(replace(A, view=SPLIT), catalogue).other is None
    both = resolve(BOTH, catalogue)
    assert both.other is not None and (both.side, both.other.side) == ("B", "A")


@pytest.fixture(scope="module")
def result(astronaut: NDArray[np.uint8]) -> FrameResult:
    with closing(Pipeline()) as pipeline:
        return pipeline.step(Frame.from_rgb(astronaut), resolve(BOTH, load_catalogue()), still=True)


@pytest.mark.gl
@pytest.mark.parametrize("swapped", [False, True])
def test_left_of_the_line_is_a_and_right_of_it_is_b_whichever_is_present(
    screen: Screen, watcher: Watcher, result: FrameResult, swapped: bool
) -> None:
    assert result.other is not None
    if swapped:
        other = replace(result.other, tracks=result.tracks, scene=result.scene)
        result = replace(result, side="A", tracks=result.other.tracks, scene=result.other.scene, other=other)
    # The line goes through the mouth of the astronaut: A's lipstick is cut off at it.
    line = 225
    screen.look_through(Pane(512, 512, replace(SPLIT, split=line / 512)))
    screen.show(result)
    watcher.wait(lambda: len(watcher.pictures) == 1)
    both = rgb_of(watcher.pictures[0]).astype(int)
    bare = result.frame.rgb.astype(int)
    np.testing.assert_array_equal(both[:, line + 3 :], bare[:, line + 3 :])
    changed = np.abs(both - bare).max(axis=2)[:, : line - 3]
    assert (changed > 8).sum() > 40


@pytest.mark.gl
def test_the_landmarks_of_each_side_are_its_own(
    screen: Screen, watcher: Watcher, result: FrameResult
) -> None:
    assert result.other is not None
    gone = replace(result, other=replace(result.other, tracks=()))
    screen.look_through(Pane(512, 512, replace(SPLIT, split=225 / 512, landmarks=True)))
    screen.show(gone)
    watcher.wait(lambda: len(watcher.pictures) == 1)
    shown = rgb_of(watcher.pictures[0]).astype(int)
    green = (shown[..., 1] > 180) & (shown[..., 0] < 140)
    assert green[:, 230:].sum() > 100
    assert green[:, :220].sum() == 0
