"""The Lab compares two settings in the real window: choose, run, look, export."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.commands import SetKnob, TakeSetup
from app.gui import language
from app.gui.compare_panel import ComparePanel
from app.gui.main_window import MainWindow
from app.lab.clips import ClipSpec, make, write_clip
from tests.gui.helpers import PATIENCE_MS
from tests.gui.test_access import controls, spoken

pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture(scope="module")
def sway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second and a half of the demo subject that sways, with its truth."""
    spec = ClipSpec(motion="slow-sway", camera="clean", size=(480, 270), fps=20.0, seconds=1.5)
    return write_clip(make(spec, 1), tmp_path_factory.mktemp("clips"))


def panel_of(window: MainWindow, qtbot: QtBot) -> ComparePanel:
    window.actions_["lab.compare"].trigger()
    assert window.tabs.currentWidget() is window.instruments.lab.place
    window.controller.play(lambda player: player.pause())  # the machine is the comparison's
    panel = window.instruments.lab.place.compare()
    qtbot.waitUntil(lambda: panel.form.ready, timeout=PATIENCE_MS)
    return panel


def compare(panel: ComparePanel, qtbot: QtBot) -> None:
    panel.start.click()
    assert panel.stop.isEnabled() and not panel.start.isEnabled() and not panel.form.isEnabled()
    qtbot.waitUntil(lambda: not panel.run.busy, timeout=3 * PATIENCE_MS)
    assert panel.start.isEnabled() and not panel.stop.isEnabled()


def test_two_settings_are_compared_and_exported(
    window: MainWindow, qtbot: QtBot, sway: Path, tmp_path: Path
) -> None:
    panel = panel_of(window, qtbot)
    results = panel.results
    assert not results.isVisible()
    panel.form.add_file(str(sway))
    compare(panel, qtbot)
    found = results.comparison
    assert found is not None and found.truth is not None and panel.state.isHidden()
    assert results.isVisible() and results.sentence.text().startswith("B ")
    rows = results.figures.text()
    assert [row[0] for row in rows][:2] == ["Jitter (%)", "Error (%)"]
    marked = [row for row in rows if "✓" in row[1] + row[2]]
    assert marked and all(("✓" in row[1]) != ("✓" in row[2]) for row in marked)
    assert len(results.charts.plots) == 4 and all(plot.isVisibleTo(results) for plot in results.charts.plots)

    names_and_tab_stops(window)
    picture = results.picture
    before = picture.views[0].accessibleName()
    picture.moment.setFocus()
    qtbot.keyClick(picture.moment, Qt.Key.Key_Home)
    qtbot.keyClick(picture.moment, Qt.Key.Key_Right)
    assert picture.moment.value() == 1 and picture.views[0].accessibleName() != before
    picture.way.setCurrentIndex(1)
    picture.way.activated.emit(1)
    assert picture.views[1].isVisibleTo(results)

    for ending in (".html", ".png"):
        with qtbot.waitSignal(window.controller.told, timeout=PATIENCE_MS):
            results.save(tmp_path / f"report{ending}")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert found.a.name in page and found.b.name in page and results.sentence.text() in page
    assert (tmp_path / "report.png").read_bytes().startswith(b"\x89PNG")

    language.choose("zh_CN")
    try:
        assert results.sentence.text().endswith("。") and "B" in results.sentence.text()
        said = [label.text() for label in results.findChildren(QLabel)] + [
            row[0] for row in results.figures.text()
        ]
        assert not [text for text in said if "Jitter" in text or "px over" in text]
        results.save(tmp_path / "chinese.html")
        qtbot.waitUntil(lambda: (tmp_path / "chinese.html").exists(), timeout=PATIENCE_MS)
        assert 'lang="zh-CN"' in (tmp_path / "chinese.html").read_text("utf-8")
    finally:
        language.choose("en")


def names_and_tab_stops(window: MainWindow) -> None:
    """Everything in the tab has a name and is reached by the Tab key, from the top to the bottom."""
    place = window.instruments.lab.place
    shown = [one for one in controls(place) if one.isVisible() and one.isEnabled()]
    assert len(shown) > 10
    for one in shown:
        assert spoken(one) and one.focusPolicy() & Qt.FocusPolicy.TabFocus, one
    way, here = [], window.nextInFocusChain()
    while here is not window:
        if here in shown:
            way.append(here)
        here = here.nextInFocusChain()
    heights = [one.mapTo(place, QPoint(0, 0)).y() for one in way]
    assert len(way) == len(shown) and heights == sorted(heights)


def test_a_comparison_can_be_stopped_and_begun_again(window: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(window, qtbot)
    panel.start.click()  # on the demo subject, which is open
    qtbot.waitUntil(lambda: "Comparing" in window.status.work.text, timeout=PATIENCE_MS)
    panel.stop.click()
    qtbot.waitUntil(lambda: not panel.run.busy, timeout=PATIENCE_MS)
    assert panel.results.comparison is None and panel.state.text() == "The comparison was stopped."
    assert "Compar" not in window.status.work.text and panel.start.isEnabled()


def test_closing_the_window_ends_what_is_under_way(window: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(window, qtbot)
    panel.start.click()
    assert panel.run.busy
    window.close()
    qtbot.waitUntil(
        lambda: "lookglass-compare" not in [thread.name for thread in threading.enumerate()],
        timeout=PATIENCE_MS,
    )


def test_what_cannot_be_compared_is_said(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    panel = panel_of(window, qtbot)
    panel.form.choose_presets("default", "default")
    panel.start.click()
    assert not panel.run.busy and "are the same" in panel.state.text()
    panel.form.choose_presets("default", "steady")
    nothing = tmp_path / "nothing.mkv"
    nothing.write_bytes(b"no video")
    panel.form.add_file(str(nothing))
    compare(panel, qtbot)
    assert panel.results.comparison is None and "nothing.mkv" in panel.state.text()


def test_the_present_setups_can_be_chosen(window: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(window, qtbot)
    window.controller.do(TakeSetup(to_b=True))
    window.controller.do(SetKnob("steady", "method", "spring"))
    names = [panel.form.a.itemText(index) for index in range(panel.form.a.count())]
    assert names[:2] == ["Setup A", "Setup B"]
    panel.form.a.setCurrentIndex(0)
    panel.form.b.setCurrentIndex(1)
    wanted = panel.form.wanted()
    assert not isinstance(wanted, str)
    assert wanted.a().knobs["steady"]["method"] == "spring" and "steady" not in wanted.b().knobs
