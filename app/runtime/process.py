"""What this process takes of the computer: processor time and memory, as far as the system says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class ProcessUse:
    """`cpu_percent` of one core (200: two cores busy) and resident `memory_bytes`; None where not known."""

    cpu_percent: float | None = None
    memory_bytes: int | None = None


class ProcessMeter:
    """Asked now and then; processor use is over the time since it was asked before."""

    def __init__(self) -> None:
        self._before: tuple[int, float] | None = None

    def use(self, *, now_ns: int) -> ProcessUse:
        """As of now; no processor use the first time."""
        times = os.times()
        busy_s = times.user + times.system
        before, self._before = self._before, (now_ns, busy_s)
        percent = None
        if before is not None and now_ns > before[0]:
            percent = (busy_s - before[1]) * 1e9 / (now_ns - before[0]) * 100.0
        return ProcessUse(percent, _resident_bytes())


def _resident_bytes() -> int | None:
    """Linux tells the present size; other systems tell a peak at best, which is another figure."""
    try:
        pages = int(_STATM.read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError, IndexError):
        return None
