"""Words for pictures that leave the window, in any script: what the system's fonts can write."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter


def lettering(text: str, width: int, height: int) -> NDArray[np.uint8]:
    """A line of text as coverage 0..255, (h, w) uint8, as runtime.sheet.Lettering asks; from any thread."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(max(height, 1))
    metrics = QFontMetricsF(font)
    image = QImage(max(width, 1), max(round(metrics.height()), 1), QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(QColor(Qt.GlobalColor.white))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(QPointF(0.0, metrics.ascent()), shown)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()
