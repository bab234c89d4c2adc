"""Every source that there is: those of app.sources and the procedural subjects of app.scenes."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..core.errors import UserError
from ..core.ports import Source
from ..sources.player import Player
from ..sources.registry import OpenOptions, open_source, source


@source("demo")
def _open_demo(rest: str, options: OpenOptions) -> Source:
    # Each brings GL along.
    if rest == "face":
        from ..scenes.demo_face import DemoFaceSource

        return DemoFaceSource(loop=options.loop)
    if rest == "feet":
        from ..scenes.demo_feet import DemoFeetSource

        return DemoFeetSource(loop=options.loop)
    raise UserError(f"There is no demo subject demo:{rest}; there are demo:face and demo:feet.")


def open_any(spec: str) -> Source:
    """Opens a source to be read as fast as possible, once. Raises UserError."""
    return open_source(spec)


def open_live(spec: str, wanted: Callable[[], bool] = lambda: True) -> Source:
    """Opens a source as the window shows it, as long as it is `wanted`. Raises UserError."""
    return open_source(spec, realtime=True, wanted=wanted)


def live_player(source: Source) -> Player:
    """Paces a source by the monotonic clock, and begins again at its end."""
    return Player(source, time.monotonic_ns, realtime=True, loop=True)
