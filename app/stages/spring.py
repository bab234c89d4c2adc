"""A critically damped spring from each point to where the detector sees it.

It never swings past a point that stands:

x'' = w^2 (target - x) - 2 w x', w = 2 pi f, solved exactly over the step for a target that stands (so it is
stable for any step). It comes 1 / (pi f) after a steady motion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .stabilise import Points, Sight, SteadyParams, stabiliser


@dataclass(frozen=True, slots=True, eq=False)
class SpringState:
    """`points` (K, 3) px and `speed` (K, 3) px/s."""

    points: Points
    speed: Points


@stabiliser("spring")
def _spring(state: SpringState | None, sight: Sight, params: SteadyParams) -> tuple[Points, SpringState]:
    target = sight.raw
    if state is None or sight.dt_s <= 0.0:
        return target, SpringState(target, np.zeros_like(target))
    w, dt_s = np.float32(2.0 * np.pi * params.spring_hz), np.float32(sight.dt_s)
    decay = np.exp(-w * dt_s)
    gap = state.points - target
    push = (state.speed + w * gap) * dt_s
    points = target + (gap + push) * decay
    speed = (state.speed - w * push) * decay
    return points, SpringState(points, speed)
