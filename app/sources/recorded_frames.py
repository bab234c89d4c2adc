"""The frames of a recording: decoded from its own pictures, or read from the file that it refers to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from ..core.errors import UserError, reason_of
from ..core.frame import Frame
from ..core.missing import Missing
from ..store.recordings import FrameRow, RecordingFile, Reference
from .registry import open_source

_READ_AT_ONCE = 1 << 20


class RecordedFrames:
    """Reads pictures of an opened recording; use it from one thread.

    Raises UserError where the file that it refers to is not there, or is another one by now.
    """

    def __init__(self, file: RecordingFile) -> None:
        self._file = file
        self._clip = find_clip(file) if file.head.reference is not None else None

    def frames(self, first: int = 0) -> Iterator[tuple[int, Frame]]:
        """(row, frame) from row `first` on, with the times of the recording; rows without a picture, or with
        the time of the one before, are left out."""
        pictures = self._embedded(first) if self._clip is None else self._referred(first)
        for number, rgb in pictures:
            row = self._file.rows[number]
            if rgb.shape[:2] != (row.camera.height, row.camera.width):
                raise self._file.damaged(f"the picture of frame {number} has another size")
            yield number, Frame(row.epoch, row.t_ns, row.index, rgb, row.camera)

    def key_before(self, row: int) -> int:
        """The row from which on one must decode to see this one."""
        if self._clip is not None:
            return 0
        while row > 0 and not (self._file.rows[row].is_key and self._file.rows[row].picture):
            row -= 1
        return row

    def _embedded(self, first: int) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        rows = self._file.rows
        decoder: _Decoder | None = None
        for number in range(self.key_before(first), len(rows)):
            row = rows[number]
            if row.picture is None:
                continue
            if row.is_key and (decoder is None or not decoder.fits(row)):
                decoder = _Decoder(self._file.head.codec, row)
            if decoder is None:
                raise self._file.damaged(f"frame {number} cannot be seen without those before it")
            try:
                rgb = decoder.decode(self._file.picture(row))
            except (av.FFmpegError, OSError, ValueError, MemoryError) as problem:
                raise self._file.damaged(f"the picture of frame {number}: {reason_of(problem)}") from None
            if number >= first:
                yield number, rgb

    def _referred(self, first: int) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        """The clip's frames by their index."""
        rows = self._file.rows
        by_index = {row.index: number for number, row in reversed(list(enumerate(rows)))}
        with closing(open_source(str(self._clip))) as clip:
            while (frame := clip.read()) is not None:
                number = None if isinstance(frame, Missing) else by_index.get(frame.index)
                if isinstance(frame, Frame) and number is not None and number >= first:
                    yield number, frame.rgb


class _Decoder:
    """Pictures of one size, one packet in and one picture out."""

    def __init__(self, codec: str, row: FrameRow) -> None:
        if codec not in ("h264", "mpeg4"):
            raise UserError(f"Pictures compressed as {codec!r} cannot be read.")
        self._width, self._height = row.camera.width, row.camera.height
        even = (self._width + 1) * (self._height + 1) + 64 * (self._width + self._height)
        self._context: Any = av.CodecContext.create(codec, "r")
        # A picture that claims to be larger than its frame is not unpacked.
        self._context.options = {"max_pixels": str(even + 4096)}
        self._context.thread_count = 1
        self._scaler = VideoReformatter()

    def fits(self, row: FrameRow) -> bool:
        return (self._width, self._height) == (row.camera.width, row.camera.height)

    def decode(self, packet: bytes) -> NDArray[np.uint8]:
        """(height, width, 3). Raises FFmpegError, ValueError."""
        pictures = self._context.decode(av.Packet(packet))
        if len(pictures) != 1:
            raise ValueError("it is not whole")
        converted = self._scaler.reformat(
            pictures[0],
            format="rgb24",
            src_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation=Interpolation.BILINEAR,
            threads=1,
        )
        rgb = np.asarray(converted.to_ndarray(), np.uint8)[: self._height, : self._width]
        return np.ascontiguousarray(rgb)


def find_clip(file: RecordingFile) -> Path:
    """Where the file that a recording refers to lies now: beside the recording, or where it lay before.

    Raises UserError where there is none of that name, or another one is there instead.
    """
    reference = file.head.reference
    assert reference is not None
    former = Path(reference.path)
    places = dict.fromkeys((file.path.parent / former.name, former))
    there = [place for place in places if place.is_file()]
    for place in there:
        if matches(reference, place):
            return place
    if there:
        raise UserError(f"{there[0]} is not the file any more that {file.path} was made from.")
    raise UserError(
        f"{file.path} refers to {former.name}, which is neither beside it nor where it was ({former.parent})."
    )


def reference_to(path: Path) -> Reference:
    """How a recording refers to a file. Raises UserError where that cannot be read."""
    try:
        absolute = path.expanduser().absolute()
        return Reference(path=str(absolute), bytes=absolute.stat().st_size, sha256=_sha256(absolute))
    except (OSError, RuntimeError) as problem:
        raise UserError(f"{path} cannot be read: {reason_of(problem)}.") from None


def matches(reference: Reference, path: Path) -> bool:
    """Whether it is the very file."""
    try:
        return path.stat().st_size == reference.bytes and _sha256(path) == reference.sha256
    except OSError:
        return False


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(_READ_AT_ONCE):
            digest.update(block)
    return digest.hexdigest()
