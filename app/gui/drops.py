"""Files dragged over the window: it says what dropping them will do, and does it."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ..runtime.arrivals import Arrival
from .arrival_words import what_will_happen
from .desk import Desk
from .language import tr
from .theme import colours

# Between leaving the window for what is laid over it and arriving there.
_CROSSING_MS = 80


class Drops(QObject):
    """Takes files wherever they are dropped on the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window, self._controller = desk.window, desk.controller
        self._paths: list[str] = []
        self._useful = False
        self.offer = DropOffer(desk.window)
        self._leaving = QTimer(self, interval=_CROSSING_MS, singleShot=True)
        self._leaving.timeout.connect(self._end)
        desk.window.setAcceptDrops(True)
        desk.window.installEventFilter(self)
        self.offer.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter:
                self._entered(cast(QDragEnterEvent, event))
            case QEvent.Type.DragMove:
                self._answer(cast(QDragMoveEvent, event))
            case QEvent.Type.DragLeave:
                # The offer comes between the pointer and the window: that is no leaving.
                self._leaving.start()
            case QEvent.Type.Drop:
                self._dropped(cast(QDropEvent, event))
            case _:
                return False
        return True

    def _entered(self, event: QDragEnterEvent) -> None:
        self._leaving.stop()
        paths = _paths(event)
        if not paths:
            event.ignore()
            return
        if paths != self._paths or self.offer.isHidden():
            self._paths, self._useful = paths, True  # until it is known better
            self.offer.say(tr("Looking what this is…"), useful=True)
            self._controller.judge(paths, partial(self._judged, paths))
        event.acceptProposedAction()  # of no use or not: it is said either way

    def _judged(self, paths: list[str], arrivals: list[Arrival]) -> None:
        if paths == self._paths:  # still held over the window
            self._useful = any(one.use != "nothing" for one in arrivals)
            self.offer.say(what_will_happen(arrivals), useful=self._useful)

    def _answer(self, event: QDragMoveEvent) -> None:
        self._leaving.stop()
        if self._useful:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _dropped(self, event: QDropEvent) -> None:
        paths = _paths(event)
        self._end()
        if paths:
            event.acceptProposedAction()
            self._controller.take_paths(paths)

    def _end(self) -> None:
        self._leaving.stop()
        self._paths = []
        self.offer.hide()


class DropOffer(QWidget):
    """Laid over the whole window while files are held over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAcceptDrops(True)
        self._text = ""
        self._useful = False
        self.hide()

    @property
    def text(self) -> str:
        return self._text

    def say(self, text: str, *, useful: bool) -> None:
        """Show what dropping will do; `useful` says that it will do anything."""
        self._text, self._useful = text, useful
        self.setAccessibleName(text)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colours().behind)
        ground.setAlpha(176)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(colours().accent if self._useful else colours().disabled), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(10, 10, -10, -10), 10, 10)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.4)
        painter.setFont(font)
        self._draw_text(painter)

    def _draw_text(self, painter: QPainter) -> None:
        room = QRectF(self.rect()).adjusted(60, 40, -60, -40)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        text = painter.boundingRect(room, int(flags), self._text)
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.setBrush(QColor(colours().raised))
        painter.drawRoundedRect(text.adjusted(-26, -16, 26, 16), 9, 9)
        painter.setPen(QColor(colours().text if self._useful else colours().quiet))
        painter.drawText(room, int(flags), self._text)


def _paths(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
