"""The figures of the window: they agree with what was shown, and cost nothing while nobody looks at them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.core.commands import SetKnob
from app.core.missing import Missing
from app.doctor import CHECKS
from app.gui.advice_text import sentence
from app.gui.hud import Hud
from app.gui.main_window import MainWindow
from app.gui.performance_view import PerformanceView
from app.gui.readings import Reading, drop_lines, finder_help, readings
from app.lab.advice import Advice, Cause
from app.lab.measurement import PARTS
from app.runtime.events import Position
from app.runtime.measure import Figures
from app.runtime.metrics import StageFigures
from app.runtime.process import ProcessMeter
from tests.gui.helpers import PATIENCE_MS
from tests.lab.people import measured

pytestmark = [pytest.mark.gl, pytest.mark.slow]


def performance(window: MainWindow, qtbot: QtBot) -> PerformanceView:
    """The dock's contents, shown."""
    window.actions_["lab.performance"].trigger()
    place = window.instruments.performance.place
    qtbot.waitUntil(lambda: place.view is not None and place.view.isVisible(), timeout=PATIENCE_MS)
    assert isinstance(place.view, PerformanceView)
    return place.view


def running_timers(window: MainWindow) -> int:
    return sum(timer.isActive() for timer in window.findChildren(QTimer))


def test_plots_are_imported_only_when_they_are_wanted() -> None:
    code = "import sys, app.gui.main_window, app.gui.app; print('pyqtgraph' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_the_figures_agree_with_what_was_shown(window: MainWindow, qtbot: QtBot) -> None:
    gauges, viewport = window.instruments.gauges, window.picture.viewport
    seen: list[tuple[int, int]] = []

    def note() -> None:
        shown = viewport.shown
        assert shown is not None
        seen.append((shown.number, shown.result.frame.index))

    viewport.drawn.connect(note)
    gauges.tell()
    before, dropped_before = gauges._measure.painted, gauges._measure.drops.undrawn
    first = viewport.shown.number if viewport.shown else 0
    qtbot.waitUntil(lambda: len(seen) > 12, timeout=PATIENCE_MS)
    gauges.tell()
    viewport.drawn.disconnect(note)
    figures, shown = gauges.figures, viewport.shown
    numbers = [number for number, _ in seen]
    assert gauges._measure.painted - before == len({n for n in numbers if n > first})
    assert figures.drops.undrawn - dropped_before == max(numbers) - first - len(
        {n for n in numbers if n > first}
    )
    assert shown is not None and shown.gl_calls > 10 and figures.gl_calls > 10
    assert figures.pose_age is not None and figures.pose_age.p50_ms >= figures.frame_age.p50_ms > 0.0
    assert figures.whole_ms > 0.0 and {"detect", "render", "waiting"} <= set(figures.stages)
    assert (figures.provider, figures.runs_on) == ("onnx", "CPU") and figures.why
    assert figures.gl_name == window.controller.studio.screen.gl_name != ""
    assert figures.fps > 0.0 and figures.source_fps > 0.0 and figures.nominal_fps == 30.0


def test_the_doctor_says_the_same_of_finder_and_opengl(window: MainWindow, qtbot: QtBot) -> None:
    gauges = window.instruments.gauges
    gauges.tell()
    (_, networks), (_, opengl) = next(CHECKS["networks"]()), next(CHECKS["OpenGL"]())
    assert networks.startswith(finder_help(gauges.figures).splitlines()[-1])
    assert opengl == gauges.figures.gl_name


def test_a_paused_picture_grows_no_older_however_often_it_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    gauges, viewport = window.instruments.gauges, window.picture.viewport
    positions: list[Position] = []
    window.controller.position_changed.connect(positions.append)
    window.controller.play(lambda player: player.pause())

    def stands() -> bool:
        result = viewport.result
        return (
            bool(positions)
            and not positions[-1].playing
            and (result is not None and result.frame.t_ns == positions[-1].t_ns)
        )

    qtbot.waitUntil(stands, timeout=PATIENCE_MS)
    qtbot.wait(300)  # what has arrived is painted, too
    painted = gauges._measure.painted
    number = viewport.shown.number if viewport.shown else -1
    for width in (1200, 1220):  # other sizes of the same picture
        with qtbot.waitSignal(viewport.drawn, timeout=PATIENCE_MS):
            window.resize(width, 780)
    with qtbot.waitSignal(viewport.drawn, timeout=PATIENCE_MS):  # another look at the same frame
        window.controller.toggle("lipstick-plum-matte")
    assert viewport.shown is not None and viewport.shown.number == number
    assert gauges._measure.painted == painted


def test_the_dock_shows_what_is_measured_and_rests_while_hidden(window: MainWindow, qtbot: QtBot) -> None:
    assert window.instruments.performance.place.view is None
    before = running_timers(window)
    view = performance(window, qtbot)
    qtbot.waitUntil(lambda: window.instruments.gauges.figures.fps > 0.0, timeout=PATIENCE_MS)
    window.instruments.gauges.tell()
    figures = window.instruments.gauges.figures
    stages = [view.table.item(row, 1).text() for row in range(view.table.rowCount())]  # type: ignore[union-attr]
    assert stages == [f"{stage.p50_ms:.1f}" for stage in figures.stages.values()]
    text = view.as_text()
    for where, count, _ in drop_lines(figures):
        assert f"{where}: {count}" in text
    assert sentence(window.instruments.gauges.advice) in text and figures.gl_name in text
    assert running_timers(window) == before + 1
    window.docks["performance"].hide()
    assert running_timers(window) == before


def test_a_frozen_dock_stays_as_it_is_and_is_copied(window: MainWindow, qtbot: QtBot) -> None:
    view = performance(window, qtbot)
    qtbot.waitUntil(lambda: window.instruments.gauges.figures.fps > 0.0, timeout=PATIENCE_MS)
    view.freeze.click()
    frozen = view.as_text()
    window.instruments.gauges.tell()
    assert view.as_text() == frozen and view.freeze.isChecked()
    view.copy_text()
    assert QGuiApplication.clipboard().text() == frozen
    view.copy_csv()
    assert QGuiApplication.clipboard().text().startswith("figure,value,p95\nfps,")
    view.freeze.click()
    assert view._timer.isActive()


def test_the_strip_can_be_hidden_and_stays_so(window: MainWindow, qtbot: QtBot) -> None:
    action, only = window.actions_["figures.strip"], window.actions_["view.picture-only"]
    assert action.isChecked() and window.hud.isVisible()
    action.trigger()
    assert not window.hud.isVisible()
    only.trigger()
    only.trigger()
    assert not window.hud.isVisible()
    action.trigger()
    assert window.hud.isVisible()


def test_the_strip_has_a_place_for_every_stage_before_it_has_run(qtbot: QtBot) -> None:
    """A first picture without a face has no track; the columns stand where they stand afterwards."""
    hud = Hud()
    qtbot.addWidget(hud)
    hud.resize(1100, 44)

    def places(*stages: str) -> list[tuple[str, float]]:
        took = {stage: StageFigures(8.0, 120.0) for stage in stages}
        hud.show_readings(readings(replace(Figures(), provider="onnx", runs_on="CPU", stages=took)))
        return [(reading.name, column.x()) for reading, column in hud._columns()]

    before = places("detect", "render", "waiting")
    assert before == places("detect", "render", "waiting", "track", "flow", "steady", "fit", "compose")
    assert ("track", "8.0 / 120") in [(reading.name, reading.value) for reading in hud.shown()]


def test_the_strip_keeps_its_columns_and_says_what_to_do_where_it_is_red(qtbot: QtBot) -> None:
    hud = Hud()
    qtbot.addWidget(hud)
    hud.resize(500, 44)

    def show(fps: str, alarm: bool = False) -> list[float]:
        help = "Frames a second.\nWear less." if alarm else "Frames a second."
        hud.show_readings(
            (Reading("fps", fps, help, 9, "000.0", alarm), Reading("detect", "6.0", "", 5, "00.0"))
        )
        return [column.x() for _, column in hud._columns()]

    places = show("9.8")
    assert show("120.4") == places == show("0.1", alarm=True)
    hud.show()
    spot = QPoint(round(places[0]) + 2, 20)
    help_event = QHelpEvent(QEvent.Type.ToolTip, spot, hud.mapToGlobal(spot))
    QApplication.sendEvent(hud, help_event)
    assert "Wear less." in QToolTip.text()
    QToolTip.hideText()


def test_the_status_line_says_that_the_models_are_what_they_should_be(
    window: MainWindow, qtbot: QtBot
) -> None:
    models = window.instruments.facts._models
    qtbot.waitUntil(lambda: models.text() == "models verified", timeout=PATIENCE_MS)
    assert "face_landmarks" in models.toolTip()


def test_every_cause_has_its_sentence(qapp: QApplication) -> None:
    told = [sentence(Advice(cause, stage="fit", ms=41.0, whole_ms=50.0, count=12)) for cause in Cause]
    assert len(set(told)) == len(Cause) and not any("{" in text for text in told)
    drawing = sentence(Advice(Cause.DRAWING_SOFTWARE, ms=41.0, whole_ms=50.0))
    assert drawing.startswith("Drawing takes 41 of 50 ms: software OpenGL is in use.")


def test_this_process_is_measured_or_not_available() -> None:
    meter = ProcessMeter()
    assert meter.use(now_ns=10**9).cpu_percent is None
    busy = sum(i * i for i in range(300_000))
    use = meter.use(now_ns=2 * 10**9)
    assert busy and use.cpu_percent is not None and use.cpu_percent >= 0.0
    assert use.memory_bytes is None or use.memory_bytes > 10**7


def test_the_lab_measures_the_demo_subject(window: MainWindow, qtbot: QtBot) -> None:
    """It moves, and without a truth what is fast of that counts as jitter: a low-pass takes some of it away,
    while what follows well need not."""
    window.controller.do(SetKnob("steady", "method", "one-euro"))
    window.actions_["lab.still"].trigger()
    assert window.tabs.currentWidget() is window.instruments.lab.place
    panel = window.instruments.lab.place.panel()
    assert panel.stop.isEnabled() and not panel.still.isEnabled()
    panel.stop.click()
    assert panel.still.isEnabled()
    panel.seconds.setCurrentIndex(0)
    one = None
    for _ in range(3):  # a machine that is busy with something else may give too few frames
        panel.begin("still")
        qtbot.waitUntil(lambda: not panel.stop.isEnabled(), timeout=2 * PATIENCE_MS)
        qtbot.waitUntil(lambda: panel.answered, timeout=PATIENCE_MS)
        one = panel.results.current()
        if one is not None:
            break
    assert one is not None and one.kind == "still" and one.frames > 7
    figures = [
        (part.raw_px, part.steady_px, part.raw_percent, part.steady_percent) for part in one.parts.values()
    ]
    assert np.isfinite(figures).all() and set(one.parts) == set(PARTS)
    assert one.parts["all"].steady_px < one.parts["all"].raw_px
    assert isinstance(one.parts["all"].lag_ms, Missing)
    assert panel.results.detail.text()[-1][1] == f"{one.parts['all'].raw_px:.2f}"
    assert panel.results.as_csv().count("\n") == 1 + len(PARTS)


def test_the_lab_keeps_five_and_compares_those_of_a_kind(window: MainWindow) -> None:
    window.show_lab()
    results = window.instruments.lab.place.panel().results
    assert results.isHidden()
    noise = np.random.default_rng(1).normal(0.0, 0.6, (91, 478, 2))
    results.add(measured("move", noise, noise))
    for share in (1.0, 0.5, 0.25, 0.2, 0.1):
        results.add(measured("still", noise, share * noise))
    assert [number for number, _ in results.measurements] == [2, 3, 4, 5, 6]
    rows = results.comparison.text()
    assert results.comparison.isVisibleTo(results) and len(rows[0]) == 6
    whole = [float(text) for text in rows[len(PARTS) - 1][1:]]
    assert whole == sorted(whole, reverse=True) and whole[0] == pytest.approx(10 * whole[-1], rel=0.1)
    results.unit.setCurrentIndex(1)
    results.unit.activated.emit(1)
    one = results.current()
    assert one is not None
    assert results.detail.text()[-1][2] == f"{one.parts['all'].steady_percent:.2f}"
    results.clear()
    assert results.current() is None and results.isHidden()
