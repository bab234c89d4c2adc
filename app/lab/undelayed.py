"""How much a track trembles, whether or not it is late.

Whoever comes 7 ms late errs in every movement, and much of that error is faster than 1 Hz: against the truth
a late track looks as if it trembled. Against the truth as late as the track is, only the trembling is left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.missing import Missing
from .scores import Truth, score, score_without_truth
from .scores_figures import Scores
from .signals import Spline
from .tracks import Track


@dataclass(frozen=True, slots=True, eq=False)
class _Delayed:
    """A truth whose points come later; see Truth."""

    t_ns: NDArray[np.int64]
    epoch: NDArray[np.int64]
    points: NDArray[np.float32]
    valid: NDArray[np.bool_]
    mm_per_px: NDArray[np.floating]
    pose: NDArray[np.floating]
    has_pose: NDArray[np.bool_]


def scores_of(track: Track, truth: Truth | None) -> tuple[Scores, Scores] | Missing:
    """The scores, and those against the truth as late as the track is.

    The same where no lag can be told, and where no truth is known: then the track is seen in its own face's
    frame, in which a late head does not err.
    """
    if truth is None:
        blind = score_without_truth(track)
        return blind if isinstance(blind, Missing) else (blind, blind)
    found = score(track, truth)
    if isinstance(found, Missing):
        return found
    if isinstance(found.lag_ms, Missing):
        return found, found
    without_lag = score(track, delayed(truth, found.lag_ms))
    return found, found if isinstance(without_lag, Missing) else without_lag


def delayed(truth: Truth, by_ms: float) -> Truth:
    """What was true `by_ms` before, at each time; a natural cubic spline between the frames of an epoch."""
    points = np.array(truth.points)
    for epoch in np.unique(truth.epoch):
        rows = np.flatnonzero(truth.epoch == epoch)
        if len(rows) > 2:
            t_s = (truth.t_ns[rows] - truth.t_ns[rows[0]]) * 1e-9
            path = Spline.through(t_s, np.asarray(points[rows], float).reshape(len(rows), -1))
            points[rows] = path(t_s - 1e-3 * by_ms).reshape(points[rows].shape)
    return _Delayed(truth.t_ns, truth.epoch, points, truth.valid, truth.mm_per_px, truth.pose, truth.has_pose)
