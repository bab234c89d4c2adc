"""How a camera sees: an exposure that takes time, the noise of light and electronics, and JPEG."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ...core.maths import linear_from_srgb, srgb_from_linear
from ...sources.motion_jpeg import MotionJpegDecoder
from ...vision.cv import cv2

Linear = NDArray[np.float32]  # (h, w, 3) linear light, 1 is white
# A webcam's 1/3" sensor with some gain: at a mid grey of 118 this gives a noise of 2.5 levels of 255.
_FULL_WELL = 2600.0  # electrons at white
_READ = 0.0016  # of white
_QUALITY = 85
# A shutter moment every so many px of movement: below it the steps of a blurred edge are not seen.
_PX_A_STEP = 1.0
_MOST_STEPS = 24
_LEVELS = 1 << 16


def exposure_offsets(exposure_s: float, moved_px: float) -> NDArray[np.float64]:
    """Seconds relative to the middle of the exposure at which the scene is looked at: evenly spread and
    symmetric, as many as the largest movement over the exposure asks for, an odd number."""
    if exposure_s <= 0.0 or moved_px < 1e-6:
        return np.zeros(1)
    steps = int(np.clip(np.ceil(moved_px / _PX_A_STEP), 1, _MOST_STEPS)) // 2 * 2 + 1
    return np.asarray(((np.arange(steps) + 0.5) / steps - 0.5) * exposure_s)


def linear_of(rgb: NDArray[np.uint8]) -> Linear:
    """uint8 sRGB to linear light."""
    return np.asarray(_to_linear()[rgb])


def srgb_of(linear: Linear) -> NDArray[np.uint8]:
    """Linear light to uint8 sRGB, to the nearest level."""
    index = np.clip(linear * np.float32(_LEVELS - 1) + np.float32(0.5), 0, _LEVELS - 1).astype(np.uint16)
    return np.asarray(_to_srgb()[index])


@cache
def _to_linear() -> NDArray[np.float32]:
    return np.asarray(linear_from_srgb(np.arange(256) / 255.0), np.float32)


@cache
def _to_srgb() -> NDArray[np.uint8]:
    # The first level above black is 20 of these steps wide: fine enough for the shadows.
    return np.asarray(np.round(srgb_from_linear(np.arange(_LEVELS) / (_LEVELS - 1)) * 255.0), np.uint8)


class CleanCamera:
    """Neither noise nor JPEG."""

    def take(self, light: Linear, rng: np.random.Generator) -> tuple[NDArray[np.uint8], bytes | None]:
        return srgb_of(light), None


class Webcam:
    """Shot and read noise, then MJPG of quality 85 with halved colour, as UVC cameras send it.

    The picture is the one that our video source decodes from the same JPEG.
    """

    def __init__(self) -> None:
        self._decoder = MotionJpegDecoder()

    def take(self, light: Linear, rng: np.random.Generator) -> tuple[NDArray[np.uint8], bytes | None]:
        """The picture, and the JPEG that it came as."""
        jpeg = _jpeg(srgb_of(noisy(light, rng)))
        return self._decoder.rgb(jpeg), jpeg


def noisy(light: Linear, rng: np.random.Generator) -> Linear:
    """Photons come by chance (their variance is their number), and reading them out adds its own noise."""
    sigma = np.sqrt(np.maximum(light, 0.0) / _FULL_WELL + _READ**2)
    return np.asarray(light + sigma * rng.standard_normal(light.shape, np.float32))


def _jpeg(rgb: NDArray[np.uint8]) -> bytes:
    options = [
        cv2.IMWRITE_JPEG_QUALITY,
        _QUALITY,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    ]
    _, data = cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), options)
    return bytes(data)


Camera = CleanCamera | Webcam
CAMERA_OF: dict[str, Callable[[], Camera]] = {"clean": CleanCamera, "webcam": Webcam}
