"""Records what is seen: looks at their source's size, encoded on a thread of their own beside the mirror.

The mirror comes first. Where encoding cannot keep up, frames are left out of the file (and counted), and the
thread asks the system for less than its share. A file is worth having at every moment: it is written in
fragments of half a second, which reach the disk once a second.
"""

from __future__ import annotations

import os
import queue
import shutil
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError, reason_of
from ..sinks.files import check_writable, free_name
from ..sinks.video import LIVE, VideoSink
from .file_clock import FileClock
from .job import be_polite
from .pipeline import FrameResult

# Pictures on their way to the encoder: half a second at 720p, and two at least, however large they are.
_WAITING_BYTES = 48 << 20
_MOST_WAITING, _LEAST_WAITING = 15, 2
# With half a second of a fragment this is what a crash costs at most: rather leave pictures out than more.
_MOST_BEHIND_NS = 1_000_000_000
# A recording ends here rather than in the middle of a picture: room for its index and for other programs.
LEAST_FREE_BYTES = 8 << 20
_SYNC_EVERY_NS = 1_000_000_000
# A picture that stands still is written again so often, so that a crash or a full disk costs no more.
_REPEAT_AFTER_NS = 1_000_000_000
# How far behind the present a repeated picture is put: a newer one may be on its way through the stages.
_BEHIND_NS = 500_000_000
# Bytes a px and frame before anything has been measured: a camera's noise at CRF 18.
_EXPECTED_BYTES_PER_PX = 0.04
_MEASURED_AFTER_NS = 5_000_000_000
# Of twenty steps of politeness: the mirror gets ten times as much when both want the processor. At five it
# lost 2 of 15 frames a second on two busy cores, at ten none that could be told from chance.
_NICENESS = 10


@dataclass(frozen=True, slots=True)
class Recorded:
    """How a recording stands. `path` is None before the first picture; `dropped` frames were seen, but left
    out because the encoder was behind. `free_bytes` is what the disk has left, `bytes_per_s` how fast it is
    used. `problem` is one sentence, `full` says that it was the disk's room."""

    path: Path | None = None
    length_ns: int = 0
    bytes: int = 0
    frames: int = 0
    dropped: int = 0
    free_bytes: int = 0
    bytes_per_s: float = 0.0
    ended: bool = False
    full: bool = False
    problem: str = ""

    @property
    def minutes_left(self) -> float:
        """Until the disk is full, at the present rate."""
        room = max(self.free_bytes - LEAST_FREE_BYTES, 0)
        return room / self.bytes_per_s / 60.0 if self.bytes_per_s > 0 else float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    rgb: NDArray[np.uint8]
    at_ns: int
    came_ns: int


class Recorder:
    """A tap of the screen (runtime.screen.Tap): make it, add it, `stop` it, and ask `state` meanwhile.

    One file in `folder`, named after the moment and never over another, at the size of the first picture; a
    source of another size is fitted into it. Times are those at which frames left their source, so the file
    plays as it was seen; `hold` stops its time while the source is paused. Raises UserError where the folder
    cannot be written.
    """

    def __init__(
        self, folder: Path, *, frame_rate: float | None = None, moment: datetime | None = None
    ) -> None:
        self._folder = folder
        self._stem = f"Lookglass {moment or datetime.now():%Y-%m-%d %H.%M.%S}"
        self._rate = frame_rate
        check_writable(free_name(folder, self._stem, ".mp4"))
        self._clock = FileClock(time.monotonic_ns())
        self._pictures: queue.Queue[_Picture] = queue.Queue()
        self._most_waiting = _MOST_WAITING
        self._sink: VideoSink | None = None
        self._last: _Picture | None = None
        self._state = Recorded()
        self._dropped = 0
        self._stopping = threading.Event()
        self._looked_ns = 0
        self._measure()
        self._thread = threading.Thread(target=self._run, name="lookglass-record", daemon=True)
        self._thread.start()

    # -- the window's thread

    @property
    def state(self) -> Recorded:
        """How it stands; from any thread."""
        state = replace(self._state, dropped=self._dropped)
        return state if state.ended else replace(state, length_ns=self._clock.now(time.monotonic_ns()))

    def hold(self, held: bool) -> None:
        """While the source is paused the file's time stands."""
        now_ns = time.monotonic_ns()
        if held:
            self._clock.hold(now_ns)
        else:
            self._clock.go_on(now_ns)

    def stop(self) -> None:
        """Write what waits and finish the file; `state.ended` says when."""
        self._clock.hold(time.monotonic_ns())
        self._stopping.set()

    def finish(self, timeout_s: float = 5.0) -> bool:
        """`stop` and wait; False where the disk did not answer in time, and the file stays as it is then."""
        self.stop()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # -- the screen's thread

    def wants(self, result: FrameResult) -> bool:
        if self._stopping.is_set() or not self._clock.takes(result.taken_ns):
            return False  # in a pause it would be read back for nothing
        if self._pictures.qsize() < self._most_waiting and not self._is_behind(time.monotonic_ns()):
            return True
        self._dropped += 1
        return False

    def take(self, result: FrameResult, rgb: NDArray[np.uint8]) -> None:
        at_ns = self._clock.place(result.frame, result.taken_ns)
        if at_ns is not None:
            self._most_waiting = max(min(_WAITING_BYTES // rgb.nbytes, _MOST_WAITING), _LEAST_WAITING)
            self._pictures.put(_Picture(rgb, at_ns, time.monotonic_ns()))

    def _is_behind(self, now_ns: int) -> bool:
        """Whether the oldest picture waits so long that a crash now would cost more than was promised."""
        with self._pictures.mutex:
            oldest = self._pictures.queue[0] if self._pictures.queue else None
        return oldest is not None and now_ns - oldest.came_ns > _MOST_BEHIND_NS

    # -- its own thread

    def _run(self) -> None:
        be_polite(_NICENESS)
        problem, full = "", False
        try:
            while not full and not (self._stopping.is_set() and self._pictures.empty()):
                self._write_next()
                full = self._look_around()
            self._close()
        except UserError as fault:
            problem, full = str(fault), full or not self._has_room()
        except Exception as fault:  # told to the person: whatever an encoder brings about ends the file only
            problem = f"The recording ended: {reason_of(fault)}."
            if self._sink is not None:
                with suppress(Exception):  # what failed may fail at its end, too; somebody waits for that
                    self._sink.close()
        self._stopping.set()
        self._measure()
        self._state = replace(self._state, ended=True, problem=problem, full=full)

    def _write_next(self) -> None:
        try:
            picture = self._pictures.get(timeout=0.1)
        except queue.Empty:
            self._repeat(after_ns=_REPEAT_AFTER_NS, behind_ns=_BEHIND_NS)
            return
        self._last = picture
        self._write(picture.rgb, picture.at_ns)

    def _write(self, rgb: NDArray[np.uint8], at_ns: int) -> None:
        if self._sink is None:
            self._sink = self._open(rgb)
        self._sink.write(rgb, t_ns=at_ns)
        self._state = replace(self._state, length_ns=at_ns, frames=self._sink.frames_written)

    def _open(self, rgb: NDArray[np.uint8]) -> VideoSink:
        path = free_name(self._folder, self._stem, ".mp4")
        expected = _EXPECTED_BYTES_PER_PX * rgb.shape[0] * rgb.shape[1] * (self._rate or 30.0)
        self._state = replace(self._state, path=path, bytes_per_s=expected)
        size = (rgb.shape[1], rgb.shape[0])
        return VideoSink(path, frame_rate=self._rate or 30.0, size=size, pace=LIVE)

    def _repeat(self, *, after_ns: int, behind_ns: int) -> None:
        """The last picture once more, where it has stood for long."""
        if self._last is None:
            return
        at_ns = self._clock.now(time.monotonic_ns()) - behind_ns
        if at_ns - self._last.at_ns >= after_ns:
            self._last = replace(self._last, at_ns=at_ns)
            self._write(self._last.rgb, at_ns)

    def _look_around(self) -> bool:
        """Once a second: to the disk with it, and a look at its room. True where that is used up."""
        now_ns = time.monotonic_ns()
        if now_ns - self._looked_ns < _SYNC_EVERY_NS:
            return False
        self._looked_ns = now_ns
        if self._sink is not None:
            self._sink.sync()
        self._measure()
        return not self._has_room()

    def _has_room(self) -> bool:
        with suppress(OSError):
            return shutil.disk_usage(self._folder).free >= LEAST_FREE_BYTES
        return True  # the folder is gone: writing says it better

    def _measure(self) -> None:
        with suppress(OSError):  # a figure that cannot be had stays as it was
            free = shutil.disk_usage(self._folder).free
            self._state = replace(self._state, free_bytes=free)
            if self._sink is not None and self._state.path is not None:
                size = os.path.getsize(self._state.path)
                self._state = replace(self._state, bytes=size)
                if self._state.length_ns > _MEASURED_AFTER_NS:
                    self._state = replace(self._state, bytes_per_s=size * 1e9 / self._state.length_ns)

    def _close(self) -> None:
        if self._sink is not None:
            self._repeat(after_ns=_REPEAT_AFTER_NS, behind_ns=0)  # the last picture lasts until the end
            self._sink.close()
