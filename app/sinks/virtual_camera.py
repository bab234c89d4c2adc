"""A camera that other programs can choose: by pyvirtualcam, through v4l2loopback or OBS Studio's driver.

Both are optional. What is missing is said in one sentence with what to install on this system.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError
from .fitting import letterboxed

_PACKAGE = (
    "The virtual camera needs the package pyvirtualcam; install it beside Lookglass with: python -m pip "
    "install pyvirtualcam"
)
_DRIVERS = {
    "linux": (
        "There is no virtual camera on this computer; install v4l2loopback (on Debian and Ubuntu: sudo apt "
        "install v4l2loopback-dkms) and load it with: sudo modprobe v4l2loopback exclusive_caps=1 "
        "card_label=Lookglass"
    ),
    "win32": (
        "There is no virtual camera on this computer; install OBS Studio, whose camera Lookglass can use. "
        "OBS itself need not run."
    ),
    "darwin": (
        "There is no virtual camera on this computer; install OBS Studio 30 or newer and start its virtual "
        "camera once. OBS itself need not run after that."
    ),
}


class VirtualCamera:
    """A sink (core.ports.Sink). A picture of another size than `size` is fitted into it.

    Raises UserError where pyvirtualcam or the driver is missing, or another program has the camera.
    """

    def __init__(self, *, size: tuple[int, int], frame_rate: float) -> None:
        library = _library()
        self._size = size
        try:
            self._camera: Any = library.Camera(width=size[0], height=size[1], fps=frame_rate)
        except (RuntimeError, OSError, ValueError):
            raise UserError(_DRIVERS.get(sys.platform, _DRIVERS["linux"])) from None

    @property
    def device(self) -> str:
        """What other programs call it."""
        return str(self._camera.device)

    @property
    def paths(self) -> tuple[Path, ...]:
        return ()

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None:
        """Show this picture from now on. Raises UserError when the driver refuses it."""
        try:
            self._camera.send(np.ascontiguousarray(letterboxed(rgb, *self._size)))
        except (RuntimeError, OSError, ValueError):
            raise UserError(f"The virtual camera {self.device} takes no more pictures.") from None

    def close(self) -> None:
        self._camera.close()


def _library() -> ModuleType:
    try:
        import pyvirtualcam
    except ImportError:
        raise UserError(_PACKAGE) from None
    found: ModuleType = pyvirtualcam
    return found
