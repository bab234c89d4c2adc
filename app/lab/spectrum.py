"""The spectrum of an error: at which frequencies landmarks tremble."""

from __future__ import annotations

import numpy as np

from ..core.maths import Array
from .face_frame import Complex

# So long a piece tells frequencies 1 Hz apart; pieces overlap by half.
_PIECE_S = 2.0
_LEAST_FRAMES = 16


def spectrum(t_s: Array, own: Complex) -> tuple[Array, Array] | None:
    """Frequencies in Hz (m,) and the density there, rms over points, in the unit of `own` per root Hz (m,).

    Welch's method (Welch 1967): pieces of two seconds that overlap by half, without their mean, under a Hann
    window; the density of x and of y are added, so the square root of its integral is the rms distance.
    `t_s` (n,) rising, `own` (n, k) errors x + iy. Uneven times are brought to an even grid by straight lines.
    None where there is less than a piece of 16 frames.
    """
    if len(t_s) < _LEAST_FRAMES:
        return None
    step = float(np.median(np.diff(t_s)))
    even = np.arange(t_s[0], t_s[-1] + step / 2.0, step)
    length = min(round(_PIECE_S / step), len(even))
    if length < _LEAST_FRAMES:
        return None
    columns = [
        np.interp(even, t_s, own[:, k]) for k in range(own.shape[1])
    ]  # numpy takes complex values, too
    values = np.stack(columns, axis=1)
    window = np.hanning(length)[:, None]
    starts = range(0, len(even) - length + 1, max(length // 2, 1))
    power = np.zeros(length)
    for start in starts:
        piece = values[start : start + length]
        turned = np.fft.fft((piece - piece.mean(axis=0)) * window, axis=0)
        power += np.mean(np.abs(turned) ** 2, axis=1)
    power *= step / (float(np.sum(window**2)) * len(starts))
    # Of a path x + iy the frequencies below zero are as much movement as those above.
    half = (length - 1) // 2
    density = power[1 : half + 1] + power[: -half - 1 : -1]
    return np.arange(1, half + 1) / (length * step), np.sqrt(density)
