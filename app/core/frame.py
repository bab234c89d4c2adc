"""One picture with its time and camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .camera import Intrinsics


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture as every later stage sees it.

    `t_ns` rises strictly within an `epoch`; a seek, a loop, a new picture of a folder, a cut or a new source
    starts a new epoch, and every state is reset by it. `rgb` is (height, width, 3) uint8 sRGB, C-contiguous
    and read-only, with orientation and colour profile already applied. `index` counts frames of the source
    from 0 (it may jump where frames were dropped).
    """

    epoch: int
    t_ns: int
    index: int
    rgb: NDArray[np.uint8]
    camera: Intrinsics

    def __post_init__(self) -> None:
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype != np.uint8:
            raise ValueError(f"rgb: expected (height, width, 3) uint8, got {self.rgb.shape} {self.rgb.dtype}")
        if (self.camera.height, self.camera.width) != self.rgb.shape[:2]:
            raise ValueError(
                f"camera: expected {self.rgb.shape[1]}x{self.rgb.shape[0]}, "
                f"got {self.camera.width}x{self.camera.height}"
            )
        self.rgb.flags.writeable = False

    @classmethod
    def from_rgb(
        cls,
        rgb: NDArray[np.uint8],
        *,
        t_ns: int = 0,
        index: int = 0,
        epoch: int = 0,
        camera: Intrinsics | None = None,
    ) -> Frame:
        """A frame of unknown camera: 63 degrees of vertical field of view unless told."""
        rgb = np.ascontiguousarray(rgb)
        height, width = rgb.shape[:2]
        return cls(epoch, t_ns, index, rgb, camera or Intrinsics.from_vertical_fov(width, height))

    @property
    def width(self) -> int:
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        return int(self.rgb.shape[0])
