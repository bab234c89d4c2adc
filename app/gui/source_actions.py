"""Opening sources, and moving in them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog

from ..sources import Player
from .desk import Desk
from .language import tr


class SourceActions(QObject):
    """The File menu's first part, and playing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._window, self._controller = desk.window, desk.controller
        controller, add = desk.controller, desk.actions.add
        self._playing = True
        add(
            "source.file",
            lambda: tr("&Open…"),
            self._choose_file,
            menu="file",
            keys=QKeySequence.StandardKey.Open,
        )
        add(
            "source.folder",
            lambda: tr("Open &folder…"),
            self._choose_folder,
            menu="file",
            keys="Ctrl+Shift+O",
        )
        add(
            "source.demo",
            lambda: tr("&Demo subject"),
            lambda: controller.open("demo:face"),
            menu="file",
            keys="Ctrl+D",
        )
        add(
            "play.toggle",
            lambda: tr("&Play or pause"),
            lambda: controller.play(Player.pause if self._playing else Player.play),
            menu="view",
            group=10,
            keys="P",
        )
        add(
            "play.back",
            lambda: tr("One picture &back"),
            lambda: controller.play(lambda player: player.step(-1)),
            menu="view",
            group=10,
            keys=",",
        )
        add(
            "play.on",
            lambda: tr("One picture &on"),
            lambda: controller.play(lambda player: player.step(1)),
            menu="view",
            group=10,
            keys=".",
        )
        controller.position_changed.connect(self._moved)

    def _moved(self, position: object) -> None:
        self._playing = position.playing  # type: ignore[attr-defined]

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Open a clip, a picture or a model"), "")
        if path:
            self._controller.take_file(path)

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self._window, tr("Open a folder of pictures"), "")
        if path:
            self._controller.open(path)
