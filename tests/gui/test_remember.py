"""What is there again the next time, and what no settings file can do to a window."""

from __future__ import annotations

import argparse
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import studio
from app.core.commands import ResetKnobs, SetKnob, SetMaxSubjects, SetView, TakeSetup, WearLook
from app.core.document import Document, View
from app.gui import app as gui_app
from app.gui import remember
from app.gui.appearance_menu import wear
from app.gui.docks import LEFT
from app.gui.main_window import MainWindow
from app.gui.remember import LAYOUT_VERSION, Remember, put_back
from app.gui.theme import LIGHT, colours
from app.store.appearance import Appearance, appearance_shelf, change_appearance
from app.store.settings import AppSettings, load_settings, save_settings, settings_file
from tests import soak
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


@pytest.fixture(scope="module")
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """One for all: opening takes a while."""
    opened = soak.opened(dressed())
    opened.desk.errand.close()  # nobody looks at thumbnails here
    yield opened
    soak.close(opened)


Make = Callable[..., Remember]


@pytest.fixture
def remembering(window: MainWindow, own_home: None) -> Iterator[Make]:
    """Makes a Remember of the window; afterwards there is none, and the window is as it was."""
    made: list[Remember] = []
    place, layout = window.geometry(), window.saveState()

    def make(settings: AppSettings | None = None) -> Remember:
        made.append(Remember(window, settings or AppSettings()))
        return made[-1]

    yield make
    for one in made:
        one.deleteLater()
    soak.settle()
    window.setGeometry(place)
    window.restoreState(layout)
    window.tabs.setCurrentIndex(0)
    window.picture.notice.dismiss()
    for command in (WearLook(dressed().default_look), ResetKnobs(), SetView(View()), SetMaxSubjects(1)):
        window.controller.do(command)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits two seconds in a test."""
    monkeypatch.setattr(remember, "IDLE_MS", 50)


def test_the_first_time_the_demo_subject_wears_something(monkeypatch: pytest.MonkeyPatch) -> None:
    document = _started_with(monkeypatch)
    assert document.source == "demo:face"
    assert len(document.default_look.worn) == 2


def test_look_knobs_view_people_tab_and_place_come_back(
    window: MainWindow, remembering: Make, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller, kept = window.controller, remembering()
    controller.toggle("lipstick-plum-matte")
    controller.do(SetKnob("steady", "lips_cutoff_hz", 2.0))
    controller.do(SetMaxSubjects(2))
    controller.do(TakeSetup(to_b=True))
    controller.set_view(replace(controller.document.view, mirror=False, split=0.25, landmarks=True))
    window.setGeometry(40, 60, 1100, 700)
    window.tabs.setCurrentIndex(1)
    kept.keep()
    again = _started_with(monkeypatch)
    assert [one.product_id for one in again.default_look.worn] == ["lipstick-plum-matte"]
    assert again.knobs["steady"]["lips_cutoff_hz"] == 2.0
    assert (again.view.mirror, again.view.split, again.view.landmarks) == (False, 0.25, True)
    assert again.max_subjects == 2
    assert again.other is not None and again.other == controller.document.other
    second = open_window(again)
    Remember(second, load_settings()[0])
    assert (second.width(), second.height()) == (1100, 700)
    assert second.tabs.currentIndex() == 1


def test_panels_that_were_moved_floated_or_hidden_are_so_again(window: MainWindow, remembering: Make) -> None:
    kept, first = remembering(), remembering().now()
    look, products = window.docks["look"], window.docks["products"]
    window.addDockWidget(LEFT, look)
    products.hide()
    moved = kept.now()
    look.setFloating(True)
    look.setGeometry(300, 200, 330, 400)
    floated = kept.now()
    put_back(window, first)
    assert window.dockWidgetArea(look) != LEFT and not products.isHidden()
    put_back(window, moved)
    assert window.dockWidgetArea(look) == LEFT and products.isHidden()
    put_back(window, floated)
    assert look.isFloating()
    assert look.geometry().topLeft() == QPoint(300, 200)


def test_a_change_is_kept_while_the_window_is_open(
    window: MainWindow, remembering: Make, qtbot: QtBot, soon: None
) -> None:
    kept = remembering()
    window.controller.toggle("lipstick-plum-matte")

    def is_kept() -> bool:
        look = load_settings()[0].look
        return [one.product_id for one in look.worn] == ["lipstick-plum-matte"]

    qtbot.waitUntil(is_kept)
    window.docks["products"].hide()
    layout = load_settings()[0].layout
    qtbot.waitUntil(lambda: load_settings()[0].layout != layout)
    kept.keep()


def test_picture_only_is_not_remembered_as_hidden_panels(window: MainWindow, remembering: Make) -> None:
    kept = remembering()
    window.actions_["view.picture-only"].trigger()
    assert window.docks["look"].isHidden()
    settings = kept.now()
    window.actions_["view.picture-only"].trigger()
    put_back(window, settings)
    assert not window.docks["look"].isHidden()
    assert not window.docks["products"].isHidden()


def test_a_layout_that_makes_no_sense_leaves_the_first_one(window: MainWindow) -> None:
    before = window.geometry()
    window.docks["look"].hide()
    of_another_version = bytes(window.saveState(LAYOUT_VERSION + 1).toBase64().data()).decode()
    window.docks["look"].show()
    for blob in ("", "!!", "AAAA", "AdnQywADAAAAAAAA" * 8, of_another_version):
        put_back(window, AppSettings(geometry=blob, layout=blob))
        assert window.geometry() == before
        assert window.docks["look"].isVisible() and window.docks["products"].isVisible()


def test_a_screen_that_is_gone_takes_no_window_with_it(window: MainWindow, remembering: Make) -> None:
    kept = remembering()
    place, floating = window.geometry(), window.docks["look"]
    window.move(20_000, 14_000)
    floating.setFloating(True)
    floating.move(-9000, -9000)
    settings = kept.now()
    window.setGeometry(place)
    floating.setFloating(False)
    put_back(window, settings)
    seen = QGuiApplication.primaryScreen().availableGeometry()
    for widget in (window, floating):
        top = QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())
        assert seen.intersects(QRect(top.x(), top.y(), top.width(), 24))


def test_the_command_line_wins_over_last_time(remembering: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering().keep()
    document = _started_with(monkeypatch, "clip.mp4", "--wear", "lipstick-nude-gloss")
    assert document.source == "clip.mp4"
    assert [one.product_id for one in document.default_look.worn] == ["lipstick-nude-gloss"]


def test_a_place_that_cannot_be_written_is_said_once_and_nobody_is_kept_from_working(
    window: MainWindow,
    remembering: Make,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    soon: None,
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("LOOKGLASS_HOME", str(blocked / "inside"))
    said: list[str] = []
    window.controller.notice.connect(lambda text, _: said.append(text) if "settings.json" in text else None)
    kept = remembering()
    window.controller.do(SetKnob("steady", "lips_cutoff_hz", 2.0))
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "inside" in said[0]
    window.controller.do(SetKnob("steady", "lips_cutoff_hz", 3.0))
    qtbot.wait(300)
    kept.keep()
    assert len(said) == 1
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))  # there again: nothing of the session is lost
    kept.keep()
    assert load_settings()[0].knobs == window.controller.document.knobs


@pytest.fixture
def full_disk() -> Callable[[], None]:
    """From the call on, the settings' next file lies on a device that is always full."""
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("needs /dev/full")

    def fill() -> None:
        path = settings_file()
        path.with_name(f".{path.name}.{os.getpid()}.tmp").symlink_to(device)

    return fill


def test_a_full_disk_leaves_the_old_settings_whole(
    window: MainWindow, remembering: Make, full_disk: Callable[[], None]
) -> None:
    save_settings(AppSettings(source="camera:0"))
    whole = settings_file().read_bytes()
    kept = remembering(load_settings()[0])
    full_disk()
    kept.keep()
    assert "Cannot write" in window.picture.notice.text
    assert settings_file().read_bytes() == whole
    assert [path.name for path in settings_file().parent.iterdir() if "tmp" in path.name] == []


def test_damaged_settings_are_said_in_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    settings_file().write_text("{")
    appearance_shelf().path.write_text("{")
    said: list[str] = []
    before = qapp.topLevelWidgets()

    def look_and_close() -> None:
        for window in qapp.topLevelWidgets():
            if isinstance(window, MainWindow) and window not in before and window.isVisible():
                said.extend(window.info.texts)
                timer.stop()
                QApplication.exit(0)  # another window is open here, so closing this one ends nothing

    parser = argparse.ArgumentParser()
    studio.add_arguments(parser)
    timer = QTimer(interval=200)
    timer.timeout.connect(look_and_close)
    timer.start()
    assert studio.run(parser.parse_args([]), _Quiet()) == 0  # type: ignore[arg-type]
    kept = ["settings.set-aside-1.json", "appearance.set-aside-1.json"]
    assert [name in text for name, text in zip(kept, said)] == [True, True]
    assert json.loads(settings_file().read_text())["lookglass"] == "settings"


def test_the_theme_is_there_again(qapp: QApplication) -> None:
    change_appearance(theme="light")
    QTimer.singleShot(0, lambda: QApplication.exit(0))
    try:
        assert gui_app.run_studio(dressed()) == 0
        assert colours() == LIGHT
    finally:
        wear(Appearance())


def test_an_interrupt_closes_the_window_and_keeps_the_settings(qapp: QApplication, qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    QTimer.singleShot(0, lambda: QApplication.exit(130))
    assert gui_app.run_studio(dressed()) == 130
    qtbot.waitUntil(lambda: set(threading.enumerate()) <= before, timeout=30_000)
    assert load_settings()[0].look == dressed().default_look
    assert os.environ["LOOKGLASS_HOME"] in str(settings_file())
