"""Playing, and moving in time: what can be done depends on the source."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ..core.ports import SourceInfo
from ..runtime.events import Position
from ..sources import Player
from .controller import Controller
from .desk import Desk
from .language import speak, tr

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0)
_SECOND_NS = 1_000_000_000


def has_time(info: SourceInfo | None) -> bool:
    """Whether time passes in it: not in a single picture."""
    return info is not None and not (info.still and (info.frame_count or 1) <= 1)


def is_folder(info: SourceInfo | None) -> bool:
    """Whether it is several pictures, shown one after the other."""
    return info is not None and info.still and has_time(info)


class PlayActions(QObject):
    """The View menu's part about time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._controller: Controller = desk.controller
        self._actions = desk.actions
        self._position: Position | None = None
        self._playing = True
        self._menu = QMenu(desk.window)
        speak(self._menu, lambda: self._menu.setTitle(tr("Play&back")))
        self._add_moves()
        desk.actions.add_menu("view", 10, self._menu)
        self._menu.addSeparator()
        self._add_part()
        self._loop = desk.actions.add(
            "play.loop",
            lambda: tr("&Loop"),
            self._set_loop,
            menu="view",
            into=self._menu,
            keys="Shift+L",
            checkable=True,
        )
        self._loop.setChecked(True)
        self._add("play.slower", lambda: tr("Slo&wer"), self._play(_slower), "[")
        self._add("play.faster", lambda: tr("&Faster"), self._play(_faster), "]")
        self._controller.position_changed.connect(self._moved)
        self._controller.source_opened.connect(self._opened)
        self._enable(None)

    def _add_moves(self) -> None:
        play, add = self._play, self._add
        self._actions.add("play.toggle", self._toggle_word, self._toggle, menu="view", group=10, keys="P")
        add("play.back", lambda: tr("One picture &back"), play(lambda player: player.step(-1)), ",")
        add("play.on", lambda: tr("One picture &on"), play(lambda player: player.step(1)), ".")
        second = _SECOND_NS
        add(
            "play.second-back",
            lambda: tr("A second b&ack"),
            play(lambda p: p.move(-second)),
            "Shift+Left",
        )
        add("play.second-on", lambda: tr("A second o&n"), play(lambda p: p.move(second)), "Shift+Right")
        add("play.start", lambda: tr("To the &start"), play(lambda player: player.seek(0)), "Home")
        add("play.end", lambda: tr("To the &end"), self._to_end, "End")
        add("play.previous", lambda: tr("Pre&vious picture"), play(lambda p: p.step(-1)), "PgUp")
        add("play.next", lambda: tr("Ne&xt picture"), play(lambda p: p.step(1)), "PgDown")

    def _add_part(self) -> None:
        play, add = self._play, self._add
        add("play.from", lambda: tr("Play &from here"), play(Player.play_from_here), "I")
        add("play.up-to", lambda: tr("Play &up to here"), play(Player.play_up_to_here), "O")
        add("play.whole", lambda: tr("Play the &whole clip"), play(_whole), "Shift+O")

    def _add(self, action_id: str, text: Callable[[], str], do: Callable[[], object], keys: str) -> None:
        self._actions.add(action_id, text, do, menu="view", into=self._menu, keys=keys)

    def _play(self, act: Callable[[Player], None]) -> Callable[[], None]:
        return lambda: self._controller.play(act)

    def _toggle_word(self) -> str:
        return tr("&Pause") if self._playing else tr("&Play")

    def _toggle(self) -> None:
        playing = self._position is None or self._position.playing
        self._controller.play(Player.pause if playing else Player.play)

    def _to_end(self) -> None:
        info = self._controller.source_info
        end_ns = info.duration_ns if info is not None else None
        if end_ns:
            self._controller.play(lambda player: player.seek(end_ns))

    def _set_loop(self, loops: bool) -> None:
        def set_loop(player: Player) -> None:
            player.loop = loops

        self._controller.play(set_loop)

    def _moved(self, position: Position) -> None:
        self._position = position
        self._loop.setChecked(position.loops)
        if position.playing != self._playing:
            self._playing = position.playing
            self._actions.reword("play.toggle")

    def _opened(self, _spec: str, info: SourceInfo) -> None:
        self._enable(info)

    def _enable(self, info: SourceInfo | None) -> None:
        timed = has_time(info)
        seeks = timed and info is not None and info.seekable
        clip = seeks and not is_folder(info)
        allowed = {
            "play.toggle": timed,
            "play.on": timed and info is not None and not info.live,
            **dict.fromkeys(("play.back", "play.start", "play.end", "play.loop"), seeks),
            **dict.fromkeys(("play.previous", "play.next"), is_folder(info)),
            **dict.fromkeys(_OF_CLIPS, clip),
        }
        for action_id, possible in allowed.items():
            self._actions[action_id].setEnabled(possible)


_OF_CLIPS = (
    "play.second-back",
    "play.second-on",
    "play.from",
    "play.up-to",
    "play.whole",
    "play.slower",
    "play.faster",
)


def _whole(player: Player) -> None:
    player.span_ns = None


def _slower(player: Player) -> None:
    player.speed = max((s for s in SPEEDS if s < player.speed), default=SPEEDS[0])


def _faster(player: Player) -> None:
    player.speed = min((s for s in SPEEDS if s > player.speed), default=SPEEDS[-1])


def set_speed(controller: Controller, speed: float) -> None:
    """Play at `speed` times the natural one."""

    def set_it(player: Player) -> None:
        player.speed = speed

    controller.play(set_it)
