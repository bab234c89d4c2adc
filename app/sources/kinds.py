"""What kind of source something is, told without opening it."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Literal

from ..core.errors import UserError
from ..core.ports import SourceInfo
from ..store.recording_file import SUFFIX, is_recording
from .pictures import PICTURE_SUFFIXES, is_picture
from .registry import FILE_SCHEME, split_spec

SourceKind = Literal["demo", "camera", "folder", "picture", "clip", "recording"]

CLIP_SUFFIXES = frozenset(
    (
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".gif", ".png", ".apng", ".mpg", ".mpeg", ".ts",
        ".mts", ".m2ts", ".flv", ".wmv", ".asf", ".ogv", ".ivf", ".mxf",
    )
)  # fmt: skip
_BY_SCHEME: dict[str, SourceKind] = {"demo": "demo", "camera": "camera"}
_RECORDING: Literal["recording"] = "recording"


def kind_of(spec: str) -> SourceKind | None:
    """The kind of a SOURCE or a path; None for what is none: no such file, a model, a folder of other things.

    A header is read at most, so a clip that turns out to be damaged is a clip here.
    """
    try:
        scheme, rest = split_spec(spec)
    except UserError:
        return None
    if scheme == _RECORDING:
        return _RECORDING if is_recording(Path(rest)) else None
    if scheme != FILE_SCHEME:
        return _BY_SCHEME.get(scheme)
    try:
        return _kind_of_path(Path(rest).expanduser())
    except (OSError, ValueError, RuntimeError):  # too long, a null character, an unknown home
        return None


def kind_opened(spec: str, info: SourceInfo | None) -> SourceKind | None:
    """The same of what is open, without looking at a disk; None where it is not known yet."""
    scheme, colon, _ = spec.partition(":")
    if colon and scheme in _BY_SCHEME:
        return _BY_SCHEME[scheme]
    if (colon and scheme == _RECORDING) or PurePath(spec).suffix.lower() == SUFFIX:
        return _RECORDING
    if info is None:
        return None
    if not info.still:
        return "clip"
    return "picture" if PurePath(spec).suffix.lower() in PICTURE_SUFFIXES else "folder"


def lasting(spec: str) -> str:
    """A SOURCE that means the same wherever the program is started next time: paths become absolute."""
    try:
        scheme, rest = split_spec(spec)
        if scheme in (FILE_SCHEME, _RECORDING):  # what is in a file says that it is a recording
            return str(Path(rest).expanduser().absolute())
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
    if path.suffix.lower() in CLIP_SUFFIXES:
        return "clip"
    return _RECORDING if is_recording(path) else None
