"""Favourites and what was worn last: kept, and told to whoever shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ..core.document import Document
from ..core.errors import UserError
from ..store.favourites import Favourites, ProductShelf, Recents
from .desk import Desk


class LikedProducts(QObject):
    """`changed` says that a favourite or the last worn have changed."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        controller = self._controller = desk.controller
        self._saving = desk.saving
        self._favourites, self._recents = Favourites(), Recents()
        self._worn = _worn_ids(controller.document)
        self._said = False
        for notice in (*self._favourites.notices, *self._recents.notices):
            controller.say(notice)
        controller.document_changed.connect(self._see)

    @property
    def favourites(self) -> tuple[str, ...]:
        return self._favourites.ids

    @property
    def recents(self) -> tuple[str, ...]:
        """Newest first."""
        return self._recents.ids

    def toggle(self, product_id: str) -> None:
        self._favourites.toggle(product_id)
        self._keep(self._favourites)
        self.changed.emit()

    def _see(self, document: Document) -> None:
        worn = _worn_ids(document)
        fresh = [one for one in worn if one not in self._worn]
        self._worn = worn
        for product_id in fresh:
            self._recents.worn(product_id)
        if fresh:
            self._keep(self._recents)
            self.changed.emit()

    def _keep(self, shelf: ProductShelf) -> None:
        self._saving.run(lambda: _written(shelf), self._tell)

    def _tell(self, problem: str) -> None:
        """A folder that cannot be written is said once, not at every click."""
        if problem and not self._said:
            self._said = True
            self._controller.say(problem)


def _written(shelf: ProductShelf) -> str:
    """What went wrong; "" when it is written."""
    try:
        shelf.save()
    except UserError as problem:
        return str(problem)
    return ""


def _worn_ids(document: Document) -> tuple[str, ...]:
    return tuple(worn.product_id for worn in document.default_look.worn)
