"""View > Language: English, Chinese, or as the system has it; at once, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from ..store.appearance import change_appearance
from .desk import Desk
from .language import LANGUAGES, choose, chosen, speak, tr


class LanguageMenu(QObject):
    """One of the entries is marked; the code "" stands for the system's language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._menu = QMenu(desk.window)
        self._group = QActionGroup(self)
        for language in LANGUAGES:
            # A language is called what it calls itself, so that those who need it find it.
            self._offer(language.code, lambda name=language.name: name)  # type: ignore[misc]
        self._menu.addSeparator()
        self._offer("", lambda: tr("As the &system"))
        desk.actions.add_menu("view", 60, self._menu)
        speak(self._menu, lambda: self._menu.setTitle(tr("&Language")))

    def _offer(self, code: str, name: Callable[[], str]) -> None:
        action = self._desk.actions.add(f"language.{code or 'system'}", name, self._choose, checkable=True)
        action.setData(code)
        action.setChecked(code == chosen())
        self._group.addAction(action)
        self._menu.addAction(action)

    def _choose(self, _on: bool) -> None:
        code = str(self._group.checkedAction().data())
        choose(code)
        self._desk.keep(partial(change_appearance, language=code))
