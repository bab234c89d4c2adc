"""The command palette: type a few letters of what you want, and press Enter.

It reads the list of actions, so that everything a menu offers is in it, and whatever is worn or saved can add
itself there as an action.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from .actions import Entry
from .desk import Desk
from .icons import icon
from .language import speak, tr
from .theme import EDGE, GAP, colours, dress

_WIDTH, _MOST_ROWS = 520, 10
_ENTRY = Qt.ItemDataRole.UserRole


def score(name: str, typed: str) -> float | None:
    """How well `typed` fits a name: higher is better, None not at all.

    The letters must come in order; those at the beginning of words and next to each other count more.
    """
    name, typed = name.casefold(), "".join(typed.casefold().split())
    at, total, last = 0, 0.0, -2
    for letter in typed:
        found = name.find(letter, at)
        if found < 0:
            return None
        begins_word = found == 0 or not name[found - 1].isalnum()
        # The beginning of a word is worth leaving a nearer letter for.
        later = next((i for i in range(found, len(name)) if name[i] == letter and _begins(name, i)), None)
        if found != last + 1 and not begins_word and later is not None:
            found, begins_word = later, True
        total += 1.0 + 2.0 * begins_word + 1.5 * (found == last + 1)
        at, last = found + 1, found
    return total - 0.01 * len(name)


def _begins(name: str, index: int) -> bool:
    return index == 0 or not name[index - 1].isalnum()


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and how well it fits."""

    entry: Entry
    score: float


def ranked(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """What fits, the best first; with nothing typed all of them in their own order."""
    if not typed.strip():
        return list(entries)
    found = []
    for entry in entries:
        by_name, with_menu = score(entry.name, typed), score(f"{entry.where} {entry.name}", typed)
        best = max((s for s in (by_name, with_menu) if s is not None), default=None)
        if best is not None:
            found.append(Found(entry, best))
    return [one.entry for one in sorted(found, key=lambda one: -one.score)]


class CommandPalette(QFrame):
    """Lies over the window's upper part while it is open; a click elsewhere or Escape closes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window, self._actions = desk.window, desk.actions
        self._before: QWidget | None = None
        self.setProperty("notice", True)
        self.search = QLineEdit()
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._run_chosen)
        self.search.installEventFilter(self)
        self._glass = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { border: none; background: transparent; }")
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._run)
        self._nothing = QLabel()
        self._nothing.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        for part in (self.search, self.list, self._nothing):
            column.addWidget(part)
        self.hide()
        speak(self, self._say)
        dress(self, lambda: self._glass.setIcon(icon("search")))
        desk.actions.add(
            "edit.palette",
            lambda: tr("&Command palette…"),
            self.open,
            menu="edit",
            group=20,
            keys="Ctrl+Shift+P",
        )

    def open(self) -> None:
        """Show it, with everything that can be done now; asked for once more it goes."""
        if self.isVisible():
            self.shut()
            return
        self._before = self._window.focusWidget()
        self.search.clear()
        self._filter("")
        self.show()
        self._place()
        self.raise_()
        self.search.setFocus()

    def shut(self) -> None:
        """Hide it; the keyboard goes back to where it was."""
        self.hide()
        # What had the keyboard may have been made anew meanwhile.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.list.underMouse():
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                self._move(steps[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.shut()
                return True
        return False

    def _say(self) -> None:
        self.setAccessibleName(tr("Command palette"))
        self.search.setPlaceholderText(tr("What would you like to do?"))
        self.search.setAccessibleName(tr("What would you like to do?"))
        self.list.setAccessibleName(tr("What can be done"))
        self._nothing.setText(tr("Nothing of that name."))

    def _filter(self, typed: str) -> None:
        doable = [e for e in self._actions.entries() if e.action.isEnabled() and e.id != "edit.palette"]
        self.list.clear()
        for entry in ranked(doable, typed):
            row = QListWidgetItem(entry.name, self.list)
            row.setData(_ENTRY, entry)
            told = ", ".join(filter(None, (entry.name, entry.where, entry.keys_shown)))
            row.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self._nothing.setVisible(self.list.count() == 0)
        self._place()

    def _place(self) -> None:
        rows = min(self.list.count(), _MOST_ROWS)
        self.list.setFixedHeight(max(1, rows) * self.list.sizeHintForRow(0) + 2 if rows else 0)
        width = min(_WIDTH, self._window.width() - 2 * EDGE)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, self._window.menuBar().height() + EDGE)

    def _move(self, by: int) -> None:
        if self.list.count():
            row = min(max(self.list.currentRow() + by, 0), self.list.count() - 1)
            self.list.setCurrentRow(row)

    def _run_chosen(self) -> None:
        row = self.list.currentItem()
        if row is not None:
            self._run(row)

    def _run(self, row: QListWidgetItem) -> None:
        entry: Entry = row.data(_ENTRY)
        self.shut()  # first: the action may want the keyboard itself
        entry.action.trigger()


class _Row(QStyledItemDelegate):
    """A name, its menu in a lighter ink, and its shortcut at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        entry: Entry = index.data(_ENTRY)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, colours().hover)
        room = option.rect.adjusted(EDGE, 0, -EDGE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours().text)
        name = f"✓ {entry.name}" if entry.action.isChecked() else entry.name
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(colours().quiet)
        past = room.adjusted(option.fontMetrics.horizontalAdvance(name) + EDGE, 0, 0, 0)
        painter.drawText(past, middle | Qt.AlignmentFlag.AlignLeft, entry.where)
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, entry.keys_shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(0, round(option.fontMetrics.height() * 1.7))
