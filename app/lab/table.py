"""Measurements and figures as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from ..core.missing import Missing
from ..runtime.measure import Figures
from .measurement import Measurement

_HEAD = (
    "measurement", "kind", "settings", "source", "seconds", "frames", "lost", "fps", "face_px",
    "moved_percent", "part", "raw_px", "steady_px", "raw_percent", "steady_percent", "lag_ms",
)  # fmt: skip


def measurements_csv(measurements: Sequence[Measurement]) -> str:
    """One line for each part of each measurement; a lag that is not known is empty."""
    return _csv(
        [
            _HEAD,
            *(
                (
                    number, m.kind, m.settings, m.source, f"{m.seconds:.2f}", m.frames, m.lost,
                    f"{m.fps:.2f}", f"{m.face_px:.1f}", f"{m.moved_percent:.2f}", name, f"{part.raw_px:.4f}",
                    f"{part.steady_px:.4f}", f"{part.raw_percent:.4f}", f"{part.steady_percent:.4f}",
                    "" if isinstance(part.lag_ms, Missing) else f"{part.lag_ms:.2f}",
                )
                for number, m in enumerate(measurements, 1)
                for name, part in m.parts.items()
            ),
        ]
    )  # fmt: skip


def figures_csv(figures: Figures) -> str:
    """One line for each figure: its name, its value, and the 95th percentile where it has one."""
    age, pose = figures.frame_age, figures.pose_age
    drops = figures.drops
    return _csv(
        [
            ("figure", "value", "p95"),
            ("fps", f"{figures.fps:.2f}", ""),
            ("source_fps", f"{figures.source_fps:.2f}", ""),
            ("frame_age_ms", f"{age.p50_ms:.2f}", f"{age.p95_ms:.2f}"),
            ("pose_age_ms", f"{pose.p50_ms:.2f}", f"{pose.p95_ms:.2f}") if pose else ("pose_age_ms", "", ""),
            *((f"{name}_ms", f"{s.p50_ms:.3f}", f"{s.p95_ms:.3f}") for name, s in figures.stages.items()),
            ("dropped_late", drops.late, ""),
            ("dropped_before_finder", drops.unstepped, ""),
            ("dropped_before_drawing", drops.undrawn, ""),
            ("dropped_from_recording", drops.unrecorded, ""),
            ("gl_calls", figures.gl_calls, ""),
            ("finder", f"{figures.provider} on {figures.runs_on}", ""),
            ("why", figures.why, ""),
            ("gl", figures.gl_name, ""),
        ]
    )


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
