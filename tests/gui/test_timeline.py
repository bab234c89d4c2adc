"""The timeline in the real window: every picture shown is exactly the one asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractSlider
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed
from tests.sources.conftest import make_clip, number_of, numbered  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.gl, pytest.mark.slow]
COUNT, FRAME_MS = 50, 40
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def counted(make_clip: Callable[..., Path]) -> Path:  # noqa: F811
    """Two seconds of H.264 with B-frames; each picture shows its own number."""
    return make_clip(
        "counted.mp4",
        times_ms=range(0, COUNT * FRAME_MS, FRAME_MS),
        size=(320, 240),
        gop=12,
        options={"crf": "10", "bf": "3", "b_strategy": "0"},
    )


@pytest.fixture
def window(counted: Path, open_window: OpenWindow) -> MainWindow:
    return open_window(dressed(str(counted)))


def number(window: MainWindow) -> int:
    """What stands in the picture that is shown."""
    result = window.picture.viewport.result
    return -1 if result is None else number_of(result.frame.rgb)


def shows(window: MainWindow, qtbot: QtBot, wanted: int) -> None:
    """The picture of that number stands, and the words beside the timeline say so."""
    qtbot.waitUntil(lambda: number(window) == wanted, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.player.time_text.endswith(f"#{wanted + 1}"), timeout=PATIENCE_MS)
    assert window.player.timeline.value() == wanted * FRAME_MS


def trigger(window: MainWindow, action_id: str) -> None:
    window.actions_[action_id].trigger()


def stand_at(window: MainWindow, qtbot: QtBot, frame: int) -> None:
    """Pause at a picture."""
    window.controller.play(lambda player: player.pause())
    window.player.timeline.setValue(frame * FRAME_MS + 7)
    shows(window, qtbot, frame)


def at(window: MainWindow, frame: float) -> QPoint:
    """Where a picture's time lies on the track."""
    timeline = window.player.timeline
    return QPoint(round(timeline.x_of(round(frame * FRAME_MS * 1e6))), timeline.height() // 2)


def test_steps_seconds_and_ends_show_exactly_their_picture(window: MainWindow, qtbot: QtBot) -> None:
    stand_at(window, qtbot, 26)
    for action, wanted in [
        ("play.back", 25),
        ("play.back", 24),
        ("play.back", 23),
        ("play.on", 24),
        ("play.second-back", 0),
        ("play.on", 1),
        ("play.second-on", 26),
        ("play.end", 49),
        ("play.back", 48),
        ("play.start", 0),
    ]:
        trigger(window, action)
        shows(window, qtbot, wanted)


def test_a_click_shows_that_picture_and_a_drag_every_place_on_its_way(
    window: MainWindow, qtbot: QtBot
) -> None:
    timeline = window.player.timeline
    stand_at(window, qtbot, 10)
    qtbot.mouseClick(timeline, LEFT, pos=at(window, 30.5))
    qtbot.waitUntil(lambda: number(window) == 30, timeout=PATIENCE_MS)
    qtbot.mousePress(timeline, LEFT, pos=at(window, 5.5))
    for frame in (5, 20, 44):
        qtbot.mouseMove(timeline, pos=at(window, frame + 0.5))
        qtbot.waitUntil(lambda frame=frame: number(window) == frame, timeout=PATIENCE_MS)
    # Many places in a row: the newest is shown, the others are not worked off.
    for frame in range(44, 8, -1):
        qtbot.mouseMove(timeline, pos=at(window, frame + 0.5))
    qtbot.mouseRelease(timeline, LEFT, pos=at(window, 9.5))
    qtbot.waitUntil(lambda: number(window) == 9, timeout=PATIENCE_MS)
    qtbot.wait(100)
    assert number(window) == 9
    assert window.actions_["play.toggle"].isEnabled()


def test_a_drag_while_it_plays_waits_and_goes_on_from_there(window: MainWindow, qtbot: QtBot) -> None:
    timeline = window.player.timeline
    qtbot.waitUntil(lambda: number(window) >= 2, timeout=PATIENCE_MS)
    qtbot.mousePress(timeline, LEFT, pos=at(window, 20.5))
    qtbot.waitUntil(lambda: number(window) == 20, timeout=PATIENCE_MS)
    qtbot.wait(200)
    assert number(window) == 20
    qtbot.mouseRelease(timeline, LEFT, pos=at(window, 20.5))
    qtbot.waitUntil(lambda: number(window) > 22, timeout=PATIENCE_MS)


def test_only_the_marked_part_is_played_and_its_ends_can_be_dragged(window: MainWindow, qtbot: QtBot) -> None:
    timeline = window.player.timeline
    stand_at(window, qtbot, 10)
    trigger(window, "play.from")
    stand_at(window, qtbot, 14)
    trigger(window, "play.up-to")
    qtbot.waitUntil(lambda: timeline.span_ns == (400_000_000, 560_000_000), timeout=PATIENCE_MS)
    seen: list[int] = []
    window.picture.viewport.drawn.connect(lambda result, _ms: seen.append(number_of(result.frame.rgb)))
    trigger(window, "play.toggle")
    qtbot.waitUntil(lambda: seen.count(10) >= 2, timeout=PATIENCE_MS)
    assert set(seen) <= set(range(10, 15))
    below = QPoint(0, timeline.height() // 2 - 2)
    qtbot.mousePress(timeline, LEFT, pos=at(window, 14) + below)
    qtbot.mouseMove(timeline, pos=at(window, 40) + below)
    qtbot.mouseRelease(timeline, LEFT, pos=at(window, 40) + below)
    assert timeline.span_ns is not None and timeline.span_ns[1] == pytest.approx(1_600_000_000, abs=2e7)
    qtbot.waitUntil(lambda: max(seen) > 20, timeout=PATIENCE_MS)
    trigger(window, "play.whole")
    qtbot.waitUntil(lambda: timeline.span_ns is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: 3 in seen, timeout=PATIENCE_MS)


def test_without_the_loop_it_ends_at_its_last_picture_and_play_begins_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    trigger(window, "play.loop")
    assert not window.player.loop.isChecked()
    window.player.timeline.setValue(45 * FRAME_MS)
    shows(window, qtbot, COUNT - 1)
    qtbot.wait(200)
    assert number(window) == COUNT - 1
    trigger(window, "play.back")
    shows(window, qtbot, COUNT - 2)
    trigger(window, "play.on")
    shows(window, qtbot, COUNT - 1)
    trigger(window, "play.on")
    trigger(window, "play.toggle")
    qtbot.waitUntil(lambda: number(window) < 20, timeout=PATIENCE_MS)


def test_speed_stretches_the_clock_and_not_the_clip(window: MainWindow, qtbot: QtBot) -> None:
    times: list[tuple[int, int]] = []
    window.picture.viewport.drawn.connect(
        lambda result, _ms: times.append((number_of(result.frame.rgb), result.frame.t_ns))
    )
    for _ in range(3):
        trigger(window, "play.slower")
    qtbot.waitUntil(lambda: window.player.pace.text() == "0.1×", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(times) > 4, timeout=PATIENCE_MS)
    assert all(t_ns == frame * FRAME_MS * 1_000_000 for frame, t_ns in times)
    trigger(window, "play.faster")
    qtbot.waitUntil(lambda: window.player.pace.text() == "0.25×", timeout=PATIENCE_MS)


def test_keys_move_in_time_from_the_mirror_and_a_sliders_keys_are_its_own(
    window: MainWindow, qtbot: QtBot
) -> None:
    stand_at(window, qtbot, 26)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
    mirror = window.picture.viewport
    mirror.setFocus()
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for key, modifier, wanted in [
        (Qt.Key.Key_Left, shift, 1),
        (Qt.Key.Key_End, none, 49),
        (Qt.Key.Key_Comma, none, 48),
        (Qt.Key.Key_Home, none, 0),
        (Qt.Key.Key_Period, none, 1),
    ]:
        qtbot.keyClick(mirror, key, modifier)
        shows(window, qtbot, wanted)
    window.player.timeline.setFocus()
    qtbot.keyClick(window.player.timeline, Qt.Key.Key_Right)
    shows(window, qtbot, 2)
    slider = window.show_tune().row("steady", "flow_settle_s").findChild(QAbstractSlider)
    assert slider is not None
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert slider.value() == slider.maximum()
    qtbot.wait(100)
    assert number(window) == 2


def test_a_folder_is_gone_through_picture_by_picture(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def picture(index: int) -> NDArray[np.uint8]:
        return numbered(index, 320, 240)

    for index in range(4):
        Image.fromarray(picture(index)).save(tmp_path / f"{index}.png")
    (tmp_path / "2.png").write_bytes(b"no picture")
    window = open_window(dressed(str(tmp_path)))
    window.controller.play(lambda player: player.pause())

    def says(text: str, shown: int) -> None:
        qtbot.waitUntil(lambda: number(window) == shown, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: window.player.time_text == text, timeout=PATIENCE_MS)

    says("1 of 4", 0)
    trigger(window, "play.next")
    says("2 of 4", 1)
    trigger(window, "play.next")  # over the one that cannot be read
    says("4 of 4", 3)
    trigger(window, "play.start")
    says("1 of 4", 0)
    assert not window.actions_["play.from"].isEnabled()
    assert window.player.pace.text() == "2 s"
    window.player.pace.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: window.player.pace.text() == "1 s", timeout=PATIENCE_MS)


def test_a_single_picture_has_no_time_and_the_demo_subject_can_be_sought(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    Image.fromarray(numbered(3, 320, 240)).save(tmp_path / "one.png")
    window = open_window(dressed(str(tmp_path / "one.png")))
    assert window.player.timeline.isHidden() and not window.actions_["play.toggle"].isEnabled()
    trigger(window, "source.demo")
    qtbot.waitUntil(lambda: window.controller.document.source == "demo:face", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.player.timeline.isHidden(), timeout=PATIENCE_MS)
    window.controller.play(lambda player: player.pause())
    window.player.timeline.setValue(5000)
    qtbot.waitUntil(lambda: window.player.time_text == "0:05.00 / 0:10.00 #151", timeout=PATIENCE_MS)
    trigger(window, "play.back")
    qtbot.waitUntil(lambda: window.player.time_text.endswith("#150"), timeout=PATIENCE_MS)
