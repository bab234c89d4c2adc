"""What is there again the next time."""

from __future__ import annotations

import argparse
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import studio
from app.core.commands import SetKnob
from app.core.document import Document
from app.gui import app as gui_app
from app.gui.main_window import MainWindow
from app.gui.remember import keep, restore_window
from app.store.settings import load_settings
from tests.gui.helpers import OpenWindow, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]


class _Quiet:
    """Where a command's words go in a test."""

    def notice(self, line: str) -> None:
        raise AssertionError(line)


def _started_with(monkeypatch: pytest.MonkeyPatch, *words: str) -> Document:
    """The Document with which `lookglass studio WORDS` opens its window."""
    parser = argparse.ArgumentParser()
    studio.add_arguments(parser)
    opened: list[Document] = []
    monkeypatch.setattr(gui_app, "run_studio", lambda document, **_: opened.append(document) or 0)
    assert studio.run(parser.parse_args(list(words)), _Quiet()) == 0  # type: ignore[arg-type]
    return opened[0]


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))


def test_the_first_time_the_demo_subject_wears_something(monkeypatch: pytest.MonkeyPatch) -> None:
    document = _started_with(monkeypatch)
    assert document.source == "demo:face"
    assert len(document.default_look.worn) == 2


def test_look_knobs_view_and_place_come_back(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = window.controller
    controller.toggle("lipstick-plum-matte")
    controller.do(SetKnob("steady", "lips_cutoff_hz", 2.0))
    controller.set_view(replace(controller.document.view, mirror=False))
    window.setGeometry(40, 60, 1100, 700)
    keep(window)
    again = _started_with(monkeypatch)
    assert [one.product_id for one in again.default_look.worn] == ["lipstick-plum-matte"]
    assert again.knobs["steady"]["lips_cutoff_hz"] == 2.0
    assert again.view.mirror is False
    second = open_window(again)
    restore_window(second, load_settings()[0])
    assert (second.width(), second.height()) == (1100, 700)


def test_the_command_line_wins_over_last_time(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(window)
    document = _started_with(monkeypatch, "clip.mp4", "--wear", "lipstick-nude-gloss")
    assert document.source == "clip.mp4"
    assert [one.product_id for one in document.default_look.worn] == ["lipstick-nude-gloss"]


def test_a_place_that_cannot_be_written_is_a_notice(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("LOOKGLASS_HOME", str(blocked / "inside"))
    keep(window)
    assert "inside" in window.picture.notice.text
    assert dressed().source == window.controller.document.source


def test_an_interrupt_closes_the_window_and_keeps_the_settings(qapp: QApplication, qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    QTimer.singleShot(0, lambda: QApplication.exit(130))
    assert gui_app.run_studio(dressed()) == 130
    qtbot.waitUntil(lambda: set(threading.enumerate()) <= before, timeout=30_000)
    assert load_settings()[0].look == dressed().default_look
