"""No steadying: what the detector says, as it says it."""

from __future__ import annotations

from .stabilise import Points, Sight, SteadyParams, stabiliser


@stabiliser("none")
def _as_they_are(state: None, sight: Sight, params: SteadyParams) -> tuple[Points, None]:
    return sight.raw, None
