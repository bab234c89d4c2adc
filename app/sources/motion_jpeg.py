"""Single pictures of a Motion JPEG stream to pixels, as `VideoSource` decodes them from a file."""

from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray

from .pixels import Upright


class MotionJpegDecoder:
    """Decodes the pictures of one camera, one after another."""

    def __init__(self) -> None:
        self._decoder = av.CodecContext.create("mjpeg", "r")
        self._upright = Upright(None)

    def rgb(self, jpeg: bytes) -> NDArray[np.uint8]:
        """(height, width, 3) uint8."""
        (decoded,) = self._decoder.decode(av.Packet(jpeg))
        return self._upright.rgb(decoded)
