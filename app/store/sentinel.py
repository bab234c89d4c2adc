"""A file that says "running": whoever finds one that nobody holds knows that Lookglass was cut off.

Each running Lookglass has one of its own, locked for as long as it lives; the system lets go of the lock with
the process, however that ends. So two can run side by side, and a process number that is used again misleads
nobody.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from .. import __version__
from .places import settings_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Whoever ends sooner than this after the start may well end so again.
EARLY_S = 60.0
# This many early ends in a row, and the next start is a careful one.
ENOUGH = 2
# Between making a file and writing into it; an empty one that is older was cut off.
_BEING_MADE_S = 10.0
# How long another may look into it.
_LOOKS, _LOOK_S = 10, 0.02
_PATTERN = "running-*.json"
# Windows keeps others from reading what is locked, so we lock a byte that is never written.
_LOCKED_BYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the sentinels say of earlier runs: was one cut off, how many in a row soon after the start, and
    which files were being recorded then."""

    cut_off: bool = False
    early_in_a_row: int = 0
    recordings: tuple[str, ...] = ()

    @property
    def wants_safe_mode(self) -> bool:
        return self.early_in_a_row >= ENOUGH


class Sentinel:
    """Made at the start: looks for others, then leaves its own. `settle` after EARLY_S, `remove` at the end;
    all but the last from any one thread.

    Where its folder cannot be written there is none, and nothing is noticed the next time.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = settings_folder() if folder is None else folder
        self.last_time = _clear_away(self._folder)
        self._path = self._folder / f"running-{os.getpid()}.json"
        self._file: BinaryIO | None = None
        self._content: dict[str, Any] = {
            "lookglass": "running",
            "pid": os.getpid(),
            "version": __version__,
            "started": time.strftime("%Y-%m-%dT%H:%M:%S"),
            "settled": False,
            "early_in_a_row": self.last_time.early_in_a_row,
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w+b")
            _lock_soon(self._file)
            self._write()
        except OSError:
            self.remove()

    def settle(self) -> None:
        """The start went well: an end from now on says nothing about starting."""
        self._content |= {"settled": True, "early_in_a_row": 0}
        with suppress(OSError):
            self._write()

    def note_recording(self, path: str) -> None:
        """This file is being recorded from now on; "" for none."""
        self._content["recording"] = path
        with suppress(OSError):
            self._write()

    def remove(self) -> None:
        """A clean end."""
        if self._file is not None:
            with suppress(OSError):  # while it is locked: a start just then takes it for nobody's
                self._path.unlink()
            with suppress(OSError):
                self._file.close()
            self._file = None
            with suppress(OSError):  # Windows lets go of it only now
                self._path.unlink()

    def _write(self) -> None:
        file = self._file
        if file is not None and not file.closed:
            file.seek(0)
            file.write(json.dumps(self._content).encode())
            file.truncate()
            file.flush()


def _clear_away(folder: Path) -> LastTime:
    """Remove the sentinels that nobody holds, and say what they meant."""
    left = [found for path in sorted(folder.glob(_PATTERN)) if (found := _take(path)) is not None]
    if not left:
        return LastTime()
    noted = (content.get("recording") for content in left)
    recordings = tuple(path for path in noted if isinstance(path, str) and path)
    early = max(_early(content) for content in left)
    return LastTime(cut_off=True, early_in_a_row=early, recordings=recordings)


def _take(path: Path) -> dict[str, Any] | None:
    """The content of a sentinel that nobody holds, which is removed; None of one that is held."""
    try:
        with path.open("r+b") as file:
            _lock(file)
            text = file.read()
            if not text and abs(time.time() - os.fstat(file.fileno()).st_mtime) < _BEING_MADE_S:
                return None  # of another that is just starting
            content = json.loads(text)
    except ValueError:  # cut off while it was written: soon after its start
        content = {}
    except OSError:
        return None
    with suppress(OSError):
        path.unlink()
    return content if isinstance(content, dict) else {}


def _early(content: dict[str, Any]) -> int:
    if content.get("settled") is True:
        return 0
    before = content.get("early_in_a_row")
    return 1 + (before if isinstance(before, int) and before >= 0 else 0)


def _lock_soon(file: BinaryIO) -> None:
    """As `_lock`, though another that is starting may have looked into the file just now."""
    for _ in range(_LOOKS):
        with suppress(OSError):
            _lock(file)
            return
        time.sleep(_LOOK_S)
    _lock(file)


def _lock(file: BinaryIO) -> None:
    """Hold the file until it is closed. Raises OSError where another process holds it."""
    if sys.platform == "win32":
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
