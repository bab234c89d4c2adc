"""Paints a drawing of the lab: the face with its landmarks and their trails."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..lab.drawing import Dot, Drawing, Line, Picture
from .theme import colours, scaled

_LEAST = 120


class OverlayView(QWidget):
    """A square, as large as its width allows; lines and dots are as wide at every size."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing: Drawing | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.setAccessibleName(drawing.name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(280), scaled(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_LEAST), scaled(_LEAST))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, 0, side, side)
        painter.fillRect(box, QColor(colours().mirror))
        if self._drawing is None:
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(box)
        painter.translate(box.topLeft())
        scale = side / self._drawing.width
        painter.scale(scale, scale)
        for shape in self._drawing.shapes:
            match shape:
                case Picture():
                    place = QRectF(shape.x, shape.y, shape.width, shape.height)
                    painter.drawImage(place, _decoded(shape.jpeg))
                case Line():
                    _paint_line(painter, shape, self._drawing)
                case Dot():
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(self._drawing.inks[shape.ink]))
                    radius = shape.radius / scale
                    painter.drawEllipse(QPointF(shape.x, shape.y), radius, radius)


def _paint_line(painter: QPainter, line: Line, drawing: Drawing) -> None:
    ink = QPen(QColor(drawing.inks[line.ink]), line.width)
    ink.setCosmetic(True)
    painter.setPen(ink)
    for run in line.runs():
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in run.tolist()]))


@lru_cache(maxsize=8)
def _decoded(jpeg: bytes) -> QImage:
    return QImage.fromData(jpeg)
