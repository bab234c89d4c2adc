"""Product tiles, and the grid that they lie in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ..core.products import Product
from .flow_layout import empty
from .icons import drawn
from .language import shown_name, speak, tr
from .product_words import kind_name
from .qt_images import seen_part
from .theme import GAP, colours, dress, scaled
from .tile_walk import WALKING_KEYS

_HEART, _MARGIN = 15, 5
_SMALL_TEXT = 0.84
# The room round a thing in its tile, by its own size.
_AROUND = 1.08


class ProductTile(QAbstractButton):
    """One product as a picture with its name below; framed in the accent while it is worn.

    It only asks: `chosen` to be worn or taken off, `liked` to become a favourite or none, `menu_asked` for
    its menu, at a point of the screen; `walked` brings a key that leads to another tile.
    """

    chosen = Signal(str)
    liked = Signal(str)
    menu_asked = Signal(str, QPoint)
    walked = Signal(int)

    def __init__(self, product: Product, height: int) -> None:
        super().__init__()
        self.product = product
        self._picture = QPixmap()
        # What of the picture must be seen, in its px; the rest may be cut off.
        self._needed = QRectF()
        self._framed = False
        self._height = height
        self._favourite = self._own = False
        self._heart_pressed = False
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)
        speak(self, self._say)

    @property
    def has_picture(self) -> bool:
        """Whether more than an icon stands there."""
        return self._framed

    def show_icon(self, icon: QPixmap) -> None:
        """What stands there until the picture comes."""
        self._picture, self._framed = icon, False
        self.update()

    def show_picture(self, picture: QPixmap) -> None:
        """The picture, which fills the tile; a thing by itself is seen as a whole."""
        self._picture, self._framed = picture, True
        self._needed = QRectF()
        if self.product.model_path is not None:
            self._needed = QRectF(seen_part(picture.toImage(), QColor(colours().tile)))
        self.update()

    def show_worn(self, worn: bool) -> None:
        if worn != self.isChecked():  # all tiles are told of each change: those that stay cost nothing
            self.setChecked(worn)
            self._say()

    def show_marks(self, *, favourite: bool, own: bool) -> None:
        """A heart for a favourite, a person for what is one's own."""
        self._favourite, self._own = favourite, own
        self._say()
        self.update()

    def nextCheckState(self) -> None:
        """The Document says what is worn; a click only asks."""

    def sizeHint(self) -> QSize:
        return QSize(scaled(64), scaled(self._height) + self._small_text().height() + 8)

    # -- asking

    def _choose(self) -> None:
        self.chosen.emit(self.product.id)

    def event(self, event: QEvent) -> bool:
        # The key stands for this tile here, whatever it does elsewhere in the window.
        if event.type() == QEvent.Type.ShortcutOverride and _likes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _likes(event):
            self.liked.emit(self.product.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in WALKING_KEYS:
            self.walked.emit(event.key())  # whoever has all tiles knows where it leads
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._heart_pressed = self._heart_box().contains(event.position())
        if not self._heart_pressed:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._heart_pressed:
            super().mouseReleaseEvent(event)
        elif self._heart_box().contains(event.position()):
            self.liked.emit(self.product.id)
        self._heart_pressed = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update(self._heart_box().toAlignedRect())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.mapToGlobal(self.rect().center()) if by_key else event.globalPos()
        self.menu_asked.emit(self.product.id, at)

    def _say(self) -> None:
        product = self.product
        name, worn = shown_name(product), self.isChecked()
        states = [tr("worn")] * worn + [tr("favourite")] * self._favourite + [tr("your own")] * self._own
        self.setAccessibleName(", ".join([name, kind_name(product.kind), *states]))
        self.setAccessibleDescription(
            tr("Press to take it off; F for favourite") if worn else tr("Press to wear it; F for favourite")
        )
        self.setToolTip(name + (f"\n{product.brand}" if product.brand else ""))
        self.update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self.underMouse() or self.hasFocus()
        ground = QPainterPath()
        ground.addRoundedRect(box, 6, 6)
        painter.fillPath(ground, QColor(colours().hover if lit else colours().card))
        painter.setClipPath(ground)
        room = QRectF(box.x(), box.y(), box.width(), scaled(self._height))
        painter.fillRect(room, QColor(colours().tile))
        self._draw_picture(painter, room)
        painter.setClipping(False)
        self._draw_marks(painter, room, lit)
        painter.setPen(_frame(self.isChecked(), self.hasFocus(), lit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(ground)
        below = QRectF(box.x() + 3, room.bottom(), box.width() - 6, box.bottom() - room.bottom())
        self._draw_name(painter, below)

    def _draw_picture(self, painter: QPainter, room: QRectF) -> None:
        if self._picture.isNull():
            return
        if not self._framed:
            side = min(room.width(), room.height()) * 0.6
            at = QRectF(0, 0, side, side)
            at.moveCenter(room.center())
            painter.drawPixmap(at, self._picture, QRectF(self._picture.rect()))
            return
        # As large as covers the room: what does not fit is cut off on both sides alike, unless it is needed.
        width, height = self._picture.width(), self._picture.height()
        scale, middle = max(room.width() / width, room.height() / height), QPointF(width / 2, height / 2)
        if not self._needed.isEmpty():
            wanted = self._needed.width() * _AROUND, self._needed.height() * _AROUND
            scale, middle = (
                min(scale, room.width() / wanted[0], room.height() / wanted[1]),
                self._needed.center(),
            )
        place = QRectF(0, 0, width * scale, height * scale)
        place.moveTopLeft(room.center() - middle * scale)
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.restore()

    def _draw_marks(self, painter: QPainter, room: QRectF, lit: bool) -> None:
        side, ratio = scaled(_HEART), self.devicePixelRatioF()
        if self._favourite or lit:
            box = self._heart_box()
            over = box.contains(QPointF(self.mapFromGlobal(self.cursor().pos()))) and self.underMouse()
            name = "heart-filled" if self._favourite else "heart"
            self._draw_mark(painter, box, drawn(name, side, _mark_ink(over or self._favourite), ratio=ratio))
        if self._own:
            box = QRectF(room.x() + _MARGIN, room.y() + _MARGIN, side, side)
            self._draw_mark(painter, box, drawn("person", side, _mark_ink(True), ratio=ratio))

    def _draw_mark(self, painter: QPainter, box: QRectF, mark: QPixmap) -> None:
        disc = QColor(colours().card)
        disc.setAlpha(205)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(disc)
        painter.drawEllipse(box.adjusted(-3, -3, 3, 3))
        painter.drawPixmap(box, mark, QRectF(mark.rect()))

    def _draw_name(self, painter: QPainter, below: QRectF) -> None:
        painter.setPen(QColor(colours().text if self.isChecked() else colours().quiet))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _SMALL_TEXT)
        painter.setFont(font)
        name = painter.fontMetrics().elidedText(
            shown_name(self.product), Qt.TextElideMode.ElideRight, int(below.width())
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _heart_box(self) -> QRectF:
        side = scaled(_HEART)
        return QRectF(self.width() - 1 - _MARGIN - side, 1 + _MARGIN, side, side)

    def _small_text(self) -> QFontMetrics:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _SMALL_TEXT)
        return QFontMetrics(font)


def _likes(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_F
        and event.modifiers() == Qt.KeyboardModifier.NoModifier
    )


def _mark_ink(strong: bool) -> str:
    return colours().accent if strong else colours().text


def _frame(checked: bool, focus: bool, lit: bool) -> QPen:
    if checked:
        return QPen(QColor(colours().accent), 2.0)
    return QPen(QColor(colours().text if focus else colours().groove if lit else colours().card_line), 1.0)


class TileGrid(QWidget):
    """Tiles in as many equal columns as fit."""

    def __init__(self, least_width: int) -> None:
        super().__init__()
        self._least = least_width
        self._columns = 0
        self._tiles: list[ProductTile] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        dress(self, self.arrange)

    def set_tiles(self, tiles: list[ProductTile]) -> None:
        self._tiles = tiles
        for tile in tiles:
            tile.setParent(self)
        self.arrange()

    def shown(self) -> list[ProductTile]:
        """Those that are not hidden by a search, in order."""
        return [tile for tile in self._tiles if not tile.isHidden()]

    def arrange(self) -> None:
        """Lay out those that are shown."""
        columns = self._fitting()
        empty(self._grid)
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, tile in enumerate(self.shown()):
            self._grid.addWidget(tile, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self.arrange()

    def _fitting(self) -> int:
        return max(1, (self.width() + GAP) // (scaled(self._least) + GAP))
