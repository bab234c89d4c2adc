"""The inks of the lab's drawings in the window's colours."""

from __future__ import annotations

from PySide6.QtGui import QColor

from ..lab.drawing import ON_BLACK, ON_WHITE, Ink
from .theme import colours


def ink_colour(ink: Ink) -> QColor:
    """What an ink is in the present theme; A and B are the same in the window as in a report."""
    dark = QColor(colours().window).lightnessF() < 0.5
    return QColor((ON_BLACK if dark else ON_WHITE)[ink])
