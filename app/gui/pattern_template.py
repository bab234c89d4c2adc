"""Saving the face's sheet, for designers to draw on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from ..core.errors import UserError
from ..sinks.files import with_ending
from ..store.pattern_file import save_template
from .desk import Desk
from .language import tr


class PatternTemplate(QObject):
    """One entry of the Wear menu."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window, self._controller, self._saving = desk.window, desk.controller, desk.saving
        desk.actions.add(
            "wear.template",
            lambda: tr("Save a sheet to &draw on…"),
            self._choose,
            menu="wear",
            group=20,
        )

    def save(self, path: Path) -> None:
        """Write the sheet in the background and say where it lies."""

        def work() -> str | UserError:
            try:
                save_template(path)
            except UserError as problem:
                return problem
            return tr("Saved {path}. Draw on it, leave its lines out, and drop it here.").format(path=path)

        self._saving.run(work, self._controller.report)

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save a sheet to draw on"), "face-sheet.png", tr("Pictures (*.png)")
        )
        if path:
            self.save(with_ending(Path(path), ".png"))
