"""The title of a dock: its name, a button that floats it and one that puts it away."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QWidget

from .controls import Elided, icon_button
from .language import speak, tr
from .theme import EDGE, GAP, dress, scaled


class DockTitle(QWidget):
    """Dragging it moves the dock; a double click floats it, as everywhere."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._name = Elided()
        self._name.setProperty("section", True)
        self.float = icon_button("float", "", size=14, flat=True)
        self.float.clicked.connect(self._turn)
        self.close_ = icon_button("close", "", size=14, flat=True)
        self.close_.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, GAP, 0)
        row.setSpacing(0)
        row.addWidget(self._name, 1)
        row.addWidget(self.float)
        row.addWidget(self.close_)
        dock.windowTitleChanged.connect(self._say)
        dock.topLevelChanged.connect(self._say)
        speak(self, self._say)
        dress(self, self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + scaled(12))

    def minimumSizeHint(self) -> QSize:
        """A dock must not be kept wide by its name."""
        return QSize(scaled(80), self.sizeHint().height())

    def _turn(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())

    def _say(self, *_: object) -> None:
        title = self._dock.windowTitle()
        self._name.show_text(title)
        if self._dock.isFloating():
            does = tr("Put {panel} back into the window").format(panel=title)
        else:
            does = tr("Float {panel}").format(panel=title)
        hides = tr("Hide {panel}").format(panel=title)
        for button, text in ((self.float, does), (self.close_, hides)):
            button.setToolTip(text)
            button.setAccessibleName(text)
