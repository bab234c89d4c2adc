"""Absence as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """Stands where a value would be, with the reason in a reader's words ("turned away", "no face").

    `passing` marks what is over in a moment (a camera between two pictures): nobody need be told.
    """

    reason: str
    passing: bool = False
