"""Flow fused with the detector: a Kalman filter on every point, told by the surface itself how it has moved.

The flow says to some hundredths of a pixel how far the surface has gone since its reference frame, and
nothing of where a landmark lies on it; the detector says where it lies, with an error of half a pixel that
is new in every frame. So a landmark is a place on the reference (q), carried by the flow, and what the
detector says of it is averaged over time: it neither trembles nor lags. Where the surface tells little
(covered, blurred, a lid that shuts) its uncertainty grows and the detector counts for more at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .carry import Carrier
from .one_euro import OneEuroState, one_euro
from .stabilise import Points, Sight, SteadyParams, stabiliser

F32 = NDArray[np.float32]

# The detector's error as a share of the subject's size: what is new in every frame, and what goes with pose
# and light and stays for long (it is no news that it still says so). At `_BLUR_SPEED` sizes a second both
# are twice as large.
_NOISE, _OPINION = 0.0025, 0.015
_BLUR_SPEED = 0.6
_TOLD = 0.010
# How far a soft part gets out of shape from one frame to the next, as a share of size, while the head is
# still; a head that sweeps along at this many sizes a second says less.
_BETWEEN_FRAMES, _SWEEP_SPEED = 0.015, 0.5
# What a change of reference adds to the error of a place on it, as a share of size.
_CHAINED = 0.004
# Innovations are averaged over this time; what exceeds so many sigma of the detector's opinion is believed:
# the point has lost its place on the surface.
_AGREE_S, _AGREE_SIGMA = 0.15, 2.5
# A point whose flow is this sure (share of size) is sure; with so many of them the flow is to be believed
# rather than the detector, which is astray when it is off by more than `_ASTRAY` all over, and has the last
# word only beyond `_LOST`.
_SURE, _MOST_SURE, _ASTRAY, _LOST = 0.004, 0.4, 0.02, 0.05
_PATIENCE_S = 0.5
# With less of the surface seen than this share, and a detector whose face is bent by more than that share of
# size against the last one or has leapt that far, the points wait so long.
_HARDLY_ANY, _DISTORTED, _LEAP, _COAST_S = 0.12, 0.025, 0.03, 0.3
# Without any flow the points come back to the detector's in this time.
_BACK_S = 0.06
# Without a flow: One-Euro's numbers.
_CUTOFF_HZ, _BETA = 0.3, 40.0


@dataclass(frozen=True, slots=True, eq=False)
class FusedState:
    """`points` (K, 3) as last given out and how unsure they are, `doubt` (K,) px²; `carried` (K, 2) px where
    the flow alone had them; `place` (K, 2) px where they lie on the carrier's reference frame, and the
    `variance` (K,) px² of that; `surprise` (K, 2) px the averaged innovation; `astray_s` for how long the
    detector has been astray, `coasted_s` for how long the points have waited; `low` a plain low-pass."""

    t_ns: int
    points: Points
    doubt: F32
    carried: F32
    carrier: Carrier | None
    place: F32
    variance: F32
    surprise: F32
    low: OneEuroState
    astray_s: float = 0.0
    coasted_s: float = 0.0


@stabiliser("flow")
def _fused(state: FusedState | None, sight: Sight, params: SteadyParams) -> tuple[Points, FusedState]:
    raw, size = sight.raw, _size_px(sight.raw)
    if state is None or sight.dt_s <= 0.0:
        _, low = one_euro(None, raw, 0.0, min_cutoff_hz=_CUTOFF_HZ, beta=_BETA)
        fresh = np.full(len(raw), (_OPINION * size) ** 2, np.float32)
        return raw, FusedState(
            sight.t_ns,
            raw,
            fresh,
            raw[:, :2],
            None,
            raw[:, :2],
            fresh,
            np.zeros((len(raw), 2), np.float32),
            low,
        )
    slow, low = one_euro(state.low, raw, sight.dt_s, min_cutoff_hz=_CUTOFF_HZ, beta=_BETA)
    carrier, place = _carrier(state, sight, size)
    dt_s = np.float32(sight.dt_s)
    opinion = np.float32((_OPINION * size) ** 2)
    seen = 0.0 if sight.flow is None else float(np.mean(sight.flow.precision[:, 0, 0] > 0.0))
    if seen < _HARDLY_ANY and state.coasted_s < _COAST_S and _is_odd(raw, state.points, size):
        # Something lies over the subject, and the detector makes up a face: better none of it for a moment.
        return state.points, replace(state, t_ns=sight.t_ns, low=low, coasted_s=state.coasted_s + sight.dt_s)
    if carrier is None or sight.flow is None or seen < _HARDLY_ANY:
        back = np.exp(-dt_s / np.float32(_BACK_S))
        points = slow + back * (state.points - state.low.smooth)
        place, variance = points[:, :2], np.maximum(state.variance, opinion)
        return points, FusedState(
            sight.t_ns, points, variance, place, None, place, variance, np.zeros_like(state.surprise), low
        )
    moved, unsure = carrier.carry(sight.flow)
    carried = place + moved
    innovation = raw[:, :2] - carried
    speed = np.linalg.norm(np.median(carried - state.points[:, :2], axis=0)) / (dt_s * size)
    # Where most of the surface is seen to be, the detector may be told to be wrong: behind a hand, in a blur.
    sure = unsure < np.float32((_SURE * size) ** 2)
    confident = bool(np.mean(sure) > _MOST_SURE)
    off = float(np.median(np.linalg.norm(innovation[sure], axis=1))) / size if confident else 0.0
    astray_s = state.astray_s + float(dt_s) if off > _ASTRAY else 0.0
    if astray_s > _PATIENCE_S:  # it insists: the points have lost their place, and go to the detector's
        confident, off = False, 0.0
    astray = 1.0 + (max(off - _ASTRAY, 0.0) / _ASTRAY) ** 2 * 100.0
    blurred = np.float32((1.0 + (speed / _BLUR_SPEED) ** 2) * astray)
    noise = np.float32((_NOISE * size) ** 2) * blurred
    # News of a lasting error come as slowly as the error changes: so much less does one frame count.
    slow_news = opinion * blurred * np.float32(0.04 * params.flow_settle_s) / dt_s
    drift = (params.flow_drift / 100.0 + sight.keypoints.slides.astype(np.float32)) * np.float32(size)
    drift2 = drift**2 * dt_s
    keeps = np.exp(-dt_s / np.float32(_AGREE_S))
    surprise = keeps * state.surprise + (1.0 - keeps) * innovation
    expected = (opinion * blurred if not confident else np.float32((_LOST * size) ** 2)) + unsure
    excess = np.einsum("kj,kj->k", surprise, surprise) / (2.0 * expected * np.float32(_AGREE_SIGMA**2))
    variance = state.variance + drift2
    if carrier is not state.carrier:  # a new reference begins where the last one has led, and errs with it
        variance = variance + np.float32((_CHAINED * size) ** 2)
    variance = np.where(excess > 1.0, np.maximum(variance, opinion * (excess - 1.0)), variance)
    # What the flow is unsure of in this frame concerns where the point is now, and not its place on the
    # surface.
    guess = variance + unsure
    lasting = (variance / (guess + noise + slow_news))[:, None]
    told = np.float32((_TOLD * size) ** 2) * blurred
    passing = (guess / (guess + noise + told))[:, None]
    passing = np.maximum(passing * (unsure / guess)[:, None], lasting)
    points = np.empty_like(raw)
    error = carrier.detector_error(innovation, unsure)
    points[:, :2] = carried + np.where(
        passing > lasting, passing * (innovation - error), lasting * innovation
    )
    points[:, 2] = slow[:, 2]
    doubt = guess * (1.0 - passing[:, 0])
    soft = sight.flow.stepped
    if len(soft):
        # Where both tell, the reference and the step from the last frame are weighed, and the detector
        # after. The step is what was seen there, or what the whole has done, whichever is surer.
        since = state.carried if carrier is state.carrier else state.points[:, :2]
        whole = carried[soft] - since[soft]
        held = np.float32((_BETWEEN_FRAMES * size) ** 2 / (1.0 + (speed / _SWEEP_SPEED) ** 2))
        trust = (held / (held + sight.flow.step_variance))[:, None]
        stepped = state.points[soft, :2] + whole + trust * (sight.flow.step - whole)
        stepped_doubt = state.doubt[soft] + trust[:, 0] * sight.flow.step_variance
        share = (stepped_doubt / (stepped_doubt + guess[soft]))[:, None]
        both = share * carried[soft] + (1.0 - share) * stepped
        left = stepped_doubt * guess[soft] / (stepped_doubt + guess[soft])
        heed = (left / (left + noise + told))[:, None]
        points[soft, :2] = both + heed * (raw[soft, :2] - both - error[soft])
        doubt[soft] = left * (1.0 - heed[:, 0])
    return points, FusedState(
        sight.t_ns,
        points,
        doubt,
        carried,
        carrier,
        place + lasting * innovation,
        variance * (1.0 - lasting[:, 0]),
        surprise * (1.0 - lasting),
        low,
        astray_s,
    )


def _carrier(state: FusedState, sight: Sight, size: float) -> tuple[Carrier | None, F32]:
    """What carries the points now, and where they lie on its reference frame; None where nothing is known."""
    flow = sight.flow
    if flow is None or not flow.precision.any():
        return None, state.place
    if state.carrier is not None and flow.reference_ns == state.carrier.reference_ns:
        return state.carrier, state.place
    if flow.reference_ns == state.t_ns:
        return Carrier.of(flow, state.points, sight.keypoints, size), state.points[:, :2]
    return None, state.place


def _is_odd(points: Points, before: Points, size: float) -> bool:
    """Whether most points have leapt, or the whole is bent (rms after the best similarity) against before."""
    a, b = (p[:, 0] + 1j * p[:, 1] for p in (before, points))
    leapt = abs(complex(np.median((b - a).real), np.median((b - a).imag)))
    a, b = a - a.mean(), b - b.mean()
    turn = np.vdot(a, b) / max(float(np.vdot(a, a).real), 1e-9)
    bent = float(np.sqrt(np.mean(np.abs(b - turn * a) ** 2)))
    return leapt > _LEAP * size or bent > _DISTORTED * size


def _size_px(points: Points) -> float:
    width, height = np.ptp(points[:, :2], axis=0)
    return max(float(width + height) / 2.0, 1.0)
