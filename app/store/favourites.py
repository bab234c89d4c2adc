"""Products that a person likes, and those worn last: each on a shelf of its own."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from .shelf import Shelf

MOST_RECENT = 12


class ProductIds(BaseModel):
    """Products by id; one that is not in the catalogue at present is kept for when it is again."""

    model_config = ConfigDict(frozen=True)

    products: tuple[str, ...] = Field(default=())


class ProductShelf:
    """A list of product ids, written whenever it changes; `notices` says what was wrong with its file."""

    def __init__(self, name: str) -> None:
        self._shelf = Shelf(name, ProductIds)
        content, self.notices = self._shelf.load()
        self._ids = content.products

    @property
    def ids(self) -> tuple[str, ...]:
        return self._ids

    def _set(self, ids: tuple[str, ...]) -> None:
        if ids != self._ids:
            self._ids = ids
            self._shelf.save(ProductIds(products=ids))


class Favourites(ProductShelf):
    """In the order in which they were chosen."""

    def __init__(self) -> None:
        super().__init__("favourite-products")

    def toggle(self, product_id: str) -> None:
        """Raises UserError when it cannot be written; the choice holds until the end all the same."""
        if product_id in self._ids:
            self._set(tuple(one for one in self._ids if one != product_id))
        else:
            self._set((*self._ids, product_id))


class Recents(ProductShelf):
    """The last that were worn, newest first."""

    def __init__(self) -> None:
        super().__init__("recent-products")

    def worn(self, product_id: str) -> None:
        """Raises UserError when it cannot be written; it is remembered until the end all the same."""
        others = (one for one in self._ids if one != product_id)
        self._set((product_id, *others)[:MOST_RECENT])
