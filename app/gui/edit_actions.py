"""Undo and redo, each with the name of what it would take back or do again; the history; and the resets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from ..core.commands import ResetKnobs, ResetWorn
from ..core.document import Document
from ..core.label import Label
from .desk import Desk
from .labels import said
from .language import speak, tr

_HISTORY_SHOWN = 15


class EditActions(QObject):
    """The Edit menu's first part."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._actions = desk.actions
        self._controller = controller = desk.controller
        self._session = controller.studio.session
        standard = QKeySequence.StandardKey
        add = desk.actions.add
        self._undo = add("edit.undo", self._undo_text, controller.undo, menu="edit", keys=standard.Undo)
        self._redo = add("edit.redo", self._redo_text, controller.redo, menu="edit", keys=standard.Redo)
        self.history = QMenu(desk.window)
        speak(self.history, lambda: self.history.setTitle(tr("&History")))
        self.history.aboutToShow.connect(self._list_history)
        desk.actions.add_menu("edit", 0, self.history)
        self._reset = add(
            "edit.reset-knobs",
            lambda: tr("Reset &all knobs"),
            lambda: controller.do(ResetKnobs()),
            menu="edit",
            group=10,
        )
        self._reset_worn = add(
            "edit.reset-worn",
            lambda: tr("Reset everything &worn to the products' own"),
            lambda: controller.do(ResetWorn()),
            menu="edit",
            group=10,
        )
        controller.document_changed.connect(self.show_document)
        self.show_document(controller.document)

    def show_document(self, document: Document) -> None:
        self._actions.reword("edit.undo")
        self._actions.reword("edit.redo")
        self._undo.setEnabled(self._session.undo_label is not None)
        self._redo.setEnabled(self._session.redo_label is not None)
        self.history.setEnabled(bool(self._session.history))
        self._reset.setEnabled(bool(document.knobs))
        self._reset_worn.setEnabled(any(worn.settings for worn in document.default_look.worn))

    def _list_history(self) -> None:
        """The steps around the present one, the newest first; a click goes to just after a step."""
        self.history.clear()
        steps, here = self._session.history, self._session.position
        first = max(0, min(here - 1, len(steps) - _HISTORY_SHOWN))
        shown = list(enumerate(steps))[first : first + _HISTORY_SHOWN]
        for index, label in reversed(shown):
            self._entry(self._said(label), index + 1, here)
        self.history.addSeparator()
        self._entry(tr("The beginning") if first == 0 else tr("Before these"), first, here)

    def _entry(self, text: str, position: int, here: int) -> None:
        action = self.history.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(position == here)
        action.triggered.connect(partial(self._go_to, position))

    def _go_to(self, position: int, _checked: bool = False) -> None:
        self._session.go_to(position)

    def _said(self, label: Label) -> str:
        return said(label, self._controller.studio.catalogue)

    def _undo_text(self) -> str:
        label = self._session.undo_label
        return tr("&Undo: {step}").format(step=_for_menu(self._said(label))) if label else tr("&Undo")

    def _redo_text(self) -> str:
        label = self._session.redo_label
        return tr("&Redo: {step}").format(step=_for_menu(self._said(label))) if label else tr("&Redo")


def _for_menu(text: str) -> str:
    return text.replace("&", "&&")
