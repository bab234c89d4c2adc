"""Plays a source: pause, seek, step, loop and speed, in real time or as fast as possible."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import HoldsDevice, Remarks, Seekable, Source

# Waiting is cut into slices so that a command is obeyed within one.
_SLICE_S = 0.01
# So many late frames in a row are dropped before one is shown all the same.
_MAX_DROPS_IN_A_ROW = 12
_FALLBACK_FRAME_NS = 40_000_000


class Player:
    """Hands out the frames of a source at the right time. `next` belongs to one thread, the rest to any.

    In real time a frame comes when its time has come; late ones are dropped (counted in `dropped`) so that
    the picture keeps pace, and a source too slow even so makes the clock wait for it. Live sources are
    passed through, and their device is held only while it plays and somebody looks. `span_ns` is the part of
    a clip that is played, first and last frame included; a seek or a step may leave it. `clock` gives
    nanoseconds and `sleep` takes seconds; tests pass their own.
    """

    def __init__(
        self,
        source: Source,
        clock: Callable[[], int] = time.monotonic_ns,
        realtime: bool = True,
        *,
        sleep: Callable[[float], None] = time.sleep,
        loop: bool = False,
    ) -> None:
        self._source = source
        self._clock = clock
        self._sleep = sleep
        self._info = source.info
        self._device = source if isinstance(source, HoldsDevice) else None
        self.realtime = realtime
        self.loop = loop
        self.span_ns: tuple[int, int] | None = None
        self.looked_at = True
        self.dropped = 0
        self._lock = threading.Lock()
        self._playing = True
        self._ended = False
        self._speed = 1.0
        self._steps = 0
        self._seek_ns: int | None = None
        self._position_ns = 0
        # Likewise, or of one that was dropped since.
        self._passed_ns = 0
        self._epoch: int | None = None
        self._frame_ns = round(1e9 / self._info.frame_rate) if self._info.frame_rate else _FALLBACK_FRAME_NS
        # The media time anchor[0] is due when the clock reads anchor[1]; None: with the next frame.
        self._anchor: tuple[int, int] | None = None
        self._paused_at_ns = 0
        # Whether `play` was asked for since the last frame: at the last one it begins again.
        self._begins = False
        # The number of a live source's last frame: gaps are pictures that nobody fetched in time.
        self._live_index: int | None = None
        # A frame that was read but whose wait was interrupted.
        self._pending: Frame | None = None
        self._generation = 0
        # Whether dropping frames did not help the last time; until a frame comes before it is due.
        self._too_slow = False

    # -- commands

    @property
    def playing(self) -> bool:
        return self._playing

    @property
    def ended(self) -> bool:
        """Whether the source is at its end; a seek goes on from there."""
        return self._ended

    @property
    def position_ns(self) -> int:
        """`t_ns` of the frame handed out last."""
        return self._position_ns

    @property
    def remark(self) -> str:
        """What the source has to say of the pictures that come; "" when all is well."""
        return self._source.remark if isinstance(self._source, Remarks) else ""

    @property
    def resting(self) -> bool:
        """Whether no picture will come until something is asked for."""
        return not self._playing or self._ended or (self._device is not None and not self.looked_at)

    @property
    def speed(self) -> float:
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        """1 is natural speed. Raises ValueError outside 0.05 .. 16."""
        if not 0.05 <= speed <= 16.0:
            raise ValueError(f"speed: expected 0.05 to 16, got {speed}")
        self._command(speed=speed)

    def play(self) -> None:
        """Goes on; from the beginning if the end was reached."""
        if self._ended and self._seekable():
            self.seek(self.span_ns[0] if self.span_ns else 0)
        self._begins = True
        self._command(playing=True)

    def pause(self) -> None:
        self._command(playing=False)

    def seek(self, t_ns: int) -> None:
        """Shows the frame at `t_ns` next, paused or not; without effect on a source that cannot seek."""
        if self._seekable():
            self._command(seek_ns=max(t_ns, 0), steps=0)

    def move(self, by_ns: int) -> None:
        """Seeks from where it stands, or from where it is about to be."""
        from_ns = self._position_ns if self._seek_ns is None else self._seek_ns
        self.seek(from_ns + by_ns)

    def play_from_here(self) -> None:
        """The part that is played begins with the frame in view; an end before it is forgotten."""
        first_ns = self._position_ns
        last_ns = self.span_ns[1] if self.span_ns and self.span_ns[1] > first_ns else self._last_ns()
        self.span_ns = (first_ns, last_ns)

    def play_up_to_here(self) -> None:
        """The part that is played ends with the frame in view; a beginning after it is forgotten."""
        last_ns = self._position_ns
        first_ns = self.span_ns[0] if self.span_ns and self.span_ns[0] < last_ns else 0
        self.span_ns = (first_ns, last_ns)

    def step(self, count: int = 1) -> None:
        """Pauses and moves by `count` frames; backwards only where the source can seek."""
        self._command(playing=False, steps=0 if self._device else self._steps + count)

    def close(self) -> None:
        self.pause()
        self._source.close()

    # -- frames

    def next(self, interrupted: Callable[[], bool] = lambda: False) -> Frame | Missing | None:
        """The next frame to show, when it is due; Missing as the source says; None when there is nothing new.

        None comes after a short sleep while paused or at the end (see `ended`), and when a command or the
        caller's own `interrupted()` cut the wait short: ask again.
        """
        with self._lock:
            seek_ns, self._seek_ns = self._seek_ns, None
            steps, self._steps = self._steps, 0
            generation = self._generation
        if seek_ns is not None:
            self._put_back(steps)  # asked for after the seek, so they go on from there
            return self._sought(seek_ns)
        if steps:
            return self._stepped(steps)
        self._hold_or_let_go()
        if self.resting:
            self._sleep(_SLICE_S)
            return None
        got = self._read()
        if not isinstance(got, Frame):
            return got
        return self._paced(got, lambda: self._generation != generation or interrupted())

    def _sought(self, seek_ns: int) -> Frame | Missing | None:
        assert isinstance(self._source, Seekable)
        self._source.seek(seek_ns)
        self._ended = False
        self._anchor = self._pending = None
        got = self._read(within_span=False)
        return self._shown(got) if isinstance(got, Frame) else got

    def _stepped(self, steps: int) -> Frame | Missing | None:
        if steps < 0:
            if not isinstance(self._source, Seekable):
                return None
            # The frame shown just before the one in view is its predecessor, however long it lasts.
            self._put_back(steps + 1)
            return self._sought(max(self._position_ns - 1, 0))
        got = self._read(within_span=False)
        # A picture of a folder that cannot be read is no step.
        self._put_back(steps if isinstance(got, Missing) and self._info.still else steps - 1)
        self._anchor = None
        return self._shown(got) if isinstance(got, Frame) else got

    def _hold_or_let_go(self) -> None:
        if self._device is None:
            return
        if self._playing and self.looked_at:
            self._device.take()
        else:
            self._device.let_go()

    def _put_back(self, steps: int) -> None:
        with self._lock:
            self._steps += steps

    def _paced(self, frame: Frame, interrupted: Callable[[], bool]) -> Frame | Missing | None:
        """Waits until the frame is due, and drops those whose time has passed."""
        if self._info.live:
            if self._live_index is not None and frame.epoch == self._epoch:
                self.dropped += max(frame.index - self._live_index - 1, 0)
            self._live_index = frame.index
        if not self.realtime or self._info.live:
            return self._shown(frame)
        late_ns = self._lateness(frame)
        for _ in range(_MAX_DROPS_IN_A_ROW):
            if late_ns <= self._frame_ns or self._info.still:
                self._too_slow = self._too_slow and late_ns > 0
                break
            if self._too_slow:
                self._anchor = None
                break
            self.dropped += 1
            self._passed_ns = frame.t_ns
            got = self._read()
            if not isinstance(got, Frame):
                return got
            before_ns, frame = late_ns, got
            late_ns = self._lateness(frame)
            if late_ns >= before_ns:
                # Reading takes longer than the frames last: dropping gains nothing, so the clock waits.
                self._too_slow = True
                self._anchor = None
                break
        else:
            self._anchor = None
        while (early_ns := -self._lateness(frame)) > 0:
            self._sleep(min(early_ns / 1e9, _SLICE_S))
            if interrupted():
                self._pending = frame
                return None
        return self._shown(frame)

    def _lateness(self, frame: Frame) -> int:
        """Nanoseconds of the clock since the frame was due (negative: not yet)."""
        now_ns = self._clock()
        if self._anchor is None or frame.epoch != self._epoch:
            # A new epoch has a time of its own; it is due when the last frame has had its turn.
            due = now_ns
            if self._anchor is not None:
                due = max(self._due(self._passed_ns + self._frame_ns), now_ns)
            self._anchor = (frame.t_ns, due)
            self._epoch = frame.epoch
        return now_ns - self._due(frame.t_ns)

    def _due(self, t_ns: int) -> int:
        assert self._anchor is not None
        media_ns, clock_ns = self._anchor
        return clock_ns + round((t_ns - media_ns) / self._speed)

    def _read(self, *, within_span: bool = True) -> Frame | Missing | None:
        if self._pending is not None:
            pending, self._pending = self._pending, None
            return pending
        got = self._source.read()
        first_ns, last_ns = self.span_ns if self.span_ns and within_span else (0, None)
        beyond = None
        if last_ns is not None and isinstance(got, Frame) and got.t_ns > last_ns:
            got, beyond = None, got
        if got is None and self._loops() and isinstance(self._source, Seekable):
            self._source.seek(first_ns)
            got = self._source.read()
        if got is None:
            self._ended = True
            self._pending = beyond  # a step goes on from there
        elif isinstance(got, Missing):
            self._sleep(_SLICE_S)
        return got

    def _loops(self) -> bool:
        """One picture alone does not loop: it is simply held. Nor does a source that never gave a frame."""
        alone = self._info.still and self._info.frame_count == 1
        return (self.loop or self._begins) and self._epoch is not None and not alone

    def _shown(self, frame: Frame) -> Frame:
        now_ns = self._clock()
        if self._anchor is None:
            self._anchor = (frame.t_ns, now_ns)
        self._paused_at_ns = now_ns
        self._epoch = frame.epoch
        self._position_ns = self._passed_ns = frame.t_ns
        self._begins = False
        return frame

    def _last_ns(self) -> int:
        return max(self._info.duration_ns or 0, self._position_ns)

    def _seekable(self) -> bool:
        return self._info.seekable and isinstance(self._source, Seekable)

    def _command(
        self,
        *,
        playing: bool | None = None,
        speed: float | None = None,
        seek_ns: int | None = None,
        steps: int | None = None,
    ) -> None:
        with self._lock:
            if playing is not None:
                self._turn(playing)
            if speed is not None:
                if self._anchor is not None:
                    media_ns, clock_ns = self._anchor
                    now_ns = self._clock()
                    self._anchor = (media_ns + round((now_ns - clock_ns) * self._speed), now_ns)
                self._speed = speed
            if seek_ns is not None:
                self._seek_ns = seek_ns
            if steps is not None:
                self._steps = steps
            self._generation += 1

    def _turn(self, playing: bool) -> None:
        """Plays or pauses; the time of a pause does not count, nor do pictures that came meanwhile."""
        self._live_index = None
        now_ns = self._clock()
        if playing and not self._playing and self._anchor is not None:
            media_ns, clock_ns = self._anchor
            self._anchor = (media_ns, clock_ns + now_ns - self._paused_at_ns)
        elif self._playing and not playing:
            self._paused_at_ns = now_ns
        self._playing = playing
