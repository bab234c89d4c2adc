"""Menus of what can be shown: the demo subject, cameras, files, and what was opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionMenuItem, QWidget

from ..core.ports import SourceInfo
from ..store.recents import Recent
from .actions import Actions
from .camera_list import CameraList
from .icons import icon
from .language import speak, tr
from .recents import RecentSources

ICONS = {
    "demo": "face", "camera": "camera", "clip": "film", "picture": "image", "folder": "folder",
    "recording": "record",
}  # fmt: skip
# A name of a file may be as long as it likes.
_WIDEST_NAME = 44


class SourceMenu(QMenu):
    """Chosen parts of the list, in order; it follows cameras and recents while it is open, too.

    `parts` are names of actions, "-" for a line, "cameras" and "recents".
    """

    def __init__(
        self,
        parts: tuple[str, ...],
        actions: Actions,
        cameras: CameraList,
        recents: RecentSources,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._parts, self._actions, self._cameras, self._recents = parts, actions, cameras, recents
        self._missing: set[QAction] = set()
        self._current: set[str] = set()
        self._made: list[QAction] = []
        self._past: list[QAction] = []
        self.setToolTipsVisible(True)
        cameras.changed.connect(self._fill)
        recents.changed.connect(self._fill)
        recents.controller.source_opened.connect(self._opened)
        self.aboutToShow.connect(cameras.look)
        self.aboutToShow.connect(recents.look)
        speak(self, self._fill)

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """What is missing is grey, although it can be chosen: that asks where it is now."""
        super().initStyleOption(option, action)
        if action in self._missing:
            option.state &= ~QStyle.StateFlag.State_Enabled

    def _opened(self, spec: str, info: SourceInfo) -> None:
        # A camera may have been opened by its number or by a part of its name.
        self._current = {spec, f"camera:{info.name}"}
        self._fill()

    def _fill(self) -> None:
        # Given back to Python, which lets go of them the next time: one may have been chosen just now.
        # (Deleted by Qt, each would leave its Python half behind.)
        for action in self._made:
            self.removeAction(action)
            action.setParent(None)
        self._past, self._made = self._made, []
        self._missing.clear()
        self.clear()
        for part in self._parts:
            if part == "-":
                self._made.append(self.addSeparator())
            elif part == "cameras":
                self._add_cameras()
            elif part == "recents":
                self._add_recents()
            else:
                self.addAction(self._actions[part])

    def _add_cameras(self) -> None:
        cameras = self._cameras.cameras
        if not cameras:
            text = tr("Looking for cameras…") if cameras is None else tr("No camera is plugged in")
            self._add(text, "camera").setEnabled(False)
            return
        for camera in cameras:
            action = self._add(_shown(camera.name), "camera")
            action.setData(camera.spec)
            action.setCheckable(True)
            action.setChecked(camera.spec in self._current)
            action.triggered.connect(self._choose_camera)

    def _add_recents(self) -> None:
        entries = self._recents.entries
        if not entries:
            self._add(tr("Nothing has been opened yet"), "clock").setEnabled(False)
            return
        for entry in entries:
            self._add_recent(entry)
        self._made.append(self.addSeparator())
        self.addAction(self._actions["source.clear-recents"])

    def _add_recent(self, entry: Recent) -> None:
        missing = self._recents.is_missing(entry)
        path = Path(entry.path)
        name = path.name or entry.path
        if sum(Path(other.path).name == name for other in self._recents.entries) > 1:
            name = f"{name} · {path.parent.name}"
        name = _shown(name)
        action = self._add(f"{name}\t{tr('Find…')}" if missing else name, ICONS.get(entry.kind, "film"))
        action.setToolTip(entry.path)
        action.setData(entry)
        action.triggered.connect(self._choose_recent)
        if missing:
            self._missing.add(action)

    def _add(self, text: str, icon_name: str) -> QAction:
        action = self.addAction(icon(icon_name), text)
        self._made.append(action)
        return action

    def _choose_camera(self) -> None:
        self._recents.controller.open(self._chosen().data())

    def _choose_recent(self) -> None:
        self._recents.open(self._chosen().data())

    def _chosen(self) -> QAction:
        action = self.sender()
        assert isinstance(action, QAction)
        return action


def _shown(name: str) -> str:
    """A name as a menu can show it: not too long, its "&" no underline."""
    if len(name) > _WIDEST_NAME:
        half = _WIDEST_NAME // 2
        name = f"{name[:half]}…{name[-half:]}"
    return name.replace("&", "&&")
