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
    """A list of product ids; `notices` says what was wrong with its file."""

    def __init__(self, name: str) -> None:
        self._shelf = Shelf(name, ProductIds)
        content, self.notices = self._shelf.load()
        self._ids = content.products

    @property
    def ids(self) -> tuple[str, ...]:
        return self._ids

    def save(self) -> None:
        """Write it down as it is now; from any one thread. Raises UserError when that cannot be done."""
        self._shelf.save(ProductIds(products=self._ids))


class Favourites(ProductShelf):
    """In the order in which they were chosen."""

    def __init__(self) -> None:
        super().__init__("favourite-products")

    def toggle(self, product_id: str) -> None:
        if product_id in self._ids:
            self._ids = tuple(one for one in self._ids if one != product_id)
        else:
            self._ids = (*self._ids, product_id)


class Recents(ProductShelf):
    """The last that were worn, newest first."""

    def __init__(self) -> None:
        super().__init__("recent-products")

    def worn(self, product_id: str) -> None:
        others = (one for one in self._ids if one != product_id)
        self._ids = (product_id, *others)[:MOST_RECENT]
