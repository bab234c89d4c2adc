"""All shortcuts in one list: to read, to search, and to change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from ..store.shortcuts import ChangedShortcuts, shortcuts_shelf
from .actions import PORTABLE, Actions, Entry
from .desk import Desk
from .icons import icon
from .language import speak, tr
from .theme import dress

_ID = Qt.ItemDataRole.UserRole
# Keys that the window itself answers to: an action must not take them.
RESERVED = ("Space", "Esc", "Tab", "Shift+Tab")


def taken_by(actions: Actions, action_id: str, keys: str) -> Entry | None:
    """The other action that has this shortcut already."""
    if not keys:
        return None
    return next((e for e in actions.entries() if e.id != action_id and e.keys_in_use == keys), None)


class Shortcuts(QObject):
    """Puts a person's own shortcuts in place, and opens the list of all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._shelf = shortcuts_shelf()
        self._dialog: ShortcutsDialog | None = None
        kept, notices = self._shelf.load()
        self._own = dict(kept.keys)
        for notice in notices:
            desk.controller.say(notice)
        desk.actions.add("help.shortcuts", lambda: tr("&Shortcuts…"), self.open, menu="help", keys="Ctrl+K")
        self._apply()
        desk.actions.changed.connect(self._apply)

    def open(self) -> None:
        """The list; it stands beside the window and does not hold it up."""
        if self._dialog is None:
            self._dialog = ShortcutsDialog(self._desk.actions, self)
        self._dialog.refresh()
        self._dialog.show()
        self._dialog.raise_()

    def change(self, action_id: str, keys: str) -> str:
        """Give an action another shortcut; returns why not, or "" when it has it."""
        keys = QKeySequence(keys).toString(PORTABLE)
        actions = self._desk.actions
        entry = next(e for e in actions.entries() if e.id == action_id)
        if keys in RESERVED:
            return tr("{keys} belongs to the window itself.").format(keys=keys)
        holder = taken_by(actions, action_id, keys)
        if holder is not None:
            return tr("{keys} is already the shortcut of “{name}”.").format(keys=keys, name=holder.name)
        if keys == entry.keys:
            self._own.pop(action_id, None)
        else:
            self._own[action_id] = keys
        actions.set_keys(action_id, keys)
        self._keep()
        return ""

    def restore_all(self) -> None:
        """Every action back to the shortcut that it was shipped with."""
        self._own.clear()
        for entry in self._desk.actions.entries():
            self._desk.actions.set_keys(entry.id, entry.keys)
        self._keep()

    def _apply(self) -> None:
        """An action that has come later gets its own shortcut, too."""
        for entry in self._desk.actions.entries():
            keys = self._own.get(entry.id)
            if keys is not None and keys != entry.keys_in_use:
                entry.action.setShortcut(QKeySequence(keys))

    def _keep(self) -> None:
        self._desk.keep(partial(self._shelf.save, ChangedShortcuts(keys=dict(self._own))))


class ShortcutsDialog(QDialog):
    """Search on top, the list, and an editor for the chosen one."""

    def __init__(self, actions: Actions, shortcuts: Shortcuts) -> None:
        parent = shortcuts.parent()
        super().__init__(parent)  # type: ignore[arg-type]
        self._actions, self._shortcuts = actions, shortcuts
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.textChanged.connect(self._filter)
        glass = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        dress(self.search, lambda: glass.setIcon(icon("search")))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.currentItemChanged.connect(self._chosen)
        self._label = QLabel()
        self.editor = QKeySequenceEdit(maximumSequenceLength=1, clearButtonEnabled=True)
        self.editor.editingFinished.connect(self._edited)
        self._label.setBuddy(self.editor)
        self._reset, self._reset_all, self._close = QPushButton(), QPushButton(), QPushButton()
        self._reset.clicked.connect(self._reset_chosen)
        self._reset_all.clicked.connect(self._restore_all)
        self._close.clicked.connect(self.hide)
        for button in (self._reset, self._reset_all, self._close):
            button.setProperty("boxed", True)
            button.setAutoDefault(False)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self._lay_out()
        speak(self, self._say)

    def refresh(self) -> None:
        """The list as it is now; the chosen one stays chosen."""
        chosen = self._chosen_id()
        self.tree.clear()
        for entry in sorted(self._actions.entries(), key=lambda e: (list(_ORDER).index(e.menu), e.name)):
            row = QTreeWidgetItem(self.tree, [entry.name, entry.where, entry.keys_shown])
            row.setData(0, _ID, entry.id)
            if entry.keys_in_use != entry.keys:
                font = row.font(2)
                font.setBold(True)
                row.setFont(2, font)
            if entry.id == chosen:
                self.tree.setCurrentItem(row)
        if self.tree.currentItem() is None and (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._filter(self.search.text())

    def _say(self) -> None:
        self.setWindowTitle(tr("Shortcuts"))
        self.search.setPlaceholderText(tr("Search shortcuts"))
        self.search.setAccessibleName(tr("Search shortcuts"))
        self.tree.setHeaderLabels([tr("What it does"), tr("Menu"), tr("Shortcut")])
        self.tree.setAccessibleName(tr("Shortcuts"))
        self._label.setText(tr("Shortcut of the chosen line"))
        self.editor.setAccessibleName(tr("Shortcut of the chosen line"))
        self._reset.setText(tr("As shipped"))
        self._reset_all.setText(tr("All as shipped"))
        self._close.setText(tr("Close"))
        self.refresh()

    def _filter(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        rows = (self.tree.topLevelItem(index) for index in range(self.tree.topLevelItemCount()))
        for row in filter(None, rows):
            told = " ".join(row.text(column) for column in range(3)).casefold()
            row.setHidden(wanted not in told)

    def _chosen_id(self) -> str:
        row = self.tree.currentItem()
        return str(row.data(0, _ID)) if row is not None else ""

    def _chosen(self, row: QTreeWidgetItem | None, _before: object = None) -> None:
        self.problem.clear()
        if row is not None:
            action = self._actions[str(row.data(0, _ID))]
            self.editor.setKeySequence(action.shortcut())

    def _edited(self) -> None:
        action_id = self._chosen_id()
        keys = self.editor.keySequence().toString(PORTABLE)
        if not action_id or keys == self._actions[action_id].shortcut().toString(PORTABLE):
            return
        why_not = self._shortcuts.change(action_id, keys)
        if why_not:
            self.editor.setKeySequence(self._actions[action_id].shortcut())
        else:
            self.refresh()
        self.problem.setText(why_not)

    def _reset_chosen(self) -> None:
        entry = next((e for e in self._actions.entries() if e.id == self._chosen_id()), None)
        if entry is not None:
            why_not = self._shortcuts.change(entry.id, entry.keys)
            self.refresh()
            self.problem.setText(why_not)

    def _restore_all(self) -> None:
        self._shortcuts.restore_all()
        self.problem.clear()
        self.refresh()

    def _lay_out(self) -> None:
        edit = QHBoxLayout()
        for part, stretch in ((self._label, 0), (self.editor, 1), (self._reset, 0)):
            edit.addWidget(part, stretch)
        ends = QHBoxLayout()
        ends.addWidget(self._reset_all)
        ends.addStretch(1)
        ends.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addLayout(edit)
        column.addWidget(self.problem)
        column.addLayout(ends)
        metrics = self.fontMetrics()
        self.resize(metrics.horizontalAdvance("m") * 46, metrics.height() * 32)


# The order of the menus, then what no menu holds.
_ORDER = ("file", "edit", "view", "wear", "lab", "help", "")
