"""The fragments of an MP4 file: where the last whole one ends, so that a torn one can be cut off."""

from __future__ import annotations

import os
from pathlib import Path

_HEADER, _LARGE_HEADER = 8, 16


def cut_torn_end(path: Path) -> bool:
    """Take away what a full disk left unfinished, so that no player stumbles over it; False if all of it is.

    An MP4 file is a row of boxes, each a size (32 bits, or 1 and then 64), a name of four letters, a content
    (ISO/IEC 14496-12, 4.2). A fragment is a "moof" and the "mdat" after it.
    """
    length, at, whole, described = os.path.getsize(path), 0, 0, False
    with open(path, "rb") as file:
        while at + _HEADER <= length:
            file.seek(at)
            header = file.read(_LARGE_HEADER)
            size, name = int.from_bytes(header[:4], "big"), header[4:8]
            if size == 1:
                size = int.from_bytes(header[8:16], "big")
            if size < _HEADER or at + size > length:
                break
            at += size
            if name == b"mdat" and described:
                whole = at
            described = name == b"moof"
    if 0 < whole < length:
        os.truncate(path, whole)
    return whole > 0
