"""core and stages work on a machine that has numpy and nothing else of what the app is built on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A finder that comes before all others and knows none of these: as if they were not installed.
BLOCKER = """
import sys

ABSENT = {"PySide6", "shiboken6", "OpenGL", "onnxruntime", "mediapipe", "cv2", "av", "trimesh", "pyqtgraph"}


class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r} (hidden by the test)", name=name)


sys.meta_path.insert(0, Absent())
"""

IMPORT_ALL = """
import hidden_libraries, importlib, pkgutil
for package in ("app.core", "app.stages"):
    module = importlib.import_module(package)
    names = [package, *(f"{package}.{item.name}" for item in pkgutil.iter_modules(module.__path__))]
    for name in names:
        importlib.import_module(name)
        print(name)
"""


@pytest.fixture
def hidden(tmp_path: Path) -> dict[str, str]:
    """An environment in which `import hidden_libraries` hides everything that is not numpy."""
    (tmp_path / "hidden_libraries.py").write_text(BLOCKER, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}


def test_core_and_stages_import_without_the_other_libraries(hidden: dict[str, str]) -> None:
    command = [sys.executable, "-c", IMPORT_ALL]
    answer = subprocess.run(command, cwd=ROOT, env=hidden, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert {"app.core.frame", "app.stages"} <= set(answer.stdout.split())


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_tests_of_core_and_stages_pass_without_the_other_libraries(hidden: dict[str, str]) -> None:
    folders = [f"tests/{name}" for name in ("core", "stages") if (ROOT / "tests" / name).is_dir()]
    assert folders, "there are no tests of core and stages"
    options = [
        "-q",
        "-p",
        "hidden_libraries",
        "-p",
        "no:pytest-qt",
        "-p",
        "no:cacheprovider",
    ]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        os.devnull,
        "--rootdir",
        str(ROOT),
        "--import-mode=importlib",
    ]
    answer = subprocess.run(
        [*command, *options, *folders], cwd=ROOT, env=hidden, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout[-3000:] + answer.stderr[-1000:]
