"""LOOK: what is worn, in order, each on a card with its switch, its shades and its knobs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..core.commands import ChangeWorn, SetStrength, SetWornKnob, TakeOff
from ..core.document import Document, Worn
from ..core.errors import UserError
from ..core.params import Knob, Value, controls_of
from ..core.products import Product
from ..store.products import settings_of
from .controller import Controller
from .controls import icon_button, quiet, scrolling
from .desk import Desk
from .icons import icon
from .knobs import KnobRow
from .theme import EDGE, GAP
from .thumbnails import painted
from .swatches import SwatchRow

_STRENGTH = Knob(0, 1, 0.01, "", "how strongly everything worn shows; 0 is the bare picture")


class LookPanel(QWidget):
    """Follows the Document; cards are rebuilt only when other products are worn."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        controller = desk.controller
        self._controller = controller
        self._cards: list[WornCard] = []
        self._pictures: dict[str, QPixmap] = {}
        self._strength = KnobRow("strength", _STRENGTH, "look")
        self._strength.wished.connect(
            lambda value: controller.do(SetStrength(1.0 if value is None else float(value)))
        )
        self._strength.released.connect(controller.end_gesture)
        self._empty = quiet("Nothing is worn. Choose a product on the left.")
        self._empty.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._lay_out()
        controller.document_changed.connect(self.show_document)
        self.show_document(controller.document)

    @property
    def cards(self) -> tuple[WornCard, ...]:
        return tuple(self._cards)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order: the strength, then card by card."""
        return [stop for part in (self._strength, *self._cards) for stop in _stops_in(part)]

    def show_picture(self, product_id: str, picture: QPixmap) -> None:
        """A product's picture has been rendered: its card shows it from now on."""
        self._pictures[product_id] = picture
        for card in self._cards:
            if card.product.id == product_id:
                card.show_picture(picture)

    def show_document(self, document: Document) -> None:
        worn = document.default_look.worn
        if [card.product.id for card in self._cards] != [one.product_id for one in worn]:
            self._rebuild(worn)
        for card, one in zip(self._cards, worn):
            card.show_worn(one)
        self._empty.setVisible(not worn)
        self._strength.setVisible(bool(worn))
        self._strength.show_value(document.strength, changed=document.strength != 1.0)

    def _rebuild(self, worn: tuple[Worn, ...]) -> None:
        """Keep the cards of what is still worn, in the new order."""
        kept = {card.product.id: card for card in self._cards}
        self._cards = []
        for one in worn:
            card = kept.pop(one.product_id, None)
            if card is None:
                card = self._card(one)
            if card is not None:
                self._cards.append(card)
        for gone in kept.values():
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, card in enumerate(self._cards):
            self._list.insertWidget(place, card)

    def _card(self, worn: Worn) -> WornCard | None:
        try:
            product = self._controller.studio.catalogue.get(worn.product_id)
        except UserError as problem:
            self._controller.say(str(problem))
            return None
        card = WornCard(product, self._controller)
        if product.id in self._pictures:
            card.show_picture(self._pictures[product.id])
        return card

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(10)
        column.addWidget(self._strength)
        column.addLayout(self._list)
        column.addWidget(self._empty)
        column.addStretch(1)
        scroll = scrolling(inner, "What is worn")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


def _stops_in(part: QWidget) -> list[QWidget]:
    focusable = [w for w in part.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [w for w in focusable if w.focusProxy() is None and w.accessibleName()]


class WornCard(QFrame):
    """One worn product."""

    _PICTURE = 30

    def __init__(self, product: Product, controller: Controller) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.product = product
        self._controller = controller
        self._rendered: QPixmap | None = None
        self._picture = QLabel()
        self._picture.setFixedSize(self._PICTURE, self._PICTURE)
        self._name = QLabel(product.name)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._name.setToolTip(product.name)
        self._variant = quiet()
        self.switch = icon_button("eye", f"Show {product.name}", checkable=True, size=18, flat=True)
        self.switch.clicked.connect(self._switch)
        self.remove = icon_button("close", f"Take off {product.name}", size=18, flat=True)
        self.remove.clicked.connect(lambda: controller.do(TakeOff(product.id)))
        self._swatches = SwatchRow(product) if product.variants else None
        self._knobs = self._knob_rows()
        self._lay_out()

    def show_picture(self, picture: QPixmap) -> None:
        """Show what was rendered from the product's model in place of an icon."""
        self._rendered = picture
        small = picture.scaledToHeight(2 * self._PICTURE, Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(2.0)
        self._picture.setFixedWidth(round(small.deviceIndependentSize().width()))
        self._picture.setPixmap(small)

    def show_worn(self, worn: Worn) -> None:
        variant = self.product.variant(worn.variant_id)
        self._variant.setText(variant.name if variant else self.product.brand)
        self._variant.setVisible(bool(self._variant.text()))
        if self._rendered is None:
            pixmap = painted(self.product, variant, 2 * self._PICTURE)
            pixmap.setDevicePixelRatio(2.0)
            self._picture.setPixmap(pixmap)
        self.switch.setChecked(worn.enabled)
        self.switch.setIcon(icon("eye" if worn.enabled else "eye-off"))
        if self._swatches is not None:
            self._swatches.show_variant(worn.variant_id)
        try:
            values = settings_of(self.product, variant, worn.settings)
        except UserError as problem:
            self._controller.say(str(problem))
            return
        for name, row in self._knobs.items():
            row.show_value(getattr(values, name), changed=name in worn.settings)
            row.setEnabled(worn.enabled)

    def _knob_rows(self) -> dict[str, KnobRow]:
        defaults = settings_of(self.product, self.product.variant(None))
        rows = {}
        for name, control in controls_of(type(defaults)).items():
            row = KnobRow(name, control, self.product.id)
            row.wished.connect(lambda value, knob=name: self._wish(knob, value))
            row.released.connect(self._controller.end_gesture)
            rows[name] = row
        return rows

    def _wish(self, knob: str, value: Value | None) -> None:
        self._controller.do(SetWornKnob(self.product.id, knob, value))
        if value is None:
            self._controller.end_gesture()

    def _switch(self, shown: bool) -> None:
        self._controller.do(ChangeWorn(self.product.id, enabled=shown))

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._variant)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._picture)
        top.addLayout(names, 1)
        top.addWidget(self.switch)
        top.addWidget(self.remove)
        top.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 8, 10)
        column.setSpacing(5)
        column.addLayout(top)
        if self._swatches is not None:
            for variant_id, swatch in self._swatches.swatches.items():
                swatch.clicked.connect(
                    lambda _checked=False, v=variant_id: self._controller.do(
                        ChangeWorn(self.product.id, variant_id=v)
                    )
                )
            column.addWidget(self._swatches)
        for row in self._knobs.values():
            column.addWidget(row)
