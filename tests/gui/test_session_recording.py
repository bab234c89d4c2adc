"""A session is recorded from the real window for the lab, and opened again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.commands import SetKnob
from app.gui.main_window import MainWindow
from app.lab.recording import open_recording
from app.lab.replay import replay
from tests.gui.helpers import PATIENCE_MS, drop

pytestmark = pytest.mark.gl


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Recordings and settings go to a folder of the test's own."""
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    return tmp_path


def test_a_session_is_recorded_marked_replayed_and_opened_again(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    session, action = window.session_recording, window.actions_["lab.record"]
    told: list[str] = []
    window.controller.told.connect(lambda text, _: told.append(text))
    window.controller.notice.connect(lambda text, _: told.append(text))
    finished: list[str] = []
    session.recorded.connect(finished.append)

    action.trigger()
    qtbot.waitUntil(lambda: session.state is not None and session.state.frames >= 10, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: session.sign.text().startswith("REC for the lab 0:"), timeout=PATIENCE_MS)
    assert session.sign.isVisible() and action.isChecked() and "Stop" in action.text()
    window.controller.do(SetKnob("steady", "method", "one-euro"))
    seen = session.state.frames
    qtbot.waitUntil(
        lambda: session.state is not None and session.state.frames >= seen + 15, timeout=PATIENCE_MS
    )
    action.trigger()
    qtbot.waitUntil(lambda: bool(finished), timeout=PATIENCE_MS)
    assert not session.sign.isVisible() and not action.isChecked() and action.isEnabled()
    path = Path(finished[0])
    assert path.parent == home / "videos" and path.name.startswith("lookglass-session-")
    assert any(text.startswith("Recorded") and str(path) in text for text in told)

    with open_recording(path) as recording:
        assert recording.complete and recording.source == "demo:face"
        assert [document.knobs.get("steady") for document in recording.documents] == [
            None,
            {"method": "one-euro"},
        ]
        assert replay(recording).digest == recording.digest

    with qtbot.waitSignal(window.controller.source_opened, timeout=PATIENCE_MS) as opened:
        drop(window, path)
    spec, info = opened.args
    assert spec == str(path) and info.duration_ns > 0 and info.seekable
    assert [(entry.path, entry.kind) for entry in window.sources.recents.entries] == [
        (str(path), "recording")
    ]


def test_closing_the_window_finishes_the_recording(window: MainWindow, qtbot: QtBot, home: Path) -> None:
    session = window.session_recording
    session.start()
    qtbot.waitUntil(lambda: session.state is not None and session.state.frames >= 3, timeout=PATIENCE_MS)
    window.close()
    with open_recording(next((home / "videos").glob("lookglass-session-*"))) as recording:
        assert recording.complete


def test_a_folder_that_cannot_be_made_is_said(window: MainWindow, home: Path) -> None:
    said: list[str] = []
    window.controller.notice.connect(lambda text, _: said.append(text))
    (home / "videos").write_text("in the way")
    window.actions_["lab.record"].trigger()
    assert "cannot be made" in said[-1] and not window.actions_["lab.record"].isChecked()
