"""Finding and changing what can be done: the command palette and the list of shortcuts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.palette import ranked, score
from app.gui.shortcuts import taken_by
from app.store.shortcuts import shortcuts_shelf
from tests.gui.helpers import OpenWindow, dressed


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    return tmp_path


def test_the_beginnings_of_words_find_a_command_before_letters_inside_words() -> None:
    assert (score("Take everything off", "teo") or 0) > (score("Test the colour", "teo") or 0)
    assert (score("Save picture", "pic") or 0) > (score("Optical", "pic") or 0)
    assert score("Mirrored", "xyz") is None


def test_every_command_is_found_by_its_own_name(window: MainWindow) -> None:
    entries = window.actions_.entries()
    for entry in entries:
        best = ranked(entries, entry.name)[0]
        assert best.name == entry.name


def test_a_command_runs_from_the_palette_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.actions_["edit.palette"].trigger()
    assert window.palette_.isVisible()
    qtbot.keyClicks(window.palette_.search, "landm")
    qtbot.keyClick(window.palette_.search, Qt.Key.Key_Return)
    assert not window.palette_.isVisible()
    assert window.controller.document.view.landmarks


def test_the_palette_offers_only_what_can_be_done_now(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.actions_["edit.undo"].isEnabled()
    window.palette_.open()
    offered = [window.palette_.list.item(row).text() for row in range(window.palette_.list.count())]
    assert offered and not any(name.startswith("Undo") for name in offered)
    qtbot.keyClick(window.palette_.search, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()


def test_the_palettes_own_shortcut_shuts_it_and_the_keyboard_goes_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.picture.viewport.setFocus()
    for visible in (True, False):
        window.actions_["edit.palette"].trigger()
        assert window.palette_.isVisible() is visible
    assert window.focusWidget() is window.picture.viewport


def test_finding_a_product_shows_the_panel_that_it_is_found_in(window: MainWindow) -> None:
    window.docks["products"].hide()
    window.actions_["wear.find"].trigger()
    assert window.products.search.isVisible()
    assert window.focusWidget() is window.products.search


def test_no_two_commands_are_shipped_with_the_same_shortcut(window: MainWindow) -> None:
    keys = [entry.keys for entry in window.actions_.entries() if entry.keys]
    assert len(keys) == len(set(keys))


def test_a_changed_shortcut_works_and_is_there_next_time(open_window: OpenWindow, qtbot: QtBot) -> None:
    first = open_window(dressed())
    assert first.shortcuts.change("view.mirror", "Ctrl+M") == ""
    assert first.actions_["view.mirror"].shortcut() == QKeySequence("Ctrl+M")
    first.close()
    second = open_window(dressed())
    assert second.actions_["view.mirror"].shortcut() == QKeySequence("Ctrl+M")
    second.shortcuts.restore_all()
    assert second.actions_["view.mirror"].shortcut() == QKeySequence("M")
    qtbot.waitUntil(lambda: shortcuts_shelf().load()[0].keys == {})


def test_a_shortcut_that_is_taken_is_refused_with_its_holder(window: MainWindow) -> None:
    why_not = window.shortcuts.change("view.mirror", "S")
    assert "Split before and after" in why_not
    assert window.actions_["view.mirror"].shortcut() == QKeySequence("M")
    assert taken_by(window.actions_, "view.mirror", "S") is not None
    assert "Space" in window.shortcuts.change("view.mirror", "Space")


def test_the_list_shows_every_command_and_filters(window: MainWindow) -> None:
    window.shortcuts.open()
    dialog = window.shortcuts._dialog
    assert dialog is not None
    assert dialog.tree.topLevelItemCount() == len(window.actions_.entries())
    assert window.shortcuts.change("view.mirror", "Ctrl+M") == ""
    assert window.shortcuts.change("view.landmarks", "M") == ""
    dialog.refresh()
    row = dialog.tree.findItems("Mirrored", Qt.MatchFlag.MatchExactly)[0]
    dialog.tree.setCurrentItem(row)
    dialog._reset.click()
    assert "Landmarks" in dialog.problem.text()  # who has it now, and it stays to be read
    window.shortcuts.restore_all()
    dialog.search.setText("Mirrored")
    rows = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    assert [row.text(0) for row in rows if row is not None and not row.isHidden()] == ["Mirrored"]
