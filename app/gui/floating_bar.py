"""The bar at the lower edge of the picture: what one reaches for while looking at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ..runtime.events import Position
from .controls import ActionButton
from .desk import Desk
from .flow_layout import empty
from .icons import icon
from .record_button import RecordButton
from .theme import dress


@dataclass(frozen=True, slots=True)
class Place:
    """An action, and what makes its button."""

    action: str
    make: Callable[[QAction], ActionButton]


def _button(action: str, icon_name: str) -> Place:
    return Place(action, lambda found: ActionButton(found, icon_name, _SIZE))


_SIZE = 22
# Groups from left to right, a little apart; what has no action (yet) is left out.
PLACES: tuple[tuple[Place, ...], ...] = (
    (_button("play.toggle", "pause"),),
    (
        _button("view.split", "split"),
        _button("view.mirror", "mirror"),
        _button("view.landmarks", "landmarks"),
        _button("compare.toggle", "compare"),
    ),
    (_button("out.photo", "photo"), Place("out.record", lambda found: RecordButton(found, _SIZE))),
)


_APART = 10
_LEAVE_FIRST = ("view.landmarks", "view.mirror", "compare.toggle", "view.split", "out.record")


class FloatingBar(QFrame):
    """Buttons of actions, found by name; `resized` says that the bar wants another place."""

    resized = Signal()

    def __init__(self, desk: Desk, places: tuple[tuple[Place, ...], ...] = PLACES) -> None:
        super().__init__()
        self.setProperty("floating", True)
        self._actions, self._places = desk.actions, places
        self._buttons: dict[str, ActionButton] = {}
        self._playing = True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 4, 6, 4)
        self._row.setSpacing(2)
        self._fill()
        self._actions.changed.connect(self._fill)
        desk.controller.position_changed.connect(self._moved)
        dress(self, self._refit)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return list(self._buttons.values())

    def button(self, action_id: str) -> ActionButton:
        """The button of an action. Raises KeyError."""
        return self._buttons[action_id]

    def fit(self, width: int) -> None:
        """Be no wider than that: what the menus have as well goes first."""
        staying = set(self._buttons)
        for action_id in ("", *_LEAVE_FIRST):
            staying.discard(action_id)
            if self._width_of(staying) <= width:
                break
        for action_id, button in self._buttons.items():
            if button.isHidden() == (action_id in staying):
                button.setVisible(action_id in staying)

    def _width_of(self, staying: set[str]) -> int:
        buttons = sum(self._buttons[one].sizeHint().width() + self._row.spacing() for one in staying)
        margins = self._row.contentsMargins()
        return buttons + margins.left() + margins.right() + _APART * (len(self._places) - 1)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a button has become wider
            self.adjustSize()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _fill(self) -> None:
        """Buttons for all actions that are there; those that stand already stay."""
        there = {entry.id for entry in self._actions.entries()}
        wanted = [tuple(place for place in group if place.action in there) for group in self._places]
        if [place.action for group in wanted for place in group] == list(self._buttons):
            return
        empty(self._row)
        before, self._buttons = self._buttons, {}
        for group in filter(None, wanted):
            if self._buttons:
                self._row.addSpacing(_APART)
            for place in group:
                button = before.get(place.action) or place.make(self._actions[place.action])
                self._buttons[place.action] = button
                self._row.addWidget(button)
        self._refit()

    def _refit(self) -> None:
        self.adjustSize()
        self.resized.emit()

    def _moved(self, position: Position) -> None:
        if position.playing != self._playing and "play.toggle" in self._buttons:
            self._playing = position.playing
            self._buttons["play.toggle"].setIcon(icon("pause" if self._playing else "play"))
