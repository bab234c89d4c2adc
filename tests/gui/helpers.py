"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.core.commands import Wear
from app.core.document import Document, Worn
from app.gui.main_window import MainWindow
from app.stages import register_all

# A busy machine with software GL takes a while to load the models and compile the shaders.
PATIENCE_MS = 60_000

OpenWindow = Callable[[Document], MainWindow]


def dressed(source: str = "demo:face") -> Document:
    """A Document whose subject wears a lipstick, so that the window has something to draw."""
    register_all()
    worn = Worn("lipstick-rouge-satin", "classic")
    return Wear(worn).apply(replace(Document(), source=source))
