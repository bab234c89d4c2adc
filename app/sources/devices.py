"""Capture devices: what the grab loop needs of a camera, OpenCV's cameras, and their names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .cv import cv2_module
from .held import holding

# Past this many indices nobody plugs cameras in; each miss costs up to a tenth of a second.
_MAX_INDEX = 8
_V4L2 = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which a camera can deliver: pixel format as four characters, size, frames per second."""

    fourcc: str
    width: int
    height: int
    frame_rate: float


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera that one can choose: its index for the capture library and its name for people."""

    index: int
    name: str

    @property
    def spec(self) -> str:
        """As a SOURCE: by its name where cameras can be listed by name, since numbers change hands."""
        return f"camera:{self.index}" if listed_cameras() is None else f"camera:{self.name}"


class CaptureDevice(Protocol):
    """An open camera. Used by one thread at a time; `read` may block for as long as the driver likes."""

    def configure(self, mode: Mode) -> Mode:
        """Asks for a mode and returns what the driver says it set."""

    def read(self) -> NDArray[np.uint8] | None:
        """The next picture, (height, width, 3) uint8 RGB, ours alone; None when there is none."""

    def present(self) -> bool:
        """False once the device is known to be unplugged (True where the system does not say)."""

    def release(self) -> None: ...


OpenDevice = Callable[[], CaptureDevice | None]


class OpenCvDevice:
    """A camera through cv2.VideoCapture."""

    def __init__(self, capture: Any, index: int) -> None:
        self._cv2 = cv2_module()
        self._capture = capture
        self._node = Path(f"/dev/video{index}") if sys.platform.startswith("linux") else None

    def configure(self, mode: Mode) -> Mode:
        cv2, capture = self._cv2, self._capture
        # The order matters to V4L2: the format decides which sizes exist, the size which rates.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*mode.fourcc))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, mode.width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, mode.height)
        capture.set(cv2.CAP_PROP_FPS, mode.frame_rate)
        code = int(capture.get(cv2.CAP_PROP_FOURCC))
        return Mode(
            fourcc="".join(chr((code >> shift) & 0x7F) for shift in (0, 8, 16, 24)).strip("\0 "),
            width=int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            height=int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
            frame_rate=float(capture.get(cv2.CAP_PROP_FPS)),
        )

    def read(self) -> NDArray[np.uint8] | None:
        good, bgr = self._capture.read()
        if not good or bgr is None or bgr.ndim != 3 or bgr.shape[2] != 3:
            return None
        return np.asarray(self._cv2.cvtColor(bgr, self._cv2.COLOR_BGR2RGB), np.uint8)

    def present(self) -> bool:
        return self._node is None or self._node.exists()

    def release(self) -> None:
        self._capture.release()


def open_cv_device(index: int) -> OpenCvDevice | None:
    """The camera of that index, or None when it cannot be opened."""
    cv2 = cv2_module()
    if sys.platform.startswith("linux"):
        if not Path(f"/dev/video{index}").exists():
            return None
        backends = (cv2.CAP_V4L2,)
    elif sys.platform == "win32":
        backends = (cv2.CAP_MSMF, cv2.CAP_DSHOW)
    elif sys.platform == "darwin":
        backends = (cv2.CAP_AVFOUNDATION,)
    else:
        backends = (cv2.CAP_ANY,)
    for backend in backends:
        capture = cv2.VideoCapture(index, backend)
        if capture.isOpened():
            return OpenCvDevice(capture, index)
        capture.release()
    return None


NameProvider = Callable[[], Sequence[CameraName]]
_provider: NameProvider | None = None


def use_camera_names(provider: NameProvider | None) -> None:
    """Lets a layer that knows better (Qt) say which cameras there are; None puts the built-in way back."""
    global _provider
    _provider = provider


def camera_names() -> tuple[CameraName, ...]:
    """The cameras that are plugged in now; where the system lists none, each is opened to see (seconds)."""
    listed = listed_cameras()
    return _names_by_trial() if listed is None else listed


def listed_cameras() -> tuple[CameraName, ...] | None:
    """The cameras without opening any; None where that cannot be told (Windows, macOS, no provider)."""
    if _provider is not None:
        return tuple(_provider())
    return v4l2_names(_V4L2) if sys.platform.startswith("linux") else None


def v4l2_names(folder: Path) -> tuple[CameraName, ...]:
    """From /sys/class/video4linux: the capture node of each camera, which is the one numbered 0 within it.

    A camera has further nodes (metadata) of the same name. Equal names of two cameras get a number.
    """
    found: list[CameraName] = []
    nodes = sorted(folder.glob("video*"), key=lambda p: int(p.name.removeprefix("video") or 0))
    for node in nodes:
        try:
            if int((node / "index").read_text()) != 0:
                continue
            name = (node / "name").read_text().strip()
        except (OSError, ValueError):
            continue  # unplugged while we looked
        same = sum(1 for camera in found if camera.name.split(" #")[0] == name)
        found.append(CameraName(int(node.name[5:]), f"{name} #{same + 1}" if same else name))
    return tuple(found)


def _names_by_trial() -> tuple[CameraName, ...]:
    """Where the system does not list cameras without further packages: every index that opens, in a row."""
    found = []
    for index in range(_MAX_INDEX):
        camera = CameraName(index, f"Camera {index}")
        with holding(camera.name):  # its light is on
            device = open_cv_device(index)
            if device is None:
                break
            device.release()
        found.append(camera)
    return tuple(found)
