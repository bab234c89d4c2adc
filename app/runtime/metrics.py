"""Rolling figures: per-stage milliseconds, and what became of the frames that were not shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import astuple, dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class StageFigures:
    """Milliseconds of one stage over the window: median and 95th percentile."""

    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Drops:
    """Frames that were not shown, counted where each was lost.

    `late`: the clip's own, skipped because their time had passed when they were read. `unstepped`: replaced
    by a newer one before the finder took them. `undrawn`: looked at, but replaced before they were drawn and
    painted. `unrecorded`: shown, but left out of the recording because its queue was full.
    """

    late: int = 0
    unstepped: int = 0
    undrawn: int = 0
    unrecorded: int = 0

    @property
    def unshown(self) -> int:
        """Those that the window did not show; what a recording left out was shown all the same."""
        return self.late + self.unstepped + self.undrawn

    @property
    def total(self) -> int:
        return self.unshown + self.unrecorded

    def since(self, before: Drops) -> Drops:
        """What has been lost since `before`; a count that began anew meanwhile counts from its beginning."""
        pairs = zip(astuple(self), astuple(before), strict=True)
        return Drops(*(now - then if now >= then else now for now, then in pairs))


NOTHING, NO_DROPS = StageFigures(0.0, 0.0), Drops()


def figures(samples_ms: list[float] | deque[float]) -> StageFigures:
    """Median and 95th percentile; zeros where there is no sample."""
    if not samples_ms:
        return NOTHING
    p50, p95 = np.percentile(np.asarray(samples_ms), (50, 95))
    return StageFigures(float(p50), float(p95))


class Metrics:
    """Keeps the newest `window` frames' stage times. It reads no clock."""

    def __init__(self, window: int = 120) -> None:
        self._window = window
        self._stages: dict[str, deque[float]] = {}

    def add_stages(self, ms: Mapping[str, float]) -> None:
        """The stage times of one frame."""
        for stage, value in ms.items():
            self._stages.setdefault(stage, deque(maxlen=self._window)).append(value)

    def stages(self) -> dict[str, StageFigures]:
        """Figures of every stage, in the order in which they were first seen."""
        return {stage: figures(samples) for stage, samples in self._stages.items()}
