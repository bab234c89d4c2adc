"""What each foot wears: what its frames say together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..core.foot import FOOTWEAR
from ..core.maths import Array, frozen
from ..core.tracks import FootTrack

# Nobody changes shoes within this time; and one kind gives way to another only when that is likelier by this
# factor.
_MEMORY_S, _INSIST = 1.5, 1.5


@dataclass(frozen=True, slots=True)
class WearState:
    """Of each foot by track id: the averaged log likelihood of each kind (8,), over how many seconds, when
    last, and what was said."""

    feet: Mapping[int, tuple[Array, float, int, str]] = field(default_factory=lambda: frozen({}))


def footwear(state: WearState, tracks: Iterable[FootTrack], *, t_ns: int) -> tuple[dict[int, str], WearState]:
    """One of FOOTWEAR by track id, "" where nobody says, and the next state."""
    feet: dict[int, tuple[Array, float, int, str]] = {}
    for track in tracks:
        before = state.feet.get(track.id)
        if track.worn is None or (before is not None and (not track.present or t_ns <= before[2])):
            if before is not None:
                feet[track.id] = before
            continue
        word = np.log(np.maximum(np.asarray(track.worn, np.float64), 1e-3))
        mean, heard_s, said = word, 0.0, ""
        if before is not None:
            dt_s = min((t_ns - before[2]) * 1e-9, _MEMORY_S)
            heard_s, said = min(before[1] + dt_s, _MEMORY_S), before[3]
            mean = before[0] + dt_s / (heard_s + dt_s) * (word - before[0])
        likeliest = FOOTWEAR[int(np.argmax(mean))]
        if not said or mean.max() - mean[FOOTWEAR.index(said)] > math.log(_INSIST):
            said = likeliest
        feet[track.id] = (mean, heard_s, t_ns, said)
    return {track_id: foot[3] for track_id, foot in feet.items()}, WearState(frozen(feet))
