"""What a machine gets: which build of ONNX Runtime, MediaPipe or not, and the stamp that remembers it."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap.words import Stop

ROOT = Path(__file__).resolve().parents[2]

# CUDA 13, which onnxruntime-gpu is built for, needs this driver.
OLDEST_NVIDIA_DRIVER = 580


def choose_variant(system: str, machine: str, driver_versions: list[str]) -> str:
    """`gpu` where there are wheels and an NVIDIA card whose driver is new enough for CUDA 13, else `cpu`."""
    if system not in ("linux", "win32") or machine.lower() not in ("x86_64", "amd64"):
        return "cpu"
    majors = [int(version.split(".")[0]) for version in driver_versions if version.split(".")[0].isdigit()]
    return "gpu" if any(major >= OLDEST_NVIDIA_DRIVER for major in majors) else "cpu"


def nvidia_driver_versions() -> list[str]:
    """One driver version per NVIDIA card that answers."""
    program = shutil.which("nvidia-smi")
    if not program:
        return []
    command = [program, "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return answer.stdout.split() if answer.returncode == 0 else []


def mediapipe_has_wheel(system: str, machine: str, python: tuple[int, int]) -> bool:
    """MediaPipe 0.10.21 was built for Python up to 3.12 on macOS and on 64-bit x86 Linux and Windows."""
    return python <= (3, 12) and (system == "darwin" or machine.lower() in ("x86_64", "amd64"))


def lock_files(variant: str, *, mediapipe: bool, tests: bool) -> list[Path]:
    groups = ["app", variant, *(["mediapipe"] if mediapipe else []), *(["dev"] if tests else [])]
    return [ROOT / "packaging" / f"lock-{group}.txt" for group in groups]


def wanted_stamp(variant: str, *, tests: bool) -> dict[str, object]:
    """What the stamp says when .venv is complete and current; reads only the lock files."""
    python = (sys.version_info[0], sys.version_info[1])
    mediapipe = mediapipe_has_wheel(sys.platform, platform.machine(), python)
    files = lock_files(variant, mediapipe=mediapipe, tests=tests)
    return {
        "state": "complete",
        "python": platform.python_version(),
        "variant": variant,
        # Kept to notice a card that comes or goes; a choice made by hand lasts only as long as its variable.
        "nvidia_smi": "overruled"
        if os.environ.get("LOOKGLASS_VARIANT")
        else shutil.which("nvidia-smi") or "",
        "locks": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
    }


def is_current(stamp: dict[str, object], wanted: dict[str, object]) -> bool:
    """Whether an environment with this stamp will do; one made for the tests also serves the app."""
    have, need = stamp.get("locks"), wanted["locks"]
    if not isinstance(have, dict) or not isinstance(need, dict) or not need.items() <= have.items():
        return False
    return all(stamp.get(key) == wanted[key] for key in wanted if key != "locks")


def pick_variant(stamp: dict[str, object]) -> str:
    """Ask the driver only when the stamp cannot tell: nvidia-smi can take a second."""
    forced = os.environ.get("LOOKGLASS_VARIANT", "")
    if forced:
        if forced not in ("cpu", "gpu"):
            raise Stop(f"LOOKGLASS_VARIANT is '{forced}'; it can be cpu or gpu.")
        return forced
    if stamp.get("variant") in ("cpu", "gpu") and stamp.get("nvidia_smi") == (
        shutil.which("nvidia-smi") or ""
    ):
        return str(stamp["variant"])
    return choose_variant(sys.platform, platform.machine(), nvidia_driver_versions())
