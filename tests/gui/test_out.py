"""What goes out of a real window: pictures, recordings, exports, a camera for others."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.core.ports import SourceInfo
from app.gui.export_dialog import ExportDialog
from app.gui.export_forms import Given
from app.gui.main_window import MainWindow
from app.runtime.export_plan import ClipPlan, SheetPlan
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

pytestmark = pytest.mark.gl


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pictures, recordings and settings go to a folder of the test's own."""
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def says(window: MainWindow, qtbot: QtBot) -> Iterator[Callable[[str], str]]:
    """Waits for a sentence that holds these words, and gives all of it."""
    said: list[str] = []

    def hear(text: str, _detail: str) -> None:
        said.append(text)

    for signal in (window.controller.notice, window.controller.told):
        signal.connect(hear)

    def wait(words: str) -> str:
        qtbot.waitUntil(lambda: any(words in text for text in said), timeout=PATIENCE_MS)
        return next(text for text in said if words in text)

    yield wait
    for signal in (window.controller.notice, window.controller.told):
        signal.disconnect(hear)


def frames_of(path: Path) -> tuple[list[float], int]:
    """Times in seconds, and how many different pictures there are."""
    with av.open(str(path)) as container:
        decoded = list(container.decode(video=0))
        small = {f.reformat(width=64, height=36, format="gray").to_ndarray().tobytes() for f in decoded}
        return [float(f.time) for f in decoded], len(small)


def test_the_picture_goes_to_the_clipboard_as_it_is(window: MainWindow, says: Callable[[str], str]) -> None:
    window.actions_["out.copy"].trigger()
    assert "1280 × 720" in says("Copied")
    mime = QGuiApplication.clipboard().mimeData()
    with Image.open(io.BytesIO(mime.data("image/png").data())) as picture:
        assert picture.size == (1280, 720) and picture.info["srgb"] == 0
        png = np.asarray(picture)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (1280, 720)
    pixel = image.pixelColor(640, 300)
    assert (pixel.red(), pixel.green(), pixel.blue()) == tuple(png[300, 640])


def test_saving_again_asks_nothing_and_overwrites_nothing(
    window: MainWindow, says: Callable[[str], str], qtbot: QtBot, home: Path
) -> None:
    for count in (1, 2):
        window.actions_["out.photo-again"].trigger()
        qtbot.waitUntil(
            lambda count=count: len(list((home / "pictures").glob("*.png"))) == count, timeout=PATIENCE_MS
        )
    window.output.save_photo(home / "chosen.webp")
    assert "chosen.webp" in says("chosen")
    names = [path.name for path in (home / "pictures").iterdir()]
    assert all(name.startswith("Lookglass 2") for name in names)


def test_what_is_seen_is_recorded_and_said(
    window: MainWindow, says: Callable[[str], str], qtbot: QtBot, home: Path
) -> None:
    noted: list[str] = []
    recording = window.recording
    recording.writing.connect(noted.append)
    window.actions_["out.record"].trigger()
    qtbot.waitUntil(lambda: recording.state is not None and recording.state.frames >= 20, timeout=PATIENCE_MS)
    assert recording.sign.isVisible() and recording.sign.text().startswith("REC 0:")
    assert window.actions_["out.record"].isChecked()
    assert "Stop" in window.actions_["out.record"].text()
    seen_ns = recording.state.length_ns if recording.state else 0
    window.actions_["out.record"].trigger()
    told = says("Recorded")
    path = next((home / "videos").glob("*.mp4"))
    assert str(path) in told
    assert noted == [str(path), ""]  # what a start after a power cut would hear of
    assert not recording.sign.isVisible() and not window.actions_["out.record"].isChecked()
    times, different = frames_of(path)
    assert len(times) == different >= 20  # no picture twice
    assert all(a < b for a, b in zip(times, times[1:], strict=False))
    assert abs(times[-1] - seen_ns * 1e-9) < 1.5
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.codec_context.name) == (1280, 720, "h264")


def test_a_pause_of_the_source_stops_the_files_time(
    window: MainWindow, says: Callable[[str], str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.recording._LITTLE_BYTES", 10**18)  # any disk is small then
    recording = window.recording
    recording.start()
    qtbot.waitUntil(lambda: recording.state is not None and recording.state.frames >= 3, timeout=PATIENCE_MS)
    assert "room for about" in says("Only")
    window.actions_["play.toggle"].trigger()
    stopped: list[int] = []

    def stands() -> bool:
        assert recording.state is not None
        stopped.append(recording.state.length_ns)
        return len(stopped) > 20 and stopped[-1] == stopped[-20]

    qtbot.waitUntil(stands, timeout=PATIENCE_MS)
    window.actions_["play.toggle"].trigger()
    at_ns = stopped[-1]
    qtbot.waitUntil(
        lambda: recording.state is not None and recording.state.length_ns > at_ns, timeout=PATIENCE_MS
    )
    recording.stop()
    says("Recorded")


def test_pictures_of_one_moment_are_all_kept_also_when_the_window_closes_at_once(
    window: MainWindow, home: Path
) -> None:
    for _ in range(3):
        window.actions_["out.photo-again"].trigger()
    window.close()
    assert len(list((home / "pictures").glob("*.png"))) == 3


def test_closing_the_window_finishes_the_file(open_window: OpenWindow, qtbot: QtBot, home: Path) -> None:
    window = open_window(dressed())
    window.recording.start()
    qtbot.waitUntil(
        lambda: window.recording.state is not None and window.recording.state.frames >= 5, timeout=PATIENCE_MS
    )
    window.close()
    with av.open(str(next((home / "videos").glob("*.mp4")))) as container:
        assert container.streams.video[0].frames >= 5  # counted in the index, which a finished file has
        assert sum(1 for _ in container.decode(video=0)) == container.streams.video[0].frames


def test_a_folder_that_cannot_be_made_is_a_sentence(
    window: MainWindow, says: Callable[[str], str], home: Path
) -> None:
    home.mkdir(exist_ok=True)
    (home / "videos").write_text("in the way")
    window.actions_["out.record"].trigger()
    says("cannot be made")
    assert not window.actions_["out.record"].isChecked() and window.recording.state is None


def test_without_the_package_the_virtual_camera_says_what_to_install(
    window: MainWindow, says: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyvirtualcam", None)
    window.actions_["out.virtual-camera"].trigger()
    says("pip install pyvirtualcam")
    assert not window.actions_["out.virtual-camera"].isChecked()
    assert not window.virtual_camera.sign.isVisible()


def test_a_contact_sheet_is_made_while_the_window_goes_on(
    window: MainWindow, says: Callable[[str], str], qtbot: QtBot, home: Path
) -> None:
    dialog = window.exporting.open_dialog()
    dialog.show_form(2)
    dialog.sheet.of.setCurrentIndex(1)  # variants of the lipstick
    dialog.sheet.of.activated.emit(1)
    assert dialog.sheet.close_up.isChecked()
    dialog.sheet.width_px.setValue(120)
    assert "columns" in dialog.preview.text() and dialog.start.isEnabled()
    shown: list[object] = []
    window.picture.viewport.drawn.connect(lambda *drawn: shown.append(drawn))
    dialog.start.click()
    assert window.exporting.running and "Exporting" in window.status.work.text
    told = says("Exported")
    assert shown and not window.exporting.running and "Exporting" not in window.status.work.text
    path = next((home / "pictures").glob("*.png"))
    assert str(path) in told
    plan = dialog.form.plan(path)
    assert isinstance(plan, SheetPlan) and plan.of == "variants"
    with Image.open(path) as sheet:
        assert sheet.width > 240
    assert dialog.path != path  # the next one gets a name of its own
    dialog.close()


def test_a_clip_given_up_leaves_nothing(
    window: MainWindow, says: Callable[[str], str], qtbot: QtBot, home: Path
) -> None:
    window.exporting.start(ClipPlan(home / "exports" / "clip.mp4"))
    qtbot.waitUntil(lambda: window.exporting.done > 0, timeout=PATIENCE_MS)
    window.exporting.start(ClipPlan(home / "exports" / "second.mp4"))
    says("already")
    window.exporting.cancel()
    says("cancelled")
    assert list((home / "exports").iterdir()) == []


def test_the_dialog_says_why_something_cannot_be_made(qapp: object, qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportDialog(lambda: tmp_path, parent)
    camera = SourceInfo("/dev/video0", 640, 480, live=True)
    dialog.show_given(Given(camera, (640, 480), None, (), "", 2))
    for index, enabled in ((0, True), (1, False), (2, False)):
        dialog.show_form(index)
        assert dialog.start.isEnabled() is enabled and dialog.preview.text()
    assert dialog.path.parent == tmp_path and "/" not in dialog.path.name
    clip = SourceInfo("x.mp4", 640, 480, frame_rate=25.0, frame_count=100, duration_ns=4_000_000_000)
    dialog.show_given(Given(clip, (640, 480), (1_000_000_000, 2_000_000_000), (), "", 2))
    dialog.show_form(1)
    assert "0:04.0" in dialog.preview.text()
    dialog.clip.part.setCurrentIndex(1)
    assert "0:01.0" in dialog.preview.text()
    assert dialog.form.plan(dialog.path) == ClipPlan(dialog.path, (1_000_000_000, 2_000_000_000))
    dialog.set_path(tmp_path / "mine.mkv")
    assert dialog.path == tmp_path / "mine.mkv"
    for taken in ("mine.mkv", "mine.mp4"):
        (tmp_path / taken).touch()
    dialog.show_given(dialog.form.given)
    assert dialog.path == tmp_path / "mine.mkv"  # the person has agreed to replace that one
    dialog.form.kind.setCurrentIndex(0)
    assert dialog.path == tmp_path / "mine 2.mp4"  # and not this one
    dialog.set_path(tmp_path / "take 1.5")
    assert dialog.path == tmp_path / "take 1.5.mp4"
    for control in dialog.findChildren(QAbstractButton) + dialog.findChildren(QComboBox):
        assert control.accessibleName() or control.text()
    assert all(box.accessibleName() for box in dialog.findChildren(QSpinBox))
