"""An end that was none is noticed, and two windows side by side are not mistaken for one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from app.store import sentinel as sentinel_module
from app.store.sentinel import LastTime, Sentinel

# A process that leaves its sentinel, says so, and waits to be ended; "settle" first, if it is asked to.
_RUN = """
import sys, time
from pathlib import Path
from app.store.sentinel import Sentinel
sentinel = Sentinel(Path(sys.argv[1]))
if sys.argv[2:] == ["settle"]:
    sentinel.settle()
print("running", flush=True)
time.sleep(600)
"""

Started = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Started]:
    """Starts such processes; ends what is left of them after the test."""
    started: list[subprocess.Popen[str]] = []

    def one(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", _RUN, str(tmp_path), *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        return process

    yield one
    for process in started:
        process.kill()
        process.communicate()


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()


def noticed(folder: Path) -> LastTime:
    """What a start that ends well notices."""
    sentinel = Sentinel(folder)
    sentinel.remove()
    return sentinel.last_time


def test_a_first_start_and_a_clean_end_leave_nothing_to_notice(tmp_path: Path) -> None:
    for _ in range(3):
        assert noticed(tmp_path) == LastTime()
    assert list(tmp_path.iterdir()) == []


def test_the_file_says_who_runs_since_when(tmp_path: Path) -> None:
    sentinel = Sentinel(tmp_path)
    (file,) = tmp_path.iterdir()
    content = json.loads(file.read_text())
    assert content["pid"] == os.getpid()
    assert content["started"][:10] == time.strftime("%Y-%m-%d")
    assert content["version"]
    sentinel.remove()


def test_a_killed_process_is_noticed_once(tmp_path: Path, run: Started) -> None:
    killed(run())
    assert noticed(tmp_path) == LastTime(cut_off=True, early_in_a_row=1)
    assert noticed(tmp_path) == LastTime()


def test_two_side_by_side_are_fine(tmp_path: Path, run: Started) -> None:
    run()
    run()
    assert noticed(tmp_path) == LastTime()
    assert len(list(tmp_path.iterdir())) == 2


def test_two_early_ends_in_a_row_want_safe_mode_and_a_good_run_is_a_new_beginning(
    tmp_path: Path, run: Started
) -> None:
    killed(run())
    killed(run())
    assert noticed(tmp_path).wants_safe_mode  # the safe run ends well
    killed(run())
    assert not noticed(tmp_path).wants_safe_mode


def test_whoever_ran_for_a_while_first_did_not_fail_at_the_start(tmp_path: Path, run: Started) -> None:
    killed(run())
    killed(run("settle"))
    assert noticed(tmp_path) == LastTime(cut_off=True, early_in_a_row=0)


def test_a_file_that_was_cut_off_itself_counts_as_early(tmp_path: Path) -> None:
    (tmp_path / "running-1.json").write_text('{"lookglass": "run')
    assert noticed(tmp_path) == LastTime(cut_off=True, early_in_a_row=1)


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    sentinel = Sentinel(tmp_path / "file" / "inside")
    assert sentinel.last_time == LastTime()
    sentinel.settle()
    sentinel.remove()


def test_one_that_is_just_starting_is_not_taken_for_cut_off(tmp_path: Path) -> None:
    """Its file is made and not locked yet."""
    starting = tmp_path / "running-4711.json"
    starting.write_bytes(b"")
    assert noticed(tmp_path) == LastTime()
    assert starting.exists()
    os.utime(starting, (time.time() - 60, time.time() - 60))
    assert noticed(tmp_path).cut_off
    assert not starting.exists()


def test_a_start_whose_file_another_is_looking_into_is_noticed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, refused = sentinel_module._lock, []

    def busy(file: BinaryIO) -> None:
        if len(refused) < 2:
            refused.append(file)
            raise BlockingIOError
        lock(file)

    monkeypatch.setattr(sentinel_module, "_lock", busy)
    sentinel = Sentinel(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    sentinel.remove()


def test_what_was_being_recorded_when_it_was_cut_off_is_known(tmp_path: Path) -> None:
    for path, left in (("one.mp4", ("one.mp4",)), ("", ())):
        sentinel = Sentinel(tmp_path)
        sentinel.note_recording("another.mp4")
        sentinel.note_recording(path)
        content = sentinel._path.read_bytes()
        sentinel.remove()
        (tmp_path / "running-1.json").write_bytes(content)  # as a power cut leaves it
        assert noticed(tmp_path).recordings == left
