"""What kind of source something is, told without opening it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ..core.errors import UserError
from .pictures import PICTURE_SUFFIXES, is_picture
from .registry import FILE_SCHEME, split_spec

SourceKind = Literal["demo", "camera", "folder", "picture", "clip"]

CLIP_SUFFIXES = frozenset(
    (
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".gif", ".png", ".apng", ".mpg", ".mpeg", ".ts",
        ".mts", ".m2ts", ".flv", ".wmv", ".asf", ".ogv", ".ivf", ".mxf",
    )
)  # fmt: skip
_BY_SCHEME: dict[str, SourceKind] = {"demo": "demo", "camera": "camera"}


def kind_of(spec: str) -> SourceKind | None:
    """The kind of a SOURCE or a path; None for what is none: no such file, a model, a folder of other things.

    A header is read at most, so a clip that turns out to be damaged is a clip here.
    """
    try:
        scheme, rest = split_spec(spec)
    except UserError:
        return None
    if scheme != FILE_SCHEME:
        return _BY_SCHEME.get(scheme)
    try:
        return _kind_of_path(Path(rest).expanduser())
    except (OSError, ValueError, RuntimeError):  # too long, a null character, an unknown home
        return None


def lasting(spec: str) -> str:
    """A SOURCE that means the same wherever the program is started next time: paths become absolute."""
    try:
        if split_spec(spec)[0] == FILE_SCHEME:
            return str(Path(spec).expanduser().absolute())
    except (OSError, RuntimeError, UserError):  # what cannot be opened need not last
        return spec
    return spec


def _kind_of_path(path: Path) -> SourceKind | None:
    if path.is_dir():
        pictures = (p for p in path.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES and p.is_file())
        return "folder" if next(pictures, None) else None
    if not path.is_file():
        return None
    if path.suffix.lower() in PICTURE_SUFFIXES and is_picture(path):
        return "picture"
    return "clip" if path.suffix.lower() in CLIP_SUFFIXES else None
