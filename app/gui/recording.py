"""Recording what is seen: on and off, and a line that says how it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel

from ..core.clock import clock
from ..core.errors import UserError
from ..runtime.events import Position
from ..runtime.recorder import Recorded, Recorder
from .desk import Desk
from .language import speak, tr
from .out_folders import OutFolders, made
from .status_bar import Passing
from .theme import colours, dress

# Four times a second: the seconds never seem to stumble, and a full disk is told at once.
_LOOK_MS = 250
_LITTLE_BYTES = 1_000_000_000
# How long closing the window waits for the file to be finished.
_FINISH_S = 5.0


class Recording(QObject):
    """The action "out.record". `lost` carries how many frames the present recording has left out, `writing`
    the file that is being written, "" for none."""

    lost = Signal(int)
    writing = Signal(str)

    def __init__(self, desk: Desk, folders: OutFolders) -> None:
        super().__init__(desk.window)
        self._window, self._controller, self._folders = desk.window, desk.controller, folders
        self._actions = desk.actions
        self._recorder: Recorder | None = None
        self._held = self._warned = False
        self._lost = 0
        self._written = ""
        self.sign = RecordingSign()
        desk.status.pass_by(self.sign)
        self.action = desk.actions.add(
            "out.record", self._words, self._turn, menu="file", group=30, keys="Ctrl+R", checkable=True
        )
        desk.actions.add(
            "out.record-folder",
            lambda: tr("Recordings &folder…"),
            self._choose_folder,
            menu="file",
            group=30,
        )
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._controller.position_changed.connect(self._source_stands)
        speak(self, self._name_window)

    @property
    def state(self) -> Recorded | None:
        """How the present recording stands; None while there is none."""
        return self._recorder.state if self._recorder else None

    def start(self) -> None:
        """Record from now on, into the recordings' folder."""
        info = self._controller.source_info
        try:
            folder = made(self._folders.recordings)
            self._recorder = Recorder(folder, frame_rate=info.frame_rate if info else None)
        except UserError as problem:
            self._show_off()
            self._controller.say(str(problem))
            return
        self._recorder.hold(self._held)
        self._controller.studio.screen.add_tap(self._recorder)
        self._warned, self._lost = False, 0
        self.lost.emit(0)
        self.action.setChecked(True)
        self._actions.reword("out.record")
        self._name_window()
        self._timer.start()
        self._look()

    def stop(self) -> None:
        """End the recording; what it has become is said when its file is finished."""
        if self._recorder is not None:
            self._controller.studio.screen.remove_tap(self._recorder)
            self._recorder.stop()
            self.action.setEnabled(False)  # until the file is finished: some tenths of a second

    def finish(self) -> None:
        """The window is being closed: the file first, but not for ever."""
        self._timer.stop()
        if self._recorder is not None:
            self._controller.studio.screen.remove_tap(self._recorder)
            self._recorder.finish(_FINISH_S)
            self._recorder = None
            self._tell_writing("")

    def _turn(self, on: bool) -> None:
        if on:
            self.start()
        else:
            self.stop()

    def _source_stands(self, position: Position) -> None:
        held = not position.playing
        if held != self._held:
            self._held = held
            if self._recorder is not None:
                self._recorder.hold(held)

    def _look(self) -> None:
        if self._recorder is None:
            return
        state = self._recorder.state
        if state.dropped != self._lost:
            self._lost = state.dropped
            self.lost.emit(state.dropped)
        if state.ended:
            self._ended(state)
            return
        self._tell_writing(str(state.path or ""))
        self.sign.show_state(state)
        self.action.setIconText(standing(state))
        if state.path is not None and state.free_bytes < _LITTLE_BYTES and not self._warned:
            self._warned = True
            self._controller.say(_warning(state))

    def _ended(self, state: Recorded) -> None:
        assert self._recorder is not None
        self._controller.studio.screen.remove_tap(self._recorder)
        self._recorder = None
        self._tell_writing("")
        self._timer.stop()
        self._show_off()
        well = state.path is not None and not (state.full or state.problem or state.dropped)
        (self._controller.tell if well else self._controller.say)(outcome(state))

    def _tell_writing(self, path: str) -> None:
        if path != self._written:
            self._written = path
            self.writing.emit(path)

    def _show_off(self) -> None:
        self.sign.show_state(None)
        self.action.setChecked(False)
        self.action.setIconText("")
        self.action.setEnabled(True)
        self._actions.reword("out.record")
        self._name_window()

    def _name_window(self) -> None:
        """A minimised window goes on recording, and says so where it can still be seen."""
        self._window.setWindowTitle("Lookglass" if self._recorder is None else f"● {tr('REC')} – Lookglass")

    def _words(self) -> str:
        return tr("Stop &recording") if self._recorder is not None else tr("&Record")

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, tr("Where recordings go"), str(self._folders.recordings)
        )
        if chosen:
            self._folders.remember(recordings=chosen)


class RecordingSign(Passing):
    """ "REC 0:12 · 34 MB" in the colour of an alarm; hidden while nothing is recorded."""

    def __init__(self, title: Callable[[], str] = lambda: tr("REC")) -> None:
        super().__init__()
        self._title, self._little = title, False
        self._state: Recorded | None = None
        self._label = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        dress(self, self._paint)
        self.hide()

    def text(self) -> str:
        """What it says in full; "" while nothing is recorded."""
        return f"{self._title()} {standing(self._state)}" if self._state is not None else ""

    def show_state(self, state: Recorded | None) -> None:
        self._state = state
        self._show()
        self.setVisible(state is not None)

    def say_little(self, little: bool) -> None:
        if little != self._little:
            self._little = little
            self._show()

    def _show(self) -> None:
        state, text = self._state, self.text()
        shown = text
        if self._little and state is not None:
            shown = f"{self._title()} {clock(state.length_ns)}"
        self._label.setText(shown)
        self._label.setAccessibleName(text)
        self.setAccessibleName(text)
        where = str(state.path) if state is not None and state.path else ""
        self.setToolTip("\n".join(filter(None, [text if shown != text else "", where])))

    def _paint(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colours().alarm)
        self._label.setPalette(palette)


def standing(state: Recorded) -> str:
    """How long, how much, and what had to be left out."""
    text = f"{clock(state.length_ns)} · {size_text(state.bytes)}"
    if state.dropped:
        text += " · " + tr("{count} left out").format(count=state.dropped)
    return text


def _warning(state: Recorded) -> str:
    """How long the room that is left will last."""
    size = size_text(state.free_bytes)
    if state.minutes_left < 1.0:
        return tr("Only {size} are free where recordings go: room for less than a minute.").format(size=size)
    return tr("Only {size} are free where recordings go: room for about {minutes} minutes.").format(
        size=size, minutes=int(state.minutes_left)
    )


def outcome(state: Recorded) -> str:
    """What has become of a recording, in one sentence or two."""
    if state.path is None:
        return state.problem or tr("Nothing was recorded: there was no picture.")
    size, length = size_text(state.bytes), clock(state.length_ns)
    if state.full:
        return tr("The disk is full. The recording ended at {time} and is kept: {path}").format(
            time=length, path=state.path
        )
    if state.problem:
        return state.problem
    told = tr("Recorded {time}, {size}: {path}").format(time=length, size=size, path=state.path)
    if state.dropped:
        told += " " + tr("{count} pictures were left out, so that the mirror stayed fluent.").format(
            count=state.dropped
        )
    return told


def size_text(count: int) -> str:
    """Bytes as people count them."""
    return f"{count / 1e9:.1f} GB" if count >= 1_000_000_000 else f"{count / 1e6:.0f} MB"
