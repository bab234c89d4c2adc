"""Several trackers on the same frames, in lock-step: a clip may be made while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from typing import Protocol

from ..core.document import Snapshot
from ..core.frame import Frame
from ..runtime.pipeline import Pipeline
from .tracks import Track, TrackTaker


class Entrant(Protocol):
    """Somebody who tracks a face through the frames of one clip, in order."""

    def take(self, frame: Frame) -> None: ...

    def track(self) -> Track: ...

    def close(self) -> None: ...


class Ours:
    """The real Pipeline with one Snapshot, from detecting to fitting."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._pipeline, self._taker = Pipeline(), TrackTaker()

    def take(self, frame: Frame) -> None:
        """Raises UserError when the Snapshot's provider cannot be made."""
        self._taker.take(self._pipeline.step(frame, self._snapshot))

    def track(self) -> Track:
        return self._taker.track()

    def close(self) -> None:
        self._pipeline.close()


def run_contest(
    frames: Iterable[Frame],
    entrants: Mapping[str, Callable[[], Entrant]],
    each: Callable[[], None] = lambda: None,
) -> dict[str, Track]:
    """The tracks of all entrants, each made afresh for this clip; `each` is called after every frame.

    Raises UserError, also where there is no frame.
    """
    with ExitStack() as stack:
        running = {}
        for name, make in entrants.items():
            running[name] = make()
            stack.callback(running[name].close)
        for frame in frames:
            for entrant in running.values():
                entrant.take(frame)
            each()
        return {name: entrant.track() for name, entrant in running.items()}
