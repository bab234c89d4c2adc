"""The source thread: paces a source, leaves the newest frame in a mailbox, and takes over what was opened."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from ..core.errors import UserError, reason_of
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Source
from ..sources.held import held_cameras
from ..sources.player import Player
from .events import EngineEvents, Faults, Position
from .mailbox import Mailbox
from .metrics import Drops
from .opening import Opening, OpenSource

# A frame, and the monotonic time at which it left its source.
Taken = tuple[Frame, int]
Order = Callable[["SourceLoop"], None]


class SourceLoop:
    """Lives on the source thread: one player at a time, orders between its frames."""

    # While nothing plays, orders are looked for this often; the window's seek answers well within 100 ms.
    IDLE_S = 0.02
    # A source that takes longer to open is spoken of; a person is told within two seconds.
    SLOW_OPENING_NS = 1_500_000_000

    def __init__(
        self,
        open_source: OpenSource,
        player: Callable[[Source], Player],
        frames: Mailbox[Taken],
        events: EngineEvents,
    ) -> None:
        self._open_source = open_source
        self._make_player = player
        self._frames = frames
        self._events = events
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._opening: Opening | None = None
        self._player: Player | None = None
        self._looked_at = True
        self._last: Frame | None = None
        # The frame put into the mailbox last, and how many were replaced there.
        self._given: Frame | None = None
        self._unstepped = 0
        # Each source counts its epochs from 0; here they go on, so that no state outlives its source.
        self._first_epoch = self._next_epoch = 0
        # Why there is no picture just now, and what was told last of that and of the pictures that do come.
        self._absent = self._told = ""
        self._position: Position | None = None
        # A change came while pictures came, too: the next shows it, or else the last does again.
        self._owed = False
        self._faults = Faults()
        self.still = False

    def order(self, order: Order) -> None:
        self._orders.put(order)

    def stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    self._carry_out_orders()
                    self._take_opened()
                    self._advance()
                    self._tell_line()
                    self._tell_position()
                except Exception as fault:
                    self._faults.tell(fault)
                    self._stop.wait(self.IDLE_S)
        finally:
            self._cancel_opening()
            self._close_player()

    def open(self, spec: str, otherwise: str | None = None) -> None:
        """Begin to open a source; the present one goes on meanwhile, but lets go of its camera."""
        self._cancel_opening()
        self._opening = Opening(spec, otherwise, self._open_source, began_ns=time.monotonic_ns())
        self._look()

    def look(self, looked_at: bool) -> None:
        """Whether anybody sees the picture: a camera is on only then."""
        self._looked_at = looked_at
        self._look()

    def control(self, act: Callable[[Player], None]) -> None:
        if self._player is not None:
            act(self._player)

    def begin_epoch(self) -> int:
        """From the next frame on every state begins afresh; the epoch's number. A frame that stands still is
        given once more."""
        self._first_epoch += 1
        self._next_epoch = max(self._next_epoch, self._first_epoch)
        if self._last is None:
            return self._next_epoch
        self._last = replace(self._last, epoch=self._last.epoch + 1)
        self._next_epoch = self._last.epoch + 1
        self.show_again()
        return self._last.epoch

    def show_again(self) -> None:
        """Step the last picture again: a change must show on a picture that stands still too."""
        if self._last is None:
            return
        if self.still or self._player is None or self._player.resting:
            self._put(self._last)
        else:
            self._owed = True

    def _take_opened(self) -> None:
        opening = self._opening
        if opening is None or not opening.answered:
            return
        self._opening = None
        try:
            source = opening.take()
        except UserError as problem:
            self._refuse(opening, str(problem))
            return
        except Exception as fault:  # what no code foresaw is no source either, and somebody waits for one
            self._faults.tell(fault)
            self._refuse(opening, f"{opening.spec} cannot be opened: {reason_of(fault)}.")
            return
        self._close_player()
        self._player = self._make_player(source)
        self.still = source.info.still
        self._last = None
        self._unstepped = 0
        self._owed = False
        self._first_epoch = self._next_epoch
        self._absent = ""
        self._look()
        self._tell_line()
        self._events.on_source(opening.spec, source.info)

    def _refuse(self, opening: Opening, why: str) -> None:
        self._tell_line()
        self._events.on_refused(opening.spec, why)
        if opening.otherwise is not None and self._player is None:
            self.open(opening.otherwise)
        self._look()

    def _look(self) -> None:
        if self._player is not None:
            # Two cameras at once are more than many a USB port carries, and the next may be this very one.
            opens_camera = self._opening is not None and self._opening.spec.startswith("camera:")
            self._player.looked_at = self._looked_at and not opens_camera

    def _cancel_opening(self) -> None:
        opening, self._opening = self._opening, None
        if opening is not None:
            self._end(opening.cancel)

    def _put(self, frame: Frame) -> None:
        self._owed = False
        replaces = self._frames.put((frame, time.monotonic_ns()))
        # The same frame given again loses nothing.
        self._unstepped += replaces and frame is not self._given
        self._given = frame

    def _carry_out_orders(self) -> None:
        while not self._orders.empty():
            self._orders.get()(self)

    def _advance(self) -> None:
        if self._player is None:
            self._stop.wait(self.IDLE_S)
            return
        frame = self._player.next(self._is_wanted)
        if isinstance(frame, Frame):
            frame = replace(frame, epoch=self._first_epoch + frame.epoch)
            self._next_epoch = frame.epoch + 1
            self._absent = ""
            self._last = frame
            self._put(frame)
        else:
            if isinstance(frame, Missing) and not frame.passing:
                self._absent = frame.reason
            if self._owed and self._last is not None and (self._player.resting or isinstance(frame, Missing)):
                self._put(self._last)
            if not self._is_wanted():
                self._stop.wait(self.IDLE_S)

    def _is_wanted(self) -> bool:
        """Whether something is to be done now: a picture of a folder is otherwise waited for for seconds."""
        opened = self._opening is not None and self._opening.answered
        return opened or self._stop.is_set() or not self._orders.empty()

    def _line(self) -> str:
        """What a person should know just now, in one sentence; "" when all is well."""
        opening, player = self._opening, self._player
        if opening is not None and time.monotonic_ns() - opening.began_ns >= self.SLOW_OPENING_NS:
            kind, _, name = opening.spec.partition(":")  # a camera's own name may hold another
            if kind == "camera":
                return f"Camera {name} does not answer, waiting. Choose another source to stop waiting."
            if opening.spec == "demo:feet":
                return "The demo feet are being made ready, one moment."
            if opening.spec == "demo:face":
                return "The demo subject is being made ready, one moment."
            return f"{opening.spec} is slow to open, waiting."
        if player is None or player.resting:
            return ""
        return self._absent or player.remark

    def _tell_line(self) -> None:
        line = self._line()
        if line != self._told:
            self._told = line
            self._events.on_line(line)

    def _tell_position(self) -> None:
        """After each frame, and whenever anything of it has changed."""
        camera_on = bool(held_cameras())
        player = self._player
        if player is None:
            position = Position(0, False, Drops(), camera_on=camera_on)
        else:
            position = Position(
                player.position_ns,
                player.playing and not player.ended,
                Drops(late=player.dropped, unstepped=self._unstepped),
                speed=player.speed,
                loops=player.loop,
                span_ns=player.span_ns,
                camera_on=camera_on,
            )
        if position != self._position:
            self._position = position
            self._events.on_position(position)

    def _close_player(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            self._end(player.close)

    def _end(self, close: Callable[[], None]) -> None:
        """A device that cannot be let go of is no reason not to open the next."""
        try:
            close()
        except Exception as fault:
            self._faults.tell(fault)
