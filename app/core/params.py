"""Knobs: a parameter is declared once and everything else grows from it.

A group of knobs is a frozen dataclass whose fields are `Annotated[type, Knob(...)]`. The panel, the command
line's `--set group.knob=value`, preset files, range checks and the documentation all read the declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from .errors import UserError
from .maths import srgb_from_hex

Value = float | bool | str


@dataclass(frozen=True, slots=True)
class Knob:
    """A number with a range. `unit` as shown ("Hz", "mm", ""); `help` says what one will see."""

    low: float
    high: float
    step: float
    unit: str
    help: str

    def parse(self, value: object) -> float:
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise ValueError(f"expected a number, got {value!r}") from None
        if not self.low <= number <= self.high:  # also refuses NaN
            raise ValueError(
                f"expected {self.low:g} to {self.high:g} {self.unit}".rstrip() + f", got {number:g}"
            )
        return number


@dataclass(frozen=True, slots=True)
class Toggle:
    """On or off."""

    help: str

    def parse(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        text = str(value).strip().lower()
        if text in {"1", "on", "true", "yes"}:
            return True
        if text in {"0", "off", "false", "no"}:
            return False
        raise ValueError(f"expected on or off, got {value!r}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list of names."""

    options: tuple[str, ...]
    help: str

    def parse(self, value: object) -> str:
        if value not in self.options:
            raise ValueError(f"expected one of {', '.join(self.options)}, got {value!r}")
        return str(value)


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour, '#rrggbb'."""

    help: str

    def parse(self, value: object) -> str:
        srgb_from_hex(str(value))
        return str(value).lower()


Control = Knob | Toggle | Choice | Colour


@dataclass(frozen=True, slots=True)
class Needs:
    """Stands beside a control that has an effect only while another knob of its dataclass is so.

    `values` are those that let it act; without any, it acts while the other is on, or above 0.
    """

    knob: str
    values: tuple[Value, ...] = ()

    def met_by(self, params: object) -> bool:
        """Whether the control has an effect under these knobs."""
        value = getattr(params, self.knob)
        return value in self.values if self.values else bool(value)


class Main:
    """Stands beside a control that is wanted often: it is shown first, the others on demand."""


P = TypeVar("P")
_groups: dict[str, type[Any]] = {}
_off: dict[str, tuple[str, Value]] = {}
_beside: dict[type[Any], dict[str, tuple[Any, ...]]] = {}
_controls: dict[type[Any], Mapping[str, Control]] = {}


def group(name: str, *, off: tuple[str, Value] | None = None) -> Any:
    """Class decorator: registers a frozen dataclass of pipeline knobs under `name`.

    `off` is the knob, and its value, that leave the stage without effect.
    """

    def register(params: type[P]) -> type[P]:
        controls = controls_of(params)
        _groups[name] = params
        if off is not None:
            _off[name] = off[0], controls[off[0]].parse(off[1])
        return params

    return register


def groups() -> Mapping[str, type[Any]]:
    """All registered groups by name, in order of registration."""
    return dict(_groups)


def off_switch(group: str) -> tuple[str, Value] | None:
    """The knob of a group, and its value, that leave the stage without effect; None where it is needed."""
    return _off.get(group)


def controls_of(params: type[Any]) -> Mapping[str, Control]:
    """The control of each field of a knob dataclass, in order. Raises TypeError for a field without one."""
    if params not in _controls:  # asked for at every step of every slider
        found: dict[str, Control] = {}
        for name, declared in _declared(params).items():
            control = next((one for one in declared if isinstance(one, Control)), None)
            if control is None:
                raise TypeError(f"{params.__name__}.{name} declares no knob")
            found[name] = control
        _controls[params] = MappingProxyType(found)
    return _controls[params]


def needs_of(params: type[Any]) -> dict[str, Needs]:
    """What the fields of a knob dataclass need to have an effect; fields that always have one are left out.

    Raises TypeError for a need of something that is not there.
    """
    declared = _declared(params)
    found = {name: one for name, extras in declared.items() for one in extras if isinstance(one, Needs)}
    for name, needs in found.items():
        if needs.knob not in declared:
            raise TypeError(f"{params.__name__}.{name} needs {needs.knob!r}, which is not there")
    return found


def main_of(params: type[Any]) -> tuple[str, ...]:
    """The fields of a knob dataclass that are wanted often: the first three where none is said to be."""
    declared = _declared(params)
    main = tuple(name for name, extras in declared.items() if Main in extras)
    return main or tuple(declared)[:3]


def _declared(params: type[Any]) -> dict[str, tuple[Any, ...]]:
    """What stands beside the type of each field, in order."""
    if params not in _beside:
        hints = get_type_hints(params, include_extras=True)
        _beside[params] = {
            field.name: get_args(hints[field.name])[1:] if get_origin(hints[field.name]) is Annotated else ()
            for field in fields(params)
        }
    return _beside[params]


def with_values(params: P, values: Mapping[str, object], *, where: str) -> P:
    """A copy of a knob dataclass with some values replaced, each parsed and checked.

    Raises UserError naming `where` ("steady", "lipstick-rouge-satin") for an unknown knob or a bad value.
    """
    controls = controls_of(type(params))
    parsed: dict[str, Value] = {}
    for name, value in values.items():
        if name not in controls:
            raise UserError(f"{where} has no knob {name!r}; it has {', '.join(controls)}.")
        try:
            parsed[name] = controls[name].parse(value)
        except ValueError as problem:
            raise UserError(f"{where}.{name}: {problem}.") from None
    return replace(params, **parsed)  # type: ignore[type-var]


def split_assignment(text: str) -> tuple[str, str, str]:
    """'group.knob=value' to its three parts; the group may hold dots, the knob may not. Raises UserError."""
    path, equals, value = text.partition("=")
    owner, dot, knob = path.strip().rpartition(".")
    if not equals or not dot or not owner or not knob:
        raise UserError(f"Expected GROUP.KNOB=VALUE, got {text!r}.")
    return owner, knob, value.strip()


def resolve_groups(overrides: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
    """Every registered group as an instance, with the overrides applied. Raises UserError."""
    for name in overrides:
        if name not in _groups:
            raise UserError(f"There is no group of knobs {name!r}; there are {', '.join(_groups)}.")
    return {
        name: with_values(params(), overrides.get(name, {}), where=name) for name, params in _groups.items()
    }
