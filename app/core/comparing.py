"""Commands of A/B: two setups, of which one is the present. Import them from core.commands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .command import Step
from .document import Document
from .label import Label


@dataclass(frozen=True, slots=True)
class SwapSetups(Step):
    """Change over to the other setup; where there is none yet, it begins as a copy of the present one."""

    @property
    def label(self) -> Label:
        return Label("Change between A and B")

    @property
    def merge_key(self) -> str | None:
        return "compare"  # to and fro is how one compares: an even number of times leaves no step

    def apply(self, document: Document) -> Document:
        there = document.other or document.setup
        return replace(document.with_setup(there), other=document.setup, on_b=not document.on_b)


@dataclass(frozen=True, slots=True)
class TakeSetup(Step):
    """Make the other setup like the present one."""

    to_b: bool = True

    @property
    def label(self) -> Label:
        return Label("Copy A to B") if self.to_b else Label("Copy B to A")

    def apply(self, document: Document) -> Document:
        if document.on_b == self.to_b and document.other is not None:
            return document.with_setup(document.other)
        return replace(document, other=document.setup)


@dataclass(frozen=True, slots=True)
class EndCompare(Step):
    """Forget the other setup and go on with the present one."""

    @property
    def label(self) -> Label:
        return Label("Stop comparing")

    def apply(self, document: Document) -> Document:
        return replace(document, other=None, on_b=False)
