"""The saved looks as small pictures, and the one that is worn by its name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.document import Worn
from ..core.errors import UserError
from ..store.products import Catalogue
from .controls import Elided, icon_button
from .desk import Desk
from .icons import paint_icon
from .language import speak, tr
from .look_pictures import LookPictures
from .product_words import kind_icon
from .saved import LOOKS, Entry, SavedList
from .saved_actions import SavedActions
from .theme import GAP, colours, dress, scaled

_LEAST_WIDTH, _PICTURE_HEIGHT, _NAME_HEIGHT = 60, 62, 18
_TILE_GAP = 4
_MOST_SIGNS = 3


class LookLibrary(QWidget):
    """Follows the files and the Document. The same list stands in the Wear menu.

    `rebuilt` says that the tiles are others now.
    """

    rebuilt = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._controller = desk.controller
        self.saved = SavedList(desk, LOOKS, self)
        self.actions_ = SavedActions(desk, self.saved)
        self.tiles: list[LookTile] = []
        self._shown: tuple[Entry, ...] = ()
        self._pictures = LookPictures(desk, self)
        self._pictures.drawn.connect(self._picture_drawn)
        self._name = Elided()
        self._name.setProperty("section", True)
        self._save = icon_button("save", lambda: tr("Save what is worn as a look"), size=16, flat=True)
        self._save.clicked.connect(self.actions_.ask_and_save)
        self._more = icon_button("more", lambda: tr("More about looks"), size=16, flat=True)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setStyleSheet("QToolButton::menu-indicator { image: none; }")  # the dots say it
        about = QMenu(self)
        self.actions_.fill(about)
        self._more.setMenu(about)
        self.menu_ = QMenu(desk.window)
        self.menu_.aboutToShow.connect(self._fill)
        desk.actions.add_menu("wear", 0, self.menu_)
        self.strip = _Strip()
        self._lay_out()
        self.saved.changed.connect(self._follow)
        self._controller.catalogue_changed.connect(self._rebuild)
        speak(self, self._say)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [*self.tiles, self._save, self._more]

    def fetch(self) -> None:
        """Read the looks and draw them: once the first picture stands, so that nothing waits for them."""
        self._pictures.start()
        self.saved.fetch()

    def _follow(self) -> None:
        if self._shown != self.saved.entries:
            self._rebuild()
        self._mark()
        self._say()

    def _mark(self) -> None:
        present, changed = self.saved.present(), self.saved.is_changed()
        for tile in self.tiles:
            chosen = tile.entry == present and not changed
            if chosen and not tile.isChecked():
                self.strip.ensureWidgetVisible(tile, GAP, 0)
            tile.setChecked(chosen)

    def _rebuild(self) -> None:
        for tile in self.tiles:
            self.strip.drop(tile)
        self._shown = self.saved.entries
        self.tiles = [LookTile(one, self._controller.studio.catalogue) for one in self._shown if one.content]
        for tile in self.tiles:
            tile.clicked.connect(partial(self._use, tile.entry))
            tile.menu_asked.connect(partial(self._menu_of, tile.entry))
            self.strip.add(tile)
        self._mark()
        self._pictures.want((tile.entry.id, tile.entry.content) for tile in self.tiles)
        self.rebuilt.emit()

    def _picture_drawn(self, look_id: str, picture: QPixmap) -> None:
        for tile in self.tiles:
            if tile.entry.id == look_id:
                tile.show_picture(picture)

    def _use(self, entry: Entry, _checked: bool = False) -> None:
        self.actions_.use(entry)

    def _menu_of(self, entry: Entry, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_.menu_of(entry, menu)
        menu.popup(at)

    def _fill(self) -> None:
        self.menu_.clear()
        present = self.saved.present()
        for entry in self.saved.entries:
            action = self.menu_.addAction(LOOKS.title(entry).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(entry == present)
            action.setEnabled(entry.content is not None)
            action.triggered.connect(partial(self._use, entry))
        self.menu_.addSeparator()
        self.actions_.fill(self.menu_)

    def _say(self) -> None:
        self.menu_.setTitle(tr("&Looks"))
        present = self.saved.present()
        if present is None:
            self._name.show_text(tr("Looks"))
        elif self.saved.is_changed():
            self._name.show_text(tr("Look: {look}, changed").format(look=LOOKS.title(present)))
        else:
            self._name.show_text(tr("Look: {look}").format(look=LOOKS.title(present)))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self._name, 1)
        top.addWidget(self._save)
        top.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.strip)


class _Strip(QScrollArea):
    """Tiles in one row, however many there are; the wheel and the Tab key move along it.

    They are as wide as lets whole ones fit: none is cut before somebody moves along.
    """

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_TILE_GAP)
        self._row.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        speak(self, lambda: self.setAccessibleName(tr("Looks")))
        dress(self, self._fit)

    def add(self, tile: LookTile) -> None:
        self._row.insertWidget(self._row.count() - 1, tile)
        tile.show_width(self._tile_width())

    def drop(self, tile: LookTile) -> None:
        self._row.removeWidget(tile)
        tile.hide()
        tile.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        turned = event.angleDelta().x() or event.angleDelta().y()
        if bar.maximum() == 0:
            event.ignore()  # nothing to move along: the panel scrolls
        else:
            bar.setValue(bar.value() - turned // 2)
            event.accept()

    def _fit(self) -> None:
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(scaled(_PICTURE_HEIGHT + _NAME_HEIGHT) + bar)
        self._share()

    def _share(self) -> None:
        for tile in self.findChildren(LookTile):
            tile.show_width(self._tile_width())

    def _tile_width(self) -> int:
        room, least = self.viewport().width() + _TILE_GAP, scaled(_LEAST_WIDTH)
        return max(least, room // max(1, room // (least + _TILE_GAP)) - _TILE_GAP)


class LookTile(QAbstractButton):
    """One look over its name: its picture, and until there is one the signs of what is worn in it."""

    menu_asked = Signal(QPoint)

    def __init__(self, entry: Entry, catalogue: Catalogue) -> None:
        super().__init__()
        self.entry = entry
        self._picture = QPixmap()
        self._width = scaled(_LEAST_WIDTH)
        self._signs = [_sign(worn, catalogue) for worn in entry.content if worn.enabled][:_MOST_SIGNS]
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        speak(self, self._say)
        dress(self, self._fit)

    @property
    def has_picture(self) -> bool:
        """Whether the look has been drawn."""
        return not self._picture.isNull()

    def show_picture(self, picture: QPixmap) -> None:
        """The look has been drawn."""
        self._picture = picture
        self.update()

    def show_width(self, width: int) -> None:
        """Be so wide, in device-independent px."""
        if width != self._width:
            self._width = width
            self._fit()

    def nextCheckState(self) -> None:
        """The Document says which look is worn; a click only asks."""

    def sizeHint(self) -> QSize:
        return QSize(self._width, scaled(_PICTURE_HEIGHT + _NAME_HEIGHT))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        room = QRectF(box.x(), box.y(), box.width(), scaled(_PICTURE_HEIGHT))
        ground = QPainterPath()
        ground.addRoundedRect(room, 6, 6)
        painter.fillPath(ground, QColor(c.hover if lit else c.raised))
        if self._picture.isNull():
            self._paint_signs(painter, room)
        else:
            painter.setClipPath(ground)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(room, self._picture, _middle(self._picture, room))
            painter.setClipping(False)
        edge = c.accent if self.isChecked() or self.hasFocus() else c.line
        painter.setPen(QPen(QColor(edge), 2 if self.isChecked() else 1))
        painter.drawPath(ground)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.84)
        painter.setFont(font)
        painter.setPen(QColor(c.text if self.isChecked() else c.quiet))
        below = QRectF(0.0, room.bottom(), self.width(), box.bottom() - room.bottom())
        name = painter.fontMetrics().elidedText(
            LOOKS.title(self.entry), Qt.TextElideMode.ElideRight, int(below.width())
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_signs(self, painter: QPainter, room: QRectF) -> None:
        size = scaled(20 if len(self._signs) > 2 else 24)
        gap = 2.0
        width = len(self._signs) * (size + gap) - gap
        for place, (sign, shade) in enumerate(self._signs):
            x = room.center().x() - width / 2 + place * (size + gap)
            box = QRectF(x, room.center().y() - size / 2, size, size)
            paint_icon(painter, sign, box, shade or colours().text)

    def _say(self) -> None:
        title = LOOKS.title(self.entry)
        self.setToolTip(title)
        self.setAccessibleName(tr("Wear the look {look}").format(look=title))
        self.update()

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


def _middle(picture: QPixmap, room: QRectF) -> QRectF:
    """The part of the picture that has the room's shape."""
    width, height = float(picture.width()), float(picture.height())
    scale = min(width / room.width(), height / room.height())
    part = QRectF(0, 0, room.width() * scale, room.height() * scale)
    part.moveCenter(QRectF(0, 0, width, height).center())
    return part


def _sign(worn: Worn, catalogue: Catalogue) -> tuple[str, str]:
    """The icon of a worn product and the colour of its shade ("" for none)."""
    try:
        product = catalogue.get(worn.product_id)
    except UserError:
        return "warning", ""
    variant = product.variant(worn.variant_id)
    return kind_icon(product.kind), variant.swatch if variant and product.model_path is None else ""
