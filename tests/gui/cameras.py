"""Cameras that do what a test tells them to, behind the real grab thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.sources import camera as camera_module
from app.sources import devices, grabber
from app.sources.devices import CameraName, Mode
from tests.gui.helpers import PATIENCE_MS


@dataclass
class Desk:
    """What is plugged in, and how it behaves: "good", "hangs", "nothing", "frozen", "black" or "broken"."""

    plugged: list[str] = field(default_factory=lambda: ["Desk cam"])
    behaves: str = "good"
    size: tuple[int, int] = (320, 240)
    opened: int = 0
    open_now: int = 0
    let_go: threading.Event = field(default_factory=threading.Event)

    def names(self) -> list[CameraName]:
        return [CameraName(index, name) for index, name in enumerate(self.plugged)]

    def open(self, index: int) -> Device | None:
        """None while it is away or in use, as a system does."""
        if index >= len(self.plugged) or self.open_now:
            return None
        self.opened += 1
        self.open_now += 1
        return Device(self)


class Device:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._count = 0
        self._released = False

    def configure(self, mode: Mode) -> Mode:
        return Mode("MJPG", *self._desk.size, 30.0)

    def read(self) -> NDArray[np.uint8] | None:
        desk = self._desk
        time.sleep(0.015)
        if desk.behaves == "hangs":
            desk.let_go.wait(60.0)
        if desk.behaves == "nothing" or not desk.plugged:
            return None
        if desk.behaves == "broken":
            return np.zeros((7, 0, 2), np.uint8)
        self._count += desk.behaves != "frozen"
        width, height = desk.size
        picture = np.full((height, width, 3), 40 + self._count % 150, np.uint8)
        return picture * 0 if desk.behaves == "black" else picture

    def present(self) -> bool:
        return bool(self._desk.plugged)

    def release(self) -> None:
        if not self._released:
            self._released = True
            self._desk.open_now -= 1


DESK_CAM = "camera:Desk cam"


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The system's cameras are those on this desk."""
    found = Desk()
    monkeypatch.setattr(camera_module, "open_cv_device", found.open)
    monkeypatch.setattr(grabber, "_REOPEN_PAUSE_S", 0.05)
    devices.use_camera_names(found.names)
    yield found
    found.behaves = "good"
    found.let_go.set()
    devices.use_camera_names(None)


def shows_camera(window: MainWindow, size: tuple[int, int] = (320, 240)) -> bool:
    return window.picture.viewport.picture_size() == size


def index(window: MainWindow) -> int:
    result = window.picture.viewport.result
    return result.frame.index if result else -1


def goes_on(window: MainWindow, qtbot: QtBot) -> None:
    seen = index(window)
    qtbot.waitUntil(lambda: index(window) > seen + 1, timeout=PATIENCE_MS)


def lit(window: MainWindow) -> bool:
    """Both dots say the same."""
    dots = {window.top_bar.source.dot.lit, window.sources.light.dot.lit}
    assert len(dots) == 1
    return dots.pop()
