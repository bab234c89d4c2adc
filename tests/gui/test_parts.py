"""Parts of the window on their own."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.params import Choice, Control, Knob, Toggle, Value
from app.gui.bridge import Bridge, Errand
from app.gui.flow_layout import FlowLayout, empty
from app.gui.hud import Hud
from app.gui.knobs import KnobRow
from app.gui.notices import NoticeLine
from app.gui.readings import Reading
from app.gui.recording import RecordingSign
from app.gui.status_bar import StatusBar
from app.runtime.recorder import Recorded
from app.runtime.screen import Shown

pytestmark = pytest.mark.gl


def test_a_slow_window_gets_the_newest_picture_and_one_signal(qapp: QApplication, qtbot: QtBot) -> None:
    bridge = Bridge()
    told: list[None] = []
    bridge.shown_ready.connect(lambda: told.append(None))

    def work() -> None:
        for number in range(100):
            bridge.on_shown(cast(Shown, number))

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(told))
    assert cast(Any, bridge.take_shown()) == 99
    assert bridge.take_shown() is None
    assert len(told) == 1


def test_an_errand_answers_here_in_order_and_forgets_when_closed(qapp: QApplication, qtbot: QtBot) -> None:
    errand = Errand("test-errand")
    answers: list[tuple[str, bool]] = []

    def then(answer: str) -> None:
        answers.append((answer, threading.current_thread() is threading.main_thread()))

    for word in ("one", "two"):
        errand.run(lambda w=word: w, then)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [("one", True), ("two", True)]
    errand.close()
    errand.run(lambda: "three", then)
    qtbot.wait(50)
    assert len(answers) == 2


def test_an_errand_that_is_to_finish_does_what_waits_and_tells_nobody(qapp: QApplication) -> None:
    errand = Errand("test-errand")
    done: list[int] = []
    told: list[object] = []
    for number in range(5):
        errand.run(lambda n=number: (time.sleep(0.01), done.append(n)), told.append)  # type: ignore[misc]
    errand.finish(10.0)
    assert done == [0, 1, 2, 3, 4]
    qapp.processEvents()
    assert not told


def test_a_fault_costs_one_errand_and_not_the_rest(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(str(told.exc_value)))
    errand = Errand("test-errand")
    answers: list[str] = []

    def work() -> str:
        raise RuntimeError("an unforeseen errand")

    errand.run(work, answers.append)
    qtbot.waitUntil(lambda: faults == ["an unforeseen errand"])
    errand.run(lambda: "the next", answers.append)
    qtbot.waitUntil(lambda: answers == ["the next"])
    errand.close()


@pytest.mark.parametrize(
    ("control", "value"),
    [
        (Knob(0, 10, 0.5, "Hz", "calm"), 2.5),
        (Toggle("on"), True),
        (Choice(("a", "b"), "which"), "b"),
    ],
)
def test_showing_a_value_wishes_for_nothing(qtbot: QtBot, control: Control, value: Value) -> None:
    row = KnobRow("cutoff_hz", control, "steady")
    qtbot.addWidget(row)
    wishes: list[Value | None] = []
    row.wished.connect(wishes.append)
    row.show_value(value, changed=True)
    assert wishes == []


def test_every_editor_of_a_row_wishes_for_what_it_shows(qtbot: QtBot) -> None:
    wishes: list[Value | None] = []
    rows = {
        QAbstractSlider: KnobRow("cutoff_hz", Knob(0.5, 10, 0.5, "Hz", "calm"), "steady"),
        QDoubleSpinBox: KnobRow("cutoff_hz", Knob(0.5, 10, 0.5, "Hz", "calm"), "steady"),
        QCheckBox: KnobRow("rest", Toggle("on"), "fit"),
        QComboBox: KnobRow("method", Choice(("a", "b"), "which"), "steady"),
    }
    for row in rows.values():
        qtbot.addWidget(row)
        row.wished.connect(wishes.append)
    slider, box, check, combo = (row.findChild(kind) for kind, row in rows.items())
    slider.setValue(19)
    box.setValue(3.0)
    check.setChecked(True)
    combo.activated.emit(1)
    assert wishes == [10.0, 3.0, True, "b"]


def test_a_notice_is_shown_until_it_is_over(qtbot: QtBot) -> None:
    notice = NoticeLine()
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.say("The camera is gone.", "uvc: -19")
    assert not notice.isHidden()
    assert notice.height_for(200) > notice.height_for(2000)
    notice.say("")
    assert notice.isHidden()


def test_the_strip_leaves_the_lightest_figures_out_where_room_is_short(qtbot: QtBot) -> None:
    hud = Hud()
    qtbot.addWidget(hud)
    hud.resize(160, 40)
    hud.show_readings(
        (Reading("fps", "30.0", weight=9), Reading("a long name indeed", "1.0 / 2.0", weight=1))
    )
    assert [reading.name for reading in hud.shown()] == ["fps"]
    assert "a long name indeed: 1.0 / 2.0" in hud.accessibleDescription()


def test_qt_takes_no_references_to_none_and_true(qapp: QApplication) -> None:
    """A PySide6 that does (6.12.0) ends the process after some minutes, before Python 3.12."""

    class Talker(QObject):
        said = Signal()

    talker, label = Talker(), QLabel()
    talker.said.connect(lambda: None)

    def talk() -> tuple[int, int]:
        for number in range(200):
            talker.said.emit()
            label.setText(str(number))
        return sys.getrefcount(None), sys.getrefcount(True)

    before, after = talk(), talk()
    assert after[0] > before[0] - 50
    assert after[1] > before[1] - 50


def test_a_series_hands_over_one_by_one_beside_others_and_is_closed_on_its_thread(
    qapp: QApplication, qtbot: QtBot
) -> None:
    errand = Errand("test-errand")
    answers: list[str] = []
    beside, closed_on = threading.Event(), []

    def series() -> Generator[str, None, None]:
        try:
            yield "one"
            beside.wait(10.0)  # for an errand that comes later and does not wait for this
            yield "two"
            yield "three"
            while True:
                yield "more"
        finally:
            closed_on.append(threading.current_thread().name)

    errand.run_series(series(), answers.append, lambda: answers.append("over"))
    qtbot.waitUntil(lambda: answers == ["one"])
    errand.run(lambda: "beside", answers.append)
    qtbot.waitUntil(lambda: answers == ["one", "beside"])
    beside.set()
    qtbot.waitUntil(lambda: "three" in answers)
    assert answers[:4] == ["one", "beside", "two", "three"]
    errand.close()
    assert closed_on == ["test-errand-series"]


def test_a_series_that_fails_costs_only_itself(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(str(told.exc_value)))
    errand = Errand("test-errand")
    answers: list[str] = []

    def failing() -> Generator[str, None, None]:
        yield "one"
        raise RuntimeError("an unforeseen series")

    errand.run_series(failing(), answers.append, lambda: answers.append("failed"))
    errand.run_series((word for word in ("two", "three")), answers.append, lambda: answers.append("over"))
    qtbot.waitUntil(lambda: answers == ["one", "failed", "two", "three", "over"])
    assert faults == ["an unforeseen series"]
    errand.close()


@pytest.mark.parametrize("kind", (QGridLayout, FlowLayout))
def test_a_layout_that_is_emptied_frees_its_places_and_keeps_the_widgets(
    qapp: QApplication, qtbot: QtBot, kind: type[QLayout]
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    layout, label = kind(place), QLabel("one")
    layout.addWidget(label)
    item = layout.itemAt(0)
    empty(layout)
    assert layout.count() == 0
    assert not shiboken6.isValid(item)
    assert label.parent() is place


def test_a_flow_layout_frees_its_places_when_it_goes(qapp: QApplication, qtbot: QtBot) -> None:
    place = QWidget()
    layout = FlowLayout(place)
    gone, stays = QLabel("one"), QLabel("two")
    for label in (gone, stays):
        layout.addWidget(label)
    gone.setParent(None)  # Qt takes its place out and frees it
    assert layout.count() == 1
    item = layout.itemAt(0)
    shiboken6.delete(place)
    assert not shiboken6.isValid(item)


def test_a_recording_and_an_export_together_take_little_of_the_line(qtbot: QtBot) -> None:
    line, sign = StatusBar(), RecordingSign()
    qtbot.addWidget(line)
    line.pass_by(sign)
    line.show()

    def width() -> int:
        QApplication.processEvents()
        return line.sizeHint().width()

    line.progress("Exporting Lookglass 2026-11-23 10.12.13.mp4", 30, 100, cancel=lambda: None)
    of_work = width()
    line.finished()
    state = Recorded(path=Path("Lookglass.mp4"), length_ns=754 * 10**9, bytes=1_234_000_000, dropped=12)
    sign.show_state(state)
    alone, of_sign = sign.sizeHint().width(), width()
    assert "GB" in sign.text() and "GB" not in sign.toolTip()
    line.progress("Exporting Lookglass 2026-11-23 10.12.13.mp4", 30, 100, cancel=lambda: None)
    assert sign.sizeHint().width() < alone / 2
    assert sign.toolTip().startswith(sign.text()), "nothing of it is lost"
    qtbot.waitUntil(lambda: width() < 0.8 * (of_work + of_sign))
    line.finished()
    assert sign.sizeHint().width() == alone
