"""Clips with exactly known motion: `make(spec, seed)`; `write_clip` and `read_clip` keep them on disk."""

from __future__ import annotations

from .clip import Clip, make
from .files import StoredClip, read_clip, write_clip
from .motions import MOTIONS
from .spec import ClipSpec
from .truth import FrameTruth, Truth

__all__ = [
    "MOTIONS",
    "Clip",
    "ClipSpec",
    "FrameTruth",
    "StoredClip",
    "Truth",
    "make",
    "read_clip",
    "write_clip",
]
