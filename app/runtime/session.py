"""The session: the Document, its history, and who wants to know of changes.

It names no Qt and no GL. Every change is a command; `subscribe` hears the new Document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..core.commands import Command
from ..core.document import Document
from ..core.label import Label

Listener = Callable[[Document], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the history: the Document before and after, and what to call it."""

    label: Label
    merge_key: str | None
    before: Document
    after: Document


class Session:
    """Holds the Document; used from one thread (the window's, or the command line's)."""

    # A designer's afternoon; a Document is small and shares what has not changed.
    HISTORY_LIMIT = 500

    def __init__(self, document: Document) -> None:
        self._document = document
        self._done: list[Entry] = []
        self._undone: list[Entry] = []
        # What could be done again before the gesture that is under way began.
        self._forgotten: list[Entry] = []
        self._listeners: list[Listener] = []
        self._gesture_open = False

    @property
    def document(self) -> Document:
        return self._document

    @property
    def undo_label(self) -> Label | None:
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> Label | None:
        return self._undone[-1].label if self._undone else None

    @property
    def history(self) -> tuple[Label, ...]:
        """All steps, the oldest first: `position` of them are done, the others have been taken back."""
        return tuple(entry.label for entry in (*self._done, *reversed(self._undone)))

    @property
    def position(self) -> int:
        return len(self._done)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with the Document after each change."""
        self._listeners.append(listener)

    def do(self, command: Command) -> None:
        """Apply a command. Raises UserError, and changes nothing, when it cannot be applied."""
        after = command.apply(self._document)
        if after == self._document:
            return
        if command.in_history:
            self._keep(command, after)
        else:
            self._amend(after)
        self._set(after)

    def end_gesture(self) -> None:
        """A drag is over: the next step of the same knob will be an entry of its own."""
        self._gesture_open = False

    def cancel_gesture(self) -> None:
        """Take back what the gesture under way has done, as if it had never begun."""
        if self._gesture_open and self._done:
            before = self._done.pop().before
            self._undone = self._forgotten
            self._gesture_open = False
            self._set(self._as_seen(before))

    def undo(self) -> None:
        """Take the last step back; does nothing at the beginning."""
        self.go_to(len(self._done) - 1)

    def redo(self) -> None:
        """Do the last undone step again; does nothing at the end."""
        self.go_to(len(self._done) + 1)

    def go_to(self, position: int) -> None:
        """Undo or redo until `position` steps of the history are done; listeners hear of it once."""
        position = min(max(position, 0), len(self._done) + len(self._undone))
        if position == len(self._done):
            return
        document = self._document
        while len(self._done) > position:
            self._undone.append(self._done.pop())
            document = self._undone[-1].before
        while len(self._done) < position:
            self._done.append(self._undone.pop())
            document = self._done[-1].after
        self._gesture_open = False
        self._set(self._as_seen(document))

    def forget_source(self, gone: str, instead: str) -> None:
        """A source of the history cannot be opened any more: `instead` stands wherever it was chosen."""

        def mended(document: Document) -> Document:
            return replace(document, source=instead) if document.source == gone else document

        def kept(entries: list[Entry]) -> list[Entry]:
            changed = [replace(e, before=mended(e.before), after=mended(e.after)) for e in entries]
            return [entry for entry in changed if entry.before != entry.after]

        self._done, self._undone = kept(self._done), kept(self._undone)
        self._gesture_open = False
        if self._document.source == gone:
            self._set(mended(self._document))

    def _keep(self, command: Command, after: Document) -> None:
        """Write a step down: as part of the gesture under way, or as one of its own."""
        last = self._done[-1] if self._done else None
        merges = self._gesture_open and last is not None and command.merge_key is not None
        if merges and last is not None and command.merge_key == last.merge_key:
            self._done.pop()
            before, label = last.before, last.label
        else:
            before, label = self._document, command.label
            self._forgotten = self._undone
        self._undone = []
        self._gesture_open = True
        if self._as_seen(before) == after:  # the gesture has come back to where it began
            self._undone, self._gesture_open = self._forgotten, False
            return
        self._done.append(Entry(label, command.merge_key, before, after))
        del self._done[: -self.HISTORY_LIMIT]

    def _amend(self, after: Document) -> None:
        """A change that is no step of its own belongs to where the history stands."""
        if self._done:
            self._done[-1] = replace(self._done[-1], after=after)
        if self._undone:
            self._undone[-1] = replace(self._undone[-1], before=after)

    def _as_seen(self, document: Document) -> Document:
        """A Document of the history, looked at as now."""
        return replace(document, view=self._document.view)

    def _set(self, document: Document) -> None:
        self._document = document
        for listener in self._listeners:
            listener(document)
