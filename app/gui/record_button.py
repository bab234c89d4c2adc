"""The button that records: a red dot, and while it records how long and how much."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter

from .controls import ActionButton
from .icons import drawn, paint_sharp
from .theme import GAP, colours


class RecordButton(ActionButton):
    """Stands for "out.record", whose icon text says how the recording stands."""

    def __init__(self, action: QAction, size: int = 20) -> None:
        super().__init__(action, "record", size)
        self._action = action
        action.changed.connect(self._show_state)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._said():
            hint.setWidth(hint.width() + GAP + self.fontMetrics().horizontalAdvance(self._said()))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.icon, option.text = QIcon(), ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        said = self._said()
        box = QRectF(QPointF(0, 0), QSizeF(self.iconSize()))
        wide = box.width() + (GAP + self.fontMetrics().horizontalAdvance(said) if said else 0)
        box.moveTopLeft(QPointF((self.width() - wide) / 2, (self.height() - box.height()) / 2))
        off = colours().text if self.isEnabled() else colours().disabled
        colour = colours().alarm if self.isChecked() else off
        paint_sharp(painter, box, lambda ratio: drawn("record", round(box.width()), colour, ratio=ratio))
        if said:
            painter.setPen(QColor(colours().alarm))
            room = QRectF(self.rect())
            room.setLeft(box.right() + GAP)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)

    def _said(self) -> str:
        return self._action.iconText() if self._action.isChecked() else ""

    def _show_state(self) -> None:
        self.updateGeometry()
        self.update()
