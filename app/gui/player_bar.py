"""Along the lower edge of the window: the timeline of a clip, the pictures of a folder, a camera's switch."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from ..core.clock import clock
from ..core.ports import SourceInfo
from ..runtime.events import Position
from ..sources import Player
from ..sources.images import SLIDE_NS
from .controls import action_button, quiet
from .desk import Desk
from .icons import icon
from .language import speak, tr
from .play_actions import SPEEDS, PlayActions, has_time, is_folder, set_speed
from .theme import EDGE, GAP, dress
from .timeline import Timeline

_SLIDE_SECONDS = (1, 2, 3, 5, 10, 30)
_TELL_EVERY_MS = 90
# Of a second: frames of one clip are told apart by them.
_PLACES = 2


class PlayerBar(QFrame):
    """What can be done with time depends on the source: seeking in a clip, only on and off for a camera."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("bar", True)
        self._controller = controller = desk.controller
        self._play_actions = PlayActions(desk)
        self._info: SourceInfo | None = None
        self._position: Position | None = None
        self._resume = False
        self._since_told = QElapsedTimer()
        self._since_told.start()
        actions = desk.actions
        self._back = action_button(actions["play.back"], "step-back")
        self.play = action_button(actions["play.toggle"], "pause")
        self._on = action_button(actions["play.on"], "step-forward")
        self._time, self._number = quiet(), quiet()
        self.timeline = Timeline()
        self.loop = action_button(actions["play.loop"], "loop")
        self.pace = QToolButton()
        self.pace.setProperty("boxed", True)
        self.pace.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pace.setFocusPolicy(self.loop.focusPolicy())
        self._paces = QMenu(self)
        self._pace_group = QActionGroup(self._paces)
        self.pace.setMenu(self._paces)
        self._lay_out()
        self.timeline.sought.connect(self._seek)
        self.timeline.stepped.connect(self._step)
        self.timeline.span_moved.connect(self._set_span)
        self.timeline.sliderPressed.connect(self._begin_drag)
        self.timeline.sliderReleased.connect(self._end_drag)
        self._pace_group.triggered.connect(self._choose_pace)
        controller.source_opened.connect(self._show_source)
        controller.position_changed.connect(self._show_position)
        speak(self, self._say)
        dress(self, self._fit)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [self._back, self.play, self._on, self.timeline, self.loop, self.pace]

    @property
    def time_text(self) -> str:
        """What is said of the time and of the picture in view."""
        return f"{self._time.text()} {self._number.text()}".strip()

    # -- what a person does

    def _seek(self, t_ns: int) -> None:
        self._controller.play(lambda player: player.seek(t_ns))

    def _step(self, count: int) -> None:
        self._controller.play(lambda player: player.step(count))

    def _set_span(self, first_ns: int, last_ns: int) -> None:
        def set_it(player: Player) -> None:
            player.span_ns = (first_ns, last_ns)

        self._controller.play(set_it)

    def _begin_drag(self) -> None:
        """The clip waits while a person looks for a picture, and goes on from there."""
        self._resume = self._position is not None and self._position.playing
        self._controller.play(Player.pause)

    def _end_drag(self) -> None:
        if self._resume:
            self._controller.play(Player.play)

    def _choose_pace(self, action: QAction) -> None:
        set_speed(self._controller, action.data())

    # -- what is shown

    def _show_source(self, _spec: str, info: SourceInfo) -> None:
        self._info, self._position = info, None
        self.timeline.show_clip(info.duration_ns or 0, (info.frame_count or 0) if is_folder(info) else 0)
        self._say()
        self._fit()

    def _show_position(self, position: Position) -> None:
        before, self._position = self._position, position
        self.timeline.show_position(position.t_ns, position.span_ns)
        if before is None or before.playing != position.playing:
            self.play.setIcon(icon("pause" if position.playing else "play"))
        if before is None or before.speed != position.speed:
            self._show_pace()
        # Each change of text lays the row out anew, and nobody reads thirty of them a second.
        if not position.playing or self._since_told.elapsed() >= _TELL_EVERY_MS:
            self._show_time()

    def _show_time(self) -> None:
        self._since_told.start()
        info, t_ns = self._info, self._position.t_ns if self._position else 0
        time, number = "", ""
        if is_folder(info) and info is not None:
            picture, count = t_ns // SLIDE_NS + 1, info.frame_count
            time = tr("{number} of {count}").format(number=picture, count=count)
        elif has_time(info) and info is not None and not info.live:
            time = clock(t_ns, _PLACES)
            if info.duration_ns:
                time += f" / {clock(info.duration_ns, _PLACES)}"
            if info.frame_rate:
                # Counted from 1, as a person counts.
                number = f"#{round(t_ns * info.frame_rate / 1e9) + 1}"
        if time != self._time.text():
            self._time.setText(time)
        if number != self._number.text():
            self._number.setText(number)

    def _say(self) -> None:
        self.timeline.setAccessibleName(tr("Timeline"))
        self.timeline.setToolTip(
            tr("Click or drag to see that picture. Arrow keys step; I and O mark the part that is played.")
        )
        self._number.setToolTip(tr("The number of the picture in view"))
        self._fill_paces()
        self._show_pace()
        self._show_time()

    def _fill_paces(self) -> None:
        self._paces.clear()
        if is_folder(self._info):
            paces = [
                (tr("{seconds} s a picture").format(seconds=s), SLIDE_NS / 1e9 / s) for s in _SLIDE_SECONDS
            ]
        else:
            paces = [(_times(speed), speed) for speed in SPEEDS]
        for text, speed in paces:
            action = self._paces.addAction(text)
            action.setCheckable(True)
            action.setData(speed)
            self._pace_group.addAction(action)

    def _show_pace(self) -> None:
        speed = self._position.speed if self._position is not None else 1.0
        for action in self._paces.actions():
            action.setChecked(abs(action.data() - speed) < 1e-6)
        folder = is_folder(self._info)
        name = tr("Time for each picture") if folder else tr("Speed")
        self.pace.setText(f"{SLIDE_NS / 1e9 / speed:.3g} s" if folder else _times(speed))
        self.pace.setAccessibleName(name)
        self.pace.setAccessibleDescription(self.pace.text())
        self.pace.setToolTip(name)

    def _fit(self) -> None:
        """Places are kept for the widest of what will stand there, so that nothing moves while it plays."""
        info = self._info
        timed = has_time(info)
        live = info is not None and info.live
        seeks = timed and info is not None and info.seekable
        for part in (self._back, self._on):
            part.setVisible(timed and not live)
        self.timeline.setVisible(seeks and bool(info and info.duration_ns))
        self.loop.setVisible(seeks)
        self.pace.setVisible(timed and not live)
        self._gap.setVisible(self.timeline.isHidden())
        width = self._time.fontMetrics().horizontalAdvance
        count = round((info.duration_ns or 0) * (info.frame_rate or 0) / 1e9) if info is not None else 0
        self._number.setMinimumWidth(width(f"#{max(count, 999)}") if seeks and not is_folder(info) else 0)
        end = clock(info.duration_ns, _PLACES) if info is not None and info.duration_ns else ""
        self._time.setMinimumWidth(width(f"{end} / {end}") if end and not is_folder(info) else 0)
        self.pace.setMinimumWidth(width("0.25x") + 42)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE - 4, 3, EDGE, 3)
        row.setSpacing(2)
        for button in (self._back, self.play, self._on):
            row.addWidget(button)
        row.addSpacing(GAP)
        row.addWidget(self._time)
        row.addSpacing(GAP)
        row.addWidget(self._number)
        row.addSpacing(GAP)
        row.addWidget(self.timeline, 1)
        self._gap = QWidget()
        self._gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._gap, 1)
        row.addSpacing(GAP)
        row.addWidget(self.loop)
        row.addSpacing(GAP)
        row.addWidget(self.pace)


def _times(speed: float) -> str:
    return f"{speed:g}×"
