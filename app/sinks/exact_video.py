"""Videos that decode to exactly what was written, at exactly the times given: material to measure with."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError, reason_of
from .files import check_writable, replacing

_MS = Fraction(1, 1000)  # what Matroska counts in
_NS_PER_MS = 1_000_000


class ExactVideo:
    """Writes a Matroska file, as a context manager: it is there whole when the block ends well, or not
    at all.

    Every frame comes either as pixels, kept without loss (FFV1), or as the JPEG of a camera, kept as it is.
    Times are whole milliseconds. Raises UserError.
    """

    def __init__(self, path: Path, *, size: tuple[int, int], frame_rate: float) -> None:
        check_writable(path)
        self._path, self._size = path, size
        self._rate = Fraction(frame_rate).limit_denominator(1001)
        self._file = replacing(path)
        self._container: Any = None
        self._stream: Any = None

    def __enter__(self) -> ExactVideo:
        self._container = av.open(self._file.__enter__(), "w", format="matroska")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and self._stream is not None and self._stream.codec_context.name == "ffv1":
                for packet in self._stream.encode(None):
                    self._container.mux(packet)
            self._container.close()
        except (av.FFmpegError, OSError) as problem:
            error = UserError(f"{self._path} cannot be written: {reason_of(problem)}.")
            self._file.__exit__(type(error), error, None)
            raise error from None
        self._file.__exit__(kind, error, trace)

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None:
        """Pixels (height, width, 3)."""
        self._open("ffv1", "bgr0")
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
        picture.pts, picture.time_base = t_ns // _NS_PER_MS, _MS
        for packet in self._stream.encode(picture):
            self._mux(packet)

    def write_jpeg(self, jpeg: bytes, *, t_ns: int) -> None:
        """A JPEG with colours halved across (4:2:2)."""
        self._open("mjpeg", "yuvj422p")
        packet = av.Packet(jpeg)
        packet.stream, packet.time_base, packet.is_keyframe = self._stream, _MS, True
        packet.pts = packet.dts = t_ns // _NS_PER_MS
        self._mux(packet)

    def _open(self, codec: str, pixels: str) -> None:
        if self._stream is not None:
            return
        self._stream = self._container.add_stream(codec, rate=self._rate)
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = pixels
        self._stream.time_base = self._stream.codec_context.time_base = _MS

    def _mux(self, packet: Any) -> None:
        try:
            self._container.mux(packet)
        except (av.FFmpegError, OSError) as problem:
            raise UserError(f"{self._path} cannot be written: {reason_of(problem)}.") from None
