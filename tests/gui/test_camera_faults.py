"""Cameras that fail, in the real window: a line that says so, and back by themselves."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.cameras import DESK_CAM, Desk, goes_on, lit, shows_camera
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]


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
