"""SOURCE: `camera:NAME-OR-INDEX | a video, picture or folder | demo:face | demo:feet | recording:PATH`.

A kind of source is a factory registered by its scheme. The demo subject is drawn with render and lives in
scenes, a layer above this one, so runtime registers it: `source("demo")(open_demo)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import UserError
from ..core.ports import Source

# The factory of paths is registered under the empty scheme.
FILE_SCHEME = ""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """How a source will be used.

    `realtime`: it is shown as time passes (the window) and not read as fast as possible (the command line);
    pacing is the Player's work, sources only choose what suits (the demo subject does not end). `loop`: at
    its end it starts again, in a new epoch; a camera and a single picture take no notice. `wanted` says
    whether anybody still waits for it to open: a camera may take its time.
    """

    realtime: bool = False
    loop: bool = False
    wanted: Callable[[], bool] = _always


SourceFactory = Callable[[str, OpenOptions], Source]
_factories: dict[str, SourceFactory] = {}


def source(scheme: str) -> Callable[[SourceFactory], SourceFactory]:
    """Decorator: registers `factory(rest, options)` for SOURCE of the form `scheme:rest`.

    The factory raises UserError when it cannot open. A later registration of a scheme replaces the former.
    """

    def register(factory: SourceFactory) -> SourceFactory:
        _factories[scheme] = factory
        return factory

    return register


def schemes() -> tuple[str, ...]:
    """The registered schemes, without the one of paths."""
    return tuple(scheme for scheme in _factories if scheme != FILE_SCHEME)


def split_spec(spec: str) -> tuple[str, str]:
    """SOURCE to (scheme, rest); a path has the empty scheme. Raises UserError for an unknown scheme.

    A drive letter (`C:\\clip.mp4`) is no scheme, and a file that exists is a path whatever its name holds.
    """
    scheme, colon, rest = spec.partition(":")
    if colon and scheme in _factories:
        return scheme, rest
    looks_like_scheme = colon and len(scheme) > 1 and scheme.isidentifier()
    if looks_like_scheme and not _exists(spec):
        known = ", ".join(f"{name}:..." for name in schemes())
        raise UserError(f"There is no source {spec!r}; a source is a file, a folder or {known}.")
    return FILE_SCHEME, spec


def open_source(
    spec: str,
    *,
    realtime: bool = False,
    loop: bool = False,
    wanted: Callable[[], bool] = _always,
) -> Source:
    """Opens SOURCE. Raises UserError, one sentence naming what could not be opened."""
    if not spec.strip():
        raise UserError("The source is empty: give a file, a folder, camera:0 or demo:face.")
    scheme, rest = split_spec(spec)
    factory = _factories.get(scheme)
    if factory is None:
        raise UserError(f"The source {spec!r} cannot be opened by this part of the program.")
    return factory(rest, OpenOptions(realtime, loop, wanted))


def _exists(spec: str) -> bool:
    try:
        return Path(spec).exists()
    except (OSError, ValueError):  # too long, or a null character in it
        return False
