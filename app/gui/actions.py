"""Everything that can be done, by name: menus, shortcuts, buttons and the palette all read this list.

A part of the window adds what it can do; nobody else needs to know of it:

    actions.add("view.split", lambda: tr("&Split before and after"), self._split, menu="view", keys="S")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from .language import speak, tr

PORTABLE = QKeySequence.SequenceFormat.PortableText

MENUS: dict[str, Callable[[], str]] = {
    "file": lambda: tr("&File"),
    "edit": lambda: tr("&Edit"),
    "view": lambda: tr("&View"),
    "wear": lambda: tr("&Wear"),
    "lab": lambda: tr("&Lab"),
    "help": lambda: tr("&Help"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done. `text` gives its name in the present language, with the menu's "&".

    `menu` is one of MENUS or ""; `keys` its shortcut as shipped, in Qt's portable writing (the action has
    the one that is in use).
    """

    id: str
    action: QAction
    text: Callable[[], str]
    menu: str
    keys: str

    @property
    def name(self) -> str:
        """As a person reads it: without the menu's underline and dots."""
        return plain(self.action.text())

    @property
    def where(self) -> str:
        """The name of its menu as a person reads it; "" where it has none."""
        return plain(MENUS[self.menu]()) if self.menu else ""

    @property
    def keys_in_use(self) -> str:
        """Its present shortcut in Qt's portable writing."""
        return self.action.shortcut().toString(PORTABLE)

    @property
    def keys_shown(self) -> str:
        """Its present shortcut as this system writes it."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Actions(QObject):
    """The list. `changed` says that an action has come or that shortcuts are others now."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._entries: dict[str, Entry] = {}
        # Menu -> what lies in it as (group, order, action or submenu).
        self._contents: dict[str, list[tuple[int, int, QAction | QMenu]]] = {menu: [] for menu in MENUS}
        self._menus: dict[str, QMenu] = {}

    def __getitem__(self, action_id: str) -> QAction:
        """The action of that name. Raises KeyError."""
        return self._entries[action_id].action

    def entries(self) -> tuple[Entry, ...]:
        """All of them, in the order in which they were added."""
        return tuple(self._entries.values())

    def add(
        self,
        action_id: str,
        text: Callable[[], str],
        do: Callable[..., object],
        *,
        menu: str = "",
        into: QMenu | None = None,
        group: int = 0,
        keys: str | QKeySequence.StandardKey = "",
        checkable: bool = False,
    ) -> QAction:
        """A new action. `do` is called when a person triggers it (with the new state, if it is checkable).

        `menu` is one of MENUS or "" (then only the palette and its shortcut reach it); groups in a menu are
        divided by lines, in rising order. `into` is a submenu of that menu, to be its last entry. Raises
        ValueError for a name that is taken.
        """
        if action_id in self._entries:
            raise ValueError(f"there is an action {action_id!r} already")
        action = QAction(self._window)
        action.setObjectName(action_id)
        action.setCheckable(checkable)
        shipped = QKeySequence(keys)
        action.setShortcut(shipped)
        # `triggered` comes from people only: a check mark that follows the Document asks for nothing.
        action.triggered.connect(do if checkable else lambda _checked=False: do())
        self._window.addAction(action)  # it works while the menu bar is hidden, too
        entry = self._entries[action_id] = Entry(action_id, action, text, menu, shipped.toString(PORTABLE))
        speak(action, lambda: action.setText(entry.text()))
        if into is not None:
            into.addAction(action)
        elif menu:
            self._put(menu, group, action)
        self.changed.emit()
        return action

    def add_menu(self, menu: str, group: int, submenu: QMenu) -> None:
        """A submenu, which its owner fills."""
        self._put(menu, group, submenu)

    def reword(self, action_id: str) -> None:
        """Ask the action's `text` again: what it would do has changed."""
        entry = self._entries[action_id]
        entry.action.setText(entry.text())

    def set_keys(self, action_id: str, keys: str) -> None:
        """Give an action another shortcut, in Qt's portable writing; "" for none."""
        self._entries[action_id].action.setShortcut(QKeySequence(keys))
        self.changed.emit()

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus, left to right. What is added later finds its place by itself."""
        for name, title in MENUS.items():
            menu = self._menus[name] = bar.addMenu("")
            speak(menu, lambda menu=menu, title=title: menu.setTitle(title()))  # type: ignore[misc]
            self._arrange(name)

    def _put(self, menu: str, group: int, item: QAction | QMenu) -> None:
        contents = self._contents[menu]
        contents.append((group, len(contents), item))
        contents.sort(key=lambda place: place[:2])
        if menu in self._menus:
            self._arrange(menu)

    def _arrange(self, name: str) -> None:
        menu = self._menus[name]
        menu.clear()
        before: int | None = None
        for group, _, item in self._contents[name]:
            if before is not None and group != before:
                menu.addSeparator()
            before = group
            if isinstance(item, QMenu):
                menu.addMenu(item)
            else:
                menu.addAction(item)
        menu.menuAction().setVisible(bool(self._contents[name]))


def plain(text: str) -> str:
    """A menu's text as one reads it: without "&" and without the dots that announce a dialog."""
    # Chinese menus carry the key in brackets: "文件(&F)".
    text = text.partition("(&")[0] if "(&" in text else text.replace("&", "")
    return text.removesuffix("…").strip()
