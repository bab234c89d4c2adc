"""The button that names the source, with the red dot beside it, and its menu."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ..core.ports import SourceInfo
from ..sources import kind_opened
from .camera_light import Dot
from .desk import Desk
from .icons import icon
from .labels import source_name
from .language import speak, tr
from .source_actions import SourceActions
from .source_menu import ICONS
from .theme import dress, scaled


class SourceButton(QWidget):
    """`show_width` says how much room its name may take."""

    def __init__(self, desk: Desk, sources: SourceActions) -> None:
        super().__init__()
        self._spec, self._info = desk.controller.document.source, desk.controller.source_info
        self._name_width = 180
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setProperty("boxed", True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = sources.top_bar_menu(self)
        self.button.setMenu(self.menu)
        self.dot = Dot(desk.controller)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.dot)
        row.addWidget(self.button)
        desk.controller.source_opened.connect(self._opened)
        speak(self, self._say)
        dress(self, self._fit)

    def show_width(self, width: int) -> None:
        """The name may be this long, in device-independent px; longer ones lose their middle."""
        if width != self._name_width:
            self._name_width = width
            self._say()

    def _opened(self, spec: str, info: SourceInfo) -> None:
        self._spec, self._info = spec, info
        self._say()

    def _say(self) -> None:
        kind, info = kind_opened(self._spec, self._info), self._info
        name = source_name(self._spec) if kind == "demo" else _name(self._spec)
        if kind == "camera" and info is not None:
            name = info.name
        shown = self.button.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideMiddle, scaled(self._name_width)
        )
        self.button.setText(f" {shown}")
        self.button.setIcon(icon("shoe" if self._spec == "demo:feet" else ICONS.get(kind or "", "film")))
        self.button.setAccessibleName(tr("Source"))
        self.button.setAccessibleDescription(name)
        self.button.setToolTip(name if info is None else f"{name}\n{_format(info)}")

    def _fit(self) -> None:
        self.button.setIconSize(QSize(scaled(16), scaled(16)))
        self._say()


def _format(info: SourceInfo) -> str:
    if info.still or not info.frame_rate:
        return f"{info.width} × {info.height}"
    text = tr("{width} × {height}, {rate} frames a second")
    return text.format(width=info.width, height=info.height, rate=f"{info.frame_rate:.4g}")


def _name(spec: str) -> str:
    camera = spec.removeprefix("camera:")
    if camera != spec:
        return tr("Camera {number}").format(number=camera) if camera.isdecimal() else camera
    return PurePath(spec).name or spec
