"""View > Theme and View > Text size: changed at once, kept for the next start."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from ..store.appearance import TEXT_SCALES, Appearance, ThemeChoice, change_appearance
from .desk import Desk
from .language import speak, tr
from .theme import DARK, LIGHT, Colours, apply_theme, colours

_GROUP = 60
_worn = Appearance()


def worn() -> Appearance:
    """What was worn last."""
    return _worn


def wear(look: Appearance) -> None:
    """Show every window as chosen; where the system draws frames and dialogs of its own, they follow."""
    global _worn
    _worn = look
    hints = QGuiApplication.styleHints()
    if look.theme == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Light if look.theme == "light" else Qt.ColorScheme.Dark)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, _theme_of(look.theme), text_scale=look.text_scale)


def _theme_of(choice: ThemeChoice) -> Colours:
    """The colours of a choice; a system that does not say is taken for a dark one."""
    light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    return LIGHT if choice == "light" or (choice == "system" and light) else DARK


class AppearanceMenu(QObject):
    """One entry of each submenu is marked: what is worn."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._themes = self._submenu(
            lambda: tr("&Theme"),
            self._choose_theme,
            {
                "dark": lambda: tr("&Dark theme"),
                "light": lambda: tr("&Light theme"),
                "system": lambda: tr("Theme of the &system"),
            },
        )
        self._sizes = self._submenu(
            lambda: tr("Text si&ze"),
            self._choose_size,
            {f"{scale:.2f}": partial(_text_at, scale) for scale in TEXT_SCALES},
        )
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._mark()

    def _submenu(
        self, title: Callable[[], str], choose: Callable[[bool], None], entries: dict[str, Callable[[], str]]
    ) -> QActionGroup:
        menu, group = QMenu(self._desk.window), QActionGroup(self)
        self._desk.actions.add_menu("view", _GROUP, menu)
        speak(menu, lambda: menu.setTitle(title()))
        for value, text in entries.items():
            action_id = f"appearance.{value}"
            action = self._desk.actions.add(action_id, text, choose, menu="view", into=menu, checkable=True)
            action.setData(value)
            group.addAction(action)
        return group

    def _choose_theme(self, _on: bool) -> None:
        self._choose(theme=self._themes.checkedAction().data())

    def _choose_size(self, _on: bool) -> None:
        self._choose(text_scale=float(self._sizes.checkedAction().data()))

    def _choose(self, **changes: object) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # every widget is made up anew
        try:
            wear(worn().model_copy(update=changes))
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._desk.keep(partial(change_appearance, **changes))

    def _system_changed(self) -> None:
        if worn().theme == "system" and _theme_of("system") is not colours():
            wear(worn())

    def _mark(self) -> None:
        for group, value in ((self._themes, worn().theme), (self._sizes, f"{worn().text_scale:.2f}")):
            for action in group.actions():
                action.setChecked(action.data() == value)


def _text_at(scale: float) -> str:
    return tr("Text at {percent} %").format(percent=f"{scale * 100:.0f}")
