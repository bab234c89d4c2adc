"""Product tiles and shade swatches, and the grid that they lie in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ..core.products import Product
from .theme import GAP, colours

_KEYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class ProductTile(QAbstractButton):
    """One product as a picture with its name below; framed in the accent while it is worn."""

    def __init__(self, product: Product, picture: QPixmap, height: int) -> None:
        super().__init__()
        self.product = product
        self._picture = picture
        self._wide = False
        self._height = height
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{product.name}, {product.kind}")
        self.setToolTip(product.name + (f"\n{product.brand}" if product.brand else ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, picture: QPixmap, *, wide: bool = False) -> None:
        """Another picture; `wide` lets it fill the tile."""
        self._picture, self._wide = picture, wide
        self.update()

    def show_worn(self, worn: bool) -> None:
        self.setChecked(worn)
        state = "worn, click to take off" if worn else "click to wear"
        self.setAccessibleDescription(state)

    def nextCheckState(self) -> None:
        """The Document says what is worn; a click only asks."""

    def sizeHint(self) -> QSize:
        return QSize(64, self._height + self.fontMetrics().height() + 8)

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
        room = QRectF(box.x(), box.y(), box.width(), self._height)
        painter.fillRect(room, QColor(colours().tile).lighter(112 if lit else 100))
        self._draw_picture(painter, room)
        painter.setClipping(False)
        painter.setPen(_frame(self.isChecked(), self.hasFocus(), lit))
        painter.drawPath(ground)
        painter.setPen(QColor(colours().text if self.isChecked() else colours().quiet))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.84)
        painter.setFont(font)
        below = QRectF(box.x() + 3, box.y() + self._height, box.width() - 6, box.height() - self._height - 2)
        name = painter.fontMetrics().elidedText(
            self.product.name, Qt.TextElideMode.ElideRight, int(below.width())
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _draw_picture(self, painter: QPainter, room: QRectF) -> None:
        size = self._picture.deviceIndependentSize()
        margin = 2.0 if self._wide else 6.0
        scale = min((room.width() - 2 * margin) / size.width(), (room.height() - margin) / size.height())
        width, height = size.width() * scale, size.height() * scale
        at = QRectF(
            room.center().x() - width / 2, room.center().y() - height / 2 + margin / 2 - 1, width, height
        )
        painter.drawPixmap(at, self._picture, QRectF(self._picture.rect()))


class Swatch(QAbstractButton):
    """One shade, a disc in its colour."""

    def __init__(self, colour: str, name: str, diameter: int = 22) -> None:
        super().__init__()
        self._colour = QColor(colour)
        self.setCheckable(True)
        self.setFixedSize(diameter + 6, diameter + 6)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(name)
        self.setAccessibleName(f"Shade {name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        """The Document says which shade is worn; a click only asks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, radius = QPointF(self.width() / 2 - 0.5, self.height() / 2), self.width() / 2 - 4
        painter.setBrush(self._colour)
        painter.setPen(QPen(QColor("#5a5a5a"), 1))
        painter.drawEllipse(centre, radius, radius)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            ring = colours().accent if self.isChecked() or self.hasFocus() else "#8a8a8a"
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ring), 2 if self.isChecked() else 1.2))
            painter.drawEllipse(centre, radius + 2.6, radius + 2.6)


def _frame(checked: bool, focus: bool, lit: bool) -> QPen:
    if checked:
        return QPen(QColor(colours().accent), 2.0)
    return QPen(QColor("#f0f0f0" if focus else "#4a4a4a" if lit else "#303030"), 1.0)


class TileGrid(QWidget):
    """Tiles in as many equal columns as fit; the arrow keys walk through them."""

    def __init__(self, least_width: int) -> None:
        super().__init__()
        self._least = least_width
        self._columns = 0
        self._tiles: list[ProductTile] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)

    def set_tiles(self, tiles: list[ProductTile]) -> None:
        self._tiles = tiles
        for tile in tiles:
            tile.setParent(self)
        self._columns = 0
        self.arrange()

    def arrange(self) -> None:
        """Lay the tiles out that are not hidden by a search."""
        columns = max(1, (self.width() + GAP) // (self._least + GAP))
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        shown = [tile for tile in self._tiles if not tile.isHidden()]
        for place, tile in enumerate(shown):
            self._grid.addWidget(tile, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if max(1, (self.width() + GAP) // (self._least + GAP)) != self._columns:
            self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {**_KEYS, Qt.Key.Key_Down: self._columns, Qt.Key.Key_Up: -self._columns}
        shown = [tile for tile in self._tiles if not tile.isHidden()]
        here = next((i for i, tile in enumerate(shown) if tile.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None or not 0 <= here + step < len(shown):
            super().keyPressEvent(event)
            return
        shown[here + step].setFocus(Qt.FocusReason.TabFocusReason)


class SwatchRow(QWidget):
    """The shades of one product, wrapped over as many rows as they need."""

    PER_ROW = 7

    def __init__(self, product: Product) -> None:
        super().__init__()
        self.swatches = {v.id: Swatch(v.swatch, v.name) for v in product.variants}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, swatch in enumerate(self.swatches.values()):
            grid.addWidget(swatch, place // self.PER_ROW, place % self.PER_ROW)
        grid.setColumnStretch(self.PER_ROW, 1)

    def show_variant(self, variant_id: str | None) -> None:
        """Ring the shade that is worn; None is the first."""
        chosen = variant_id or next(iter(self.swatches), None)
        for one, swatch in self.swatches.items():
            swatch.setChecked(one == chosen)
