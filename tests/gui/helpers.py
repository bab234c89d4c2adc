"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.core.commands import Wear
from app.core.document import Document, Worn
from app.gui.main_window import MainWindow
from app.stages import register_all

# A busy machine with software GL takes a while to load the models and compile the shaders.
PATIENCE_MS = 60_000

OpenWindow = Callable[[Document], MainWindow]


def drag_over(window: QWidget, *paths: Path) -> QMimeData:
    """Hold files over the window; what they are is to be kept for as long as they are held."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(600, 400), Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(window, enter)
    return mime


def drop(window: QWidget, *paths: Path) -> None:
    """Drag files over the window and let go."""
    mime = drag_over(window, *paths)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, mime, left, none))


def dressed(source: str = "demo:face") -> Document:
    """A Document whose subject wears a lipstick, so that the window has something to draw."""
    register_all()
    worn = Worn("lipstick-rouge-satin", "classic")
    return Wear(worn).apply(replace(Document(), source=source))
