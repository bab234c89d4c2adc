"""A comparison made up of arrays: A trembles, B is calmer and late."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from app.core.missing import Missing
from app.lab.comparison import Comparison, FrontPoint, Side
from app.lab.overlay import take_still
from app.lab.scores_figures import Scores
from app.lab.tracks import Track
from app.lab.undelayed import scores_of
from tests.lab.scored import MadeUp, moved, times, track_of, truth_of

LATE_S = 0.02


@cache
def compared(*, known: bool = True, name: str = "a clip.mkv") -> Comparison:
    """Three seconds of a face that sways; B comes LATE_S later and trembles half as much as A."""
    t_s = times(3.0)
    path: Callable[[float], np.ndarray] = lambda late: moved(t_s, x=60.0 * np.sin(4.0 * (t_s - late)))  # noqa: E731
    truth = truth_of(t_s, path(0.0))
    noise = np.random.default_rng(1).normal(0.0, 0.4, truth.points.shape)
    a = track_of(t_s, path(0.0) + noise, raw=path(0.0) + noise)
    b = track_of(t_s, path(LATE_S) + 0.5 * noise, raw=path(0.0) + noise)
    picture = np.full((720, 1280, 3), 90, np.uint8)
    stills = tuple(take_still(frame, picture, a.raw[frame]) for frame in range(0, len(t_s), 10))
    front = (
        FrontPoint("A", "a", 0.2, 0.0),
        FrontPoint("B", "b", 0.1, 20.0),
        FrontPoint("one-euro", "method", 0.15, 8.0),
        FrontPoint("none", "method", 0.2, 0.0),
    )
    sides = [
        Side("default", "", a, *_scored(a, truth if known else None)),
        Side("mine <1>", "steady.method = spring", b, *_scored(b, truth if known else None)),
    ]
    return Comparison(name, sides[0], sides[1], truth if known else None, front, stills)  # type: ignore[arg-type]


def _scored(track: Track, truth: MadeUp | None) -> tuple[Scores, Scores]:
    scores = scores_of(track, truth)
    assert not isinstance(scores, Missing)
    return scores
