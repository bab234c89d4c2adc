"""A person's own products: what is dropped and worn from its file, and what is kept in the library."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog

from ..core.commands import TakeOff, Wear
from ..core.document import Document, Worn
from ..core.errors import UserError, reason_of
from ..core.products import Product
from ..store.lint import Finding, lint_path, not_looked_at
from ..store.own_kind import choose_kind
from ..store.own_library import Removed, empty_trash, keep, library_folder, put_back, remove_own, rename_own
from ..store.products import OWN_SUFFIXES, Catalogue, load_catalogue, own_product
from .desk import Desk
from .file_watch import FileWatch
from .info_bar import InfoBar, InfoLine
from .language import tr

# More cards than this would push the catalogue out of sight.
_MOST_FILES = 6


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A model or pattern worn from its file; `product` is None where it is of no use, as the findings say."""

    path: str
    product: Product | None
    findings: tuple[Finding, ...]


class OwnProducts(QObject):
    """Wears what arrives and looks after the library.

    `changed` says that `files` are others now, `redrawn` that a file of that path holds something else.
    """

    changed = Signal()
    redrawn = Signal(str)

    def __init__(self, desk: Desk, bar: InfoBar) -> None:
        super().__init__(desk.window)
        self._window, self._bar = desk.window, bar
        self._controller, self._errand = desk.controller, desk.errand
        self._files: dict[str, OwnFile] = {}
        self._looking: set[str] = set()
        # A model that is exported again is shown again: a designer looks at nothing else.
        self._watch = FileWatch(self._controller.paths, self)
        self._watch.written.connect(self._look_again)
        # What was removed last, what it was worn as, and the line that says so.
        self._removed: tuple[Removed, Worn | None] | None = None
        self._line: InfoLine | None = None
        self._add_actions(desk)
        controller = self._controller
        controller.products_arrived.connect(self._arrived)
        controller.document_changed.connect(self._look_at_worn)
        self._look_at_worn(controller.document)
        self._errand.run(lambda: empty_trash(now_s=time.time()), lambda _: None)

    @property
    def files(self) -> tuple[OwnFile, ...]:
        """Newest first."""
        return tuple(reversed(self._files.values()))

    # -- files

    def forget(self, path: str) -> None:
        """Take it off, and put its card away."""
        if path in self._files:
            del self._files[path]
            self._controller.do(TakeOff(path))
            self._watch.watch(self._files)
            self.changed.emit()

    def keep(self, path: str) -> None:
        """Copy it into the library, where it goes on being worn."""

        def work() -> tuple[str, Catalogue]:
            return keep(Path(path)), load_catalogue()

        self._in_library(work, lambda kept: self._kept(path, *kept))

    def wear_as(self, path: str, kind: str) -> None:
        """Take it for another kind from now on, and wear it as that."""

        def then(_: object) -> None:
            if path in self._files:
                self.redrawn.emit(path)
                self._look_at(path, wear=True, alone=False, anew=True)

        self._in_library(lambda: choose_kind(Path(path), kind), then)

    def keep_worn(self) -> None:
        """Keep whatever is worn from a file."""
        for worn in self._controller.document.default_look.worn:
            if worn.product_id in self._files:
                self.keep(worn.product_id)

    def choose(self) -> None:
        """Ask for files to wear."""
        endings = " ".join(f"*{suffix}" for suffix in OWN_SUFFIXES)
        title, kinds = tr("Wear a model or a drawing"), tr("Models and drawings ({endings})")
        paths, _ = QFileDialog.getOpenFileNames(self._window, title, "", kinds.format(endings=endings))
        if paths:
            self._controller.take_paths(paths)

    # -- the library

    def ask_name(self, product: Product) -> None:
        """Ask what a product of the library is to be called."""
        name, given = QInputDialog.getText(
            self._window, tr("Rename"), tr("The product's name"), text=product.name
        )
        if given and name != product.name:
            self.rename(product.id, name)

    def rename(self, product_id: str, name: str) -> None:
        def work() -> Catalogue:
            rename_own(product_id, name)
            return load_catalogue()

        self._in_library(work, self._controller.use_catalogue)

    def remove(self, product_id: str) -> None:
        """Move it into the trash; a line over the picture offers to put it back."""
        look = self._controller.document.default_look.worn
        worn = next((one for one in look if one.product_id == product_id), None)

        def work() -> tuple[Removed, Catalogue]:
            return remove_own(product_id), load_catalogue()

        def then(done: tuple[Removed, Catalogue]) -> None:
            self._controller.do(TakeOff(product_id))  # not before: what cannot be removed stays on
            self._controller.use_catalogue(done[1])
            self._offer_back(done[0], worn)

        self._in_library(work, then)

    def put_back(self) -> None:
        """Take what was removed last out of the trash, and wear it again if it was worn."""
        if self._removed is None:
            return
        removed, worn = self._removed

        def work() -> Catalogue:
            put_back(removed)
            return load_catalogue()

        def then(catalogue: Catalogue) -> None:
            self._controller.use_catalogue(catalogue)
            self._offer_back(None, None)
            if worn is not None:
                self._controller.wear_again(worn)

        self._in_library(work, then)

    def show_folder(self, product_id: str = "") -> None:
        """Open the folder of a product, or of all, where the system shows folders."""
        folder = library_folder() / product_id
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            text = tr("Cannot open {folder}: {why}")
            self._controller.say(text.format(folder=folder, why=reason_of(problem)))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # -- inside

    def _arrived(self, paths: list[str]) -> None:
        for path in paths:
            self._look_at(str(Path(path).expanduser().absolute()), wear=True, alone=len(paths) == 1)

    def _look_at_worn(self, document: Document) -> None:
        """What is worn from a file has a card, however it was put on."""
        for worn in document.default_look.worn:
            if worn.product_id.lower().endswith(OWN_SUFFIXES) and worn.product_id not in self._files:
                self._look_at(worn.product_id, wear=False, alone=False)
        self._keep_action.setEnabled(any(w.product_id in self._files for w in document.default_look.worn))

    def _look_at(self, path: str, *, wear: bool, alone: bool, anew: bool = False) -> None:
        if path in self._looking:
            return
        self._looking.add(path)

        def then(file: OwnFile) -> None:
            self._looking.discard(path)
            self._files.pop(path, None)
            self._files[path] = file
            self._forget_oldest(path)
            if anew:  # it was another product until now, under the same name
                self._controller.use_catalogue(self._controller.studio.catalogue)
            if wear and file.product is not None:
                self._controller.wear(path)
            elif alone:
                self._controller.say(f"{Path(path).name}: {file.findings[0].message}")
            self._look_at_worn(self._controller.document)
            self._watch.watch(self._files)
            self.changed.emit()

        def otherwise() -> None:
            then(OwnFile(path, None, (not_looked_at(path),)))

        self._errand.run(lambda: looked_at(path), then, otherwise)

    def _forget_oldest(self, newest: str) -> None:
        """Cards of what is worn stay, however many: without one it would be looked at again, and so on."""
        needed = {newest, *(worn.product_id for worn in self._controller.document.default_look.worn)}
        too_many = max(0, len(self._files) - _MOST_FILES)
        for path in [path for path in self._files if path not in needed][:too_many]:
            del self._files[path]

    def _look_again(self, written: frozenset[str]) -> None:
        for path in written:
            if path in self._files:
                self.redrawn.emit(path)
                self._look_at(path, wear=False, alone=False)
        if any(w.product_id in written for w in self._controller.document.default_look.worn):
            self._controller.use_catalogue(self._controller.studio.catalogue)

    def _kept(self, path: str, product_id: str, catalogue: Catalogue) -> None:
        self._controller.use_catalogue(catalogue)
        for worn in self._controller.document.default_look.worn:
            if worn.product_id == path:
                self._controller.do(Wear(replace(worn, product_id=product_id), replaces=frozenset({path})))
        self._files.pop(path, None)
        self._watch.watch(self._files)
        self.changed.emit()
        name = catalogue.get(product_id).name
        self._controller.tell(tr("{name} is among your own products now.").format(name=name))

    def _offer_back(self, removed: Removed | None, worn: Worn | None) -> None:
        if self._line is not None:
            self._bar.put_away(self._line)
            self._line = None
        self._removed = None if removed is None else (removed, worn)
        self._back_action.setEnabled(removed is not None)
        if removed is not None:
            name = removed.name
            self._line = self._bar.tell(
                lambda: tr("{name} has been removed from your own products.").format(name=name),
                self._back_action,
            )

    def _in_library(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """`then` with what `work` makes on the errands' thread, or a notice of why it could not be."""

        def tried() -> Any:
            try:
                return work()
            except UserError as problem:
                return problem

        def told(answer: Any) -> None:
            if isinstance(answer, UserError):
                self._controller.say(str(answer))
            else:
                then(answer)

        self._errand.run(tried, told)

    def _add_actions(self, desk: Desk) -> None:
        add = desk.actions.add
        place: dict[str, Any] = {"menu": "wear", "group": 20}
        add("own.wear", lambda: tr("Wear a &file…"), self.choose, **place)
        self._keep_action = add(
            "own.keep", lambda: tr("&Keep the worn file in my products"), self.keep_worn, **place
        )
        self._back_action = add(
            "own.put-back", lambda: tr("&Put the removed product back"), self.put_back, **place
        )
        self._back_action.setEnabled(False)
        add("own.folder", lambda: tr("Show my products’ f&older"), self.show_folder, **place)


def looked_at(path: str) -> OwnFile:
    """What there is to say about a file; for a thread of its own, since it is read as a whole."""
    try:
        product, findings = own_product(Path(path)), tuple(lint_path(Path(path)))
    except UserError as problem:
        return OwnFile(path, None, (Finding("error", path, str(problem)),))
    broken = any(finding.severity == "error" for finding in findings)
    return OwnFile(path, None if broken else product, findings)
