"""A bounded search for settings that are calm and close at once: the same seed finds the same.

Two objectives and more have no single best setting but a front of settings that nobody beats. It begins with
places spread evenly over the cube (the additive sequence of Roberts, 2018, shifted by the seed) and goes on
as an evolution strategy does: from settings on the front, those in the widest gaps first, steps along one
knob or all, or between two neighbours, whose length follows from how often they find something (Rechenberg's
fifth).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..core.front import Knobs, Stop, places, undominated
from ..core.maths import Array
from .tune_space import Space

# The share of all tries that are spread over the cube.
_SPREAD = 0.4
_FIRST_STEP, _LEAST_STEP, _MOST_STEP = 0.2, 0.01, 0.4
# A new place is drawn so often until it is a new setting; then all are known.
_DRAWS = 200


def search(
    measure: Callable[[Knobs], Stop], space: Space, *, budget: int, seed: int, start: Knobs | None = None
) -> list[Stop]:
    """At most `budget` different settings, measured, in the order in which they were tried; `start` first."""
    return _Search(measure, space, np.random.default_rng(seed)).run(budget, start)


class _Search:
    def __init__(self, measure: Callable[[Knobs], Stop], space: Space, rng: np.random.Generator) -> None:
        self._measure, self._space, self._rng = measure, space, rng
        self._tried: list[Stop] = []
        self._at: dict[int, Array] = {}  # by the stop's id: where it lies
        self._known: set[str] = set()
        self._step = _FIRST_STEP

    def run(self, budget: int, start: Knobs | None) -> list[Stop]:
        if start is not None and budget > 0:
            self._try(self._space.place(start), start)
        shift, along = self._rng.random(len(self._space)), _steps(len(self._space))
        number = 0
        while len(self._tried) < _SPREAD * budget and number < _DRAWS + budget:
            number += 1
            self._try((shift + number * along) % 1.0)
        while len(self._tried) < budget and self._refine():
            pass
        return self._tried

    def _try(self, at: Array, knobs: Knobs | None = None) -> Stop | None:
        """The setting of a place, or one that lies near it. None where this setting is known."""
        knobs = self._space.knobs(at) if knobs is None else knobs
        key = repr([(group, sorted(values.items())) for group, values in sorted(knobs.items())])
        if key in self._known:
            return None
        self._known.add(key)
        stop = self._measure(knobs)
        self._tried.append(stop)
        self._at[id(stop)] = at
        return stop

    def _refine(self) -> bool:
        """One more setting beside those on the front; False where no new one is to be found."""
        front = undominated(self._tried)
        for draw in range(_DRAWS):
            stop = self._try(self._beside(front, self._step * (1.0 + 0.05 * draw)))
            if stop is not None:
                better = stop in undominated([*front, stop])
                grown = self._step * (1.35 if better else 0.93)
                self._step = min(max(grown, _LEAST_STEP), _MOST_STEP)
                return True
        return False

    def _beside(self, front: tuple[Stop, ...], step: float) -> Array:
        which = int(self._rng.choice(len(front), p=_wanted(front)))
        at = self._at[id(front[which])]
        count = len(self._space)
        if len(front) > 1 and self._rng.random() < 0.3:
            other = self._at[id(front[which + 1 if which + 1 < len(front) else which - 1])]
            at = at + self._rng.random() * (other - at)
            step *= 0.25
        moved = self._rng.normal(0.0, step, count)
        if self._rng.random() < 0.5:  # along one knob only
            moved *= np.arange(count) == self._rng.integers(count)
        return np.asarray(1.0 - np.abs(1.0 - (at + moved) % 2.0))


def _wanted(front: tuple[Stop, ...]) -> Array:
    """(n,) with sum 1: who stands beside a wide gap is wanted most, and so are the ends."""
    if len(front) < 2:
        return np.ones(len(front))
    gap = np.diff(places(front))
    widest = gap.max()
    beside = np.concatenate([[widest], gap]) + np.concatenate([gap, [widest]])
    return np.asarray(beside / beside.sum())


def _steps(count: int) -> Array:
    """(count,) the steps of the additive sequence that fills a cube most evenly: powers of the root of
    x^(d+1) = x + 1 (the golden ratio for one knob)."""
    root = 2.0
    for _ in range(40):
        root = (1.0 + root) ** (1.0 / (count + 1))
    return np.asarray((1.0 / root) ** np.arange(1, count + 1))
