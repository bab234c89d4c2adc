"""Recording the session for the lab: what is seen of every frame, with the knobs as they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ..core.clock import clock
from ..core.errors import UserError
from ..lab.session_recorder import SessionRecorder
from ..runtime.recorder import Recorded
from .desk import Desk
from .language import tr
from .out_folders import OutFolders, made
from .recording import RecordingSign, outcome, size_text

_LOOK_MS = 250
# How long closing the window waits for the file to be finished.
_FINISH_S = 5.0


class SessionRecording(QObject):
    """The action "lab.record". `recorded` carries the path (str) of a recording that is finished."""

    recorded = Signal(str)

    def __init__(self, desk: Desk, folders: OutFolders) -> None:
        super().__init__(desk.window)
        self._controller, self._actions, self._folders = desk.controller, desk.actions, folders
        self._recorder: SessionRecorder | None = None
        self.sign = RecordingSign(lambda: tr("REC for the lab"))
        desk.status.pass_by(self.sign)
        self.action = desk.actions.add(
            "lab.record", self._words, self._turn, menu="lab", group=20, keys="Ctrl+Shift+R", checkable=True
        )
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def state(self) -> Recorded | None:
        """How the present recording stands; None while there is none."""
        return self._recorder.state if self._recorder else None

    def start(self) -> None:
        """Record from now on, into the recordings' folder."""
        studio = self._controller.studio
        try:
            folder = made(self._folders.recordings)
            recorder = SessionRecorder(
                folder, studio.engine, source=studio.document.source, info=self._controller.source_info
            )
        except UserError as problem:
            self._show_off()
            self._controller.say(str(problem))
            return
        self._recorder = recorder
        studio.listen(recorder.take)
        recorder.begin()
        self.action.setChecked(True)
        self._actions.reword("lab.record")
        self._timer.start()
        self._look()

    def stop(self) -> None:
        """End the recording; what it has become is said when its file is finished."""
        if self._recorder is not None:
            self._controller.studio.stop_listening(self._recorder.take)
            self._recorder.stop()
            self.action.setEnabled(False)  # until the file is finished: some tenths of a second

    def finish(self) -> None:
        """The window is being closed: the file first, but not for ever."""
        self._timer.stop()
        if self._recorder is not None:
            self._controller.studio.stop_listening(self._recorder.take)
            self._recorder.finish(_FINISH_S)
            self._recorder = None

    def _turn(self, on: bool) -> None:
        if on:
            self.start()
        else:
            self.stop()

    def _look(self) -> None:
        if self._recorder is None:
            return
        state = self._recorder.state
        if not state.ended:
            self.sign.show_state(state)
            return
        self._controller.studio.stop_listening(self._recorder.take)
        self._recorder = None
        self._timer.stop()
        self._show_off()
        well = state.path is not None and not (state.full or state.problem or state.dropped)
        (self._controller.tell if well else self._controller.say)(_outcome(state))
        if state.path is not None:
            self.recorded.emit(str(state.path))

    def _show_off(self) -> None:
        self.sign.show_state(None)
        self.action.setChecked(False)
        self.action.setEnabled(True)
        self._actions.reword("lab.record")

    def _words(self) -> str:
        if self._recorder is not None:
            return tr("Stop &recording the session")
        return tr("&Record the session")


def _outcome(state: Recorded) -> str:
    """What has become of a session's recording, in one sentence."""
    if state.path is None or state.full or state.problem or not state.dropped:
        return outcome(state)
    told = tr("Recorded {time}, {size}, without {count} pictures for which there was no time: {path}")
    return told.format(
        time=clock(state.length_ns), size=size_text(state.bytes), count=state.dropped, path=state.path
    )
