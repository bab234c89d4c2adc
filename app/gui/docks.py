"""The panels around the picture: each can be moved, floated, tabbed and hidden, and all can be put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from .actions import Actions
from .dock_title import DockTitle
from .language import speak

LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


@dataclass(frozen=True, slots=True)
class _First:
    """Where a dock is at first."""

    area: Qt.DockWidgetArea
    shown: bool


class Docks:
    """Adds docks to a window, with an entry in the View menu for each."""

    MENU_GROUP = 40

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        self._window, self._actions = window, actions
        self._docks: dict[str, QDockWidget] = {}
        self._first: dict[str, _First] = {}
        options = QMainWindow.DockOption
        window.setDockOptions(options.AnimatedDocks | options.AllowNestedDocks | options.AllowTabbedDocks)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setDocumentMode(True)

    def __getitem__(self, name: str) -> QDockWidget:
        """The dock of that name. Raises KeyError."""
        return self._docks[name]

    def all(self) -> tuple[QDockWidget, ...]:
        return tuple(self._docks.values())

    def add(
        self,
        name: str,
        title: Callable[[], str],
        widget: QWidget,
        area: Qt.DockWidgetArea,
        *,
        shown: bool = True,
        keys: str = "",
    ) -> QDockWidget:
        """A new dock at its first place. `name` stands in saved layouts, so it stays the same for ever."""
        dock = QDockWidget(self._window)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.setTitleBarWidget(DockTitle(dock))
        self._window.addDockWidget(area, dock)
        dock.setVisible(shown)
        self._docks[name], self._first[name] = dock, _First(area, shown)
        speak(dock, lambda: dock.setWindowTitle(title()))
        mark = _CheckMark(dock)
        mark.action = self._actions.add(
            f"dock.{name}",
            title,
            mark.show_dock,
            menu="view",
            group=self.MENU_GROUP,
            keys=keys,
            checkable=True,
        )
        mark.show_state()
        return dock

    def put_back(self) -> None:
        """Every dock where it was at first, and shown or hidden as it was."""
        for name, dock in self._docks.items():
            dock.setFloating(False)
            self._window.addDockWidget(self._first[name].area, dock)
            dock.setVisible(self._first[name].shown)


class _CheckMark(QObject):
    """Keeps the check mark of a dock's action: a dock behind another tab is not hidden."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self.action: QAction | None = None
        dock.visibilityChanged.connect(self.show_state)

    def show_dock(self, shown: bool) -> None:
        self._dock.setVisible(shown)
        if shown:
            self._dock.raise_()

    def show_state(self, *_: object) -> None:
        if self.action is not None:
            self.action.setChecked(not self._dock.isHidden())


class PictureOnly(QObject):
    """Hides everything but the picture, and brings it back exactly as it was."""

    def __init__(self, window: QMainWindow, docks: Docks) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._hidden: list[QWidget] = []
        self._layout = QByteArray()

    def show_only(self, only: bool, *others: QWidget) -> None:
        """`others` are the parts that go with the docks, the menus and the line along the bottom."""
        window = self._window
        if not only:
            for part in self._hidden:
                part.show()
            window.restoreState(self._layout)
        elif not self._hidden:
            self._layout = window.saveState()
            parts = [window.menuBar(), window.statusBar(), *others, *self._docks.all()]
            self._hidden = [part for part in parts if not part.isHidden()]
            for part in self._hidden:
                part.hide()
            return
        self._hidden = []
