"""Draws a chart: axes with round numbers, a legend, lines and named points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from ..core.maths import Array
from .charts import Chart, Mark
from .drawing import Dot, Drawing, Ink, Line, Shape, Text, width_of

_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 14.0, 48.0, 38.0
_SMALL, _LABEL, _TITLE = 11.0, 12.0, 13.0
# How far above or below its point a name may stand, nearest first.
_DROPS = (0.0, 14.0, -14.0, 28.0, -28.0, 42.0, -42.0)
# About so many numbers on an axis.
_TICKS_X, _TICKS_Y = 7, 5


def draw_chart(chart: Chart, width: float, height: float) -> Drawing:
    """The chart in a box of that many px."""
    low, high = limits(chart)
    plot = _Plot(width, height, low, high)
    shapes: list[Shape] = [Text(_LEFT, 15.0, chart.title, "text", _TITLE)]
    shapes += _legend(chart)
    shapes += plot.axes()
    shapes.append(Text((_LEFT + width - _RIGHT) / 2, height - 6.0, chart.x_label, "quiet", _SMALL, "middle"))
    for one in chart.series:
        inside = np.clip(one.y, low[1], high[1])
        shapes.append(Line(plot.at(np.column_stack([one.x, inside])), one.ink, one.width, one.dashed))
    shapes += plot.marks(chart.marks)
    return Drawing(width, height, tuple(shapes), chart.title)


def limits(chart: Chart) -> tuple[tuple[float, float], tuple[float, float]]:
    """The lower left and the upper right corner of what is shown, in the chart's own units."""
    xs = np.concatenate([*(one.x for one in chart.series), [mark.x for mark in chart.marks]])
    ys = np.concatenate([*(one.y for one in chart.series), [mark.y for mark in chart.marks]])
    xs, ys = xs[np.isfinite(xs)], ys[np.isfinite(ys)]
    if not xs.size or not ys.size:
        return (0.0, 0.0), (1.0, 1.0)
    x0, x1, y0, y1 = float(xs.min()), float(xs.max()), float(ys.min()), float(ys.max())
    if chart.shows_zero_x:
        x0, x1 = min(x0, 0.0), max(x1, 0.0)
    if chart.from_zero:
        y0 = 0.0
    # Points have names beside them.
    room_x = (0.15 if chart.marks else 0.0) * max(x1 - x0, 1e-3)
    room_y = (0.25 if chart.marks else 0.07) * max(y1 - y0, 1e-3)
    return (x0 - room_x, y0 - (0.0 if chart.from_zero else room_y)), (
        max(x1 + room_x, x0 + 1e-3),
        y1 + room_y,
    )


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round numbers from low to high, about so many: 1, 2 or 5 times a power of ten apart."""
    rough = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(index * step, 12) + 0.0 for index in range(first, last + 1)]


class _Plot:
    """The part of a drawing inside the axes."""

    def __init__(
        self, width: float, height: float, low: tuple[float, float], high: tuple[float, float]
    ) -> None:
        self._low, self._high = np.array(low), np.array(high)
        self._x0, self._x1 = _LEFT, width - _RIGHT
        self._y0, self._y1 = height - _BOTTOM, _TOP

    def at(self, values: Array) -> Array:
        """Values (n, 2) to px (n, 2)."""
        share = (values - self._low) / (self._high - self._low)
        corner, size = (self._x0, self._y0), (self._x1 - self._x0, self._y1 - self._y0)
        return np.asarray(corner + share * size)

    def axes(self) -> Iterator[Shape]:
        for y in ticks(self._low[1], self._high[1], _TICKS_Y):
            ((_, py),) = self.at(np.array([[self._low[0], y]]))
            yield Line(np.array([[self._x0, py], [self._x1, py]]), "line", 1.0)
            yield Text(self._x0 - 6.0, py + 4.0, f"{y:g}", "quiet", _SMALL, "end")
        for x in ticks(self._low[0], self._high[0], _TICKS_X):
            ((px, _),) = self.at(np.array([[x, self._low[1]]]))
            yield Line(np.array([[px, self._y0], [px, self._y0 + 4.0]]), "line", 1.0)
            yield Text(px, self._y0 + 16.0, f"{x:g}", "quiet", _SMALL, "middle")
        yield Line(np.array([[self._x0, self._y0], [self._x1, self._y0]]), "quiet", 1.0)

    def marks(self, marks: tuple[Mark, ...]) -> Iterator[Shape]:
        """Names first, so that no name covers a point; those compared lie on top."""
        if not marks:
            return
        places = self.at(np.array([[mark.x, mark.y] for mark in marks]))
        box = (self._x0, self._y1 - 6.0, self._x1 + _RIGHT, self._y0)
        widths = [width_of(mark.name, _LABEL) for mark in marks]
        for mark, place in zip(marks, name_places(marks, places, widths, box), strict=True):
            if place is not None:
                ink: Ink = mark.ink if mark.main else "quiet"
                yield Text(place[0], place[1] + 4.0, mark.name, ink, _LABEL)
        for mark, (x, y) in sorted(zip(marks, places, strict=True), key=lambda one: one[0].main):
            yield Dot(float(x), float(y), 5.5 if mark.main else 4.0, mark.ink, not mark.main)


def name_places(
    marks: Sequence[Mark], places: Array, widths: Sequence[float], box: tuple[float, float, float, float]
) -> list[tuple[float, float] | None]:
    """Where the names of points go: the left end and the middle of each, in px; None where there is no room.

    Right of the point, or left of it, or a line lower or higher, until it covers neither a point nor another
    name and lies in `box` (left, top, right, bottom). `places` (n, 2) of the points, `widths` of the names.
    The names of those compared are placed first.
    """
    left, top, right, bottom = box
    taken = [(float(x) - 6.0, float(y), 12.0) for x, y in places]
    found: list[tuple[float, float] | None] = [None] * len(marks)
    for index in sorted(range(len(marks)), key=lambda number: not marks[number].main):
        (x, y), wide = places[index], widths[index]
        sides = (float(x) + 9.0, float(x) - 9.0 - wide, float(x) - wide / 2.0)
        for px, py in ((side, float(y) + drop) for drop in _DROPS for side in sides):
            inside = left <= px and px + wide <= right and top <= py - 6.0 and py + 6.0 <= bottom
            if inside and not any(
                abs(py - ty) < 12.0 and px < tx + tw and tx < px + wide for tx, ty, tw in taken
            ):
                found[index] = px, py
                taken.append((px, py, wide))
                break
    return found


def _legend(chart: Chart) -> Iterator[Shape]:
    """The names of the lines in a row under the title."""
    x = _LEFT
    for one in chart.series:
        if not one.name:
            continue
        yield Line(np.array([[x, 30.0], [x + 16.0, 30.0]]), one.ink, max(one.width, 2.0), one.dashed)
        yield Text(x + 21.0, 34.0, one.name, "quiet", _SMALL)
        x += 21.0 + width_of(one.name, _SMALL) + 14.0
