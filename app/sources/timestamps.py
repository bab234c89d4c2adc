"""Presentation timestamps of a container to times that rise."""

from __future__ import annotations

from fractions import Fraction

NS_PER_S = 1_000_000_000


def ns_from_pts(pts: int, time_base: Fraction) -> int:
    """`pts` ticks of `time_base` seconds to the nearest nanosecond, in exact integer arithmetic."""
    numerator = pts * time_base.numerator * NS_PER_S
    return (2 * numerator + time_base.denominator) // (2 * time_base.denominator)


def pts_from_ns(t_ns: int, time_base: Fraction) -> int:
    """The last tick that is not later than `t_ns`."""
    return t_ns * time_base.denominator // (time_base.numerator * NS_PER_S)


class RisingTimes:
    """Makes times strictly rising, and leaves alone what already is.

    A missing time comes one `frame_ns` after the last. One that stands still or falls back by less than
    `cut_ns` is put half a frame after the last, so that a good successor still fits. One that falls back
    further belongs to a clock that started again (joined files): it and its successors are shifted.
    `repairs` counts what had to be changed.
    """

    def __init__(self, frame_ns: int, cut_ns: int = NS_PER_S) -> None:
        self._frame_ns = max(frame_ns, 2)
        self._cut_ns = cut_ns
        self._shift_ns = 0
        self._last_ns: int | None = None
        self.repairs = 0

    def next(self, given_ns: int | None) -> int:
        """The time of the next frame, given the container's (None: it has none)."""
        last = self._last_ns
        if given_ns is None:
            t_ns = 0 if last is None else last + self._frame_ns
            self.repairs += 1
        else:
            t_ns = given_ns + self._shift_ns
            if last is not None and t_ns <= last:
                self.repairs += 1
                if last - t_ns >= self._cut_ns:
                    self._shift_ns += last + self._frame_ns - t_ns
                    t_ns = last + self._frame_ns
                else:
                    t_ns = last + self._frame_ns // 2
        self._last_ns = t_ns
        return t_ns
