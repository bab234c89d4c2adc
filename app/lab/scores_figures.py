"""The figures that scores are made of, and how errors become figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.missing import Missing
from .face_frame import Complex
from .scores_events import Losses
from .signals import CUTOFF_HZ, slow_part

# Shorter runs tell nothing of a movement of one hertz.
_LEAST_RUN_S, _LEAST_FRAMES = 1.0, 8
# Two frames further apart than this are no neighbours.
GAP_S = 0.25
# Faces move slower than this, mostly.
TREMBLE_HZ = 5.0
# So long after the beginning of an epoch a face is being found: that is judged by the time it takes, not by
# the size of the errors (MediaPipe's first frames are off by several percent, and so are ours).
SETTLE_S = 0.2


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

    def with_jitter(self, jitter: Figure) -> RegionScores:
        return replace(self, jitter=jitter)


@dataclass(frozen=True, slots=True)
class PoseScores:
    """The pose: `jitter_deg` and `jitter_mm` are the rms of turn and place above 1 Hz, `error_deg` and
    `error_mm` of their whole error without its constant bias. Missing where the truth knows no pose: then the
    head is taken to turn only in the picture, and its place is not judged."""

    jitter_deg: float
    error_deg: float | Missing
    jitter_mm: float | Missing
    error_mm: float | Missing


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one track on one clip. `regions` by the names of SCORED, and "temples" where the track
    has poses; `lag_at` by the names of SPEEDS. `ms` is the median time of detect..fit, `tremble` the rms of
    all points' error above 5 Hz: faster than faces move, and so no movement at all. `wrong_side` is the share
    of frames in which a foot was taken for the other one; None for faces, and where nobody knows."""

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
    tremble: Figure
    wrong_side: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """Errors `own` (n, k) in face widths, without bias, in the face's frame; 0 where not `told` (n, k)."""

    t_s: Array
    own: Complex
    told: NDArray[np.bool_]
    runs: list[slice]
    units: Array  # (3, n): percent, px, mm of one face width

    def of(self, members: NDArray[np.int64]) -> Errors:
        """Those of some points."""
        return Errors(self.t_s, self.own[:, members], self.told[:, members], self.runs, self.units)


def units_of(width_px: Array, mm_per_px: Array) -> Array:
    """(3, n) percent, px and mm of one face width."""
    return np.stack([np.full(len(width_px), 100.0), width_px, width_px * mm_per_px])


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


def without_bias(own: Complex, told: NDArray[np.bool_]) -> tuple[Complex, NDArray[np.bool_]]:
    """Errors (n, k) with each point's mean taken away; 0 where nothing is told; and where it is told."""
    return np.where(told, own - bias_of(own, told), 0.0), told


def figures(errors: Errors, lag_ms: float | Missing) -> RegionScores:
    step, stepped = np.zeros_like(errors.own), np.zeros_like(errors.told)
    for run in errors.runs:
        own, told = errors.own[run], errors.told[run]
        step[run][1:] = own[1:] - own[:-1]
        stepped[run][1:] = told[1:] & told[:-1]
    return RegionScores(
        jitter=above(errors, CUTOFF_HZ),
        error=rms_figure(errors.own, errors.told, errors.units),
        flicker=rms_figure(step, stepped, errors.units),
        peak=most_figure(errors.own, errors.told, errors.units),
        jump=most_figure(step, stepped, errors.units),
        lag_ms=lag_ms,
    )


def above(errors: Errors, cutoff_hz: float) -> Figure:
    """The rms of all errors above a frequency, over the runs that are long enough."""
    fast, long = np.zeros_like(errors.own), np.zeros(len(errors.t_s), np.bool_)
    for run in errors.runs:
        if tells(errors.t_s[run]):
            own = errors.own[run]
            fast[run] = own - slow_part(errors.t_s[run], own, cutoff_hz=cutoff_hz)
            long[run] = True
    return rms_figure(fast, errors.told & long[:, None], errors.units)


def tells(t_s: Array) -> bool:
    """Whether a run is long enough to tell trembling from movement."""
    return len(t_s) >= _LEAST_FRAMES and t_s[-1] - t_s[0] >= _LEAST_RUN_S


def rms_figure(own: Complex, told: NDArray[np.bool_], units: Array) -> Figure:
    """Over all frames and points; 0 where there is none."""
    square = np.where(told, np.abs(own) ** 2, 0.0).sum(axis=1)
    percent, px, mm = np.sqrt(units**2 @ square / max(np.count_nonzero(told), 1))
    return Figure(float(percent), float(px), float(mm))


def most_figure(own: Complex, told: NDArray[np.bool_], units: Array) -> Figure:
    largest = np.where(told, np.abs(own), 0.0).max(axis=1)
    percent, px, mm = (units * largest).max(axis=1)
    return Figure(float(percent), float(px), float(mm))


def longest(runs: list[slice], t_s: Array) -> slice:
    return max(runs, key=lambda run: t_s[run.stop - 1] - t_s[run.start])
