"""The Wear menu: nothing at all. Looks are put there by the library of looks."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ..core.commands import WearLook
from ..core.document import Document, Look
from .desk import Desk
from .language import tr


class WearMenu(QObject):
    """Taking everything off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._controller = desk.controller
        self._take_all_off = desk.actions.add(
            "wear.nothing",
            lambda: tr("&Take everything off"),
            lambda: self._controller.do(WearLook(Look())),
            menu="wear",
            group=10,
            keys="Ctrl+Backspace",
        )
        self._controller.document_changed.connect(self.show_document)
        self.show_document(self._controller.document)

    def show_document(self, document: Document) -> None:
        self._take_all_off.setEnabled(bool(document.default_look.worn))
