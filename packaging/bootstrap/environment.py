"""Makes .venv from the hashed lock files, and knows by a stamp when nothing has to be done."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bootstrap.choice import ROOT, is_current, pick_variant, wanted_stamp
from bootstrap.system import prepare_system
from bootstrap.words import Stop, say

VENV = ROOT / ".venv"
STAMP = VENV / "lookglass-setup.json"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEWEST_LOCKED_PYTHON = (3, 14)


def read_stamp() -> dict[str, object]:
    """The stamp in .venv; empty when there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return {"state": "unfinished"}
    return stamp if isinstance(stamp, dict) else {"state": "unfinished"}


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
    if VENV.exists() and not stamp and runs(VENV_PYTHON, "import pip; "):
        say("  python     .venv was not made by studio.py: kept, and brought to the locked versions")
        return
    say(f"  python     {platform.python_version()} in {VENV}")
    python = getattr(sys, "_base_executable", None) or sys.executable
    answer = subprocess.run([python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if answer.returncode:
        reason = (answer.stderr or answer.stdout).strip().splitlines()
        raise Stop(f"Could not make {VENV}: {reason[-1] if reason else 'no reason given'}")


def runs(python: Path, first: str = "") -> bool:
    """Whether this interpreter starts, does `first` and is of our version."""
    code = first + "import platform; print(platform.python_version())"
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
            package = re.match(r"(?:Collecting|Processing|Requirement already satisfied:) (\S+)", line)
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
    try:
        if not _is_ready(window=window, tests=tests):
            with only_one(VENV):
                _make_ready(window=window, tests=tests)
    except KeyboardInterrupt:
        raise Stop("stopped; start it again whenever you like, set-up then begins afresh.") from None
    except OSError as problem:
        raise Stop(f"set-up failed: {problem}") from None


def _is_ready(*, window: bool, tests: bool) -> bool:
    stamp = read_stamp()
    if not is_current(stamp, wanted_stamp(pick_variant(stamp), tests=tests)) or not VENV_PYTHON.exists():
        return False
    prepare_system(window=window, tests=tests, needs_venv=False)
    return True


def _make_ready(*, window: bool, tests: bool) -> None:
    if _is_ready(window=window, tests=tests):
        return  # by the set-up that was waited for
    say("Setting Lookglass up (only when something has changed)")
    prepare_system(window=window, tests=tests, needs_venv=True)
    stamp = read_stamp()
    wanted = wanted_stamp(pick_variant(stamp), tests=tests)
    make_venv(stamp, wanted)
    # Unfinished until the last line: whatever stops us in between, the next start makes .venv afresh.
    STAMP.write_text(json.dumps({"state": "unfinished"}), encoding="utf-8")
    names = wanted["locks"]
    assert isinstance(names, dict)
    install_packages([ROOT / "packaging" / name for name in names], str(wanted["variant"]))
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    say("  ready\n")


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the right to change `folder`; waits while another process holds it, whose end gives it up."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    name = hashlib.sha256(f"{user} {folder}".encode()).hexdigest()[:16]
    with open(Path(tempfile.gettempdir()) / f"lookglass-setup-{name}.lock", "a+b") as file:
        if not _take(file):
            say("  waiting for another set-up of this checkout to end")
            while not _take(file):
                time.sleep(0.3)
        yield


def _take(file: BinaryIO) -> bool:
    """Whether the lock on an open file could be had at once; closing the file gives it back."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
