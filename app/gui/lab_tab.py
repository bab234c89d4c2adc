"""The Lab: a tab that is made when it is first shown, and the actions that start a measurement."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..lab.measurement import Kind
from .desk import Desk
from .lab_panel import LabPanel
from .language import tr


class LabTab(QObject):
    """`place` goes into the tabs; `wanted` says that the tab is to be shown."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.place = LabPlace(desk)
        add = desk.actions.add
        add("lab.still", lambda: tr("Measure &stillness"), lambda: self._measure("still"), menu="lab")
        add("lab.move", lambda: tr("Measure &lag"), lambda: self._measure("move"), menu="lab")

    def _measure(self, kind: Kind) -> None:
        self.wanted.emit()
        self.place.panel().begin(kind)


class LabPlace(QWidget):
    """Where the panel comes once somebody looks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._panel: LabPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def panel(self) -> LabPanel:
        """The panel, made now if it was not there."""
        if self._panel is None:
            self._panel = LabPanel(self._desk)
            self._column.addWidget(self._panel)
        return self._panel

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel()
