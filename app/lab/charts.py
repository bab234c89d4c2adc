"""Charts as values: what is plotted, without a word of how. The window and the report draw the same ones."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.maths import Array
from .drawing import Ink


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A line: `x` (n,), `y` (n,), NaN where there is a gap."""

    name: str
    ink: Ink
    x: Array
    y: Array
    width: float = 1.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its name beside it; the two that are compared are larger."""

    name: str
    ink: Ink
    x: float
    y: float
    main: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """`title` says what is shown and in which unit; `x_label` stands under the axis.

    `from_zero` begins the axis of y at 0, and `shows_zero_x` has the zero of x in view.
    """

    title: str
    x_label: str
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    from_zero: bool = False
    shows_zero_x: bool = False
