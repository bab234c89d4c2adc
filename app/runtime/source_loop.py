"""The source thread: opens sources, paces them, and leaves the newest frame in a mailbox."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from ..core.errors import UserError
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Source
from ..sources.player import Player
from .events import EngineEvents, Faults, Position
from .mailbox import Mailbox

# A frame, and the monotonic time at which it left its source.
Taken = tuple[Frame, int]
Order = Callable[["SourceLoop"], None]


class SourceLoop:
    """Lives on the source thread: one player at a time, orders between its frames."""

    # While nothing plays, orders are looked for this often; the window's seek answers well within 100 ms.
    IDLE_S = 0.02

    def __init__(
        self,
        open_source: Callable[[str], Source],
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
        self._player: Player | None = None
        self._last: Frame | None = None
        # Each source counts its epochs from 0; here they go on, so that no state outlives its source.
        self._first_epoch = self._next_epoch = 0
        self._absent = ""
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
                    self._advance()
                except Exception as fault:
                    self._faults.tell(fault)
                    self._stop.wait(self.IDLE_S)
        finally:
            self._close_player()

    def open(self, spec: str, otherwise: str | None = None) -> None:
        try:
            source = self._open_source(spec)
        except UserError as problem:
            self._events.on_refused(spec, str(problem))
            if otherwise is not None and self._player is None:
                self.open(otherwise)
            return
        self._close_player()
        self._player = self._make_player(source)
        self.still = source.info.still
        self._last = None
        self._owed = False
        self._first_epoch = self._next_epoch
        self._clear_absence()
        self._events.on_source(spec, source.info)

    def control(self, act: Callable[[Player], None]) -> None:
        if self._player is not None:
            act(self._player)
            self._tell_position()

    def show_again(self) -> None:
        """Step the last picture again: a change must show on a picture that stands still too."""
        if self._last is None:
            return
        if self.still or self._player is None or not self._player.playing:
            self._put(self._last)
        else:
            self._owed = True

    def _put(self, frame: Frame) -> None:
        self._owed = False
        self._frames.put((frame, time.monotonic_ns()))

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
            self._clear_absence()
            self._last = frame
            self._put(frame)
            self._tell_position()
        else:
            if isinstance(frame, Missing) and frame.reason != self._absent:
                self._absent = frame.reason
                self._events.on_notice(frame.reason)
            if self._owed and self._last is not None and (self._player.ended or isinstance(frame, Missing)):
                self._put(self._last)
            if not self._is_wanted():
                self._stop.wait(self.IDLE_S)

    def _is_wanted(self) -> bool:
        """Whether something is to be done now: a picture of a folder is otherwise waited for for seconds."""
        return self._stop.is_set() or not self._orders.empty()

    def _clear_absence(self) -> None:
        if self._absent:
            self._absent = ""
            self._events.on_notice("")

    def _tell_position(self) -> None:
        if self._player is not None:
            dropped = self._player.dropped + self._frames.replaced
            self._events.on_position(Position(self._player.position_ns, self._player.playing, dropped))

    def _close_player(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            try:
                player.close()
            except Exception as fault:  # a device that cannot be let go of is no reason not to open the next
                self._faults.tell(fault)
