"""Favourites and what was worn last: kept, and told to whoever shows them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ..core.document import Document
from ..core.errors import UserError
from ..store.favourites import Favourites, Recents
from .controller import Controller


class LikedProducts(QObject):
    """`changed` says that a favourite or the last worn have changed."""

    changed = Signal()

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
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
        self._keep(lambda: self._favourites.toggle(product_id))
        self.changed.emit()

    def _see(self, document: Document) -> None:
        worn = _worn_ids(document)
        fresh = [one for one in worn if one not in self._worn]
        self._worn = worn
        for product_id in fresh:
            self._keep(lambda one=product_id: self._recents.worn(one))  # type: ignore[misc]
        if fresh:
            self.changed.emit()

    def _keep(self, write: Callable[[], None]) -> None:
        """A folder that cannot be written is said once, not at every click."""
        try:
            write()
        except UserError as problem:
            if not self._said:
                self._controller.say(str(problem))
            self._said = True


def _worn_ids(document: Document) -> tuple[str, ...]:
    return tuple(worn.product_id for worn in document.default_look.worn)
