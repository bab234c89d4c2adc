"""The motion that most of many points share: what a nearly rigid thing does in a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

_TERMS = 7
# Who is further off the shared motion than this share of the subject's size does not help to tell it.
OFF = 0.01
# How much of a usual site each coefficient is held back by: depth is guessed, bends are small.
_RIDGE = np.diag(np.array([1e-4, 1e-4, 1e-3, 1e-6, 1e-3, 1e-3, 1e-3], np.float32))
_ROUNDS, _ROUNDS_AGAIN = 3, 1


def trust_of(precision: F32) -> F32:
    """(m,) 1/px²: how sure each of many measured steps is, in its weaker and stronger direction together."""
    xx, xy, yy = precision[:, 0, 0], precision[:, 0, 1], precision[:, 1, 1]
    return np.asarray(np.sqrt(np.maximum(xx * yy - xy * xy, 0.0)), np.float32)


def motion_basis(at: F32, depth: F32, centre: F32, size_px: float) -> F32:
    """(m, 7) for places (m, 2) and depths (m,) in px: linear in x, y and depth, which is any rigid motion
    seen from afar, and the bends that perspective adds from near."""
    x, y = ((at - centre) / np.float32(size_px)).T
    z = depth / np.float32(size_px)
    return np.stack([x, y, z, np.ones_like(x), x * x, x * y, y * y], axis=1).astype(np.float32, copy=False)


def shared_motion(basis: F32, step: F32, weight: F32, off_px: float, begin: F32 | None = None) -> F32:
    """(7, 2): the motion that explains most of the steps (m, 2) px; least squares by `weight` (m,), those
    that are off by more than `off_px` left out by and by (Geman and McClure's weights), beginning with those
    off a motion that is nearly it."""
    held = _RIDGE * (weight.sum() + np.float32(1e-9))
    both = np.concatenate([basis, step], axis=1)
    nearness = np.float32(off_px**-2)
    motion = begin
    for _ in range(_ROUNDS if begin is None else _ROUNDS_AGAIN):
        robust = weight
        if motion is not None:
            rest = step - basis @ motion
            robust = weight / (1.0 + nearness * np.einsum("ij,ij->i", rest, rest)) ** 2
        gram = (basis * robust[:, None]).T @ both
        motion = np.linalg.solve(gram[:, :_TERMS] + held, gram[:, _TERMS:])
    return np.asarray(motion, np.float32)
