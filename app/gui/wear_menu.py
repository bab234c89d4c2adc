"""The Wear menu: whole looks, and nothing at all."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ..core.commands import WearLook
from ..core.document import Document, Look
from ..core.errors import UserError
from ..store.presets import find_look, list_looks, usable_look
from .desk import Desk
from .language import speak, tr


class WearMenu(QObject):
    """Saved looks by name; listed afresh whenever the menu opens."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._controller = desk.controller
        self._looks = QMenu(desk.window)
        speak(self._looks, lambda: self._looks.setTitle(tr("&Looks")))
        self._looks.aboutToShow.connect(self._list)
        desk.actions.add_menu("wear", 0, self._looks)
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

    def _list(self) -> None:
        self._looks.clear()
        for saved in list_looks():
            action = self._looks.addAction(saved.name.replace("-", " ").capitalize())
            action.triggered.connect(lambda _checked=False, name=saved.name: self._wear(name))

    def _wear(self, name: str) -> None:
        try:
            look, notices = usable_look(find_look(name), self._controller.studio.catalogue)
        except UserError as problem:
            self._controller.say(str(problem))
            return
        self._controller.do(WearLook(look))
        if notices:
            self._controller.say(notices[0], "\n".join(notices[1:]))
