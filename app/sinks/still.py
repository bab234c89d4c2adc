"""Pictures as results: one file, or a numbered file for each frame. Each appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..core.ports import Sink
from .files import check_writable, replacing
from .registry import OutputOptions, sink

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
# PNG level 3 takes a third of the time of level 6 for a few percent of size; JPEG and WebP visually lossless,
# JPEG without halving the colour resolution, which would blur the edge of a lip.
_SETTINGS: dict[str, dict[str, int]] = {
    "PNG": {"compress_level": 3},
    "JPEG": {"quality": 95, "subsampling": 0},
    "WEBP": {"quality": 95, "method": 4},
}


def save_still(path: Path, rgb: NDArray[np.uint8]) -> None:
    """Writes (height, width, 3) uint8 sRGB by the ending of `path`. Raises UserError."""
    kind = _FORMATS[path.suffix.lower()]
    with replacing(path) as file:
        Image.fromarray(np.ascontiguousarray(rgb)).save(file, kind, **_SETTINGS[kind])


class StillSink:
    """Pictures to files. `numbered`: OUT-0001.png and so on, else the last one written is OUT.png."""

    def __init__(self, path: Path, *, numbered: bool) -> None:
        self._path = path
        self._numbered = numbered
        self._count = 0
        check_writable(self._path_of(1))

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files written so far."""
        if not self._numbered:
            return (self._path,) if self._count else ()
        return tuple(self._path_of(number) for number in range(1, self._count + 1))

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None:
        save_still(self._path_of(self._count + 1), rgb)
        self._count += 1

    def close(self) -> None:
        """Nothing is left to do: each file was finished when it was written."""

    def _path_of(self, number: int) -> Path:
        if not self._numbered:
            return self._path
        return self._path.with_name(f"{self._path.stem}-{number:04d}{self._path.suffix}")


@sink(*_FORMATS)
def open_still(path: Path, options: OutputOptions) -> Sink:
    return StillSink(path, numbered=options.frame_count != 1)
