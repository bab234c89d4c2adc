"""What the window measures: frames a second, stage times, the age of the picture; as text for the strip."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from ..runtime.metrics import Metrics, StageFigures, figures
from ..runtime.pipeline import FrameResult


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure. `weight` says how long it stays when room is short; `widest` reserves room."""

    name: str
    value: str
    help: str = ""
    weight: int = 0
    widest: str = ""


class Readings:
    """Gathers what the viewport shows. It reads no clock: times are passed in."""

    # About two seconds: long enough to be read, short enough to answer to a knob.
    WINDOW = 60

    def __init__(self) -> None:
        self._metrics = Metrics(self.WINDOW)
        self._ages_ms: deque[float] = deque(maxlen=self.WINDOW)
        self._runs_on = ""
        self.dropped = 0

    def shown(self, result: FrameResult, *, now_ns: int, render_ms: float) -> None:
        """A new result has been drawn."""
        self._metrics.add_shown(now_ns)
        self._metrics.add_stages({**result.ms, "render": render_ms})
        self._ages_ms.append((now_ns - result.taken_ns) * 1e-6)
        self._runs_on = f"{result.provider} on {result.runs_on}"

    def stages(self) -> dict[str, StageFigures]:
        """p50 and p95 of every stage, the drawing included."""
        return self._metrics.stages()

    def fps(self) -> float:
        return self._metrics.fps()

    def as_readings(self) -> tuple[Reading, ...]:
        """The strip, left to right."""
        if not self._runs_on:
            return (Reading("starting", "…"),)
        age = figures(self._ages_ms)
        told = "from the source to the screen; the pose drawn is that of the picture drawn"
        stages = [
            Reading(
                name,
                f"{f.p50_ms:.1f} / {f.p95_ms:.1f}",
                "median / 95th percentile, milliseconds",
                weight=3 if name in _MAIN_STAGES else 1,
                widest="00.0 / 00.0",
            )
            for name, f in self.stages().items()
        ]
        return (
            Reading("fps", f"{self.fps():.1f}", "shown frames a second", 9, "000.0"),
            Reading("pose age = frame age", f"{age.p50_ms:.0f} ms", told, 8, "000 ms"),
            *stages,
            Reading("runs", self._runs_on, "what finds the face, and where it really runs", 5),
            Reading("dropped", str(self.dropped), "frames that were late", 2, "0000"),
        )


_MAIN_STAGES = ("detect", "render")
