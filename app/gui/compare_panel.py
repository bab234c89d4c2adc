"""Two settings on one recording: what to compare, and what came of it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..lab.comparison import Comparison
from .compare_form import CompareForm
from .compare_results import CompareResults
from .compare_run import CompareRun
from .controls import BESIDE_BAR, scrolling
from .desk import Desk
from .lab_results import row_of
from .language import speak, tr
from .sentences import said
from .theme import EDGE, GAP


class ComparePanel(QWidget):
    """Runs both over every frame of a recording, far from the mirror's thread, and shows what differs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.form = CompareForm(desk)
        self.run = CompareRun(desk, self)
        self.results = CompareResults(desk)
        self.start, self.stop = QPushButton(), QPushButton()
        self.progress, self.state = QProgressBar(textVisible=False), QLabel()
        self._problem = ""
        self._arrange()
        self.start.clicked.connect(self.begin)
        self.stop.clicked.connect(self.run.give_up)
        self.form.changed.connect(self._chosen)
        self.run.changed.connect(self._say_state)
        self.run.compared.connect(self._compared)
        self.run.failed.connect(self._failed)
        speak(self, self._say)

    def begin(self) -> None:
        """Compare what is chosen."""
        wanted = self.form.wanted()
        self._problem = wanted if isinstance(wanted, str) else ""
        if not isinstance(wanted, str):
            self.run.begin(wanted)
        self._say_state()

    def finish(self) -> None:
        """The window is being closed: what runs is given up."""
        self.run.finish()

    def _chosen(self) -> None:
        self._problem = ""
        self._say_state()

    def _compared(self, found: Comparison) -> None:
        self.results.show_comparison(found)

    def _failed(self, why: str) -> None:
        self._problem = why or tr("The comparison was stopped.")

    def _say(self) -> None:
        self.start.setText(tr("Compare"))
        self.stop.setText(tr("Stop"))
        for button in (self.start, self.stop):
            button.setAccessibleName(button.text())
        self.progress.setAccessibleName(tr("Progress of the comparison"))
        self._say_state()

    def _say_state(self) -> None:
        busy = self.run.busy
        self.progress.setValue(round(100 * self.run.share))
        self.progress.setVisible(busy)
        self.stop.setEnabled(busy)
        for widget in (self.start, self.form):
            widget.setEnabled(not busy)
        self.state.setText(self._state())
        self.state.setVisible(bool(self.state.text()))

    def _state(self) -> str:
        if self.run.busy:
            return tr("Looking at every frame; A, B and each stabiliser are played on what is seen.")
        if self._problem:
            return said(self._problem)
        if self.results.comparison is None:
            return tr(
                "Plays two settings on the same frames and shows what differs, in figures and pictures."
            )
        return ""

    def _arrange(self) -> None:
        for button in (self.start, self.stop):
            button.setProperty("boxed", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.state.setWordWrap(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, BESIDE_BAR, EDGE)
        column.setSpacing(GAP)
        column.addWidget(self.form)
        column.addLayout(row_of(self.start, self.stop))
        for widget in (self.progress, self.state, self.results):
            column.addWidget(widget)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner, lambda: tr("Comparison")))
        stops = [*self.form.stops(), self.start, self.stop, *self.results.stops()]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)
