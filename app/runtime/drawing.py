"""What the screen thread draws in its OpenGL context: the picture for a window, and looks for the taps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.document import View
from ..core.scene import Scene
from ..core.tracks import Track
from ..render.buffers import Framebuffer, Texture
from ..render.context import is_alive
from ..render.gl import calls_made
from ..render.present import Presenter, plain_picture
from ..render.renderer import Renderer
from ..render.target import Target
from .pipeline import FrameResult

# Past the right edge: everything is "before", and the line is out of sight.
_ALL_BARE = 1.01
# Twice in a row even the bare picture could not be drawn: then it is not the picture's fault.
_ENOUGH_FAILURES = 2
# What is worn and cannot be drawn is tried again after this long: compiling a shader takes its time.
_REST_S = 1.0


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


class Tap(Protocol):
    """Gets each look once, at its source's size, on the screen thread: a recording, a camera for others.

    Must not block: who is behind says so in `wants`, and the picture is not even read back.
    """

    def wants(self, result: FrameResult) -> bool: ...

    def take(self, result: FrameResult, rgb: NDArray[np.uint8]) -> None:
        """(height, width, 3) uint8 sRGB, the tap's to keep but not to change: others get the same one."""


class Drawing:
    """Everything that lives in the screen thread's context."""

    def __init__(self, renderer: Renderer, on_fault: Callable[[Exception], None], *, told: str) -> None:
        self.fault = told  # the last that was told, also in the context before
        self._renderer = renderer
        self._on_fault = on_fault
        self._presenter = Presenter()
        self._drawn: FrameResult | None = None
        self._target: Target | None = None
        self._has_bare = False
        self._other: Target | None = None
        self._other_drawn: FrameResult | None = None
        self._rests_until = 0.0
        self._rested = False  # something is in view, or with a tap, without what it should wear
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
        else:
            self._release_other()
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
        if not self._rested:  # all is well: the same fault later is news
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

    def feed_nobody(self) -> None:
        """No tap is there any more: those that were fed are let go of, and the picture they got."""
        self._fed = (None, ())

    @property
    def rest_left_s(self) -> float | None:
        """When what was drawn without what is worn is to be drawn again; None where nothing was."""
        return max(0.0, self._rests_until - time.monotonic()) if self._rested else None

    def end_rest(self) -> None:
        """Once it is over: what was drawn without what is worn is drawn and fed to the taps again."""
        if self.rest_left_s == 0.0:
            self._rested = False
            self._drawn = self._other_drawn = None
            self._fed = (None, ())

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
            self._on_fault(fault)

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
        if not scene.layers:
            return self._renderer.render(bare, target, keep_original=keep_original)
        if self._rests_until <= time.monotonic():
            try:
                return self._renderer.render(scene, target, keep_original=keep_original)
            except Exception as fault:  # whatever a driver or a product's model brings about
                self._tell(fault)
                self._rests_until = time.monotonic() + _REST_S
        self._rested = True
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


def _landmarks(tracks: Iterable[Track]) -> NDArray[np.float32] | None:
    """(n, 2) px: the points of everybody who is there."""
    seen = [track.points[:, :2] for track in tracks if track.present]
    return np.concatenate(seen) if seen else None
