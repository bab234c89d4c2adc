"""Presets and looks as lists that the window shows: what there is, what is in use, and whether it is changed.

Both are files with a name of ours or of the person's own; what differs is said once, in a `Sort`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ..core.commands import Command, NameLook, NamePreset, UsePreset, WearLook
from ..core.document import DEFAULT_PRESET, Document, Look
from ..core.errors import UserError
from ..core.params import Value
from ..store import library
from ..store.presets import Kind, Saved, read_look, read_preset
from . import knob_words
from .desk import Desk


@dataclass(frozen=True, slots=True)
class Entry:
    """One preset or look. `id` is its file's name, `name` what the Document calls it, `title` what is shown.

    `content` is what it holds, None where the file cannot be read; `help` then says why.
    """

    id: str
    name: str
    own: bool
    content: Any = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """What presets and looks do differently."""

    kind: Kind
    read: Callable[[Saved], Entry]
    present: Callable[[Document], tuple[str, Any]]
    use: Callable[[Entry], Command]
    call: Callable[[str], Command]
    save: Callable[[str, Document], None]
    title: Callable[[Entry], str]


def _read_preset(saved: Saved) -> Entry:
    preset = read_preset(saved.path)
    return Entry(saved.name, saved.name, saved.own, _plain(preset.knobs), preset.help)


def _read_look(saved: Saved) -> Entry:
    look = read_look(saved.path)
    # A person's own has its file's name, whatever a hand has written into it.
    name = saved.name if saved.own else look.name
    return Entry(saved.name, name, saved.own, look.worn)


PRESETS = Sort(
    kind="preset",
    read=_read_preset,
    present=lambda document: (document.preset, _plain(document.knobs)),
    use=lambda entry: UsePreset(entry.name, entry.content),
    call=NamePreset,
    save=lambda name, document: library.save_preset(name, document.knobs),
    title=lambda entry: entry.name if entry.own else knob_words.preset(entry.name),
)
LOOKS = Sort(
    kind="look",
    read=_read_look,
    present=lambda document: (document.default_look.name, document.default_look.worn),
    use=lambda entry: WearLook(Look(entry.content, entry.name)),
    call=NameLook,
    save=lambda name, document: library.save_look(name, document.default_look),
    title=lambda entry: entry.name if entry.own else knob_words.look(entry.name),
)


class SavedList(QObject):
    """The list of one sort. `changed` says that it is another, or that another one of it is in use."""

    changed = Signal()

    def __init__(self, desk: Desk, sort: Sort, parent: QObject) -> None:
        super().__init__(parent)
        self.sort = sort
        self._controller, self._errand = desk.controller, desk.errand
        self.entries: tuple[Entry, ...] = ()
        self._told: set[str] = set()
        self._controller.document_changed.connect(self._document_changed)

    def fetch(self) -> None:
        """Read the files: once the first picture stands, so that nothing waits for them."""
        self._errand.run(partial(load, self.sort), self.show)

    def show(self, entries: tuple[Entry, ...], before: Callable[[], object] = lambda: None) -> None:
        """These there are now. `before` is done when they can be found and nobody has been told yet."""
        self.entries = entries
        for entry in entries:
            if entry.content is None and entry.id not in self._told:
                self._told.add(entry.id)
                self._controller.say(entry.help)
        before()
        self._recognise()
        self.changed.emit()

    def present(self) -> Entry | None:
        """The one in use, as saved; None where none is."""
        name, _ = self.sort.present(self._controller.document)
        return next((one for one in reversed(self.entries) if one.name == name), None)

    def is_changed(self) -> bool:
        """Whether what is in use differs from what was saved."""
        entry, (_, content) = self.present(), self.sort.present(self._controller.document)
        return entry is not None and entry.content is not None and entry.content != content

    def find(self, entry_id: str) -> Entry | None:
        """The entry of that file; of two of one name the person's own."""
        return next((one for one in reversed(self.entries) if one.id == entry_id), None)

    def _recognise(self) -> None:
        """Knobs from an earlier start may be exactly a preset's."""
        name, content = self.sort.present(self._controller.document)
        if name == DEFAULT_PRESET and self.is_changed():
            same = next((one for one in self.entries if one.content == content), None)
            if same is not None:
                self._controller.do(self.sort.call(same.name))

    def _document_changed(self, _document: Document) -> None:
        self.changed.emit()


def load(sort: Sort) -> tuple[Entry, ...]:
    """Every file of that sort, the preset that one returns to first; broken ones with what is wrong.

    For a thread: the person's folder may lie on a network drive.
    """
    entries = []
    for saved in library.saved_of(sort.kind):
        try:
            entries.append(sort.read(saved))
        except UserError as problem:
            entries.append(Entry(saved.name, saved.name, saved.own, help=str(problem)))
    return tuple(sorted(entries, key=lambda one: (one.own, one.id != DEFAULT_PRESET)))


def _plain(knobs: Mapping[str, Mapping[str, Value]]) -> dict[str, dict[str, Value]]:
    return {group: dict(values) for group, values in knobs.items() if values}
