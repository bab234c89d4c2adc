"""When the frames of a clip were taken."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_MS = 1_000_000
# Of a hundred frames of a busy computer so many are lost, singly or a few in a row.
_DROP_EVERY, _DROP_MOST = 17, 4
_JITTER_SHARE = 0.2


def times_ns(timing: str, fps: float, seconds: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Rising times from 0, in whole milliseconds: that is what Matroska can say, and frames are drawn for
    exactly these moments.

    "dropped": runs of 1 to 4 frames are missing, about one run a half second. "jittered": each moment is off
    by up to a fifth of a frame, and told truly.
    """
    count = max(round(fps * seconds), 1)
    at_ms = np.arange(count) * 1000.0 / fps
    if timing == "dropped":
        at_ms = at_ms[_kept(count, rng)]
    elif timing == "jittered":
        at_ms = at_ms + rng.uniform(-_JITTER_SHARE, _JITTER_SHARE, count) * 1000.0 / fps
    whole = np.round(at_ms - at_ms[0]).astype(np.int64)
    return np.asarray(np.unique(whole) * _MS)


def _kept(count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    kept = np.ones(count, np.bool_)
    at = int(rng.integers(5, _DROP_EVERY))
    while at < count:
        run = int(rng.integers(1, _DROP_MOST + 1))
        kept[at : at + run] = False
        at += run + int(rng.integers(_DROP_EVERY // 2, _DROP_EVERY * 3 // 2))
    return kept
