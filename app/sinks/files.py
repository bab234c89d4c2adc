"""Output files: checked before work begins, and replaced in one step."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..core.errors import UserError, reason_of


def check_writable(path: Path) -> None:
    """Raises UserError, before hours of work, when a file of this name cannot be written."""
    if os.path.isdir(path):  # which, unlike Path.is_dir, never raises
        raise UserError(f"{path} is a folder; give the name of a file.")
    if not os.path.isdir(path.parent):
        raise UserError(f"{path} cannot be written: the folder {path.parent} does not exist.")
    try:
        if path.exists():
            with open(path, "r+b"):
                pass
        handle, probe = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        os.close(handle)
        os.unlink(probe)
    except (OSError, ValueError) as problem:
        raise UserError(f"{path} cannot be written: {reason_of(problem)}.") from None


def _umask() -> int:
    """The mask that ordinary files are made with (mkstemp's are private)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


# Asked once: it can only be read by changing it, for a moment, for every thread.
_PERMISSIONS = 0o666 & ~_umask()


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that takes the place of `path` when the block ends well, and vanishes otherwise.

    Raises UserError when writing fails.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(
            prefix=f".{path.name[:40]}.", suffix=path.suffix, dir=path.parent
        )
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, _PERMISSIONS)
        take_place(Path(temporary), path)
        temporary = None
    except OSError as problem:
        raise UserError(f"{path} cannot be written: {reason_of(problem)}.") from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def take_place(finished: Path, path: Path) -> None:
    """Give a finished file the name `path`. What has it already goes only when the new one is on the disk.

    Raises OSError.
    """
    if os.path.lexists(path):
        with open(finished, "r+b") as file:
            os.fsync(file.fileno())
    os.replace(finished, path)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A file name in `folder` that is not taken: "stem.png", or else "stem 2.png", "stem 3.png" and so on."""
    for number in itertools.count(1):
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem} {number}{suffix}")
        if not os.path.lexists(path):
            return path
    raise AssertionError("numbers have no end")


def with_ending(path: Path, *endings: str) -> Path:
    """The name as chosen where it has one of the endings (lower case); else with the first of them behind it.

    That is a name which nobody was asked about, so it is never that of a file that is there already.
    """
    return path if path.suffix.lower() in endings else free_name(path.parent, path.name, endings[0])
