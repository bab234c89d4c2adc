"""The notice line: what was done goes by itself, what is wrong stays until it is put away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.notices import GOES_AFTER_MS, NoticeLine, Weight
from app.gui.status_bar import StatusBar


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[NoticeLine]:
    """A line in a window of its own."""
    outside = QWidget()
    qtbot.addWidget(outside)
    made = NoticeLine(outside)
    outside.resize(600, 200)
    outside.show()
    yield made


def _timer(line: NoticeLine) -> QTimer:
    return line.findChildren(QTimer)[0]


def test_what_was_done_goes_by_itself(line: NoticeLine) -> None:
    line.say("Saved photo.png", weight=Weight.DONE)
    assert _timer(line).isActive() and _timer(line).interval() == GOES_AFTER_MS
    _timer(line).timeout.emit()
    assert line.isHidden() and line.text == ""


def test_a_problem_and_a_fact_with_details_stay(line: NoticeLine) -> None:
    for weight in (Weight.PROBLEM, Weight.FACT):
        line.say(f"{weight.name} that stays", "why", weight)
        assert not _timer(line).isActive()
        _timer(line).timeout.emit()
        assert line.text == f"{weight.name} that stays"


def test_a_long_sentence_can_be_read_to_its_end(line: NoticeLine) -> None:
    line.say("Saved " + 30 * "a/long/path/", weight=Weight.DONE)
    assert _timer(line).interval() > 3 * GOES_AFTER_MS


def test_the_newest_is_shown_and_the_others_wait_their_turn(line: NoticeLine) -> None:
    for text in ("first", "second", "third"):
        line.say(text)
    assert (line.text, line.waiting) == ("third", 2)
    line.dismiss()
    assert (line.text, line.waiting) == ("second", 1)
    line.dismiss()
    line.dismiss()
    assert line.isHidden()


def test_the_same_sentence_is_not_said_twice(line: NoticeLine) -> None:
    for text in ("no face", "camera is gone", "no face"):
        line.say(text)
    assert (line.text, line.waiting) == ("no face", 1)


def test_a_problem_is_not_lost_behind_what_was_done(line: NoticeLine) -> None:
    line.say("camera is gone")
    line.say("Saved photo.png", weight=Weight.DONE)
    _timer(line).timeout.emit()
    assert line.text == "camera is gone"


def test_details_are_copied_with_their_sentence(line: NoticeLine, qapp: QApplication) -> None:
    line.say("It failed.", "Traceback: line 3")
    details, copy = line._more, line._copy
    assert copy.isHidden()
    details.click()
    copy.click()
    assert QGuiApplication.clipboard().text() == "It failed.\nTraceback: line 3"


def test_the_sign_tells_a_problem_from_what_was_done(line: NoticeLine) -> None:
    line.say("bad")
    bad = line.grab().toImage()
    line.say("bad", weight=Weight.FACT)
    assert line.grab().toImage() != bad


@pytest.mark.gl
@pytest.mark.slow
def test_in_the_window_it_stands_at_the_top_edge_and_takes_no_click_beside_it(
    window: MainWindow, qapp: QApplication
) -> None:
    window.controller.tell("Saved photo.png")
    qapp.processEvents()
    notice = window.picture.notice
    assert notice.weight is Weight.DONE
    assert 0 <= notice.mapTo(window.picture, QPoint(0, 0)).y() <= 20
    window.controller.say("The camera is gone.", "uvc: -19")
    qapp.processEvents()
    assert notice.weight is Weight.PROBLEM
    label = next(part for part in notice.findChildren(QLabel) if part.text() == "The camera is gone.")
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    stopped: list[str] = []
    bar.progress("Exporting clip.mp4", 3, 12, of="export", cancel=lambda: stopped.append("export"))
    assert (bar.work.text, bar.work.bar.value(), bar.work.bar.maximum()) == ("Exporting clip.mp4", 3, 12)
    bar.progress("Drawing products", 1, 40, of="products")
    assert bar.work.text == "Drawing products · 1 more"
    assert bar.work.cancel.isHidden()
    bar.progress("Drawing products", 40, 40, of="products")
    assert bar.work.text == "Exporting clip.mp4"
    bar.work.cancel.click()
    assert stopped == ["export"]
    bar.finished("export")
    assert bar.work.isHidden() and bar.work.text == ""


def test_what_passes_by_moves_nothing_beside_it(qtbot: QtBot) -> None:
    """The clip's track has what the line leaves it."""
    bar, verified = StatusBar(), QLabel("models verified")
    qtbot.addWidget(bar)
    bar.rest(verified)
    bar.show()
    before = bar.sizeHint().width()
    bar.progress("Drawing products", 3, 12)
    assert verified.isHidden() and not bar.work.isHidden()
    qtbot.waitUntil(lambda: bar.sizeHint().width() == before)
    bar.finished()
    assert not verified.isHidden()
    qtbot.waitUntil(lambda: bar.sizeHint().width() == before)
