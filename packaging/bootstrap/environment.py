"""Makes .venv from the hashed lock files, and knows by a stamp when nothing has to be done."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap.system import prepare_system
from bootstrap.words import Stop, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / "lookglass-setup.json"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEWEST_LOCKED_PYTHON = (3, 14)

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


def read_stamp() -> dict[str, object]:
    """The stamp in .venv; empty when there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return {"state": "unfinished"}
    return stamp if isinstance(stamp, dict) else {"state": "unfinished"}


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


def explain(output: str) -> str:
    """One sentence for why pip failed, from what it printed."""
    newer = sys.version_info[:2] > NEWEST_LOCKED_PYTHON
    if re.search(r"No space left|Errno 28", output):
        return "The disk is full; set-up needs about 2 GB (8 GB with an NVIDIA card)."
    if re.search(r"DO NOT MATCH THE HASHES", output):
        return "A downloaded package does not match the lock, so it was not installed; try again later."
    if re.search(r"ConnectionError|NewConnection|Max retries|timed? ?out|name resolution|ProxyError", output):
        return "The packages could not be downloaded; connect to the internet and start studio.py again."
    if re.search(r"No matching distribution|no matching|not a supported wheel", output) and newer:
        return (
            f"Not every package is built for Python {platform.python_version()} yet; use Python 3.11 to 3.14."
        )
    if re.search(r"No matching distribution", output):
        return "A locked package is not offered for this system, or the package index cannot be reached."
    last = (output.strip() or "no reason given").splitlines()[-1]
    return f"pip failed with '{last}'; all that it said is in {VENV / 'setup.log'}."


def make_venv(stamp: dict[str, object], wanted: dict[str, object]) -> None:
    """Make .venv, or keep one that only lacks packages. An interrupted or outdated one is made afresh."""
    same_base = all(stamp.get(key) == wanted[key] for key in ("state", "python", "variant"))
    have, need = stamp.get("locks"), wanted["locks"]
    if same_base and isinstance(have, dict) and isinstance(need, dict):
        unchanged = all(need.get(name, digest) == digest for name, digest in have.items())
        if unchanged and runs(VENV_PYTHON):
            return
    if VENV.exists() and not stamp and runs(VENV_PYTHON):
        say("  python     .venv was not made by studio.py: kept, and brought to the locked versions")
        return
    say(f"  python     {platform.python_version()} in {VENV}")
    python = getattr(sys, "_base_executable", None) or sys.executable
    answer = subprocess.run([python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if answer.returncode:
        reason = (answer.stderr or answer.stdout).strip().splitlines()
        raise Stop(f"Could not make {VENV}: {reason[-1] if reason else 'no reason given'}")


def runs(python: Path) -> bool:
    """Whether this interpreter starts and is of our version."""
    code = "import platform; print(platform.python_version())"
    try:
        answer = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.strip() == platform.python_version()


def install_packages(files: list[Path], variant: str) -> None:
    """pip, with every hash checked and nothing built from source. Raises Stop with the reason."""
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check"]
    other = "onnxruntime-gpu" if variant == "cpu" else "onnxruntime"
    if subprocess.run([*pip, "show", "--quiet", other], capture_output=True).returncode == 0:
        # The two builds share their files, so that taking one away damages the other: both go.
        builds = ["onnxruntime", "onnxruntime-gpu"]
        subprocess.run([*pip, "uninstall", "--yes", "--quiet", *builds], capture_output=True)
    pins = {
        line.split("==")[0]
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    }
    say(f"  packages   {len(pins)}, each checked against its hash (a few minutes the first time)")
    command = [*pip, "install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-input"]
    command += ["--progress-bar", "off", "--retries", "2"]
    for file in files:
        command += ["-r", str(file)]
    code, output = watch(command, len(pins))
    with contextlib.suppress(OSError):
        (VENV / "setup.log").write_text(output, encoding="utf-8")
    if code:
        raise Stop(explain(output))


def watch(command: list[str], total: int) -> tuple[int, str]:
    """Run pip and say what it is at; returns its exit code and everything that it printed."""
    environment = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"}
    terminal = sys.stderr.isatty()
    lines = []
    done = 0
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            package = re.match(
                r"(?:Collecting|Processing|Requirement already satisfied:) (\S+) .*lock-", line
            )
            large = re.match(r"\s+Downloading (\S+) \((\d{2,}[\d.]* [MG]B)\)", line)
            done += bool(package)
            if package and terminal:
                name = Path(package[1]).name
                print(f"\r  packages   {done}/{total} {name}\033[K", end="", file=sys.stderr, flush=True)
            elif large and not terminal:
                say(f"  packages   {done}/{total} downloading {large[1].split('-')[0]}, {large[2]}")
            elif line.startswith("Installing collected"):
                say(("\r\033[K" if terminal else "") + "  packages   downloaded; installing")
    return process.returncode, "".join(lines)


def set_up(*, window: bool = False, tests: bool = False) -> None:
    """Make everything ready; well under a second when it already is. Raises Stop."""
    stamp = read_stamp()
    wanted = wanted_stamp(pick_variant(stamp), tests=tests)
    ready = is_current(stamp, wanted) and VENV_PYTHON.exists()
    if not ready:
        say("Setting Lookglass up (only when something has changed)")
    prepare_system(window=window, tests=tests, needs_venv=not ready)
    if ready:
        return
    make_venv(stamp, wanted)
    # Unfinished until the last line: whatever stops us in between, the next start makes .venv afresh.
    STAMP.write_text(json.dumps({"state": "unfinished"}), encoding="utf-8")
    variant = str(wanted["variant"])
    names = wanted["locks"]
    assert isinstance(names, dict)
    install_packages([ROOT / "packaging" / name for name in names], variant)
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    say("  ready\n")
