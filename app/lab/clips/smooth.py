"""Smooth functions that several maps are made of."""

from __future__ import annotations

import numpy as np

from ...core.maths import Array


def smooth_step(t: Array) -> Array:
    """0 below 0, 1 above 1, with flat ends."""
    t = np.clip(t, 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))
