"""Decoded pictures to upright sRGB pixels: colour matrix, range, pixel aspect, rotation, transparency."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from .cv import cv2_module

# AVColorSpace (ITU-T H.273 MatrixCoefficients) to swscale's tables.
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
_UNIT = 65536  # 16.16 fixed point


class Upright:
    """Converts the frames of one stream; keeps swscale's tables from frame to frame."""

    def __init__(self, pixel_aspect: Fraction | None) -> None:
        self._aspect = pixel_aspect or Fraction(1)
        self._scaler = VideoReformatter()

    def size(self, decoded: av.VideoFrame) -> tuple[int, int]:
        """(width, height) of the picture that `rgb` would give."""
        width, height = self._square_pixels(decoded)
        matrix = _display_matrix(decoded)
        return (height, width) if matrix is not None and matrix[0, 0] == 0 else (width, height)

    def rgb(self, decoded: av.VideoFrame) -> NDArray[np.uint8]:
        """(height, width, 3) uint8, C-contiguous, ours alone."""
        width, height = self._square_pixels(decoded)
        has_alpha = decoded.format.name in ("rgba", "bgra", "argb", "abgr", "pal8", "yuva420p", "yuva444p")
        stretched = (width, height) != (decoded.width, decoded.height)
        converted = self._scaler.reformat(
            decoded,
            width=width,
            height=height,
            format="rgba" if has_alpha else "rgb24",
            src_colorspace=matrix_of(decoded),
            src_color_range=range_of(decoded),
            dst_color_range=ColorRange.JPEG,
            interpolation=Interpolation.BICUBIC if stretched else Interpolation.BILINEAR,
            threads=1,
        )
        pixels = np.asarray(converted.to_ndarray(), np.uint8)
        if has_alpha:
            pixels = _over_white(pixels)
        matrix = _display_matrix(decoded)
        if matrix is not None:
            pixels = _turned(pixels, matrix)
        return np.ascontiguousarray(pixels)

    def _square_pixels(self, decoded: av.VideoFrame) -> tuple[int, int]:
        """The size at which pixels are square: the short side is stretched, so that nothing is lost."""
        if not Fraction(1, 4) <= self._aspect <= 4 or self._aspect == 1:
            return decoded.width, decoded.height
        if self._aspect > 1:
            return round(decoded.width * self._aspect), decoded.height
        return decoded.width, round(decoded.height / self._aspect)


def matrix_of(decoded: av.VideoFrame) -> Colorspace:
    """The YCbCr matrix; where the file does not say, BT.709 for high definition and BT.601 below it.

    The guess is the one that players make (mpv's `mp_csp_guess_colorspace`).
    """
    guess = Colorspace.ITU709 if decoded.width >= 1280 or decoded.height > 576 else Colorspace.ITU601
    return _MATRICES.get(int(decoded.colorspace), guess)


def range_of(decoded: av.VideoFrame) -> ColorRange:
    """Full (JPEG) or limited (MPEG) range; limited where the file does not say."""
    full = int(decoded.color_range) == ColorRange.JPEG or decoded.format.name.startswith("yuvj")
    return ColorRange.JPEG if full or decoded.format.is_rgb else ColorRange.MPEG


def _display_matrix(decoded: av.VideoFrame) -> NDArray[np.int8] | None:
    """(2, 2) of -1, 0, 1, or None for upright and for angles that are no quarter turns.

    With [[a, b], [c, d]], a pixel (x, y) is shown at (a x + c y, b x + d y) (FFmpeg's libavutil/display.h).
    """
    data = next((d for d in decoded.side_data if getattr(d.type, "name", "") == "DISPLAYMATRIX"), None)
    if data is None:
        return None
    values = np.frombuffer(bytes(data), np.int32)
    turn = np.rint(values.reshape(3, 3)[:2, :2] / _UNIT).astype(np.int8)
    ones = np.abs(turn)
    quarter = ones.sum() == 2 and ones[0].sum() == 1 and ones[:, 0].sum() == 1
    return turn if quarter and not np.array_equal(turn, np.eye(2)) else None


def _turned(pixels: NDArray[np.uint8], matrix: NDArray[np.int8]) -> NDArray[np.uint8]:
    cv2 = cv2_module()
    (a, b), (c, d) = matrix
    if a == 0:
        pixels = cv2.transpose(pixels)
        flip_x, flip_y = c < 0, b < 0
    else:
        flip_x, flip_y = a < 0, d < 0
    if flip_x and flip_y:
        return np.asarray(cv2.flip(pixels, -1), np.uint8)
    if flip_x or flip_y:
        return np.asarray(cv2.flip(pixels, 1 if flip_x else 0), np.uint8)
    return pixels


def _over_white(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Transparency laid over white, as for pictures."""
    alpha = rgba[..., 3:]
    if alpha.min() == 255:
        return rgba[..., :3]
    blended = rgba[..., :3].astype(np.uint16) * alpha + (255 - alpha.astype(np.uint16)) * np.uint16(255)
    return ((blended + 127) // 255).astype(np.uint8)
