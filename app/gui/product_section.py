"""One part of the body in the products panel: its title, the shades of what is worn there, and its tiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..core.document import Worn
from ..core.products import Product
from .controls import quiet, section
from .language import shown_name, speak
from .product_words import Part, search_words
from .swatches import SwatchRow
from .theme import GAP, dress, scaled
from .thumbnails import Thumbnails, painted
from .tiles import ProductTile, TileGrid


class ProductSection(QWidget):
    """Its signals are those of the tiles, and `shade_chosen` with a product's and a variant's id."""

    chosen = Signal(str)
    liked = Signal(str)
    menu_asked = Signal(str, QPoint)
    shade_chosen = Signal(str, str)
    walked = Signal(int)

    def __init__(self, part: Part, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.part = part
        self.tiles: list[ProductTile] = []
        self._thumbnails = thumbnails
        self._words: dict[str, str] = {}
        self._worn: dict[str, Worn] = {}
        self._shades: dict[str, ShadesOfWorn] = {}
        self._grid = TileGrid(part.least_width)
        self._shade_rows = QVBoxLayout()
        self._shade_rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(section(part.name))
        column.addLayout(self._shade_rows)
        column.addWidget(self._grid)
        dress(self, self._show_pictures)
        speak(self, self._say)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        shades = [swatch for row in self._shades.values() for swatch in row.row.swatches.values()]
        return [*shades, *self.tiles]

    def show_products(self, products: Sequence[Product]) -> None:
        """These from now on; the tiles of those that have not changed stay."""
        before = {tile.product.id: tile for tile in self.tiles}
        self.tiles = []
        for product in products:
            tile = before.get(product.id)
            if tile is None or tile.product != product:
                tile = self._tile(product)
            else:
                del before[product.id]
            self.tiles.append(tile)
        for gone in before.values():
            gone.hide()
            gone.deleteLater()
        self._grid.set_tiles(self.tiles)
        self._say()
        self._show_pictures()

    def show_worn(self, look: Sequence[Worn]) -> None:
        before, self._worn = self._worn, {one.product_id: one for one in look}
        for tile in self.tiles:
            one = self._worn.get(tile.product.id)
            tile.show_worn(one is not None)
            if one != before.get(tile.product.id):
                self._show_picture(tile, soon=True)
        self._show_shades()

    def show_marks(self, favourites: Sequence[str], own: frozenset[str]) -> None:
        for tile in self.tiles:
            tile.show_marks(favourite=tile.product.id in favourites, own=tile.product.id in own)

    def filter(self, fits: Callable[[Product, str], bool], order: Callable[[Product], int]) -> int:
        """Show what fits, given each product and its words for searching, in the order; how many do."""
        for tile in self.tiles:
            tile.setVisible(fits(tile.product, self._words[tile.product.id]))
        self._grid.set_tiles(sorted(self.tiles, key=lambda tile: order(tile.product)))
        self._show_shades()
        found = len(self.in_order())
        self.setVisible(found > 0)
        return found

    def in_order(self) -> list[ProductTile]:
        """The tiles that are shown, as they lie."""
        return self._grid.shown()

    def take_picture(self, product_id: str, variant_id: str, picture: QPixmap) -> bool:
        """A picture has been drawn; true when it is the one to be shown now."""
        for tile in self.tiles:
            if tile.product.id == product_id and variant_id == self._shown_variant(tile.product):
                tile.show_picture(picture)
                return True
        return False

    def _tile(self, product: Product) -> ProductTile:
        tile = ProductTile(product, self.part.height)
        tile.chosen.connect(self.chosen)
        tile.liked.connect(self.liked)
        tile.menu_asked.connect(self.menu_asked)
        tile.walked.connect(self.walked)
        return tile

    def _say(self) -> None:
        self._words = {tile.product.id: search_words(tile.product) for tile in self.tiles}

    def _shown_variant(self, product: Product) -> str:
        """The variant on the tile: the one that is worn, else the first; "" where there is none."""
        worn = self._worn.get(product.id)
        variant = product.variant(worn.variant_id if worn else None)
        return variant.id if variant else ""

    def _show_pictures(self) -> None:
        for tile in self.tiles:
            self._show_picture(tile, soon=False)

    def _show_picture(self, tile: ProductTile, *, soon: bool) -> None:
        variant_id = self._shown_variant(tile.product) or None
        picture = self._thumbnails.want(tile.product, variant_id, soon=soon)
        if picture is not None:
            tile.show_picture(picture)
        elif not tile.has_picture:
            variant = tile.product.variant(variant_id)
            tile.show_icon(painted(tile.product, variant, 2 * scaled(self.part.height)))

    def _show_shades(self) -> None:
        wanted = {t.product.id: t.product for t in self.in_order() if t.product.id in self._worn}
        for product_id in list(self._shades):
            shades = self._shades[product_id]
            if wanted.get(product_id) != shades.product:
                del self._shades[product_id]
                self._shade_rows.removeWidget(shades)
                shades.hide()  # gone at once, and deleted when the loop comes round
                shades.deleteLater()
        for product_id, product in wanted.items():
            if len(product.variants) > 1:
                if product_id not in self._shades:
                    self._shades[product_id] = self._new_shades(product)
                self._shades[product_id].show_worn(self._worn[product_id])

    def _new_shades(self, product: Product) -> ShadesOfWorn:
        shades = ShadesOfWorn(product)
        shades.chosen.connect(self.shade_chosen)
        self._shade_rows.addWidget(shades)
        for first, second in pairwise([*shades.row.swatches.values(), *self.tiles[:1]]):
            QWidget.setTabOrder(first, second)
        return shades


class ShadesOfWorn(QWidget):
    """The shades of one worn product, under its name and that of the shade."""

    chosen = Signal(str, str)

    def __init__(self, product: Product) -> None:
        super().__init__()
        self.product = product
        self._variant = product.variant(None)
        self.label, self.row = quiet(), SwatchRow(product)
        self.label.setWordWrap(True)  # a long name must not push the tiles out of the panel
        self.row.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(self.row)
        speak(self, self._say)

    def show_worn(self, worn: Worn) -> None:
        self._variant = self.product.variant(worn.variant_id)
        self.row.show_variant(worn.variant_id)
        self._say()

    def _choose(self, variant_id: str) -> None:
        self.chosen.emit(self.product.id, variant_id)

    def _say(self) -> None:
        names = [shown_name(one) for one in (self.product, self._variant) if one is not None]
        self.label.setText(" · ".join(names))
