"""The outline of a sheet of paper or a card over the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ..core.maths import Array
from .theme import KNOB, colours
from .viewport import Viewport


class SheetOutline(QWidget):
    """Lies over the viewport, takes no clicks, and is hidden while there is nothing to outline."""

    def __init__(self, viewport: Viewport) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._corners: Array | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        viewport.installEventFilter(self)
        self.hide()

    @property
    def corners(self) -> Array | None:
        """(4, 2) px of the picture; None while nothing is outlined."""
        return self._corners

    def show_quad(self, corners: Array | None) -> None:
        """Outline these corners (4, 2), px of the picture that the viewport shows; None: nothing."""
        self._corners = corners
        self.setVisible(corners is not None)
        if corners is not None:
            self.setGeometry(self._viewport.rect())
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewport.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        size, rect = self._viewport.picture_size(), self._viewport.picture_rect()
        if self._corners is None or size is None:
            return
        scale = rect.width() / size[0]
        across = [size[0] - x if self._viewport.mirrored else x for x in self._corners[:, 0]]
        points = [
            QPointF(rect.x() + x * scale, rect.y() + y * scale)
            for x, y in zip(across, self._corners[:, 1], strict=True)
        ]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Light on dark and dark on light: a sheet is white and a floor may be anything.
        for ink, width in ((KNOB, 4.0), (colours().accent, 2.0)):
            painter.setPen(QPen(QColor(ink), width))
            painter.drawPolygon(QPolygonF(points))
