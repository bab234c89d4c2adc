"""Where frames come from: cameras, videos, pictures and folders; `open_source` understands SOURCE.

Importing the package registers every kind that lies in it. The heavy libraries (cv2) are imported when a
source that needs them is opened.
"""

from __future__ import annotations

from . import camera, files, recording  # noqa: F401  (they register themselves)
from .kinds import SourceKind, kind_of, kind_opened, lasting
from .player import Player
from .registry import OpenOptions, open_source, source

__all__ = [
    "OpenOptions",
    "Player",
    "SourceKind",
    "kind_of",
    "kind_opened",
    "lasting",
    "open_source",
    "source",
]
