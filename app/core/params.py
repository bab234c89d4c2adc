"""Knobs: a parameter is declared once and everything else grows from it.

A group of knobs is a frozen dataclass whose fields are `Annotated[type, Knob(...)]`. The panel, the command
line's `--set group.knob=value`, preset files, range checks and the documentation all read the declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
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
P = TypeVar("P")
_groups: dict[str, type[Any]] = {}


def group(name: str) -> Any:
    """Class decorator: registers a frozen dataclass of pipeline knobs under `name`."""

    def register(params: type[P]) -> type[P]:
        controls_of(params)
        _groups[name] = params
        return params

    return register


def groups() -> Mapping[str, type[Any]]:
    """All registered groups by name, in order of registration."""
    return dict(_groups)


def controls_of(params: type[Any]) -> dict[str, Control]:
    """The control of each field of a knob dataclass, in order. Raises TypeError for a field without one."""
    found: dict[str, Control] = {}
    hints = get_type_hints(params, include_extras=True)
    for field in fields(params):
        hint = hints[field.name]
        control = next((a for a in get_args(hint)[1:] if isinstance(a, Control)), None)
        if get_origin(hint) is not Annotated or control is None:
            raise TypeError(f"{params.__name__}.{field.name} declares no knob")
        found[field.name] = control
    return found


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
