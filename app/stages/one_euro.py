"""The One-Euro filter (Casiez, Roussel, Vogel 2012) on all points of a subject at once.

A low-pass whose cut-off rises with speed: min_cutoff + beta * |speed|. Speeds are measured in face sizes a
second, and per point rather than per coordinate, so a point moving sideways is not held back up and down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..core.face import FACE_POINTS, REGION_OF_POINT, REGIONS
from .boxes import Box
from .stabilise import Points, Sight, SteadyParams, stabiliser

# The speed's own low-pass. MediaPipe ships 1 Hz, which is why it lags: the cut-off opens a second too late.
_SPEED_CUTOFF_HZ = 8.0
# What MediaPipe ships for its face mesh (face_landmarker's landmarks_smoothing).
_MEDIAPIPE_MIN_CUTOFF_HZ, _MEDIAPIPE_BETA, _MEDIAPIPE_SPEED_CUTOFF_HZ = 0.05, 80.0, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class OneEuroState:
    """`raw` and `smooth` (n, 3) px, and `speed` (n, 3) in face sizes a second."""

    raw: Points
    smooth: Points
    speed: Points


def one_euro(
    state: OneEuroState | None,
    points: Points,
    dt_s: float,
    *,
    min_cutoff_hz: NDArray[np.float32] | float,
    beta: NDArray[np.float32] | float,
    speed_cutoff_hz: float = _SPEED_CUTOFF_HZ,
    as_mediapipe: bool = False,
) -> tuple[Points, OneEuroState]:
    """Smooth points (n, 3) float32 and the next state; without a state or a rising time the points pass as
    they are. `min_cutoff_hz` and `beta` are numbers or (n, 1).

    The speed is that of a point towards its new place from where it is shown, so whoever lags is hurried up;
    `as_mediapipe` measures it between raw points instead, and for each coordinate by itself.
    """
    if state is None or dt_s <= 0.0:
        return points, OneEuroState(points, points, np.zeros_like(points))
    box = Box.around(points)
    # The mean of width and height: MediaPipe scales its filter so.
    size_px = max((box.width + box.height) / 2.0, 1.0)
    scale = np.float32(1.0 / size_px)
    step = (points - (state.raw if as_mediapipe else state.smooth)) * (scale / np.float32(dt_s))
    speed = state.speed + _alpha(speed_cutoff_hz, dt_s) * (step - state.speed)
    pace = np.abs(speed) if as_mediapipe else np.sqrt(np.einsum("ij,ij->i", speed, speed))[:, None]
    opened = _alpha(min_cutoff_hz + beta * pace, dt_s)
    smooth = (state.smooth + opened * (points - state.smooth)).astype(np.float32, copy=False)
    return smooth, OneEuroState(points, smooth, speed.astype(np.float32, copy=False))


def _alpha(cutoff_hz: NDArray[np.floating] | float, dt_s: float) -> NDArray[np.float32]:
    """The share of the way to the new value at this cut-off and time step (first-order low-pass)."""
    turn = np.asarray(cutoff_hz, np.float32) * np.float32(2.0 * np.pi * dt_s)
    return turn / (turn + np.float32(1.0))


@lru_cache(maxsize=8)
def _per_point(params: SteadyParams) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(478, 1) cut-offs in Hz and betas."""
    cutoff = np.array([getattr(params, f"{region}_cutoff_hz") for region in REGIONS], np.float32)
    beta = np.array([getattr(params, f"{region}_beta") for region in REGIONS], np.float32)
    return cutoff[REGION_OF_POINT][:, None], beta[REGION_OF_POINT][:, None]


@stabiliser("one-euro")
def _by_region(state: OneEuroState | None, sight: Sight, params: SteadyParams) -> tuple[Points, OneEuroState]:
    if len(sight.raw) != FACE_POINTS:  # the regions are a face's; anything else is as stiff as its rest
        rest = params.rest_cutoff_hz, params.rest_beta
        return one_euro(state, sight.raw, sight.dt_s, min_cutoff_hz=rest[0], beta=rest[1])
    cutoff, beta = _per_point(params)
    return one_euro(state, sight.raw, sight.dt_s, min_cutoff_hz=cutoff, beta=beta)


@stabiliser("one-euro-mediapipe")
def _as_mediapipe(
    state: OneEuroState | None, sight: Sight, params: SteadyParams
) -> tuple[Points, OneEuroState]:
    return one_euro(
        state,
        sight.raw,
        sight.dt_s,
        min_cutoff_hz=_MEDIAPIPE_MIN_CUTOFF_HZ,
        beta=_MEDIAPIPE_BETA,
        speed_cutoff_hz=_MEDIAPIPE_SPEED_CUTOFF_HZ,
        as_mediapipe=True,
    )
