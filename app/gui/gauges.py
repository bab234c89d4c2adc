"""Gathers what the window shows, and tells the figures to whoever shows them."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from ..core.ports import SourceInfo
from ..lab.advice import Advice, Cause, advise
from ..runtime.events import Position
from ..runtime.measure import Figures, History, Measure
from .desk import Desk
from .viewport import Viewport

# Twice a second: figures that change faster cannot be read, and each change redraws the window.
_TELL_MS = 500


class Gauges(QObject):
    """`changed` carries the Figures and what they advise, twice a second while the window is open."""

    changed = Signal(object, object)

    def __init__(self, desk: Desk, viewport: Viewport) -> None:
        super().__init__(desk.window)
        self._controller, self._viewport = desk.controller, viewport
        self._measure = Measure()
        self.figures = Figures()
        self.advice = Advice(Cause.STARTING)
        viewport.drawn.connect(self._painted)
        self._controller.position_changed.connect(self._source_stands)
        self._controller.source_opened.connect(self._source_opened)
        self._timer = QTimer(self, interval=_TELL_MS)
        self._timer.timeout.connect(self.tell)
        self._timer.start()

    def history(self) -> History:
        """The last 20 seconds."""
        return self._measure.history(now_ns=time.monotonic_ns())

    def tell(self) -> None:
        """Work the figures out and tell them now."""
        gl_name = self._controller.studio.screen.gl_name
        self.figures = self._measure.figures(now_ns=time.monotonic_ns(), gl_name=gl_name)
        landmarks = self._controller.document.view.landmarks
        self.advice = advise(self.figures, wanted=self._controller.wanted, landmarks=landmarks)
        self.changed.emit(self.figures, self.advice)

    def stop(self) -> None:
        self._timer.stop()

    def recording_lost(self, count: int) -> None:
        """The present recording has left out so many frames."""
        self._measure.recording_lost(count)

    def _painted(self) -> None:
        shown = self._viewport.shown
        if shown is not None:
            self._measure.painted_picture(shown, now_ns=time.monotonic_ns())

    def _source_stands(self, position: Position) -> None:
        self._measure.source_stands(position)

    def _source_opened(self, _spec: str, info: SourceInfo) -> None:
        nominal_fps = 0.0 if info.still or not info.frame_rate else info.frame_rate
        self._measure = Measure(live=info.live, nominal_fps=nominal_fps)
