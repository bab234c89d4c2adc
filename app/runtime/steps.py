"""The step thread's work on one frame after the other, whatever becomes of who finds faces or feet.

A provider that cannot be made, or that fails while it runs, is told of in one line and tried again after a
while; until then another that works stays in use, or else the bare picture is shown. When it works again the
line goes.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import replace

from ..core.document import Snapshot
from ..core.errors import UserError
from ..core.scene import Scene
from .events import EngineEvents, Faults
from .pipeline import FrameResult, Pipeline
from .source_loop import Taken

# One bad frame may be the frame's own fault; so many in a row are the provider's.
_PATIENCE = 3
# How long a provider that failed is left alone: making one takes some tenths of a second.
RETRY_S = 3.0
# What is followed, and by which provider.
_Finder = tuple[str, str]
_NONE: _Finder = ("", "")


class Steps:
    """Lives on the step thread. `close` when done."""

    def __init__(
        self,
        make_pipeline: Callable[[], Pipeline],
        events: EngineEvents,
        *,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make_pipeline = make_pipeline
        self._events = events
        self._now_s = now_s
        self._faults = Faults()
        self._pipeline: Pipeline | None = None
        # What is followed and the provider of the Document, and those of the last result.
        self._wanted = self._works = _NONE
        # When each may be tried again.
        self._resting: dict[_Finder, float] = {}
        self._in_a_row = 0
        self._told = ""
        self._owed: Taken | None = None

    def owed(self) -> Taken | None:
        """A frame that is shown bare and may be tried again now: of a still picture no other comes."""
        due = self._owed is not None and self._resting.get(self._wanted, 0.0) <= self._now_s()
        return self._owed if due else None

    def step(self, taken: Taken, snapshot: Snapshot, *, still: bool) -> None:
        """Step one frame and hand on what came of it, the bare picture at least."""
        wanted = snapshot.subject, snapshot.provider
        if wanted != self._wanted:  # chosen anew: it gets its chance at once
            self._wanted = wanted
            self._resting.clear()
            self._take_back()
        result: FrameResult | None = None
        for finder in dict.fromkeys((self._wanted, self._works)):
            subject, provider = finder
            free = self._resting.get(finder, 0.0) <= self._now_s()
            if result is None and provider and subject == snapshot.subject and free:
                result = self._try(taken, replace(snapshot, provider=provider), still)
        self._owed = taken if result is None else None
        if result is not None:
            self._hand_on(replace(result, taken_ns=taken[1]))
        elif not self._in_a_row:  # while it may be the frame's own fault, the last picture stays
            self._hand_on(_bare(taken, snapshot))

    def _hand_on(self, result: FrameResult) -> None:
        """A fault of whoever looks at it costs them this one, and nobody the picture."""
        try:
            self._events.on_result(result)
        except Exception as fault:
            self._faults.tell(fault)

    def close(self) -> None:
        pipeline, self._pipeline = self._pipeline, None
        if pipeline is not None:
            pipeline.close()

    def _try(self, taken: Taken, snapshot: Snapshot, still: bool) -> FrameResult | None:
        finder = snapshot.subject, snapshot.provider
        try:
            if self._pipeline is None:
                self._pipeline = self._make_pipeline()
            result = self._pipeline.step(taken[0], snapshot, still=still)
        except UserError as problem:
            self._rest(finder, str(problem), "")
        except Exception as fault:
            self._faults.tell(fault)
            self._failed(finder, fault)
        else:
            self._in_a_row = 0
            self._works = finder
            if finder == self._wanted:
                self._take_back()
            return result
        return None

    def _failed(self, finder: _Finder, fault: Exception) -> None:
        self._in_a_row += 1
        if self._in_a_row >= _PATIENCE or finder != self._works:
            subject, provider = finder
            text = f"The face finder {provider} has failed; the bare picture is shown, and it is tried again."
            if subject == "feet":
                text = "The foot finder has failed; the bare picture is shown, and it is tried again."
            self._rest(finder, text, "".join(traceback.format_exception(fault)))

    def _rest(self, finder: _Finder, text: str, detail: str) -> None:
        """Leave a provider alone for a while; if it was in use it is made anew afterwards."""
        self._resting[finder] = self._now_s() + RETRY_S
        self._in_a_row = 0
        if self._works in (_NONE, finder):
            self._works = _NONE
            self._start_afresh()
        if text != self._told and finder == self._wanted:
            self._told = text
            self._events.on_notice(text, detail)

    def _take_back(self) -> None:
        """What was told is so no more."""
        if self._told:
            self._told = ""
            self._events.on_notice("")

    def _start_afresh(self) -> None:
        """Nothing of a pipeline that failed is used again."""
        try:
            self.close()
        except Exception as fault:  # what failed may fail at its end, too
            self._faults.tell(fault)


def _bare(taken: Taken, snapshot: Snapshot) -> FrameResult:
    """The bare picture: nobody can find what is followed, and that is no reason for an empty window."""
    frame, taken_ns = taken
    return FrameResult(
        frame=frame,
        generation=snapshot.generation,
        seen=None,
        tracks=(),
        scene=Scene(frame),
        ms={},
        provider=snapshot.provider,
        runs_on="nothing: it cannot run here",
        taken_ns=taken_ns,
        subject=snapshot.subject,
    )
