"""The instrument strip under the picture: figures with their names above them, redrawn twice a second."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from .language import speak, tr
from .readings import Reading
from .theme import EDGE, colours, dress

# Characters of another font than the window's own (Chinese) are higher than its lines.
_UNCUT = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip)


class Hud(QWidget):
    """Shows readings side by side, each in a column of its own that keeps its width.

    Those of least weight are left out where there is no room: nothing wraps and nothing is cut.
    """

    _GAP = 18.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings: tuple[Reading, ...] = ()
        # What each column has needed so far: it never gets narrower, so that figures stand still.
        self._widths: dict[str, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        speak(self, lambda: self.setAccessibleName(tr("Figures")))
        dress(self, self.update)

    def show_readings(self, readings: tuple[Reading, ...]) -> None:
        if readings == self._readings:
            return
        self._readings = readings
        self.setAccessibleDescription("\n".join(f"{r.name}: {r.value}" for r in readings))
        self.update()

    def shown(self) -> tuple[Reading, ...]:
        """The readings that there is room for."""
        return tuple(reading for reading, _ in self._columns())

    def sizeHint(self) -> QSize:
        return QSize(400, round(QFontMetricsF(self.font()).height() * 2 + 13))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            reading = self._reading_at(event.pos().x())
            QToolTip.showText(event.globalPos(), f"{reading.name}: {reading.help}" if reading else "", self)
            return True
        if event.type() == QEvent.Type.FontChange:
            self._widths.clear()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        small, large = self._fonts()
        painter = QPainter(self)
        columns = self._columns()
        metrics = QFontMetricsF(small)
        height = max((metrics.size(0, reading.name).height() for reading, _ in columns), default=0.0)
        for reading, column in columns:
            painter.setFont(small)
            painter.setPen(QColor(colours().quiet))
            above = QRectF(column.x(), 5, column.width() + 2, height)
            painter.drawText(above, _UNCUT, reading.name)
            painter.setFont(large)
            painter.setPen(QColor(colours().alarm if reading.alarm else colours().text))
            below = QRectF(column.x(), 6 + height, column.width() + 2, height + 4)
            painter.drawText(below, _UNCUT, reading.value)

    def _reading_at(self, x: float) -> Reading | None:
        return next((r for r, at in self._columns() if at.left() <= x <= at.right() + self._GAP), None)

    def _columns(self) -> list[tuple[Reading, QRectF]]:
        """The readings that fit side by side, in order, and where; the lightest go first."""
        widths = [self._width(reading) for reading in self._readings]
        kept = list(range(len(widths)))
        room = self.width() - 2 * EDGE + self._GAP
        for index in sorted(kept, key=lambda i: (self._readings[i].weight, -i)):
            if sum(widths[i] + self._GAP for i in kept) <= room:
                break
            kept.remove(index)
        columns, x = [], float(EDGE)
        for index in kept:
            columns.append((self._readings[index], QRectF(x, 0.0, widths[index], self.height())))
            x += widths[index] + self._GAP
        return columns

    def _fonts(self) -> tuple[QFont, QFont]:
        small, large = QFont(self.font()), QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.86)
        return small, large

    def _width(self, reading: Reading) -> float:
        small, large = (QFontMetricsF(font) for font in self._fonts())
        texts = (large.horizontalAdvance(text) for text in (reading.value, reading.widest))
        needed = max(small.horizontalAdvance(reading.name), *texts)
        kept = self._widths[reading.name] = max(needed, self._widths.get(reading.name, 0.0))
        return kept
