"""The Look tab: cards in order, knobs that have an effect, looks and presets that are kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.commands import ChangeWorn, SetKnob, SetStrength, SetWornKnob, Wear
from app.core.document import Document, Worn
from app.gui.desk import Desk
from app.gui.edit_actions import EditActions
from app.gui.look_panel import LookPanel
from app.gui.main_window import MainWindow
from app.gui.name_dialog import NameDialog
from app.gui.preset_menu import PresetMenu
from app.gui.saved import SavedList
from app.stages import register_all
from app.store import library
from app.store.files import backup_of
from app.store.presets import Kind, Saved, find_look, find_preset, own_path
from tests.gui.helpers import PATIENCE_MS
from tests.gui.panels import desk_of, show, undo_text

register_all()
THREE = ("lipstick-rouge-satin", "glasses-rimless", "lipstick-plum-matte")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path / "home"))


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    document = Document()
    for product_id in THREE:
        document = Wear(Worn(product_id)).apply(document)
    with desk_of(document) as made:
        yield made


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> LookPanel:
    made = LookPanel(desk)
    show(desk, made, height=1000)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow, timeout=PATIENCE_MS)
    fetch(made.library.saved, desk, qtbot)
    return made


def fetch(saved: SavedList, desk: Desk, qtbot: QtBot) -> None:
    """The list of what is saved, read as at the start."""
    saved.fetch()
    done: list[None] = []
    desk.errand.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)


def written(desk: Desk, qtbot: QtBot) -> None:
    """What is to be saved lies on the disk, and the window knows."""
    done: list[None] = []
    desk.saving.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)


def worn(desk: Desk) -> list[str]:
    return [one.product_id for one in desk.controller.document.default_look.worn]


def steps(desk: Desk) -> int:
    return desk.controller.studio.session.position


def said(desk: Desk) -> list[str]:
    """What the controller says and tells from now on."""
    heard: list[str] = []
    desk.controller.notice.connect(lambda text, _detail: heard.append(text))
    desk.controller.told.connect(lambda text, _detail: heard.append(text))
    return heard


# -- cards


def test_alt_and_arrow_keys_move_a_card_and_the_keyboard_stays_on_it(
    panel: LookPanel, desk: Desk, qtbot: QtBot
) -> None:
    card = panel.cards[0]
    card.switch.setFocus()
    for _ in range(3):
        qtbot.keyClick(card.switch, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert worn(desk) == [THREE[1], THREE[2], THREE[0]]
    assert QApplication.focusWidget() is card.switch
    card.handle.setFocus()
    qtbot.keyClick(card.handle, Qt.Key.Key_Up)
    assert worn(desk) == [THREE[1], THREE[0], THREE[2]]
    assert [one.product.id for one in panel.cards] == worn(desk)
    assert steps(desk) == 3 and undo_text(desk) == "Move {product}"


def test_dragging_a_handle_past_the_others_is_one_step(panel: LookPanel, desk: Desk, qtbot: QtBot) -> None:
    handle = panel.cards[0].handle
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton)
    for _ in range(40):
        below = handle.mapFromGlobal(panel.mapToGlobal(QPoint(20, 990)))
        qtbot.mouseMove(handle, below)
        qtbot.wait(5)
        if worn(desk)[-1] == THREE[0]:
            break
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)
    assert worn(desk) == [THREE[1], THREE[2], THREE[0]]
    desk.controller.undo()
    assert worn(desk) == list(THREE)
    assert [card.product.id for card in panel.cards] == list(THREE)


def test_rare_knobs_are_folded_away_and_a_single_one_is_not(panel: LookPanel) -> None:
    lipstick, glasses = panel.cards[0], panel.cards[1]
    assert all(row.isVisibleTo(panel) for row in lipstick.rows.values())
    assert lipstick.more.isHidden()
    shown = {name for name, row in glasses.rows.items() if row.isVisibleTo(panel)}
    assert shown == {"size", "up_mm", "finish"}
    glasses.more.click()
    assert all(row.isVisibleTo(panel) for row in glasses.rows.values())
    glasses.more.click()
    assert shown == {name for name, row in glasses.rows.items() if row.isVisibleTo(panel)}


def test_a_knob_without_effect_says_what_it_waits_for(panel: LookPanel, desk: Desk) -> None:
    colour = panel.cards[1].rows["colour"]
    assert not colour.editor.isEnabled()
    assert "“Finish” is “Plain” or “Crystal”" in colour.editor.toolTip()
    tint = panel.cards[1].rows["lens_colour"]
    assert not tint.editor.isEnabled() and "“Lens density” is off" in tint.editor.toolTip()
    desk.controller.do(SetWornKnob("glasses-rimless", "finish", "plain"))
    desk.controller.do(SetWornKnob("glasses-rimless", "lens_density", 0.5))
    assert colour.editor.isEnabled() and tint.editor.isEnabled()
    assert "only while" not in colour.editor.toolTip()


def test_a_product_and_all_of_them_go_back_to_their_own_settings(panel: LookPanel, desk: Desk) -> None:
    edit = EditActions(desk)
    everything = desk.actions["edit.reset-worn"]
    assert not everything.isEnabled() and panel.cards[0].reset.isHidden()
    desk.controller.do(SetWornKnob(THREE[0], "coverage", 0.2))
    desk.controller.do(SetWornKnob(THREE[1], "size", 1.2))
    panel.cards[0].reset.click()
    settings = [dict(one.settings) for one in desk.controller.document.default_look.worn]
    assert settings == [{}, {"size": 1.2}, {}]
    everything.trigger()
    assert not any(one.settings for one in desk.controller.document.default_look.worn)
    assert "Reset everything worn" in desk.actions["edit.undo"].text()
    assert edit.history.isEnabled()


def test_what_is_wrong_with_a_model_of_ones_own_stands_on_its_card(
    panel: LookPanel, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    own = tmp_path / "frame.glb"
    own.write_bytes(b"glTF and no more")
    desk.controller.wear(str(own))
    card = next(card for card in panel.cards if card.product.id == str(own))
    qtbot.waitUntil(lambda: bool(card.findings_text), timeout=PATIENCE_MS)
    assert card.isVisibleTo(panel)
    assert panel.cards[0].findings_text == ""


def test_what_is_not_in_the_catalogue_has_no_card_and_is_said_once(panel: LookPanel, desk: Desk) -> None:
    heard = said(desk)
    desk.controller.do(Wear(Worn("lipstick-gone")))
    for strength in (0.9, 0.8):
        desk.controller.do(SetStrength(strength))
    assert len([text for text in heard if "lipstick-gone" in text]) == 1
    assert [card.product.id for card in panel.cards] == list(THREE)


# -- looks


def save_as(desk: Desk, qtbot: QtBot, action_id: str, name: str) -> None:
    """Trigger an action that asks for a name, give it, and close the dialog."""
    desk.actions[action_id].trigger()
    dialog = desk.window.findChild(NameDialog)
    assert dialog is not None
    dialog.field.setText(name)
    dialog.accept()
    dialog.setParent(None)
    written(desk, qtbot)


def test_a_look_is_saved_changed_saved_again_and_taken_back(
    panel: LookPanel, desk: Desk, qtbot: QtBot
) -> None:
    save_as(desk, qtbot, "look.save-as", "Friday")
    assert find_look("Friday").worn == desk.controller.document.default_look.worn
    assert panel.library.saved.present() is not None and not panel.library.saved.is_changed()
    assert not desk.actions["look.save"].isEnabled()
    desk.controller.do(SetWornKnob(THREE[0], "coverage", 0.2))
    assert panel.library.saved.is_changed()
    desk.actions["look.back"].trigger()
    assert not panel.library.saved.is_changed()
    desk.controller.undo()
    desk.actions["look.save"].trigger()
    written(desk, qtbot)
    assert find_look("Friday").worn[0].settings == {"coverage": 0.2}
    assert json.loads(backup_of(own_path("look", "Friday")).read_text())["worn"][0]["settings"] == {}


def test_a_click_on_a_look_wears_it(panel: LookPanel, desk: Desk, qtbot: QtBot) -> None:
    tile = next(tile for tile in panel.library.tiles if tile.entry.name == "Evening")
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert desk.controller.document.default_look == find_look("evening")
    assert tile.isChecked()
    desk.controller.use_catalogue(desk.controller.studio.catalogue)  # the tiles are made anew
    tile = next(tile for tile in panel.library.tiles if tile.entry.name == "Evening")
    assert tile.isChecked()
    desk.controller.do(ChangeWorn(worn(desk)[0], enabled=False))
    assert not tile.isChecked()
    assert undo_text(desk) == "Hide {product}"


def test_no_look_is_cut_before_somebody_moves_along(panel: LookPanel, desk: Desk, qtbot: QtBot) -> None:
    strip = panel.library.strip
    for width in (290, 320, 380, 470):
        desk.window.resize(width, 1000)
        qtbot.waitUntil(lambda width=width: desk.window.width() == width)  # type: ignore[misc]
        QApplication.processEvents()
        seen = range(strip.viewport().width() + 1)
        places = [(at.x(), at.x() + tile.width()) for tile in panel.library.tiles for at in [tile.pos()]]
        shown = [(left, right) for left, right in places if left in seen]
        assert shown and all(right in seen for _, right in shown), (width, len(seen), places)


def test_renaming_duplicating_removing_and_putting_back_a_look(
    panel: LookPanel, desk: Desk, qtbot: QtBot
) -> None:
    heard = said(desk)
    save_as(desk, qtbot, "look.save-as", "Friday")
    save_as(desk, qtbot, "look.rename", "Saturday")
    assert desk.controller.document.default_look.name == "Saturday"
    save_as(desk, qtbot, "look.duplicate", "Sunday")
    own = {tile.entry.name for tile in panel.library.tiles if tile.entry.own}
    assert own == {"Saturday", "Sunday"}
    desk.actions["look.remove"].trigger()
    written(desk, qtbot)
    assert not own_path("look", "Saturday").exists()
    assert any("Saturday" in text for text in heard)
    put_back = desk.actions["look.put-back"]
    assert put_back.isVisible() and "Saturday" in put_back.text()
    put_back.trigger()
    written(desk, qtbot)
    assert own_path("look", "Saturday").exists() and not put_back.isVisible()


def test_a_home_on_a_drive_that_hangs_holds_nothing_up(
    panel: LookPanel, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    listed = library.saved_of

    def slow(kind: Kind) -> tuple[Saved, ...]:
        answers.wait(30.0)
        return listed(kind)

    monkeypatch.setattr(library, "saved_of", slow)
    desk.actions["look.save-as"].trigger()
    dialog = desk.window.findChild(NameDialog)
    assert dialog is not None
    dialog.field.setText("evening")
    assert not dialog.can_be_accepted
    dialog.field.setText("Friday")
    dialog.accept()
    assert panel.library.saved.present() is None  # not yet, and the window goes on
    answers.set()
    written(desk, qtbot)
    present = panel.library.saved.present()
    assert present is not None and present.name == "Friday"


def test_a_damaged_look_is_said_once_and_left_as_it_is(panel: LookPanel, desk: Desk, qtbot: QtBot) -> None:
    heard = said(desk)
    path = own_path("look", "broken")
    path.parent.mkdir(parents=True)
    path.write_text('{"lookglass": "look"')
    fetch(panel.library.saved, desk, qtbot)
    fetch(panel.library.saved, desk, qtbot)
    assert len([text for text in heard if "damaged" in text]) == 1
    assert path.read_text() == '{"lookglass": "look"'
    assert "broken" not in {tile.entry.name for tile in panel.library.tiles}


# -- presets


def test_a_preset_shows_by_a_mark_that_its_knobs_have_been_turned(desk: Desk, qtbot: QtBot) -> None:
    menu = PresetMenu(desk)
    fetch(menu.saved, desk, qtbot)
    assert menu.text() == "Default"
    desk.controller.do(SetKnob("crop", "slack", 2.0))
    assert menu.text() == "Default *"
    assert "changed" in menu.accessibleDescription()
    save_as(desk, qtbot, "preset.save-as", "shop window")
    assert menu.text() == "shop window"
    assert find_preset("shop window").knobs == {"crop": {"slack": 2.0}}
    desk.controller.do(SetKnob("crop", "slack", 3.0))
    assert menu.text() == "shop window *"
    desk.actions["preset.back"].trigger()
    assert desk.controller.document.knobs == {"crop": {"slack": 2.0}}
    assert menu.text() == "shop window"


def test_ours_are_saved_under_another_name_only(desk: Desk, qtbot: QtBot) -> None:
    menu = PresetMenu(desk)
    fetch(menu.saved, desk, qtbot)
    desk.controller.do(SetKnob("crop", "slack", 2.0))
    for action in ("preset.save", "preset.rename", "preset.remove"):
        assert not desk.actions[action].isEnabled()
    desk.actions["preset.save-as"].trigger()
    dialog = desk.window.findChild(NameDialog)
    assert dialog is not None
    for name, wrong in (("Steady", "comes with Lookglass"), ("a/b", "cannot be the name"), ("", "")):
        dialog.field.setText(name)
        assert not dialog.can_be_accepted
        assert wrong in dialog.said.text()
    dialog.field.setText("mine")
    assert dialog.can_be_accepted
    dialog.reject()


def test_knobs_of_an_earlier_start_are_recognised_as_a_preset(desk: Desk, qtbot: QtBot) -> None:
    for group, values in find_preset("steady").knobs.items():
        for knob, value in values.items():
            desk.controller.do(SetKnob(group, knob, value))
    menu = PresetMenu(desk)
    before = steps(desk)
    fetch(menu.saved, desk, qtbot)
    assert menu.text() == "Steady"
    assert steps(desk) == before


def test_a_preset_is_brought_in_from_a_file_and_a_newer_one_is_refused_in_a_sentence(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    menu, heard = PresetMenu(desk), said(desk)
    older = Path(__file__).parents[1] / "store" / "older" / "preset-1.json"
    menu.actions_.bring_in_from(str(older))
    written(desk, qtbot)
    assert desk.controller.document.knobs == find_preset(str(older)).knobs
    assert menu.text() == "preset-1"
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps({"lookglass": "preset", "version": 99}))
    before = desk.controller.document
    menu.actions_.bring_in_from(str(newer))
    written(desk, qtbot)
    assert desk.controller.document == before
    assert any("newer Lookglass" in text for text in heard)
    assert newer.exists()


# -- the real window


def test_both_tabs_show_the_documents_choices_in_the_real_window(window: MainWindow, qtbot: QtBot) -> None:
    controller = window.controller
    qtbot.waitUntil(lambda: bool(window.look.library.tiles), timeout=PATIENCE_MS)
    evening = next(tile for tile in window.look.library.tiles if tile.entry.name == "Evening")
    qtbot.mouseClick(evening, Qt.MouseButton.LeftButton)
    assert [card.product.id for card in window.look.cards] == [
        one.product_id for one in find_look("evening").worn
    ]
    controller.do(SetStrength(0.4))
    tune = window.show_tune()
    qtbot.waitUntil(lambda: tune.isVisible(), timeout=PATIENCE_MS)
    tune.balance.slider.setValue(100)
    assert window.preset.text() == "Default *"
    for _ in range(3):
        window.actions_["edit.undo"].trigger()
    assert controller.document.strength == 1.0 and not controller.document.knobs
    assert window.preset.text() == "Default"
