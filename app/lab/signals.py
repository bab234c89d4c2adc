"""Jitter and lag of signals: the mathematics behind a measurement of stillness. Times are in seconds."""

from __future__ import annotations

import numpy as np

from ..core.maths import Array
from ..core.missing import Missing

# A head that is held still sways below this; what is above is seen as trembling.
CUTOFF_HZ = 1.0
# Longest lag that is looked for.
MAX_LAG_S = 0.3
# The shift is looked for on a grid so much finer than the frames, and then between its points.
_FINER = 4
# Velocities agree at least this well at the best shift, or there was too little movement to tell.
_LEAST_AGREEMENT = 0.5


def slow_part(t_s: Array, values: Array, *, cutoff_hz: float = CUTOFF_HZ) -> Array:
    """What is left below `cutoff_hz`: at each time the value there of the straight line that fits best with
    Gaussian weights (local linear regression), so times may be uneven and both ends are not pulled inwards.

        w_ij = exp(-(t_i - t_j)^2 / (2 s^2)),   s = sqrt(-ln(1 - 1/sqrt 2) / 2) / (pi cutoff)

    Between the ends it is a Gaussian low-pass of response exp(-2 pi^2 s^2 f^2); s is such that what it leaves
    over, values - slow_part, has 1/sqrt 2 of its amplitude (-3 dB) at `cutoff_hz`. `t_s` (n,) rising,
    `values` (n, ...).
    """
    s = np.sqrt(-np.log(1.0 - np.sqrt(0.5)) / 2.0) / (np.pi * cutoff_hz)
    apart = t_s[None, :] - t_s[:, None]
    weight = np.exp(-0.5 * (apart / s) ** 2)
    m0, m1, m2 = (np.sum(weight * apart**power, axis=1) for power in (0, 1, 2))
    spread = m0 * m2 - m1**2
    # One sample alone has no line through it: it is its own slow part.
    line = weight * (m2[:, None] - m1[:, None] * apart) / np.maximum(spread, 1e-12)[:, None]
    flat = np.where((spread > 1e-12)[:, None], line, np.eye(len(t_s)))
    return np.asarray((flat @ values.reshape(len(t_s), -1)).reshape(values.shape))


def jitter_rms(t_s: Array, points: Array, *, cutoff_hz: float = CUTOFF_HZ) -> Array:
    """Root mean square distance of each point from its own slow part: points (n, k, 2) to (k,), same unit.

    sqrt(mean over time of (dx^2 + dy^2)), d = points - slow_part(points).
    """
    d = points - slow_part(t_s, points, cutoff_hz=cutoff_hz)
    return np.asarray(np.sqrt(np.mean(np.sum(d**2, axis=-1), axis=0)))


def lag_s(t_s: Array, raw: Array, steady: Array, *, max_lag_s: float = MAX_LAG_S) -> float | Missing:
    """By how many seconds `steady` comes after `raw`, to a fraction of a frame; both (n, d), the same units.

    The shift L at which sum over t of v_raw(t - L) . v_steady(t), divided by the norms of both over the same
    times, is largest: velocities, so that an offset counts for nothing. They are taken on an even grid
    (linear interpolation, a quarter of the median interval), and the peak is that of the parabola through
    the three best points. Missing where the movement was too little or too short to tell.
    """
    if len(t_s) < 8:
        return Missing("too few frames")
    step = float(np.median(np.diff(t_s))) / _FINER
    even = np.arange(t_s[0], t_s[-1], step)
    v_raw, v_steady = (_velocity(even, t_s, values) for values in (raw, steady))
    reach = round(max_lag_s / step)
    if len(v_raw) < 4 * reach:
        return Missing("too short")
    # Shifts a little below zero are looked at too: a peak at zero needs a neighbour on either side.
    shifts = np.arange(-reach // 4, reach + 1)
    agreement = np.array([_agreement(v_raw, v_steady, int(shift)) for shift in shifts])
    best = int(np.argmax(agreement))
    if agreement[best] < _LEAST_AGREEMENT or best in (0, len(shifts) - 1):
        return Missing("too little movement")
    before, at, after = agreement[best - 1 : best + 2]
    bend = before - 2.0 * at + after
    between = 0.5 * (before - after) / bend if bend < 0.0 else 0.0
    return float((shifts[best] + between) * step)


def _velocity(even: Array, t_s: Array, values: Array) -> Array:
    columns = [np.interp(even, t_s, values[:, column]) for column in range(values.shape[1])]
    # Over a whole frame, so that the corners of the interpolation do not count as movement.
    moved = np.stack(columns, axis=1)
    return np.asarray(moved[_FINER:] - moved[:-_FINER])


def _agreement(v_raw: Array, v_steady: Array, shift: int) -> float:
    early, late = (v_raw, v_steady[shift:]) if shift >= 0 else (v_raw[-shift:], v_steady)
    count = min(len(early), len(late))
    early, late = early[:count], late[:count]
    norm = float(np.sqrt(np.sum(early**2) * np.sum(late**2)))
    return float(np.sum(early * late)) / norm if norm > 0.0 else 0.0
