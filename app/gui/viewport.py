"""The mirror: shows the newest finished picture, as large as its place allows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from ..core.document import View
from ..core.frame import Frame
from ..render.present import Area
from ..runtime.pipeline import FrameResult
from ..runtime.screen import Pane, Screen, Shown
from .bridge import Bridge
from .language import speak, tr
from .theme import colours


class Viewport(QWidget):
    """Tells the screen what it wants to see, and paints what comes of it.

    All drawing is done by the screen thread; painting copies a finished picture of this very size.
    """

    drawn = Signal(object, float)
    first_picture = Signal()
    picture_changed = Signal()

    def __init__(self, bridge: Bridge, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._screen = screen
        self._view = View()
        self._bare = False
        self._live = False
        self._shown: Shown | None = None
        self._image = QImage()
        self._unseen = False
        self._seen_one = False
        bridge.shown_ready.connect(self._take)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak(self, self._say)

    def _say(self) -> None:
        self.setAccessibleName(tr("Mirror"))
        self.setAccessibleDescription(tr("The picture with everything worn. Hold Space to see it bare."))

    # -- what is shown

    def show_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self._ask()

    def show_live(self, live: bool) -> None:
        """Whether the source is live: a camera is shown as a mirror unless the view says otherwise."""
        if live != self._live:
            self._live = live
            self._ask()

    def set_bare(self, bare: bool) -> None:
        """Show the picture without anything worn, until told otherwise."""
        if bare != self._bare:
            self._bare = bare
            self._ask()

    @property
    def bare(self) -> bool:
        return self._bare

    @property
    def mirrored(self) -> bool:
        """Whether the picture is shown left for right."""
        return self._view.is_mirrored(live=self._live)

    @property
    def result(self) -> FrameResult | None:
        """What is being shown."""
        return self._shown.result if self._shown else None

    @property
    def shown(self) -> Shown | None:
        """The picture being shown."""
        return self._shown

    def picture_size(self) -> tuple[int, int] | None:
        """Width and height of the picture in its own px; None before the first."""
        result = self.result
        return (result.frame.width, result.frame.height) if result else None

    def picture_rect(self) -> QRectF:
        """Where the picture lies, in device-independent px; empty before the first."""
        size = self.picture_size()
        if size is None:
            return QRectF()
        ratio = self.devicePixelRatioF()
        area = Area.fitted(size, self._device_size())
        return QRectF(area.x / ratio, area.y / ratio, area.width / ratio, area.height / ratio)

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._shown is None:
            painter.fillRect(self.rect(), QColor(colours().mirror))
            return
        if (self._image.width(), self._image.height()) == self._device_size():
            painter.drawImage(QPoint(0, 0), self._image)
        else:
            self._paint_as_it_was(painter, self._shown.result.frame)
        if self._unseen:
            self._unseen = False
            self.drawn.emit(self._shown.result, self._shown.draw_ms)
            if not self._seen_one:
                self._seen_one = True
                self.first_picture.emit()

    def _paint_as_it_was(self, painter: QPainter, frame: Frame) -> None:
        """Between a change of size and the first picture of that size: the last, in its own proportions."""
        painter.fillRect(self.rect(), QColor(colours().mirror))
        size = self._image.width(), self._image.height()
        seen = Area.fitted((frame.width, frame.height), size)
        there = QRectF(seen.x, seen.y, seen.width, seen.height)
        painter.drawImage(self.picture_rect(), self._image, there)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.set_bare(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.set_bare(False)
        else:
            super().keyReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        self.set_bare(False)  # the key may come up elsewhere
        super().hideEvent(event)
        self._screen.look_through(None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            # Of a picture that stands still at the same size in device px no other comes.
            self._image.setDevicePixelRatio(self.devicePixelRatioF())
            self._ask()
        return super().event(event)

    def _take(self) -> None:
        shown = self._bridge.take_shown()
        if shown is None:
            return
        before = self.picture_size()
        self._shown, self._unseen = shown, True
        height, width = shown.bgrx.shape[:2]
        # The image borrows the array's memory, which `_shown` keeps.
        self._image = QImage(shown.bgrx.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(self.devicePixelRatioF())
        if before != self.picture_size():
            self.picture_changed.emit()
        self.update()

    def _ask(self) -> None:
        if self.isVisible():
            width, height = self._device_size()
            self._screen.look_through(Pane(width, height, self._view, self._bare, self.mirrored))

    def _device_size(self) -> tuple[int, int]:
        # Qt counts in device-independent px; the picture has the screen's.
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
