"""Smooth functions that several maps are made of, and their inverse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array

_NEWTON, _NUDGE = 6, 1e-5


def smooth_step(t: NDArray[np.floating]) -> NDArray[np.floating]:
    """0 below 0, 1 above 1, with flat ends."""
    t = np.clip(t, 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


def where_from(moved: Callable[[Array], Array], goal: Array) -> Array:
    """The v with v + moved(v) = goal, by Newton's method; `moved` never folds (its slope is above -1)."""
    value = goal - moved(goal)
    for _ in range(_NEWTON):
        here = moved(value)
        slope = (moved(value + _NUDGE) - here) / _NUDGE
        value = value - (value + here - goal) / np.maximum(1.0 + slope, 0.3)
    return value
