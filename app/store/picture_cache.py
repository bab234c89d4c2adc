"""Pictures that can be made again, kept on disk by a key that names everything they were made from."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .places import cache_folder

Pixels = NDArray[np.uint8]

# Each has some 20 kB: a catalogue of hundreds of products in all their shades.
_MOST_FILES = 2000


class PictureCache:
    """`<cache folder>/NAME/KEY.png`. Whatever goes wrong with a file costs that one picture's making again.

    Used in one thread; several programs may share the folder.
    """

    def __init__(self, name: str, *, most_files: int = _MOST_FILES) -> None:
        self._name = name
        self._most_files = most_files

    @property
    def folder(self) -> Path:
        return cache_folder() / self._name

    def get(self, key: str) -> Pixels | None:
        """The picture (h, w, 3) of that key; None where there is none, or none that can be read."""
        file = self._file(key)
        try:
            with Image.open(file, formats=("PNG",)) as image:
                pixels = np.asarray(image.convert("RGB"))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None  # missing, cut off or damaged: it is made again
        with suppress(OSError):
            os.utime(file)  # what is looked at is pruned last
        return pixels

    def put(self, key: str, pixels: Pixels) -> None:
        """Keep a picture, in one piece; where the folder cannot be written, nothing is kept."""
        file = self._file(key)
        partial = file.with_name(f".{key}.{os.getpid()}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).save(partial, "PNG")
            os.replace(partial, file)
        except OSError:
            with suppress(OSError):
                partial.unlink()

    def prune(self) -> None:
        """Delete what has not been looked at for longest, until no more than allowed are left."""
        try:
            files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(self.folder)]
        except OSError:
            return
        for _, path in sorted(files)[: max(0, len(files) - self._most_files)]:
            with suppress(OSError):
                os.unlink(path)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.png"
