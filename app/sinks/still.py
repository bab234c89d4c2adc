"""Pictures as results: one file, or a numbered file for each frame. Each appears whole or not at all."""

from __future__ import annotations

import io
import struct
from functools import cache
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from ..core.errors import UserError, reason_of
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
    kind = _format_of(path)
    with replacing(path) as file:
        try:
            _encode(rgb, kind, file)
        except ValueError as problem:  # a picture larger than the format knows
            raise UserError(f"{path} cannot be written: {reason_of(problem)}.") from None


def check_still(path: Path) -> None:
    """Raises UserError, before any work, when `save_still` could not write there."""
    _format_of(path)
    check_writable(path)


def _format_of(path: Path) -> str:
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise UserError(f"{path} has an ending that cannot be written; use one of {', '.join(_FORMATS)}.")
    return kind


def png_bytes(rgb: NDArray[np.uint8]) -> bytes:
    """A PNG file's content, for a clipboard."""
    file = io.BytesIO()
    _encode(rgb, "PNG", file)
    return file.getvalue()


def _encode(rgb: NDArray[np.uint8], kind: str, file: IO[bytes]) -> None:
    """Says of the colours that they are sRGB, and nothing else of anybody."""
    tags: dict[str, Any] = {"icc_profile": _srgb_profile()}
    if kind == "PNG":
        info = PngInfo()
        info.add(b"sRGB", b"\x00")  # perceptual (PNG, 11.3.2.5); readers need no profile then
        tags = {"pnginfo": info}
    Image.fromarray(np.ascontiguousarray(rgb)).save(file, kind, **_SETTINGS[kind], **tags)


@cache
def _srgb_profile() -> bytes:
    """The ICC profile of sRGB (600 bytes), the same in every file: without the moment of its making."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)  # dateTimeNumber (ICC.1:2022, 7.2)
    return bytes(profile)


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
