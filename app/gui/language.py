"""The language of the window: every text that a person reads goes through `tr`, and follows a change live.

A widget sets its texts in one function and hands it to `speak`, which calls it now and at each change:

    speak(self, self._say)

A text with a value in it is translated whole and filled afterwards: tr("Reset {knob}").format(knob=name).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject

from .follow import Change

# One context for the whole window: the same word is the same everywhere, unless `about` tells them apart.
CONTEXT = "Lookglass"


def tr(text: str, about: str | None = None) -> str:
    """The text in the present language; `about` tells apart what English has one word for ("verb")."""
    return QCoreApplication.translate(CONTEXT, text, about)


def declared(text: str, about: str | None = None) -> str:
    """As `tr`, for a text that another layer declares (a knob's help, a command's label).

    packaging/translations.py gathers those where they are declared; a literal belongs into `tr`.
    """
    return QCoreApplication.translate(CONTEXT, text, about)


@cache
def changes() -> Change:
    """Happens when another language has been chosen."""
    return Change()


def speak(owner: QObject, say: Callable[[], None]) -> None:
    """Call `say`, which sets the texts of `owner`, now and whenever the language changes."""
    changes().follow(owner, say)
