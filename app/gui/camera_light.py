"""A red dot while a camera is on and only then; and no camera on while nobody can see the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..runtime.events import Position
from .controller import Controller
from .controls import quiet
from .desk import Desk
from .language import speak, tr
from .theme import GAP, colours, dress, scaled

_SEEN_BY = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange)


class Dot(QWidget):
    """Lit while a camera is on; it keeps its place when it is not."""

    _RADIUS = 4.5

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._lit = False
        controller.position_changed.connect(self._moved)
        dress(self, self._fit)
        speak(self, self._say)

    @property
    def lit(self) -> bool:
        return self._lit

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lit:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().alarm))
            radius = scaled(2 * self._RADIUS) / 2
            painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), radius, radius)

    def _moved(self, position: Position) -> None:
        if position.camera_on != self._lit:
            self._lit = position.camera_on
            self._say()
            self.update()

    def _say(self) -> None:
        text = tr("The camera is on") if self._lit else ""
        self.setToolTip(text)
        self.setAccessibleName(text or tr("The camera is off"))

    def _fit(self) -> None:
        self.setFixedSize(scaled(14), scaled(18))
        self.update()


class CameraLight(QWidget):
    """The dot with its words, for the line along the bottom; nothing while no camera is on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.dot = Dot(desk.controller)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.dot)
        row.addWidget(quiet(lambda: tr("Camera on")))
        desk.controller.position_changed.connect(self._moved)
        desk.status.add(self)
        self.hide()

    def _moved(self, position: Position) -> None:
        if position.camera_on == self.isHidden():
            self.setVisible(position.camera_on)


class CameraRest(QObject):
    """Tells the controller whether anybody sees the picture: nobody does while the window is minimised or
    hidden, unless it is recorded or sent to other programs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window, self._controller = desk.window, desk.controller
        self._needed_by: list[QAction] = []
        self._seen = True
        desk.window.installEventFilter(self)

    def keep_on_for(self, action: QAction) -> None:
        """While this is checked, the picture goes to somebody, whoever looks at the window."""
        self._needed_by.append(action)
        action.toggled.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SEEN_BY:
            self._look()
        return False

    def _look(self, *_: object) -> None:
        seen = self._window.isVisible() and not self._window.isMinimized()
        seen = seen or any(action.isChecked() for action in self._needed_by)
        if seen != self._seen:
            self._seen = seen
            self._controller.look(seen)
