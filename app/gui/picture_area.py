"""The middle of the window: the mirror, and what lies at its edges (split handle, notice, floating bar)."""

from __future__ import annotations

import traceback
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from ..core.document import Document
from ..core.errors import UserError
from ..core.ports import SourceInfo
from ..render.present import Area
from ..runtime.pipeline import FrameResult
from .compare import SideSigns
from .controller import Controller
from .controls import Invitation
from .floating_bar import FloatingBar
from .language import speak, tr
from .nobody import NobodyLine
from .notices import NoticeLine, Weight
from .sentences import said
from .theme import EDGE, KNOB, KNOB_EDGE, ON_KNOB, colours
from .viewport import Viewport

# Between the picture and the bar below it.
_BAR_GAP = 8


class PictureArea(QWidget):
    """Keeps the floating parts where the picture is; none of them lies over a face.

    The bar stands below the picture, in the free strip there if it is high enough; the picture makes room
    where it is not.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.viewport = Viewport(controller.bridge, controller.studio.screen, self)
        self.handle = SplitHandle(self)
        self.signs = SideSigns(controller, self)
        self.notice = NoticeLine(self)
        self.empty = Invitation(
            "image",
            lambda: tr("No picture yet"),
            lambda: tr("Choose a source at the top, or drop a clip, a picture or a folder here."),
        )
        self.nobody = NobodyLine(self)
        self.empty.setParent(self)
        self.empty.hide()
        self._bar: FloatingBar | None = None
        # What is so with the source for the time being, as it was shown.
        self._line = ""
        self.notice.resized.connect(self._place_notice)
        self.nobody.resized.connect(self._place_nobody)
        self.viewport.drawn.connect(self._look_for_feet)
        self.setMinimumSize(240, 160)
        self.handle.moved_to.connect(self._drag)
        self.handle.nudged.connect(self._nudge)
        self.handle.let_go.connect(controller.end_gesture)
        self.viewport.picture_changed.connect(self.place)
        controller.bridge.faulted.connect(self._tell_fault)
        controller.notice.connect(self.say)
        controller.told.connect(self.tell)
        controller.line_changed.connect(self.show_line)
        controller.document_changed.connect(self.show_document)
        controller.source_opened.connect(self._source_opened)
        controller.source_refused.connect(self._source_refused)
        self.show_document(controller.document)

    def say(self, text: str, detail: str = "") -> None:
        """Show a sentence of any layer about what is wrong, in the language of the window."""
        self._show_notice(text, detail, Weight.PROBLEM)

    def tell(self, text: str, detail: str = "") -> None:
        """Show what was done or what is so."""
        self._show_notice(text, detail, Weight.FACT if detail else Weight.DONE)

    def show_line(self, text: str) -> None:
        """Show what is so for the time being, in place of the last such sentence; "" when all is well."""
        if self._line:
            self.notice.take_back(self._line)
        self._line = ""
        if text:
            self.say(text)
            self._line = self.notice.text

    def take_bar(self, bar: FloatingBar) -> None:
        """The bar that stands at the picture's lower edge while it is not hidden."""
        self._bar = bar
        bar.setParent(self)
        bar.resized.connect(self.place)
        bar.show()
        self.place()

    def _show_notice(self, text: str, detail: str, weight: Weight) -> None:
        products = self._controller.studio.catalogue.products
        self.notice.say(said(text, products), said(detail, products), weight)

    def _look_for_feet(self, result: FrameResult, _ms: float) -> None:
        # The demo subject shows none, and a line with a way out says so.
        if self._controller.document.source != "demo:face":
            self.nobody.show_result(result)

    def _source_opened(self, _spec: str, info: SourceInfo) -> None:
        self.viewport.show_live(info.live)
        self.empty.hide()
        self.nobody.hide()

    def _source_refused(self, _spec: str, _why: str) -> None:
        """There may be nothing to look at then; a picture that is there stays."""
        self.empty.setVisible(self.viewport.picture_size() is None)
        self.place()

    def show_document(self, document: Document) -> None:
        self.viewport.show_view(document.seen)
        self._place_handle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()
        self._place_notice()

    def _tell_fault(self, fault: Exception) -> None:
        if isinstance(fault, UserError):
            self.say(str(fault))
            return
        lines = "".join(traceback.format_exception(fault))
        self.say(tr("What is worn cannot be drawn; the bare picture is shown."), lines)

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

    def place(self) -> None:
        """The mirror as large as the picture's shape allows, and no larger: every px costs."""
        room = self.rect()
        if self._bar is not None:
            self._bar.fit(room.width())
        strip = self._bar_strip()
        picture = self._fitted(room)
        if strip and room.bottom() - picture.bottom() < strip:
            # Up as far as the bar needs, and smaller only where there is no more room above.
            picture.moveTop(max(0, room.bottom() - strip - picture.height() + 1))
            if room.bottom() - picture.bottom() < strip:
                picture = self._fitted(room.adjusted(0, 0, 0, -strip))
        self.viewport.setGeometry(picture)
        if self._bar is not None and strip:
            size = self._bar.sizeHint()
            left = max(0, picture.center().x() - size.width() // 2)
            self._bar.setGeometry(left, picture.bottom() + 1 + _BAR_GAP, size.width(), size.height())
            self._bar.raise_()
        if not self.empty.isHidden():
            height = self.empty.sizeHint().height()
            self.empty.setGeometry(0, (picture.height() - height) // 2, room.width(), height)
            self.empty.raise_()
        self._place_handle()
        self._place_nobody()

    def _fitted(self, room: QRect) -> QRect:
        size = self.viewport.picture_size()
        if size is None or room.isEmpty():
            return room
        area = Area.fitted(size, (room.width(), room.height()))
        width, height = min(round(area.width), room.width()), min(round(area.height), room.height())
        return QRect(room.x() + round(area.x), room.y() + round(area.y), width, height).intersected(room)

    def _bar_strip(self) -> int:
        """The height that the bar takes below the picture; 0 while there is none."""
        if self._bar is None or self._bar.isHidden():
            return 0
        return self._bar.sizeHint().height() + 2 * _BAR_GAP

    def _place_handle(self) -> None:
        document = self._controller.document
        split = document.view.split
        rect = self.viewport.picture_rect()
        shown = split is not None and not rect.isEmpty()
        self.handle.setVisible(shown)
        self.signs.place(rect.translated(self.viewport.pos()).toAlignedRect(), document)
        if split is None or not shown:
            return
        x = self.viewport.x() + rect.x() + split * rect.width()
        top, height = round(self.viewport.y() + rect.y()), round(rect.height())
        self.handle.setGeometry(round(x - self.handle.width() / 2), top, self.handle.width(), height)
        self.handle.show_split(split, compares=document.shows_both)

    def _place_nobody(self) -> None:
        """In the lower part of the picture, where feet would be looked for last."""
        if self.nobody.isHidden():
            return
        rect = self.viewport.picture_rect().translated(self.viewport.pos()).toAlignedRect()
        self.nobody.fit(rect.width() - 2 * EDGE)
        x = rect.center().x() - self.nobody.width() // 2
        self.nobody.move(x, rect.bottom() - self.nobody.height() - 2 * EDGE)
        self.nobody.raise_()

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
        self._percent, self._compares = 50, False
        speak(self, self._say)
        self.hide()

    def show_split(self, split: float, *, compares: bool) -> None:
        """Where the line is, and whether it stands between A and B or between before and after."""
        if (round(100 * split), compares) != (self._percent, self._compares):
            self._percent, self._compares = round(100 * split), compares
            self._say()

    def _say(self) -> None:
        if self._compares:
            name, tip = tr("Line between A and B"), tr("Left of the line is A, right of it B.")
            where = tr("{percent} % of the picture is A")
        else:
            name, tip = tr("Before and after line"), tr("Left of the line is before.")
            where = tr("{percent} % of the picture is before")
        self.setAccessibleName(name)
        self.setAccessibleDescription(where.format(percent=self._percent))
        self.setToolTip(f"{tip} {tr('Drag it, or use the arrow keys.')}")

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
        painter.setBrush(QColor(KNOB))
        painter.setPen(QPen(QColor(colours().accent), 2.5) if self.hasFocus() else QPen(QColor(KNOB_EDGE), 1))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(
            QPen(
                QColor(ON_KNOB),
                1.8,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        for side in (-1, 1):
            tip = centre + QPointF(side * 8.5, 0)
            painter.drawPolyline([tip + QPointF(-side * 4, -4), tip, tip + QPointF(-side * 4, 4)])
