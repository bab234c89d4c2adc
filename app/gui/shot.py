"""`--shot`: open, wait, save a picture of the whole window, quit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from ..core.errors import UserError
from ..sinks.still import save_still
from .main_window import MainWindow

# Models, GL and a slow disk: whoever has no picture by then will not get one.
_PATIENCE_MS = 60_000


class Shot(QObject):
    """Saves the window `after_s` seconds after its first picture. `problem` says why it could not."""

    def __init__(self, window: MainWindow, path: Path, after_s: float) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        self._after_ms = max(0, round(after_s * 1000))
        self._begun = False
        self.problem: UserError | None = None
        window.picture.viewport.first_picture.connect(self._begin)
        window.controller.source_refused.connect(self._refused)
        QTimer.singleShot(_PATIENCE_MS, self, self._lose_patience)

    def _begin(self) -> None:
        self._begun = True
        QTimer.singleShot(self._after_ms, self, self._take)

    def _take(self) -> None:
        try:
            save_window(self._window, self._path)
        except UserError as problem:
            self.problem = problem
        self._window.close()  # the last window: it ends the application, too

    def _refused(self, spec: str, why: str) -> None:
        if not self._begun:
            self._give_up(why)

    def _lose_patience(self) -> None:
        if not self._begun:
            self._give_up("No picture arrived within a minute.")

    def _give_up(self, why: str) -> None:
        self.problem = UserError(why)
        self._window.close()


def save_window(window: MainWindow, path: Path) -> None:
    """The whole window as it is, the mirror included, in the screen's own pixels. Raises UserError."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    width, height, stride = image.width(), image.height(), image.bytesPerLine()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, stride)
    save_still(path, rows[:, : 3 * width].reshape(height, width, 3))
