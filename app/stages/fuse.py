"""Flow fused with the detector: a Kalman filter on every point, told by the surface itself how it has moved.

The flow says to some hundredths of a pixel how far the surface has gone since its reference frame, and nothing of
where a landmark lies on it; the detector says where it lies, with an error of half a pixel that is new in every
frame. So a landmark is a place on the reference (q), carried by the flow, and what the detector says of it is
averaged over time: it neither trembles nor lags. Where the surface tells little (covered, blurred, a lid that
shuts) its uncertainty grows and the detector counts for more at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .carry import Carrier
from .one_euro import OneEuroState, one_euro
from .stabilise import Points, Sight, SteadyParams, stabiliser

F32 = NDArray[np.float32]

# The detector's error as a share of the subject's size: what is new in every frame, and what goes with pose and
# light and stays for long (it is no news that it still says so). At `_BLUR_SPEED` sizes a second both are twice
# as large.
_NOISE, _OPINION = 0.0025, 0.015
_BLUR_SPEED = 0.6
_TOLD = 0.010
# Innovations are averaged over this time; what exceeds so many sigma of the detector's opinion is believed: the
# point has lost its place on the surface.
_AGREE_S, _AGREE_SIGMA = 0.15, 2.5
# A point that was just found is only as sure as the detector's opinion.
# Without a flow: One-Euro's numbers.
_CUTOFF_HZ, _BETA = 0.3, 40.0


@dataclass(frozen=True, slots=True, eq=False)
class FusedState:
    """`points` (K, 3) as last given out and how unsure they are, `doubt` (K,) px²; `place` (K, 2) px where they lie on the carrier's reference frame, and
    the `variance` (K,) px² of that; `surprise` (K, 2) px the averaged innovation; `low` a plain low-pass."""

    t_ns: int
    points: Points
    doubt: F32
    carrier: Carrier | None
    place: F32
    variance: F32
    surprise: F32
    low: OneEuroState


@stabiliser("flow")
def _fused(state: FusedState | None, sight: Sight, params: SteadyParams) -> tuple[Points, FusedState]:
    raw, size = sight.raw, _size_px(sight.raw)
    if state is None or sight.dt_s <= 0.0:
        _, low = one_euro(None, raw, 0.0, min_cutoff_hz=_CUTOFF_HZ, beta=_BETA)
        fresh = np.full(len(raw), (_OPINION * size) ** 2, np.float32)
        return raw, FusedState(
            sight.t_ns, raw, fresh, None, raw[:, :2], fresh, np.zeros((len(raw), 2), np.float32), low
        )
    slow, low = one_euro(state.low, raw, sight.dt_s, min_cutoff_hz=_CUTOFF_HZ, beta=_BETA)
    carrier, place = _carrier(state, sight, size)
    dt_s = np.float32(sight.dt_s)
    opinion = np.float32((_OPINION * size) ** 2)
    if carrier is None or sight.flow is None:
        points = slow
        place, variance = slow[:, :2], np.maximum(state.variance, opinion)
        return points, FusedState(
            sight.t_ns, points, variance, None, place, variance, np.zeros_like(state.surprise), low
        )
    moved, unsure = carrier.carry(sight.flow)
    carried = place + moved
    innovation = raw[:, :2] - carried
    speed = np.linalg.norm(np.median(carried - state.points[:, :2], axis=0)) / (dt_s * size)
    blurred = np.float32(1.0 + (speed / _BLUR_SPEED) ** 2)
    noise = np.float32((_NOISE * size) ** 2) * blurred
    # News of a lasting error come as slowly as the error changes: so much less does one frame count.
    slow_news = opinion * blurred * np.float32(0.04 * params.flow_settle_s) / dt_s
    drift2 = np.float32((params.flow_drift / 100.0 * size) ** 2) * dt_s
    keeps = np.exp(-dt_s / np.float32(_AGREE_S))
    surprise = keeps * state.surprise + (1.0 - keeps) * innovation
    expected = opinion * blurred + unsure
    excess = np.einsum("kj,kj->k", surprise, surprise) / (2.0 * expected * np.float32(_AGREE_SIGMA**2))
    variance = state.variance + drift2
    variance = np.where(excess > 1.0, np.maximum(variance, opinion * (excess - 1.0)), variance)
    # What the flow is unsure of in this frame concerns where the point is now, and not its place on the surface.
    guess = variance + unsure
    lasting = (variance / (guess + noise + slow_news))[:, None]
    told = np.float32((_TOLD * size) ** 2) * blurred
    passing = (guess / (guess + noise + told))[:, None]
    passing = np.maximum(passing * (unsure / guess)[:, None], lasting)
    points = np.empty_like(raw)
    error = carrier.detector_error(innovation, unsure)
    points[:, :2] = carried + np.where(passing > lasting, passing * (innovation - error), lasting * innovation)
    points[:, 2] = slow[:, 2]
    doubt = guess * (1.0 - passing[:, 0])
    soft = sight.flow.stepped
    if len(soft):
        # Where both tell, the reference and the step from the last frame are weighed, and the detector after.
        stepped = state.points[soft, :2] + sight.flow.step
        stepped_doubt = state.doubt[soft] + sight.flow.step_variance
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
        carrier,
        place + lasting * innovation,
        variance * (1.0 - lasting[:, 0]),
        surprise * (1.0 - lasting),
        low,
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


def _size_px(points: Points) -> float:
    width, height = np.ptp(points[:, :2], axis=0)
    return max(float(width + height) / 2.0, 1.0)
