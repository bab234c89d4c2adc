"""Pictures of looks: each worn by the demo subject, drawn in the background and kept on disk."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from ..core.document import Worn
from ..core.errors import UserError
from ..runtime.portraits import PortraitStudio, look_key
from ..store.picture_cache import PictureCache
from ..store.products import Catalogue
from .desk import Desk
from .qt_images import qt_image

# In px: more than twice what a tile shows, so that they are sharp on a dense screen.
SIZE = (168, 148)
_NAME = "look-pictures"
# The mirror comes first: after a picture, as long as it took is left to others, but no longer than this.
_LONGEST_REST_S = 0.25


@dataclass(frozen=True, slots=True)
class _Wanted:
    look_id: str
    worn: tuple[Worn, ...]
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """A picture, or (without an id) a place to stop at: the window may be closing."""

    look_id: str = ""
    image: QImage | None = None


class LookPictures(QObject):
    """Ask with `want`; `drawn` brings the look's id and its picture."""

    drawn = Signal(str, QPixmap)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._errand, self._controller = desk.errand, desk.controller
        # Shared with the thread that draws; a deque's ends may be taken from both sides.
        self._queue: deque[_Wanted] = deque()
        self._started = self._drawing = False

    def start(self) -> None:
        """Begin to draw: the mirror stands."""
        self._started = True
        self._go_on()

    def want(self, looks: Iterable[tuple[str, tuple[Worn, ...]]]) -> None:
        """These looks, by their ids, and no others any more."""
        catalogue = self._controller.studio.catalogue
        self._queue.clear()
        self._queue.extend(_Wanted(look_id, worn, catalogue) for look_id, worn in looks)
        self._go_on()

    def _go_on(self) -> None:
        if self._started and self._queue and not self._drawing:
            self._drawing = True
            self._errand.run_series(_made_from(self._queue), self._take, self._over)

    def _over(self) -> None:
        self._drawing = False
        self._go_on()

    def _take(self, made: _Made) -> None:
        if made.image is not None:
            self.drawn.emit(made.look_id, QPixmap.fromImage(made.image))


def _made_from(queue: deque[_Wanted]) -> Generator[_Made, None, None]:
    """On the errands' thread: pictures one by one, from disk or drawn in one context."""
    cache = PictureCache(_NAME)
    with ExitStack() as stack:
        studio: PortraitStudio | None = None
        while queue:
            try:
                wanted = queue.popleft()
            except IndexError:  # another wish has just emptied it
                break
            began = time.perf_counter()
            key = look_key(wanted.worn, wanted.catalogue, size=SIZE)
            pixels = cache.get(key)
            if pixels is None:
                if studio is None:
                    try:
                        studio = stack.enter_context(PortraitStudio())
                    except UserError:
                        break  # nothing can be drawn without a window here: the signs stay
                    yield _Made()
                    studio.prepare_look(size=SIZE)
                    yield _Made()
                pixels = studio.look(wanted.worn, wanted.catalogue, size=SIZE)
                cache.put(key, pixels)
                time.sleep(min(time.perf_counter() - began, _LONGEST_REST_S))
            yield _Made(wanted.look_id, qt_image(pixels))
    cache.prune()
