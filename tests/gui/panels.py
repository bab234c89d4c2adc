"""Parts of the window by themselves: on a desk of their own, with a studio that has not been started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QMainWindow, QWidget

from app.core.document import Document
from app.gui.actions import Actions
from app.gui.bridge import Errand
from app.gui.controller import Controller
from app.gui.desk import Desk
from app.gui.docks import Docks
from app.gui.status_bar import StatusBar


@contextmanager
def desk_of(document: Document) -> Iterator[Desk]:
    """A desk whose window is shown; put a part into it by `desk.window.setCentralWidget`."""
    window = QMainWindow()
    controller = Controller(document)
    actions = Actions(window)
    errand, saving = Errand("test-errand", window), Errand("test-saving", window)
    try:
        yield Desk(window, controller, actions, Docks(window, actions), StatusBar(), errand, saving)
    finally:
        errand.close()
        saving.close()
        controller.close()
        window.close()
        window.deleteLater()
        controller.deleteLater()


def show(desk: Desk, part: QWidget, *, width: int = 320, height: int = 800) -> None:
    """Show one part in its desk's window."""
    desk.window.setCentralWidget(part)
    desk.window.resize(width, height)
    desk.window.show()


def undo_text(desk: Desk) -> str:
    """What undo would take back, by the label's template; "" for nothing."""
    label = desk.controller.studio.session.undo_label
    return label.text if label else ""
