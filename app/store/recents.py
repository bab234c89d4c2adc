"""The clips, pictures and folders that were opened last: a shelf, and how its list changes."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from .shelf import Shelf

MOST = 10


class Recent(BaseModel):
    """One source that lies in a file or a folder; `kind` as sources.kind_of said when it was opened."""

    model_config = ConfigDict(frozen=True)

    path: str
    kind: str = "clip"


class Recents(BaseModel):
    """The newest first."""

    model_config = ConfigDict(frozen=True)

    entries: tuple[Recent, ...] = ()


def shelf() -> Shelf[Recents]:
    """Where they lie."""
    return Shelf("recents", Recents)


def with_newest(recents: Recents, newest: Recent) -> Recents:
    """`newest` at the top, once; the oldest go."""
    others = [entry for entry in recents.entries if entry.path != newest.path]
    return Recents(entries=(newest, *others)[:MOST])


def relinked(recents: Recents, old: str, new: str) -> Recents:
    """`old` lies at `new` now, and so does whatever moved along with it.

    The folders that both paths end in alike are the part that moved as a whole: what lay under the old place
    and is not there any more, but is at the new place, moves with it.
    """
    old_place, new_place = _moved_part(Path(old), Path(new))

    def found(entry: Recent) -> Recent:
        if entry.path == old:
            return entry.model_copy(update={"path": new})
        path = Path(entry.path)
        if path.is_relative_to(old_place) and not os.path.exists(path):
            there = new_place / path.relative_to(old_place)
            if os.path.exists(there):
                return entry.model_copy(update={"path": str(there)})
        return entry

    entries: dict[str, Recent] = {}
    for entry in map(found, recents.entries):
        entries.setdefault(entry.path, entry)
    return Recents(entries=tuple(entries.values()))


def _moved_part(old: Path, new: Path) -> tuple[Path, Path]:
    """Where both paths begin to be alike, from their end: /a/trip/x.mp4 and /b/trip/x.mp4 give /a and /b."""
    if old.name != new.name:  # renamed: only what lay beside it may have moved along
        return old.parent, new.parent
    while old.name == new.name and old.name:
        old, new = old.parent, new.parent
    return old, new
