"""One slider for many knobs: the way along settings that were measured, from calm to quick."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from .front import Front, Knobs, places
from .maths import frozen
from .params import Knob, Value, controls_of, groups

# Knobs are rounded to what their number shows; further away than this from the way is a choice.
_NEAR = 0.04


@dataclass(frozen=True, slots=True)
class Balance:
    """The way through `stops`, the knobs of one setting each; `at_share` is where on it 0..1 each lies.

    Between two stops the knobs that both set go along a line. Frequencies and ratios are told apart by their
    quotient, so numbers above 0 go along geometrically.
    """

    stops: tuple[Knobs, ...]
    at_share: tuple[float, ...]

    @classmethod
    def along(cls, front: Front) -> Balance:
        """Stops as far apart as what was measured of them."""
        return cls(tuple(stop.knobs for stop in front.stops), tuple(places(front.stops).tolist()))

    @property
    def calm(self) -> Knobs:
        return self.stops[0]

    @property
    def quick(self) -> Knobs:
        return self.stops[-1]

    def at(self, share: float) -> Knobs:
        """The knobs at a place 0..1 of the way. What has no in-between is as in the calmer of two stops."""
        share = min(max(share, 0.0), 1.0)
        legs = list(self._legs())
        if not legs:
            return self.calm
        leg = next((leg for leg in legs if share <= leg.end), legs[-1])
        return leg.at((share - leg.begin) / (leg.end - leg.begin))

    def nearest(self, params: Mapping[str, Any]) -> float:
        """The place 0..1 of the way that these knobs (group -> knob dataclass) are nearest to."""
        legs = list(self._legs())
        if not legs:
            return 0.5
        leg = min(legs, key=lambda leg: leg.distance(params))
        return leg.begin + leg.nearest(params) * (leg.end - leg.begin)

    def holds(self, params: Mapping[str, Any]) -> bool:
        """Whether these knobs lie on the way."""
        legs = list(self._legs())
        if not legs:
            calm = [
                (group, knob, value) for group, knobs in self.calm.items() for knob, value in knobs.items()
            ]
            return all(getattr(params[group], knob) == value for group, knob, value in calm)
        return any(leg.holds(params) for leg in legs)

    def _legs(self) -> Iterator[_Leg]:
        shares = pairwise(self.at_share)
        for (calm, quick), (begin, end) in zip(pairwise(self.stops), shares, strict=True):
            yield _Leg(calm, quick, begin, end)


@dataclass(frozen=True, slots=True)
class _Leg:
    """The line between two stops, which lie at `begin` and `end` of the whole way."""

    calm: Knobs
    quick: Knobs
    begin: float
    end: float

    def at(self, share: float) -> Knobs:
        share = min(max(share, 0.0), 1.0)
        found: dict[str, dict[str, Value]] = {}
        for group, knob, calm, quick in self._pairs():
            found.setdefault(group, {})[knob] = _between(group, knob, calm, quick, share)
        return frozen({group: frozen(values) for group, values in found.items()})

    def nearest(self, params: Mapping[str, Any]) -> float:
        known = self._places(params)
        return min(max(median(known), 0.0), 1.0) if known else 0.5

    def distance(self, params: Mapping[str, Any]) -> float:
        """How far beside this line knobs lie, as a share of the whole way; and 1 for each without a way."""
        here = self.nearest(params)
        beside = sum(abs(place - here) for place in self._places(params)) * (self.end - self.begin)
        other = sum(
            getattr(params[group], knob) != calm
            for group, knob, calm, quick in self._pairs()
            if calm == quick or _number(group, knob) is None
        )
        return float(beside + other)

    def holds(self, params: Mapping[str, Any]) -> bool:
        share, near = self.nearest(params), _NEAR / (self.end - self.begin)
        low, high = self.at(share - near), self.at(share + near)
        return all(
            _is_between(getattr(params[group], knob), low[group][knob], high[group][knob])
            for group, knob, _, _ in self._pairs()
        )

    def _places(self, params: Mapping[str, Any]) -> Sequence[float]:
        return [
            place
            for group, knob, calm, quick in self._pairs()
            if (place := _place(group, knob, calm, quick, getattr(params[group], knob))) is not None
        ]

    def _pairs(self) -> Iterator[tuple[str, str, Value, Value]]:
        for group, values in self.calm.items():
            for knob, calm in values.items():
                if knob in self.quick.get(group, {}):
                    yield group, knob, calm, self.quick[group][knob]


def _is_between(value: Value, low: Value, high: Value) -> bool:
    if isinstance(value, str | bool) or isinstance(low, str) or isinstance(high, str):
        return value == low
    return min(low, high) <= value <= max(low, high)


def _number(group: str, knob: str) -> Knob | None:
    control = controls_of(groups()[group])[knob]
    return control if isinstance(control, Knob) else None


def _between(group: str, knob: str, calm: Value, quick: Value, share: float) -> Value:
    control = _number(group, knob)
    if control is None or calm == quick or share == 0.0:
        return calm
    if share == 1.0:
        return quick
    low, high = float(calm), float(quick)
    value = low * (high / low) ** share if low > 0.0 and high > 0.0 else low + (high - low) * share
    return round(value, decimals(control.step))


def _place(group: str, knob: str, calm: Value, quick: Value, value: Value) -> float | None:
    """Where on the way from calm to quick a number lies; None for what has no way."""
    if _number(group, knob) is None or calm == quick:
        return None
    low, high, here = float(calm), float(quick), float(value)
    if low > 0.0 and high > 0.0:
        return math.log(here / low) / math.log(high / low) if here > 0.0 else None
    return (here - low) / (high - low)


def decimals(step: float) -> int:
    """How many digits after the point a number with this step shows."""
    return len(f"{step:.6f}".rstrip("0").partition(".")[2])
