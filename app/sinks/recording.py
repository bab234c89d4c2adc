"""The pictures of a recording, compressed one by one: each is whole in the file as soon as it is written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from ..core.errors import UserError, reason_of

_NS_PER_S = 1_000_000_000
# A picture that stands alone so often: where one can begin to look, and what one damaged picture costs.
_KEY_EVERY_NS = 2 * _NS_PER_S
# Nominal; the times lie beside the pictures.
_TIME_BASE, _RATE = Fraction(1, 1000), Fraction(30)
# CRF 16: raw landmarks found again in it lie 0.15 to 0.17 % of the face's width (rms) from the first ones; at
# CRF 18 0.16 to 0.20 %, at CRF 8 and three times the size still 0.15 %. A picture of 720p takes 10 ms.
# Without delay each picture is one packet, and what is recorded of a frame can be written in one piece.
_X264 = {"preset": "superfast", "crf": "16", "tune": "zerolatency", "forced-idr": "1"}
_GOP = 600


class PictureEncoder:
    """Pictures of one recording in order. `codec` is what a decoder must be asked for.

    x264 where FFmpeg has it, else MPEG-4 part 2. Odd sizes are padded to even ones.
    """

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._encoder = "libx264" if "libx264" in av.codecs_available else "mpeg4"
        self.codec = "h264" if self._encoder == "libx264" else "mpeg4"
        self._scaler = VideoReformatter()
        self._context: Any = None
        self._size = (0, 0)
        self._epoch: int | None = None
        self._key_ns = 0
        self._count = 0

    def encode(self, rgb: NDArray[np.uint8], *, t_ns: int, epoch: int) -> tuple[bytes, bool]:
        """The compressed picture (height, width, 3), and whether it can be decoded by itself.

        It can at the beginning, in a new epoch, at a new size, and every two seconds. Raises UserError.
        """
        if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8:
            raise ValueError(f"rgb: expected (height, width, 3) uint8, got {rgb.shape} {rgb.dtype}")
        size = (rgb.shape[1], rgb.shape[0])
        try:
            fresh = size != self._size or self._context is None
            if fresh:
                self._open(size)
            is_key = fresh or epoch != self._epoch or not 0 <= t_ns - self._key_ns < _KEY_EVERY_NS
            picture = self._converted(rgb)
            picture.pts, picture.time_base = self._count, _TIME_BASE
            picture.pict_type = PictureType.I if is_key else PictureType.NONE
            packets = self._context.encode(picture)
        except (av.FFmpegError, OSError) as problem:
            raise UserError(f"A picture cannot be compressed: {reason_of(problem)}.") from None
        self._count += 1
        self._epoch = epoch
        if is_key:
            self._key_ns = t_ns
        return b"".join(bytes(packet) for packet in packets), is_key

    def _open(self, size: tuple[int, int]) -> None:
        width, height = size
        context: Any = av.CodecContext.create(self._encoder, "w")
        context.width, context.height = width + width % 2, height + height % 2
        context.pix_fmt = "yuv420p"
        context.time_base, context.framerate = _TIME_BASE, _RATE
        context.thread_count = self._threads
        context.gop_size = _GOP
        context.max_b_frames = 0
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.JPEG
        if self._encoder == "libx264":
            context.options = dict(_X264)
        else:
            context.qmin, context.qmax = 2, 3
        self._context, self._size = context, size

    def _converted(self, rgb: NDArray[np.uint8]) -> av.VideoFrame:
        """sRGB numbers to BT.709, full range: no other program has to understand it."""
        height, width = rgb.shape[:2]
        if width % 2 or height % 2:
            rgb = np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        picture = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(rgb), format="rgb24")
        return self._scaler.reformat(
            picture,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation=Interpolation.BILINEAR,
            threads=1,
        )
