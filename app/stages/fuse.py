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

from ..core.flow import Flow
from .carry import Carrier
from .one_euro import OneEuroState, one_euro
from .stabilise import Points, Sight, SteadyParams, stabiliser

F32 = NDArray[np.float32]

# The detector's error as a share of the subject's size: what is new in every frame; what goes with pose and
# light and stays for long (it is no news that it still says so); and how much of that one has in a moment,
# also at soft points: lips and lids are what it is best at. At `_BLUR_SPEED` sizes a second all are twice as
# large (squared).
_NOISE, _OPINION, _TOLD, _TOLD_SOFT = 0.0025, 0.015, 0.010, 0.0035
_BLUR_SPEED = 0.6
# How much slower than its own noise suggests a lasting opinion is followed, for each second of settling.
_SETTLE = 0.04
# How far a soft part gets out of shape from one frame to the next, as a share of size, while the head is
# still; a head that sweeps along at this many sizes a second says less.
_BETWEEN_FRAMES, _SWEEP_SPEED = 0.03, 0.5
# The windows that neighbouring steps are seen in overlap, so that together they know less.
_OVERLAP = 3.0
# What a change of reference adds to the error of a place on it, as a share of size.
_CHAINED = 0.004
# Innovations are averaged over this time; what exceeds so many sigma of the detector's opinion is believed:
# the point has lost its place on the surface.
_AGREE_S, _AGREE_SIGMA = 0.15, 2.5
# With this share of points of which the flow is sure (to this share of size), it is believed rather than the
# detector, who is astray when off by more than `_ASTRAY` all over, until it has insisted for so long, and a
# single point has lost its place only beyond `_LOST`.
_SURE, _MOST_SURE, _ASTRAY, _PATIENCE_S, _LOST = 0.004, 0.4, 0.02, 0.5, 0.05
# With less of the surface seen than this share, and a detector whose face is bent by more than that share of
# size against the last one or has leapt that far, the points wait so long.
_HARDLY_ANY, _DISTORTED, _LEAP, _COAST_S = 0.3, 0.025, 0.03, 0.3
# Without any flow the points come back to the detector's in this time, low-passed by One-Euro.
_BACK_S, _CUTOFF_HZ, _BETA = 0.06, 0.3, 40.0
# Nobody leaves what was seen of its surroundings, or where that is not known to this share of size what most
# do (a shift, turn and growth), by more than so many sizes a second: what is covered gives way to the
# detector by and by.
_GUESSED, _MOST_SPEED = 0.006, 0.5
# With less of the surface seen than this share, steps of lips may be those of what lies over them, and no
# more than what most do is expected of them either.
_BARED = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class FusedState:
    """What the filter knows of one subject after a frame.

    `points` (K, 3) as given out, how unsure they are, `doubt` (K,) px², and `carried` (K, 2) px where the
    flow alone had them at `carried_ns`, when it led them last, `unsure` (K,) px² of that. `place` (K, 2) px
    where they lie on the reference frame of `carrier` (None: no flow has led them), and the `variance` (K,)
    px² of that. `surprise` (K, 2) px is the innovation of late, `low` a plain low-pass. `astray_s` for how
    long the detector has been astray, `coasted_s` for how long the points wait.
    """

    t_ns: int
    points: Points
    doubt: F32
    carried: F32
    carried_ns: int
    unsure: F32
    carrier: Carrier | None
    place: F32
    variance: F32
    surprise: F32
    low: OneEuroState
    astray_s: float = 0.0
    coasted_s: float = 0.0


@dataclass(frozen=True, slots=True)
class _Detector:
    """What the detector's word is worth in one frame, px²: its fresh `noise`, the `opinion` that lasts, what
    is `told` of that by others, and `news`, how little a lasting opinion counts anew in a single frame."""

    noise: np.float32
    opinion: np.float32
    told: np.float32
    told_soft: np.float32
    news: np.float32
    confident: bool
    astray_s: float


@stabiliser("flow")
def _fused(state: FusedState | None, sight: Sight, params: SteadyParams) -> tuple[Points, FusedState]:
    size = _size_px(sight.raw)
    if state is None or sight.dt_s <= 0.0:
        _, low = one_euro(None, sight.raw, 0.0, min_cutoff_hz=_CUTOFF_HZ, beta=_BETA)
        return _led_by_detector(sight, sight.raw, low, size)
    slow, low = one_euro(state.low, sight.raw, sight.dt_s, min_cutoff_hz=_CUTOFF_HZ, beta=_BETA)
    flow = sight.flow
    if flow is None:
        return _led_by_detector(sight, _alone(state, sight, slow, size), low, size)
    if _seen(flow) <= _HARDLY_ANY:
        if state.coasted_s < _COAST_S and _is_odd(sight.raw, state.points, size):
            # Something lies over the subject, and the detector makes up a face: better none of it just now.
            waited_s = state.coasted_s + sight.dt_s
            return state.points, replace(state, t_ns=sight.t_ns, low=low, coasted_s=waited_s)
        points, after = _led_by_detector(sight, _alone(state, sight, slow, size), low, size)
        after = replace(after, coasted_s=state.coasted_s)  # it has waited, and does not again
        if state.carrier is not None and state.carrier.reference_ns == flow.reference_ns:
            # Who comes out from behind a hand lies where it lay before.
            after = replace(
                after,
                carrier=state.carrier,
                place=state.place,
                variance=state.variance,
                carried=state.carried,
                carried_ns=state.carried_ns,
                unsure=state.unsure,
            )
        return points, after
    if state.carrier is None or state.carrier.reference_ns != flow.reference_ns:
        state = _on_reference(state, sight, flow, slow, size)
    points, after = _fuse(state, sight, flow, params, size)
    points[:, 2] = slow[:, 2]
    return points, replace(after, low=low)


def _alone(state: FusedState, sight: Sight, slow: Points, size: float) -> Points:
    """(K, 3): the points without any flow, from where they are back to the detector's `slow` ones."""
    back = np.exp(np.float32(-sight.dt_s / _BACK_S))
    step = slow + back * (state.points - state.low.smooth) - state.points
    goes = (sight.raw - state.low.raw)[:, :2]
    if sight.flow is not None:  # what hides the surface bends the detector's face as well
        goes = _together(state.low.raw, goes, np.arange(len(goes)))
    most = np.float32(_MOST_SPEED * size * sight.dt_s)
    step[:, :2] = _within(step[:, :2], goes + np.median(step[:, :2] - goes, axis=0), most)
    # The gap of before is no reason to leap beyond both.
    behind, ahead = np.minimum(state.points, sight.raw), np.maximum(state.points, sight.raw)
    return np.asarray(np.clip(state.points + step, behind, ahead))


def _led_by_detector(
    sight: Sight, points: Points, low: OneEuroState, size: float
) -> tuple[Points, FusedState]:
    """No flow leads the points: they are as unsure as the detector's opinion."""
    unsure = np.full(len(points), (_OPINION * size) ** 2, np.float32)
    none = np.zeros((len(points), 2), np.float32)
    place = points[:, :2]
    return points, FusedState(
        sight.t_ns, points, unsure, place, sight.t_ns, unsure, None, place, unsure, none, low
    )


def _on_reference(state: FusedState, sight: Sight, flow: Flow, slow: Points, size: float) -> FusedState:
    """The state with a carrier for this flow, and the points' places on its reference frame."""
    before = replace(state, carried=state.points[:, :2], carried_ns=state.t_ns)
    if flow.reference_ns == state.t_ns:  # it begins where the last one has led, and errs with it
        carrier = Carrier.of(flow, state.points, sight.keypoints, size)
        variance = state.variance + np.float32((_CHAINED * size) ** 2)
        return replace(before, carrier=carrier, place=state.points[:, :2], variance=variance)
    # An older reference, which nobody has followed so far: the points lie on it where they come from.
    alone = _alone(state, sight, slow, size)
    found = flow.precision[:, 0, 0] > 0.0
    rough = alone.copy()
    rough[:, :2] -= np.median((flow.at - flow.site)[found], axis=0)
    carrier = Carrier.of(flow, rough, sight.keypoints, size)
    moved, _ = carrier.carry(flow)
    unsure = np.full(len(alone), (_OPINION * size) ** 2, np.float32)
    return replace(before, doubt=unsure, carrier=carrier, place=alone[:, :2] - moved, variance=unsure)


def _fuse(
    state: FusedState, sight: Sight, flow: Flow, params: SteadyParams, size: float
) -> tuple[Points, FusedState]:
    """One step of the filter, x and y; z is left to the caller."""
    carrier = state.carrier
    assert carrier is not None
    dt_s = np.float32(sight.dt_s)
    moved, unsure = carrier.carry(flow)
    carried = state.place + moved
    innovation = sight.raw[:, :2] - carried
    gone = carried - state.points[:, :2]
    speed = float(np.hypot(_median(gone[:, 0]), _median(gone[:, 1]))) / (sight.dt_s * size)
    detector = _detector(state, innovation, unsure, speed, sight.dt_s, params, size)
    drift = (params.flow_drift / 100.0 + sight.keypoints.slides.astype(np.float32)) * np.float32(size)
    keeps = np.exp(-dt_s / np.float32(_AGREE_S))
    surprise = keeps * state.surprise + (1.0 - keeps) * innovation
    off = np.float32((_LOST * size) ** 2) if detector.confident else detector.opinion
    excess = np.einsum("kj,kj->k", surprise, surprise) / (2.0 * (off + unsure) * np.float32(_AGREE_SIGMA**2))
    variance = state.variance + drift**2 * dt_s
    lost = np.float32((_OPINION * size) ** 2) * (excess - 1.0)
    variance = np.where(excess > 1.0, np.maximum(variance, lost), variance)
    # What the flow is unsure of in this frame concerns where the point is now, and not its place on the
    # surface: that is corrected slowly, and by less.
    guess = variance + unsure
    lasting = variance / (guess + detector.noise + detector.news)
    passing = unsure / (guess + detector.noise + detector.told)
    points = np.empty_like(sight.raw)
    points[:, :2] = carried + np.maximum(passing, lasting)[:, None] * innovation
    most = np.float32(_MOST_SPEED * size * sight.dt_s)
    # What happened while the points waited is made up for by and by.
    whole = (carried - state.carried) * np.float32(sight.dt_s / (1e-9 * (sight.t_ns - state.carried_ns)))
    surest = np.argpartition(unsure, len(unsure) // 2)[: len(unsure) // 2 + 1]
    common = _together(state.carried, whole, surest)
    guessed = np.maximum(unsure, state.unsure) > np.float32((_GUESSED * size) ** 2)
    expected = np.where(guessed[:, None], common, whole)
    doubt = guess * (1.0 - np.maximum(passing, lasting))
    if len(flow.stepped):
        soft = carrier.soft
        rough = _within(whole[soft], common[soft], most)
        step, missed = _step(carrier, flow, rough, speed, size)
        expected[soft] = step if _seen(flow) > _BARED else common[soft]
        at, unsure_at = _weighed(
            state.points[soft, :2] + step, state.doubt[soft] + missed, carried[soft], guess[soft]
        )
        heed = unsure_at / (unsure_at + detector.noise + detector.told_soft)
        points[soft, :2] = at + heed[:, None] * (sight.raw[soft, :2] - at)
        doubt[soft] = unsure_at * (1.0 - heed)
    points[:, :2] = state.points[:, :2] + _within(points[:, :2] - state.points[:, :2], expected, most)
    return points, FusedState(
        sight.t_ns,
        points,
        doubt,
        carried,
        sight.t_ns,
        unsure,
        carrier,
        state.place + lasting[:, None] * innovation,
        variance * (1.0 - lasting),
        surprise * (1.0 - lasting)[:, None],
        state.low,
        detector.astray_s,
    )


def _detector(
    state: FusedState,
    innovation: F32,
    unsure: F32,
    speed: float,
    dt_s: float,
    params: SteadyParams,
    size: float,
) -> _Detector:
    """What the detector is worth now. Where most of the surface is seen it may be told to be wrong: by a hand
    that it takes for a face, or in a blur. But if it insists, the points have lost their place."""
    sure = unsure < np.float32((_SURE * size) ** 2)
    confident = bool(np.mean(sure) > _MOST_SURE)
    off2 = np.einsum("kj,kj->k", innovation, innovation)[sure]
    off = _median(off2) ** 0.5 / size if confident else 0.0
    astray_s = state.astray_s + dt_s if off > _ASTRAY else 0.0
    if astray_s > _PATIENCE_S:
        confident, off = False, 0.0
    blur = 1.0 + (speed / _BLUR_SPEED) ** 2
    worse = blur * (1.0 + 100.0 * (max(off - _ASTRAY, 0.0) / _ASTRAY) ** 2) * size**2
    opinion = _OPINION**2 * worse
    news = opinion * _SETTLE * params.flow_settle_s / dt_s
    return _Detector(
        np.float32(_NOISE**2 * worse),
        np.float32(opinion),
        np.float32(_TOLD**2 * worse),
        np.float32(_TOLD_SOFT**2 * worse),
        np.float32(news),
        confident,
        astray_s,
    )


def _step(carrier: Carrier, flow: Flow, whole: F32, speed: float, size: float) -> tuple[F32, F32]:
    """How far the soft points have gone since the last frame, (s, 2) px, and the variance of that, (s,) px²:
    what was seen of some is told to their neighbours, and held to what the whole has done, (s, 2) px."""
    held = np.float32((_BETWEEN_FRAMES * size) ** 2 / (1.0 + (speed / _SWEEP_SPEED) ** 2))
    bends, measured = carrier.bends, carrier.bends[carrier.stepped]
    told = measured.T * (np.float32(1.0 / _OVERLAP) / flow.step_variance)
    heard = told @ measured
    heard.flat[:: len(heard) + 1] += np.float32(1.0) / held
    bent = bends @ np.linalg.inv(heard)
    return whole + bent @ (told @ (flow.step - whole[carrier.stepped])), np.einsum("sr,sr->s", bent, bends)


def _weighed(a: F32, variance_a: F32, b: F32, variance_b: F32) -> tuple[F32, F32]:
    """The mean of places (s, 2) by how sure each is, and the variance (s,) of that."""
    both = variance_a + variance_b
    return b + (variance_b / both)[:, None] * (a - b), variance_a * variance_b / both


def _together(before: F32, step: F32, sure: NDArray[np.intp]) -> F32:
    """(K, 2) px: where points (K, 2) go that shift, turn and grow as most of the `sure` ones (indices) do."""
    at, gone = before[:, 0] + 1j * before[:, 1], step[:, 0] + 1j * step[:, 1]
    about = at - at[sure].mean()
    far, went = about[sure], gone[sure]
    turn = np.vdot(far, went) / max(float(np.vdot(far, far).real), 1e-9)
    ways = []
    for much in (turn, np.complex64(0.0)):  # what is covered may seem to turn
        rest = went - much * far
        shift = np.complex64(complex(_median(rest.real), _median(rest.imag)))
        ways.append((_median(np.abs(rest - shift)), much, shift))
    _, much, shift = min(ways, key=lambda way: way[0])
    best = much * about + shift
    return np.stack([best.real, best.imag], axis=1).astype(np.float32)


def _seen(flow: Flow) -> float:
    """The share of the sites that are seen."""
    return np.count_nonzero(flow.precision[:, 0, 0] > 0.0) / max(len(flow.site), 1)


def _median(values: F32) -> float:
    """The (upper) median of (n,), a seventh of np.median's time on so few."""
    half = len(values) // 2
    return float(np.partition(values, half)[half])


def _within(step: F32, around: F32, most: np.float32) -> F32:
    """Steps (K, 2), none of them further than `most` from `around`."""
    off = step - around
    far = np.sqrt(np.einsum("kj,kj->k", off, off))[:, None]
    return np.asarray(around + off * np.minimum(most / np.maximum(far, np.float32(1e-6)), np.float32(1.0)))


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
