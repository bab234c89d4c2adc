"""Files that are written anew are noticed, wherever they lie."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui import file_watch
from app.gui.bridge import Errand
from app.gui.file_watch import FileWatch


@pytest.fixture
def errand(qapp: QApplication) -> Iterator[Errand]:
    running = Errand("test-paths")
    yield running
    running.close()


@pytest.fixture
def watch(errand: Errand) -> Iterator[tuple[FileWatch, list[str]]]:
    owner = QObject()
    watching, told = FileWatch(errand, owner), list[str]()
    watching.written.connect(told.extend)
    yield watching, told
    watching.watch(())


def rounds(qtbot: QtBot, watching: FileWatch, count: int = 3) -> None:
    """So many looks."""
    looks: list[int] = []
    looked = watching._looked
    watching._looked = lambda stamps: (looks.append(1), looked(stamps))[1]  # type: ignore[method-assign]
    qtbot.waitUntil(lambda: len(looks) >= count, timeout=20_000)
    watching._looked = looked  # type: ignore[method-assign]


def test_what_is_written_or_put_in_its_place_is_told_once(
    watch: tuple[FileWatch, list[str]], qtbot: QtBot, tmp_path: Path
) -> None:
    watching, told = watch
    paths = [tmp_path / name for name in ("a.glb", "b.glb")]
    for path in paths:
        path.write_text("one")
    watching.watch([str(path) for path in paths])
    rounds(qtbot, watching)
    assert told == []
    paths[0].write_text("another")
    qtbot.waitUntil(lambda: told == [str(paths[0])], timeout=20_000)
    paths[1].unlink()
    rounds(qtbot, watching)
    assert told == [str(paths[0])]  # a program that puts another in its place takes it away first
    (tmp_path / "new").write_text("yet another")
    os.replace(tmp_path / "new", paths[1])
    qtbot.waitUntil(lambda: told == [str(path) for path in paths], timeout=20_000)
    watching.watch([str(paths[1])])
    paths[0].write_text("nobody looks any more")
    rounds(qtbot, watching)
    assert told == [str(path) for path in paths]


def test_a_disk_that_does_not_answer_holds_nobody_up(
    watch: tuple[FileWatch, list[str]], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching, told = watch
    path, answers, asked = tmp_path / "far.glb", threading.Event(), list[str]()
    path.write_text("one")
    stamp = file_watch._stamp

    def slow(of: str) -> object:
        asked.append(threading.current_thread().name)
        answers.wait(60.0)
        return stamp(of)

    monkeypatch.setattr(file_watch, "_stamp", slow)
    watching.watch([str(path)])
    qtbot.wait(3 * file_watch._LOOK_MS)
    assert asked == ["test-paths"]  # off the window's thread, and asked once while it does not answer
    answers.set()
    rounds(qtbot, watching)
    path.write_text("another")
    qtbot.waitUntil(lambda: told == [str(path)], timeout=20_000)
