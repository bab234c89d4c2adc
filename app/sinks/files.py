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
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        temporary = None
    except OSError as problem:
        raise UserError(f"{path} cannot be written: {reason_of(problem)}.") from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A file name in `folder` that is not taken: "stem.png", or else "stem 2.png", "stem 3.png" and so on."""
    for number in itertools.count(1):
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem} {number}{suffix}")
        if not os.path.lexists(path):
            return path
    raise AssertionError("numbers have no end")


def _umask() -> int:
    """The mask that ordinary files are made with (mkstemp's are private)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
