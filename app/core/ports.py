"""Protocols: where the stages meet the outside world."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from .frame import Frame
from .missing import Missing
from .observations import Observation, Request


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known of a source once it is open. Unknown counts and rates are None.

    `still` says that each frame stands alone (pictures). `live` says that time passes by itself (camera).
    """

    name: str
    width: int
    height: int
    frame_rate: float | None = None
    frame_count: int | None = None
    duration_ns: int | None = None
    live: bool = False
    still: bool = False
    seekable: bool = False
    detail: str = ""


class Source(Protocol):
    """Frames in order. One thread at a time calls `read`; `close` may come from another.

    `read` gives the next Frame; Missing(reason) when none is there just now (a vanished camera: try again
    later); None at the end. It never raises for what a device or a file does in the middle; opening raises
    UserError. A camera's `read` waits for a new frame at most 250 ms.
    """

    @property
    def info(self) -> SourceInfo: ...

    def read(self) -> Frame | Missing | None: ...

    def close(self) -> None: ...


@runtime_checkable
class Seekable(Protocol):
    """A source in which one can move; each seek starts a new epoch."""

    def seek(self, t_ns: int) -> None:
        """The next frame read is the one shown at `t_ns` (clipped to the clip)."""


@runtime_checkable
class HoldsDevice(Protocol):
    """A live source whose device can be let go of for a while. Both return at once and may come twice."""

    def let_go(self) -> None:
        """Release the device; `read` gives a passing Missing from now on."""

    def take(self) -> None:
        """Open it again; its first picture begins a new epoch."""


@runtime_checkable
class Remarks(Protocol):
    """A source that knows when its pictures cannot be right although they come."""

    @property
    def remark(self) -> str:
        """One sentence about the pictures of late; "" when all is well."""
        ...


class Provider(Protocol):
    """Finds faces, or feet, and their points. Knows nothing of time except what its own tracking needs."""

    @property
    def name(self) -> str: ...

    @property
    def runs_on(self) -> str:
        """What really runs, verified: 'CPU', 'CUDA: NVIDIA ...'."""

    @property
    def why(self) -> str:
        """Why it runs there, in half a sentence: 'CUDA was tried: no usable device or libraries'."""
        ...

    def observe(self, frame: Frame, request: Request) -> tuple[Observation, ...]: ...

    def close(self) -> None: ...


class Sink(Protocol):
    """Takes finished pictures, (height, width, 3) uint8 sRGB, with their time."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files written so far, in order."""
        ...

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None: ...

    def close(self) -> None: ...
