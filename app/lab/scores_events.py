"""What happens at moments: overshoot after stops and turns, faces lost and found again, people mixed up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.missing import Missing
from .face_frame import Complex
from .signals import Spline, shift_s
from .tracks import Track

# A movement is one from this share of the face's width on; less is no stop and no turn.
_LEAST_MOVE = 0.02
# At a stop or a turn the speed falls below this share of the movement's largest.
_AT_REST = 0.05
# An overshoot is looked for so long after.
_AFTER_S = 0.25
_LEAST_FRAMES, _FINER = 8, 8
# A face is found again when the rms of its error is below this share of its width (also the largest jump that
# is allowed), for so many frames in a row.
FOUND, FOUND_FRAMES = 0.03, 3
# An occluder has come or gone when this share of the points is covered.
_COVERED = 0.1


@dataclass(frozen=True, slots=True)
class Losses:
    """`frames` in which the face was in view and not found, in `gaps` stretches; the longest time in ms from
    its coming (back) into view, or from the loss, until it is found again (0: at once); `swaps` of
    identity."""

    frames: int
    gaps: int
    reacquire_ms: float
    swaps: int


def overshoot_of(t_s: Array, known: Complex, seen: Complex, width_px: float) -> float | Missing:
    """How far `seen` goes beyond the farthest place of `known` (n,) after a stop or a turn, at the worst, as
    a share of the face's width; 0 where it never does.

    Along the line on which the truth moves most (its principal axis): at each place where its movement ends,
    max of seen - max of known over the next 250 ms, both on a cubic spline between the frames. A constant
    offset is taken away first, told apart from a lag by the best shift.
    """
    if len(t_s) < _LEAST_FRAMES:
        return Missing("too few frames")
    path = known - known.mean()
    axis = np.exp(0.5j * np.angle(np.sum(path**2)))
    along = np.stack([(one * np.conj(axis)).real for one in (path, seen - known.mean())], axis=1)
    along[:, 1] -= _offset(t_s, along)
    spline = Spline.through(t_s, along)
    fine = np.arange(t_s[0], t_s[-1], float(np.median(np.diff(t_s))) / _FINER)
    place, speed = spline(fine), spline.velocity(fine)[:, 0]
    ends = _ends(place[:, 0], speed, _LEAST_MOVE * width_px)
    beyond = []
    for end, sign in ends:
        after = (fine >= fine[end]) & (fine <= fine[end] + _AFTER_S)
        truth, shown = sign * place[after, 0], sign * place[after, 1]
        beyond.append(float(shown.max() - truth.max()))
    if not beyond:
        return Missing("no movement ends")
    return max(*beyond, 0.0) / width_px


def _offset(t_s: Array, along: Array) -> float:
    """By how much the second column lies beside the first, were it not late."""
    late = shift_s(t_s, along[:, :1], along[:, 1:])
    late_s = 0.0 if isinstance(late, Missing) else late
    return float(np.mean(along[:, 1:] - Spline.through(t_s, along[:, :1])(t_s - late_s)))


def _ends(place: Array, speed: Array, least: float) -> list[tuple[int, float]]:
    """Where a movement of at least `least` ends: the index and the sign of the movement."""
    slow = _AT_REST * float(np.abs(speed).max())
    moving = np.where(np.abs(speed) > slow, np.sign(speed), 0.0)
    found = []
    starts = np.flatnonzero(np.diff(moving) != 0) + 1
    for a, b in zip([0, *starts[:-1]], starts, strict=True) if len(starts) else ():
        if moving[a] != 0 and abs(place[b] - place[a]) >= least:
            found.append((int(b), float(moving[a])))
    return found


def losses(track: Track, in_view: NDArray[np.bool_], own: Complex, valid: NDArray[np.bool_]) -> Losses:
    """What was lost while it was `in_view` (n,). `own` (n, k) are errors without bias in face widths, `valid`
    (n, k) what is known to be seen of the face."""
    lost = in_view & ~track.present
    begins = lost & ~np.concatenate([[False], lost[:-1]])
    rms = np.sqrt(np.where(valid, np.abs(own) ** 2, 0.0).sum(axis=1) / np.maximum(valid.sum(axis=1), 1))
    good = track.present & (rms <= FOUND)
    clear = valid.mean(axis=1) >= 1.0 - _COVERED
    reopened = clear & ~np.concatenate([[True], clear[:-1]])
    fresh = np.concatenate([[True], np.diff(track.epoch) != 0])
    waits = [_wait_ms(track, good, int(at)) for at in np.flatnonzero(begins | reopened | (fresh & in_view))]
    same = (track.epoch[1:] == track.epoch[:-1]) & track.present[1:]
    return Losses(
        int(np.count_nonzero(lost)),
        int(np.count_nonzero(begins)),
        max(waits, default=0.0),
        int(np.count_nonzero(same & (np.diff(_last_seen(track)) != 0))),
    )


def _wait_ms(track: Track, good: NDArray[np.bool_], start: int) -> float:
    """From frame `start` to the first of FOUND_FRAMES good ones in a row; to the last frame where there is
    none."""
    row = 0
    for at in range(start, len(track)):
        row = row + 1 if good[at] else 0
        if row == min(FOUND_FRAMES, len(track) - start):
            return float(track.t_ns[at - row + 1] - track.t_ns[start]) * 1e-6
    return float(track.t_ns[-1] - track.t_ns[start]) * 1e-6


def _last_seen(track: Track) -> NDArray[np.int64]:
    """(n,) the id that was seen last; that of the first seen before there is one."""
    at = np.where(track.present, np.arange(len(track)), -1)
    at = np.maximum.accumulate(at)
    first = int(np.argmax(track.present))
    return np.asarray(track.ids[np.where(at < 0, first, at)])
