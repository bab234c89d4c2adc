"""What can be worn, as pictures: searchable, by part of the body, with favourites and what was worn last."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ..core.commands import ChangeWorn
from ..core.document import Document
from ..core.products import Product
from .controls import BESIDE_BAR, Invitation, quiet, scrolling
from .desk import Desk
from .favourites import LikedProducts
from .info_bar import InfoBar
from .language import speak, tr
from .own_card import OwnCard
from .own_products import OwnFile, OwnProducts
from .product_filter import FilterChips, SearchLine
from .product_section import ProductSection
from .product_words import PARTS, is_found
from .theme import EDGE, GAP, dress
from .thumbnails import Thumbnails
from .tile_walk import neighbour
from .tiles import ProductTile

_FAVOURITES, _RECENT, _OWN = "favourites", "recent", "own"


class ProductsPanel(QWidget):
    """The left panel. A click asks the controller to wear or to take off; the Document answers."""

    # A product's id and its picture, in the variant that is shown.
    picture_drawn = Signal(str, QPixmap)

    def __init__(self, desk: Desk, bar: InfoBar) -> None:
        super().__init__()
        self._controller = controller = desk.controller
        self._liked = LikedProducts(desk, self)
        self._thumbnails = Thumbnails(desk, self)
        self.own = OwnProducts(desk, bar)
        self._own_before = controller.studio.catalogue.own
        self._said: tuple[str, ...] = ()
        self.search = SearchLine()
        special = {
            _FAVOURITES: lambda: tr("Favourites"),
            _RECENT: lambda: tr("Recent"),
            _OWN: lambda: tr("Your own"),
        }
        self.chips = FilterChips({**special, **{part.id: part.name for part in PARTS}})
        self.count = quiet()
        self._nothing = Invitation("search", self._nothing_found)
        self._cards: dict[str, OwnCard] = {}
        self._card_column = QVBoxLayout()
        self._sections = [self._section(index) for index in range(len(PARTS))]
        self._scroll = self._lay_out()
        self._add_actions(desk)
        self._connect()
        self._show_catalogue()
        self._show_files()
        self.show_document(controller.document)
        speak(self, self._say)
        dress(self, self._ask_pictures_of_files)

    # -- for the window

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        cards = [button for card in self._cards.values() for button in (card.wear, card.keep, card.close_)]
        tiles = [stop for part in self._sections for stop in part.stops()]
        return [self.search, *self.chips.chips.values(), *cards, *tiles]

    def tile(self, product_id: str) -> ProductTile:
        """The tile of a product. Raises KeyError."""
        return {t.product.id: t for s in self._sections for t in s.tiles}[product_id]

    def card(self, path: str) -> OwnCard:
        """The card of what is worn from that file. Raises KeyError."""
        return self._cards[path]

    def draw_thumbnails(self) -> None:
        """Have the pictures drawn, one after the other, while nobody waits."""
        self._thumbnails.start()

    # -- what comes in

    def show_document(self, document: Document) -> None:
        for part in self._sections:
            part.show_worn(document.default_look.worn)
        for card in self._cards.values():
            card.show_document(document)

    def _show_catalogue(self) -> None:
        """The catalogue has been read, or read again."""
        catalogue = self._controller.studio.catalogue
        self._thumbnails.forget(self._own_before | catalogue.own)
        self._own_before = catalogue.own
        for part in self._sections:
            part.show_products([p for kind in part.part.kinds for p in catalogue.of_kind(kind)])
            part.show_worn(self._controller.document.default_look.worn)
        for notice in catalogue.notices:
            if notice not in self._said:
                self._controller.say(notice)
        self._said = catalogue.notices
        self._show_liked()
        for first, second in pairwise(self.stops()):
            QWidget.setTabOrder(first, second)

    def _show_liked(self) -> None:
        catalogue = self._controller.studio.catalogue
        for part in self._sections:
            part.show_marks(self._liked.favourites, catalogue.own)
        known = {product.id for product in catalogue.products}
        offered = {part.part.id for part in self._sections if part.tiles}
        for name, ids in (
            (_FAVOURITES, self._liked.favourites),
            (_RECENT, self._liked.recents),
            (_OWN, catalogue.own),
        ):
            if known & set(ids):
                offered.add(name)
        self.chips.offer(offered)
        self._filter()

    def _show_files(self) -> None:
        """A card for each file that is worn, or was a moment ago; those of the same files stay."""
        before, self._cards = self._cards, {}
        for place, file in enumerate(self.own.files):
            card = before.pop(file.path, None)
            if card is None or card.file != file:
                if card is not None:
                    before[file.path] = card
                card = self._card(file)
            self._cards[file.path] = card
            self._card_column.insertWidget(place, card)
        for gone in before.values():
            self._card_column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._ask_pictures_of_files()
        for first, second in pairwise(self.stops()):
            QWidget.setTabOrder(first, second)

    def _ask_pictures_of_files(self) -> None:
        for path, card in self._cards.items():
            if card.file.product is not None:
                picture = self._thumbnails.want(card.file.product, None, soon=True)
                if picture is not None:
                    card.show_picture(picture)
                    self.picture_drawn.emit(path, picture)

    def _forget_picture(self, path: str) -> None:
        self._thumbnails.forget({path})

    def _picture_drawn(self, product_id: str, variant_id: str, picture: QPixmap) -> None:
        shown = any([part.take_picture(product_id, variant_id, picture) for part in self._sections])
        if product_id in self._cards:
            self._cards[product_id].show_picture(picture)
            shown = True
        if shown:
            self.picture_drawn.emit(product_id, picture)

    # -- searching

    def _filter(self) -> None:
        text, chip = self.search.text(), self.chips.chosen
        ids = {
            _FAVOURITES: self._liked.favourites,
            _RECENT: self._liked.recents,
            _OWN: tuple(self._controller.studio.catalogue.own),
        }.get(chip)
        parts = {part.part.id for part in self._sections}

        def fits(product: Product, words: str) -> bool:
            return (ids is None or product.id in ids) and is_found(words, text)

        def order(product: Product) -> int:
            return ids.index(product.id) if chip == _RECENT and ids and product.id in ids else 0

        found = 0
        for part in self._sections:
            if chip in parts and part.part.id != chip:
                part.hide()
            else:
                found += part.filter(fits, order)
        self._nothing.setVisible(found == 0)
        self.count.setVisible(bool(text or chip) and found > 0)
        self.count.setText(tr("1 product") if found == 1 else tr("{count} products").format(count=found))

    def _nothing_found(self) -> str:
        return tr("Nothing of that name.")

    def _say(self) -> None:
        self._filter()

    # -- keyboard and menus

    def _walk(self, key: int) -> None:
        """The arrow keys, Home and End walk through the tiles, across the parts of the body."""
        tiles = self._tiles_in_order()
        here = self.window().focusWidget()
        there = neighbour(tiles, here, key) if here in tiles else None
        if there is not None:
            self._go_to(there)

    def _leave_search(self) -> None:
        tiles = self._tiles_in_order()
        if tiles:
            self._go_to(tiles[0])

    def _go_to(self, tile: QWidget) -> None:
        tile.setFocus()
        self._scroll.ensureWidgetVisible(tile, 0, 3 * EDGE)

    def _tiles_in_order(self) -> list[ProductTile]:
        return [tile for part in self._sections if not part.isHidden() for tile in part.in_order()]

    def _show_menu(self, product_id: str, at: QPoint) -> None:
        self.menu_of(product_id).popup(at)

    def menu_of(self, product_id: str) -> QMenu:
        """The menu of a tile; it goes when it closes."""
        tile = self.tile(product_id)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Take off") if tile.isChecked() else tr("Wear"), tile.click)
        favourite = product_id in self._liked.favourites
        word = tr("No favourite any more") if favourite else tr("Favourite")
        menu.addAction(word, lambda: self._liked.toggle(product_id))
        if product_id in self._controller.studio.catalogue.own:
            menu.addSeparator()
            menu.addAction(tr("Rename…"), lambda: self.own.ask_name(tile.product))
            menu.addAction(tr("Show in its folder"), lambda: self.own.show_folder(product_id))
            menu.addAction(tr("Remove from my products"), lambda: self.own.remove(product_id))
        return menu

    # -- making

    def _section(self, index: int) -> ProductSection:
        made = ProductSection(PARTS[index], self._thumbnails)
        made.chosen.connect(self._controller.toggle)
        made.liked.connect(self._liked.toggle)
        made.menu_asked.connect(self._show_menu)
        made.walked.connect(self._walk)
        made.shade_chosen.connect(self._choose_shade)
        return made

    def _card(self, file: OwnFile) -> OwnCard:
        card = OwnCard(file)
        card.kind_asked.connect(self.own.wear_as)
        card.keep_asked.connect(self.own.keep)
        card.wear_asked.connect(self._controller.wear)
        card.forget_asked.connect(self.own.forget)
        card.show_document(self._controller.document)
        return card

    def _choose_shade(self, product_id: str, variant_id: str) -> None:
        self._controller.do(ChangeWorn(product_id, variant_id=variant_id))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self._leave_search)
        self.chips.changed.connect(self._filter)
        self._liked.changed.connect(self._show_liked)
        self._thumbnails.drawn.connect(self._picture_drawn)
        self.own.changed.connect(self._show_files)
        self.own.redrawn.connect(self._forget_picture)
        self._controller.document_changed.connect(self.show_document)
        self._controller.catalogue_changed.connect(self._show_catalogue)

    def _add_actions(self, desk: Desk) -> None:
        add = desk.actions.add
        add("products.all", lambda: tr("Show all products"), lambda: self.chips.choose(""))
        add("products.favourites", lambda: tr("Show favourites"), lambda: self.chips.choose(_FAVOURITES))
        add("products.recent", lambda: tr("Show what was worn last"), lambda: self.chips.choose(_RECENT))

    def _lay_out(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, GAP, BESIDE_BAR, EDGE)
        column.setSpacing(EDGE)
        self._card_column.setSpacing(GAP)
        column.addLayout(self._card_column)
        for part in self._sections:
            column.addWidget(part)
        column.addWidget(self._nothing)
        column.addStretch(1)
        scroll = scrolling(inner, lambda: tr("Products"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(EDGE, EDGE, EDGE, GAP)
        above.setSpacing(GAP)
        above.addWidget(self.search)
        above.addWidget(self.chips)
        row = QHBoxLayout()
        row.addWidget(self.count)
        above.addLayout(row)
        outer.addLayout(above)
        outer.addWidget(scroll, 1)
        return scroll
