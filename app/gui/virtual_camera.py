"""The virtual camera: on and off, and what other programs call it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel

from ..runtime.camera_feed import CameraFeed
from .desk import Desk
from .language import speak, tr

_LOOK_MS = 250


class VirtualCameraPart(QObject):
    """The action "out.virtual-camera"."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._controller = desk.controller
        self._feed: CameraFeed | None = None
        self._device = ""
        self.sign = QLabel()
        self.sign.hide()
        desk.status.add(self.sign)
        speak(self.sign, self._say)
        self.action = desk.actions.add(
            "out.virtual-camera",
            lambda: tr("&Virtual camera"),
            self._turn,
            menu="file",
            group=30,
            checkable=True,
        )
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def sent(self) -> int:
        """How many pictures have gone out; 0 while it is off."""
        return self._feed.state.sent if self._feed else 0

    def finish(self) -> None:
        """The window is being closed."""
        self._timer.stop()
        self._let_go()

    def _turn(self, on: bool) -> None:
        if not on:
            self._off()
            return
        info = self._controller.source_info
        self._device = ""
        self._feed = CameraFeed(frame_rate=info.frame_rate if info else None)
        self._controller.studio.screen.add_tap(self._feed)
        self._timer.start()

    def _look(self) -> None:
        if self._feed is None:
            return
        state = self._feed.state
        if state.ended:
            self._off()
            self._controller.say(state.problem)
        elif state.device and not self._device:
            self._device = state.device
            self._say()
            self.sign.show()
            self._controller.tell(
                tr("Other programs find the picture as the camera {device}.").format(device=state.device)
            )

    def _say(self) -> None:
        self.sign.setText(tr("Virtual camera: {device}").format(device=self._device))

    def _off(self) -> None:
        self._timer.stop()
        self.sign.hide()
        self.action.setChecked(False)
        self._let_go()

    def _let_go(self) -> None:
        if self._feed is not None:
            self._controller.studio.screen.remove_tap(self._feed)
            self._feed.stop()
            self._feed = None
