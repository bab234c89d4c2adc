"""What the window does where feet are followed: a shoe put on and taken off, its words, and measuring."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.core.commands import SetKnob, TakeOff, Wear
from app.core.document import Document, Worn
from app.gui.main_window import MainWindow
from app.store.resource_path import resource_path
from tests.gui.feet import DemoFeetSeen
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture
def shoe(tmp_path: Path) -> str:
    """A model that is worn as a shoe because a person has said so."""
    from app.store.own_kind import choose_kind

    path = tmp_path / "shoe.glb"
    shutil.copy(resource_path("products") / "glasses-round-gold" / "model.glb", path)
    choose_kind(path, "shoe")
    return str(path)


def feet_followed(window: MainWindow) -> bool:
    result = window.picture.viewport.result
    return result is not None and result.subject == "feet"


def test_a_shoe_turns_the_window_to_feet_and_back(
    open_window: OpenWindow, qtbot: QtBot, shoe: str, seen_feet: DemoFeetSeen
) -> None:
    window = open_window(dressed())
    controller, card = window.controller, window.look.cards[0]
    assert controller.followed == "face" and not window.info.texts
    controller.do(Wear(Worn(shoe)))
    assert controller.followed == "feet"
    assert "feet are followed" in card.accessibleDescription(), "the lipstick says why it is not to be seen"
    assert (
        window.top_bar.people.currentText() == "2"
        and window.top_bar.people.accessibleName() == "Feet at once"
    )
    assert any("demo subject shows a face" in text for text in window.info.texts)
    assert controller.document.source == "demo:face", "no source is changed by itself"
    qtbot.waitUntil(lambda: feet_followed(window), timeout=PATIENCE_MS)
    controller.undo()
    assert controller.followed == "face" and not card.accessibleDescription() and not window.info.texts
    controller.redo()
    controller.do(TakeOff(shoe))
    assert controller.followed == "face"
    assert window.top_bar.people.accessibleName() == "People at once"


def test_feet_out_of_view_are_asked_for(
    open_window: OpenWindow, qtbot: QtBot, seen_feet: DemoFeetSeen
) -> None:
    seen_feet.blind = True
    window = open_window(replace(Document(), source="demo:feet"))
    line = window.picture.nobody
    qtbot.waitUntil(line.isVisible, timeout=PATIENCE_MS)
    assert "point the camera at your feet" in line.text
    seen_feet.blind = False
    qtbot.waitUntil(line.isHidden, timeout=PATIENCE_MS)


def test_the_number_of_feet_is_chosen_at_the_top(open_window: OpenWindow, seen_feet: DemoFeetSeen) -> None:
    window = open_window(replace(Document(), source="demo:feet"))
    window.top_bar.people.textActivated.emit("4")
    assert (window.controller.document.max_feet, window.controller.document.max_subjects) == (4, 1)


def test_what_is_followed_can_be_chosen(open_window: OpenWindow, seen_feet: DemoFeetSeen) -> None:
    window = open_window(dressed())
    window.actions_["follow.feet"].trigger()
    assert window.controller.document.follow == "feet"
    assert window.look.cards[0].accessibleDescription() == "Shown on faces; feet are followed."
    window.actions_["follow.auto"].trigger()
    assert window.controller.followed == "face" and window.actions_["follow.auto"].isChecked()


def test_a_measured_length_becomes_the_feet_s_length(
    open_window: OpenWindow, qtbot: QtBot, seen_feet: DemoFeetSeen
) -> None:
    from app.core.missing import Missing
    from app.gui.feet_panel import _Known
    from app.stages.measure_foot import FootSize
    from app.vision.sheet_of_paper import Quad

    window = open_window(replace(Document(), source="demo:feet"))
    window.actions_["lab.feet"].trigger()
    panel = window.instruments.lab.place.feet()
    qtbot.waitUntil(panel.isVisible, timeout=PATIENCE_MS)
    assert not panel.use.isEnabled() and "flat on the floor" in panel.state.text()
    corners = np.array([[100.0, 100.0], [200.0, 100.0], [200.0, 240.0], [100.0, 240.0]])
    sizes = {0: FootSize(263.6, 4.0, 98.0, 3.0, "a4"), 1: Missing("what was measured is no foot")}
    panel._timer.stop()
    panel._looked(_Known(panel._meter, Quad(corners, 0.5, 90.0), sizes))
    assert "264 ± 4 mm" in panel.sizes_of[0].text() and not panel.sizes_of[1].isVisible()
    assert panel.outline.isVisible() and panel.outline.corners is not None
    panel.use.click()
    assert window.controller.document.knobs["feet"]["length_mm"] == 264.0
    window.controller.do(SetKnob("feet", "length_mm", None))
    window.tabs.setCurrentIndex(0)
    assert not panel.outline.isVisible(), "nothing lies over the picture once nobody measures"
