"""A recording as a source: it plays as it was seen."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..core.errors import UserError
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Source, SourceInfo
from ..store.recordings import FrameRow, RecordingFile
from .recorded_frames import RecordedFrames
from .registry import OpenOptions, source

# Between the last frame of an epoch and the first of the next, where no rate is known.
_FALLBACK_NS = 40_000_000
# Nobody waits longer than this for the next frame, whatever a file says.
_LONGEST_GAP_NS = 3_600_000_000_000


class RecordingSource:
    """The frames of a recording that have a picture. `close` may come from another thread.

    `t_ns` counts from its first frame through all its epochs, so that one can move about in it; those of the
    recording itself are in lab.recording. A damaged picture ends it. Raises UserError where it cannot be
    opened, or the file that it refers to is not there.
    """

    def __init__(self, path: Path, *, loop: bool = False) -> None:
        self._file = RecordingFile(path)
        self._loop = loop
        self._lock = threading.Lock()
        self._closed = False
        self._epoch = self._count = 0
        try:
            self._reader = RecordedFrames(self._file)
            self._numbers = [n for n, row in enumerate(self._file.rows) if self._is_shown(row)]
            self._times = _timeline([self._file.rows[n] for n in self._numbers], self._file.head.frame_rate)
            self._start(0)
            self._waiting = next(self._frames, None)
            if self._waiting is None:
                raise UserError(f"{path} holds no picture.")
        except BaseException:
            self._file.close()
            raise
        self._info = self._describe()

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | Missing | None:
        with self._lock:
            if self._closed:
                return None
            answer = self._next()
            if answer is None and self._loop:
                self._begin(0)
                answer = self._next()
            return answer

    def seek(self, t_ns: int) -> None:
        """The next frame read is the one shown at `t_ns` (clipped to the recording), in a new epoch."""
        with self._lock:
            if not self._closed:
                self._begin(max(bisect_right(self._times, t_ns) - 1, 0))

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._closed = True
                self._frames.close()  # type: ignore[attr-defined]
                self._file.close()

    def _is_shown(self, row: FrameRow) -> bool:
        return not row.repeats if self._file.head.frames == "reference" else row.picture is not None

    def _describe(self) -> SourceInfo:
        first, head = self._file.rows[self._numbers[0]], self._file.head
        kind = head.codec if head.reference is None else f"of {Path(head.reference.path).name}"
        return SourceInfo(
            name=self._file.path.name,
            width=first.camera.width,
            height=first.camera.height,
            frame_rate=head.frame_rate,
            frame_count=len(self._numbers),
            duration_ns=self._times[-1] + _gap_ns(head.frame_rate),
            still=head.still,
            seekable=True,
            detail=f"recording, {kind}",
        )

    def _begin(self, position: int) -> None:
        self._epoch += 1
        self._start(position)
        self._waiting = None

    def _start(self, position: int) -> None:
        self._position = position
        self._before: FrameRow | None = None
        self._frames: Iterator[tuple[int, Frame]] = self._reader.frames(self._numbers[position])

    def _next(self) -> Frame | None:
        waiting, self._waiting = self._waiting, None
        try:
            numbered = waiting or next(self._frames, None)
        except UserError:  # a damaged picture: what comes after it cannot be decoded
            numbered = None
        if numbered is None:
            return None
        number, frame = numbered
        while self._numbers[self._position] != number:  # the clip referred to has lost frames
            self._position += 1
        row, t_ns = self._file.rows[number], self._times[self._position]
        if self._before is not None and row.epoch != self._before.epoch:
            self._epoch += 1
        self._before = row
        self._position = min(self._position + 1, len(self._numbers) - 1)
        index, self._count = self._count, self._count + 1
        return replace(frame, epoch=self._epoch, t_ns=t_ns, index=index)


@source("recording")
def open_recording(rest: str, options: OpenOptions) -> Source:
    """`recording:PATH`. Raises UserError."""
    return RecordingSource(Path(rest).expanduser(), loop=options.loop)


def _timeline(rows: list[FrameRow], rate: float | None) -> list[int]:
    """When each row is shown: as long after the one before as it was, and a frame later in a new epoch."""
    times: list[int] = []
    for number, row in enumerate(rows):
        if number == 0:
            times.append(0)
            continue
        before = rows[number - 1]
        gap = row.t_ns - before.t_ns if row.epoch == before.epoch else _gap_ns(rate)
        times.append(times[-1] + min(gap, _LONGEST_GAP_NS))
    return times


def _gap_ns(rate: float | None) -> int:
    return min(round(1e9 / rate), _LONGEST_GAP_NS) if rate else _FALLBACK_NS
