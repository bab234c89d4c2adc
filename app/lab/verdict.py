"""What two sets of figures amount to, as a few numbers that can be said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What nobody sees or feels: so little is no difference.
LEAST_PERCENT, LEAST_MS = 3.0, 0.5
_LEAST = {"overshoot": 0.05, "peak": 0.05, "lag": LEAST_MS, "reacquire": 1.0}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of A and of B; None where it could not be measured. Nearer to 0 is better."""

    name: str
    unit: str
    a: float | None
    b: float | None

    @property
    def better(self) -> str:
        """ "a", "b", or "" where they are alike, for all that anybody sees."""
        if self.a is None or self.b is None:
            return ""
        a, b = abs(self.a), abs(self.b)
        if abs(a - b) <= max(0.01 * max(a, b), _LEAST.get(self.name, 0.0)):
            return ""
        return "a" if a < b else "b"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What B does that A does not: calmer and closer in percent of A's, later in ms; None: not measured.

    0 where the difference is too small to matter.
    """

    calmer_percent: float | None = None
    later_ms: float | None = None
    closer_percent: float | None = None


def verdict(rows: Mapping[str, Row]) -> Verdict:
    """From the rows "jitter", "lag" and "error", as far as they are there."""
    lag = rows.get("lag")
    later = None if lag is None or lag.a is None or lag.b is None else lag.b - lag.a
    return Verdict(
        _less_percent(rows.get("jitter")),
        0.0 if later is not None and abs(later) < LEAST_MS else later,
        _less_percent(rows.get("error")),
    )


def _less_percent(row: Row | None) -> float | None:
    """By how many percent of A's figure B's is smaller."""
    if row is None or row.a is None or row.b is None or row.a <= 0.0:
        return None
    less = 100.0 * (1.0 - row.b / row.a)
    return 0.0 if abs(less) < LEAST_PERCENT else less
