"""What a part of the window is given to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from ..core.errors import UserError
from .actions import Actions
from .bridge import Errand
from .controller import Controller
from .docks import Docks
from .status_bar import StatusBar


@dataclass(frozen=True, slots=True)
class Desk:
    """`window` is for dialogs to stand over and for geometry; parts never reach into each other through it.

    `errand` runs what may take a while and may be forgotten when the window closes, `saving` what a person
    wants kept. `status` and `docks` are where a part puts what it shows.
    """

    window: QMainWindow
    controller: Controller
    actions: Actions
    docks: Docks
    status: StatusBar
    errand: Errand
    saving: Errand

    def keep(self, write: Callable[[], object]) -> None:
        """Write down what a person has chosen; a home on a network may take its time. A UserError is said."""

        def tried() -> str:
            try:
                write()
            except UserError as problem:
                return str(problem)
            return ""

        self.saving.run(tried, lambda problem: self.controller.say(problem) if problem else None)
