"""What is seen, as a camera for other programs: the newest look only, on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError
from ..sinks.virtual_camera import VirtualCamera
from .mailbox import Mailbox
from .pipeline import FrameResult

# A picture that stands still is sent again so often: some programs take a silent camera for a broken one.
_REPEAT_S = 0.2


class Camera(Protocol):
    """What the feed writes to (sinks.virtual_camera.VirtualCamera)."""

    @property
    def device(self) -> str: ...

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None: ...

    def close(self) -> None: ...


OpenCamera = Callable[[tuple[int, int], float], Camera]


def _open_camera(size: tuple[int, int], frame_rate: float) -> Camera:
    return VirtualCamera(size=size, frame_rate=frame_rate)


@dataclass(frozen=True, slots=True)
class Feed:
    """How it stands: `device` is what other programs call it, empty until the first picture."""

    device: str = ""
    sent: int = 0
    ended: bool = False
    problem: str = ""


class CameraFeed:
    """A tap of the screen (runtime.screen.Tap): make it, add it, `stop` it, and ask `state` meanwhile.

    The camera has the size of the first picture; others are fitted into it.
    """

    def __init__(self, *, frame_rate: float | None = None, open_camera: OpenCamera = _open_camera) -> None:
        self._rate = frame_rate or 30.0
        self._open_camera = open_camera
        self._looks: Mailbox[NDArray[np.uint8]] = Mailbox()
        self._stopping = threading.Event()
        self.state = Feed()
        self._thread = threading.Thread(target=self._run, name="lookglass-virtual-camera", daemon=True)
        self._thread.start()

    def wants(self, result: FrameResult) -> bool:
        return not self._stopping.is_set()

    def take(self, result: FrameResult, rgb: NDArray[np.uint8]) -> None:
        self._looks.put(rgb)

    def stop(self, timeout_s: float = 2.0) -> None:
        """Let go of the camera; a driver that does not answer is left behind."""
        self._stopping.set()
        self._looks.close()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        problem, device, sent = "", "", 0
        try:
            while (rgb := self._looks.take(_REPEAT_S)) is None:
                if self._stopping.is_set():
                    return
            camera = self._open_camera((rgb.shape[1], rgb.shape[0]), self._rate)
            try:
                device = camera.device
                while not self._stopping.is_set():
                    camera.write(rgb, t_ns=0)
                    sent += 1
                    self.state = Feed(device, sent)
                    newer = self._looks.take(_REPEAT_S)
                    rgb = rgb if newer is None else newer
            finally:
                camera.close()
        except UserError as fault:
            problem = str(fault)
        finally:
            self._stopping.set()
            self.state = Feed(device, sent, ended=True, problem=problem)
