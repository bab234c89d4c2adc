"""Small builders: buttons that every panel makes alike."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton, QWidget

from .actions import plain
from .icons import icon


def icon_button(
    name: str, says: str, *, checkable: bool = False, size: int = 20, flat: bool = False
) -> QToolButton:
    """A button of one icon; `flat` has no ground of its own when checked.

    A click leaves the keyboard where it is, so that Space keeps showing the bare face.
    """
    button = QToolButton()
    button.setIcon(icon(name))
    button.setIconSize(QSize(size, size))
    button.setCheckable(checkable)
    button.setToolTip(says)
    button.setAccessibleName(says)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setProperty("flat", flat)
    return button


def action_button(action: QAction, icon_name: str, size: int = 20) -> QToolButton:
    """A button that stands for a menu's action."""
    button = icon_button(icon_name, plain(action.text()), checkable=action.isCheckable(), size=size)

    def reword() -> None:
        name, keys = plain(action.text()), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})" if keys else name)
        button.setEnabled(action.isEnabled())

    reword()
    action.changed.connect(reword)
    button.setChecked(action.isChecked())
    button.clicked.connect(action.trigger)
    action.toggled.connect(button.setChecked)
    return button


def scrolling(inner: QWidget, name: str) -> QScrollArea:
    """A panel's contents that scroll up and down where they do not fit."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setAccessibleName(name)
    return area


def section(text: str) -> QLabel:
    """The heading of a group."""
    label = QLabel(text)
    label.setProperty("section", True)
    return label


def quiet(text: str = "") -> QLabel:
    """A line of less weight."""
    label = QLabel(text)
    label.setProperty("quiet", True)
    return label
