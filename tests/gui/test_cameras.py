"""Cameras in the real window: on only while they are looked at, and in the menus while they are there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.document import Document
from app.gui import camera_list
from app.gui.camera_list import CameraList
from app.gui.main_window import MainWindow
from app.sources.devices import CameraName
from tests.gui.cameras import DESK_CAM, Desk, goes_on, lit, shows_camera
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed
from tests.gui.panels import desk_of

pytestmark = [pytest.mark.gl, pytest.mark.slow]


def test_a_camera_is_on_only_while_it_plays_and_can_be_seen(
    desk: Desk, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(dressed(DESK_CAM))
    qtbot.waitUntil(lambda: lit(window), timeout=PATIENCE_MS)
    assert desk.open_now == 1 and not window.sources.light.isHidden()
    document, told = window.controller.document, []
    window.controller.notice.connect(lambda text, _detail: told.append(text))
    window.controller.line_changed.connect(told.append)

    def away_and_back() -> None:
        qtbot.waitUntil(lambda: not lit(window), timeout=PATIENCE_MS)
        assert desk.open_now == 0 and window.sources.light.isHidden()
        assert shows_camera(window)

    def back() -> None:
        qtbot.waitUntil(lambda: lit(window), timeout=PATIENCE_MS)
        assert desk.open_now == 1
        goes_on(window, qtbot)

    window.actions_["play.toggle"].trigger()
    away_and_back()
    window.actions_["play.toggle"].trigger()
    back()
    window.hide()
    away_and_back()
    window.show()
    back()
    window.showMinimized()
    away_and_back()
    window.showNormal()
    back()
    # Paused, it stays off however often the window comes back.
    window.actions_["play.toggle"].trigger()
    away_and_back()
    window.hide()
    window.show()
    qtbot.wait(300)
    assert desk.open_now == 0 and not lit(window)
    assert window.controller.document == document
    assert told == []


def test_a_minimised_window_goes_on_recording_and_lets_go_of_the_camera_afterwards(
    desk: Desk, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    window = open_window(dressed(DESK_CAM))
    recording = window.recording
    monkeypatch.setattr(type(recording._folders), "recordings", tmp_path)
    window.actions_["out.record"].trigger()
    window.showMinimized()

    def frames() -> int:
        return recording.state.frames if recording.state is not None else 0

    qtbot.waitUntil(lambda: frames() >= 5, timeout=PATIENCE_MS)
    before = frames()
    qtbot.waitUntil(lambda: frames() >= before + 5, timeout=PATIENCE_MS)
    assert desk.open_now == 1 and "REC" in window.windowTitle()
    window.actions_["out.record"].trigger()
    qtbot.waitUntil(lambda: desk.open_now == 0 and not lit(window), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: recording.state is None, timeout=PATIENCE_MS)
    assert window.windowTitle() == "Lookglass"


def test_a_camera_that_hangs_while_it_opens_blocks_nothing(
    desk: Desk, open_window: OpenWindow, qtbot: QtBot, clip: Path
) -> None:
    window = open_window(dressed())
    desk.behaves = "hangs"
    window.controller.open(DESK_CAM)
    qtbot.waitUntil(lambda: "does not answer" in window.picture.notice.text, timeout=PATIENCE_MS)
    goes_on(window, qtbot)  # the demo subject does
    assert window.controller.document.source == "demo:face"
    assert lit(window), "the device is held, whatever comes of it"
    window.controller.open(str(clip))
    qtbot.waitUntil(lambda: window.controller.document.source == str(clip), timeout=PATIENCE_MS)
    assert window.picture.notice.isHidden()
    desk.let_go.set()
    qtbot.waitUntil(lambda: not lit(window), timeout=PATIENCE_MS)
    assert desk.open_now == 0
    assert window.controller.document.source == str(clip)


def test_a_camera_that_another_program_uses_is_refused_and_the_present_one_taken_again(
    desk: Desk, open_window: OpenWindow, qtbot: QtBot
) -> None:
    desk.plugged = ["Desk cam", "Lid cam"]
    window = open_window(dressed(DESK_CAM))
    qtbot.waitUntil(lambda: lit(window), timeout=PATIENCE_MS)
    desk.plugged = ["Desk cam"]
    window.controller.open("camera:Lid cam")
    qtbot.waitUntil(lambda: "Lid cam" in window.picture.notice.text, timeout=PATIENCE_MS)
    goes_on(window, qtbot)
    assert window.controller.document.source == DESK_CAM


def test_choosing_the_camera_that_is_on_opens_it_afresh(
    desk: Desk, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(dressed("camera:0"))
    qtbot.waitUntil(lambda: lit(window), timeout=PATIENCE_MS)
    assert window.top_bar.source.button.text().strip() == "Desk cam"
    with qtbot.waitSignal(window.controller.source_opened, timeout=PATIENCE_MS):
        window.controller.open(DESK_CAM)
    goes_on(window, qtbot)
    assert (desk.opened, desk.open_now) == (2, 1)
    assert window.picture.notice.isHidden()


def test_the_menus_follow_the_plug(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    def cameras() -> list[str]:
        return [a.text() for a in window.top_bar.source.menu.actions() if str(a.data()).startswith("camera:")]

    qtbot.waitUntil(lambda: cameras() == ["Desk cam"], timeout=PATIENCE_MS)
    assert window.picture.notice.isHidden(), "what was there at the start is no news"
    desk.plugged = ["Desk cam", "R&D cam"]
    qtbot.waitUntil(lambda: cameras() == ["Desk cam", "R&&D cam"], timeout=PATIENCE_MS)
    assert "R&D cam" in window.picture.notice.text
    window.picture.notice.dismiss()
    action = next(a for a in window.top_bar.source.menu.actions() if a.data() == DESK_CAM)
    action.trigger()
    qtbot.waitUntil(lambda: window.controller.document.source == DESK_CAM, timeout=PATIENCE_MS)
    checked = [a.data() for a in window.top_bar.source.menu.actions() if a.isChecked()]
    assert checked == [DESK_CAM]
    assert "Desk cam" in window.top_bar.source.button.text()
    desk.plugged = ["Desk cam", "R&D cam", "Third cam"]
    qtbot.waitUntil(lambda: len(cameras()) == 3, timeout=PATIENCE_MS)
    assert window.picture.notice.isHidden(), "nobody is disturbed before a live picture"


def test_a_look_at_the_cameras_that_fails_is_not_the_last(
    qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[object] = []

    def unforeseen() -> None:
        raise ValueError("a name that is no text")

    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(told.exc_value))
    monkeypatch.setattr(camera_list, "listed_cameras", unforeseen)
    with desk_of(Document()) as desk:
        cameras = CameraList(desk)
        cameras.look()
        qtbot.waitUntil(lambda: not cameras._looking)
        monkeypatch.setattr(camera_list, "listed_cameras", lambda: (CameraName(0, "Desk cam"),))
        cameras.look()
        qtbot.waitUntil(lambda: cameras.cameras == (CameraName(0, "Desk cam"),))
        cameras.close()
    assert len(faults) == 1
