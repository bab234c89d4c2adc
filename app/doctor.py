"""`studio.py doctor`: what runs on this computer, and what does not and why.

Each check stands alone: what one of them runs into becomes its own line and keeps no other from being made.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from . import __version__
from .core.errors import UserError

Status = Literal["ok", "warn", "fail"]

_PACKAGES = (
    "numpy", "opencv-python", "PySide6-Essentials", "PyOpenGL", "av", "pillow", "pydantic",
    "platformdirs", "pyqtgraph",
)  # fmt: skip
_OLDEST_PYTHON = (3, 11)
# A cold start of Qt from a slow disk; beyond that it hangs.
_WINDOW_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at. "warn" is what one can live with; "fail" keeps the main job from being done."""

    check: str
    status: Status
    message: str


Check = Callable[[], Iterator[tuple[Status, str]]]


def main(argv: Sequence[str]) -> int:
    """Print one line for each thing looked at (`--json`: one document); 0 when nothing has failed, else 1."""
    parser = argparse.ArgumentParser(prog="studio.py doctor", description="Say what runs on this computer.")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    wants = parser.parse_args(argv)
    if wants.json:
        with redirect_stdout(sys.stderr):  # whatever a library says while it is tried belongs there
            lines = list(examine())
        found = {"version": __version__, "sound": _sound(lines), "checks": [asdict(line) for line in lines]}
        print(json.dumps(found, ensure_ascii=False))
        return 0 if _sound(lines) else 1
    lines = []
    for line in examine():
        print(f"{line.status:<5} {line.check:<10} {line.message}", flush=True)
        lines.append(line)
    return 0 if _sound(lines) else 1


def _sound(lines: Sequence[Line]) -> bool:
    return all(line.status != "fail" for line in lines)


def examine() -> Iterator[Line]:
    """Make every check, one after the other."""
    for name, check in CHECKS.items():
        try:
            for status, message in check():
                yield Line(name, status, message)
        except UserError as problem:
            yield Line(name, "fail", str(problem))
        except Exception as problem:  # the doctor's task is to tell what went wrong, whatever it is
            yield Line(name, "fail", f"{type(problem).__name__}: {problem}")


def _python() -> Iterator[tuple[Status, str]]:
    here = f"{platform.python_version()} on {platform.system()} {platform.machine()}, Lookglass {__version__}"
    if sys.version_info < _OLDEST_PYTHON:
        yield "fail", f"{here}; Lookglass needs Python 3.11 or newer"
    else:
        yield "ok", here


def _packages() -> Iterator[tuple[Status, str]]:
    found = {name: _version(name) for name in _PACKAGES}
    yield "ok", ", ".join(f"{name} {number}" for name, number in found.items() if number)
    for name in (name for name, number in found.items() if number is None):
        yield "fail", f"{name} is not installed"
    runtimes = [name for name in ("onnxruntime", "onnxruntime-gpu") if _version(name)]
    if not runtimes:
        yield "fail", "onnxruntime is not installed"
    elif len(runtimes) > 1:
        yield "fail", "onnxruntime and onnxruntime-gpu are both installed and overwrite each other's files"
    else:
        yield "ok", f"{runtimes[0]} {_version(runtimes[0])}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _opengl() -> Iterator[tuple[Status, str]]:
    from .render.context import describe, open_context

    with open_context():
        yield "ok", describe()


def _networks() -> Iterator[tuple[Status, str]]:
    from .store.models import load_model
    from .vision.ort import open_net

    device = open_net(load_model("face_landmarks")).device
    yield ("warn" if device.note else "ok"), f"{device.describe}, {device.warm_up_ms:.1f} ms a face"


def _models() -> Iterator[tuple[Status, str]]:
    from .store.models import verify_models

    checked = verify_models()
    for _, _, message in (one for one in checked if not one[1]):
        yield "fail", message
    sound = [model_id for model_id, ok, _ in checked if ok]
    if sound:
        yield "ok", f"{', '.join(sound)} verified"


def _catalogue() -> Iterator[tuple[Status, str]]:
    from .store.products import catalogue_folders, load_catalogue

    ours, own = catalogue_folders()
    catalogue = load_catalogue()
    for notice in catalogue.notices:
        yield ("fail" if notice.startswith(str(ours)) else "warn"), notice
    kinds = [product.kind for product in catalogue.products]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    yield ("ok" if kinds else "fail"), f"{counts or 'no product'}; your own go to {own}"


def _cameras() -> Iterator[tuple[Status, str]]:
    from .sources.devices import camera_names

    cameras = camera_names()
    for camera in cameras:
        yield "ok", f"{camera.name} (camera:{camera.index})"
    if not cameras:
        yield "warn", "none; the demo subject, clips and pictures still work"


def _mediapipe() -> Iterator[tuple[Status, str]]:
    from .vision.registry import create_provider

    try:
        create_provider("mediapipe").close()
    except UserError as problem:
        yield "warn", f"{problem} It is the second provider; the first does without."
    else:
        yield "ok", f"{_version('mediapipe') or 'it'} runs, as the second provider"


def _window() -> Iterator[tuple[Status, str]]:
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        yield "warn", "no display; the window cannot open, the command line works"
        return
    if getattr(sys, "frozen", False):
        importlib.import_module("PySide6.QtWidgets")
        yield "ok", "Qt is there"
        return
    # In a process of its own: Qt ends the whole process when its platform plugin does not load.
    code = "from PySide6.QtWidgets import QApplication; print(QApplication([]).platformName())"
    tried = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=_WINDOW_TIMEOUT_S, check=False
    )
    if tried.returncode:
        said = next((line for line in tried.stderr.splitlines() if line.strip()), "no reason given")
        yield "fail", f"Qt cannot open a window: {said}"
    else:
        yield "ok", f"Qt opens windows on {tried.stdout.strip()}"


def _folders() -> Iterator[tuple[Status, str]]:
    from .store.places import data_folder, log_folder, settings_folder

    folders = {
        "settings": settings_folder(),
        "your products, looks, presets": data_folder(),
        "logs": log_folder(),
    }
    for what, folder in folders.items():
        try:
            _write_somewhere_in(folder)
        except OSError as problem:
            yield "fail", f"{folder} ({what}) cannot be written: {problem.strerror or problem}"
        else:
            yield "ok", f"{folder} ({what}) can be written"


def _write_somewhere_in(folder: Path) -> None:
    """Write and remove a file in the folder, or where it would be made. Raises OSError."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    with tempfile.TemporaryFile(dir=existing) as file:
        file.write(b"lookglass")


CHECKS: dict[str, Check] = {
    "Python": _python,
    "packages": _packages,
    "OpenGL": _opengl,
    "networks": _networks,
    "models": _models,
    "MediaPipe": _mediapipe,
    "cameras": _cameras,
    "window": _window,
    "catalogue": _catalogue,
    "folders": _folders,
}
