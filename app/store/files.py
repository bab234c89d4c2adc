"""Reading and writing the files a person owns: in one piece, and with every problem said in one sentence."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..core.errors import UserError

# Half a character: what Python makes of bytes in a file's name that are no UTF-8.
_HALF = re.compile("[\ud800-\udfff]")
_SET_ASIDE = re.compile(r"\.set-aside-\d+$")
# A preset or a look has a few kilobytes; anything larger was not written by this application.
_LARGEST_BYTES = 4 << 20


def write_text(path: Path, text: str) -> None:
    """Write a whole file or nothing; what was there before stays beside it as NAME.bak.

    The new text reaches the disk under another name first, so a crash leaves the old file or the new one.
    Raises UserError when the place cannot be written.
    """
    _put(path, text.encode("utf-8"), _keep_as_backup)


def write_bytes(path: Path, content: bytes) -> None:
    """As `write_text`, without a copy of what was there: for what can be made again."""
    _put(path, content, lambda _: None)


def _put(path: Path, content: bytes, before: Callable[[Path], None]) -> None:
    """The content under another name, then `before` on the old file if there is one, then in its place."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.is_file():
            before(path)
        os.replace(partial, path)
    except OSError as problem:
        with suppress(OSError):
            partial.unlink()
        raise UserError(f"Cannot write {path}: {problem.strerror or problem}.") from None


def backup_of(path: Path) -> Path:
    """Where `write_text` keeps what was there before."""
    return path.with_name(f"{path.name}.bak")


def _keep_as_backup(path: Path) -> None:
    # Copied under another name and renamed, so that there is never a moment without a whole old file.
    partial = path.with_name(f".{path.name}.bak.tmp")
    partial.write_bytes(path.read_bytes())
    os.replace(partial, backup_of(path))


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """`write_text` of a JSON document that people can read and compare."""
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    write_text(path, _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises UserError in one sentence for everything else."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UserError(f"{path} is too large to be a file of Lookglass.")
        content = json.loads(path.read_text("utf-8"), parse_constant=_no_constant)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.") from None
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {problem.strerror or problem}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not a text file.") from None
    except json.JSONDecodeError as problem:
        raise UserError(f"{path} is damaged: {problem.msg} in line {problem.lineno}.") from None
    except RecursionError:
        raise UserError(f"{path} is damaged: it is nested too deeply.") from None
    except ValueError as problem:
        raise UserError(f"{path} is damaged: {problem}.") from None
    if not isinstance(content, dict):
        raise UserError(f"{path} is damaged: expected a JSON object.")
    return content


# From the content of one version to that of the next.
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


class NewerFile(UserError):
    """A file that a later version has written: neither read nor overwritten."""


def read_versioned(
    path: Path, *, kind: str, version: int, upgrades: Mapping[int, Upgrade] | None = None
) -> dict[str, Any]:
    """A JSON object that says {"lookglass": kind, "version": n}, n at most `version`; without these two.

    What is older is brought up to date by `upgrades`, one for each version that differs from the next. Raises
    UserError for another kind, and NewerFile for a newer version, which is not ours to guess at.
    """
    content = read_json(path)
    found = content.pop("lookglass", None)
    if found != kind:
        instead = f" but a {found}" if isinstance(found, str) else ""
        raise UserError(f"{path} is not a {kind} of Lookglass{instead}.")
    written = content.pop("version", None)
    if isinstance(written, bool) or not isinstance(written, int) or written < 1:
        raise UserError(f"{path} is damaged: its version is {written!r}.")
    if written > version:
        raise NewerFile(
            f"{path} was written by a newer Lookglass (version {written} of its format; this one reads up to "
            f"{version})."
        )
    for step in range(written, version):
        if upgrades and step in upgrades:
            content = upgrades[step](content)
    return content


def make_room(path: Path, *, kind: str, version: int) -> None:
    """Before a file of ours is written there: what cannot be read is kept aside, under a name of its own.

    Raises NewerFile for what a later version has written: that stays as it is.
    """
    if not os.path.exists(path):
        return
    try:
        read_versioned(path, kind=kind, version=version)
    except NewerFile as newer:
        raise NewerFile(f"{newer} It is left as it is; choose another name.") from None
    except UserError:
        set_aside(path)


def set_aside(file: Path) -> str:
    """Move the file out of the way, under a name that is still free; says, as a sentence, where it went."""
    names = (file.with_name(f"{file.stem}.set-aside-{n}{file.suffix}") for n in range(1, 1000))
    try:
        aside = next(name for name in names if not name.exists())
        os.replace(file, aside)
    except (OSError, StopIteration):
        return "The defaults are used."
    return f"It is kept as {aside.name}, and the defaults are used."


def is_set_aside(file: Path) -> bool:
    """Whether `set_aside` gave the file its name."""
    return _SET_ASIDE.search(file.stem) is not None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
