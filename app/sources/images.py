"""Pictures and folders of pictures as sources."""

from __future__ import annotations

import re
from pathlib import Path

from ..core.errors import UserError, reason_of
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import SourceInfo
from .pictures import PICTURE_SUFFIXES, picture_size, read_picture

# A folder behaves like a clip that shows each picture for this long.
SLIDE_NS = 2_000_000_000


def natural_order(name: str) -> list[tuple[int, int, str]]:
    """Sort key: numbers in names count as numbers, so img2 comes before img10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


class PictureSource:
    """One picture: one frame, then the end; a seek shows it again in a new epoch."""

    def __init__(self, path: Path) -> None:
        self._rgb, self._camera = read_picture(path)
        self._info = SourceInfo(
            name=path.name,
            width=self._camera.width,
            height=self._camera.height,
            frame_count=1,
            still=True,
            seekable=True,
        )
        self._shown = 0
        self._pending = True
        self._closed = False

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | Missing | None:
        if self._closed or not self._pending:
            return None
        self._pending = False
        self._shown += 1
        return Frame(self._shown - 1, 0, self._shown - 1, self._rgb, self._camera)

    def seek(self, t_ns: int) -> None:
        self._pending = True

    def close(self) -> None:
        self._closed = True


class FolderSource:
    """The pictures of a folder in natural name order, each its own epoch.

    A picture that cannot be read is skipped: `read` gives Missing with its name once and goes on. Picture i
    has t_ns = i * SLIDE_NS, so one can seek. Raises UserError for a folder without a readable picture.
    """

    def __init__(self, folder: Path, *, loop: bool = False) -> None:
        self._paths = _pictures_in(folder)
        width, height = _size_of_first(folder, self._paths)
        count = len(self._paths)
        self._info = SourceInfo(
            name=folder.resolve().name,
            width=width,
            height=height,
            frame_rate=1e9 / SLIDE_NS,
            frame_count=count,
            duration_ns=count * SLIDE_NS,
            still=True,
            seekable=True,
            detail=f"{count} pictures",
        )
        self._loop = loop
        self._next = 0
        self._shown = 0
        self._shown_this_round = 0
        self._closed = False

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | Missing | None:
        if self._closed:
            return None
        if self._next >= len(self._paths):
            if not self._loop or self._shown_this_round == 0:
                return None
            self._next = self._shown_this_round = 0
        position, path = self._next, self._paths[self._next]
        self._next += 1
        try:
            rgb, camera = read_picture(path)
        except UserError as problem:
            return Missing(f"{str(problem).rstrip('.')}; it is skipped.")
        self._shown += 1
        self._shown_this_round += 1
        return Frame(self._shown - 1, position * SLIDE_NS, self._shown - 1, rgb, camera)

    def seek(self, t_ns: int) -> None:
        self._next = min(max(t_ns // SLIDE_NS, 0), len(self._paths) - 1)

    def close(self) -> None:
        self._closed = True


def _pictures_in(folder: Path) -> list[Path]:
    try:
        entries = [p for p in folder.iterdir() if not p.name.startswith(".")]
        found = [p for p in entries if p.suffix.lower() in PICTURE_SUFFIXES and p.is_file()]
    except OSError as problem:
        raise UserError(f"{folder} cannot be opened: {reason_of(problem)}.") from None
    if not found:
        raise UserError(f"{folder} holds no pictures (PNG, JPEG, WebP, TIFF, BMP or GIF).")
    return sorted(found, key=lambda p: (natural_order(p.name), p.name))


def _size_of_first(folder: Path, paths: list[Path]) -> tuple[int, int]:
    for path in paths:
        try:
            return picture_size(path)
        except UserError:
            continue  # the next may do; reading says what is wrong with this one
    raise UserError(f"{folder} holds no picture that can be read ({paths[0].name} cannot, for one).")
