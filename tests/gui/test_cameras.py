"""Cameras in the real window: on only while they are looked at, every fault a line, and back by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.sources import camera as camera_module
from app.sources import devices, grabber
from tests.gui.cameras import Desk
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]
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


@pytest.mark.parametrize(
    ("behaves", "said"),
    [
        ("hangs", "does not answer"),
        ("nothing", "gives no picture"),
        ("broken", "gives no picture"),
        ("frozen", "same picture"),
        ("black", "nothing but black"),
    ],
)
def test_a_fault_is_a_line_that_goes_when_it_is_over(
    desk: Desk, open_window: OpenWindow, qtbot: QtBot, behaves: str, said: str
) -> None:
    window = open_window(dressed(DESK_CAM))
    qtbot.waitUntil(lambda: shows_camera(window), timeout=PATIENCE_MS)
    desk.behaves = behaves
    qtbot.waitUntil(lambda: said in window.picture.notice.text, timeout=PATIENCE_MS)
    assert "Desk cam" in window.picture.notice.text
    assert shows_camera(window)
    desk.behaves = "good"
    desk.let_go.set()
    qtbot.waitUntil(lambda: window.picture.notice.isHidden(), timeout=PATIENCE_MS)
    goes_on(window, qtbot)
    assert window.controller.document.source == DESK_CAM


def test_a_camera_that_vanishes_comes_back_with_whatever_size_it_has_then(
    desk: Desk, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(dressed(DESK_CAM))
    qtbot.waitUntil(lambda: lit(window), timeout=PATIENCE_MS)
    desk.plugged = []
    qtbot.waitUntil(lambda: "is gone" in window.picture.notice.text, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not lit(window), timeout=PATIENCE_MS)
    assert shows_camera(window)
    desk.size = (160, 120)
    desk.plugged = ["Another", "Desk cam"]
    qtbot.waitUntil(lambda: shows_camera(window, (160, 120)), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: lit(window), timeout=PATIENCE_MS)
    # In the middle of the stream another size is a fact to be told.
    desk.size = (200, 120)
    qtbot.waitUntil(lambda: shows_camera(window, (200, 120)), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "200 x 120" in window.picture.notice.text, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.picture.notice.isHidden(), timeout=PATIENCE_MS)


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
