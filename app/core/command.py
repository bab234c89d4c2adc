"""What a command is; the commands themselves are in core.commands."""

from __future__ import annotations

from typing import Protocol

from .document import Document
from .label import Label


class Command(Protocol):
    """A change of the Document, by name.

    `merge_key` is equal for steps of one gesture (a slider drag), which undo takes back at once; None never
    merges. `in_history` is false for what undo leaves alone.
    """

    @property
    def label(self) -> Label: ...

    @property
    def merge_key(self) -> str | None: ...

    @property
    def in_history(self) -> bool: ...

    def apply(self, document: Document) -> Document: ...


class Step:
    """A command that undo takes back, and that merges with no other."""

    @property
    def merge_key(self) -> str | None:
        return None

    @property
    def in_history(self) -> bool:
        return True
