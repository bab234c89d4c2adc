"""One application object, and real windows on the real pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6 import QtWidgets
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.document import Document
from app.core.errors import UserError
from app.gui.app import create_app
from app.gui.controller import Controller
from app.gui.main_window import MainWindow
from app.sinks import open_sink
from tests.gui.cameras import desk  # noqa: F401  (a fixture)
from tests.gui.feet import seen_feet  # noqa: F401  (a fixture)
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

# What waits for a person within the call.
_ASKING = {
    "QDialog": ("exec",),
    "QFileDialog": ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"),
    "QInputDialog": ("getText",),
    "QMenu": ("exec",),
    "QMessageBox": ("critical", "information", "question", "warning"),
}


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """In place of pytest-qt's own: with the GL format, the theme and everything else of the real start."""
    try:
        return create_app()
    except UserError as problem:
        pytest.skip(f"needs a display with OpenGL 3.3 (studio.py test brings Xvfb): {problem}")


@pytest.fixture(autouse=True)
def _nothing_asks_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to answer, and Qt's own loop would let no time limit through: asking fails the test,
    unless it has said what the answer is."""

    def refuse(kind: str, name: str) -> None:
        def ask(*_: object, **__: object) -> None:
            raise AssertionError(f"{kind}.{name}: a person was asked")

        monkeypatch.setattr(getattr(QtWidgets, kind), name, ask)

    for kind, names in _ASKING.items():
        for name in names:
            refuse(kind, name)


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot) -> Iterator[OpenWindow]:
    """Opens windows that show their first picture; closes them after the test."""
    opened: list[MainWindow] = []

    def open_one(document: Document) -> MainWindow:
        controller = Controller(document)
        controller.start()
        window = MainWindow(controller)
        opened.append(window)
        window.resize(1280, 800)
        with qtbot.waitSignal(window.picture.viewport.first_picture, timeout=PATIENCE_MS):
            window.show()
        return window

    yield open_one
    for window in opened:
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """A window on the demo subject."""
    return open_window(dressed())


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of a plain colour that changes, 320 x 240."""
    path = tmp_path_factory.mktemp("clip") / "colours.mp4"
    sink = open_sink(path, frame_rate=25.0, size=(320, 240), frame_count=50)
    for index in range(50):
        sink.write(np.full((240, 320, 3), 5 * index, np.uint8), t_ns=index * 40_000_000)
    sink.close()
    return path
