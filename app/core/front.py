"""What tuning finds: settings of which none is beaten by another, from the calmest to the closest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .maths import Array
from .params import Value

Knobs = Mapping[str, Mapping[str, Value]]

# Later than this, what is worn swims behind the face for everybody to see: no place to choose.
_MOST_LAG_MS = 50.0
# Delays below this are no difference: neither people nor short clips tell them apart.
SAME_LAG_MS = 0.5
# Two figures whose quotient is nearer to 1 than this are the same, too.
SAME_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Stop:
    """One setting and what was measured of it: percent of the face's width, and ms (None: nothing moved)."""

    jitter_percent: float
    error_percent: float
    lag_ms: float | None
    knobs: Knobs

    @property
    def costs(self) -> tuple[float, float, float]:
        """Less of each is better: jitter, error, and the size of a lag as far as it matters."""
        late = SAME_LAG_MS if self.lag_ms is None else max(abs(self.lag_ms), SAME_LAG_MS)
        return self.jitter_percent, self.error_percent, late


@dataclass(frozen=True, slots=True)
class Front:
    """The stops of one stabiliser, calmest first. `on` says in words what they were measured on."""

    method: str
    stops: tuple[Stop, ...]
    on: str = ""


def undominated(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Those that no other is as good as in everything and better in something, calmest first."""
    found = sorted(stops, key=lambda stop: stop.costs)
    kept: list[Stop] = []
    for stop in found:  # whoever beats it has come before it
        if not any(_covers(other.costs, stop.costs) for other in kept):
            kept.append(stop)
    return tuple(kept)


def walk(stops: Iterable[Stop], *, most: int, through: Stop | None = None) -> tuple[Stop, ...]:
    """At most so many of them, along which jitter rises and error falls, evenly apart in proportion.

    Who is so late that it swims is left out. `through` is kept where nobody beats it by more than what makes
    no difference; who beats it by less is left out then.
    """
    left = [stop for stop in stops if stop.costs[2] <= _MOST_LAG_MS]
    if through is not None:
        if any(_clearly(stop.costs[:2], through.costs[:2]) for stop in left):
            through = None
        else:
            left = [through, *(stop for stop in left if not _covers(stop.costs[:2], through.costs[:2]))]
    chain: list[Stop] = []
    for stop in sorted(left, key=lambda stop: stop.costs[:2]):
        if not chain or stop.error_percent < chain[-1].error_percent:
            chain.append(stop)
    return _thinned(chain, most, through)


def places(stops: Sequence[Stop]) -> Array:
    """(n,) 0..1 where each stop lies along the way: as far apart as their figures are, in proportion."""
    if len(stops) < 2:
        return np.zeros(len(stops))
    figures = np.log(np.maximum([stop.costs[:2] for stop in stops], 1e-6))
    apart = np.linalg.norm(np.diff(figures, axis=0), axis=1) + 1e-3
    way = np.concatenate([[0.0], np.cumsum(apart)])
    return np.asarray(way / way[-1])


def balanced(stops: Sequence[Stop], *, usual: Stop | None = None) -> Stop:
    """The stop with the least product of jitter, error and lag: less of one costs as much of the others.

    `usual` is taken instead if it is one of them and no figure of the best is better by what makes a
    difference.
    """
    best = min(stops, key=lambda stop: math.prod(stop.costs))
    if usual in stops and usual is not None:
        pairs = zip(best.costs[:2], usual.costs[:2], strict=True)
        if all(a > b * (1.0 - SAME_SHARE) for a, b in pairs):
            return usual
    return best


def _thinned(chain: Sequence[Stop], most: int, through: Stop | None) -> tuple[Stop, ...]:
    """Both ends, `through`, and of the others those nearest to even places."""
    if len(chain) <= most:
        return tuple(chain)
    at = places(chain)
    chosen = {int(np.argmin(np.abs(at - place))) for place in np.linspace(0.0, 1.0, most)}
    if through is not None:
        kept = next((i for i, stop in enumerate(chain) if stop is through), None)
        if kept is not None and kept not in chosen:
            inner = chosen - {0, len(chain) - 1}
            if inner:
                chosen.remove(min(inner, key=lambda i: abs(at[i] - at[kept])))
            chosen.add(kept)
    return tuple(chain[i] for i in sorted(chosen))


def _covers(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _clearly(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether one is better in something by more than what makes no difference, and in nothing worse."""
    less = [a <= b * (1.0 - SAME_SHARE) for a, b in zip(one, other, strict=True)]
    return any(less) and _covers(one, other)
