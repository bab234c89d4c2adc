"""A source that misbehaves by script: what every consumer of frames must survive. For tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import SourceInfo

Paint = Callable[[int, int, int], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Show:
    """`count` good frames."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Drop:
    """`count` frames that never arrive: index and time go on without them."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Freeze:
    """The last picture again, `count` times; time goes on."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Corrupt:
    """`count` frames of noise instead of the picture."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing for `count` reads, with a reason; time goes on. It comes back in a new epoch."""

    count: int = 1
    reason: str = "the camera is gone, waiting for it to come back"


@dataclass(frozen=True, slots=True)
class Jump:
    """The clock leaps: forward within the epoch, backward with a new one, as the contract demands."""

    by_ns: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A new epoch whose time starts at 0."""


@dataclass(frozen=True, slots=True)
class Resize:
    """Pictures of another size from here on, in a new epoch."""

    width: int
    height: int


Event = Show | Drop | Freeze | Corrupt | Gone | Jump | Cut | Resize


def moving_gradient(index: int, width: int, height: int) -> NDArray[np.uint8]:
    """A smooth picture, different for every index."""
    x = np.arange(width, dtype=np.int64)[None, :]
    y = np.arange(height, dtype=np.int64)[:, None]
    planes = (x + 3 * index + 0 * y, 2 * y + 5 * index + 0 * x, x + y + 7 * index)
    return np.stack([plane % 256 for plane in planes], axis=-1).astype(np.uint8)


class FaultSource:
    """Plays a script of events, the same way every time; ends after the last one.

    `paint(index, width, height)` draws the good frames, (height, width, 3) uint8.
    """

    def __init__(
        self,
        script: Sequence[Event],
        *,
        width: int = 64,
        height: int = 48,
        frame_rate: float = 30.0,
        paint: Paint = moving_gradient,
        live: bool = False,
    ) -> None:
        self._script = tuple(script)
        self._frame_ns = round(1e9 / frame_rate)
        self._paint = paint
        self._info = SourceInfo(
            name="faults",
            width=width,
            height=height,
            frame_rate=frame_rate,
            frame_count=sum(e.count for e in self._script if isinstance(e, Show | Freeze | Corrupt)),
            live=live,
        )
        self._width, self._height = width, height
        self._epoch = self._index = self._t_ns = 0
        self._last: NDArray[np.uint8] | None = None
        self._answers = self._play()
        self._closed = False

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | Missing | None:
        return None if self._closed else next(self._answers, None)

    def close(self) -> None:
        self._closed = True

    def _play(self) -> Iterator[Frame | Missing]:
        for event in self._script:
            match event:
                case Show(count):
                    for _ in range(count):
                        yield self._frame(self._paint(self._index, self._width, self._height))
                case Freeze(count):
                    for _ in range(count):
                        yield self._frame(self._last_picture())
                case Corrupt(count):
                    for _ in range(count):
                        yield self._frame(self._noise())
                case Drop(count):
                    self._pass(count)
                case Gone(count, reason):
                    for _ in range(count):
                        yield Missing(reason)
                    self._pass(count)
                    self._epoch += 1
                case Jump(by_ns):
                    self._t_ns = max(self._t_ns + by_ns, 0)
                    self._epoch += by_ns < 0
                case Cut():
                    self._epoch += 1
                    self._t_ns = 0
                case Resize(width, height):
                    self._width, self._height, self._last = width, height, None
                    self._epoch += 1

    def _frame(self, rgb: NDArray[np.uint8]) -> Frame:
        frame = Frame.from_rgb(rgb, t_ns=self._t_ns, index=self._index, epoch=self._epoch)
        self._last = frame.rgb
        self._pass(1)
        return frame

    def _pass(self, count: int) -> None:
        self._index += count
        self._t_ns += count * self._frame_ns

    def _last_picture(self) -> NDArray[np.uint8]:
        if self._last is None:
            return self._paint(self._index, self._width, self._height)
        return self._last

    def _noise(self) -> NDArray[np.uint8]:
        random = np.random.default_rng(self._index)
        return random.integers(0, 256, (self._height, self._width, 3), dtype=np.uint8)
