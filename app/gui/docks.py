"""The panels around the picture: each can be moved, floated and hidden, and all can be put back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from .actions import Actions
from .language import speak

LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class Docks:
    """Adds docks to a window, with an entry in the View menu for each."""

    MENU_GROUP = 40

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        self._window, self._actions = window, actions
        self._docks: dict[str, QDockWidget] = {}
        self._shown_at_first: dict[str, bool] = {}

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
        self._window.addDockWidget(area, dock)
        dock.setVisible(shown)
        self._docks[name], self._shown_at_first[name] = dock, shown
        speak(dock, lambda: dock.setWindowTitle(title()))
        action = self._actions.add(
            f"dock.{name}",
            title,
            dock.setVisible,
            menu="view",
            group=self.MENU_GROUP,
            keys=keys,
            checkable=True,
        )
        action.setChecked(shown)
        dock.visibilityChanged.connect(lambda _visible: action.setChecked(not dock.isHidden()))
        return dock

    def put_back(self) -> None:
        """Every dock where it was at first, and shown or hidden as it was."""
        for name, dock in self._docks.items():
            dock.setFloating(False)
            dock.setVisible(self._shown_at_first[name])
