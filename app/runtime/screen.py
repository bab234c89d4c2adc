"""The screen thread: draws each result in a GL context of its own and makes the picture that a window shows.

A window then only copies a finished picture: however much is worn, and however slow the driver, it never
waits for OpenGL. Results and panes are newest-wins; what nobody has looked at yet is replaced.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.document import View
from ..core.errors import UserError
from ..core.scene import Scene
from ..core.tracks import FaceTrack
from ..render.buffers import Framebuffer, Texture
from ..render.context import describe, is_alive, open_context
from ..render.gl import calls_made
from ..render.present import Presenter, plain_picture
from ..render.renderer import Renderer
from ..render.target import Target
from .pipeline import FrameResult

# Past the right edge: everything is "before", and the line is out of sight.
_ALL_BARE = 1.01

# A driver that has failed is asked for another context at most this often.
_RETRY_S = 2.0
# Failures of the driver that follow one another sooner than this are one.
_QUIET_S = 10.0
# Twice in a row even the bare picture could not be drawn: then it is not the picture's fault.
_ENOUGH_FAILURES = 2
# What is worn and cannot be drawn is tried again after this long: compiling a shader takes its time.
_REST_S = 1.0
_ANEW = "The graphics driver has failed; the picture is drawn anew."


class ContextLost(Exception):
    """The OpenGL context draws nothing any more; there must be another."""


@dataclass(frozen=True, slots=True)
class Pane:
    """What a window looks through: its size in device px, the Document's view, the bare face or the look,
    and whether left and right change places."""

    width: int
    height: int
    view: View
    bare: bool = False
    mirrored: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A finished picture: `bgrx` (height, width, 4) uint8 for the pane; `draw_ms` from scene to picture.

    `number` counts the frames that came while somebody looked: a gap is one that was replaced before it was
    drawn, the same again is a frame that is shown again.
    """

    result: FrameResult
    pane: Pane
    bgrx: NDArray[np.uint8]
    draw_ms: float
    gl_calls: int
    number: int = 0


class ScreenEvents(Protocol):
    """What the screen tells, on its thread; must not block."""

    def on_shown(self, shown: Shown) -> None: ...

    def on_fault(self, fault: Exception) -> None: ...


class Tap(Protocol):
    """Gets each look once, at its source's size, on the screen thread: a recording, a camera for others.

    Must not block: who is behind says so in `wants`, and the picture is not even read back.
    """

    def wants(self, result: FrameResult) -> bool: ...

    def take(self, result: FrameResult, rgb: NDArray[np.uint8]) -> None:
        """(height, width, 3) uint8 sRGB, the tap's to keep but not to change: others get the same one."""


class Screen:
    """`start` it, `show` results, `look_through` a pane (None: nobody looks), `close` it."""

    def __init__(self, events: ScreenEvents) -> None:
        self._events = events
        self._changed = threading.Condition()
        self._result: FrameResult | None = None
        self._pane: Pane | None = None
        self._due = False
        self._number = 0
        self._photos: list[queue.SimpleQueue[NDArray[np.uint8] | None]] = []
        self._taps: tuple[Tap, ...] = ()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="lookglass-screen", daemon=True)
        self._told_s = -_QUIET_S
        self._fault = ""
        self.gl_name = ""

    def start(self) -> None:
        self._thread.start()

    def show(self, result: FrameResult) -> None:
        """Draw this result next; from any thread."""
        with self._changed:
            again = self._result is not None and self._result.frame is result.frame
            self._number += self._pane is not None and not again
            self._result, self._due = result, True
            self._changed.notify()

    def look_through(self, pane: Pane | None) -> None:
        """Make pictures for this pane from now on, the present result's at once; from any thread."""
        with self._changed:
            if pane != self._pane:
                self._pane, self._due = pane, True
                self._changed.notify()

    @property
    def result(self) -> FrameResult | None:
        """The newest result, drawn or not yet; from any thread."""
        with self._changed:
            return self._result

    def look_picture(self, timeout_s: float = 5.0) -> NDArray[np.uint8] | None:
        """The newest look at its source's size, (height, width, 3) uint8 sRGB; None where there is none.

        Waits for the screen thread, so call it where waiting does no harm.
        """
        answer: queue.SimpleQueue[NDArray[np.uint8] | None] = queue.SimpleQueue()
        with self._changed:
            if self._closed or self._result is None:
                return None
            self._photos.append(answer)
            self._changed.notify()
        try:
            return answer.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def add_tap(self, tap: Tap) -> None:
        """Hand it the present look and every one after it, also while nobody looks; from any thread."""
        with self._changed:
            self._taps, self._due = (*self._taps, tap), True
            self._changed.notify()

    def remove_tap(self, tap: Tap) -> None:
        """From any thread; the look that is being drawn may still come."""
        with self._changed:
            self._taps = tuple(other for other in self._taps if other is not tap)

    def close(self, timeout_s: float = 2.0) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            while self._draw_in_one_context():
                pass
        finally:
            with self._changed:
                self._closed = True
                photos, self._photos = self._photos, []
            for answer in photos:  # nobody is left to wait for
                answer.put(None)

    def _draw_in_one_context(self) -> bool:
        """Draw for as long as a context serves; True when there must be another, False at the end.

        It is told once: a driver that fails may do so for a while.
        """
        began_s = time.monotonic()
        try:
            with open_context(), Renderer() as renderer:
                self.gl_name = describe()
                drawing = _Drawing(renderer, self._events, told=self._fault)
                try:
                    while self._draw_next(drawing):
                        pass
                finally:
                    self._fault = drawing.fault
                    drawing.release()
            return False
        except Exception as fault:  # of the driver, or of what it should have let go of
            self._tell_loss(fault)
        with self._changed:
            self._due = True
            wait_s = began_s + _RETRY_S - time.monotonic()
            return not self._changed.wait_for(lambda: self._closed, max(0.0, wait_s))

    def _tell_loss(self, fault: Exception) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s > _QUIET_S:
            lost = isinstance(fault, ContextLost)
            self._events.on_fault(UserError(_ANEW) if lost or not isinstance(fault, UserError) else fault)
        self._told_s = now_s

    def _draw_next(self, drawing: _Drawing) -> bool:
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._closed
                    or self._photos
                    or (self._due and self._result and (self._pane or self._taps))
                )
            )
            if self._closed:
                return False
            result, pane, self._due = self._result, self._pane, False
            number = self._number
            photos, self._photos = self._photos, []
            taps = self._taps
        if result is not None and pane is not None:
            with drawing.telling():
                self._events.on_shown(drawing.shown(result, pane, number))
        if result is not None and taps:
            with drawing.telling():
                drawing.feed(taps, result)
        for answer in photos:
            photo = None
            if result is not None:
                with drawing.telling():
                    photo = drawing.photo(result)
            answer.put(photo)
        if drawing.failures:
            drawing.require_service()
            with self._changed:  # the same picture once more
                self._due = True
        return True


def _landmarks(tracks: Iterable[FaceTrack]) -> NDArray[np.float32] | None:
    """(n, 2) px: the points of everybody who is there."""
    seen = [track.points[:, :2] for track in tracks if track.present]
    return np.concatenate(seen) if seen else None


class _Drawing:
    """Everything that lives in the screen thread's context."""

    def __init__(self, renderer: Renderer, events: ScreenEvents, *, told: str) -> None:
        self.fault = told  # the last that was told, also in the context before
        self._renderer = renderer
        self._events = events
        self._presenter = Presenter()
        self._drawn: FrameResult | None = None
        self._target: Target | None = None
        self._has_bare = False
        self._other: Target | None = None
        self._other_drawn: FrameResult | None = None
        self._rests_until = 0.0
        self.failures = 0
        self._fed: tuple[FrameResult | None, tuple[Tap, ...]] = (None, ())
        self._surface: tuple[Texture, Framebuffer] | None = None

    def shown(self, result: FrameResult, pane: Pane, number: int) -> Shown:
        """The result as seen through the pane; a result that is drawn already is only presented again."""
        began_ns, calls_before = time.perf_counter_ns(), calls_made()
        both = pane.view.compare and not pane.bare
        target = self._look(result, with_bare=pane.bare or (pane.view.split is not None and not both))
        points = _landmarks(result.tracks) if pane.view.landmarks and not pane.bare else None
        left, left_points = None, None
        if both:
            other, other_points = self._other_look(result), points
            if points is not None and result.other is not None:
                other_points = _landmarks(result.other.tracks)
            sides = [(target, points), (other, other_points)]
            (left, left_points), (target, points) = sides if result.side == "A" else reversed(sides)
        surface = self._surface_of(pane.width, pane.height)
        self._presenter.present(
            target,
            framebuffer=surface.name,
            viewport=(pane.width, pane.height),
            mirror=pane.mirrored,
            split=_ALL_BARE if pane.bare else pane.view.split,
            left=left,
            points=points,
            left_points=left_points,
            top_row_first=True,
        )
        bgrx = surface.read_bgrx()
        if not is_alive():
            raise ContextLost
        if self._rests_until < time.monotonic():  # all is well: the same fault later is news
            self.fault = ""
        draw_ms = (time.perf_counter_ns() - began_ns) * 1e-6
        return Shown(result, pane, bgrx, draw_ms, calls_made() - calls_before, number)

    def photo(self, result: FrameResult) -> NDArray[np.uint8]:
        rgb = self._look(result, with_bare=self._has_bare).read()
        if not is_alive():
            raise ContextLost
        return rgb

    def feed(self, taps: tuple[Tap, ...], result: FrameResult) -> None:
        """The look to whoever wants it; a result that is only shown again is no new picture to them."""
        fed = self._fed[1] if result is self._fed[0] else ()
        self._fed = (result, taps)
        wanting = [tap for tap in taps if tap not in fed and tap.wants(result)]
        if wanting:
            rgb = self.photo(result)
            for tap in wanting:
                tap.take(result, rgb)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What goes wrong inside costs this one picture, and is told once."""
        try:
            yield
        except ContextLost:  # which is told when the next has been made
            self.failures = _ENOUGH_FAILURES
        except Exception as fault:  # the thread lives on: the next picture may well succeed
            self.failures += 1
            self._tell(fault)
        else:
            self.failures = 0

    def require_service(self) -> None:
        """Raise ContextLost where nothing can be drawn here any more."""
        if self.failures >= _ENOUGH_FAILURES or not is_alive():
            raise ContextLost

    def _tell(self, fault: Exception) -> None:
        if str(fault) != self.fault:
            self.fault = str(fault)
            self._events.on_fault(fault)

    def _look(self, result: FrameResult, *, with_bare: bool) -> Target:
        if self._target is None or result is not self._drawn:
            self._target = self._drawn_or_bare(result.scene, keep_original=with_bare)
            self._drawn, self._has_bare = result, with_bare
        elif with_bare and not self._has_bare:
            # The line has just appeared on a picture that was drawn without its bare frame.
            self._target.keep(result.frame.rgb)
            self._has_bare = True
        return self._target

    def _other_look(self, result: FrameResult) -> Target:
        """What the other setup makes of the frame; the present look until there is a result with both."""
        if result.other is None:
            return self._look(result, with_bare=self._has_bare)
        size = (result.frame.width, result.frame.height)
        if self._other is None or (self._other.width, self._other.height) != size:
            self._release_other()
            self._other = Target(*size)
        if result is not self._other_drawn:
            self._drawn_or_bare(result.other.scene, self._other)
            self._other_drawn = result
        return self._other

    def _drawn_or_bare(
        self, scene: Scene, target: Target | None = None, *, keep_original: bool = False
    ) -> Target:
        """The scene; or, where drawing fails, the bare picture for a while, and the fault told once."""
        bare = Scene(scene.frame)
        if not scene.layers or self._rests_until > time.monotonic():
            return self._renderer.render(bare, target, keep_original=keep_original)
        try:
            return self._renderer.render(scene, target, keep_original=keep_original)
        except Exception as fault:  # whatever a driver or a product's model brings about
            self._tell(fault)
            self._rests_until = time.monotonic() + _REST_S
            return self._renderer.render(bare, target, keep_original=keep_original)

    def _surface_of(self, width: int, height: int) -> Framebuffer:
        if self._surface is None or (self._surface[0].width, self._surface[0].height) != (width, height):
            self._release_surface()
            texture = plain_picture(width, height)
            self._surface = (texture, Framebuffer(texture))
        return self._surface[1]

    def _release_surface(self) -> None:
        if self._surface is not None:
            self._surface[1].release()
            self._surface[0].release()
        self._surface = None  # or, where the next cannot be made, these would be released again

    def _release_other(self) -> None:
        if self._other is not None:
            self._other.release()
        self._other = self._other_drawn = None

    def release(self) -> None:
        self._release_other()
        self._release_surface()
        self._presenter.release()
