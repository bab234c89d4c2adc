"""What leaves the window as a picture: to a file, once more to the next file, to the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog

from ..core.errors import UserError
from ..sinks.files import free_name, with_ending
from ..sinks.still import png_bytes, save_still
from .desk import Desk
from .language import tr
from .out_folders import OutFolders, made
from .qt_images import qt_image

_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


class OutputActions(QObject):
    """Saving and copying what is seen; all of it is made and written in the background."""

    def __init__(self, desk: Desk, folders: OutFolders) -> None:
        super().__init__(desk.window)
        self._window, self._controller, self._saving = desk.window, desk.controller, desk.saving
        self._folders = folders
        add = desk.actions.add
        add(
            "out.photo",
            lambda: tr("&Save picture…"),
            self._choose_photo,
            menu="file",
            group=20,
            keys=QKeySequence.StandardKey.Save,
        )
        add(
            "out.photo-again",
            lambda: tr("Save picture a&gain"),
            self.save_again,
            menu="file",
            group=20,
            keys="F12",
        )
        add("out.copy", lambda: tr("&Copy picture"), self.copy, menu="file", group=20, keys="Ctrl+Shift+C")

    def save_photo(self, path: Path) -> None:
        """The look at the source's size, as a PNG, JPEG or WebP file."""
        self._save(lambda: path)

    def _save(self, place: Callable[[], Path]) -> None:
        """Save to the place that is told when it is this picture's turn."""
        screen = self._controller.studio.screen

        def save() -> str | UserError:
            rgb = screen.look_picture()
            if rgb is None:
                return UserError(tr("There is no picture to save yet."))
            try:
                path = place()
                save_still(path, rgb)
            except UserError as problem:
                return problem
            return tr("Saved {path}").format(path=path)

        self._saving.run(save, self._controller.report)

    def save_again(self) -> None:
        """Into the last folder, named after the moment and never over another."""
        places = self._folders.places
        ending = places.picture_ending if places.picture_ending in _ENDINGS else _ENDINGS[0]
        folder, stem = self._folders.pictures, f"Lookglass {datetime.now():%Y-%m-%d %H.%M.%S}"
        # A name is free once the picture of the same second before it is there.
        self._save(lambda: free_name(made(folder), stem, ending))

    def copy(self) -> None:
        """The look at the source's size, to the clipboard."""
        screen = self._controller.studio.screen

        def picture() -> tuple[NDArray[np.uint8], bytes] | None:
            rgb = screen.look_picture()
            return None if rgb is None else (rgb, png_bytes(rgb))

        self._saving.run(picture, self._copied)

    def _copied(self, picture: tuple[NDArray[np.uint8], bytes] | None) -> None:
        if picture is None:
            self._controller.say(tr("There is no picture to copy yet."))
            return
        rgb, png = picture
        height, width = rgb.shape[:2]
        mime = QMimeData()
        mime.setImageData(qt_image(rgb))
        # The file as well: whoever pastes gets it at once, tagged as sRGB. After our end a clipboard manager,
        # or the system, keeps what we hold; Qt hands it over.
        mime.setData("image/png", QByteArray(png))
        QGuiApplication.clipboard().setMimeData(mime)
        self._controller.tell(
            tr("Copied the picture, {width} × {height} px").format(width=width, height=height)
        )

    def _choose_photo(self) -> None:
        name = f"Lookglass{self._folders.places.picture_ending}"
        start = self._folders.pictures
        offered = start / name if start.is_dir() else Path(name)
        path, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save the picture"), str(offered), tr("Pictures (*.png *.jpg *.webp)")
        )
        if path:
            chosen = with_ending(Path(path), *_ENDINGS)
            self._folders.remember(pictures=str(chosen.parent), picture_ending=chosen.suffix.lower())
            self.save_photo(chosen)
