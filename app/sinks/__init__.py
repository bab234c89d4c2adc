"""Where results go: video files, stills, track files."""

from __future__ import annotations

from . import still, video  # noqa: F401  (they register themselves)
from .behind import BehindSink
from .registry import endings, open_sink, sink
from .track_file import TrackWriter

__all__ = ["BehindSink", "TrackWriter", "endings", "open_sink", "sink"]
