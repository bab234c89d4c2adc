"""478 landmarks of one face from a crop around it: MediaPipe's attention mesh."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..core.face import FACE_POINTS
from ..core.maths import Array
from ..core.observations import Crop
from .cv import cv2
from .ort import Net

SIDE_PX = 192


class FaceLandmarker:
    """The landmark network with its buffers. `landmarks` may be called from one thread at a time.

    Pixel centres: crop and picture both have their origin at the outer corner of the first pixel, and the
    crop is sampled so. (MediaPipe samples as if pixel indices were coordinates on both sides, which moves its
    points by half the difference of the two pixel sizes: see `mediapipe_shift_px`. Flipping crops shows that
    the network's own answers are symmetric about 192 / 2, the outer-corner convention, to 0.1 px.)
    """

    def __init__(self, net: Net) -> None:
        self._net = net
        self._window = np.empty(0, np.uint8)
        self._pixels = np.empty((SIDE_PX, SIDE_PX, 3), np.uint8)
        self._input = np.empty((1, SIDE_PX, SIDE_PX, 3), np.float32)

    def landmarks(self, rgb: NDArray[np.uint8], crop: Crop) -> tuple[NDArray[np.float32], float]:
        """Points (478, 3) float32 in picture px (z scaled alike), a new array, and the face's score 0..1."""
        picture_from_crop = crop.picture_from_crop(SIDE_PX)
        linear, offset = picture_from_crop[:, :2], picture_from_crop[:, 2]
        self._warp(rgb, crop, linear, offset)
        np.multiply(self._pixels, np.float32(1.0 / 255.0), out=self._input[0])
        crop_points, flag = self._net.run(self._input)
        to_picture = np.zeros((3, 3), np.float32)
        to_picture[:2, :2] = linear.T
        to_picture[2, 2] = crop.size_px / SIDE_PX
        points = crop_points.reshape(FACE_POINTS, 3) @ to_picture
        points[:, 0] += offset[0]
        points[:, 1] += offset[1]
        return points, float(flag.reshape(()))

    def _warp(self, rgb: NDArray[np.uint8], crop: Crop, linear: Array, offset: Array) -> None:
        """Samples the crop into `_pixels`, by way of a compact copy of the window that it lies in.

        A picture fresh from the camera is in no cache. Copying whole rows fetches them in order; sampling
        them slantwise from the picture itself took a fifth longer.
        """
        height, width = rgb.shape[:2]
        reach = crop.size_px * (abs(math.cos(crop.roll_rad)) + abs(math.sin(crop.roll_rad))) / 2.0 + 2.0
        x0, x1 = _span(crop.cx, reach, width)
        y0, y1 = _span(crop.cy, reach, height)
        size = (y1 - y0) * (x1 - x0) * 3
        if self._window.size < size:
            self._window = np.empty(size, np.uint8)
        window = self._window[:size].reshape(y1 - y0, x1 - x0, 3)
        np.copyto(window, rgb[y0:y1, x0:x1])
        # OpenCV's coordinates are pixel indices: index + 0.5 is the outer-corner coordinate.
        indices = offset + linear.sum(axis=1) * 0.5 - 0.5 - (x0, y0)
        cv2.warpAffine(
            window,
            np.column_stack([linear, indices]),
            (SIDE_PX, SIDE_PX),
            dst=self._pixels,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def _span(centre: float, reach: float, length: int) -> tuple[int, int]:
    """First and last + 1 of the pixels around a centre that lie in the picture, or the nearest one."""
    first = min(max(int(centre - reach), 0), length - 1)
    return first, max(min(int(centre + reach) + 1, length), first + 1)


def visible_in(points: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """(n,) float32: 1 for points inside the picture, 0 for those outside."""
    x, y = points[:, 0], points[:, 1]
    return ((x >= 0) & (x < width) & (y >= 0) & (y < height)).astype(np.float32)


def mediapipe_shift_px(crop: Crop) -> NDArray[np.float32]:
    """(2,) what to add to MediaPipe's x and y in px to get outer-corner coordinates, for that crop."""
    half_step = crop.picture_from_crop(SIDE_PX)[:, :2].sum(axis=1) * 0.5
    return (0.5 - half_step).astype(np.float32)
