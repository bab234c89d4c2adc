"""One slider for many knobs: the line between a calm and a quick setting of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from .maths import frozen
from .params import Knob, Value, controls_of, groups

Knobs = Mapping[str, Mapping[str, Value]]

# Knobs are rounded to what their number shows; further away than this from the line is a choice.
_NEAR = 0.04


@dataclass(frozen=True, slots=True)
class Balance:
    """The line between `calm` (0) and `quick` (1) in the knobs that both of them set.

    Frequencies and ratios are told apart by their quotient, so numbers above 0 go along geometrically.
    """

    calm: Knobs
    quick: Knobs

    def at(self, share: float) -> Knobs:
        """The knobs at a place 0..1 of the line. What has no in-between is as in `calm`."""
        share = min(max(share, 0.0), 1.0)
        found: dict[str, dict[str, Value]] = {}
        for group, knob, calm, quick in self._pairs():
            between = _between(group, knob, calm, quick, share)
            found.setdefault(group, {})[knob] = between
        return frozen({group: frozen(values) for group, values in found.items()})

    def nearest(self, params: Mapping[str, Any]) -> float:
        """The place 0..1 of the line that these knobs (group -> knob dataclass) are nearest to."""
        places = [
            place
            for group, knob, calm, quick in self._pairs()
            if (place := _place(group, knob, calm, quick, getattr(params[group], knob))) is not None
        ]
        return min(max(median(places), 0.0), 1.0) if places else 0.5

    def holds(self, params: Mapping[str, Any]) -> bool:
        """Whether these knobs lie on the line."""
        share = self.nearest(params)
        low, high = self.at(share - _NEAR), self.at(share + _NEAR)
        return all(
            _is_between(getattr(params[group], knob), low[group][knob], high[group][knob])
            for group, knob, _, _ in self._pairs()
        )

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
