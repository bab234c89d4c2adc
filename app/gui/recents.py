"""What was opened last, as the menus show it; and the way to what has moved since."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ..core.errors import UserError
from ..core.ports import SourceInfo
from ..sources import kind_opened, lasting
from ..sources.registry import FILE_SCHEME, split_spec
from ..store.recents import Recent, Recents, relinked, shelf, with_newest
from .desk import Desk
from .info_bar import InfoBar, InfoLine
from .language import tr

_OF_FILES = ("clip", "picture", "folder", "recording")


class RecentSources(QObject):
    """Follows what is opened. `changed` says that the list, or what of it can be found, is another now."""

    changed = Signal()

    def __init__(self, desk: Desk, bar: InfoBar) -> None:
        super().__init__(desk.window)
        self._window, self.controller = desk.window, desk.controller
        self._errand, self._bar = desk.errand, bar
        self._recents, notices = shelf().load()
        for notice in notices:
            self.controller.say(notice)
        self._missing: frozenset[str] = frozenset()
        # What could not be opened because it is not where it was.
        self._lost = self._refused_last = ""
        self._line: InfoLine | None = None
        self._complained = False
        self._find = desk.actions.add(
            "source.find", lambda: tr("Find the &missing source…"), self._find_lost, menu="file", group=10
        )
        self._find.setVisible(False)
        self._clear = desk.actions.add("source.clear-recents", lambda: tr("&Clear the list"), self.clear)
        self._clear.setEnabled(bool(self._recents.entries))
        self.controller.source_opened.connect(self._opened)
        self.controller.source_refused.connect(self._refused)
        self.look()

    @property
    def entries(self) -> tuple[Recent, ...]:
        return self._recents.entries

    def is_missing(self, entry: Recent) -> bool:
        """Whether it was not there when it was looked for last."""
        return entry.path in self._missing

    def look(self) -> None:
        """Look again which of them are there; a disk that sleeps may take its time."""
        paths = [entry.path for entry in self.entries]
        self.controller.paths.run(lambda: frozenset(p for p in paths if not Path(p).exists()), self._looked)

    def open(self, entry: Recent) -> None:
        """Open it, or ask where it is now."""
        if self.is_missing(entry):
            self.find(entry)
        else:
            self.controller.open(entry.path)

    def clear(self) -> None:
        self._keep(Recents())

    def find(self, entry: Recent) -> None:
        """Ask a person where it is now, and open it there."""
        title = tr("Where is {name} now?").format(name=Path(entry.path).name)
        self.controller.paths.run(lambda: _nearest(entry.path), partial(self._ask_where, entry, title))

    def _ask_where(self, entry: Recent, title: str, nearest: Path) -> None:
        if entry.kind == "folder":
            new = QFileDialog.getExistingDirectory(self._window, title, str(nearest))
        else:
            new, _ = QFileDialog.getOpenFileName(self._window, title, str(nearest))
        if new:
            self.relink(entry.path, new)
            self.controller.open(new)

    def relink(self, old: str, new: str) -> None:
        """It lies at `new` now; what moved along with it is found, too."""
        self._keep(relinked(self._recents, old, new))
        self.look()

    def _opened(self, spec: str, info: SourceInfo) -> None:
        kind = kind_opened(spec, info)
        if kind in _OF_FILES:
            self._refused_last = ""
            self._keep(with_newest(self._recents, Recent(path=lasting(spec), kind=kind)))
            self._found()

    def _refused(self, spec: str, _why: str) -> None:
        self._refused_last = spec
        self.controller.paths.run(lambda: _is_gone(spec), partial(self._offer_to_find, spec))

    def _offer_to_find(self, spec: str, gone: bool) -> None:
        if not gone or spec != self._refused_last:  # something else has been opened meanwhile
            return
        self._lost = lasting(spec)
        name = Path(spec).name
        self._found()
        self._find.setVisible(True)
        self.controller.say("")  # the line that stays says it better
        self._line = self._bar.tell(lambda: tr("{name} is not where it was.").format(name=name), self._find)
        self.look()

    def _find_lost(self) -> None:
        entry = next((e for e in self.entries if e.path == self._lost), Recent(path=self._lost))
        self.find(entry)

    def _found(self) -> None:
        """Something else is worked with now: the line need not stay."""
        self._find.setVisible(False)
        if self._line is not None:
            self._bar.put_away(self._line)
            self._line = None

    def _looked(self, missing: frozenset[str]) -> None:
        if missing != self._missing:
            self._missing = missing
            self.changed.emit()

    def _keep(self, recents: Recents) -> None:
        if recents == self._recents:
            return
        self._recents = recents
        self._clear.setEnabled(bool(recents.entries))
        self.changed.emit()
        self._errand.run(lambda: _save(recents), self._saved)

    def _saved(self, problem: str) -> None:
        if problem and not self._complained:
            self._complained = True
            self.controller.say(problem)


def _is_gone(spec: str) -> bool:
    """Whether it is a path and nothing is there."""
    try:
        return split_spec(spec)[0] in (FILE_SCHEME, "recording") and not Path(lasting(spec)).exists()
    except UserError:
        return False


def _nearest(path: str) -> Path:
    """The folder above it that is there."""
    return next((folder for folder in Path(path).parents if folder.exists()), Path.home())


def _save(recents: Recents) -> str:
    """What went wrong; "" when it is written."""
    try:
        shelf().save(recents)
    except UserError as problem:
        return str(problem)
    return ""
