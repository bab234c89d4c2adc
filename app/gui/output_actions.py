"""What leaves the window: pictures of the look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog

from ..core.errors import UserError
from ..sinks.still import save_still
from .desk import Desk
from .language import tr


class OutputActions(QObject):
    """Saving what is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window, self._controller, self._errand = desk.window, desk.controller, desk.errand
        desk.actions.add(
            "out.photo",
            lambda: tr("&Save picture…"),
            self._choose_photo,
            menu="file",
            group=20,
            keys=QKeySequence.StandardKey.Save,
        )

    def save_photo(self, path: Path) -> None:
        """The look at the source's size, as a PNG, JPEG or WebP file, made and written in the background."""
        screen = self._controller.studio.screen

        def save() -> str:
            rgb = screen.look_picture()
            if rgb is None:
                return tr("There is no picture to save yet.")
            try:
                save_still(path, rgb)
            except UserError as problem:
                return str(problem)
            return tr("Saved {path}").format(path=path)

        self._errand.run(save, self._controller.say)

    def _choose_photo(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save the picture"), "lookglass.png", tr("Pictures (*.png *.jpg *.webp)")
        )
        if path:
            chosen = Path(path)
            self.save_photo(chosen if chosen.suffix else chosen.with_suffix(".png"))
