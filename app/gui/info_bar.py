"""Lines above the picture that stay until they are put away: what happened at the start, and what one can do.

The notice over the picture is for what passes; these wait for an answer.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from .actions import plain
from .controls import icon_button
from .language import speak, tr
from .theme import EDGE, GAP


class InfoBar(QWidget):
    """Hidden while it has no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(1)
        self._lines: list[InfoLine] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is being said, from the top."""
        return [line.text for line in self._lines]

    def tell(self, text: Callable[[], str], *actions: QAction) -> InfoLine:
        """One more line; `text` gives it in the present language, each action is a button beside it."""
        line = InfoLine(text, actions, self.put_away)
        self._lines.append(line)
        self._rows.addWidget(line)
        self.show()
        return line

    def put_away(self, line: InfoLine) -> None:
        if line in self._lines:
            self._lines.remove(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))


class InfoLine(QFrame):
    """A sentence, its buttons, and one to put it away."""

    def __init__(
        self, text: Callable[[], str], actions: tuple[QAction, ...], put_away: Callable[[InfoLine], None]
    ) -> None:
        super().__init__()
        self.setProperty("info", True)
        self._put_away = put_away
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 4, GAP, 4)
        row.setSpacing(GAP)
        row.addWidget(self._label, 1)
        for action in actions:
            row.addWidget(_TextButton(action), 0)
        self._close = icon_button("close", lambda: tr("Put this line away"), size=16)
        self._close.clicked.connect(self._put_me_away)
        row.addWidget(self._close, 0)
        speak(self, lambda: self._say(text()))

    @property
    def text(self) -> str:
        return self._label.text()

    def _say(self, text: str) -> None:
        self._label.setText(text)
        self.setAccessibleName(text)

    def _put_me_away(self) -> None:
        self._put_away(self)


class _TextButton(QPushButton):
    """An action as a word."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        name = plain(self._action.text())
        self.setText(name)
        self.setAccessibleName(name)
        self.setEnabled(self._action.isEnabled())
