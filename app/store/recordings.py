"""What a recording holds, read and checked: its head, its Documents, and a row for each frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..core.camera import Intrinsics
from ..core.document import Document
from ..core.errors import UserError
from .document_file import document_from_json
from .recording_file import RECORDING_VERSION, Chunk, ChunkReader
from .words import problem_sentence

# 63 bits: what an int64 holds.
_MOST_NS = (1 << 63) - 1
_LONGEST_SIDE = 16_384
# As many as a picture file may have.
_MOST_PIXELS = 100_000_000


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)


class Reference(_File):
    """The file that a recording's frames are in: where it lay, how long it is, its SHA-256."""

    path: str
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Head(_File):
    """`frames` says where the pictures are, `codec` how embedded ones are compressed, `began` local time."""

    version: int = Field(ge=1)
    made_with: str
    source: str
    frames: Literal["embedded", "reference"]
    codec: Literal["h264", "mpeg4", ""] = ""
    reference: Reference | None = None
    still: bool = False
    frame_rate: float | None = Field(default=None, gt=0.0, le=10_000.0)
    began: str = ""
    versions: dict[str, str] = Field(default_factory=dict)


class _FrameHead(_File):
    t_ns: int = Field(ge=-_MOST_NS, le=_MOST_NS)
    epoch: int = Field(ge=0, le=_MOST_NS)
    index: int = Field(ge=0, le=_MOST_NS)
    size: Annotated[tuple[int, int], Field(strict=False)]
    lens: Annotated[tuple[float, float, float, float], Field(strict=False)]
    key: bool = False
    digest: str = Field(pattern="^[0-9a-f]{32}$")


class Done(_File):
    """How a recording ended: frames in it, and how many of them lack their picture."""

    frames: int = Field(ge=0)
    left_out: int = Field(ge=0)


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One frame: `document` is the index of the Document that it was made with, `digest` (32 hex digits) that
    of everything which was made of it. `picture` is None where it had to be left out, and where the
    frame `repeats` the one before (a source that stood still); `is_key` says that it can be decoded without
    those before it."""

    t_ns: int
    epoch: int
    index: int
    camera: Intrinsics
    document: int
    digest: str
    seen: Chunk
    picture: Chunk | None = None
    is_key: bool = False
    repeats: bool = False


T = TypeVar("T", bound=BaseModel)


class RecordingFile:
    """An opened recording; `close` it. Raises UserError, in one sentence, for anything but a recording.

    One that was cut short (`complete` is false) holds what came before; `notices` has a sentence about that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = ChunkReader(path)
        try:
            self._read()
        except BaseException:
            self._reader.close()
            raise

    def close(self) -> None:
        self._reader.close()

    def seen(self, row: FrameRow) -> tuple[Mapping[str, Any], Mapping[str, NDArray[Any]]]:
        """What was seen of a frame, as plain values and arrays. Raises UserError for what is damaged."""
        head, arrays, _ = self._reader.read(row.seen)
        return head.get("seen", {}), arrays

    def picture(self, row: FrameRow) -> bytes:
        """A frame's compressed picture; b"" where there is none. Raises UserError for what is damaged."""
        return b"" if row.picture is None else self._reader.read(row.picture)[2]

    def damaged(self, why: str) -> UserError:
        return self._reader.damaged(why)

    def _read(self) -> None:
        chunks = self._reader.chunks
        if not chunks or chunks[0].kind != "HEAD":
            raise self._reader.damaged("it ends before it has begun" if not chunks else "it has no head")
        self.head = self._head(chunks[0])
        self.documents: list[Document] = []
        self.rows: list[FrameRow] = []
        self.notices: list[str] = []
        done: Done | None = None
        for number, chunk in enumerate(chunks[1:], 1):
            if done is not None:
                raise self._reader.damaged("something follows its end")
            last = number == len(chunks) - 1
            match chunk.kind:
                case "DOCU":
                    self._add_document(chunk)
                case "FRAM":
                    self._add_frame(chunk)
                case "PICT":
                    self._add_picture(chunk)
                case "DONE" if last:
                    done = self._parsed(Done, self._reader.head(chunk))
                case _:
                    raise self._reader.damaged(f"a {chunk.kind} chunk is out of place")
        self._end(done)

    def _end(self, done: Done | None) -> None:
        if not self.rows:
            raise UserError(f"{self.path} holds no whole frame.")
        if done is not None and (done.frames != len(self.rows) or self._reader.torn):
            raise self._reader.damaged(f"it holds {len(self.rows)} of {done.frames} frames")
        self.complete = done is not None
        embedded = self.head.frames == "embedded"
        self.left_out = sum(embedded and r.picture is None and not r.repeats for r in self.rows)
        if not self.complete:
            self.notices.append(f"{self.path.name} was cut short; its {len(self.rows)} frames are whole.")

    def _head(self, chunk: Chunk) -> Head:
        content = self._reader.head(chunk)
        version = content.get("version")
        if isinstance(version, int) and version > RECORDING_VERSION:
            raise UserError(
                f"{self.path} was written by a newer Lookglass (version {version} of its format; this one "
                f"reads up to {RECORDING_VERSION})."
            )
        head = self._parsed(Head, content)
        if (head.frames == "reference") != (head.reference is not None):
            raise self._reader.damaged("it does not say where its frames are")
        return head

    def _add_document(self, chunk: Chunk) -> None:
        document, notices = document_from_json(self._reader.head(chunk), where=str(self.path))
        self.documents.append(document)
        self.notices += [notice for notice in notices if notice not in self.notices]

    def _add_frame(self, chunk: Chunk) -> None:
        frame = self._parsed(_FrameHead, self._reader.head(chunk))
        width, height = frame.size
        sides = min(frame.size) > 0 and max(frame.size) <= _LONGEST_SIDE and width * height <= _MOST_PIXELS
        if not sides or min(frame.lens[:2]) <= 0 or not self.documents:
            raise self._reader.damaged(f"frame {len(self.rows)} cannot be")
        repeats = False
        if self.rows:
            before = self.rows[-1]
            repeats = (frame.epoch, frame.t_ns) == (before.epoch, before.t_ns)
            if frame.epoch < before.epoch or (frame.epoch == before.epoch and frame.t_ns < before.t_ns):
                raise self._reader.damaged(f"time runs backwards at frame {len(self.rows)}")
        camera = Intrinsics(width, height, *frame.lens)
        document = len(self.documents) - 1
        self.rows.append(
            FrameRow(
                frame.t_ns,
                frame.epoch,
                frame.index,
                camera,
                document,
                frame.digest,
                chunk,
                is_key=frame.key,
                repeats=repeats,
            )
        )

    def _add_picture(self, chunk: Chunk) -> None:
        if not self.rows or self.rows[-1].picture is not None or self.head.frames != "embedded":
            raise self._reader.damaged("a picture belongs to no frame")
        self.rows[-1] = replace(self.rows[-1], picture=chunk)

    def _parsed(self, model: type[T], content: Mapping[str, Any]) -> T:
        try:
            return model.model_validate(dict(content))
        except ValidationError as problem:
            raise self._reader.damaged(problem_sentence(problem)) from None
