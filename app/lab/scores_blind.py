"""How good a track of landmarks is where nobody knows the truth: against its own raw points.

Every track is seen in the frame of its own face, or foot (a similarity per frame), so that what is left after
the movement of the whole is the trembling of the points against each other, and the face's own expression.
Filtered to and fro in time, without lag, the raw points say where that expression was.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.missing import Missing
from .face_frame import BODIES, Body, Complex, FaceFrame, as_complex, face_frame
from .scores_events import losses
from .scores_figures import (
    TREMBLE_HZ,
    Errors,
    Scores,
    above,
    figures,
    longest,
    runs_of,
    settled_of,
    tells,
    units_of,
    without_bias,
)
from .scores_pose import pose_scores, temple_scores
from .signals import lag_s, slow_part
from .tracks import Track


def score_without_truth(track: Track) -> Scores | Missing:
    """The figures that need no truth; Missing where there is no second with a face.

    `jitter` is the rms of the points above 1 Hz, `error` (and peak, flicker, jump) that of their departure
    from the slow part of the raw points, both after similarity alignment; the lag is that of the points after
    the raw ones, by their velocities. Frames without a face count as lost between the first and the last with
    one.
    """
    t_s = track.t_s
    seen = track.present & settled_of(t_s, track.epoch)
    runs = [run for run in runs_of(t_s, track.epoch, seen) if tells(t_s[run])]
    if not runs:
        return Missing(f"no {'foot' if track.subject == 'feet' else 'face'} was in view for a second")
    body = BODIES[track.subject]
    counted = np.zeros(len(track), np.bool_)
    for run in runs:
        counted[run] = True
    told = np.repeat(counted[:, None], body.points, axis=1)
    points, raw = as_complex(track.points), as_complex(track.raw)
    frame, raw_frame = face_frame(points, told, body), face_frame(raw, told, body)
    own = _aligned(points, frame)
    slow = _slow(_aligned(raw, raw_frame), runs, t_s)
    units = units_of(raw_frame.width_px, _mm_per_px(raw, body))
    left = Errors(t_s, *without_bias(own - slow, told), runs, units)
    high = Errors(t_s, *without_bias(own, told), runs, units)
    regions = {}
    for name, members in body.scored.items():
        lag = _lag_ms(track, members, longest(runs, t_s))
        of_points, departed = figures(high.of(members), lag), figures(left.of(members), lag)
        regions[name] = departed.with_jitter(of_points.jitter)
    temples = temple_scores(track, raw_frame, counted, units, None) if track.subject == "face" else {}
    return Scores(
        frames=len(track),
        seconds=float(t_s[-1]),
        face_px=float(np.median(raw_frame.width_px[counted])),
        regions=regions | temples,
        lag_ms=regions["all"].lag_ms,
        lag_at={},
        overshoot=Missing("the truth is not known"),
        losses=losses(track, _between(track), np.zeros_like(own), np.ones_like(told)),
        pose=pose_scores(track, raw_frame, counted, None),
        ms=float(np.median(track.ms)),
        tremble=above(high, TREMBLE_HZ),
    )


def _aligned(points: Complex, frame: FaceFrame) -> Complex:
    return np.asarray((points - frame.origin[:, None]) / frame.turn[:, None])


def _slow(own: Complex, runs: list[slice], t_s: Array) -> Complex:
    slow = own.copy()
    for run in runs:
        slow[run] = slow_part(t_s[run], own[run])
    return slow


def _lag_ms(track: Track, members: NDArray[np.int64], run: slice) -> float | Missing:
    """Of the region's middle and of four of its points, whose movements tell turns as well."""
    if not track.knows_raw:
        return Missing("nobody knows the raw points")
    some = members[:: max(len(members) // 4, 1)]
    paths = []
    for points in (track.raw[run], track.points[run]):
        picked = np.concatenate([points[:, members].mean(axis=1, keepdims=True), points[:, some]], axis=1)
        paths.append(picked.reshape(len(picked), -1))
    found = lag_s(track.t_s[run], paths[0], paths[1])
    return found if isinstance(found, Missing) else found * 1e3


def _mm_per_px(raw: Complex, body: Body) -> Array:
    first, last, apart_mm = body.apart_mm
    return np.asarray(apart_mm / np.maximum(np.abs(raw[:, last] - raw[:, first]), 1.0))


def _between(track: Track) -> NDArray[np.bool_]:
    """(n,) from the first frame with a face to the last."""
    at = np.flatnonzero(track.present)
    inside = np.zeros(len(track), np.bool_)
    inside[at[0] : at[-1] + 1] = True
    return inside
