"""Opening sources: the File menu's first part, and the lists that the source menus show."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from .camera_light import CameraLight, CameraRest
from .camera_list import CameraList
from .desk import Desk
from .info_bar import InfoBar
from .language import speak, tr
from .recents import RecentSources
from .source_menu import SourceMenu

_TOP_BAR = (
    "source.demo",
    "source.demo-feet",
    "-",
    "cameras",
    "-",
    "source.file",
    "source.folder",
    "-",
    "recents",
)


class SourceActions(QObject):
    """What can be shown, and everything that knows of it."""

    def __init__(self, desk: Desk, bar: InfoBar) -> None:
        super().__init__(desk.window)
        self._window, self._controller, self._actions = desk.window, desk.controller, desk.actions
        self._add_actions()
        self.recents = RecentSources(desk, bar)
        self.cameras = CameraList(desk)
        self.light = CameraLight(desk)
        self.rest = CameraRest(desk)
        camera_menu = self._menu(("cameras",), desk.window)
        recent_menu = self._menu(("recents",), desk.window)
        speak(camera_menu, lambda: camera_menu.setTitle(tr("&Camera")))
        speak(recent_menu, lambda: recent_menu.setTitle(tr("Open &recent")))
        desk.actions.add_menu("file", 0, camera_menu)
        desk.actions.add_menu("file", 10, recent_menu)

    def top_bar_menu(self, parent: QWidget) -> SourceMenu:
        """Everything that can be shown, for the button beside the menus."""
        return self._menu(_TOP_BAR, parent)

    def start(self) -> None:
        """Look for cameras: once the first picture stands, so that nothing waits for it."""
        self.cameras.start()

    def close(self) -> None:
        self.cameras.close()

    def _menu(self, parts: tuple[str, ...], parent: QWidget) -> SourceMenu:
        return SourceMenu(parts, self._actions, self.cameras, self.recents, parent)

    def _add_actions(self) -> None:
        add = self._actions.add
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
            self._open_demo,
            menu="file",
            keys="Ctrl+D",
        )
        add(
            "source.demo-feet",
            lambda: tr("Demo &feet"),
            self._open_demo_feet,
            menu="file",
            keys="Ctrl+Shift+D",
        )

    def _open_demo(self) -> None:
        self._controller.open("demo:face")

    def _open_demo_feet(self) -> None:
        self._controller.open("demo:feet")

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Open a clip, a picture or a model"), "")
        if path:
            self._controller.take_path(path)

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self._window, tr("Open a folder of pictures"), "")
        if path:
            self._controller.open(path)
