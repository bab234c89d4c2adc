"""The log: what it holds, what it never holds, and that no disk can stop anybody."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import logs
from app.store.logs import FILE_NAME, Log, logger
from tests.conftest import ROOT


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    made = Log(tmp_path)
    yield made
    made.close()


def written(log: Log) -> str:
    log.close()
    return (log.folder / FILE_NAME).read_text("utf-8")


def test_what_is_said_is_in_the_file_with_its_time_and_thread(log: Log) -> None:
    logger().info("First picture")
    text = written(log)
    assert text.endswith("INFO MainThread: First picture\n")
    assert text[:2] == "20"
    assert log.last_lines(5)[-1].endswith("First picture")


def test_a_fault_is_there_with_its_traceback_and_without_folders(tmp_path: Path, log: Log) -> None:
    persons = tmp_path / "Anna's clips" / "holiday.mp4"
    try:
        persons.read_bytes()
    except OSError as fault:
        logger().error("A fault", exc_info=fault)
    text = written(log)
    assert "FileNotFoundError" in text and "holiday.mp4" in text and "test_logs.py" in text
    assert "Anna" not in text
    assert str(tmp_path) not in text and str(Path.home()) + "/" not in text
    assert str(Path(logs.__file__).resolve().parents[2]) not in text


def test_files_rotate_and_stay_within_three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_LARGEST_BYTES", 2000)
    log = Log(tmp_path)
    for number in range(200):
        logger().info("line %d", number)
    log.close()
    files = sorted(path.name for path in tmp_path.glob("lookglass.log*"))
    assert files == ["lookglass.log", "lookglass.log.1", "lookglass.log.2"]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.glob("lookglass.log*"))
    assert "line 199" in (tmp_path / "lookglass.log").read_text()


def test_a_folder_that_cannot_be_made_ends_the_writing_quietly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    log = Log(tmp_path / "file" / "logs")
    logger().warning("nobody reads this")
    log.close()
    assert log.last_lines(1)[0].endswith("nobody reads this")
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_ends_the_writing_quietly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FILE_NAME).symlink_to("/dev/full")
    log = Log(tmp_path)
    for _ in range(3):
        logger().warning("no room")
    log.close()
    assert len(log.last_lines(10)) == 3
    assert capsys.readouterr() == ("", "")


def test_what_a_crash_left_behind_is_told_the_next_time(tmp_path: Path) -> None:
    (tmp_path / logs.CRASH_FILE_NAME).write_text("Fatal Python error: Segmentation fault\n")
    log = Log(tmp_path)
    assert "Segmentation fault" in written(log)


def test_no_handler_is_left_behind(tmp_path: Path) -> None:
    before = list(logging.getLogger(logs.NAME).handlers)
    Log(tmp_path).close()
    assert logging.getLogger(logs.NAME).handlers == before


def test_without_a_log_nothing_is_written_to_the_terminal() -> None:
    """What a person must read is said by whoever says it, and once."""
    words = "from app.store.logs import logger; logger().warning('Source refused')"
    ended = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (ended.stdout, ended.stderr) == ("", "")
