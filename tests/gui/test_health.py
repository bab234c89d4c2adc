"""When things go wrong in the running window: a line, no exception, and on it goes. And nothing leaks."""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.core.document import Document
from app.gui import app as gui_app
from app.gui.controller import Controller
from app.gui.faults import Faults
from app.gui.main_window import MainWindow
from app.gui.start import Start
from app.render.renderer import Renderer
from app.runtime import steps
from app.store.logs import Log
from app.store.sentinel import LastTime
from app.vision.onnx_face import OnnxFace
from tests import soak
from tests.gui.helpers import PATIENCE_MS, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("LOOKGLASS_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def window(qapp: QApplication, home: Path) -> Iterator[MainWindow]:
    opened = soak.opened(dressed())
    soak.settle()  # what comes after the first picture has begun
    yield opened
    soak.close(opened)


@pytest.fixture
def faults(window: MainWindow) -> Iterator[Faults]:
    """As run_studio has it; without it pytest-qt would take what slots raise."""
    listening = Faults(window.controller)
    yield listening
    listening.restore()
    window.picture.notice.dismiss()


def says(window: MainWindow, words: str) -> bool:
    return words in window.picture.notice.text


def finder(window: MainWindow) -> str:
    result = window.picture.viewport.result
    return result.runs_on if result is not None else ""


def test_a_face_finder_that_fails_is_told_and_works_again_without_a_restart(
    window: MainWindow, faults: Faults, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "RETRY_S", 0.3)

    def fail(*_: object) -> None:
        raise RuntimeError("the accelerator has gone")

    with monkeypatch.context() as patch:
        patch.setattr(OnnxFace, "observe", fail)
        qtbot.waitUntil(lambda: says(window, "face finder onnx has failed"), timeout=20_000)
        qtbot.waitUntil(lambda: "nothing" in finder(window), timeout=20_000)
    qtbot.waitUntil(lambda: "CPU" in finder(window), timeout=20_000)
    qtbot.waitUntil(lambda: not says(window, "face finder onnx has failed"), timeout=20_000)


def test_a_driver_that_fails_is_told_and_the_picture_comes_back(
    window: MainWindow, faults: Faults, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("GL_OUT_OF_MEMORY")

    told: list[str] = []
    window.controller.bridge.faulted.connect(lambda fault: told.append(str(fault)))
    with monkeypatch.context() as patch:
        patch.setattr(Renderer, "render", fail)
        qtbot.waitUntil(lambda: any("drawn anew" in one for one in told), timeout=20_000)
        assert window.picture.notice.isVisible()
    before = window.picture.viewport.shown
    qtbot.waitUntil(lambda: window.picture.viewport.shown is not before, timeout=20_000)


def test_a_slot_that_raises_at_every_tick_is_one_line_and_one_entry(
    window: MainWindow, faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    window.controller.notice.connect(lambda text, _: said.append(text))

    def slot() -> None:
        raise ValueError("a slot of ours")

    timer = QTimer(interval=10)
    timer.timeout.connect(slot)
    timer.start()
    qtbot.wait(200)
    timer.stop()
    told = [text for text in said if text.startswith("Something went wrong")]
    assert len(told) == 1
    written = [one for one in caplog.records if "a slot of ours" in one.getMessage()]
    assert len(written) == 1 and written[0].levelno == logging.ERROR


def test_a_worker_that_raises_reaches_the_window(window: MainWindow, faults: Faults, qtbot: QtBot) -> None:
    def work() -> None:
        raise ValueError("a worker of ours")

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: says(window, "Something went wrong"))


def test_diagnostics_come_to_the_clipboard(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    window.actions_["help.diagnostics"].trigger()
    qtbot.waitUntil(lambda: "face_landmarks: verified" in QGuiApplication.clipboard().text(), timeout=20_000)
    text = QGuiApplication.clipboard().text()
    for told in ("onnx on CPU", "OpenGL", "frames a second", "detect: median", "lipstick-rouge-satin"):
        assert told in text
    assert str(Path.home()) not in text


def test_five_windows_one_after_the_other_leave_nothing_behind(qapp: QApplication, home: Path) -> None:
    gone: list[weakref.ref[object]] = []
    counts = []
    for _ in range(5):
        opened = soak.opened(Document())
        controller = opened.controller
        gone += [weakref.ref(part) for part in (opened, controller, controller.studio, opened.look)]
        soak.close(opened)
        del opened, controller
        counts.append(soak.count())
    gc.collect()
    assert [part() for part in gone if part() is not None] == []
    # What every window leaves behind makes the last counts the highest of all. One may be so by chance, where
    # an animation of Qt's is not over yet.
    for what in ("qt_objects", "threads", "timers", "descriptors"):
        found = [getattr(count, what) for count in counts]
        assert min(found[-2:]) <= max(found[1:-2]), what


def test_an_unclean_end_is_said_with_two_ways_on_from_there(qapp: QApplication, home: Path) -> None:
    start = Start(last_time=LastTime(cut_off=True, early_in_a_row=1), notices=("A file is damaged.",))
    window = MainWindow(Controller(Document()), start)
    assert len(window.info.texts) == 2
    names = [button.text() for button in window.info.findChildren(QPushButton)]
    assert names == ["Start in safe mode", "Open the log"]
    wanted: list[bool] = []
    window.safe_mode.restart_wanted.connect(wanted.append)
    window.info.findChildren(QPushButton)[0].click()
    assert wanted == [True]
    soak.close(window)


def test_a_recording_that_was_cut_off_is_spoken_of_and_its_folder_a_click_away(
    qapp: QApplication, qtbot: QtBot, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone, empty = (tmp_path / name for name in ("kept.mp4", "gone.mp4", "empty.mp4"))
    kept.write_bytes(b"fragments")
    empty.touch()
    recordings = (str(gone), str(kept), str(empty))
    window = MainWindow(Controller(Document()), Start(last_time=LastTime(True, 0, recordings)))
    qtbot.waitUntil(lambda: len(window.info.texts) == 2, timeout=PATIENCE_MS)
    assert window.info.texts[1].endswith(str(kept))
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window.info.findChildren(QPushButton)[-1].click()
    assert opened == [str(tmp_path)]
    soak.close(window)


def test_into_safe_mode_and_back_everything_is_as_it_was(
    qapp: QApplication, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other in one process: as it was, safe, as it was again."""
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    seen: list[tuple[int, str, bool]] = []
    begun: list[MainWindow] = []

    def go_on() -> None:
        for window in qapp.topLevelWidgets():
            is_new = isinstance(window, MainWindow) and window.isVisible() and window not in begun
            if is_new and window.picture.viewport.result is not None:  # type: ignore[attr-defined]
                begun.append(window)  # type: ignore[arg-type]
                look_at(window)  # type: ignore[arg-type]

    def look_at(window: MainWindow) -> None:
        document = window.controller.document
        bar = " ".join(window.info.texts)
        seen.append((len(document.default_look.worn), bar, window.actions_["help.safe-mode"].isEnabled()))
        if len(seen) < 3:
            window.actions_["help.safe-mode"].trigger()
            QApplication.exit(0)  # the module's own window is open, too
        else:
            timer.stop()
            QApplication.exit(0)

    timer = QTimer(interval=100)
    timer.timeout.connect(go_on)
    before = [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow)]
    begun += before
    timer.start()
    log = Log(tmp_path / "logs")
    try:
        assert gui_app.run_studio(dressed(), start=Start(log=log)) == 0
    finally:
        log.close()
    assert [worn for worn, _, _ in seen] == [1, 0, 1]
    assert [bool(bar) for _, bar, _ in seen] == [False, True, False]
    text = (tmp_path / "logs" / "lookglass.log").read_text()
    assert text.count("starts") == 3 and text.count("starts in safe mode") == 1 and text.count("ends") == 3
