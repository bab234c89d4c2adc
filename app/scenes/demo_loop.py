"""A demo subject as a source: so many frames in a loop, each drawn while the one before is worked on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import SourceInfo


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a loop plays: `start` begins to draw frame i, and what is true of it, and comes back at once;
    `close` ends the drawing."""

    name: str
    camera: Intrinsics
    frame_rate: int
    frames: int
    start: Callable[[int], Future[tuple[NDArray[np.uint8], Any]]]
    close: Callable[[], None]


class DemoLoop:
    """The frames of a subject, once or, with `loop`, again and again in a new epoch each time."""

    def __init__(self, subject: Subject, *, loop: bool = False) -> None:
        self._subject = subject
        self._loop = loop
        self._lock = Lock()  # `close` may come while another thread reads
        self._closed = False
        self._epoch = self._count = self._at = 0
        self._next = subject.start(0)

    @property
    def info(self) -> SourceInfo:
        one = self._subject
        return SourceInfo(
            one.name,
            one.camera.width,
            one.camera.height,
            float(one.frame_rate),
            None if self._loop else one.frames,
            one.frames * 1_000_000_000 // one.frame_rate,
            seekable=True,
            detail="demo subject",
        )

    def read(self) -> Frame | Missing | None:
        """The next frame; None after the last, and once closed."""
        if self._closed:
            return None
        if self._at >= self._subject.frames:
            if not self._loop:
                return None
            self._epoch, self._at = self._epoch + 1, 0
        try:
            rgb, _ = self._next.result()
        except Exception:
            self._draw_ahead()  # or whoever reads again would hear of the same failure for ever
            raise
        t_ns = self._at * 1_000_000_000 // self._subject.frame_rate
        frame = Frame(self._epoch, t_ns, self._count, rgb, self._subject.camera)
        self._count += 1
        self._at += 1
        self._draw_ahead()
        return frame

    def seek(self, t_ns: int) -> None:
        """The next frame read is the one shown at `t_ns` (clipped to the loop), in a new epoch."""
        # The last frame whose time, which is rounded down, is not later.
        wanted = ((max(t_ns, 0) + 1) * self._subject.frame_rate - 1) // 1_000_000_000
        wanted = min(wanted, self._subject.frames - 1)
        self._epoch += 1
        if wanted != self._at % self._subject.frames:
            self._at = wanted
            self._draw_ahead()
        self._at = wanted

    def close(self) -> None:
        """End the drawing; from any thread, and twice does no harm."""
        with self._lock:
            self._closed = True
        self._subject.close()

    def _draw_ahead(self) -> None:
        with self._lock:
            if not self._closed:
                self._next = self._subject.start(self._at % self._subject.frames)
