"""Between the window's widgets and the studio: commands go in, signals come out, faults become notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..core.commands import Command, SetView
from ..core.document import Document, View, Worn
from ..core.errors import UserError
from ..core.ports import SourceInfo
from ..runtime.arrivals import WORN, Arrival, judge
from ..runtime.events import Position
from ..runtime.resolve import followed
from ..runtime.studio import Studio
from ..sources import Player
from ..store.products import Catalogue
from .arrival_words import what_became_of
from .bridge import Bridge, Errand

# A disk that does not answer is not waited for when the window goes.
_PATIENCE_S = 0.2


class Controller(QObject):
    """What every panel is given. It holds no state of its own but the studio's.

    `document_changed` carries the Document after every change, whoever made it; `followed_changed` that faces
    or feet are followed from now on ("face", "feet"); `products_arrived` the paths
    of models and patterns that somebody wants to wear; `notice` a sentence and its
    details (an empty sentence says that the last one is over).
    """

    document_changed = Signal(object)
    followed_changed = Signal(str)
    source_opened = Signal(str, object)
    source_refused = Signal(str, str)
    position_changed = Signal(object)
    catalogue_changed = Signal()
    products_arrived = Signal(object)
    notice = Signal(str, str)
    told = Signal(str, str)
    line_changed = Signal(str)

    def __init__(
        self, document: Document, parent: QObject | None = None, *, catalogue: Catalogue | None = None
    ) -> None:
        super().__init__(parent)
        self.bridge = Bridge(self)
        self.studio = Studio(document, self.bridge, catalogue=catalogue)
        # Looks at what lies at a person's paths, and at nothing else: a network drive may hang.
        self.paths = Errand("lookglass-paths", self)
        self.source_info: SourceInfo | None = None
        self._followed = followed(document, self.studio.catalogue)
        self.studio.session.subscribe(self._document_changed)
        self.bridge.source_opened.connect(self._source_opened)
        self.bridge.position_ready.connect(self._position_ready)
        self.bridge.source_refused.connect(self._source_refused)
        self.bridge.noticed.connect(self.notice)
        self.bridge.line_changed.connect(self.line_changed)

    @property
    def document(self) -> Document:
        return self.studio.document

    @property
    def followed(self) -> str:
        """What the Document and the products worn say: "face" or "feet"."""
        return self._followed

    @property
    def wanted(self) -> int:
        """How many faces or feet are followed at most."""
        document = self.document
        return document.max_feet if self._followed == "feet" else document.max_subjects

    def start(self, *, otherwise: str | None = None) -> None:
        """Begin with the Document's source, or with `otherwise` where that cannot be opened."""
        self.studio.start(otherwise=otherwise)

    def close(self) -> None:
        self.paths.close(_PATIENCE_S)
        self.studio.close()
        self.bridge.close()

    def do(self, command: Command) -> bool:
        """Change the Document; a command that does not fit becomes a notice. True when it was done."""
        return self._try(lambda: self.studio.do(command))

    def end_gesture(self) -> None:
        """A drag is over: the next change is a step of its own."""
        self.studio.session.end_gesture()

    def cancel_gesture(self) -> None:
        """What the gesture under way has done shall never have been: no step is left of it."""
        self.studio.session.cancel_gesture()

    def undo(self) -> None:
        self.studio.session.undo()

    def redo(self) -> None:
        self.studio.session.redo()

    def toggle(self, product_id: str) -> None:
        """Wear a product in place of its kind, or take it off."""
        self._try(lambda: self.studio.toggle(product_id))

    def wear(self, text: str) -> None:
        """Wear "PRODUCT[:VARIANT]" or a GLB file in place of its kind."""
        self._try(lambda: self.studio.wear(text))

    def wear_again(self, worn: Worn) -> None:
        """Wear a product as it was worn before, in place of its kind."""
        self._try(lambda: self.studio.wear_again(worn))

    def open(self, spec: str) -> None:
        self.studio.open(spec)

    def take_path(self, path: str) -> None:
        """A file or folder that was dropped or chosen: a product is worn, a source is opened."""
        self.take_paths([path])

    def take_paths(self, paths: Sequence[str]) -> None:
        """As `take_path`; of several sources the last is opened, and what became of them all is said."""
        self.judge(paths, self._take)

    def judge(self, paths: Sequence[str], then: Callable[[list[Arrival]], None]) -> None:
        """Tell `then` what paths are for, as soon as that is known."""
        wanted = [Path(path) for path in paths]
        self.paths.run(lambda: [judge(path) for path in wanted], then)

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Other products from now on, because the library has changed."""
        self.studio.use_catalogue(catalogue)
        changed = self._look_who_is_followed()
        self.catalogue_changed.emit()
        if changed:
            self.followed_changed.emit(self._followed)

    def play(self, act: Callable[[Player], None]) -> None:
        """Do something with the player, on its thread."""
        self.studio.engine.control(act)

    def look(self, looked_at: bool) -> None:
        """Whether anybody can see the window: a camera is let go of while nobody does."""
        self.studio.engine.look(looked_at)

    def set_view(self, view: View) -> None:
        self.do(SetView(view))

    def say(self, text: str, detail: str = "") -> None:
        """Something is wrong; it stays until it is put away."""
        self.notice.emit(text, detail)

    def tell(self, text: str, detail: str = "") -> None:
        """Something was done or is so ("Saved ..."); a plain sentence goes by itself."""
        self.told.emit(text, detail)

    def report(self, outcome: str | UserError) -> None:
        """What has become of something that was done elsewhere: a sentence, or why it could not be done."""
        if isinstance(outcome, UserError):
            self.say(str(outcome))
        else:
            self.tell(outcome)

    def _document_changed(self, document: Document) -> None:
        changed = self._look_who_is_followed()  # known to whoever hears of the Document
        self.document_changed.emit(document)
        if changed:
            self.followed_changed.emit(self._followed)

    def _look_who_is_followed(self) -> bool:
        before = self._followed
        self._followed = followed(self.document, self.studio.catalogue)
        return self._followed != before

    def _try(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except UserError as problem:
            self.notice.emit(str(problem), "")
            return False
        return True

    def _take(self, arrivals: list[Arrival]) -> None:
        worn = [str(one.path) for one in arrivals if one.use in WORN]
        opened = [str(one.path) for one in arrivals if one.use not in (*WORN, "nothing")][-1:]
        if len(arrivals) > 1 or not (worn or opened):
            self.say(what_became_of(arrivals))
        if worn:
            self.products_arrived.emit(worn)
        for path in opened:
            self.open(path)

    def _source_opened(self, spec: str, info: SourceInfo) -> None:
        self.source_info = info
        self.studio.source_opened(spec)
        self.source_opened.emit(spec, info)

    def _source_refused(self, spec: str, why: str) -> None:
        self.notice.emit(why, "")
        self.studio.source_refused(spec)
        self.source_refused.emit(spec, why)

    def _position_ready(self) -> None:
        position: Position | None = self.bridge.take_position()
        if position is not None:
            self.position_changed.emit(position)
