"""The session: the Document, its history, and who wants to know of changes.

It names no Qt and no GL. Every change is a command; `subscribe` hears the new Document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..core.commands import Command
from ..core.document import Document

Listener = Callable[[Document], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history: the Document before and after, and what to call it."""

    label: str
    merge_key: str | None
    before: Document
    after: Document


class Session:
    """Holds the Document; used from one thread (the window's, or the command line's)."""

    # A designer's afternoon; a Document is small and shares what has not changed.
    HISTORY_LIMIT = 500

    def __init__(self, document: Document) -> None:
        self._document = document
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._listeners: list[Listener] = []
        self._gesture_open = False

    @property
    def document(self) -> Document:
        return self._document

    @property
    def undo_label(self) -> str | None:
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        return self._undone[-1].label if self._undone else None

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with the Document after each change."""
        self._listeners.append(listener)

    def do(self, command: Command) -> None:
        """Apply a command. Raises UserError, and changes nothing, when it cannot be applied."""
        after = command.apply(self._document)
        if after == self._document:
            return
        last = self._done[-1] if self._done else None
        before = self._document
        if self._gesture_open and last and command.merge_key and command.merge_key == last.merge_key:
            before = self._done.pop().before
        self._done.append(Step(command.label, command.merge_key, before, after))
        del self._done[: -self.HISTORY_LIMIT]
        self._undone.clear()
        self._gesture_open = True
        self._set(after)

    def end_gesture(self) -> None:
        """A drag is over: the next step of the same knob will be a history entry of its own."""
        self._gesture_open = False

    def undo(self) -> None:
        """Take the last step back; does nothing at the beginning."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._gesture_open = False
            self._set(step.before)

    def redo(self) -> None:
        """Do the last undone step again; does nothing at the end."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._gesture_open = False
            self._set(step.after)

    def _set(self, document: Document) -> None:
        self._document = document
        for listener in self._listeners:
            listener(document)
