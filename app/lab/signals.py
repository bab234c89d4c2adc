"""Jitter and lag of signals: the mathematics behind a measurement of stillness. Times are in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.missing import Missing

Values = TypeVar("Values", Array, NDArray[np.complex128])

# A head that is held still sways below this; what is above is seen as trembling.
CUTOFF_HZ = 1.0
# Longest lag that is looked for.
MAX_LAG_S = 0.3
# The shift is looked for on a grid so much finer than the frames, and then between its points.
_FINER = 4
# Velocities agree at least this well at the best shift, or there was too little movement to tell.
_LEAST_AGREEMENT = 0.5


def slow_part(t_s: Array, values: Values, *, cutoff_hz: float = CUTOFF_HZ) -> Values:
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
    return (flat @ values.reshape(len(t_s), -1)).reshape(values.shape)


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


def shift_s(
    t_s: Array,
    known: Array,
    seen: Array,
    *,
    weight: Array | None = None,
    least_speed: float = 0.0,
    max_lag_s: float = MAX_LAG_S,
) -> float | Missing:
    """By how many seconds `seen` comes after `known`, where what is known is exact: (n, d) both.

    The shift L that brings them nearest, each column with an offset of its own that counts for nothing:

        min over L, b of  sum over t, d of  w_t (seen_td - known_d(t - L) - b_d)^2

    by Gauss-Newton on a cubic spline through `known`, begun at the best of a grid of half frames. `weight`
    (n,) picks the times that count (all). Missing where the speed's rms about its mean, of all columns
    together, is below `least_speed` (units of `known` a second): what moves evenly, or not at all, cannot
    tell an offset from a lag.
    """
    weight = np.ones(len(t_s)) if weight is None else weight
    if np.count_nonzero(weight) < 8:
        return Missing("too few frames")
    path = Spline.through(t_s, known)
    speed = _centred(path.velocity(t_s), weight)
    if np.sqrt(np.sum(weight[:, None] * speed**2) / np.sum(weight)) < max(least_speed, 1e-9):
        return Missing("too little movement")
    most = min(max_lag_s, (t_s[-1] - t_s[0]) / 4.0)
    lag = _nearest_shift(t_s, path, seen, weight, most)
    for _ in range(8):
        inside = weight * _within(t_s, lag)
        left = _centred(seen - path(t_s - lag), inside)
        slope = _centred(path.velocity(t_s - lag), inside)
        step = -float(np.sum(inside[:, None] * left * slope) / np.sum(inside[:, None] * slope**2))
        lag = float(np.clip(lag + step, -most, most))
        if abs(step) < 1e-6:
            break
    return Missing("no shift fits") if abs(lag) >= most else lag


def _nearest_shift(t_s: Array, path: Spline, seen: Array, weight: Array, most: float) -> float:
    """The best of a grid of half frames, by the columns that move most."""
    lively = np.argsort(-np.var(path.values, axis=0))[:16]
    some = Spline(path.t_s, path.values[:, lively], path.bend[:, lively])
    half = float(np.median(np.diff(t_s))) / 2.0
    reach = int(most / half)
    shifts = np.linspace(-reach * half, reach * half, 2 * reach + 1)
    costs = []
    for shift in shifts:
        inside = weight * _within(t_s, float(shift))
        left = _centred(seen[:, lively] - some(t_s - shift), inside)
        costs.append(np.sum(inside[:, None] * left**2) / max(float(np.sum(inside)), 1.0))
    return float(shifts[int(np.argmin(costs))])


def _within(t_s: Array, lag: float) -> NDArray[np.bool_]:
    """Times that are still inside after the shift, and not in the first or last interval, where a natural
    spline is only nearly right."""
    return np.asarray((t_s - lag >= t_s[1]) & (t_s - lag <= t_s[-2]))


def _centred(values: Array, weight: Array) -> Array:
    total = max(float(np.sum(weight)), 1e-12)
    return np.asarray(values - (weight @ values) / total)


@dataclass(frozen=True, slots=True, eq=False)
class Spline:
    """The natural cubic spline through `values` (n, d) at rising times `t_s` (n,); `bend` are its second
    derivatives there. Beyond the ends it holds the last value."""

    t_s: Array
    values: Array
    bend: Array

    @classmethod
    def through(cls, t_s: Array, values: Array) -> Spline:
        h = np.diff(t_s)
        # The usual tridiagonal system, eliminated downwards and solved upwards (Thomas).
        bend = np.zeros(values.shape)
        bend[1:-1] = 6.0 * np.diff(np.diff(values, axis=0) / h[:, None], axis=0)
        middle = np.zeros(len(t_s))
        for i in range(1, len(t_s) - 1):
            share = h[i - 1] / middle[i - 1] if i > 1 else 0.0
            middle[i] = 2.0 * (h[i - 1] + h[i]) - share * h[i - 1]
            bend[i] -= share * bend[i - 1]
        for i in range(len(t_s) - 2, 0, -1):
            bend[i] = (bend[i] - h[i] * bend[i + 1]) / middle[i]
        return cls(t_s, values, bend)

    def __call__(self, t_s: Array) -> Array:
        """(m, d) values at any times (m,)."""
        i, a, b, h = self._place(t_s)
        cubic = (a**3 - a) * self.bend[i] + (b**3 - b) * self.bend[i + 1]
        return np.asarray(a * self.values[i] + b * self.values[i + 1] + cubic * h**2 / 6.0)

    def velocity(self, t_s: Array) -> Array:
        """(m, d) units a second."""
        i, a, b, h = self._place(t_s)
        cubic = -(3.0 * a**2 - 1.0) * self.bend[i] + (3.0 * b**2 - 1.0) * self.bend[i + 1]
        return np.asarray((self.values[i + 1] - self.values[i]) / h + cubic * h / 6.0)

    def _place(self, t_s: Array) -> tuple[NDArray[np.int64], Array, Array, Array]:
        at = np.clip(t_s, self.t_s[0], self.t_s[-1])
        i = np.clip(np.searchsorted(self.t_s, at, side="right") - 1, 0, len(self.t_s) - 2)
        h = (self.t_s[i + 1] - self.t_s[i])[:, None]
        b = (at - self.t_s[i])[:, None] / h
        return i, 1.0 - b, b, h


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
