"""Recordings: what was seen of every frame, with what it was made, and the frames themselves.

Opening one reads its rows; what was seen and the pictures are read when they are asked for. The raw answers
belong to the original frames. Embedded pictures are compressed, so a face found in them again is found
elsewhere by a fraction of a pixel.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, overload

import numpy as np

from .. import __version__
from ..core.camera import Intrinsics
from ..core.document import Document, Snapshot
from ..core.frame import Frame
from ..runtime.pipeline import FrameResult, Seen
from ..runtime.resolve_usable import resolve_usable
from ..sinks.recording import PictureEncoder
from ..sources.recorded_frames import RecordedFrames
from ..stages import register_all
from ..store.document_file import document_as_json
from ..store.products import Catalogue, load_catalogue
from ..store.recording_file import RECORDING_VERSION, ChunkWriter, packed
from ..store.recordings import FrameRow, RecordingFile, Reference
from .digest import Digester, digest_of
from .seen_file import plain_from_seen, seen_from_plain

# What the figures may depend on.
_LIBRARIES = ("numpy", "opencv-python", "onnxruntime", "onnxruntime-gpu", "mediapipe", "av")


class SeenRows(Sequence[Seen]):
    """What was seen of each frame, read when asked for. Raises UserError for what is damaged."""

    def __init__(self, file: RecordingFile) -> None:
        self._file = file

    def __len__(self) -> int:
        return len(self._file.rows)

    @overload
    def __getitem__(self, index: int) -> Seen: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Seen, ...]: ...
    def __getitem__(self, index: int | slice) -> Seen | tuple[Seen, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        row = self._file.rows[index]
        plain, arrays = self._file.seen(row)
        try:
            return seen_from_plain(plain, arrays, t_ns=row.t_ns, epoch=row.epoch)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as problem:
            raise self._file.damaged(f"what was seen of frame {index} ({problem})") from None


class Recording:
    """An opened recording; `close` it. Use it from one thread at a time.

    `documents` are those that it was made with, in order; `document` is the first. `digest` is that of all
    outputs as they were when it was recorded. `notices` says in whole sentences what is to be known of it.
    """

    def __init__(self, path: Path) -> None:
        register_all()
        self._file = RecordingFile(path)
        self._catalogue: Catalogue | None = None
        self.path = path
        self.rows: Sequence[FrameRow] = self._file.rows
        self.seen = SeenRows(self._file)
        self.documents: tuple[Document, ...] = tuple(self._file.documents)
        self.document = self.documents[0]
        self.notices: tuple[str, ...] = tuple(self._file.notices)
        self.complete = self._file.complete
        self.left_out = self._file.left_out
        self.still = self._file.head.still
        self.frame_rate = self._file.head.frame_rate
        self.made_with: Mapping[str, str] = self._file.head.versions
        self.began = self._file.head.began
        self.source = self._file.head.source

    def __len__(self) -> int:
        return len(self.rows)

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def is_reference(self) -> bool:
        """Whether its frames are the original ones, in a file beside it."""
        return self._file.head.reference is not None

    @property
    def t_ns(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """(n,) the time of every frame within its epoch."""
        return np.array([row.t_ns for row in self.rows], np.int64)

    @property
    def epoch(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """(n,) the epoch of every frame."""
        return np.array([row.epoch for row in self.rows], np.int64)

    @property
    def duration_ns(self) -> int:
        """How long all epochs last together."""
        rows = self.rows
        return sum(b.t_ns - a.t_ns for a, b in zip(rows, rows[1:], strict=False) if a.epoch == b.epoch)

    @property
    def digest(self) -> str:
        """Over all stage outputs of all frames as they were recorded."""
        digester = Digester()
        for row in self.rows:
            digester.add(row.digest)
        return digester.hexdigest

    def frames(self, first: int = 0) -> Iterator[Frame]:
        """The pictures from row `first` on, in order. Rows without a picture are left out: see `numbered`.

        Raises UserError where the file that it refers to is not found, or for a damaged picture.
        """
        return (frame for _, frame in self.numbered(first))

    def numbered(self, first: int = 0) -> Iterator[tuple[int, Frame]]:
        """(row, frame) as in `frames`."""
        return RecordedFrames(self._file).frames(first)

    def frame(self, row: int) -> Frame | None:
        """The picture of one row, or the last before it; None where there is none. Decodes two seconds."""
        shown: Frame | None = None
        reader = RecordedFrames(self._file)
        for number, frame in reader.frames(reader.key_before(row)):
            if number > row:
                break
            shown = frame
            if number == row:
                break
        return shown

    def blank(self, row: int) -> Frame:
        """A row's frame without its picture, which is black: all that the stages after vision need."""
        return _blank(self.rows[row])

    def snapshot_for(
        self, document: Document | None = None, *, catalogue: Catalogue | None = None
    ) -> Snapshot:
        """A Document (the first of the recording unless given) resolved for `replay`.

        What cannot be worn here is left out with a sentence in the Snapshot's notices. Raises UserError for
        everything else that does not fit.
        """
        if catalogue is None:
            catalogue = self._catalogue = self._catalogue or load_catalogue()
        document = self.document if document is None else document
        return resolve_usable(document, catalogue, generation=0)


def open_recording(path: str | Path) -> Recording:
    """Opens a recording. Raises UserError, in one sentence, for what is none or cannot be read."""
    return Recording(Path(path).expanduser())


@dataclass(frozen=True, slots=True)
class About:
    """What is known before the first frame. `reference` instead of embedded pictures where it is given."""

    source: str
    still: bool = False
    frame_rate: float | None = None
    reference: Reference | None = None


class RecordingWriter:
    """Writes a recording frame by frame; every frame is whole in the file when `add` comes back.

    The file is made at the first frame, so that a failure before it leaves an older one of that name alone.
    Raises UserError where it cannot be written; what was written until then can be read.
    """

    def __init__(self, path: Path, about: About) -> None:
        self._encoder = None if about.reference is not None else PictureEncoder()
        self._path, self._about = path, about
        self._chunks: ChunkWriter | None = None
        self._digester = Digester()
        self._document: Document | None = None
        self._last: tuple[int, int] | None = None
        self.frames = 0
        self.left_out = 0

    @property
    def bytes(self) -> int:
        return self._chunks.bytes if self._chunks is not None else 0

    @property
    def digest(self) -> str:
        """Over all frames so far."""
        return self._digester.hexdigest

    def add(self, result: FrameResult, document: Document, *, with_picture: bool = True) -> None:
        """One frame as it was made with `document`. Without its picture it can be replayed, but not shown."""
        if result.seen is None:
            raise ValueError("result: nothing has looked at it")
        if self._chunks is None:
            self._chunks = ChunkWriter(self._path)
            self._chunks.add("HEAD", _head(self._about, self._encoder.codec if self._encoder else ""))
        if document != self._document:
            self._chunks.add("DOCU", document_as_json(document))
            self._document = document
        frame = result.frame
        digest = digest_of(result)
        picture, is_key = b"", False
        repeats = self._last == (frame.epoch, frame.t_ns)
        if self._encoder is not None and not repeats:
            if with_picture:
                picture, is_key = self._encoder.encode(frame.rgb, t_ns=frame.t_ns, epoch=frame.epoch)
            else:
                self.left_out += 1
        plain, arrays = plain_from_seen(result.seen)
        head = {
            "t_ns": frame.t_ns,
            "epoch": frame.epoch,
            "index": frame.index,
            "size": [frame.width, frame.height],
            "lens": [float(value) for value in astuple(frame.camera)[2:]],
            "key": is_key,
            "digest": digest,
            "seen": plain,
        }
        chunks = packed("FRAM", head, arrays)
        if picture:
            chunks += packed("PICT", {}, blob=picture)
        self._chunks.add_all(chunks)
        self._digester.add(digest)
        self._last = (frame.epoch, frame.t_ns)
        self.frames += 1

    def sync(self) -> None:
        """To the disk with it, so that it outlives a power cut."""
        if self._chunks is not None:
            self._chunks.sync()

    def close(self, *, whole: bool = True) -> None:
        """Finishes the file; without any frame there is none. Not `whole` leaves it as one cut short."""
        if self._chunks is None:
            return
        if whole:
            self._chunks.add("DONE", {"frames": self.frames, "left_out": self.left_out})
        self._chunks.close()


def _head(about: About, codec: str) -> dict[str, Any]:
    return {
        "lookglass": "recording",
        "version": RECORDING_VERSION,
        "made_with": __version__,
        "source": about.source,
        "frames": "embedded" if about.reference is None else "reference",
        "codec": codec,
        "reference": about.reference.model_dump() if about.reference is not None else None,
        "still": about.still,
        "frame_rate": about.frame_rate if about.frame_rate and about.frame_rate <= 10_000.0 else None,
        "began": datetime.now().astimezone().isoformat(timespec="seconds"),
        "versions": dict(_versions()),
    }


@cache
def _versions() -> Mapping[str, str]:
    """What the outputs may depend on, down to their last bit."""
    found = {"lookglass": __version__, "python": platform.python_version(), "machine": platform.machine()}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@cache
def _black(width: int, height: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.zeros((height, width, 3), np.uint8)


def _blank(row: FrameRow) -> Frame:
    camera: Intrinsics = row.camera
    return Frame(row.epoch, row.t_ns, row.index, _black(camera.width, camera.height), camera)
