"""Every source that there is: those of app.sources and the procedural subjects of app.scenes."""

from __future__ import annotations

import time

from ..core.errors import UserError
from ..core.ports import Source
from ..sources.player import Player
from ..sources.registry import OpenOptions, open_source, source


@source("demo")
def _open_demo(rest: str, options: OpenOptions) -> Source:
    if rest != "face":
        raise UserError(f"There is no demo subject demo:{rest} in this version; there is demo:face.")
    from ..scenes.demo_face import DemoFaceSource  # brings GL along

    return DemoFaceSource(loop=options.loop or options.realtime)


def open_any(spec: str) -> Source:
    """Opens a source to be read as fast as possible, once. Raises UserError."""
    return open_source(spec)


def open_live(spec: str) -> Source:
    """Opens a source as the window shows it: in real time and looping. Raises UserError."""
    return open_source(spec, realtime=True, loop=True)


def live_player(source: Source) -> Player:
    """Paces a source by the monotonic clock."""
    return Player(source, time.monotonic_ns, realtime=True)
