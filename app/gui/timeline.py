"""The track of a clip: where it stands, which part is played; drag anywhere to look for a picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider

from .theme import colours, scaled

_TICK_NS = 1_000_000
# Closer, and a folder's pictures are no ticks but a smear.
_LEAST_TICK_GAP = 5.0


class Timeline(QSlider):
    """`sought` carries the time to show, in ns; `span_moved` the part to be played; `stepped` +1 or -1.

    While a person drags (`isSliderDown`) it follows the pointer and not the clip.
    """

    sought = Signal(object)
    span_moved = Signal(object, object)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setPageStep(1000)
        self._span_ns: tuple[int, int] | None = None
        self._pictures = 0
        # Which end of the part is being dragged: 0, 1, or None for the picture in view.
        self._end: int | None = None
        self.valueChanged.connect(self._value_changed)

    @property
    def span_ns(self) -> tuple[int, int] | None:
        """The part that is played; None for all."""
        return self._span_ns

    def show_clip(self, duration_ns: int, pictures: int = 0) -> None:
        """Another clip; `pictures` of a folder are marked one by one."""
        self._pictures, self._span_ns, self._end = pictures, None, None
        with QSignalBlocker(self):
            self.setSliderDown(False)
            self.setRange(0, max(1, duration_ns // _TICK_NS))
            self.setValue(0)
        self.update()

    def show_position(self, t_ns: int, span_ns: tuple[int, int] | None) -> None:
        """Where the clip stands; not while a person drags."""
        if self._end is None and span_ns != self._span_ns:
            self._span_ns = span_ns
            self.update()
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setValue(t_ns // _TICK_NS)
            self.update()

    def x_of(self, t_ns: int) -> float:
        """Where a time lies on the track, in device-independent px."""
        left, width = self._track()
        return left + width * min(max(t_ns / _TICK_NS / self.maximum(), 0.0), 1.0)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(26))

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._end = self._end_at(event.position())
        if self._end is None:
            self.setSliderDown(True)
            self.setValue(self._value_at(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._end is not None:
            self._drag_end(self._value_at(event.position().x()) * _TICK_NS)
        elif self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))
        else:
            over_end = self._end_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over_end else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end = None
        if self.isSliderDown():
            self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, thick = self.height() / 2, scaled(4)
        left, width = self._track()
        x = self.x_of(self.value() * _TICK_NS)
        first, last = (self.x_of(t) for t in self._span_ns or (0, self.maximum() * _TICK_NS))
        self._bar(painter, left, left + width, middle, thick, c.groove if self._span_ns is None else c.line)
        if self._span_ns is not None:
            self._bar(painter, first, last, middle, thick, c.groove)
        self._bar(painter, first, min(x, last), middle, thick, c.groove_done)
        self._paint_ticks(painter, middle)
        if self._span_ns is not None:
            self._paint_end(painter, first, 1)
            self._paint_end(painter, last, -1)
        painter.setPen(QPen(QColor(c.window), 1.5))
        worked = self.hasFocus() or self.isSliderDown()
        painter.setBrush(QColor(c.accent if worked else c.handle))
        radius = scaled(13) / 2
        painter.drawEllipse(QPointF(x, middle), radius, radius)

    # -- geometry

    def _track(self) -> tuple[float, float]:
        """Left end and length of the track."""
        margin = scaled(9)
        return float(margin), max(1.0, float(self.width() - 2 * margin))

    def _value_at(self, x: float) -> int:
        left, width = self._track()
        return round(min(max((x - left) / width, 0.0), 1.0) * self.maximum())

    def _end_at(self, at: QPointF) -> int | None:
        """The end of the part whose mark is there; the marks hang below the track."""
        if self._span_ns is None or at.y() < self.height() / 2 + scaled(3):
            return None
        away = [abs(at.x() - self.x_of(t_ns)) for t_ns in self._span_ns]
        nearest = away.index(min(away))
        return nearest if away[nearest] <= scaled(7) else None

    def _drag_end(self, t_ns: int) -> None:
        assert self._span_ns is not None and self._end is not None
        first, last = self._span_ns
        first, last = (min(t_ns, last), last) if self._end == 0 else (first, max(t_ns, first))
        self._span_ns = first, last
        self.update()
        self.span_moved.emit(first, last)

    def _value_changed(self, value: int) -> None:
        self.update()
        self.sought.emit(value * _TICK_NS)

    # -- painting

    @staticmethod
    def _bar(painter: QPainter, left: float, right: float, middle: float, thick: float, colour: str) -> None:
        if right > left:
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(left, middle - thick / 2, right - left, thick), 2, 2)

    def _paint_ticks(self, painter: QPainter, middle: float) -> None:
        left, width = self._track()
        if self._pictures < 2 or width / self._pictures < _LEAST_TICK_GAP:
            return
        painter.setBrush(QColor(colours().disabled))
        for picture in range(self._pictures):
            x = left + width * picture / self._pictures
            painter.drawRect(QRectF(x - 0.5, middle + scaled(5), 1, scaled(4)))

    def _paint_end(self, painter: QPainter, x: float, inwards: int) -> None:
        """A bracket's lower half, and a tab to take hold of."""
        painter.setBrush(QColor(colours().accent))
        top, bottom = self.height() / 2 - scaled(7), float(self.height() - 1)
        painter.drawRect(QRectF(x - 1, top, 2, bottom - top))
        side = scaled(7)
        painter.drawRoundedRect(QRectF(min(x, x + inwards * side), bottom - side, side, side), 1.5, 1.5)
