"""The middle of the window: the mirror, and what floats over it (the split's handle, the notice line)."""

from __future__ import annotations

import traceback
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from ..core.document import Document
from ..core.errors import UserError
from ..render.present import Area
from .controller import Controller
from .notices import NoticeLine
from .sentences import said
from .theme import EDGE, colours
from .viewport import Viewport


class PictureArea(QWidget):
    """Keeps the floating parts where the picture is."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.viewport = Viewport(controller.bridge, controller.studio.screen, self)
        self.handle = SplitHandle(self)
        self.notice = NoticeLine(self)
        self.notice.resized.connect(self._place_notice)
        self.setMinimumSize(240, 160)
        self.handle.moved_to.connect(self._drag)
        self.handle.nudged.connect(self._nudge)
        self.handle.let_go.connect(controller.end_gesture)
        self.viewport.picture_changed.connect(self._place)
        controller.bridge.faulted.connect(self._tell_fault)
        controller.notice.connect(self.say)
        controller.document_changed.connect(self.show_document)
        controller.source_opened.connect(lambda _spec, info: self.viewport.show_live(info.live))
        self.show_document(controller.document)

    def say(self, text: str, detail: str = "") -> None:
        """Show a sentence of any layer, in the language of the window."""
        products = self._controller.studio.catalogue.products
        self.notice.say(said(text, products), said(detail, products))
        self._place_notice()

    def show_document(self, document: Document) -> None:
        self.viewport.show_view(document.view)
        self._place_handle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._place_notice()

    def _tell_fault(self, fault: Exception) -> None:
        if isinstance(fault, UserError):
            self.say(str(fault))
            return
        lines = "".join(traceback.format_exception(fault))
        self.say("What is worn cannot be drawn; the bare picture is shown.", lines)

    def _drag(self, x: float) -> None:
        rect = self.viewport.picture_rect()
        if rect.width() > 0:
            self._set_split((x - self.viewport.x() - rect.x()) / rect.width())

    def _nudge(self, by: float) -> None:
        split = self._controller.document.view.split
        if split is not None:
            self._set_split(split + by)
            self._controller.end_gesture()

    def _set_split(self, split: float) -> None:
        view = self._controller.document.view
        self._controller.set_view(replace(view, split=round(min(max(split, 0.0), 1.0), 4)))

    def _place(self) -> None:
        """The mirror as large as the picture's shape allows, and no larger: every px costs."""
        size = self.viewport.picture_size()
        room = self.rect()
        if size is not None and not room.isEmpty():
            area = Area.fitted(size, (room.width(), room.height()))
            room = QRectF(area.x, area.y, area.width, area.height).toAlignedRect().intersected(room)
        self.viewport.setGeometry(room)
        self._place_handle()

    def _place_handle(self) -> None:
        split = self._controller.document.view.split
        rect = self.viewport.picture_rect()
        shown = split is not None and not rect.isEmpty()
        self.handle.setVisible(shown)
        if split is None or not shown:
            return
        x = self.viewport.x() + rect.x() + split * rect.width()
        top, height = round(self.viewport.y() + rect.y()), round(rect.height())
        self.handle.setGeometry(round(x - self.handle.width() / 2), top, self.handle.width(), height)
        self.handle.setAccessibleDescription(f"{split:.0%} of the picture is before")

    def _place_notice(self) -> None:
        if not self.notice.isHidden():
            width = min(self.width() - 2 * EDGE, max(320, self.notice.text_width()))
            height = self.notice.height_for(width)
            self.notice.setGeometry((self.width() - width) // 2, EDGE, width, height)
            self.notice.raise_()


class SplitHandle(QWidget):
    """A strip along the before/after line with a knob on it: drag it anywhere, or use the arrow keys."""

    moved_to = Signal(float)
    nudged = Signal(float)
    let_go = Signal()

    _SIZE = 34
    _KNOB_AT = 0.86  # of the picture's height: below the mouth, where it hides nothing of a face
    _STEP, _LARGE_STEP = 0.01, 0.1

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(self._SIZE)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Before and after line")
        self.setToolTip("Left of the line is before. Drag it, or use the arrow keys.")
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved_to.emit(self.mapToParent(event.position()).x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self._STEP
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.nudged.emit(-step if event.key() == Qt.Key.Key_Left else step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, radius = QPointF(self.width() / 2, self.height() * self._KNOB_AT), self.width() / 2 - 3
        painter.setBrush(QColor("#f2f2f2"))
        painter.setPen(
            QPen(QColor(colours().accent), 2.5) if self.hasFocus() else QPen(QColor(0, 0, 0, 110), 1)
        )
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(
            QPen(
                QColor("#333333"),
                1.8,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        for side in (-1, 1):
            tip = centre + QPointF(side * 8.5, 0)
            painter.drawPolyline([tip + QPointF(-side * 4, -4), tip, tip + QPointF(-side * 4, 4)])
