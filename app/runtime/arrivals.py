"""What can be done with a file that was dropped or chosen, told from its name and header."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..sources.kinds import kind_of
from ..stages import register_all
from ..stages.compose import fitters
from ..store.model_files import model_in_folder
from ..store.pattern_file import is_pattern
from ..store.product_file import MODEL_SUFFIXES

Use = Literal["model", "pattern", "clip", "picture", "folder", "recording", "nothing"]
# What is worn; the rest is opened.
WORN: tuple[Use, ...] = ("model", "pattern")


There = Literal["file", "folder", "gone"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """`path` is what is worn or opened: for a folder about one model, the model in it. `there` is what lies
    at the path."""

    use: Use
    path: Path
    there: There = "file"


def judge(path: Path) -> Arrival:
    """What a path is for. Nothing but a header is read, so a damaged file may turn out to be of no use.

    Not for the window's thread: a disk may sleep and a network drive hang.
    """
    if path.suffix.lower() in MODEL_SUFFIXES:
        return Arrival("model", path)
    if os.path.isdir(path) and (model := model_in_folder(path)) is not None:
        return Arrival("model", model)
    register_all()
    if "pattern" in fitters() and is_pattern(path):
        return Arrival("pattern", path)
    match kind_of(str(path)):
        case "clip" | "picture" | "recording" as kind:
            return Arrival(kind, path)
        case "folder":
            return Arrival("folder", path, "folder")
    return Arrival("nothing", path, _what_is_there(path))


def _what_is_there(path: Path) -> There:
    if os.path.isdir(path):
        return "folder"
    return "file" if os.path.exists(path) else "gone"
