"""The real program, ended as by a power cut: the next start knows, and two early ends make it careful."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.conftest import ROOT

pytestmark = [pytest.mark.gl, pytest.mark.slow]

PATIENCE_S = 60.0


class Home:
    """A folder with settings and a log, and the program started on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start, and wait for the first picture."""
        pictures = self.log().count("First picture")
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "studio", *words],
            cwd=ROOT,
            env=os.environ | {"LOOKGLASS_HOME": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.running.append(process)
        self.wait(lambda: self.log().count("First picture") > pictures or process.poll() is not None)
        assert process.poll() is None, self.log()
        return process

    def log(self) -> str:
        file = self.folder / "logs" / "lookglass.log"
        return file.read_text("utf-8") if file.exists() else ""

    def sentinels(self) -> list[Path]:
        return sorted(self.folder.glob("running-*.json"))

    @staticmethod
    def wait(until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not until() and time.monotonic() < deadline:
            time.sleep(0.05)


@pytest.fixture
def home(qapp: QApplication, tmp_path: Path) -> Iterator[Home]:
    """Where windows can open at all."""
    made = Home(tmp_path)
    yield made
    for process in made.running:
        process.kill()
        process.wait()


def test_two_killed_starts_make_the_third_a_careful_one_which_ends_well(home: Home) -> None:
    for _ in range(2):
        process = home.start()
        assert len(home.sentinels()) == 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert len(home.sentinels()) == 1
    assert "safe mode" not in home.log()
    third = home.start()
    assert "starts in safe mode" in home.log()
    third.send_signal(signal.SIGTERM)
    third.wait(PATIENCE_S)
    assert home.sentinels() == []
    assert home.log().rstrip().endswith("Lookglass ends")


def test_what_was_changed_before_the_power_cut_is_there_again(home: Home) -> None:
    process = home.start("--wear", "lipstick-plum-matte")
    settings = home.folder / "settings.json"
    home.wait(settings.exists)
    process.send_signal(signal.SIGKILL)
    process.wait()
    worn = json.loads(settings.read_text())["look"]["worn"]
    assert [one["product"] for one in worn] == ["lipstick-plum-matte"]
