"""The studio without a window: session, catalogue, engine and screen in one hand.

The window calls these methods and shows what the session and the engine say; it decides nothing itself. All
methods are called on one thread (the window's) and return at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from ..core.commands import Command, OpenSource, TakeOff, Wear
from ..core.document import Document, View, Worn
from ..core.errors import UserError
from ..core.ports import SourceInfo
from ..store.products import Catalogue, load_catalogue, resolve_wear
from .engine import Engine
from .events import Position
from .pipeline import FrameResult, Pipeline
from .resolve_usable import resolve_usable
from .screen import Screen, ScreenEvents
from .session import Session
from .sources import live_player, open_live


class StudioEvents(ScreenEvents, Protocol):
    """What the studio tells, on its threads; see EngineEvents and ScreenEvents."""

    def on_source(self, spec: str, info: SourceInfo) -> None: ...

    def on_refused(self, spec: str, why: str) -> None: ...

    def on_position(self, position: Position) -> None: ...

    def on_notice(self, text: str, detail: str = "") -> None: ...

    def on_line(self, text: str) -> None: ...


class _Results:
    """Sends the engine's results to the screen and everything else on."""

    def __init__(self, screen: Screen, events: StudioEvents) -> None:
        self._screen = screen
        self.listeners: tuple[Callable[[FrameResult], None], ...] = ()
        self.on_source = events.on_source
        self.on_refused = events.on_refused
        self.on_position = events.on_position
        self.on_notice = events.on_notice
        self.on_line = events.on_line

    def on_result(self, result: FrameResult) -> None:
        for listener in self.listeners:
            listener(result)
        self._screen.show(result)


class Studio:
    """Make it, `start` it, `close` it."""

    def __init__(
        self, document: Document, events: StudioEvents, *, catalogue: Catalogue | None = None
    ) -> None:
        self.catalogue = load_catalogue() if catalogue is None else catalogue
        self.session = Session(document)
        self.screen = Screen(events)
        self._results = _Results(self.screen, events)
        self.engine = Engine(
            pipeline=Pipeline,
            resolve=lambda doc, generation: resolve_usable(doc, self.catalogue, generation=generation),
            open_source=open_live,
            player=live_player,
            events=self._results,
        )
        self._resolved = document
        # What has been asked for last, what is open, and the first source where that could not be opened.
        self._source, self._opened, self._missing = document.source, "", ""
        self.session.subscribe(self._document_changed)

    @property
    def document(self) -> Document:
        return self.session.document

    def start(self, *, otherwise: str | None = None) -> None:
        """Begin with the Document's source, or with `otherwise` where that cannot be opened."""
        self.engine.set_document(self.document)
        self.screen.start()
        self.engine.start()
        self.engine.open(self.document.source, otherwise=otherwise)

    def close(self) -> None:
        self.engine.close()
        self.screen.close()

    def listen(self, listener: Callable[[FrameResult], None]) -> None:
        """Hand every result to it from now on, drawn or not, on the step thread."""
        self._results.listeners = (*self._results.listeners, listener)

    def stop_listening(self, listener: Callable[[FrameResult], None]) -> None:
        """Hand it nothing any more; nothing happens where it does not listen."""
        self._results.listeners = tuple(one for one in self._results.listeners if one != listener)

    def do(self, command: Command) -> None:
        """Change the Document. Raises UserError, and changes nothing, when the command does not fit."""
        self.session.do(command)

    def open(self, spec: str) -> None:
        """Open a source; the Document follows when it is open (see `source_opened`)."""
        self.engine.open(spec)

    def source_opened(self, spec: str) -> None:
        """The engine has opened `spec`: keep it in the Document."""
        self._source = self._opened = spec
        if self._missing:
            self.session.forget_source(self._missing, spec)
            self._missing = ""
        self.session.do(OpenSource(spec))

    def wear(self, text: str) -> None:
        """Put on "PRODUCT[:VARIANT]" or a GLB, in place of what is worn of its kind. Raises UserError."""
        self.wear_again(resolve_wear(text, self.catalogue))

    def wear_again(self, worn: Worn) -> None:
        """Put a product on in its variant and with its settings, in place of its kind."""
        self.session.do(Wear(worn, replaces=self._same_kind(worn)))

    def source_refused(self, spec: str) -> None:
        """The engine could not open `spec`: where undo went back to it, the Document stays as it was."""
        if not self._opened:
            self._missing = self.document.source
        elif spec == self.document.source != self._opened:
            self._source = self._opened
            self.session.forget_source(spec, self._opened)

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Other products from now on; what is worn is looked up again."""
        self.catalogue = catalogue  # one frozen value: the resolving thread sees the old one or the new one
        self.engine.set_document(self.document)

    def toggle(self, product_id: str) -> None:
        """Wear a product, or take it off if it is worn."""
        if any(worn.product_id == product_id for worn in self.document.default_look.worn):
            self.session.do(TakeOff(product_id))
        else:
            self.wear(product_id)

    def _same_kind(self, worn: Worn) -> frozenset[str]:
        kind = self._kind(worn)
        others = self.document.default_look.worn
        return frozenset(other.product_id for other in others if self._kind(other) == kind)

    def _kind(self, worn: Worn) -> str | None:
        """None for what has gone since it was put on."""
        try:
            return self.catalogue.get(worn.product_id).kind
        except UserError:
            return None

    def _document_changed(self, document: Document) -> None:
        if _for_workers(document) != _for_workers(self._resolved):
            self.engine.set_document(document)
        self._resolved = document
        if document.source != self._source:  # an undo went back over the opening of a source
            self._source = document.source
            self.engine.open(document.source)


def _for_workers(document: Document) -> Document:
    """The part of the Document for which something must be resolved and stepped again.

    The view is the window's own business, but for A beside B; without that the other setup costs nothing.
    """
    other = document.other if document.shows_both else None
    return replace(document, view=View(), source="", preset="", other=other)
