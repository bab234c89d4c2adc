"""What can be worn, as pictures: grouped, searchable, worn ones framed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ..core.commands import ChangeWorn
from ..core.document import Document, Worn
from ..core.products import Product
from .controller import Controller
from .controls import quiet, scrolling, section
from .desk import Desk
from .icons import icon
from .theme import EDGE, GAP
from .thumbnails import painted, rendered
from .tiles import ProductTile, SwatchRow, TileGrid


@dataclass(frozen=True, slots=True)
class _Group:
    """A part of the body: the kinds shown under its title, and the size of their tiles."""

    title: str
    kinds: tuple[str, ...]
    least_width: int
    height: int


_GROUPS = (
    _Group("Lips", ("lipstick", "lip-liner"), 60, 58),
    _Group("Eyes", ("eyeliner", "shadow", "lashes", "brows", "lens"), 60, 58),
    _Group("Face", ("foundation", "concealer", "contour", "blush", "highlighter"), 60, 58),
    _Group("Hair", ("hair",), 60, 58),
    _Group("Eyewear", ("glasses",), 90, 54),
    _Group("Jewels", ("earrings", "necklace"), 90, 54),
    _Group("Hats", ("hat",), 90, 54),
    _Group("Shoes", ("shoe",), 90, 54),
)
# Drawn at twice the size, so that they stay sharp on a dense screen.
_RENDER_WIDTH, _RENDER_HEIGHT = 240, 132


class ProductsPanel(QWidget):
    """The left panel. A click asks the controller to wear or to take off; the Document answers."""

    # A product's id and its picture, rendered from its model.
    picture_drawn = Signal(str, QPixmap)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._controller = controller = desk.controller
        self._errand = desk.errand
        self._sections = [made for group in _GROUPS if (made := _Section(group, controller)).tiles]
        self._search = QLineEdit(placeholderText="Search products", clearButtonEnabled=True)
        self._search.setAccessibleName("Search products")
        self._search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._search.textChanged.connect(self._filter)
        self._nothing = quiet("Nothing of that name.")
        self._nothing.hide()
        self._lay_out()
        controller.document_changed.connect(self.show_document)
        self.show_document(controller.document)

    def focus_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [self._search, *(stop for part in self._sections for stop in part.stops())]

    def tile(self, product_id: str) -> ProductTile:
        """The tile of a product. Raises KeyError."""
        return {t.product.id: t for s in self._sections for t in s.tiles}[product_id]

    def show_document(self, document: Document) -> None:
        for part in self._sections:
            part.show_worn(document.default_look.worn)

    def draw_thumbnails(self) -> None:
        """Have the worn things rendered, one after the other, while nobody waits."""
        for part in self._sections:
            for tile in part.tiles:
                if tile.product.model_path is not None:
                    self._errand.run(self._rendering(tile.product), self._thumbnails_drawn)

    def _rendering(self, product: Product) -> Callable[[], dict[str, QImage]]:
        catalogue = self._controller.studio.catalogue
        return lambda: rendered((product,), catalogue, _RENDER_WIDTH, _RENDER_HEIGHT)

    def _thumbnails_drawn(self, images: dict[str, QImage]) -> None:
        for product_id, image in images.items():
            picture = QPixmap.fromImage(image)
            self.tile(product_id).show_picture(picture, wide=True)
            self.picture_drawn.emit(product_id, picture)

    def _filter(self, text: str) -> None:
        found = [part.filter(text.strip().casefold()) for part in self._sections]
        self._nothing.setVisible(not any(found))

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, GAP, EDGE, EDGE)
        column.setSpacing(EDGE)
        for part in self._sections:
            column.addWidget(part)
        column.addWidget(self._nothing)
        column.addStretch(1)
        scroll = scrolling(inner, "Products")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, GAP)
        above.addWidget(self._search)
        outer.addLayout(above)
        outer.addWidget(scroll, 1)


class _Section(QWidget):
    """One group: its title, the tiles, and the shades of what is worn of it."""

    def __init__(self, group: _Group, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        products = [p for kind in group.kinds for p in controller.studio.catalogue.of_kind(kind)]
        self.tiles = [
            ProductTile(product, painted(product, product.variant(None), 2 * group.height), group.height)
            for product in products
        ]
        for tile in self.tiles:
            tile.clicked.connect(lambda _checked=False, p=tile.product: controller.toggle(p.id))
        self._grid = TileGrid(group.least_width)
        self._grid.set_tiles(self.tiles)
        self._shades = QVBoxLayout()
        self._shades.setSpacing(2)
        self._shown: tuple[str, SwatchRow, QLabel] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(section(group.title))
        column.addLayout(self._shades)
        column.addWidget(self._grid)

    def stops(self) -> list[QWidget]:
        shades = list(self._shown[1].swatches.values()) if self._shown else []
        return [*shades, *self.tiles]

    def show_worn(self, look: tuple[Worn, ...]) -> None:
        worn = {one.product_id: one for one in look}
        for tile in self.tiles:
            one = worn.get(tile.product.id)
            tile.show_worn(one is not None)
            if one is not None and tile.product.model_path is None:
                tile.show_picture(painted(tile.product, tile.product.variant(one.variant_id), 116))
        here = next((t.product for t in self.tiles if t.product.id in worn and t.product.variants), None)
        self._show_shades(here, worn.get(here.id) if here else None)

    def filter(self, text: str) -> bool:
        """Show what fits; true when something does."""
        for tile in self.tiles:
            tile.setVisible(text in _searchable(tile.product))
        self._grid.arrange()
        found = any(not tile.isHidden() for tile in self.tiles)
        self.setVisible(found)
        return found

    def _show_shades(self, product: Product | None, worn: Worn | None) -> None:
        if self._shown is not None and (product is None or product.id != self._shown[0]):
            for widget in self._shown[1:]:
                self._shades.removeWidget(widget)
                widget.hide()  # it is gone at once, and deleted when the loop comes round
                widget.deleteLater()
            self._shown = None
        if product is None or worn is None:
            return
        if self._shown is None:
            row, label = SwatchRow(product), quiet()
            label.setWordWrap(True)  # a long name must not push the tiles out of the panel
            for variant_id, swatch in row.swatches.items():
                swatch.clicked.connect(
                    lambda _checked=False, p=product.id, v=variant_id: self._controller.do(
                        ChangeWorn(p, variant_id=v)
                    )
                )
            self._shades.addWidget(label)
            self._shades.addWidget(row)
            self._shown = (product.id, row, label)
            for first, second in pairwise(self.stops()):
                QWidget.setTabOrder(first, second)
        variant = product.variant(worn.variant_id)
        self._shown[1].show_variant(worn.variant_id)
        self._shown[2].setText(f"{product.name} · {variant.name}" if variant else product.name)


def _searchable(product: Product) -> str:
    names = [product.id, product.name, product.kind, product.brand, *product.names.values()]
    names += [name for v in product.variants for name in (v.name, *v.names.values())]
    return " ".join(names).casefold()
