"""The instrument strip under the picture: figures with their names above them, redrawn twice a second."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .readings import Reading
from .theme import EDGE, colours


class Hud(QWidget):
    """Shows readings side by side; those of least weight are left out where there is no room."""

    _GAP = 18.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings: tuple[Reading, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Figures")

    def show_readings(self, readings: tuple[Reading, ...]) -> None:
        if readings == self._readings:
            return
        self._readings = readings
        text = "\n".join(f"{r.name}: {r.value}" + (f" ({r.help})" if r.help else "") for r in readings)
        self.setToolTip(text)
        self.setAccessibleDescription(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._line_height() * 2 + 13))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        small, large = self._fonts()
        widths = [self._width(reading, small, large) for reading in self._readings]
        shown = self._fitting(widths)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        height = QFontMetricsF(small).height()
        x = float(EDGE)
        for index in shown:
            reading, width = self._readings[index], widths[index]
            painter.setFont(small)
            painter.setPen(QColor(colours().quiet))
            painter.drawText(QRectF(x, 5, width + 2, height), Qt.AlignmentFlag.AlignLeft, reading.name)
            painter.setFont(large)
            painter.setPen(QColor(colours().text))
            below = QRectF(x, 6 + height, width + 2, height + 4)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, reading.value)
            x += width + self._GAP

    def _fitting(self, widths: list[float]) -> list[int]:
        """Indices that fit side by side, in order; the lightest go first."""
        kept = list(range(len(widths)))
        room = self.width() - 2 * EDGE + self._GAP
        by_weight = sorted(kept, key=lambda i: (self._readings[i].weight, -i))
        for index in by_weight:
            if sum(widths[i] + self._GAP for i in kept) <= room:
                break
            kept.remove(index)
        return kept

    def _fonts(self) -> tuple[QFont, QFont]:
        small, large = QFont(self.font()), QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.86)
        return small, large

    def _line_height(self) -> float:
        return QFontMetricsF(self.font()).height()

    @staticmethod
    def _width(reading: Reading, small: QFont, large: QFont) -> float:
        # The widest value seen in practice, so that columns stand still while the figures change.
        value = QFontMetricsF(large).horizontalAdvance(max(reading.value, reading.widest, key=len))
        return max(QFontMetricsF(small).horizontalAdvance(reading.name), value)
