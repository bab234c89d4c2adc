"""What was opened last, in the menus; and the way back to what has moved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QStyle, QStyleOptionMenuItem
from pytestqt.qtbot import QtBot

from app.gui.controller import Controller
from app.gui.main_window import MainWindow
from app.store.recents import Recent, Recents, shelf
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf of its own."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("LOOKGLASS_HOME", str(folder))
    return folder


@pytest.fixture
def trip(tmp_path: Path, clip: Path) -> Path:
    """A folder with two clips."""
    folder = tmp_path / "trip"
    folder.mkdir()
    for name in ("a.mp4", "b.mp4"):
        shutil.copy(clip, folder / name)
    return folder


def recents(window: MainWindow) -> list[QAction]:
    return [a for a in window.top_bar.source.menu.actions() if isinstance(a.data(), Recent)]


def names(window: MainWindow) -> list[str]:
    return [action.text() for action in recents(window)]


def is_grey(menu: QMenu, action: QAction) -> bool:
    option = QStyleOptionMenuItem()
    menu.initStyleOption(option, action)
    return not option.state & QStyle.StateFlag.State_Enabled


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    qtbot.waitUntil(lambda: window.controller.document.source == str(path), timeout=PATIENCE_MS)


def test_what_is_opened_comes_first_and_is_there_next_time(
    window: MainWindow, qtbot: QtBot, trip: Path
) -> None:
    assert names(window) == []
    for name in ("a.mp4", "b.mp4", "a.mp4"):
        window.controller.open(str(trip / name))
        opened(window, qtbot, trip / name)
    assert names(window) == ["a.mp4", "b.mp4"]
    other = trip.parent / "other" / "a.mp4"
    other.parent.mkdir()
    shutil.copy(trip / "a.mp4", other)
    window.controller.open(str(other))
    opened(window, qtbot, other)
    assert names(window) == ["a.mp4 · other", "a.mp4 · trip", "b.mp4"]
    window.actions_["source.clear-recents"].trigger()
    for name in ("b.mp4", "a.mp4"):
        window.controller.open(str(trip / name))
        opened(window, qtbot, trip / name)
    qtbot.waitUntil(lambda: len(shelf().load()[0].entries) == 2, timeout=PATIENCE_MS)
    assert shelf().load()[0].entries[0] == Recent(path=str(trip / "a.mp4"), kind="clip")
    recents(window)[1].trigger()
    opened(window, qtbot, trip / "b.mp4")
    assert names(window) == ["b.mp4", "a.mp4"]
    window.actions_["source.clear-recents"].trigger()
    assert names(window) == [] and not window.actions_["source.clear-recents"].isEnabled()
    qtbot.waitUntil(lambda: shelf().load()[0].entries == (), timeout=PATIENCE_MS)


def test_a_folder_that_moved_is_found_by_one_of_its_clips(
    window: MainWindow, qtbot: QtBot, trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.mp4", "b.mp4"):
        window.controller.open(str(trip / name))
        opened(window, qtbot, trip / name)
    moved = tmp_path / "elsewhere" / "trip"
    moved.parent.mkdir()
    menu = window.top_bar.source.menu
    assert not any(is_grey(menu, action) for action in recents(window))
    shutil.move(trip, moved)
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: all("\t" in name for name in names(window)), timeout=PATIENCE_MS)
    assert all(is_grey(menu, action) and action.isEnabled() for action in recents(window))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(moved / "a.mp4"), ""))
    recents(window)[1].trigger()
    opened(window, qtbot, moved / "a.mp4")
    qtbot.waitUntil(lambda: names(window) == ["a.mp4", "b.mp4"], timeout=PATIENCE_MS)
    assert [action.data().path for action in recents(window)] == [
        str(moved / "a.mp4"),
        str(moved / "b.mp4"),
    ]


def test_a_last_source_that_is_gone_leaves_the_demo_subject_and_a_way_to_find_it(
    qapp: object, qtbot: QtBot, trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = trip / "lost.mp4"
    shelf().save(Recents(entries=(Recent(path=str(lost)),)))
    controller = Controller(dressed(str(lost)))
    controller.start(otherwise="demo:face")
    window = MainWindow(controller)
    try:
        with qtbot.waitSignal(window.picture.viewport.first_picture, timeout=PATIENCE_MS):
            window.show()
        assert controller.document.source == "demo:face"
        qtbot.waitUntil(lambda: window.info.texts == ["lost.mp4 is not where it was."], timeout=PATIENCE_MS)
        assert window.picture.notice.isHidden()
        find = window.actions_["source.find"]
        assert find.isVisible()
        asked: list[str] = []
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (asked.append(""), ("", ""))[1])
        find.trigger()  # looked, and thought better of it
        qtbot.waitUntil(lambda: asked == [""], timeout=PATIENCE_MS)
        assert window.info.texts
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(trip / "b.mp4"), ""))
        find.trigger()
        opened(window, qtbot, trip / "b.mp4")
        assert window.info.texts == [] and not find.isVisible()
        assert [action.data().path for action in recents(window)] == [str(trip / "b.mp4")]
    finally:
        window.close()
        window.deleteLater()


def test_a_shelf_that_cannot_be_written_is_told_once(
    open_window: OpenWindow, qtbot: QtBot, trip: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(dressed())
    blocked = home / "blocked"
    blocked.write_text("no folder")
    monkeypatch.setenv("LOOKGLASS_HOME", str(blocked / "inside"))
    told: list[str] = []
    window.controller.notice.connect(lambda text, _detail: told.append(text))
    for name in ("a.mp4", "b.mp4"):
        window.controller.open(str(trip / name))
        opened(window, qtbot, trip / name)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    qtbot.wait(200)
    assert len([text for text in told if "recents" in text]) == 1
    assert names(window) == ["b.mp4", "a.mp4"]
