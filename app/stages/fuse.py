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

from ..core.flow import Flow
from ..core.keypoints import KeypointSet
from .one_euro import OneEuroState, one_euro
from .stabilise import Points, Sight, SteadyParams, stabiliser

F32 = NDArray[np.float32]

# Of the subject's size: how far the pull of a site reaches, in its own part and in the others.
_REACH, _REACH_ACROSS = 0.10, 0.05
# What the detector's error is taken for, as a share of the subject's size, and at which speed (sizes a second)
# it is twice as large.
_DETECTOR, _DETECTOR_SPEED = 0.0025, 1.0
# How fast a landmark drifts over the surface, as a share of size per root second: the detector's own opinion
# changes with pose and light. Free parts (lips, lids) drift more.
_FREEDOM_DRIFT = 0.10
# Innovations are averaged over this time; agreeing ones beyond so many sigma say that the surface lies.
_AGREE_S, _AGREE_SIGMA = 0.15, 2.5


@dataclass(frozen=True, slots=True, eq=False)
class FusedState:
    """`points` (K, 3) as last given out; `place` (K, 2) on the reference of `reference_ns` (None: none yet) and
    its `variance` (K,) px²; `surprise` (K, 2) the averaged innovation; `depth` smooths z."""

    t_ns: int
    points: Points
    reference_ns: int | None
    place: F32
    variance: F32
    surprise: F32
    depth: OneEuroState


@stabiliser("flow")
def _fused(state: FusedState | None, sight: Sight, params: SteadyParams) -> tuple[Points, FusedState]:
    raw = sight.raw
    size = _size(raw)
    seen = raw[:, :2]
    detector = np.float32((_DETECTOR * size) ** 2)
    if state is None or sight.dt_s <= 0.0:
        _, depth = one_euro(None, raw, 0.0, min_cutoff_hz=0.3, beta=40.0)
        fresh = np.full(len(raw), detector, np.float32)
        return raw, FusedState(sight.t_ns, raw, None, seen, fresh, np.zeros_like(seen), depth)
    dt_s = np.float32(sight.dt_s)
    slow, depth = one_euro(state.depth, raw, sight.dt_s, min_cutoff_hz=0.3, beta=40.0)
    place, reference_ns = state.place, state.reference_ns
    flow = sight.flow
    if flow is not None and flow.reference_ns == state.t_ns:
        place, reference_ns = state.points[:, :2], state.t_ns
    if flow is None or flow.reference_ns != reference_ns or not flow.precision.any():
        carried, unsure = _carried_by_detector(state, slow), np.full(len(raw), detector, np.float32)
        place, reference_ns = carried, None
        moved = np.zeros_like(carried)
    else:
        moved, unsure = carry(flow, place, state.points[:, 2], size, sight.keypoints)
        carried = place + moved
    speed = np.linalg.norm(carried - state.points[:, :2], axis=1) / (dt_s * size)
    freedom = sight.keypoints.freedom.astype(np.float32) * size
    variance = (
        state.variance
        + (params.flow_drift / 100.0 * size) ** 2 * dt_s
        + (_FREEDOM_DRIFT * freedom) ** 2 * dt_s
    )
    noise = detector * (1.0 + (speed / _DETECTOR_SPEED) ** 2) + unsure
    innovation = seen - carried
    keeps = np.exp(-dt_s / np.float32(_AGREE_S))
    surprise = keeps * state.surprise + (1.0 - keeps) * innovation
    expected = (variance + noise) * (1.0 - keeps) / (1.0 + keeps) + variance
    excess = np.einsum("kj,kj->k", surprise, surprise) / (2.0 * expected * _AGREE_SIGMA**2)
    variance = variance * np.maximum(excess, 1.0) + unsure * 0.0
    gain = variance / (variance + noise)
    correction = gain[:, None] * innovation
    place = place + correction
    surprise = surprise * (1.0 - gain[:, None])
    points = np.empty_like(raw)
    points[:, :2] = carried + correction
    points[:, 2] = slow[:, 2]
    return points, FusedState(
        sight.t_ns,
        points,
        reference_ns,
        place.astype(np.float32),
        (variance * (1.0 - gain)).astype(np.float32),
        surprise.astype(np.float32),
        depth,
    )


def carry(flow: Flow, place: F32, depth: F32, size: float, keypoints: KeypointSet) -> tuple[F32, F32]:
    """How far places (K, 2) on the reference have moved, (K, 2), and the variance of that in px² (K,).

    The whole subject's motion, linear in x, y and depth (any rigid motion seen from afar), by robust weighted
    least squares; and on top what the sites nearby of the same part do besides, by their precision.
    """
    step = flow.at - flow.site
    centre = flow.site.mean(axis=0)
    basis = _basis(flow.site, flow.depth, centre, size)
    motion = _whole(basis, step, flow.precision, size)
    rest = step - basis @ motion
    whole = _basis(place, depth, centre, size) @ motion
    apart2 = ((place[:, None] - flow.site[None]) ** 2).sum(axis=2) / np.float32(size * size)
    own = keypoints.part[:, None] == flow.part[None]
    reach = np.where(own, np.float32(_REACH), np.float32(_REACH_ACROSS))
    near = np.exp(-0.5 * apart2 / reach**2)
    packed = np.concatenate(
        [flow.precision.reshape(-1, 4), np.einsum("mjk,mk->mj", flow.precision, rest)], axis=1
    )
    gathered = near @ packed
    freedom = keypoints.freedom.astype(np.float32) * np.float32(size)
    a, b, d = gathered[:, 0] + freedom**-2, gathered[:, 1], gathered[:, 3] + freedom**-2
    e, f = gathered[:, 4], gathered[:, 5]
    determinant = a * d - b * b
    local = np.stack([d * e - b * f, a * f - b * e], axis=1) / determinant[:, None]
    variance = 0.5 * (a + d) / determinant
    return (whole + local).astype(np.float32), variance.astype(np.float32)


def _basis(at: F32, depth: F32, centre: F32, size: float) -> F32:
    x, y = ((at - centre) / size).T
    z = depth / size
    return np.stack([x, y, z, np.ones_like(x), x * x, x * y, y * y], axis=1).astype(np.float32)


def _whole(basis: F32, step: F32, precision: F32, size: float) -> F32:
    """(4, 2): the linear motion that most sites share."""
    weight = np.sqrt(np.maximum(np.linalg.det(precision), 0.0)) + 1e-9
    weight = np.minimum(weight, 400.0)
    ridge = np.diag([1e-4, 1e-4, 1e-3, 1e-6, 1e-3, 1e-3, 1e-3]).astype(np.float32) * weight.sum()
    scale2 = np.float32((0.01 * size) ** 2)
    robust = weight
    motion = np.zeros((basis.shape[1], 2), np.float32)
    for _ in range(3):
        weighted = basis * robust[:, None]
        motion = np.linalg.solve(weighted.T @ basis + ridge, weighted.T @ step).astype(np.float32)
        error2 = ((step - basis @ motion) ** 2).sum(axis=1)
        robust = weight / (1.0 + error2 / scale2) ** 2
    return motion


def _carried_by_detector(state: FusedState, slow: Points) -> F32:
    """Without a flow the points go where the detector's own, low-passed, have gone."""
    return slow[:, :2].copy()


def _size(points: Points) -> float:
    width, height = np.ptp(points[:, :2], axis=0)
    return max(float(width + height) / 2.0, 1.0)
