"""The screen thread: draws each result in a GL context of its own and makes the picture that a window shows.

A window then only copies a finished picture: however much is worn, and however slow the driver, it never
waits for OpenGL. Results and panes are newest-wins; what nobody has looked at yet is replaced.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError
from ..render.context import describe, open_context
from ..render.renderer import Renderer
from .drawing import ContextLost, Drawing, Pane, Shown, Tap
from .pipeline import FrameResult

__all__ = ["Pane", "Screen", "ScreenEvents", "Shown", "Tap"]

# A driver that has failed is asked for another context at most this often.
_RETRY_S = 2.0
# Failures of the driver that follow one another sooner than this are one.
_QUIET_S = 10.0
_ANEW = "The graphics driver has failed; the picture is drawn anew."


class ScreenEvents(Protocol):
    """What the screen tells, on its thread; must not block."""

    def on_shown(self, shown: Shown) -> None: ...

    def on_fault(self, fault: Exception) -> None: ...


class Screen:
    """`start` it, `show` results, `look_through` a pane (None: nobody looks), `close` it."""

    def __init__(self, events: ScreenEvents) -> None:
        self._events = events
        self._changed = threading.Condition()
        self._result: FrameResult | None = None
        self._pane: Pane | None = None
        self._due = False
        self._number = 0
        self._photos: list[queue.SimpleQueue[NDArray[np.uint8] | None]] = []
        self._taps: tuple[Tap, ...] = ()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="lookglass-screen", daemon=True)
        self._told_s = -_QUIET_S
        self._fault = ""
        self.gl_name = ""

    def start(self) -> None:
        self._thread.start()

    def show(self, result: FrameResult) -> None:
        """Draw this result next; from any thread."""
        with self._changed:
            again = self._result is not None and self._result.frame is result.frame
            self._number += self._pane is not None and not again
            self._result, self._due = result, True
            self._changed.notify()

    def look_through(self, pane: Pane | None) -> None:
        """Make pictures for this pane from now on, the present result's at once; from any thread."""
        with self._changed:
            if pane != self._pane:
                self._pane, self._due = pane, True
                self._changed.notify()

    @property
    def result(self) -> FrameResult | None:
        """The newest result, drawn or not yet; from any thread."""
        with self._changed:
            return self._result

    def look_picture(self, timeout_s: float = 5.0) -> NDArray[np.uint8] | None:
        """The newest look at its source's size, (height, width, 3) uint8 sRGB; None where there is none.

        Waits for the screen thread, so call it where waiting does no harm.
        """
        answer: queue.SimpleQueue[NDArray[np.uint8] | None] = queue.SimpleQueue()
        with self._changed:
            if self._closed or self._result is None:
                return None
            self._photos.append(answer)
            self._changed.notify()
        try:
            return answer.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def add_tap(self, tap: Tap) -> None:
        """Hand it the present look and every one after it, also while nobody looks; from any thread."""
        with self._changed:
            self._taps, self._due = (*self._taps, tap), True
            self._changed.notify()

    def remove_tap(self, tap: Tap) -> None:
        """From any thread; the look that is being drawn may still come."""
        with self._changed:
            self._taps = tuple(other for other in self._taps if other is not tap)

    def close(self, timeout_s: float = 2.0) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            while self._draw_in_one_context():
                pass
        finally:
            with self._changed:
                self._closed = True
                photos, self._photos = self._photos, []
            for answer in photos:  # nobody is left to wait for
                answer.put(None)

    def _draw_in_one_context(self) -> bool:
        """Draw for as long as a context serves; True when there must be another, False at the end.

        It is told once: a driver that fails may do so for a while.
        """
        began_s = time.monotonic()
        try:
            with open_context(), Renderer() as renderer:
                self.gl_name = describe()
                drawing = Drawing(renderer, self._events.on_fault, told=self._fault)
                try:
                    while self._draw_next(drawing):
                        pass
                finally:
                    self._fault = drawing.fault
                    drawing.release()
            return False
        except Exception as fault:  # of the driver, or of what it should have let go of
            self._tell_loss(fault)
        with self._changed:
            self._due = True
            wait_s = began_s + _RETRY_S - time.monotonic()
            return not self._changed.wait_for(lambda: self._closed, max(0.0, wait_s))

    def _tell_loss(self, fault: Exception) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s > _QUIET_S:
            lost = isinstance(fault, ContextLost)
            self._events.on_fault(UserError(_ANEW) if lost or not isinstance(fault, UserError) else fault)
        self._told_s = now_s

    def _has_work(self) -> bool:
        seen = self._due and self._result is not None and (self._pane is not None or bool(self._taps))
        return self._closed or bool(self._photos) or seen

    def _draw_next(self, drawing: Drawing) -> bool:
        with self._changed:
            if not self._changed.wait_for(self._has_work, drawing.rest_left_s):
                self._due = True  # the rest is over, and a still picture has no next frame
                self._changed.wait_for(self._has_work)
            if self._closed:
                return False
            result, pane, self._due = self._result, self._pane, False
            number = self._number
            photos, self._photos = self._photos, []
            taps = self._taps
        drawing.end_rest()
        if result is not None and pane is not None:
            with drawing.telling():
                self._events.on_shown(drawing.shown(result, pane, number))
        if not taps:
            drawing.feed_nobody()
        elif result is not None:
            with drawing.telling():
                drawing.feed(taps, result)
        for answer in photos:
            photo = None
            if result is not None:
                with drawing.telling():
                    photo = drawing.photo(result)
            answer.put(photo)
        if drawing.failures:
            drawing.require_service()
            with self._changed:  # the same picture once more
                self._due = True
        return True
