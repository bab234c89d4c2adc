"""What the performance dock shows: where the time goes, what is lost, and what to do about it."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..lab.advice import Advice, Cause
from ..lab.table import figures_csv
from ..runtime.measure import Figures
from ..runtime.process import ProcessMeter, ProcessUse
from .advice_text import sentence
from .controls import Elided
from .gauges import Gauges
from .language import speak, tr
from .plots import Line, Plot, Stack
from .readings import age_text, drop_lines, finder_help, finder_text, fps_text, stage_name, stage_text
from .stage_table import StageTable
from .theme import EDGE, GAP, colours, dress

# Four times a second: motion is seen to run, and drawing the plots stays a small part of the window's time.
_DRAW_MS = 250


class PerformanceView(QWidget):
    """Draws four times a second while it is seen and not frozen, and otherwise does nothing."""

    def __init__(self, gauges: Gauges) -> None:
        super().__init__()
        self._gauges = gauges
        self._meter = ProcessMeter()
        self._use = ProcessUse()
        self._figures, self._advice = gauges.figures, gauges.advice
        self.times, self.fps, self.age = Plot(), Plot(), Plot()
        self._stack = Stack(self.times)
        self._fps, self._age = Line(self.fps), Line(self.age)
        self.table, self.facts = StageTable(), FactTable()
        self.advice = QLabel()
        self.advice.setWordWrap(True)
        self.freeze, self._copy, self._copy_csv = QPushButton(), QPushButton(), QPushButton()
        self._timer = QTimer(self, interval=_DRAW_MS)
        self._timer.timeout.connect(self.draw)
        self._arrange()
        speak(self, self._say)
        dress(self, self._dress)

    def draw(self) -> None:
        """Show what is known now."""
        history = self._gauges.history()
        self._stack.show(history.ago_s, history.ms)
        self._fps.show(history.ago_s, history.fps)
        self._age.show(history.ago_s, history.age_ms)
        self.times.fit_height(history.ms.sum(axis=0))
        self.fps.fit_height(history.fps)
        self.age.fit_height(history.age_ms)

    def copy_text(self) -> None:
        """The figures as lines of text onto the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())

    def copy_csv(self) -> None:
        """The figures as CSV onto the clipboard."""
        QGuiApplication.clipboard().setText(figures_csv(self._figures))

    def as_text(self) -> str:
        """What the dock shows, a line each."""
        facts = [f"{name}: {value}" for name, value, _ in self._facts()]
        stages = [f"{stage_name(name)}: {stage_text(one)} ms" for name, one in self._figures.stages.items()]
        return "\n".join([*facts, *stages, self.advice.text()]) + "\n"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest()

    # -- while it is seen

    def _run(self) -> None:
        if not self.freeze.isChecked() and not self._timer.isActive():
            self._gauges.changed.connect(self._show)
            self._timer.start()
            self._gauges.tell()
            self.draw()

    def _rest(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._gauges.changed.disconnect(self._show)

    def _freeze(self, frozen: bool) -> None:
        if frozen:
            self._rest()
        else:
            self._run()
        self._say_freeze()

    def _show(self, figures: Figures, advice: Advice) -> None:
        self._figures, self._advice = figures, advice
        self._use = self._meter.use(now_ns=time.monotonic_ns())
        self._show_texts()

    def _show_texts(self) -> None:
        self.table.show_stages(self._figures.stages)
        self.facts.show_facts(self._facts())
        self.advice.setText(sentence(self._advice))
        calm = self._advice.cause in (Cause.FINE, Cause.PAUSED, Cause.STARTING)
        self.advice.setStyleSheet(f"color: {colours().text if calm else colours().alarm};")

    def _facts(self) -> list[tuple[str, str, str]]:
        """(name, value, what it means) of every figure that is not a stage's."""
        figures, use = self._figures, self._use
        source = f"{figures.source_fps:.1f}" if figures.source_fps else "–"
        unknown = tr("n/a")
        cpu = unknown if use.cpu_percent is None else f"{use.cpu_percent:.0f} %"
        memory = unknown if use.memory_bytes is None else f"{use.memory_bytes / 2**20:.0f} MB"
        return [
            (tr("fps / source gives"), f"{fps_text(figures)} / {source}", ""),
            (tr("frame / pose age"), age_text(figures), ""),
            *(
                (tr("lost: {where}").format(where=w), str(count), told)
                for w, count, told in drop_lines(figures)
            ),
            (tr("GL calls a frame"), str(figures.gl_calls), ""),
            (tr("finder"), finder_text(figures), finder_help(figures)),
            (tr("OpenGL"), figures.gl_name, figures.gl_name),
            (tr("processor (one core is 100 %)"), cpu, ""),
            (tr("memory"), memory, ""),
        ]

    # -- looks

    def _say(self) -> None:
        self.times.title_left(tr("time of each frame, ms"))
        self.fps.title_left(tr("frames a second"))
        self.age.title_left(tr("source to screen, ms"))
        for plot, name in (
            (self.times, tr("Plot of the stages' times over 20 seconds")),
            (self.fps, tr("Plot of the frames a second")),
            (self.age, tr("Plot of the time from the source to the screen")),
        ):
            plot.setAccessibleName(name)
        self._copy.setText(tr("Copy text"))
        self._copy_csv.setText(tr("Copy CSV"))
        for button in (self._copy, self._copy_csv):
            button.setAccessibleName(button.text())
        self.facts.setAccessibleName(tr("Other figures"))
        self.advice.setAccessibleName(tr("What to do"))
        self._say_freeze()
        self._show_texts()

    def _say_freeze(self) -> None:
        self.freeze.setText(tr("Go on") if self.freeze.isChecked() else tr("Freeze"))
        self.freeze.setAccessibleName(self.freeze.text())
        self.freeze.setToolTip(tr("Keep these figures on the screen while the picture goes on."))

    def _dress(self) -> None:
        self._show_texts()

    def _arrange(self) -> None:
        for plot in (self.times, self.fps, self.age):
            plot.setXRange(-20.0, 0.0, padding=0.0)
        self.fps.getAxis("bottom").setStyle(showValues=False)
        self.freeze.setCheckable(True)
        self.freeze.toggled.connect(self._freeze)
        self._copy.clicked.connect(self.copy_text)
        self._copy_csv.clicked.connect(self.copy_csv)
        top = QHBoxLayout()
        top.addWidget(self.advice, 1)
        for button in (self.freeze, self._copy, self._copy_csv):
            button.setProperty("boxed", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.addWidget(self.times, 0, 0, 2, 1)
        grid.addWidget(self.fps, 0, 1)
        grid.addWidget(self.age, 1, 1)
        grid.addWidget(self.table, 0, 2, 2, 1)
        grid.addWidget(self.facts, 0, 3, 2, 1)
        for place, stretch in enumerate((5, 4, 5, 5)):
            grid.setColumnStretch(place, stretch)
        self.table.setMinimumWidth(230)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, GAP, EDGE, GAP)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addLayout(grid, 1)


class FactTable(QWidget):
    """Names on the left, figures on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[Elided, Elided]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(EDGE, 0, 0, 0)
        self._grid.setHorizontalSpacing(EDGE)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.setMinimumWidth(220)

    def show_facts(self, facts: list[tuple[str, str, str]]) -> None:
        """(name, value, what it means) from the top."""
        while len(self._rows) < len(facts):
            row = (Elided(), Elided())
            row[0].setProperty("quiet", True)
            for column, label in enumerate(row):
                self._grid.addWidget(label, len(self._rows), column)
            self._rows.append(row)
            self._grid.setRowStretch(len(self._rows), 0)
        self._grid.setRowStretch(len(self._rows), 1)
        for (name, value), (says, figure, told) in zip(self._rows, facts, strict=False):
            name.show_text(says)
            value.show_text(figure)
            if told:
                value.setToolTip(told)
