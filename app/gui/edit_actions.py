"""Undo and redo, each with the name of what it would take back or do again; and all knobs at once."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from ..core.commands import ResetKnobs
from ..core.document import Document
from .desk import Desk
from .language import tr


class EditActions(QObject):
    """The Edit menu's first part."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._actions = desk.actions
        self._session = desk.controller.studio.session
        standard = QKeySequence.StandardKey
        controller, add = desk.controller, desk.actions.add
        self._undo = add("edit.undo", self._undo_text, controller.undo, menu="edit", keys=standard.Undo)
        self._redo = add("edit.redo", self._redo_text, controller.redo, menu="edit", keys=standard.Redo)
        self._reset = add(
            "edit.reset-knobs",
            lambda: tr("Reset &all knobs"),
            lambda: controller.do(ResetKnobs()),
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
        self._reset.setEnabled(bool(document.knobs))

    def _undo_text(self) -> str:
        label = self._session.undo_label
        return tr("&Undo {step}").format(step=label) if label else tr("&Undo")

    def _redo_text(self) -> str:
        label = self._session.redo_label
        return tr("&Redo {step}").format(step=label) if label else tr("&Redo")
