"""LOOK: the saved looks, and what is worn, in order, each on a card."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..core.commands import MoveWorn, SetStrength
from ..core.document import Document, Worn
from ..core.errors import UserError
from ..core.params import Knob
from ..core.products import Product, subject_of
from ..store.lint import Finding, lint_path
from .controls import BESIDE_BAR, Invitation, scrolling
from .desk import Desk
from .knobs import KnobRow
from .language import speak, tr
from .look_library import LookLibrary
from .theme import EDGE
from .worn_card import WornCard

_STRENGTH = Knob(0, 1, 0.01, "", "how strongly everything worn shows; 0 is the bare picture")


class LookPanel(QWidget):
    """Follows the Document; cards are rebuilt only when other products are worn."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._controller = controller = desk.controller
        self._errand = desk.errand
        self._cards: list[WornCard] = []
        self._worn_ids: list[str] = []
        self._pictures: dict[str, QPixmap] = {}
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self.library = LookLibrary(desk)
        self._strength = KnobRow("strength", _STRENGTH, "look")
        self._strength.wished.connect(self._set_strength)
        self._strength.released.connect(controller.end_gesture)
        self._empty = Invitation(
            "sparkle",
            lambda: tr("Nothing is worn."),
            lambda: tr("Choose a product on the left, or one of the looks above."),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._lay_out()
        controller.document_changed.connect(self.show_document)
        controller.catalogue_changed.connect(self._catalogue_changed)
        self.library.rebuilt.connect(self._order_focus)
        speak(self, self._say)

    @property
    def cards(self) -> tuple[WornCard, ...]:
        return tuple(self._cards)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order: the looks, the strength, then card by card."""
        cards = [stop for card in self._cards for stop in card.stops()]
        return [*self.library.stops(), *self._strength.stops(), *cards]

    def fetch_list(self) -> None:
        """Read the looks: once the first picture stands."""
        self.library.fetch()

    def show_picture(self, product_id: str, picture: QPixmap) -> None:
        """A product's picture has been rendered: its card shows it from now on."""
        self._pictures[product_id] = picture
        for card in self._cards:
            if card.product.id == product_id:
                card.show_picture(picture)

    def show_document(self, document: Document) -> None:
        worn = document.default_look.worn
        ids = [one.product_id for one in worn]
        if ids != self._worn_ids:  # what has no card is said once, not at every change
            self._worn_ids = ids
            self._rebuild(worn)
        by_id = {one.product_id: one for one in worn}
        for card in self._cards:
            card.show_worn(by_id[card.product.id])
            card.show_away(self._away(card.product.kind))
        self._empty.setVisible(not worn)
        self._strength.setVisible(bool(worn))
        self._strength.show_value(document.strength, changed=document.strength != 1.0)

    def _away(self, kind: str) -> str:
        """Why what is worn of a kind is not to be seen, in a sentence; "" where it is."""
        subject, followed = subject_of(kind), self._controller.followed
        if subject == followed:
            return ""
        if subject == "feet":
            return tr("Shown on feet; faces are followed.")
        if self._controller.document.follow:
            return tr("Shown on faces; feet are followed.")
        return tr("Shown on faces; feet are followed while a shoe is worn.")

    def _say(self) -> None:
        self.show_document(self._controller.document)

    def _set_strength(self, value: float | None) -> None:
        self._controller.do(SetStrength(1.0 if value is None else float(value)))

    # -- cards

    def _rebuild(self, worn: tuple[Worn, ...]) -> None:
        """Keep the cards of what is still worn, in the new order."""
        kept = {card.product.id: card for card in self._cards}
        self._cards = []
        for one in worn:
            card = kept.pop(one.product_id, None) or self._card(one)
            if card is not None:
                self._cards.append(card)
        for gone in kept.values():
            self._put_away(gone)
        for place, card in enumerate(self._cards):
            if self._list.indexOf(card) != place:
                self._list.insertWidget(place, card)
        self._order_focus()

    def _card(self, worn: Worn) -> WornCard | None:
        try:
            product = self._controller.studio.catalogue.get(worn.product_id)
            card = WornCard(product, self._controller)
        except UserError as problem:
            self._controller.say(str(problem))
            return None
        card.step_asked.connect(partial(self._step, card))
        card.handle.dragged.connect(partial(self._drag, card))
        card.handle.let_go.connect(self._controller.end_gesture)
        if product.id in self._pictures:
            card.show_picture(self._pictures[product.id])
        self._look_into(product, card)
        return card

    def _put_away(self, card: WornCard) -> None:
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _catalogue_changed(self) -> None:
        """Products may have other names, pictures or faults now: all cards are made anew."""
        for card in self._cards:
            self._put_away(card)
        self._cards.clear()
        self._worn_ids.clear()
        self._findings.clear()
        self.show_document(self._controller.document)

    def _look_into(self, product: Product, card: WornCard) -> None:
        """Ask for what is wrong with the files of a person's own product; it comes when it is found."""
        catalogue = self._controller.studio.catalogue
        if product.id in self._findings:
            card.show_findings(self._findings[product.id])
        elif not any(one.id == product.id for one in catalogue.products) or product.id in catalogue.own:
            path = product.model_path or product.pattern_path
            if path is not None:
                self._errand.run(partial(lint_path, Path(path)), partial(self._found, product.id))

    def _found(self, product_id: str, findings: list[Finding]) -> None:
        self._findings[product_id] = tuple(findings)
        for card in self._cards:
            if card.product.id == product_id:
                card.show_findings(self._findings[product_id])

    # -- the order

    def _step(self, card: WornCard, by: int) -> None:
        place = self._cards.index(card) + by
        if 0 <= place < len(self._cards):
            self._controller.end_gesture()
            self._controller.do(MoveWorn(card.product.id, place))

    def _drag(self, card: WornCard, global_y: int) -> None:
        """Change places with a neighbour as soon as the mouse is past its middle."""
        y = self.mapFromGlobal(QPoint(0, global_y)).y()
        place = self._cards.index(card)
        for by in (-1, 1):
            if 0 <= place + by < len(self._cards):
                other = self._cards[place + by]
                middle = other.mapTo(self, other.rect().center()).y()
                if (y - middle) * by > 0:
                    self._controller.do(MoveWorn(card.product.id, place + by))
                    self._list.activate()
                    return

    def _order_focus(self) -> None:
        for first, second in pairwise(self.stops()):
            QWidget.setTabOrder(first, second)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, BESIDE_BAR, EDGE)
        column.setSpacing(10)
        column.addWidget(self.library)
        column.addWidget(self._strength)
        column.addLayout(self._list)
        column.addWidget(self._empty)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner, lambda: tr("What is worn")))
