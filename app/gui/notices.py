"""The notice line: one quiet sentence at the top of the picture, to read, to look into, or to put away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .controls import Sign, icon_button
from .language import speak, tr
from .theme import Colours, dress

# Long enough to read a path, short enough to be gone before the next picture is judged.
GOES_AFTER_MS = 6000
# Of a longer sentence: so much for each character.
_READING_MS = 90
# What nobody has put away by then is read by nobody.
_MOST = 20


class Weight(Enum):
    """What a sentence is for: something was done, something is so, something is wrong."""

    DONE = "check"
    FACT = "notice"
    PROBLEM = "warning"


@dataclass(frozen=True, slots=True, eq=False)
class _Notice:
    text: str
    detail: str
    weight: Weight


class NoticeLine(QFrame):
    """Hidden while there is nothing to say. The newest sentence is shown, the others are counted.

    What says that something was done goes by itself, unless somebody is looking into it; the rest stays until
    it is put away. `resized` says that the line wants another size.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", True)
        self._notices: list[_Notice] = []
        self._sign = Sign("notice", ink=self._ink)
        self._text = _text_label()
        self._detail = _text_label()
        self._detail.setProperty("quiet", True)
        self._more = _WordButton()
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_detail)
        self._others = _WordButton()
        self._others.clicked.connect(self._show_next)
        self._copy = icon_button("copy", lambda: tr("Copy the notice"), size=16)
        self._copy.clicked.connect(self._copy_all)
        self._close = icon_button("close", lambda: tr("Dismiss the notice"), size=16)
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go)
        self._lay_out()
        self.hide()
        speak(self, self._say_words)
        dress(self, self.resized.emit)

    @property
    def text(self) -> str:
        """What is being said; empty when nothing is."""
        return self._notices[-1].text if self._notices else ""

    @property
    def waiting(self) -> int:
        """How many older sentences wait behind it."""
        return max(0, len(self._notices) - 1)

    @property
    def weight(self) -> Weight | None:
        return self._notices[-1].weight if self._notices else None

    def say(self, text: str, detail: str = "", weight: Weight = Weight.PROBLEM) -> None:
        """Show a sentence; an empty one takes the last away. One that is there already is not said twice."""
        if not text:
            self.dismiss()
            return
        self._notices = [one for one in self._notices if one.text != text and one.weight != Weight.DONE]
        self._notices.append(_Notice(text, detail, weight))
        del self._notices[:-_MOST]
        self._show_newest()
        announcement = QAccessibleAnnouncementEvent(self, text)
        QAccessible.updateAccessibility(announcement)

    def take_back(self, text: str) -> None:
        """What the sentence says is so no more: it goes, wherever it waits."""
        kept = [one for one in self._notices if one.text != text]
        if len(kept) != len(self._notices):
            self._notices = kept
            self._show_newest()

    def dismiss(self) -> None:
        """Put the sentence away that is shown; the one before it comes back."""
        if self._notices:
            self._notices.pop()
        self._show_newest()

    def text_width(self) -> int:
        """How wide the sentence is on one line, with everything beside it."""
        beside = sum(
            part.sizeHint().width() + 8
            for part in (self._sign, self._more, self._others, self._copy, self._close)
            if not part.isHidden()
        )
        return self._text.fontMetrics().horizontalAdvance(self.text) + beside + 40

    def height_for(self, width: int) -> int:
        """How high it must be at a width, with the sentence and its details wrapped."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return max(layout.heightForWidth(width), layout.minimumSize().height())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._wait()

    def _show_newest(self) -> None:
        newest = self._notices[-1] if self._notices else None
        self.setVisible(newest is not None)
        self._more.setChecked(False)
        self._timer.stop()
        if newest is not None:
            self._text.setText(newest.text)
            self._detail.setText(newest.detail)
            self._more.setVisible(bool(newest.detail))
            self._others.setVisible(self.waiting > 0)
            self._sign.show_icon(newest.weight.value)
            self._say_words()
            self._wait()
        self.resized.emit()

    def _show_next(self) -> None:
        """The shown sentence goes behind the others."""
        self._notices.insert(0, self._notices.pop())
        self._show_newest()

    def _wait(self) -> None:
        if self.weight is Weight.DONE and not self._more.isChecked():
            self._timer.start(max(GOES_AFTER_MS, _READING_MS * len(self.text)))

    def _go(self) -> None:
        if self.weight is not Weight.DONE or self._more.isChecked():
            return
        if self.underMouse():  # being read; it goes when the mouse has gone
            return
        self.dismiss()

    def _show_detail(self, shown: bool) -> None:
        self._detail.setVisible(shown)
        self._copy.setVisible(shown)
        self._wait()
        self.resized.emit()

    def _copy_all(self) -> None:
        newest = self._notices[-1]
        QGuiApplication.clipboard().setText("\n".join(filter(None, (newest.text, newest.detail))))

    def _ink(self, c: Colours) -> str:
        return c.alarm if self.weight is Weight.PROBLEM else c.accent

    def _say_words(self) -> None:
        self.setAccessibleName(tr("Notice"))
        self.setAccessibleDescription(self.text)
        self._more.setText(tr("Details"))
        self._more.setAccessibleName(tr("Details of the notice"))
        others = tr("{count} more").format(count=self.waiting)
        self._others.setText(others)
        self._others.setAccessibleName(tr("{count} more notices: show the next").format(count=self.waiting))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addSpacing(2)
        row.addWidget(self._text, 1)
        for widget in (self._more, self._others, self._copy, self._close):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 6, 5)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._detail)
        self._detail.hide()
        self._copy.hide()


class _WordButton(QToolButton):
    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _text_label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
