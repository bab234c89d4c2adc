"""Pictures of products: drawn in the background by the renderer of the mirror, and kept on disk."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection, Generator
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage, QPixmap

from ..core.document import Worn
from ..core.errors import UserError
from ..core.products import Product, Variant
from ..runtime.portraits import PortraitStudio, can_be_drawn, picture_key
from ..store.picture_cache import PictureCache
from ..store.products import Catalogue
from .desk import Desk
from .icons import drawn
from .language import tr
from .product_words import kind_icon
from .qt_images import qt_image
from .theme import colours

# In px: more than twice what a tile shows, so that they are sharp on a dense screen.
FACE_SIZE, THING_SIZE = (208, 160), (256, 152)
_NAME = "product-pictures"
# The mirror comes first: after a picture, this many times what it took is left to others.
_REST, _LONGEST_REST_S = 2.0, 0.4


def painted(product: Product, variant: Variant | None, size: int) -> QPixmap:
    """What can be shown at once: the kind's icon, in the shade's own colour where there is one."""
    shade = variant.swatch if variant is not None and product.model_path is None else ""
    return drawn(kind_icon(product.kind), size, shade)


# A product's id, its variant's ("" for none) and the colour behind it.
_Key = tuple[str, str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A picture to be made, with all that it is made from."""

    product: Product
    variant_id: str | None
    catalogue: Catalogue
    ground: tuple[int, int, int]

    @property
    def key(self) -> _Key:
        return self.product.id, self.variant_id or "", self.ground

    @property
    def size(self) -> tuple[int, int]:
        return FACE_SIZE if self.product.model_path is None else THING_SIZE


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """`image` is None for what cannot be drawn; `fresh` says that it was not on disk."""

    wanted: _Wanted
    image: QImage | None
    fresh: bool


class Thumbnails(QObject):
    """Ask with `want`; `drawn` brings the product's id, the variant's ("" for none) and the picture."""

    drawn = Signal(str, str, QPixmap)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._errand, self._status = desk.errand, desk.status
        self._controller = desk.controller
        self._started = False
        self._pictures: dict[_Key, QPixmap] = {}
        self._asked: set[_Key] = set()
        # Shared with the thread that draws; a deque's ends may be taken from both sides.
        self._queue: deque[_Wanted] = deque()
        self._drawing = False
        self._total = self._done = 0

    def start(self) -> None:
        """Begin to draw: the mirror stands."""
        self._started = True
        self._go_on()

    def want(self, product: Product, variant_id: str | None, *, soon: bool = False) -> QPixmap | None:
        """The picture, if it is there; else it will come by `drawn`, before all others if `soon`."""
        if not can_be_drawn(product):
            return None
        ground = QColor(colours().tile)
        rgb = (ground.red(), ground.green(), ground.blue()) if product.model_path else (0, 0, 0)
        variant = product.variant(variant_id)
        catalogue = self._controller.studio.catalogue
        wanted = _Wanted(product, variant.id if variant else None, catalogue, rgb)
        if wanted.key in self._pictures:
            return self._pictures[wanted.key]
        if wanted.key not in self._asked:
            self._asked.add(wanted.key)
            self._total += 1
            (self._queue.appendleft if soon else self._queue.append)(wanted)
            self._go_on()
        return None

    def forget(self, product_ids: Collection[str]) -> None:
        """These products are others than they were: their pictures are made again when they are wanted."""
        for key in [key for key in self._asked if key[0] in product_ids]:
            self._asked.discard(key)
            self._pictures.pop(key, None)

    def _go_on(self) -> None:
        if self._started and self._queue and not self._drawing:
            self._drawing = True
            self._errand.run_series(_made_from(self._queue), self._take, self._over)

    def _over(self) -> None:
        self._drawing = False
        self._total, self._done = len(self._queue), 0
        self._status.finished(_NAME)
        self._go_on()

    def _take(self, made: _Made) -> None:
        self._done += 1
        if made.fresh:
            self._status.progress(tr("Drawing products"), self._done, self._total, of=_NAME)
        if made.image is not None:
            picture = self._pictures[made.wanted.key] = QPixmap.fromImage(made.image)
            self.drawn.emit(made.wanted.product.id, made.wanted.variant_id or "", picture)


def _made_from(queue: deque[_Wanted]) -> Generator[_Made, None, None]:
    """On the errands' thread: pictures one by one, from disk or drawn in one context."""
    cache = PictureCache(_NAME)
    with ExitStack() as stack:
        studio: PortraitStudio | None = None
        while queue:
            wanted = queue.popleft()
            began = time.perf_counter()
            worn = Worn(wanted.product.id, wanted.variant_id)
            size, ground = wanted.size, wanted.ground
            pixels: NDArray[np.uint8] | None = None
            fresh = False
            try:
                key = picture_key(worn, wanted.catalogue, size=size, ground=ground)
                pixels = cache.get(key)
                if pixels is None:
                    fresh = True
                    studio = studio or stack.enter_context(PortraitStudio())
                    pixels = studio.picture(worn, wanted.catalogue, size=size, ground=ground)
                    cache.put(key, pixels)
            except (UserError, OSError):
                pixels = None  # a broken product keeps its icon; wearing it says what is wrong
            yield _Made(wanted, None if pixels is None else qt_image(pixels), fresh)
            if fresh:
                time.sleep(min(_REST * (time.perf_counter() - began), _LONGEST_REST_S))
    cache.prune()
