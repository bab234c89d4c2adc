"""Contexts on several threads, and beside Qt's own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QOpenGLContext, QSurfaceFormat
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.core.scene import Scene
from app.render import context_egl
from app.render.context import describe, open_context, use_context_factory
from app.render.renderer import Renderer

from .conftest import Wearing

pytestmark = pytest.mark.gl


def test_describe_names_renderer_and_version() -> None:
    with open_context():
        assert "OpenGL" in describe()


def test_two_renderers_in_two_threads_give_the_same_bytes(wearing: Wearing) -> None:
    scene = wearing(finish="gloss")
    together = threading.Barrier(2)

    def render(_: int) -> bytes:
        with open_context(), Renderer() as renderer:
            together.wait(30)
            return b"".join(renderer.picture(scene).tobytes() for _ in range(3))

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(render, range(2))
    assert first == second


def test_a_renderer_gives_the_same_bytes_again(renderer: Renderer, wearing: Wearing) -> None:
    scene = wearing(finish="gloss")
    first = renderer.picture(scene)
    renderer.picture(wearing(colour="#305020", finish="matte"))
    assert np.array_equal(renderer.picture(scene), first)


def test_without_gl_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context_egl, "_displays", lambda: iter(()))
    with pytest.raises(UserError, match=r"OpenGL 3\.3"), open_context(context_egl.EglContext):
        pass


def test_a_context_can_come_from_elsewhere() -> None:
    made = []

    def factory() -> context_egl.EglContext:
        made.append(context_egl.EglContext())
        return made[-1]

    use_context_factory(factory)
    try:
        with open_context() as context:
            assert made == [context]
    finally:
        use_context_factory(None)


class RendererWidget(QOpenGLWidget):
    """Draws a scene in Qt's context at each paint and keeps the bytes."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        core = QSurfaceFormat()
        core.setVersion(3, 3)
        core.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
        self.setFormat(core)
        self._scene = scene
        self.painted: list[bytes] = []

    def initializeGL(self) -> None:
        self._renderer = Renderer()
        self.context().aboutToBeDestroyed.connect(self._release)

    def paintGL(self) -> None:
        self.painted.append(self._renderer.picture(self._scene).tobytes())
        if len(self.painted) < 5:
            self.update()

    def _release(self) -> None:
        self.makeCurrent()
        self._renderer.release()
        self.doneCurrent()


def test_a_window_and_a_headless_thread_draw_in_one_process(qtbot: QtBot, wearing: Wearing) -> None:
    scene = wearing(finish="gloss")
    headless: list[bytes] = []

    def render() -> None:
        with open_context(), Renderer() as renderer:
            headless.extend(renderer.picture(scene).tobytes() for _ in range(5))

    if not QOpenGLContext().create():
        pytest.skip(f"Qt's {QGuiApplication.platformName()} platform has no OpenGL here")
    widget = RendererWidget(scene)
    qtbot.addWidget(widget)
    thread = threading.Thread(target=render)
    thread.start()
    widget.show()
    qtbot.waitUntil(lambda: len(widget.painted) >= 5, timeout=10_000)
    thread.join(30)
    assert set(widget.painted) == set(headless)
