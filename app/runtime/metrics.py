"""Rolling figures: per-stage milliseconds and frames a second."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class StageFigures:
    """Milliseconds of one stage over the window: median and 95th percentile."""

    p50_ms: float
    p95_ms: float


def figures(samples_ms: list[float] | deque[float]) -> StageFigures:
    """Median and 95th percentile; zeros where there is no sample."""
    if not samples_ms:
        return StageFigures(0.0, 0.0)
    p50, p95 = np.percentile(np.asarray(samples_ms), (50, 95))
    return StageFigures(float(p50), float(p95))


class Metrics:
    """Keeps the newest `window` frames. Times are passed in; it reads no clock."""

    def __init__(self, window: int = 120) -> None:
        self._window = window
        self._stages: dict[str, deque[float]] = {}
        self._shown_ns: deque[int] = deque(maxlen=window)

    def add_stages(self, ms: Mapping[str, float]) -> None:
        """The stage times of one frame."""
        for stage, value in ms.items():
            self._stages.setdefault(stage, deque(maxlen=self._window)).append(value)

    def add_shown(self, now_ns: int) -> None:
        """A frame has been shown at this time."""
        self._shown_ns.append(now_ns)

    def fps(self) -> float:
        """Frames a second over the window; 0 before the second frame."""
        if len(self._shown_ns) < 2:
            return 0.0
        span_ns = self._shown_ns[-1] - self._shown_ns[0]
        return (len(self._shown_ns) - 1) * 1e9 / span_ns if span_ns > 0 else 0.0

    def stages(self) -> dict[str, StageFigures]:
        """Figures of every stage, in the order in which they were first seen."""
        return {stage: figures(samples) for stage, samples in self._stages.items()}
