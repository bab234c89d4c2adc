"""The Lab: a tab whose panels are made when they are first shown, and the actions that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ..lab.measurement import Kind
from .desk import Desk
from .lab_panel import LabPanel
from .language import speak, tr
from .theme import EDGE, GAP
from .viewport import Viewport

if TYPE_CHECKING:
    from .compare_panel import ComparePanel
    from .feet_panel import FeetPanel


class LabTab(QObject):
    """`place` goes into the tabs; `wanted` says that the tab is to be shown."""

    wanted = Signal()

    def __init__(self, desk: Desk, viewport: Viewport) -> None:
        super().__init__(desk.window)
        self.place = LabPlace(desk, viewport)
        add = desk.actions.add
        add("lab.still", lambda: tr("Measure &stillness"), lambda: self._measure("still"), menu="lab")
        add("lab.move", lambda: tr("Measure &lag"), lambda: self._measure("move"), menu="lab")
        add("lab.compare", lambda: tr("&Compare two settings"), self._compare, menu="lab", group=20)
        add("lab.feet", lambda: tr("Measure &feet…"), self._feet, menu="lab", group=30)

    def finish(self) -> None:
        """The window is being closed: long work is given up."""
        self.place.finish()

    def _measure(self, kind: Kind) -> None:
        self.wanted.emit()
        self.place.panel().begin(kind)

    def _compare(self) -> None:
        self.wanted.emit()
        self.place.compare()

    def _feet(self) -> None:
        self.wanted.emit()
        self.place.feet()


class LabPlace(QWidget):
    """Where the panels come once somebody looks: one that measures now, one that compares two settings, one
    that measures feet."""

    def __init__(self, desk: Desk, viewport: Viewport) -> None:
        super().__init__()
        self._desk, self._viewport = desk, viewport
        self._panel: LabPanel | None = None
        self._compare: ComparePanel | None = None
        self._feet: FeetPanel | None = None
        self._pages = QStackedWidget()
        self._tabs = QButtonGroup(self)
        self._lay_out()
        self._tabs.idToggled.connect(self._turn)
        speak(self, self._say)

    def panel(self) -> LabPanel:
        """The panel that measures, made now if it was not there, and in front."""
        if self._panel is None:
            self._panel = LabPanel(self._desk)
            self._places[0].addWidget(self._panel)
        self._tabs.button(0).setChecked(True)
        return self._panel

    def compare(self) -> ComparePanel:
        """The panel that compares, likewise."""
        if self._compare is None:
            from .compare_panel import ComparePanel  # brings the lab's clips and recordings along

            self._compare = ComparePanel(self._desk)
            self._places[1].addWidget(self._compare)
        self._tabs.button(1).setChecked(True)
        return self._compare

    def feet(self) -> FeetPanel:
        """The panel that measures feet, likewise."""
        if self._feet is None:
            from .feet_panel import FeetPanel

            self._feet = FeetPanel(self._desk, self._viewport)
            self._places[2].addWidget(self._feet)
        self._tabs.button(2).setChecked(True)
        return self._feet

    def finish(self) -> None:
        """The window is being closed."""
        for panel in (self._compare, self._feet):
            if panel is not None:
                panel.finish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._tabs.checkedId() == 0:
            self.panel()

    def _turn(self, index: int, on: bool) -> None:
        if on:
            self._pages.setCurrentIndex(index)
            (self.panel, self.compare, self.feet)[index]()

    def _say(self) -> None:
        for index, text in enumerate((tr("Measure"), tr("Compare"), tr("Feet"))):
            self._tabs.button(index).setText(text)
        names = (tr("Measure"), tr("Compare two settings"), tr("Measure feet"))
        for index, name in enumerate(names):
            self._tabs.button(index).setAccessibleName(name)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, EDGE, EDGE, GAP)
        row.setSpacing(GAP)
        self._places: list[QVBoxLayout] = []
        for index in range(3):
            tab = QToolButton()
            tab.setProperty("chip", True)
            tab.setCheckable(True)
            tab.setChecked(index == 0)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._tabs.addButton(tab, index)
            row.addWidget(tab)
            page = QWidget()
            place = QVBoxLayout(page)
            place.setContentsMargins(0, 0, 0, 0)
            self._places.append(place)
            self._pages.addWidget(page)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._pages)
