"""The Tune tab: knobs, stages that are switched off, and one slider between steady and responsive."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QColorDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.core.commands import SetKnob, SetWornKnob, Wear
from app.core.document import Document, Worn
from app.gui.desk import Desk
from app.gui.knob_editors import ColourEditor, NumberEditor
from app.gui.tune_panel import TunePanel
from app.gui.worn_card import WornCard
from app.stages import register_all
from app.stages.stabilise import SteadyParams
from app.store.fronts import our_fronts
from app.store.presets import find_preset
from tests.gui.helpers import PATIENCE_MS
from tests.gui.panels import desk_of, show, undo_text

register_all()


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    with desk_of(Document()) as made:
        yield made


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> TunePanel:
    made = TunePanel(desk)
    show(desk, made)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow, timeout=PATIENCE_MS)
    return made


def number(panel: TunePanel, group: str, knob: str) -> NumberEditor:
    editor = panel.row(group, knob).editor
    assert isinstance(editor, NumberEditor)
    return editor


def steps(desk: Desk) -> int:
    return desk.controller.studio.session.position


def knobs(desk: Desk, group: str) -> dict[str, object]:
    return dict(desk.controller.document.knobs.get(group, {}))


def test_keys_pressed_in_one_go_are_one_step_and_after_a_pause_another(
    panel: TunePanel, desk: Desk, qtbot: QtBot
) -> None:
    slider = number(panel, "steady", "flow_settle_s").slider
    slider.setFocus()
    for _ in range(4):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert steps(desk) == 1
    assert knobs(desk, "steady") == {"flow_settle_s": pytest.approx(SteadyParams().flow_settle_s + 0.4)}
    qtbot.wait(900)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert steps(desk) == 2


@pytest.mark.parametrize("by", ["focus", "hiding"])
def test_keys_are_over_when_the_keyboard_moves_on(
    panel: TunePanel, desk: Desk, qtbot: QtBot, by: str
) -> None:
    slider = number(panel, "steady", "flow_settle_s").slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    if by == "focus":
        panel.search.setFocus()
    else:
        panel.group("steady").title.click()
        panel.group("steady").title.click()
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert steps(desk) == 2


def turn_wheel(widget: NumberEditor) -> None:
    slider = widget.slider
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(5, 5), slider.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, event)


def test_the_wheel_turns_a_knob_that_has_the_keyboard_in_one_step_and_no_other(
    panel: TunePanel, desk: Desk, qtbot: QtBot
) -> None:
    editor = number(panel, "steady", "flow_settle_s")
    turn_wheel(editor)
    assert steps(desk) == 0
    editor.slider.setFocus()
    turn_wheel(editor)
    turn_wheel(editor)
    assert steps(desk) == 1
    qtbot.wait(900)
    turn_wheel(editor)
    assert steps(desk) == 2


def test_a_drag_is_one_step_and_the_next_drag_another(panel: TunePanel, desk: Desk, qtbot: QtBot) -> None:
    slider = number(panel, "crop", "slack").slider
    for begin in (5, 30):
        slider.setSliderDown(True)
        for position in range(begin, begin + 8):
            slider.setSliderPosition(position)
        slider.setSliderDown(False)
    assert steps(desk) == 2
    desk.controller.undo()
    assert knobs(desk, "crop") == {"slack": pytest.approx(1.2)}
    assert slider.value() == 12


def test_typing_a_number_is_one_step(panel: TunePanel, desk: Desk, qtbot: QtBot) -> None:
    box = number(panel, "crop", "slack").box
    panel.group("crop").title.click()
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "2.5")
    assert steps(desk) == 0
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert knobs(desk, "crop") == {"slack": 2.5}
    assert steps(desk) == 1


def test_the_balance_slider_moves_the_steady_knobs_as_one_step(
    panel: TunePanel, desk: Desk, qtbot: QtBot
) -> None:
    slider = panel.balance.slider
    usual = slider.value()
    assert 0 < usual < 100 and not panel.balance.shows_own
    slider.setSliderDown(True)
    for position in (60, 80, 100):
        slider.setSliderPosition(position)
    slider.setSliderDown(False)
    assert steps(desk) == 1
    assert knobs(desk, "steady") == dict(find_preset("responsive").knobs["steady"])
    desk.controller.do(SetKnob("steady", "flow_drift", 1.0))
    assert panel.balance.shows_own
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert knobs(desk, "steady") == dict(find_preset("steady").knobs["steady"])
    assert not panel.balance.shows_own
    for _ in range(3):
        desk.controller.undo()
    assert desk.controller.document == Document()
    assert slider.value() == usual


@pytest.mark.parametrize("method", ["flow", "one-euro"])
def test_the_balance_slider_walks_the_front_of_the_stabiliser_in_use(
    panel: TunePanel, desk: Desk, method: str
) -> None:
    desk.controller.do(SetKnob("steady", "method", method))
    slider, front = panel.balance.slider, our_fronts()[method]
    for place, stop in ((0, front.stops[0]), (100, front.stops[-1])):
        slider.setSliderPosition(place)
        assert knobs(desk, "steady") == dict(stop.knobs["steady"])
        assert not panel.balance.shows_own


def test_beside_every_front_the_slider_leads_back_to_the_default(panel: TunePanel, desk: Desk) -> None:
    desk.controller.do(SetKnob("steady", "method", "none"))
    assert panel.balance.shows_own
    panel.balance.slider.setSliderPosition(100)
    assert knobs(desk, "steady") == dict(our_fronts()["flow"].stops[-1].knobs["steady"])


def test_keys_take_the_balance_slider_all_the_way(panel: TunePanel, desk: Desk, qtbot: QtBot) -> None:
    slider = panel.balance.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    for expected in range(1, 30):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
        assert slider.value() >= expected - 2
    assert steps(desk) == 1


def test_a_stage_is_switched_off_and_on_again_as_it_was(panel: TunePanel, desk: Desk) -> None:
    desk.controller.do(SetKnob("light", "strength", 0.4))
    group = panel.group("light")
    assert group.switch.isChecked()
    group.switch.click()
    assert knobs(desk, "light") == {"strength": 0.0}
    assert not group.switch.isChecked()
    row = panel.row("light", "follow_hz")
    assert not row.editor.isEnabled() and "Strength" in row.editor.toolTip()
    group.switch.click()
    assert knobs(desk, "light") == {"strength": 0.4}
    assert row.editor.isEnabled()
    assert panel.group("crop").switch.isHidden()


def test_one_knob_a_group_and_all_go_back_to_their_defaults(panel: TunePanel, desk: Desk) -> None:
    for group, knob, value in (("crop", "slack", 2.0), ("crop", "scale", 1.8), ("light", "strength", 0.3)):
        desk.controller.do(SetKnob(group, knob, value))
    row = panel.row("crop", "slack")
    assert not row.reset.isHidden() and panel.row("crop", "lead").reset.isHidden()
    row.reset.click()
    assert knobs(desk, "crop") == {"scale": 1.8}
    panel.group("crop").reset.click()
    assert desk.controller.document.knobs == {"light": {"strength": 0.3}}
    assert undo_text(desk) == "Reset {group}"


def test_a_knob_is_found_by_its_name_and_by_what_it_does(panel: TunePanel, desk: Desk) -> None:
    def shown() -> set[str]:
        return {
            f"{group}.{name}"
            for group in ("track", "steady", "crop", "pose", "light")
            for name, row in panel.group(group).rows.items()
            if row.isVisibleTo(panel)
        }

    before = shown()
    panel.search.setText("lips")
    assert shown() == {"steady.lips_cutoff_hz", "steady.lips_beta"}
    panel.search.setText("LIPS cutoff")
    assert shown() == {"steady.lips_cutoff_hz"}
    panel.search.setText("flicker")
    assert shown() == {"light.follow_hz"}
    panel.search.setText("no such thing")
    assert shown() == set()
    panel.search.clear()
    assert shown() == before


def test_the_tab_key_follows_the_eye(panel: TunePanel, qtbot: QtBot) -> None:
    stops = [stop for stop in panel.stops() if stop.isVisibleTo(panel) and stop.isEnabled()]
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    places = []
    for _ in range(len(stops) - 1):
        widget = QApplication.focusWidget()
        assert widget is not None
        places.append(widget.mapTo(panel, QPoint(0, widget.height() // 2)).y())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    rows = [round(y / 6) for y in places]
    assert rows == sorted(rows)


@pytest.fixture
def colour(desk: Desk, qtbot: QtBot) -> ColourEditor:
    desk.controller.do(Wear(Worn("lipstick-rouge-satin", "classic")))
    desk.controller.end_gesture()
    card = WornCard(desk.controller.studio.catalogue.get("lipstick-rouge-satin"), desk.controller)
    card.show_worn(desk.controller.document.default_look.worn[0])
    desk.controller.document_changed.connect(lambda document: card.show_worn(document.default_look.worn[0]))
    show(desk, card)
    editor = card.rows["colour"].editor
    assert isinstance(editor, ColourEditor)
    return editor


def opened(colour: ColourEditor) -> QColorDialog:
    colour.button.click()
    dialog = colour.findChild(QColorDialog)
    assert dialog is not None and dialog.isVisible()
    return dialog


def test_a_colour_dialog_that_is_cancelled_leaves_no_step(colour: ColourEditor, desk: Desk) -> None:
    before, seen = desk.controller.document, []
    dialog = opened(colour)
    for name in ("#112233", "#445566"):
        dialog.setCurrentColor(QColor(name))
        seen.append(desk.controller.document.default_look.worn[0].settings["colour"])
    dialog.reject()
    assert seen == ["#112233", "#445566"]
    assert desk.controller.document == before
    assert steps(desk) == 1
    assert colour.button.text() == "#9e1b2f"


def test_a_colour_dialog_is_one_step_beside_what_was_done_before(colour: ColourEditor, desk: Desk) -> None:
    desk.controller.do(SetWornKnob("lipstick-rouge-satin", "colour", "#aa0000"))
    dialog = opened(colour)
    for name in ("#112233", "#445566"):
        dialog.setCurrentColor(QColor(name))
    dialog.accept()
    assert steps(desk) == 3
    desk.controller.undo()
    assert desk.controller.document.default_look.worn[0].settings["colour"] == "#aa0000"


def test_a_colour_dialog_goes_with_what_it_colours(
    colour: ColourEditor, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is worn may be taken off while the dialog is open: by an undo elsewhere, by its file."""
    faults: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, fault, trace: faults.append(fault))
    dialog = opened(colour)
    desk.window.takeCentralWidget().deleteLater()
    qtbot.waitUntil(lambda: not isValid(dialog), timeout=PATIENCE_MS)
    assert not isValid(colour) and not faults
