"""Where tuning looks: some knobs as places in a cube, each side from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from ..core.balance import decimals
from ..core.errors import UserError
from ..core.front import Knobs
from ..core.maths import Array, frozen
from ..core.params import Knob, Value, controls_of, groups, needs_of

GROUP = "steady"
# What these say changes where the pixels are looked at, and looking takes far longer than all the rest.
_LOOKING = ("crop", "track")
# Ranges that go on for longer than this many times their lower end are walked by quotients.
_BY_QUOTIENT = 8.0
# Knobs of which there is one for each part of the face go together, unless they are named one by one.
_TOGETHER: Mapping[str, tuple[str, ...]] = {"one-euro": ("steady.*_cutoff_hz", "steady.*_beta")}


@dataclass(frozen=True, slots=True)
class Dimension:
    """Knobs of one range that are turned together: (group, knob) each."""

    members: tuple[tuple[str, str], ...]
    knob: Knob

    @property
    def by_quotient(self) -> bool:
        return 0.0 < _BY_QUOTIENT * self.knob.low < self.knob.high

    def value(self, place: float) -> float:
        """The number at a place 0..1, as the knob shows it."""
        if self.by_quotient:
            number = self.knob.low * (self.knob.high / self.knob.low) ** place
        else:
            number = self.knob.low + (self.knob.high - self.knob.low) * place
        number = min(max(number, self.knob.low), self.knob.high)
        return float(round(number, decimals(self.knob.step)))

    def place(self, value: float) -> float:
        """Where a number lies."""
        if self.by_quotient:
            share = np.log(max(value, self.knob.low) / self.knob.low) / np.log(self.knob.high / self.knob.low)
        else:
            share = (value - self.knob.low) / (self.knob.high - self.knob.low)
        return float(np.clip(share, 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Space:
    """`fixed` are knobs that stay as they are."""

    dimensions: tuple[Dimension, ...]
    fixed: Knobs

    def __len__(self) -> int:
        return len(self.dimensions)

    def knobs(self, at: Array) -> Knobs:
        """The knobs at a place (d,) of the cube."""
        found: dict[str, dict[str, Value]] = {group: dict(values) for group, values in self.fixed.items()}
        for dimension, place in zip(self.dimensions, at.tolist(), strict=True):
            value = dimension.value(place)
            for group, knob in dimension.members:
                found.setdefault(group, {})[knob] = value
        return frozen({group: frozen(values) for group, values in found.items()})

    def as_it_comes(self) -> Knobs:
        """The defaults of all these knobs."""
        found: dict[str, dict[str, Value]] = {group: dict(values) for group, values in self.fixed.items()}
        for one in self.dimensions:
            for group, knob in one.members:
                found.setdefault(group, {})[knob] = getattr(groups()[group](), knob)
        return frozen({group: frozen(values) for group, values in found.items()})

    def place(self, knobs: Knobs) -> Array:
        """(d,) the place nearest to some knobs; those that are not said are as they come."""

        def value(group: str, knob: str) -> float:
            said = knobs.get(group, {})
            return float(said[knob] if knob in said else getattr(groups()[group](), knob))

        means = [np.mean([one.place(value(*member)) for member in one.members]) for one in self.dimensions]
        return np.array(means, float)


def space_of(method: str, names: Sequence[str] = ()) -> Space:
    """The knobs "group.knob" of these names, or those that the stabiliser has. A name with * stands for all
    knobs that it fits, turned together; "=LOW..HIGH" behind it looks only there. Raises UserError for what is
    no knob or cannot be tuned."""
    fixed = frozen({GROUP: frozen({"method": method})})
    wanted = names or _TOGETHER.get(method) or _own_knobs(method)
    if not wanted:
        raise UserError(f"The stabiliser {method!r} has no knobs to tune.")
    dimensions = tuple(_dimension(name) for name in wanted)
    taken = [member for one in dimensions for member in one.members]
    for member in taken:
        if taken.count(member) > 1:
            raise UserError(f"{'.'.join(member)} is meant twice; name every knob once.")
    return Space(dimensions, fixed)


def _own_knobs(method: str) -> tuple[str, ...]:
    """The numbers of the group that need this method."""
    params = groups()[GROUP]
    needs = needs_of(params)
    return tuple(
        f"{GROUP}.{name}"
        for name, control in controls_of(params).items()
        if isinstance(control, Knob) and name in needs and method in needs[name].values
    )


def _dimension(text: str) -> Dimension:
    name, bounded, bounds = text.partition("=")
    group, _, pattern = name.partition(".")
    if group not in groups() or not pattern:
        raise UserError(f"{name!r} is no knob; expected GROUP.KNOB with one of {', '.join(groups())}.")
    if group in _LOOKING:
        raise UserError(
            f"{name} says where faces are looked for, so every setting would look at every clip again; "
            f"tune knobs of {_others(groups())}."
        )
    controls = controls_of(groups()[group])
    members = [knob for knob in controls if fnmatchcase(knob, pattern)]
    if not members:
        raise UserError(f"There is no knob {name!r}; {group} has {', '.join(controls)}.")
    found = [controls[knob] for knob in members]
    numbers = [one for one in found if isinstance(one, Knob)]
    if len(numbers) < len(found):
        raise UserError(f"{name} is no number; only numbers can be tuned.")
    if len({(one.low, one.high, one.step) for one in numbers}) > 1:
        raise UserError(f"{name} stands for knobs of different ranges; name them one by one.")
    knob = _bounded(name, numbers[0], bounds) if bounded else numbers[0]
    return Dimension(tuple((group, member) for member in members), knob)


def _bounded(name: str, knob: Knob, bounds: str) -> Knob:
    """The knob with a range within its own. Raises UserError."""
    low, between, high = bounds.partition("..")
    try:
        lowest, highest = knob.parse(low), knob.parse(high) if between else knob.low
    except ValueError as problem:
        raise UserError(f"{name}={bounds}: {problem}.") from None
    if lowest >= highest:
        raise UserError(f"{name}={bounds} is no range; expected {name}={knob.low:g}..{knob.high:g} or less.")
    return replace(knob, low=lowest, high=highest)


def _others(known: Mapping[str, Any]) -> str:
    return " and ".join(group for group in known if group not in (*_LOOKING, "light"))
