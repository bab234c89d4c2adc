"""How good a track of landmarks is, against the truth: the figures of docs/stability.md, with its formulas.

An error is seen in the face's own frame, as a share of the face's width, so that a head that turns or comes
nearer carries a constant bias along, and each point's constant bias counts for nothing: whoever marks the lip
half a millimetre higher than somebody else is not less stable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.missing import Missing
from .face_frame import SCORED, Complex, FaceFrame, as_complex, as_points, face_frame
from .scores_events import Losses, losses, overshoot_of
from .scores_pose import PoseScores, pose_scores, temple_error
from .signals import CUTOFF_HZ, shift_s, slow_part
from .tracks import Track

# Shorter runs tell nothing of a movement of one hertz.
_LEAST_RUN_S, _LEAST_FRAMES = 1.0, 8
# Two frames further apart than this are no neighbours.
GAP_S = 0.25
# So long after the beginning of an epoch a face is being found: that is judged by the time it takes, not by
# the size of the errors (MediaPipe's first frames are off by several percent, and so are ours).
SETTLE_S = 0.2
# Slower than this, in face widths a second, no lag can be told.
_LEAST_SPEED = 0.05
# Speeds of the truth, in face widths a second, at which the lag is looked at by itself.
SPEEDS: Mapping[str, tuple[float, float]] = {
    "slow": (0.1, 0.8),
    "middle": (0.8, 1.6),
    "fast": (1.6, np.inf),
}


class Truth(Protocol):
    """What is true of a clip: see docs/stability.md, "Clips"."""

    @property
    def t_ns(self) -> NDArray[np.int64]: ...
    @property
    def epoch(self) -> NDArray[np.int64]: ...
    @property
    def points(self) -> NDArray[np.float32]: ...
    @property
    def valid(self) -> NDArray[np.bool_]: ...
    @property
    def mm_per_px(self) -> NDArray[np.floating]: ...
    @property
    def pose(self) -> NDArray[np.floating]: ...
    @property
    def has_pose(self) -> NDArray[np.bool_]: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """One size in three units: percent of the face's width, px of the picture, millimetres at the face."""

    percent: float
    px: float
    mm: float


@dataclass(frozen=True, slots=True)
class RegionScores:
    """One region. `jitter` is the rms of the error above 1 Hz, `error` of the whole error, `flicker` of its
    change from frame to frame; `peak` is the largest error and `jump` the largest change of one point.
    `lag_ms` is how much later the region moves than the truth."""

    jitter: Figure
    error: Figure
    flicker: Figure
    peak: Figure
    jump: Figure
    lag_ms: float | Missing


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one track on one clip. `regions` by the names of SCORED, and "temples" where the track
    has poses; `lag_at` by the names of SPEEDS. `ms` is the median time of detect..fit."""

    frames: int
    seconds: float
    face_px: float
    regions: Mapping[str, RegionScores]
    lag_ms: float | Missing
    lag_at: Mapping[str, float | Missing]
    overshoot: Figure | Missing
    losses: Losses
    pose: PoseScores | Missing
    ms: float


@dataclass(frozen=True, slots=True, eq=False)
class _Errors:
    """Errors `own` (n, k) in face widths, without bias, in the face's frame; 0 where not `told` (n, k)."""

    t_s: Array
    own: Complex
    told: NDArray[np.bool_]
    runs: list[slice]
    units: Array  # (3, n): percent, px, mm of one face width


def score(track: Track, truth: Truth) -> Scores | Missing:
    """The figures; Missing where the face was never found in a frame of which the truth is known.

    A truth of another number of frames is matched by time.
    """
    rows = rows_of(track, truth)
    known = as_complex(np.asarray(truth.points[rows], np.float64))
    valid = np.asarray(truth.valid[rows])
    if not valid.any():
        return Missing("nothing is known to be true of this clip")
    frame = face_frame(known, valid)
    seen = track.present & frame.known
    if np.count_nonzero(seen) < 2:
        return Missing("the face was not found")
    t_s = (track.t_ns - track.t_ns[0]) * 1e-9
    width_px = frame.width_px
    units = np.stack([np.full(len(t_s), 100.0), width_px, width_px * truth.mm_per_px[rows]])
    offset = as_complex(track.points) - known
    own = offset / frame.turn[:, None]
    settled = settled_of(t_s, track.epoch)
    told = valid & (seen & settled)[:, None]
    if not told.any():
        return Missing("the face was not found for long enough")
    bias = bias_of(own, told)
    runs = runs_of(t_s, track.epoch, seen & settled)
    errors = _Errors(t_s, np.where(told, own - bias, 0.0), told, runs, units)
    corrected = known + errors.own * frame.turn[:, None]
    run = _longest(runs, t_s)
    regions = {
        name: _region(errors, members, known, corrected, frame, run) for name, members in SCORED.items()
    }
    temples = temple_error(track, truth, rows, frame)
    if not isinstance(temples, Missing):
        offset_t, told_t = temples
        told_t &= settled[:, None]
        posed_runs = runs_of(t_s, track.epoch, told_t[:, 0])
        own_t = np.where(told_t, offset_t - bias_of(offset_t, told_t), 0.0)
        at_temples = _Errors(t_s, own_t, told_t, posed_runs, units)
        regions["temples"] = _figures(at_temples, Missing("it moves with the head"))
    posed = [run for run in runs_of(t_s, track.epoch, seen & settled & track.has_pose) if tells(t_s[run])]
    speed = _speeds(t_s, known, frame)
    return Scores(
        frames=len(track),
        seconds=float(t_s[-1]),
        face_px=float(np.median(width_px[frame.known])),
        regions=regions,
        lag_ms=regions["all"].lag_ms,
        lag_at={
            name: _lag(t_s, known, corrected, errors.told, frame, run, (speed >= low) & (speed < high))
            for name, (low, high) in SPEEDS.items()
        },
        overshoot=_overshoot(t_s, known, corrected, errors.told, frame, run, units),
        losses=losses(track, frame, np.where(valid, own - bias, 0.0), valid),
        pose=pose_scores(track, truth, rows, frame, posed, t_s),
        ms=float(np.median(track.ms)),
    )


def rows_of(track: Track, truth: Truth) -> NDArray[np.int64]:
    """(n,) the row of the truth that belongs to each frame of the track."""
    if len(truth.t_ns) == len(track):
        return np.arange(len(track))
    right = np.clip(np.searchsorted(truth.t_ns, track.t_ns), 1, len(truth.t_ns) - 1)
    nearer = track.t_ns - truth.t_ns[right - 1] < truth.t_ns[right] - track.t_ns
    return np.asarray(right - nearer)


def runs_of(t_s: Array, epoch: NDArray[np.int64], seen: NDArray[np.bool_]) -> list[slice]:
    """Stretches of frames that follow each other without a gap."""
    apart = (np.diff(t_s) > GAP_S) | (np.diff(epoch) != 0) | (np.diff(seen.astype(int)) != 0)
    edges = [0, *(np.flatnonzero(apart) + 1), len(t_s)]
    return [slice(a, b) for a, b in zip(edges[:-1], edges[1:], strict=True) if seen[a]]


def settled_of(t_s: Array, epoch: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(n,) whether a frame comes at least SETTLE_S after the first of its epoch."""
    _, first, which = np.unique(epoch, return_index=True, return_inverse=True)
    return np.asarray(t_s - t_s[first][which] >= SETTLE_S - 1e-9)


def bias_of(own: Complex, told: NDArray[np.bool_]) -> Complex:
    """(k,) the mean error (n, k) of each point over the frames that tell of it."""
    return np.asarray(np.where(told, own, 0.0).sum(axis=0) / np.maximum(told.sum(axis=0), 1))


def _region(
    errors: _Errors, members: NDArray[np.int64], known: Complex, seen: Complex, frame: FaceFrame, run: slice
) -> RegionScores:
    part = _Errors(errors.t_s, errors.own[:, members], errors.told[:, members], errors.runs, errors.units)
    every = np.ones(len(errors.t_s), np.bool_)
    lag = _lag(errors.t_s, known[:, members], seen[:, members], part.told, frame, run, every)
    return _figures(part, lag)


def _figures(errors: _Errors, lag_ms: float | Missing) -> RegionScores:
    fast = np.zeros_like(errors.own)
    long = np.zeros(len(errors.t_s), np.bool_)
    step, stepped = np.zeros_like(errors.own), np.zeros_like(errors.told)
    for run in errors.runs:
        t_s, own, told = errors.t_s[run], errors.own[run], errors.told[run]
        step[run][1:] = own[1:] - own[:-1]
        stepped[run][1:] = told[1:] & told[:-1]
        if tells(t_s):
            fast[run] = own - slow_part(t_s, own, cutoff_hz=CUTOFF_HZ)
            long[run] = True
    return RegionScores(
        jitter=_rms(fast, errors.told & long[:, None], errors.units),
        error=_rms(errors.own, errors.told, errors.units),
        flicker=_rms(step, stepped, errors.units),
        peak=_most(errors.own, errors.told, errors.units),
        jump=_most(step, stepped, errors.units),
        lag_ms=lag_ms,
    )


def tells(t_s: Array) -> bool:
    """Whether a run is long enough to tell trembling from movement."""
    return len(t_s) >= _LEAST_FRAMES and t_s[-1] - t_s[0] >= _LEAST_RUN_S


def _rms(own: Complex, told: NDArray[np.bool_], units: Array) -> Figure:
    """Over all frames and points; 0 where there is none."""
    square = np.where(told, np.abs(own) ** 2, 0.0).sum(axis=1)
    percent, px, mm = np.sqrt(units**2 @ square / max(np.count_nonzero(told), 1))
    return Figure(float(percent), float(px), float(mm))


def _most(own: Complex, told: NDArray[np.bool_], units: Array) -> Figure:
    largest = np.where(told, np.abs(own), 0.0).max(axis=1)
    percent, px, mm = (units * largest).max(axis=1)
    return Figure(float(percent), float(px), float(mm))


def _longest(runs: list[slice], t_s: Array) -> slice:
    return max(runs, key=lambda run: t_s[run.stop - 1] - t_s[run.start])


def _lag(
    t_s: Array,
    known: Complex,
    seen: Complex,
    told: NDArray[np.bool_],
    frame: FaceFrame,
    run: slice,
    counts: NDArray[np.bool_],
) -> float | Missing:
    """Milliseconds, from the points that are told of throughout the longest run."""
    whole = told[run].all(axis=0)
    if not whole.any():
        return Missing("the points are not in view throughout")
    width_px = float(np.median(frame.width_px[run]))
    paths = [as_points(one[run][:, whole]).reshape(run.stop - run.start, -1) for one in (known, seen)]
    # Each column has one coordinate: the speed of a point is sqrt 2 of the rms of its two.
    least = _LEAST_SPEED * width_px * np.sqrt(np.count_nonzero(whole))
    found = shift_s(t_s[run], *paths, weight=counts[run].astype(float), least_speed=least)
    return found if isinstance(found, Missing) else found * 1e3


def _speeds(t_s: Array, known: Complex, frame: FaceFrame) -> Array:
    """(n,) rms over points of the truth's speed in face widths a second."""
    velocity = np.gradient(known, t_s, axis=0)
    return np.asarray(np.sqrt(np.mean(np.abs(velocity) ** 2, axis=1)) / frame.width_px)


def _overshoot(
    t_s: Array,
    known: Complex,
    seen: Complex,
    told: NDArray[np.bool_],
    frame: FaceFrame,
    run: slice,
    units: Array,
) -> Figure | Missing:
    whole = told[run].all(axis=0)
    if not whole.any():
        return Missing("the points are not in view throughout")
    width_px = frame.width_px[run]
    found = overshoot_of(
        t_s[run],
        known[run][:, whole].mean(axis=1),
        seen[run][:, whole].mean(axis=1),
        float(np.median(width_px)),
    )
    if isinstance(found, Missing):
        return found
    percent, px, mm = found * np.median(units[:, run], axis=1)
    return Figure(float(percent), float(px), float(mm))
