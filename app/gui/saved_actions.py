"""What can be done with presets and looks: save, rename, duplicate, remove and put back, bring in and out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from ..core.errors import UserError
from ..store import library
from .actions import plain
from .desk import Desk
from .language import tr
from .name_dialog import NameDialog
from .saved import LOOKS, Entry, SavedList, load
from .sentences import said

_SUFFIX = ".json"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Words:
    """Every text, as functions of the present language; `{name}` stands for the preset's or look's."""

    save: Callable[[], str]
    save_as: Callable[[], str]
    rename: Callable[[], str]
    duplicate: Callable[[], str]
    remove: Callable[[], str]
    removed: Callable[[], str]
    put_back: Callable[[], str]
    put_none_back: Callable[[], str]
    back: Callable[[], str]
    bring_in: Callable[[], str]
    take_out: Callable[[], str]
    files: Callable[[], str]
    suggestion: Callable[[], str]


_PRESET_WORDS = _Words(
    save=lambda: tr("Save the preset"),
    save_as=lambda: tr("Save the knobs as a preset…"),
    rename=lambda: tr("Rename the preset…"),
    duplicate=lambda: tr("Duplicate the preset…"),
    remove=lambda: tr("Remove the preset"),
    removed=lambda: tr("The preset “{name}” is removed; the menu of presets can put it back."),
    put_back=lambda: tr("Put the preset “{name}” back"),
    put_none_back=lambda: tr("Put the removed preset back"),
    back=lambda: tr("Back to the preset as saved"),
    bring_in=lambda: tr("Import a preset…"),
    take_out=lambda: tr("Export the preset…"),
    files=lambda: tr("Presets of Lookglass (*.json)"),
    suggestion=lambda: tr("My preset"),
)
_LOOK_WORDS = _Words(
    save=lambda: tr("Save the look"),
    save_as=lambda: tr("Save what is worn as a look…"),
    rename=lambda: tr("Rename the look…"),
    duplicate=lambda: tr("Duplicate the look…"),
    remove=lambda: tr("Remove the look"),
    removed=lambda: tr("The look “{name}” is removed; the menu of looks can put it back."),
    put_back=lambda: tr("Put the look “{name}” back"),
    put_none_back=lambda: tr("Put the removed look back"),
    back=lambda: tr("Back to the look as saved"),
    bring_in=lambda: tr("Import a look…"),
    take_out=lambda: tr("Export the look…"),
    files=lambda: tr("Looks of Lookglass (*.json)"),
    suggestion=lambda: tr("My look"),
)


class SavedActions(QObject):
    """The actions of one sort. They mean the one in use; a menu of one entry is made by `menu_of`."""

    def __init__(self, desk: Desk, saved: SavedList) -> None:
        super().__init__(desk.window)
        self._window, self._controller, self._saving = desk.window, desk.controller, desk.saving
        self._actions, self.saved, self._sort = desk.actions, saved, saved.sort
        self._words = _LOOK_WORDS if saved.sort is LOOKS else _PRESET_WORDS
        self._removed = ""
        kind = saved.sort.kind
        present = self._with_present
        words = self._words
        self.save = self._add("save", words.save, self._save)
        self.save_as = self._add("save-as", words.save_as, self.ask_and_save)
        self.back = self._add("back", words.back, present(self.use))
        self.rename = self._add("rename", words.rename, present(self.ask_and_rename))
        self.duplicate = self._add("duplicate", words.duplicate, present(self.ask_and_duplicate))
        self.remove = self._add("remove", words.remove, present(self.remove_entry))
        self.put_back = self._add("put-back", self._put_back_text, self._put_back)
        self.bring_in = self._add("import", words.bring_in, self.ask_and_bring_in)
        self.take_out = self._add("export", words.take_out, present(self.ask_and_take_out))
        self._put_back_id = f"{kind}.put-back"
        saved.changed.connect(self._follow)
        self._follow()

    def fill(self, menu: QMenu) -> None:
        """Put the actions into a menu, in groups."""
        menu.addActions([self.save, self.save_as, self.back])
        menu.addSeparator()
        menu.addActions([self.rename, self.duplicate, self.remove, self.put_back])
        menu.addSeparator()
        menu.addActions([self.bring_in, self.take_out])

    def menu_of(self, entry: Entry, menu: QMenu) -> None:
        """What can be done with one entry, whether it is in use or not."""
        words = self._words
        for text, do, possible in (
            (words.rename(), self.ask_and_rename, entry.own and entry.content is not None),
            (words.duplicate(), self.ask_and_duplicate, entry.content is not None),
            (words.take_out(), self.ask_and_take_out, entry.content is not None),
            (words.remove(), self.remove_entry, entry.own),
        ):
            action = menu.addAction(text)
            action.setEnabled(possible)
            action.triggered.connect(partial(self._do_with, do, entry))

    # -- what is done

    def use(self, entry: Entry) -> None:
        """Put the entry into use."""
        if entry.content is None:
            self._controller.say(entry.help)
        else:
            self._controller.do(self._sort.use(entry))

    def save_under(self, name: str) -> None:
        """Keep what is in use under a name, and call it by that from now on."""
        document = self._controller.document
        self._try(
            lambda: self._sort.save(name, document),
            lambda _: self._controller.do(self._sort.call(name)),
        )

    def remove_entry(self, entry: Entry) -> None:
        """Take a person's own away; `put_back` is offered until another is removed."""

        def removed(_: None) -> None:
            self._removed = entry.id
            self._controller.tell(self._words.removed().format(name=entry.name))

        self._try(lambda: library.remove(self._sort.kind, entry.id), removed)

    # -- what is asked first

    def ask_and_save(self) -> None:
        present = self.saved.present()
        name = present.name if present and present.own else self._words.suggestion()
        suggestion = name if present and present.own else self._free(name)
        self._ask(self._words.save_as(), suggestion, self.save_under, may_replace=True)

    def ask_and_rename(self, entry: Entry) -> None:
        def rename(name: str) -> None:
            in_use = self.saved.present() == entry

            def renamed(_: None) -> None:
                if in_use:
                    self._controller.do(self._sort.call(name))

            self._try(lambda: library.rename(self._sort.kind, entry.id, name), renamed)

        self._ask(self._words.rename(), entry.name, rename)

    def ask_and_duplicate(self, entry: Entry) -> None:
        suggestion = self._free(self._sort.title(entry))
        self._ask(self._words.duplicate(), suggestion, lambda name: self.duplicate_as(entry, name))

    def duplicate_as(self, entry: Entry, name: str) -> None:
        """Another one like it."""
        self._try(lambda: library.duplicate(self._sort.kind, entry.id, name), lambda _: None)

    def ask_and_bring_in(self) -> None:
        dialog = self._file_dialog(self._words.bring_in(), QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.bring_in_from)
        dialog.open()

    def bring_in_from(self, path: str) -> None:
        """Copy a file among the person's own, and put it into use."""

        def brought_in(name: str) -> None:
            entry = self.saved.find(name)
            if entry is not None:
                self.use(entry)

        self._try(lambda: library.bring_in(self._sort.kind, Path(path)), brought_in)

    def ask_and_take_out(self, entry: Entry) -> None:
        dialog = self._file_dialog(self._words.take_out(), QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.selectFile(f"{entry.id}{_SUFFIX}")
        dialog.fileSelected.connect(partial(self.take_out_to, entry))
        dialog.open()

    def take_out_to(self, entry: Entry, path: str) -> None:
        """Write an entry into a file elsewhere."""

        self._try(
            lambda: library.take_out(self._sort.kind, entry.id, Path(path)),
            lambda _: self._controller.tell(tr("Saved {path}").format(path=path)),
        )

    # -- within

    def _add(self, verb: str, text: Callable[[], str], do: Callable[[], object]) -> QAction:
        return self._actions.add(f"{self._sort.kind}.{verb}", text, do)

    def _with_present(self, do: Callable[[Entry], object]) -> Callable[[], None]:
        def with_present() -> None:
            entry = self.saved.present()
            if entry is not None:
                do(entry)

        return with_present

    def _do_with(self, do: Callable[[Entry], object], entry: Entry, _checked: bool = False) -> None:
        do(entry)

    def _save(self) -> None:
        entry = self.saved.present()
        if entry is not None and entry.own:
            self.save_under(entry.name)
        else:
            self.ask_and_save()

    def _put_back(self) -> None:
        name = self._removed

        def there_again(_: None) -> None:
            self._removed = ""

        self._try(lambda: library.put_back(self._sort.kind, name), there_again)

    def _put_back_text(self) -> str:
        words = self._words
        # The list of shortcuts names it while nothing is to be put back, too.
        return words.put_back().format(name=self._removed) if self._removed else words.put_none_back()

    def _try(self, work: Callable[[], _T], then: Callable[[_T], object]) -> None:
        """`then` with what `work` makes of the files, once the list is up to date; or why it could not be."""

        def tried() -> tuple[_T | UserError, tuple[Entry, ...]]:
            done: _T | UserError
            try:
                done = work()
            except UserError as problem:
                done = problem
            return done, load(self._sort)

        def told(answer: tuple[_T | UserError, tuple[Entry, ...]]) -> None:
            done, entries = answer
            if isinstance(done, UserError):
                self._controller.say(str(done))
                self.saved.show(entries)
            else:
                self.saved.show(entries, lambda: then(done))

        self._saving.run(tried, told)

    def _free(self, name: str) -> str:
        return library.next_name(name, [entry.id for entry in self.saved.entries])

    def _ask(
        self, title: str, suggestion: str, then: Callable[[str], None], *, may_replace: bool = False
    ) -> None:
        kind, find = self._sort.kind, self.saved.find
        ours = [entry.id for entry in self.saved.entries if not entry.own]

        def problem(name: str) -> str:
            if not may_replace and name != suggestion and find(name) is not None:
                return tr("There is one of that name already.")
            return said(library.name_problem(kind, name, ours)) if name else ""

        def remark(name: str) -> str:
            replaced = may_replace and find(name) is not None
            return tr("Takes the place of the one of that name, which is kept as a .bak.") if replaced else ""

        dialog = NameDialog(plain(title), suggestion, self._window, problem=problem, remark=remark)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: then(dialog.name))
        dialog.open()

    def _file_dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, plain(title))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.setNameFilter(self._words.files())
        return dialog

    def _follow(self) -> None:
        entry, changed = self.saved.present(), self.saved.is_changed()
        readable = entry is not None and entry.content is not None
        own = entry is not None and entry.own
        self.save.setEnabled(own and changed)
        self.back.setEnabled(changed)
        self.rename.setEnabled(own and readable)
        self.remove.setEnabled(own)
        self.duplicate.setEnabled(readable)
        self.take_out.setEnabled(readable)
        self.put_back.setVisible(bool(self._removed))
        self._actions.reword(self._put_back_id)
