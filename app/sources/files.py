"""Paths as sources, told apart by what is in them: folders, pictures, videos, recordings."""

from __future__ import annotations

import os
from pathlib import Path

from ..core.errors import UserError, reason_of
from ..core.ports import Source
from ..store.recording_file import is_recording
from .images import FolderSource, PictureSource
from .pictures import is_picture
from .recording import RecordingSource
from .registry import FILE_SCHEME, OpenOptions, source
from .video import VideoSource


@source(FILE_SCHEME)
def open_path(rest: str, options: OpenOptions) -> Source:
    """A folder of pictures, a picture, a video or a recording. Raises UserError naming the path."""
    path = Path(rest).expanduser()
    try:
        mode = path.stat()
    except FileNotFoundError:
        raise UserError(f"{rest} does not exist.") from None
    except (OSError, ValueError) as problem:
        raise UserError(f"{rest} cannot be opened: {reason_of(problem)}.") from None
    if path.is_dir():
        return FolderSource(path, loop=options.loop)
    if not path.is_file():
        raise UserError(f"{rest} is neither a file nor a folder.")
    if mode.st_size == 0:
        raise UserError(f"{rest} is empty.")
    if not os.access(path, os.R_OK):
        raise UserError(f"{rest} may not be read: permission denied.")
    if is_recording(path):
        return RecordingSource(path, loop=options.loop)
    if is_picture(path):
        return PictureSource(path)
    return VideoSource(path, loop=options.loop)
