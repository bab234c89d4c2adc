"""Under the picture: the timeline of a clip, play and step, and the view's switches."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QToolButton, QWidget

from ..core.ports import SourceInfo
from ..runtime.events import Position
from ..sources import Player
from .controls import action_button, icon_button, quiet
from .desk import Desk
from .icons import icon
from .theme import EDGE, GAP

_TICK_NS = 1_000_000


class PlayerBar(QFrame):
    """What can be done with time depends on the source: nothing for a camera, seeking in a clip."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("bar", True)
        self._controller = controller = desk.controller
        actions = desk.actions
        self._playing = True
        self.play = icon_button("pause", "Pause")
        self.play.clicked.connect(self.toggle_playing)
        self._back = icon_button("step-back", "One picture back (,)")
        self._back.clicked.connect(lambda: controller.play(lambda player: player.step(-1)))
        self._on = icon_button("step-forward", "One picture on (.)")
        self._on.clicked.connect(lambda: controller.play(lambda player: player.step(1)))
        self.timeline = QSlider(Qt.Orientation.Horizontal)
        self.timeline.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.timeline.setAccessibleName("Timeline")
        self.timeline.setToolTip("Where the clip stands")
        self.timeline.setPageStep(1000)
        self.timeline.valueChanged.connect(self._seek)
        policy = self.timeline.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.timeline.setSizePolicy(policy)
        self._time = quiet("0:00.0")
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance("00:00.0 / 00:00.0") + 4)
        self._switches = [
            action_button(actions["view.split"], "split"),
            action_button(actions["view.mirror"], "mirror"),
            action_button(actions["view.landmarks"], "landmarks"),
            action_button(actions["out.photo"], "photo"),
        ]
        self._duration_ns = 0
        self._lay_out()
        controller.source_opened.connect(self._show_source)
        controller.position_changed.connect(self._show_position)
        self._enable(None)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [self._back, self.play, self._on, self.timeline, *self._switches]

    def toggle_playing(self) -> None:
        self._controller.play(Player.pause if self._playing else Player.play)

    def _seek(self, milliseconds: int) -> None:
        self._controller.play(lambda player: player.seek(milliseconds * _TICK_NS))

    def _show_source(self, spec: str, info: SourceInfo) -> None:
        self._duration_ns = info.duration_ns or 0
        self._enable(info)
        with QSignalBlocker(self.timeline):
            self.timeline.setRange(0, max(1, self._duration_ns // _TICK_NS))
            self.timeline.setValue(0)
        self._time.setText(_clock(0))

    def _enable(self, info: SourceInfo | None) -> None:
        has_time = info is not None and not (info.still and (info.frame_count or 1) <= 1)
        seeks = has_time and info is not None and info.seekable
        self.play.setEnabled(has_time)
        self._on.setEnabled(has_time and info is not None and not info.live)
        self._back.setEnabled(seeks)
        self.timeline.setVisible(seeks and self._duration_ns > 0)

    def _show_position(self, position: Position) -> None:
        if position.playing != self._playing:
            self._playing = position.playing
            says = "Pause" if self._playing else "Play"
            self.play.setIcon(icon("pause" if self._playing else "play"))
            self.play.setToolTip(f"{says} (P)")
            self.play.setAccessibleName(says)
        if not self.timeline.isSliderDown():
            with QSignalBlocker(self.timeline):
                self.timeline.setValue(position.t_ns // _TICK_NS)
        end = f" / {_clock(self._duration_ns)}" if self._duration_ns else ""
        # Ten times a second is as often as a tenth can change.
        text = _clock(position.t_ns) + end
        if text != self._time.text():
            self._time.setText(text)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE - 4, 4, EDGE - 4, 4)
        row.setSpacing(2)
        buttons: list[QToolButton] = [self._back, self.play, self._on]
        for button in buttons:
            row.addWidget(button)
        row.addSpacing(GAP)
        row.addWidget(self.timeline, 1)
        row.addSpacing(GAP)
        row.addWidget(self._time)
        row.addSpacing(EDGE)
        for button in self._switches:
            row.addWidget(button)


def _clock(t_ns: int) -> str:
    """Minutes, seconds and tenths."""
    tenths = t_ns // 100_000_000
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"
