"""The file of a recording: a row of checked chunks that can be added to until the last moment.

A recording is the first line below and then chunks: a name of four letters, the payload's length (64 bits,
little-endian), the CRC-32 of name, length and payload (32 bits), the payload. A payload is the length of a
JSON text (32 bits), that text, and the bytes of the arrays which the text names. Nothing in it is ever run or
unpickled, and nothing is larger in memory than in the file.

    HEAD  once: what was recorded and how
    DOCU  a Document; the frames after it were made with it
    FRAM  one frame: its time, its camera, what was seen of it, the digest of what was made of it
    PICT  the compressed picture of the frame before it
    DONE  at the end: how many frames, and what was left out; missing where recording was cut short
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError, reason_of

SUFFIX = ".lookglass"
RECORDING_VERSION = 1
MAGIC = b"\x89Lookglass recording\r\n\x1a\n"
_HEADER = struct.Struct("<4sQI")
_LENGTH = struct.Struct("<I")
# A frame's landmarks and flow are some tens of kilobytes, a picture at most a few megabytes.
_LARGEST_CHUNK = 64 << 20
_LARGEST_TEXT = 4 << 20
# Ten hours at thirty frames a second; a file of nothing but empty chunks must not fill the memory.
_MOST_CHUNKS = 2_200_000
_DTYPES = MappingProxyType(
    {name: np.dtype(name) for name in ("<f4", "<f8", "<i4", "<i8", "|u1", "|b1", "<u2", "<u4")}
)
_MOST_DIMENSIONS = 4
KINDS = ("HEAD", "DOCU", "FRAM", "PICT", "DONE")

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Where a chunk's payload lies in its file."""

    kind: str
    offset: int
    size: int
    crc: int


class ChunkWriter:
    """Adds chunks to a new file, each at once: what was written survives the end of the program.

    Raises UserError where the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.bytes = 0
        try:
            # Unbuffered: a chunk is with the system when `add` comes back.
            self._file: IO[bytes] = open(path, "wb", buffering=0)  # noqa: SIM115
        except OSError as problem:
            raise self._trouble(problem) from None
        self._put(MAGIC)

    def add(
        self, kind: str, head: Mapping[str, Any], arrays: Arrays | None = None, blob: bytes = b""
    ) -> None:
        """One chunk; `blob` stands behind the arrays and is found again as the rest of the payload."""
        self._put(packed(kind, head, arrays or {}, blob))

    def add_all(self, chunks: bytes) -> None:
        """Chunks that `packed` made, in one piece: all of them or the beginning of them are in the file."""
        self._put(chunks)

    def sync(self) -> None:
        """What was written so far reaches the disk itself, so that it outlives a power cut, too."""
        try:
            os.fsync(self._file.fileno())
        except OSError as problem:
            raise self._trouble(problem) from None

    def close(self) -> None:
        try:
            self._file.close()
        except OSError as problem:
            raise self._trouble(problem) from None

    def _put(self, content: bytes) -> None:
        rest = memoryview(content)
        try:
            while rest:
                written = self._file.write(rest)
                rest = rest[written:]
                self.bytes += written
        except OSError as problem:
            raise self._trouble(problem) from None

    def _trouble(self, problem: OSError) -> UserError:
        kept = "; what was recorded before that is kept" if self.bytes > len(MAGIC) else ""
        return UserError(f"{self._path} cannot be written: {reason_of(problem)}{kept}.")


def packed(kind: str, head: Mapping[str, Any], arrays: Arrays | None = None, blob: bytes = b"") -> bytes:
    """One chunk as bytes."""
    content: list[bytes] = []
    declared = {}
    for name, array in (arrays or {}).items():
        dtype = array.dtype.newbyteorder("<").str
        if dtype not in _DTYPES:
            raise ValueError(f"{name}: arrays of {array.dtype} are not recorded")
        declared[name] = [dtype, list(array.shape)]
        content.append(np.ascontiguousarray(array, dtype).tobytes())
    text = json.dumps({**head, "arrays": declared} if declared else dict(head), allow_nan=False).encode()
    payload = b"".join([_LENGTH.pack(len(text)), text, *content, blob])
    code = kind.encode()
    return _HEADER.pack(code, len(payload), _crc(code, payload)) + payload


def is_recording(path: Path) -> bool:
    """Whether a file begins as a recording does."""
    try:
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False


class ChunkReader:
    """The chunks of a file. `torn` says that the last one is unfinished: the writer was cut short.

    Raises UserError, in one sentence, for a file that cannot be read, is none of ours or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file: IO[bytes] = open(path, "rb")  # noqa: SIM115
        except FileNotFoundError:
            raise UserError(f"{path} does not exist.") from None
        except (OSError, ValueError) as problem:
            raise UserError(f"{path} cannot be read: {reason_of(problem)}.") from None
        try:
            self.chunks, self.torn = self._scan()
        except OSError as problem:
            self.close()
            raise UserError(f"{path} cannot be read: {reason_of(problem)}.") from None
        except UserError:
            self.close()
            raise

    def close(self) -> None:
        self._file.close()

    def head(self, chunk: Chunk) -> dict[str, Any]:
        """The JSON object of a chunk, its checksum checked. Raises UserError for what is damaged."""
        return self._unpacked(self._payload(chunk))[0]

    def read(self, chunk: Chunk) -> tuple[dict[str, Any], dict[str, NDArray[Any]], bytes]:
        """Head, arrays (read-only) and the rest of a payload. Raises UserError for what is damaged."""
        payload = self._payload(chunk)
        head, at = self._unpacked(payload)
        arrays = {}
        try:
            for name, (dtype, shape) in head.pop("arrays", {}).items():
                arrays[name], at = _array(payload, at, dtype, shape)
        except (ValueError, TypeError, AttributeError) as problem:
            raise self.damaged(reason_of(problem)) from None
        return head, arrays, payload[at:]

    def _unpacked(self, payload: bytes) -> tuple[dict[str, Any], int]:
        """The JSON object, and where what follows it begins."""
        try:
            (length,) = _LENGTH.unpack_from(payload)
            if length > min(_LARGEST_TEXT, len(payload) - _LENGTH.size):
                raise ValueError("a text is longer than its chunk")
            at = _LENGTH.size + length
            head = json.loads(payload[_LENGTH.size : at].decode(), parse_constant=_no_constant)
        except (ValueError, struct.error, RecursionError) as problem:
            raise self.damaged(reason_of(problem)) from None
        if not isinstance(head, dict):
            raise self.damaged("expected a JSON object")
        return head, at

    def damaged(self, why: str) -> UserError:
        return UserError(f"{self.path} is damaged: {why}.")

    def _scan(self) -> tuple[list[Chunk], bool]:
        length = os.fstat(self._file.fileno()).st_size
        if self._file.read(len(MAGIC)) != MAGIC:
            raise UserError(f"{self.path} is not a recording of Lookglass.")
        chunks: list[Chunk] = []
        at = len(MAGIC)
        while at < length:
            self._file.seek(at)
            header = self._file.read(_HEADER.size)
            if len(header) < _HEADER.size:
                return chunks, True
            name, size, crc = _HEADER.unpack(header)
            kind = name.decode("ascii", "replace")
            if kind not in KINDS or size > _LARGEST_CHUNK:
                raise self.damaged(f"there is no chunk at byte {at}")
            at += _HEADER.size
            if at + size > length:
                return chunks, True
            if len(chunks) >= _MOST_CHUNKS:
                raise UserError(f"{self.path} is too long a recording to be read.")
            chunks.append(Chunk(kind, at, size, crc))
            at += size
        return chunks, False

    def _payload(self, chunk: Chunk) -> bytes:
        try:
            self._file.seek(chunk.offset)
            payload = self._file.read(chunk.size)
        except (OSError, ValueError) as problem:
            raise UserError(f"{self.path} cannot be read: {reason_of(problem)}.") from None
        if len(payload) < chunk.size or _crc(chunk.kind.encode(), payload) != chunk.crc:
            raise self.damaged(f"the checksum of what lies at byte {chunk.offset} is wrong")
        return payload


def _crc(name: bytes, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(name + len(payload).to_bytes(8, "little")))


def _array(payload: bytes, at: int, dtype: str, shape: list[int]) -> tuple[NDArray[Any], int]:
    """The array at `at` (read-only), and where the next begins. Raises ValueError."""
    if dtype not in _DTYPES or len(shape) > _MOST_DIMENSIONS:
        raise ValueError(f"there are no arrays of {dtype}")
    if not all(type(size) is int and 0 <= size <= len(payload) for size in shape):
        raise ValueError("an array has no size")
    count = int(np.prod(shape, dtype=object)) if shape else 1
    if count * _DTYPES[dtype].itemsize > len(payload) - at:
        raise ValueError("an array is larger than its chunk")
    # Copied to where arrays usually lie: numpy may add up numbers at odd places in another order.
    array = np.frombuffer(payload, _DTYPES[dtype], count, at).reshape(shape).copy()
    array.flags.writeable = False
    return array, at + array.nbytes


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")
