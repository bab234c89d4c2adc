"""A picture into a frame of another size."""

from __future__ import annotations

import av
import numpy as np
from av.video.reformatter import Interpolation
from numpy.typing import NDArray


def letterboxed(rgb: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """(height, width, 3): scaled to fit and centred on black; the same array where it fits already."""
    if rgb.shape[:2] == (height, width):
        return rgb
    scale = min(width / rgb.shape[1], height / rgb.shape[0])
    w, h = max(round(rgb.shape[1] * scale), 1), max(round(rgb.shape[0] * scale), 1)
    boxed = np.zeros((height, width, 3), np.uint8)
    x, y = (width - w) // 2, (height - h) // 2
    boxed[y : y + h, x : x + w] = resized(rgb, w, h)
    return boxed


def resized(rgb: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """(height, width, 3): every px the mean of what it covers, so that fine lines do not flicker."""
    picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
    scaled = picture.reformat(width=width, height=height, format="rgb24", interpolation=Interpolation.AREA)
    return np.asarray(scaled.to_ndarray(), np.uint8)
