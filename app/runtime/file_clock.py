"""The time in a recording: that at which frames left their source, without the pauses."""

from __future__ import annotations

import threading

from ..core.frame import Frame

# Nearer than this to where the source's own times put a frame, that is where it goes: a clip stays even in
# the file although the thread that paces it wakes up a little late now and then.
_EVEN_NS = 15_000_000


class FileClock:
    """Monotonic nanoseconds to nanoseconds of the file, which begins at `began_ns`. From any thread."""

    def __init__(self, began_ns: int) -> None:
        self._lock = threading.Lock()
        self._began_ns = began_ns
        self._held_ns = 0  # all pauses that are over
        self._held_since_ns: int | None = None
        self._went_on_ns = 0
        self._last: tuple[Frame, int] | None = None

    def hold(self, now_ns: int) -> None:
        """The file's time stands from now on."""
        with self._lock:
            if self._held_since_ns is None:
                self._held_since_ns = now_ns

    def go_on(self, now_ns: int) -> None:
        with self._lock:
            if self._held_since_ns is not None:
                self._held_ns += now_ns - self._held_since_ns
                self._held_since_ns, self._went_on_ns = None, now_ns

    def now(self, now_ns: int) -> int:
        """How long the file is at this moment."""
        with self._lock:
            until_ns = now_ns if self._held_since_ns is None else self._held_since_ns
            return max(until_ns - self._began_ns - self._held_ns, 0)

    def takes(self, taken_ns: int) -> bool:
        """Whether `place` would have a place for a frame that left its source then."""
        with self._lock:
            return self._last is None or not self._in_pause(taken_ns)

    def _in_pause(self, taken_ns: int) -> bool:
        return self._held_since_ns is not None or taken_ns < self._went_on_ns

    def place(self, frame: Frame, taken_ns: int) -> int | None:
        """Where a frame that left its source at `taken_ns` belongs; None for one from a pause.

        The first frame of all is at 0, even in a pause. Call it once a frame, in order.
        """
        with self._lock:
            if self._last is None:
                at_ns = 0
            elif self._in_pause(taken_ns):
                return None
            else:
                before, before_ns = self._last
                at_ns = max(taken_ns - self._began_ns - self._held_ns, before_ns + 1)
                even_ns = before_ns + frame.t_ns - before.t_ns
                if frame.epoch == before.epoch and before_ns < even_ns and abs(at_ns - even_ns) < _EVEN_NS:
                    at_ns = even_ns
            self._last = frame, at_ns
            return at_ns
