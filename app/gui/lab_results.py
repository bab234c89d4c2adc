"""What has been measured: a plot and a table of one, and the last five side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..core.errors import UserError
from ..lab.measurement import Measurement
from ..lab.table import measurements_csv
from ..sinks.files import with_ending
from ..store.files import write_text
from .controls import quiet, section
from .desk import Desk
from .lab_tables import LabTable, settings_said, show_comparison, show_detail
from .language import speak, tr
from .theme import GAP

if TYPE_CHECKING:
    from .plots import Line, Plot

# So many can be told apart in a table of this width.
_KEPT = 5


class LabResults(QWidget):
    """Keeps the measurements. `changed` says that another one is shown, or none."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._controller, self._saving = desk.controller, desk.saving
        self.measurements: list[tuple[int, Measurement]] = []
        self._next_number = 1
        self.chosen, self.unit = QComboBox(), QComboBox()
        self._settings, self._legend, self._side = quiet(), quiet(), section("")
        for label in (self._settings, self._legend):
            label.setWordWrap(True)
        for box in (self.chosen, self.unit):
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.detail, self.comparison = LabTable(), LabTable()
        self._plot: tuple[Plot, Line, Line] | None = None
        self._buttons = [QPushButton() for _ in range(3)]
        self._arrange()
        self.chosen.activated.connect(self._show)
        self.unit.activated.connect(self._show)
        speak(self, self._say)

    def add(self, found: Measurement) -> None:
        """A new one, shown at once."""
        self.measurements = [*self.measurements, (self._next_number, found)][-_KEPT:]
        self._next_number += 1
        self._list()
        self.chosen.setCurrentIndex(self.chosen.count() - 1)
        self._show()

    def current(self) -> Measurement | None:
        """The one that is shown."""
        index = self.chosen.currentIndex()
        return self.measurements[index][1] if 0 <= index < len(self.measurements) else None

    def as_csv(self) -> str:
        """All that are kept."""
        return measurements_csv([one for _, one in self.measurements])

    def save(self, path: Path) -> None:
        """All that are kept as a CSV file, written in the background."""
        text = self.as_csv()

        def write() -> str | UserError:
            try:
                write_text(path, text)
            except UserError as problem:
                return problem
            return tr("Saved {path}").format(path=path)

        self._saving.run(write, self._controller.report)

    def copy(self) -> None:
        """All that are kept as CSV onto the clipboard."""
        QGuiApplication.clipboard().setText(self.as_csv())

    def clear(self) -> None:
        self.measurements.clear()
        self._list()
        self._show()

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self.window(), tr("Save the measurements"), "measurements.csv", tr("Tables (*.csv)")
        )
        if path:
            self.save(with_ending(Path(path), ".csv", ".txt"))

    # -- what is shown

    def _show(self) -> None:
        one = self.current()
        self.setVisible(one is not None)
        if one is not None:
            percent = self.unit.currentIndex() == 1
            sort = one.kind, one.subject
            alike = [entry for entry in self.measurements if (entry[1].kind, entry[1].subject) == sort]
            self._say_subject(one.subject)
            show_detail(self.detail, one, percent=percent)
            show_comparison(self.comparison, alike, percent=percent)
            for widget in (self._side, self.comparison):
                widget.setVisible(len(alike) > 1)
            self.unit.setEnabled(one.kind == "still")
            steady, lag = tr("Side by side, as steadied"), tr("Side by side, lag in ms")
            self._side.setText(lag if one.kind == "move" else steady)
            self._settings.setText(tr("Settings: {settings}").format(settings=settings_said(one.settings)))
            self._draw(one)
        self.changed.emit()

    def _draw(self, one: Measurement) -> None:
        if self._plot is None:
            from .plots import Line, Plot  # bring pyqtgraph along

            plot = Plot()
            plot.setFixedHeight(130)
            self._plot = (plot, Line(plot, "groove_done", 1.0), Line(plot))
            self._plot_place.addWidget(plot)
            self._say_plot()
        plot, raw, steady = self._plot
        raw.show(one.t_s, one.raw)
        steady.show(one.t_s, one.steady)
        plot.fit(one.t_s, one.raw)

    def _list(self) -> None:
        kinds = {"still": tr("still"), "move": tr("moving")}
        seconds = tr("{count} s")
        fill(
            self.chosen,
            [
                f"#{number} · {kinds[one.kind]} · {seconds.format(count=f'{one.seconds:.0f}')}"
                for number, one in self.measurements
            ],
        )

    def _say(self) -> None:
        names = (tr("Copy CSV"), tr("Export…"), tr("Clear"))
        for button, name in zip(self._buttons, names, strict=True):
            button.setText(name)
            button.setAccessibleName(name)
        self._say_subject(self._controller.followed)
        self.unit.setAccessibleName(tr("Unit"))
        self.chosen.setAccessibleName(tr("Which measurement"))
        self.comparison.setAccessibleName(tr("Measurements side by side"))
        self.detail.setToolTip(
            tr("Jitter: root mean square distance from the slow movement; what is faster than 1 Hz counts.")
        )
        self._say_plot()
        self._list()
        self._show()

    def _say_subject(self, subject: str) -> None:
        feet = subject == "feet"
        fill(self.unit, [tr("px"), tr("% of the foot") if feet else tr("% of the face")])
        self.detail.setAccessibleName(
            tr("The measurement by parts of the foot") if feet else tr("The measurement by parts of the face")
        )
        nose = tr("Tip of the nose, x in px over seconds: raw grey, steadied blue.")
        toe = tr("Tip of the toes, x in px over seconds: raw grey, steadied blue.")
        self._legend.setText(toe if feet else nose)

    def _say_plot(self) -> None:
        if self._plot is not None:
            self._plot[0].setAccessibleName(tr("Plot of one landmark, raw and steadied"))

    def _arrange(self) -> None:
        does = (self.copy, self._choose_file, self.clear)
        for button, do in zip(self._buttons, does, strict=True):
            button.setProperty("boxed", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(do)
        self._plot_place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.chosen)
        column.addWidget(self._settings)
        column.addLayout(self._plot_place)
        for widget in (self._legend, self.unit, self.detail, self._side, self.comparison):
            column.addWidget(widget)
        column.addLayout(row_of(*self._buttons))


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Side by side, as wide as each other."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row


def fill(box: QComboBox, texts: list[str]) -> None:
    """Other texts in the same places; nobody is told."""
    index = box.currentIndex()
    box.blockSignals(True)
    box.clear()
    box.addItems(texts)
    box.setCurrentIndex(min(max(index, 0), len(texts) - 1))
    box.blockSignals(False)
