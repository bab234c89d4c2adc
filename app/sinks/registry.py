"""Output files by their ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import UserError
from ..core.ports import Sink
from .files import check_writable


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """What is known before the first picture: `size` is (width, height) px, unknown figures are None."""

    frame_rate: float | None
    size: tuple[int, int]
    frame_count: int | None


SinkFactory = Callable[[Path, OutputOptions], Sink]
_factories: dict[str, SinkFactory] = {}


def sink(*suffixes: str) -> Callable[[SinkFactory], SinkFactory]:
    """Decorator: registers a factory for files ending so (".mp4")."""

    def register(factory: SinkFactory) -> SinkFactory:
        for suffix in suffixes:
            _factories[suffix] = factory
        return factory

    return register


def endings() -> tuple[str, ...]:
    """The endings that `open_sink` knows."""
    return tuple(_factories)


def open_sink(
    path: str | Path, *, frame_rate: float | None, size: tuple[int, int], frame_count: int | None = None
) -> Sink:
    """A sink by the ending of `path`; `size` is (width, height).

    Stills: with `frame_count=1` one file of exactly that name; otherwise OUT-0001.png, OUT-0002.png and so
    on. Raises UserError for an unknown ending and for a place that cannot be written.
    """
    path = Path(path)
    factory = _factories.get(path.suffix.lower())
    if factory is None:
        known = ", ".join(endings())
        raise UserError(f"{path} has an ending that cannot be written; use one of {known}.")
    check_writable(path)
    return factory(path, OutputOptions(frame_rate, size, frame_count))
