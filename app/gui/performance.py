"""The performance dock: made when it is first shown, at work only while it is seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .desk import Desk
from .docks import BOTTOM
from .gauges import Gauges
from .language import tr


class Performance(QObject):
    """Adds the dock, hidden at first."""

    def __init__(self, desk: Desk, gauges: Gauges) -> None:
        super().__init__(desk.window)
        self.place = PerformancePlace(gauges)
        self._dock = desk.docks.add(
            "performance",
            lambda: tr("Performance"),
            self.place,
            BOTTOM,
            shown=False,
            keys="Ctrl+Shift+M",
        )
        desk.actions.add("lab.performance", lambda: tr("Show &performance"), self.show, menu="lab", group=10)

    def show(self) -> None:
        """Bring the dock to the front."""
        self._dock.show()
        self._dock.raise_()


class PerformancePlace(QWidget):
    """Where the plots and tables come once somebody looks."""

    def __init__(self, gauges: Gauges) -> None:
        super().__init__()
        self._gauges = gauges
        self.view: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(700, 250)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view is None:
            from .performance_view import PerformanceView  # brings pyqtgraph along

            self.view = PerformanceView(self._gauges)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.view)
