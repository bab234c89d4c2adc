"""What is followed: faces, feet, or whichever the products worn are made for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from ..core.commands import Follow
from ..core.document import Document
from .desk import Desk
from .info_bar import InfoBar, InfoLine
from .language import speak, tr

_GROUP = 40


class Following(QObject):
    """Wear > Follow; and a line with a way out where the demo source shows the other kind of subject.

    A camera or a clip is never changed for another source: nobody knows what will be held into it next.
    """

    def __init__(self, desk: Desk, bar: InfoBar) -> None:
        super().__init__(desk.window)
        self._controller, self._actions, self._bar = desk.controller, desk.actions, bar
        self._line: InfoLine | None = None
        # What the line is about: the source and what is followed.
        self._about = ("", "")
        self._choices = self._add_menu(desk)
        self._feet = self._offered(lambda: tr("Show the demo feet"), "demo:feet")
        self._face = self._offered(lambda: tr("Show the demo subject"), "demo:face")
        controller = self._controller
        controller.document_changed.connect(self.show_document)
        controller.source_opened.connect(self._look)
        controller.followed_changed.connect(self._look)
        self.show_document(controller.document)

    def show_document(self, document: Document) -> None:
        for action in self._choices.actions():
            action.setChecked(action.data() == document.follow)

    def _look(self, *_: object) -> None:
        """Offer the other demo source where the present one has nothing of what is followed."""
        about = self._controller.document.source, self._controller.followed
        if about == self._about:  # a line that was put away stays so
            return
        self._about = about
        if self._line is not None:
            self._bar.put_away(self._line)
            self._line = None
        if about == ("demo:face", "feet"):
            self._line = self._bar.tell(self._no_feet, self._feet)
        elif about == ("demo:feet", "face"):
            self._line = self._bar.tell(self._no_face, self._face, self._actions["follow.feet"])

    def _no_feet(self) -> str:
        if self._controller.document.follow:
            return tr("Feet are followed, and the demo subject shows a face.")
        return tr("Feet are followed while a shoe is worn, and the demo subject shows a face.")

    def _no_face(self) -> str:
        if self._controller.document.follow:
            return tr("Faces are followed, and the demo feet have none.")
        return tr("What is worn is shown on faces, and the demo feet have none.")

    def _offered(self, text: Callable[[], str], spec: str) -> QAction:
        action = QAction(self)
        speak(action, lambda: action.setText(text()))
        action.triggered.connect(lambda: self._controller.open(spec))
        return action

    def _add_menu(self, desk: Desk) -> QActionGroup:
        menu, group = QMenu(desk.window), QActionGroup(self)
        desk.actions.add_menu("wear", _GROUP, menu)
        speak(menu, lambda: menu.setTitle(tr("F&ollow")))
        choices: tuple[tuple[str, str, Callable[[], str]], ...] = (
            ("follow.auto", "", lambda: tr("Follow what the &products are worn on")),
            ("follow.face", "face", lambda: tr("Follow &faces")),
            ("follow.feet", "feet", lambda: tr("Follow f&eet")),
        )
        for action_id, subject, text in choices:
            action = desk.actions.add(action_id, text, self._choose, menu="wear", into=menu, checkable=True)
            action.setData(subject)
            group.addAction(action)
        return group

    def _choose(self, _on: bool) -> None:
        chosen = self._choices.checkedAction()
        self._controller.do(Follow(chosen.data()))
        self.show_document(self._controller.document)
