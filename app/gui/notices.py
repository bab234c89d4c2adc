"""The notice line: one quiet sentence over the picture, to read, to look into, or to put away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .controls import icon_button
from .icons import drawn
from .theme import colours


class NoticeLine(QFrame):
    """Hidden while there is nothing to say. A newer sentence takes the place of an older one."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", True)
        self.setAccessibleName("Notice")
        self._sign = QLabel()
        self._sign.setPixmap(drawn("notice", 18, colours().accent))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setProperty("quiet", True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.hide()
        self._more = QToolButton()
        self._more.setText("Details")
        self._more.setCheckable(True)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.toggled.connect(self._show_detail)
        self._more.setAccessibleName("Details of the notice")
        self._close = icon_button("close", "Dismiss the notice", size=16)
        self._close.clicked.connect(self.dismiss)
        self._lay_out()
        self.hide()

    @property
    def text(self) -> str:
        """What is being said; empty when nothing is."""
        return self._text.text()

    def say(self, text: str, detail: str = "") -> None:
        """Show a sentence; an empty one takes the last away."""
        self._text.setText(text)
        self._detail.setText(detail)
        self._more.setChecked(False)
        self._more.setVisible(bool(detail))
        self._close.setVisible(bool(text))
        self.setVisible(bool(text))

    def dismiss(self) -> None:
        self.say("")

    def text_width(self) -> int:
        """How wide the sentence is on one line, with everything beside it."""
        beside = 170 if self._detail.text() else 100
        return self.fontMetrics().horizontalAdvance(self.text) + beside

    def height_for(self, width: int) -> int:
        """How high it must be at a width, with the sentence and its details wrapped."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return max(layout.heightForWidth(width), layout.minimumSize().height())

    def _show_detail(self, shown: bool) -> None:
        self._detail.setVisible(shown)
        self.resized.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget, stretch in ((self._sign, 0), (self._text, 1), (self._more, 0), (self._close, 0)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 6, 5)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._detail)
