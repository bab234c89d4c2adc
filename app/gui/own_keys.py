"""Keys that a widget needs itself while it has the keyboard, also in panels that float beside the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QDockWidget, QMainWindow

from .desk import Desk
from .timeline import Timeline
from .viewport import Viewport

_MOVING = (
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
)
# What may be held while one types a sign.
_TYPING = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.KeypadModifier
    | Qt.KeyboardModifier.GroupSwitchModifier
)


class OwnKeys(QObject):
    """Keeps shortcuts from taking them. Made when all docks are there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window = desk.window
        for place in (desk.window, *desk.docks.all()):
            place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if _moves(event) or _chooses(event) or _opens(event):
                event.accept()
        elif event.key() == Qt.Key.Key_Space and isinstance(watched, QDockWidget) and watched.isFloating():
            QApplication.sendEvent(self._window, event)  # a window of its own: the key would end there
            return True
        return False


def _moves(event: QKeyEvent) -> bool:
    """Home, arrows and their like move in time from the mirror; elsewhere they are that widget's own."""
    at_mirror = isinstance(QApplication.focusWidget(), (Viewport, Timeline, QMainWindow, type(None)))
    return event.key() in _MOVING and not at_mirror


def _opens(event: QKeyEvent) -> bool:
    """Alt with an arrow opens a box of choices wherever it stands, and moves nothing."""
    arrow = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
    at_box = isinstance(QApplication.focusWidget(), QComboBox)
    return arrow and at_box and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def _chooses(event: QKeyEvent) -> bool:
    """A letter that is typed into a list goes to the line that begins with it."""
    is_list = isinstance(QApplication.focusWidget(), (QComboBox, QAbstractItemView))
    typed = bool(event.text()) and event.text().isprintable() and not event.modifiers() & ~_TYPING
    return is_list and typed
