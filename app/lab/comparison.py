"""Two sets of knobs on one recording: their tracks, their scores, and what one sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.missing import Missing
from ..core.params import Value
from .face_frame import BODIES, Body, Complex, as_complex, face_frame
from .overlay import Still
from .scores import Truth, rows_of
from .scores_figures import Scores, longest, runs_of, settled_of, tells, without_bias
from .signals import slow_part
from .tracks import Track
from .verdict import Row, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Contender:
    """What is to be compared: knobs that differ from the defaults, and the name that they go by."""

    name: str
    knobs: Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A or B on the recording: `settings` are the knobs that are not the defaults, in a line.

    `undelayed` are the scores without the error that its lag makes; see lab.undelayed.
    """

    name: str
    settings: str
    track: Track
    scores: Scores
    undelayed: Scores


@dataclass(frozen=True, slots=True)
class FrontPoint:
    """Where a setting lies between calm and prompt: jitter in percent of the face's width, lag in ms.

    `of` is "a" or "b", "method" for a stabiliser as it comes, "tuned" for a point of a measured front.
    """

    name: str
    of: str
    jitter_percent: float
    lag_ms: float


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """`recording` is a name for people. `truth` is None where nobody knows it. `stills` show the face at some
    frames. `looked_again` says that B asked for another look at the pixels and not just another filter."""

    recording: str
    a: Side
    b: Side
    truth: Truth | None
    front: tuple[FrontPoint, ...]
    stills: tuple[Still, ...]
    looked_again: bool = False

    @property
    def subject(self) -> str:
        """What is followed in it: "face" or "feet"."""
        return self.a.track.subject

    @property
    def t_s(self) -> Array:
        """(n,) seconds since the first frame."""
        t_ns = self.a.track.t_ns
        return np.asarray((t_ns - t_ns[0]) * 1e-9)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The figures side by side."""
        return table_rows(self.a, self.b)

    @property
    def parts(self) -> tuple[Row, ...]:
        """The jitter of each part of the face, without the error that a lag makes."""
        a, b = self.a.undelayed.regions, self.b.undelayed.regions
        return tuple(
            Row(name, "%", a[name].jitter.percent, b[name].jitter.percent) for name in a if name in b
        )

    @property
    def verdict(self) -> Verdict:
        rows = {row.name: row for row in self.rows}
        if self.truth is None:
            rows.pop("error", None)  # without the truth it is no distance to it
        return verdict(rows)

    def path(self, which: str, landmark: int) -> Array:
        """(n, 2) px of one landmark: "a", "b", "raw" or "truth"; NaN where it is not known."""
        if which == "truth":
            return self._truth_path(landmark)
        track = self.b.track if which == "b" else self.a.track
        points = track.raw if which == "raw" else track.points
        return _gaps(points[:, landmark], track.present, track.epoch)

    def error_path(self, which: str, landmark: int) -> Array:
        """(n, 2) px that one landmark of "a", "b" or "raw" departs from the truth, without its mean, or from
        its own slow movement as it was found where nobody knows the truth."""
        path = self.path(which, landmark)
        if self.truth is not None:
            error = path - self.path("truth", landmark)
            return np.asarray(error - np.nanmean(error, axis=0)) if np.isfinite(error).any() else error
        base, track = self.path("raw", landmark), self.a.track
        for run in runs_of(self.t_s, track.epoch, np.isfinite(base[:, 0])):
            base[run] = slow_part(self.t_s[run], base[run])
        return np.asarray(path - base)

    def shown(self, which: str) -> Array:
        """(n, k, 2) px of "a" or "b"; NaN where nobody is there."""
        track = self.b.track if which == "b" else self.a.track
        return np.where(track.present[:, None, None], track.points, np.nan)

    def apart_px(self) -> Array:
        """(n,) rms distance of A's points from B's; 0 where one of them has none, or has just begun."""
        both = self.a.track.present & self.b.track.present & settled_of(self.t_s, self.a.track.epoch)
        apart = np.linalg.norm(self.a.track.points - self.b.track.points, axis=-1)
        return np.where(both, np.sqrt(np.mean(apart**2, axis=-1)), 0.0)

    def own_errors(self, which: str) -> tuple[Array, Complex] | None:
        """Errors (n, k) of "a", "b" or "raw", percent of the face's width, over the longest run, with its
        times (n,): against the truth without each point's bias, else against the raw points' slow part.

        None where nobody is there for a second.
        """
        track = self.b.track if which == "b" else self.a.track
        points = as_complex(track.raw if which == "raw" else track.points)
        seen = track.present & settled_of(self.t_s, track.epoch)
        runs = [run for run in runs_of(self.t_s, track.epoch, seen) if tells(self.t_s[run])]
        if not runs:
            return None
        run = longest(runs, self.t_s)
        t_s = self.t_s[run]
        if self.truth is not None:
            rows = rows_of(track, self.truth)[run]
            known, valid = as_complex(np.asarray(self.truth.points[rows], float)), self.truth.valid[rows]
            own, _ = without_bias((points[run] - known) / face_frame(known, valid).turn[:, None], valid)
            return t_s, 100.0 * own
        own, raw = (_in_its_frame(one[run], BODIES[track.subject]) for one in (points, as_complex(track.raw)))
        return t_s, 100.0 * (own - slow_part(t_s, raw))

    def _truth_path(self, landmark: int) -> Array:
        track = self.a.track
        if self.truth is None:
            return np.full((len(track), 2), np.nan)
        rows = rows_of(track, self.truth)
        valid = self.truth.valid[rows, landmark]
        return np.where(valid[:, None], self.truth.points[rows, landmark].astype(float), np.nan)


def table_rows(side_a: Side, side_b: Side) -> tuple[Row, ...]:
    """The figures of both, of all points; those that neither has are left out."""
    a, b = side_a.scores, side_b.scores
    ra, rb = a.regions["all"], b.regions["all"]
    rows = [
        Row("jitter", "%", jitter_percent(side_a.undelayed), jitter_percent(side_b.undelayed)),
        Row("error", "%", ra.error.percent, rb.error.percent),
        Row("peak", "%", ra.peak.percent, rb.peak.percent),
        Row("lag", "ms", _known(a.lag_ms), _known(b.lag_ms)),
        Row("overshoot", "%", _percent(a), _percent(b)),
        Row("flicker", "%", ra.flicker.percent, rb.flicker.percent),
        Row("dropouts", "", float(a.losses.frames), float(b.losses.frames)),
        Row("reacquire", "ms", a.losses.reacquire_ms, b.losses.reacquire_ms),
        Row("swaps", "", float(a.losses.swaps), float(b.losses.swaps)),
    ]
    return tuple(row for row in rows if row.a is not None or row.b is not None)


def jitter_percent(undelayed: Scores) -> float:
    """The jitter of all points above 1 Hz."""
    return undelayed.regions["all"].jitter.percent


def _in_its_frame(points: Complex, body: Body) -> Complex:
    """Points (n, k) without the place, turn and size of the whole, in face widths or foot lengths."""
    frame = face_frame(points, np.ones(points.shape, np.bool_), body)
    return np.asarray((points - frame.origin[:, None]) / frame.turn[:, None])


def _known(value: float | Missing) -> float | None:
    return None if isinstance(value, Missing) else value


def _percent(scores: Scores) -> float | None:
    return None if isinstance(scores.overshoot, Missing) else scores.overshoot.percent


def _gaps(path: Array, present: NDArray[np.bool_], epoch: NDArray[np.int64]) -> Array:
    """The path (n, 2) with NaN where nobody is there and at the first frame of another epoch."""
    fresh = np.concatenate([[False], np.diff(epoch) != 0])
    return np.where((present & ~fresh)[:, None], path, np.nan)
