"""Plots in the window's own colours. Only what is opened late imports this: pyqtgraph takes half a second."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from ..core.maths import Array
from ..lab.chart_drawing import limits, name_places
from ..lab.charts import Chart, Mark
from .inks import ink_colour
from .theme import colours, dress, scaled

# Hues round the wheel for things side by side: far from each other, calm in both themes.
_HUES = (0.58, 0.47, 0.35, 0.17, 0.10, 0.03, 0.76, 0.88)


def series_colour(index: int) -> QColor:
    """The colour of the n-th of several things in one plot; grey once they run out."""
    dark = QColor(colours().window).lightnessF() < 0.5
    if index >= len(_HUES):
        return QColor(colours().groove_done)
    return QColor.fromHslF(_HUES[index], 0.42, 0.60 if dark else 0.50)


def pen(colour: QColor | str, width: float = 1.5) -> QPen:
    """A line of the same width at every scale."""
    made = pg.mkPen(QColor(colour), width=width)
    made.setCosmetic(True)
    return made


class Plot(pg.PlotWidget):
    """A picture of figures: no menu, no buttons, no mouse, no keyboard. `name` is set by its owner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self._title, self._top = "", 0.0
        self.setAntialiasing(False)
        self.setMouseEnabled(x=False, y=False)
        self.disableAutoRange()
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumSize(120, 60)
        self.getPlotItem().setContentsMargins(0, 4, 6, 0)
        for side in ("left", "bottom"):
            self.getAxis(side).enableAutoSIPrefix(False)
            self.getAxis(side).setTickDensity(0.6)
        self.getAxis("left").setWidth(34)
        dress(self, self._dress)

    def title_left(self, text: str) -> None:
        """What is shown and in which unit, over the plot."""
        self._title = text
        self.setTitle(
            text, color=colours().quiet, size=f"{self.font().pointSizeF() * 0.9:.0f}pt", justify="left"
        )

    def fit(self, x: Array, y: Array) -> None:
        """Just what there is."""
        seen = y[np.isfinite(y)]
        edge = 0.05 * float(np.ptp(seen)) + 0.1
        self.setXRange(float(np.nanmin(x)), float(np.nanmax(x)), padding=0.0)
        self.setYRange(float(seen.min()) - edge, float(seen.max()) + edge, padding=0.0)

    def fit_height(self, values: Array) -> None:
        """From zero to what nearly all values stay under: one hiccup does not press the rest flat."""
        seen = values[np.isfinite(values) & (values > 0.0)]
        top = round_up(float(np.percentile(seen, 97.0)) * 1.1) if len(seen) else 1.0
        if top != self._top:  # the axis is the dearest part of a plot to draw
            self._top = top
            self.setYRange(0.0, top, padding=0.0)

    def _dress(self) -> None:
        c = colours()
        self.setBackground(QColor(c.window))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pen(c.line, 1.0))
            axis.setTextPen(QColor(c.quiet))
        self.showGrid(x=False, y=True, alpha=0.25)
        if self._title:
            self.title_left(self._title)


def round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7 times a power of ten: the scale stands still while the figures move."""
    power = 10.0 ** np.floor(np.log10(value))
    steps = [step * power for step in (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)]
    return float(next((step for step in steps if step >= value), steps[-1]))


class Stack:
    """Values on top of each other over time: filled bands from the bottom up."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._bands: list[pg.PlotCurveItem] = []
        dress(plot, self.dress)

    def show(self, x: Array, values: Array) -> None:
        """`x` (n,), `values` (bands, n)."""
        while len(self._bands) < len(values):
            # The higher bands lie behind: each covers all but its own part of what is under it.
            band = pg.PlotCurveItem(pen=None, fillLevel=0.0)
            band.setZValue(-len(self._bands))
            self._plot.addItem(band)
            self._bands.append(band)
            self.dress()
        tops = np.cumsum(values, axis=0)
        for band, top in zip(self._bands, tops, strict=False):
            band.setData(x, top)

    def dress(self) -> None:
        for index, band in enumerate(self._bands):
            band.setBrush(series_colour(index))


class Line:
    """One line; NaN leaves a gap. `ink` names a colour of the theme."""

    def __init__(self, plot: Plot, ink: str = "accent", width: float = 1.5) -> None:
        self._ink, self._width = ink, width
        self._curve = pg.PlotCurveItem(connect="finite")
        plot.addItem(self._curve)
        dress(plot, self.dress)

    def show(self, x: Array | Sequence[float], y: Array | Sequence[float]) -> None:
        self._curve.setData(np.asarray(x), np.asarray(y))

    def dress(self) -> None:
        self._curve.setPen(pen(getattr(colours(), self._ink), self._width))


class ChartPlot(Plot):
    """Shows one chart of the lab after the other; its title is its owner's to show.

    Names of points stand where there is room for them, and a line where `point_at` says.
    """

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._items: list[pg.GraphicsObject] = []
        self._names: list[tuple[Mark, pg.TextItem]] = []
        self._here = pg.InfiniteLine(angle=90, movable=False)
        self._here.hide()
        self.addItem(self._here)
        self.setAntialiasing(True)
        self.getViewBox().sigResized.connect(self._place_names)
        dress(self, self._draw)

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        low, high = limits(chart)
        self.setXRange(low[0], high[0], padding=0.0)
        self.setYRange(low[1], high[1], padding=0.0)
        self._draw()

    def point_at(self, x: float) -> None:
        """Mark a place of the x axis."""
        self._here.setValue(x)
        self._here.show()

    def _draw(self) -> None:
        for item in self._items:
            self.removeItem(item)
        self._items, self._names = [], []
        self._here.setPen(pen(colours().quiet, 1.0))
        self.getAxis("left").setWidth(scaled(38))  # four digits
        if self._chart is None:
            return
        self.getPlotItem().setLabel("bottom", self._chart.x_label, color=colours().quiet)
        for one in self._chart.series:
            line = pen(ink_colour(one.ink), one.width)
            if one.dashed:
                line.setStyle(Qt.PenStyle.DashLine)
            self._add(pg.PlotCurveItem(one.x, one.y, pen=line, connect="finite"))
        for mark in sorted(self._chart.marks, key=lambda one: one.main):
            ink, size = ink_colour(mark.ink), 11 if mark.main else 8
            brush = ink if mark.main else None
            self._add(pg.ScatterPlotItem([mark.x], [mark.y], size=size, pen=pen(ink), brush=brush))
        for mark in self._chart.marks:
            ink = ink_colour(mark.ink) if mark.main else QColor(colours().quiet)
            text = pg.TextItem(mark.name, color=ink, anchor=(0.0, 0.5))
            self._names.append((mark, text))
            self._add(text)
        self._place_names()

    def _place_names(self) -> None:
        view = self.getViewBox()
        width, height = view.width(), view.height()
        if not self._names or width <= 0.0 or height <= 0.0:
            return
        (x0, x1), (y0, y1) = view.viewRange()
        marks = [mark for mark, _ in self._names]
        places = np.array([[(m.x - x0) / (x1 - x0) * width, (y1 - m.y) / (y1 - y0) * height] for m in marks])
        widths = [text.boundingRect().width() for _, text in self._names]
        found = name_places(marks, places, widths, (0.0, 0.0, width, height))
        for (_, text), place in zip(self._names, found, strict=True):
            text.setVisible(place is not None)
            if place is not None:
                text.setPos(x0 + place[0] / width * (x1 - x0), y1 - place[1] / height * (y1 - y0))

    def _add(self, item: pg.GraphicsObject) -> None:
        self._items.append(item)
        self.addItem(item)
