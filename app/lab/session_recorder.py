"""Recording a live session as it is stepped: frames, what was seen of them, and the knobs as they change.

What happens on the step thread is one look at two numbers and a put into a queue. A thread of its own
compresses and writes, politely. When that falls behind, pictures are left out first: what was seen is small
and is kept, so that a replay goes on bit for bit. Only when the disk itself stands still are whole frames
lost; then the recording goes on with an epoch in which everything begins afresh, for nothing after a gap
could be replayed.
"""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.document import Document
from ..core.errors import UserError, reason_of
from ..core.frame import Frame
from ..core.ports import SourceInfo
from ..runtime.job import be_polite
from ..runtime.pipeline import FrameResult
from ..runtime.recorder import LEAST_FREE_BYTES, Recorded
from ..sinks.files import check_writable, free_name
from ..store.recording_file import SUFFIX
from .recording import About, RecordingWriter

# Pictures on their way to the encoder: half a second at 720p, and two at least, however large they are.
_WAITING_BYTES = 48 << 20
_MOST_WAITING, _LEAST_WAITING = 15, 2
# What waits is what a crash costs: rather leave pictures out, and then whole frames, than two seconds.
_MOST_BEHIND_NS = 1_000_000_000
_STANDSTILL_NS = 1_800_000_000
_LOOK_EVERY_NS = 1_000_000_000
_NICENESS = 10


class Live(Protocol):
    """What is needed of the engine: runtime.engine.Engine has it."""

    def document_of(self, generation: int) -> Document | None: ...

    def begin_epoch(self, began: Callable[[int], None]) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    result: FrameResult
    document: Document
    has_picture: bool
    came_ns: int


class SessionRecorder:
    """Make it, let the studio hand every result to `take`, then `begin`; `stop` it; ask `state` meanwhile.

    One file in `folder`, named after the moment and never over another. The states of all stages begin afresh
    when it begins, so that a replay begins as they did. Raises UserError where the folder cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        engine: Live,
        *,
        source: str,
        info: SourceInfo | None = None,
        moment: datetime | None = None,
    ) -> None:
        stem = f"lookglass-session-{moment or datetime.now():%Y-%m-%d-%H.%M.%S}"
        self._path = free_name(folder, stem, SUFFIX)
        check_writable(self._path)
        self._folder, self._engine = folder, engine
        about = About(source, bool(info and info.still), info.frame_rate if info else None)
        self._writer = RecordingWriter(self._path, about)
        self._waiting: queue.Queue[_Waiting] = queue.Queue()
        self._pictures_waiting = 0
        self._from_epoch: int | None = None
        self._asked = self._stood_still = False
        # Frames of which nothing is in the file, and the pictures that are not.
        self._lost = self._left_out = 0
        self._lock = threading.Lock()
        self._state = Recorded()
        self._began_ns = 0
        self._looked_ns = time.monotonic_ns()
        self._stopping = threading.Event()
        self._measure()
        self._thread = threading.Thread(target=self._run, name="lookglass-session", daemon=True)
        self._thread.start()

    # -- the window's thread

    @property
    def state(self) -> Recorded:
        """How it stands; from any thread. `dropped` counts pictures and frames that were left out."""
        state = replace(self._state, dropped=self._left_out + self._lost)
        if self._stopping.is_set() or not self._began_ns:
            return state
        return replace(state, length_ns=time.monotonic_ns() - self._began_ns)

    def begin(self) -> None:
        """From now on: with the next frame, or with the one that stands still."""
        self._begin_afresh()

    def stop(self) -> None:
        """Write what waits and finish the file; `state.ended` says when."""
        self._stopping.set()

    def finish(self, timeout_s: float = 5.0) -> bool:
        """`stop` and wait; False where the disk did not answer in time, and the file stays as it is then."""
        self.stop()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # -- the step thread

    def take(self, result: FrameResult) -> None:
        """One result, in order and without a gap."""
        if self._stopping.is_set():
            return
        if result.seen is None:  # whoever finds faces again begins afresh
            self._from_epoch = None
            self._asked = False
            return
        if self._from_epoch is None or result.frame.epoch < self._from_epoch:
            self._lost += self._stood_still
            # Once, and not before what waits is written: every beginning is one for the mirror, too.
            if not self._asked and self._waiting.empty():
                self._begin_afresh()
            return
        now_ns = time.monotonic_ns()
        behind_ns = self._behind_ns(now_ns)
        document = self._engine.document_of(result.generation)
        if document is None or behind_ns > _STANDSTILL_NS:
            self._lost += 1
            self._from_epoch, self._asked, self._stood_still = None, False, True
            return
        self._stood_still = False
        has_picture = self._pictures_waiting < _most_waiting(result.frame) and behind_ns < _MOST_BEHIND_NS
        if has_picture:
            with self._lock:
                self._pictures_waiting += 1
        else:
            with self._lock:
                self._left_out += 1
            result = _without_picture(result)
        self._waiting.put(_Waiting(result, document, has_picture, now_ns))

    def _begin_afresh(self) -> None:
        """Nothing more until an epoch begins in which no frame is missing."""
        self._from_epoch = None
        self._asked = True
        self._engine.begin_epoch(self._epoch_begins)

    def _epoch_begins(self, epoch: int) -> None:
        self._from_epoch = epoch

    def _behind_ns(self, now_ns: int) -> int:
        """How long the oldest frame waits."""
        with self._waiting.mutex:
            return now_ns - self._waiting.queue[0].came_ns if self._waiting.queue else 0

    # -- its own thread

    def _run(self) -> None:
        be_polite(_NICENESS)
        problem, full = "", False
        try:
            while not full and not (self._stopping.is_set() and self._waiting.empty()):
                self._write_next()
                full = self._look_around()
            self._writer.close()
        except UserError as fault:
            problem, full = str(fault), full or not self._has_room()
        except Exception as fault:  # told to the person: whatever is brought about ends the file only
            problem = f"The recording of the session ended: {reason_of(fault)}."
        if problem:
            with suppress(UserError):  # what failed may fail at its end, too
                self._writer.close(whole=False)
        self._stopping.set()
        self._measure()
        self._state = replace(self.state, ended=True, problem=problem, full=full)

    def _write_next(self) -> None:
        try:
            one = self._waiting.get(timeout=0.1)
        except queue.Empty:
            return
        in_time = time.monotonic_ns() - one.came_ns < _MOST_BEHIND_NS
        try:
            self._writer.add(one.result, one.document, with_picture=one.has_picture and in_time)
        finally:
            if one.has_picture:
                with self._lock:
                    self._pictures_waiting -= 1
                    self._left_out += not in_time
        self._began_ns = self._began_ns or one.came_ns
        self._state = replace(
            self._state,
            path=self._path,
            length_ns=one.came_ns - self._began_ns,
            frames=self._writer.frames,
            bytes=self._writer.bytes,
        )

    def _look_around(self) -> bool:
        """Once a second: to the disk with it, and a look at its room. True where that is used up."""
        now_ns = time.monotonic_ns()
        if now_ns - self._looked_ns < _LOOK_EVERY_NS:
            return False
        self._looked_ns = now_ns
        self._writer.sync()
        self._measure()
        return not self._has_room()

    def _has_room(self) -> bool:
        with suppress(OSError):
            return shutil.disk_usage(self._folder).free >= LEAST_FREE_BYTES
        return True  # the folder is gone: writing says it better

    def _measure(self) -> None:
        with suppress(OSError):  # a figure that cannot be had stays as it was
            free = shutil.disk_usage(self._folder).free
            seconds = (time.monotonic_ns() - self._began_ns) * 1e-9 if self._began_ns else 0.0
            rate = self._writer.bytes / seconds if seconds > 1.0 else 0.0
            self._state = replace(self._state, free_bytes=free, bytes_per_s=rate)


def _most_waiting(frame: Frame) -> int:
    return max(min(_WAITING_BYTES // frame.rgb.nbytes, _MOST_WAITING), _LEAST_WAITING)


@lru_cache(maxsize=4)
def _black(shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return np.zeros(shape, np.uint8)


def _without_picture(result: FrameResult) -> FrameResult:
    """The same result, holding no picture in memory."""
    frame = replace(result.frame, rgb=_black(result.frame.rgb.shape))
    other = result.other
    if other is not None:
        other = replace(other, scene=replace(other.scene, frame=frame))
    return replace(result, frame=frame, scene=replace(result.scene, frame=frame), other=other)
