"""The edge of a lip or a lid between its two corners, as a smooth curve."""

from __future__ import annotations

import numpy as np

from ...core.maths import Array


def fitted_edge(placed: Array, half: float) -> Array:
    """(3,) a, b, c of (1 - u^2)(a + b u + c u^2), u = x / half, that points (n, 2) lie on best."""
    u = np.clip(placed[:, 0] / half, -0.98, 0.98)
    basis = np.stack([np.ones_like(u), u, u * u], axis=1) * (1.0 - u * u)[:, None]
    # A little stiff, so that points near a corner do not throw it about.
    fitted = np.linalg.lstsq(np.vstack([basis, 1e-2 * np.eye(3)]), np.append(placed[:, 1], np.zeros(3)))
    return np.asarray(fitted[0])


def height_of(edge: Array, x: Array, half: float) -> Array:
    """Its y at x; 0 beyond the corners."""
    u = np.clip(x / half, -1.0, 1.0)
    return np.asarray((1.0 - u * u) * (edge[0] + edge[1] * u + edge[2] * u * u))
