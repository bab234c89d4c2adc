"""LAB: how still the landmarks are while a person holds still, and how late while one moves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..core.missing import Missing
from ..lab.measurement import TOO_SLOW, Kind, Measurement
from ..store.instruments import instruments_shelf, keep
from .controls import BESIDE_BAR, scrolling
from .desk import Desk
from .lab_results import LabResults, fill, row_of
from .lab_run import LabRun
from .language import speak, tr
from .theme import EDGE, GAP

_SECONDS = (3, 5, 10)


class LabPanel(QWidget):
    """Measures what the studio finds, drawn or not, with the knobs as they are, and shows what came of it.

    `answered` says that the measurement begun last has come to an end, well or not.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._controller = desk, desk.controller
        self._run = LabRun(desk, self)
        self.results = LabResults(desk)
        self.still, self.moving, self.stop = QPushButton(), QPushButton(), QPushButton()
        self.seconds, self.progress, self.state = QComboBox(), QProgressBar(textVisible=False), QLabel()
        self._problem: Missing | None = None
        self.answered = False
        self._arrange()
        self._run.changed.connect(self._say_state)
        self._run.measured.connect(self._measured)
        self.results.changed.connect(self._say_state)
        self._controller.followed_changed.connect(self._say)
        speak(self, self._say)

    def begin(self, kind: Kind) -> None:
        """Measure for as long as is chosen."""
        self._problem, self.answered = None, False
        self._run.begin(kind, float(_SECONDS[self.seconds.currentIndex()]))

    def _begin_still(self) -> None:
        self.begin("still")

    def _begin_moving(self) -> None:
        self.begin("move")

    def _measured(self, found: Measurement | Missing) -> None:
        self.answered = True
        if isinstance(found, Missing):
            self._problem = found
        else:
            self.results.add(found)
        self._say_state()

    def _keep_seconds(self) -> None:
        self._desk.keep(partial(keep, seconds=_SECONDS[self.seconds.currentIndex()]))

    # -- texts

    def _say(self) -> None:
        self.still.setText(tr("Hold still and measure"))
        self.moving.setText(tr("Move and measure"))
        self.stop.setText(tr("Stop"))
        for button in (self.still, self.moving, self.stop):
            button.setAccessibleName(button.text())
        if self._feet:
            self.still.setToolTip(tr("How much the landmarks tremble while the feet stand still."))
            self.moving.setToolTip(tr("How late the steadied landmarks come while a foot moves to and fro."))
        else:
            self.still.setToolTip(tr("How much the landmarks tremble while the face stands still."))
            self.moving.setToolTip(
                tr("How late the steadied landmarks come while the head turns to and fro.")
            )
        fill(self.seconds, [tr("for {count} seconds").format(count=count) for count in _SECONDS])
        self.seconds.setAccessibleName(tr("How long to measure"))
        self.progress.setAccessibleName(tr("Progress of the measurement"))
        self._say_state()

    def _say_state(self) -> None:
        busy = self._run.busy
        self.progress.setValue(round(100 * self._run.share))
        self.progress.setVisible(busy)
        self.stop.setEnabled(busy)
        for widget in (self.still, self.moving, self.seconds):
            widget.setEnabled(not busy)
        self.state.setText(self._state())

    @property
    def _feet(self) -> bool:
        return self._controller.followed == "feet"

    def _state(self) -> str:
        if self._run.busy and self._run.kind == "still":
            if self._feet:
                return tr("Stand still, and hold the camera still, too.")
            return tr("Hold still, look straight ahead, mouth closed.")
        if self._run.busy and self._feet:
            return tr("Move a foot to and fro, not too slowly.")
        if self._run.busy:
            return tr("Turn the head to and fro, not too slowly.")
        if self._problem == TOO_SLOW:
            return tr("Nothing could be measured: there were too few frames a second.")
        if self._problem is not None and self._feet:
            return tr("Nothing could be measured: no foot was in view for a second on end.")
        if self._problem is not None:
            return tr("Nothing could be measured: no face was in view for a second on end.")
        one = self.results.current()
        if one is None:
            return tr("Measures the landmarks as found and as steadied, with the knobs as they are now.")
        if one.subject == "feet":
            text = tr("{frames} frames, {fps} a second, {lost} without a foot; the foot is {width} px long.")
        else:
            text = tr("{frames} frames, {fps} a second, {lost} without a face; the face is {width} px wide.")
        told = text.format(frames=one.frames, fps=f"{one.fps:.1f}", lost=one.lost, width=f"{one.face_px:.0f}")
        if one.restless:
            moved = tr("The head moved by {percent} % of its width: some of the jitter is that movement.")
            if one.subject == "feet":
                moved = tr(
                    "The foot moved by {percent} % of its length: some of the jitter is that movement."
                )
            told += "\n" + moved.format(percent=f"{one.moved_percent:.0f}")
        return told

    def _arrange(self) -> None:
        buttons = (self.still, self.moving, self.stop)
        for button, do in zip(
            buttons, (self._begin_still, self._begin_moving, self._run.give_up), strict=True
        ):
            button.setProperty("boxed", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(do)
        kept, _ = instruments_shelf().load()
        fill(self.seconds, [str(count) for count in _SECONDS])
        self.seconds.setCurrentIndex(_SECONDS.index(kept.seconds) if kept.seconds in _SECONDS else 1)
        self.seconds.activated.connect(self._keep_seconds)
        self.state.setWordWrap(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, BESIDE_BAR, EDGE)
        column.setSpacing(GAP)
        for button in (self.still, self.moving):
            column.addWidget(button)
        column.addLayout(row_of(self.seconds, self.stop))
        for widget in (self.progress, self.state, self.results):
            column.addWidget(widget)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner, lambda: tr("Measurements")))
