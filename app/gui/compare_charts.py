"""The plots of a comparison: a landmark's way and its error, the spectrum, the front with A and B."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ..lab.comparison import Comparison
from ..lab.comparison_charts import error_chart, front_chart, landmarks_of, signal_chart, spectrum_chart
from ..lab.drawing import Ink
from ..lab.report_words import Words
from .controls import quiet
from .inks import ink_colour
from .lab_results import fill, row_of
from .language import tr
from .theme import GAP, dress, scaled

if TYPE_CHECKING:
    from .plots import ChartPlot

_HEIGHT = 150


class CompareCharts(QWidget):
    """Four plots; those over time show where the picture stands."""

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._words = Words()
        self.landmark, self.axis = QComboBox(), QComboBox()
        self._legend, self._titles = quiet(), tuple(quiet() for _ in range(4))
        for title in self._titles:
            title.setWordWrap(True)
        self._legend.setWordWrap(True)
        self.plots: tuple[ChartPlot, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        for box in (self.landmark, self.axis):
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._show)
        self._column.addLayout(row_of(self.landmark, self.axis))
        self._column.addWidget(self._legend)
        dress(self, self._fit)

    def show_comparison(self, found: Comparison) -> None:
        self._comparison = found
        if not self.plots:
            from .plots import ChartPlot  # brings pyqtgraph along

            self.plots = tuple(ChartPlot() for _ in range(4))
            for title, plot in zip(self._titles, self.plots, strict=True):
                self._column.addWidget(title)
                self._column.addWidget(plot)
            self._fit()
        self._show()

    @property
    def _landmarks(self) -> tuple[str, ...]:
        return tuple(landmarks_of(self._comparison.subject if self._comparison else "face"))

    def say(self, words: Words) -> None:
        self._words = words
        fill(self.landmark, [words.landmarks[name] for name in self._landmarks])
        self.landmark.setAccessibleName(tr("Landmark that is plotted"))
        fill(self.axis, [tr("from side to side"), tr("up and down")])
        self.axis.setAccessibleName(tr("Direction that is plotted"))
        self._show()

    def point_at(self, seconds: float) -> None:
        """Mark a moment in the plots over time."""
        for plot in self.plots[:2]:
            plot.point_at(seconds)

    def _show(self, *_: object) -> None:
        found = self._comparison
        if found is None:
            return
        landmark = self._landmarks[max(self.landmark.currentIndex(), 0)]
        axis = max(self.axis.currentIndex(), 0)
        charts = (
            signal_chart(found, self._words, landmark, axis),
            error_chart(found, self._words, landmark, axis),
            spectrum_chart(found, self._words),
            front_chart(found, self._words),
        )
        for title, plot, chart in zip(self._titles, self.plots, charts, strict=True):
            title.setVisible(chart is not None)
            plot.setVisible(chart is not None)
            if chart is not None:
                title.setText(chart.title)
                plot.setAccessibleName(chart.title)
                plot.show_chart(chart)
        self._say_legend()

    def _say_legend(self) -> None:
        """The names of the lines in their colours."""
        words = self._words
        names: dict[Ink, str] = {"raw": words.raw, "a": "A", "b": "B"}
        if self._comparison is not None and self._comparison.truth is not None:
            names["truth"] = f"{words.truth} (- -)"
        marks = (
            f'<span style="color:{ink_colour(ink).name()}">▬</span> {name}' for ink, name in names.items()
        )
        self._legend.setText("&nbsp;&nbsp; ".join(marks))

    def _fit(self) -> None:
        for plot in self.plots:
            plot.setFixedHeight(scaled(_HEIGHT))
        self._say_legend()
