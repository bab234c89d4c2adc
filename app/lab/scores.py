"""How good a track of landmarks is, against the truth: the figures of docs/stability.md, with its formulas.

An error is seen in the face's own frame, as a share of the face's width, so that a head that turns or comes
nearer carries a constant bias along, and each point's constant bias counts for nothing: whoever marks the lip
half a millimetre higher than somebody else is not less stable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.foot import LEFT
from ..core.maths import Array
from ..core.missing import Missing
from .clips.truth import Truth as ClipTruth
from .demo_truth import FeetTruths
from .face_frame import BODIES, Body, Complex, FaceFrame, as_complex, as_points, face_frame
from .scores_blind import score_without_truth
from .scores_events import losses, overshoot_of
from .scores_figures import (
    TREMBLE_HZ,
    Errors,
    Figure,
    RegionScores,
    Scores,
    above,
    bias_of,
    figures,
    longest,
    runs_of,
    settled_of,
    tells,
    units_of,
    without_bias,
)
from .scores_pose import pose_scores, temple_scores
from .signals import shift_s
from .tracks import Track

__all__ = [
    "SPEEDS",
    "Figure",
    "RegionScores",
    "Scores",
    "Truth",
    "rows_of",
    "runs_of",
    "score",
    "score_without_truth",
    "tells",
    "without_bias",
]

# Slower than this, in face widths a second, no lag can be told.
_LEAST_SPEED = 0.05
# A lag is told from so many points at most: more say nothing new, and take their time.
_MOST_PATHS = 100
# Speeds of the truth, in face widths a second, at which the lag is looked at by itself.
SPEEDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "slow": (0.1, 0.8),
        "middle": (0.8, 1.6),
        "fast": (1.6, np.inf),
    }
)


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


def score(track: Track, truth: Truth | FeetTruths) -> Scores | Missing:
    """The figures; Missing where the face, or foot, was never found in a frame of which the truth is known.

    A truth of another number of frames is matched by time. A track of feet is held against that foot on which
    it mostly lies; where it was taken for the other one, its points are named wrongly, and that is an error.
    """
    if isinstance(truth, FeetTruths):
        return _score_foot(track, truth)
    return _score(track, truth)


def _score_foot(track: Track, truths: FeetTruths) -> Scores | Missing:
    if not track.present.any():
        return Missing("the foot was not found")
    rows = rows_of(track, truths.feet[LEFT])
    whole = FeetTruths({side: _part(truth, rows) for side, truth in truths.feet.items()})
    lies_on = whole.side_of(track.points, track.present)
    found = _score(track, whole.feet[int(np.median(lies_on[track.present]))])
    if isinstance(found, Missing) or track.sides is None:
        return found
    wrong = float(np.mean((track.sides != lies_on)[track.present]))
    return replace(found, wrong_side=wrong)


def _part(truth: ClipTruth, rows: NDArray[np.int64]) -> ClipTruth:
    return replace(
        truth,
        t_ns=truth.t_ns[rows],
        epoch=truth.epoch[rows],
        points=truth.points[rows],
        valid=truth.valid[rows],
        face_px=truth.face_px[rows],
        mm_per_px=truth.mm_per_px[rows],
        pose=truth.pose[rows],
        has_pose=truth.has_pose[rows],
    )


def _score(track: Track, truth: Truth) -> Scores | Missing:
    body = BODIES[track.subject]
    rows = rows_of(track, truth)
    known = as_complex(np.asarray(truth.points[rows], np.float64))
    valid = np.asarray(truth.valid[rows], np.bool_)
    if not valid.any():
        return Missing("nothing is known to be true of this clip")
    frame = face_frame(known, valid, body)
    t_s = track.t_s
    seen = track.present & frame.known & settled_of(t_s, track.epoch)
    told = valid & seen[:, None]
    if not told.any():
        return Missing(f"the {'foot' if track.subject == 'feet' else 'face'} was not found")
    own = (as_complex(track.points) - known) / frame.turn[:, None]
    own -= bias_of(own, told)
    units = units_of(frame.width_px, np.asarray(truth.mm_per_px[rows], np.float64))
    errors = Errors(t_s, np.where(told, own, 0.0), told, runs_of(t_s, track.epoch, seen), units)
    motion = _Motion(errors, known, frame, body)
    pose = truth.pose[rows] if truth.has_pose[rows].all() else None
    return Scores(
        frames=len(track),
        seconds=float(t_s[-1]),
        face_px=float(np.median(frame.width_px[frame.known])),
        regions=motion.regions()
        | (temple_scores(track, frame, seen, units, pose) if track.subject == "face" else {}),
        lag_ms=motion.lag_ms(),
        lag_at={name: motion.lag_ms(speeds=speeds) for name, speeds in SPEEDS.items()},
        overshoot=motion.overshoot(),
        losses=losses(track, frame.known, own, valid),
        pose=pose_scores(track, frame, seen, pose),
        ms=float(np.median(track.ms)),
        tremble=above(errors, TREMBLE_HZ),
    )


def rows_of(track: Track, truth: Truth) -> NDArray[np.int64]:
    """(n,) the row of the truth that belongs to each frame of the track."""
    if len(truth.t_ns) == len(track):
        return np.arange(len(track))
    right = np.clip(np.searchsorted(truth.t_ns, track.t_ns), 1, len(truth.t_ns) - 1)
    nearer = track.t_ns - truth.t_ns[right - 1] < truth.t_ns[right] - track.t_ns
    return np.asarray(right - nearer)


class _Motion:
    """The longest run of a track as paths in the picture, without bias, to compare with the true ones."""

    def __init__(self, errors: Errors, known: Complex, frame: FaceFrame, body: Body) -> None:
        self._scored = body.scored
        self._errors = errors
        self._run = run = longest(errors.runs, errors.t_s)
        self._t_s = errors.t_s[run]
        self._known = known[run]
        self._shown = self._known + errors.own[run] * frame.turn[run, None]
        # Only what is told of throughout has a path.
        self._whole: NDArray[np.bool_] = np.all(errors.told[run], axis=0)
        self._width_px = float(np.median(frame.width_px[run]))
        self._speed = self._rms_speed()

    def regions(self) -> dict[str, RegionScores]:
        return {
            name: figures(self._errors.of(members), self.lag_ms(members))
            for name, members in self._scored.items()
        }

    def lag_ms(
        self,
        members: NDArray[np.int64] | None = None,
        *,
        speeds: tuple[float, float] = (0.0, np.inf),
    ) -> float | Missing:
        """How much later these points are, at the times when the truth is so fast (face widths a second)."""
        members = self._scored["all"] if members is None else members
        points = members[self._whole[members]]
        if not len(points):
            return Missing("the points are not in view throughout")
        points = points[:: len(points) // _MOST_PATHS + 1]
        known, shown = (as_points(one[:, points]).reshape(len(one), -1) for one in (self._known, self._shown))
        # The paths' speeds are added up over points.
        least = _LEAST_SPEED * self._width_px * np.sqrt(len(points))
        counts = (self._speed >= speeds[0]) & (self._speed < speeds[1])
        found = shift_s(self._t_s, known, shown, weight=counts.astype(float), least_speed=least)
        return found if isinstance(found, Missing) else found * 1e3

    def overshoot(self) -> Figure | Missing:
        if not self._whole.any():
            return Missing("the points are not in view throughout")
        known, shown = (one[:, self._whole].mean(axis=1) for one in (self._known, self._shown))
        found = overshoot_of(self._t_s, known, shown, self._width_px)
        if isinstance(found, Missing):
            return found
        percent, px, mm = found * np.median(self._errors.units[:, self._run], axis=1)
        return Figure(float(percent), float(px), float(mm))

    def _rms_speed(self) -> Array:
        """(n,) rms over points of the truth's speed in face widths a second."""
        if len(self._t_s) < 2:
            return np.zeros(len(self._t_s))
        velocity = np.gradient(self._known, self._t_s, axis=0)
        return np.asarray(np.sqrt(np.mean(np.abs(velocity) ** 2, axis=1)) / self._width_px)
