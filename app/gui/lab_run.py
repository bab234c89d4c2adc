"""A measurement under way: listens to the studio for some seconds and has the figures worked out."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ..core.missing import Missing
from ..lab.measurement import Kind, Measurement, Recorder
from ..lab.settings_line import settings_line
from .desk import Desk

_LOOK_MS = 100
# Before it begins: time to let go of the mouse and sit still.
_SETTLE_MS = 1000
# A source that gives nothing for so long ends the measurement.
_PATIENCE_MS = 4000


class LabRun(QObject):
    """`changed` says that it has begun, gone on or ended; `measured` carries what came of it."""

    changed = Signal()
    measured = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._errand = desk.controller, desk.errand
        self._recorder: Recorder | None = None
        self.kind: Kind = "still"
        self.share = 0.0
        self._seconds = 0.0
        self._settling_ms = self._waited_ms = 0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def begin(self, kind: Kind, seconds: float) -> None:
        """Measure from in a second on; one that is under way is given up."""
        self._end()
        self.kind, self._seconds = kind, seconds
        self._settling_ms, self._waited_ms = _SETTLE_MS, 0
        self._timer.start()
        self.changed.emit()

    def give_up(self) -> None:
        self._end()
        self.changed.emit()

    def _look(self) -> None:
        if self._recorder is None:
            self._settling_ms -= _LOOK_MS
            if self._settling_ms <= 0:
                self._start()
            return
        before, self.share = self.share, self._recorder.done_share
        self._waited_ms = 0 if self.share > before else self._waited_ms + _LOOK_MS
        if self._recorder.full or self._waited_ms >= _PATIENCE_MS:
            recorder = self._recorder
            self._end()
            self._errand.run(recorder.measurement, self._done)
        self.changed.emit()

    def _start(self) -> None:
        document, info = self._controller.document, self._controller.source_info
        source = info.name if info else document.source
        self._recorder = Recorder(self.kind, self._seconds, settings=settings_line(document), source=source)
        self._controller.studio.listen(self._recorder.take)

    def _end(self) -> None:
        self._timer.stop()
        if self._recorder is not None:
            self._controller.studio.stop_listening(self._recorder.take)
        self._recorder = None
        self.share = 0.0

    def _done(self, found: Measurement | Missing) -> None:
        self.measured.emit(found)
