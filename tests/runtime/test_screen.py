"""The screen thread with a real context: what a window gets to see."""

from __future__ import annotations

import ctypes
import gc
import sys
import time
import weakref
from contextlib import closing
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from OpenGL.error import GLError

from app.core.document import Document, Look, View, Worn
from app.core.errors import UserError
from app.core.frame import Frame
from app.core.scene import Scene
from app.render import context_egl, gl, program
from app.render.context_egl import EglContext
from app.render.renderer import Renderer
from app.render.target import Target
from app.runtime import drawing
from app.runtime.pipeline import FrameResult, Pipeline
from app.runtime.resolve import resolve
from app.runtime.screen import _ANEW, Pane, Screen
from app.store.products import load_catalogue

from .watching import Watcher, rgb_of

pytestmark = pytest.mark.gl
PLAIN = View()


@pytest.fixture(scope="module")
def result(astronaut: np.ndarray) -> FrameResult:
    """The astronaut in a lipstick."""
    document = Document(default_look=Look((Worn("lipstick-rouge-matte"),)))
    with closing(Pipeline()) as pipeline:
        snapshot = resolve(document, load_catalogue())
        return pipeline.step(Frame.from_rgb(astronaut), snapshot, still=True)


def test_at_its_own_size_the_picture_shown_is_the_look(
    screen: Screen, watcher: Watcher, result: FrameResult
) -> None:
    screen.look_through(Pane(512, 512, PLAIN))
    screen.show(result)
    watcher.wait(lambda: len(watcher.pictures) == 1)
    look = screen.look_picture()
    assert look is not None
    np.testing.assert_array_equal(rgb_of(watcher.pictures[0]), look)
    assert not np.array_equal(look, result.frame.rgb)


def test_the_mirror_turns_the_picture_and_bare_takes_everything_off(
    screen: Screen, watcher: Watcher, result: FrameResult
) -> None:
    screen.show(result)
    screen.look_through(Pane(512, 512, PLAIN, bare=True, mirrored=True))
    watcher.wait(lambda: len(watcher.pictures) == 1)
    np.testing.assert_array_equal(rgb_of(watcher.pictures[0]), result.frame.rgb[:, ::-1])


def test_nothing_is_drawn_while_nobody_looks(screen: Screen, watcher: Watcher, result: FrameResult) -> None:
    screen.show(result)
    assert screen.look_picture() is not None  # the thread is up and has had its chance
    assert watcher.pictures == []
    screen.look_through(Pane(64, 64, PLAIN))
    watcher.wait(lambda: len(watcher.pictures) == 1)
    assert watcher.pictures[0].bgrx.shape == (64, 64, 4)


def test_a_change_of_the_pane_alone_shows_the_same_result_again(
    screen: Screen, watcher: Watcher, result: FrameResult
) -> None:
    screen.show(result)
    for width in (64, 128, 64):
        shown = len(watcher.pictures)
        screen.look_through(Pane(width, width, PLAIN))
        watcher.wait(lambda shown=shown: len(watcher.pictures) > shown)  # type: ignore[misc]
        assert watcher.pictures[-1].pane.width == width
        assert watcher.pictures[-1].result is result


def test_what_cannot_be_drawn_is_told_once_and_shown_bare(
    screen: Screen, watcher: Watcher, result: FrameResult
) -> None:
    odd = replace(result, scene=Scene(result.frame, (object(),)))  # type: ignore[arg-type]
    screen.look_through(Pane(512, 512, PLAIN))
    for count in (1, 2):
        screen.show(replace(odd))
        watcher.wait(lambda count=count: len(watcher.pictures) >= count)  # type: ignore[misc]
        np.testing.assert_array_equal(rgb_of(watcher.pictures[-1]), result.frame.rgb)
    assert len(watcher.faults) == 1


def test_a_fault_that_lasts_is_told_once_however_long_a_picture_takes(
    screen: Screen, watcher: Watcher, result: FrameResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where drawing takes longer than the rest, each picture is tried in full again, in vain each time."""
    monkeypatch.setattr(drawing, "_REST_S", 0.0)
    odd = replace(result, scene=Scene(result.frame, (object(),)))  # type: ignore[arg-type]
    screen.look_through(Pane(64, 64, PLAIN))
    screen.show(odd)
    watcher.wait(lambda: len(watcher.pictures) >= 4)
    assert len(watcher.faults) == 1
    screen.show(result)  # all is well
    watcher.wait(lambda: watcher.pictures[-1].result is result)
    screen.show(replace(odd))
    watcher.wait(lambda: len(watcher.faults) == 2)


def test_a_picture_that_cannot_be_shown_is_told_once_and_the_next_is_shown(
    screen: Screen, watcher: Watcher, result: FrameResult
) -> None:
    odd = replace(result, tracks=(object(),))  # type: ignore[arg-type]
    screen.look_through(Pane(64, 64, View(landmarks=True)))
    for _ in range(2):
        screen.show(replace(odd))
        assert screen.look_picture() is not None
    assert watcher.pictures == []
    screen.show(result)
    watcher.wait(lambda: bool(watcher.pictures))
    assert watcher.pictures[0].result is result
    assert len(watcher.faults) == 1


def test_before_the_first_result_there_is_no_picture_to_keep(screen: Screen) -> None:
    assert screen.look_picture() is None


class Collects:
    """A tap that keeps what it is given."""

    def __init__(self, *, busy: bool = False) -> None:
        self.busy = busy
        self.looks: list[np.ndarray] = []

    def wants(self, result: FrameResult) -> bool:
        return not self.busy

    def take(self, result: FrameResult, rgb: np.ndarray) -> None:
        self.looks.append(rgb)


def test_a_tap_gets_each_look_once_though_nobody_looks(screen: Screen, result: FrameResult) -> None:
    screen.show(result)
    look = screen.look_picture()
    tap, late, busy = Collects(), Collects(), Collects(busy=True)
    for one in (tap, late, busy):
        screen.add_tap(one)
    assert look is not None and screen.look_picture() is not None  # the thread has been round once more
    screen.show(replace(result))
    assert screen.look_picture() is not None
    screen.remove_tap(tap)
    screen.show(replace(result))
    assert screen.look_picture() is not None
    assert (len(tap.looks), len(late.looks), len(busy.looks)) == (2, 3, 0)
    np.testing.assert_array_equal(tap.looks[0], look)


def test_a_tap_that_was_removed_is_let_go_of(screen: Screen, watcher: Watcher, result: FrameResult) -> None:
    """With all that is behind it, such as a recording's pictures."""
    tap = Collects()
    gone = weakref.ref(tap)
    screen.add_tap(tap)
    screen.show(result)
    screen.look_picture()
    assert len(tap.looks) == 1
    screen.remove_tap(tap)
    del tap
    screen.look_through(Pane(64, 64, PLAIN))
    watcher.wait(lambda: len(watcher.pictures) == 1)
    screen.look_picture()
    assert gone() is None


def test_a_change_of_the_pane_is_no_new_look_to_a_tap(
    screen: Screen, watcher: Watcher, result: FrameResult
) -> None:
    tap = Collects()
    screen.add_tap(tap)
    screen.show(result)
    for width in (64, 128):
        screen.look_through(Pane(width, width, PLAIN))
        watcher.wait(lambda width=width: any(s.pane.width == width for s in watcher.pictures))  # type: ignore[misc]
    assert screen.look_picture() is not None
    assert len(tap.looks) == 1


def current_context() -> EglContext:
    """This thread's; released ones of other tests may still lie about in memory."""
    name = context_egl._egl().eglGetCurrentContext
    name.restype = ctypes.c_void_p
    current = name()
    return next(c for c in gc.get_objects() if isinstance(c, EglContext) and c._context == current)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reaches under EGL's hand")
def test_a_context_that_is_gone_is_replaced_and_the_picture_is_the_same_again(
    screen: Screen, watcher: Watcher, result: FrameResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Destroyed under the screen thread, as by a driver that is reset: no call fails, nothing is drawn."""
    screen.look_through(Pane(512, 512, PLAIN))
    screen.show(result)
    watcher.wait(lambda: len(watcher.pictures) == 1)
    draw, destroyed = Renderer.render, []

    def destroy_first(renderer: Renderer, *rest: Any, **options: Any) -> Target:
        if not destroyed:
            destroyed.append(True)
            context = current_context()
            context.done_current()
            context.release()
        return draw(renderer, *rest, **options)

    monkeypatch.setattr(Renderer, "render", destroy_first)
    screen.show(replace(result))
    watcher.wait(lambda: len(watcher.pictures) == 2)
    assert destroyed
    np.testing.assert_array_equal(watcher.pictures[1].bgrx, watcher.pictures[0].bgrx)
    assert [str(fault) for fault in watcher.faults if isinstance(fault, UserError)] == [_ANEW]
    assert screen.look_picture() is not None


def test_a_driver_that_refuses_every_call_is_told_once_and_asked_again_until_it_works(
    screen: Screen, watcher: Watcher, result: FrameResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses = True
    draw = Renderer.render

    def refuse(renderer: Renderer, *rest: Any, **options: Any) -> Target:
        if refuses:
            raise GLError(err=gl.GL_OUT_OF_MEMORY)
        return draw(renderer, *rest, **options)

    monkeypatch.setattr(Renderer, "render", refuse)
    screen.look_through(Pane(64, 64, PLAIN))
    screen.show(result)
    watcher.wait(lambda: any(isinstance(fault, UserError) for fault in watcher.faults))
    assert watcher.pictures == []
    refuses = False
    watcher.wait(lambda: bool(watcher.pictures))
    assert len(watcher.faults) == 2  # what the driver said, and that drawing begins anew


def test_a_shader_that_does_not_compile_costs_only_what_is_worn_and_is_tried_again(
    screen: Screen, watcher: Watcher, result: FrameResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = True
    read = program.shader_lines

    def damaged(name: str) -> tuple[tuple[str, int, str], ...]:
        lines = read(name)
        return (*lines, (name, len(lines) + 1, "this is no shader")) if broken and "lip" in name else lines

    monkeypatch.setattr(program, "shader_lines", damaged)
    screen.look_through(Pane(512, 512, PLAIN))
    for count in (1, 2, 3):
        screen.show(replace(result))
        watcher.wait(lambda count=count: len(watcher.pictures) >= count)  # type: ignore[misc]
        np.testing.assert_array_equal(rgb_of(watcher.pictures[-1]), result.frame.rgb)
    assert len(watcher.faults) == 1 and "lip" in str(watcher.faults[0])
    broken = False
    deadline = time.monotonic() + 20.0
    while np.array_equal(rgb_of(watcher.pictures[-1]), result.frame.rgb) and time.monotonic() < deadline:
        shown = len(watcher.pictures)
        screen.show(replace(result))
        watcher.wait(lambda shown=shown: len(watcher.pictures) > shown)  # type: ignore[misc]
    assert not np.array_equal(rgb_of(watcher.pictures[-1]), result.frame.rgb)
    assert len(watcher.faults) == 1


def test_a_still_picture_gets_back_what_it_wears_by_itself(
    screen: Screen, watcher: Watcher, result: FrameResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A photograph has no next frame that would bring it back; a recording of it gets it, too."""
    draw, failed = Renderer.render, []

    def fail_once(renderer: Renderer, scene: Scene, *rest: Any, **options: Any) -> Target:
        if scene.layers and not failed:
            failed.append(True)
            raise RuntimeError("a shader went wrong")
        return draw(renderer, scene, *rest, **options)

    monkeypatch.setattr(Renderer, "render", fail_once)
    tap = Collects()
    screen.add_tap(tap)
    screen.look_through(Pane(512, 512, PLAIN))
    screen.show(result)
    watcher.wait(lambda: bool(watcher.pictures))
    np.testing.assert_array_equal(rgb_of(watcher.pictures[0]), result.frame.rgb)
    watcher.wait(lambda: not np.array_equal(rgb_of(watcher.pictures[-1]), result.frame.rgb))
    look = screen.look_picture()
    assert look is not None
    np.testing.assert_array_equal(rgb_of(watcher.pictures[-1]), look)
    np.testing.assert_array_equal(tap.looks[-1], look)
    assert len(tap.looks) == 2 and len(watcher.faults) == 1
