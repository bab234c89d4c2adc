"""Video files by PyAV: H.264, exact times, and readable even after the program was killed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from ..core.errors import UserError, reason_of
from ..core.ports import Sink
from .fitting import letterboxed
from .fragments import cut_torn_end
from .registry import OutputOptions, sink

_FALLBACK_RATE = 25.0
_NS_PER_S = 1_000_000_000
# Ticks near a microsecond: shorter ones show nothing, and a frame may still last an hour (32-bit durations).
_TICKS_PER_S = 1_000_000
# MPEG-4 part 2 has 16 bits for it; Matroska counts milliseconds whatever one asks for.
_TICKS_PER_S_MPEG4, _TICKS_PER_S_MATROSKA = 65_535, 1000
_KEYFRAME_EVERY_S = 2.0
# A fragment every half second goes to disk at once: of a 25 fps clip killed at frame 130, 117 can be seen.
# (Plain MP4 keeps nothing, fragments at keyframes lose up to two seconds more.) A hybrid file gets an
# ordinary index when it is closed, so that every player can seek in it.
_MP4 = {
    "movflags": "+hybrid_fragmented+negative_cts_offsets",
    "frag_duration": "500000",
    "flush_packets": "1",
}
_MATROSKA = {"cluster_time_limit": "500", "flush_packets": "1"}
_CONTAINERS = {".mp4": ("mp4", _MP4), ".mov": ("mov", _MP4), ".mkv": ("matroska", _MATROSKA)}


@dataclass(frozen=True, slots=True)
class Pace:
    """How much time the encoder takes: options of x264, and how many threads of its own."""

    x264: Mapping[str, str]
    threads: int


# x264: CRF 18 is visually lossless, "veryfast" the knee of size against time (720p on one thread: veryfast
# 16 ms, superfast 11 ms at 2.4 times the size, ultrafast 9 ms at 4.5 times).
THOROUGH = Pace({"preset": "veryfast", "crf": "18"}, threads=2)
# Beside a mirror that must not slow down: one thread, and no picture kept back, so that a crash costs none.
LIVE = Pace({"preset": "superfast", "crf": "18", "tune": "zerolatency"}, threads=1)
_BT709, _LIMITED = 1, 1  # ITU-T H.273 code points (primaries, transfer and matrix), and FFmpeg's range


class VideoSink:
    """Frames to a video file with the times that they came with.

    The first frame is at 0. A time that does not rise (a new epoch) follows one nominal frame after the
    last, so that every picture written is in the file. Odd sizes are padded to even ones by repeating the
    last row or column; a picture of another size is fitted into the first one's. Raises UserError when the
    file cannot be written; what was written until then stays readable. `encoder` is x264 where FFmpeg has
    it ("libx264"), else "mpeg4".
    """

    def __init__(
        self,
        path: Path,
        *,
        frame_rate: float | None,
        size: tuple[int, int],
        encoder: str | None = None,
        pace: Pace = THOROUGH,
    ) -> None:
        self._path = path
        self._size = size
        self._pace = pace
        self._rate = _nice_rate(frame_rate or _FALLBACK_RATE)
        self._scaler = VideoReformatter()
        self._last_ticks: int | None = None
        self._last_ns = 0
        self._origin_ns = 0
        self._key_ns = 0
        self._container: Any = None
        self._closed = False
        self.frames_written = 0
        self._encoder = encoder or ("libx264" if "libx264" in av.codecs_available else "mpeg4")
        self._time_base = self._best_time_base()

    def write(self, rgb: NDArray[np.uint8], *, t_ns: int) -> None:
        if self._closed:
            raise ValueError("write: the sink is closed")
        if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8:
            raise ValueError(f"rgb: expected (height, width, 3) uint8, got {rgb.shape} {rgb.dtype}")
        try:
            if self._container is None:
                self._open()
            picture = self._converted(self._fitted(rgb))
            picture.pts, picture.time_base = self._ticks(t_ns), self._time_base
            # Counted in time, not in frames: a slow machine's recording must be sought in as well.
            if self._last_ns - self._key_ns >= _KEYFRAME_EVERY_S * _NS_PER_S:
                picture.pict_type = PictureType.I
                self._key_ns = self._last_ns
            for packet in self._stream.encode(picture):
                self._container.mux(packet)
        except (av.FFmpegError, OSError) as problem:
            self._give_up(problem)
        self.frames_written += 1

    @property
    def paths(self) -> tuple[Path, ...]:
        """The file, once something is in it."""
        return (self._path,) if self.frames_written else ()

    def sync(self) -> None:
        """What was written so far reaches the disk itself, so that it outlives a power cut, too."""
        if self._container is not None and not self._closed:
            try:
                with open(self._path, "r+b") as file:
                    os.fsync(file.fileno())
            except OSError as problem:
                self._give_up(problem)

    def close(self) -> None:
        """Finishes the file; without any frame no file is made."""
        if self._closed:
            return
        self._closed = True
        if self._container is None:
            return
        try:
            for packet in self._stream.encode(None):
                self._container.mux(packet)
            self._container.close()
        except (av.FFmpegError, OSError) as problem:
            self._give_up(problem)

    def _open(self) -> None:
        """At the first frame, so that a failure before it leaves an older file of this name alone."""
        kind, options = _CONTAINERS[self._path.suffix.lower()]
        self._existed = self._path.exists()
        self._container = av.open(f"file:{self._path}", "w", format=kind, options=dict(options))
        stream = self._container.add_stream(self._encoder, rate=self._rate)
        width, height = self._size
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        stream.time_base = self._time_base
        context = stream.codec_context
        context.time_base = self._time_base
        context.thread_count = self._pace.threads
        context.gop_size = max(round(self._rate * Fraction(_KEYFRAME_EVERY_S)), 1)
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = _LIMITED
        if self._encoder == "libx264":
            stream.options = {"forced-idr": "1", **self._pace.x264}
        else:
            context.qmin, context.qmax = 2, 4
        self._stream = stream

    def _best_time_base(self) -> Fraction:
        """A multiple of the rate where there is room for one, so that even times land on whole ticks."""
        if self._path.suffix.lower() == ".mkv":
            return Fraction(1, _TICKS_PER_S_MATROSKA)
        ticks = _TICKS_PER_S_MPEG4 if self._encoder == "mpeg4" else _TICKS_PER_S
        return Fraction(1, ticks - ticks % min(self._rate.numerator, ticks))

    def _ticks(self, t_ns: int) -> int:
        if self._last_ticks is None:
            self._origin_ns = self._key_ns = t_ns
        per_ns = Fraction(1, _NS_PER_S) / self._time_base
        ticks = round((t_ns - self._origin_ns) * per_ns)
        if self._last_ticks is not None:
            if t_ns <= self._last_ns:
                ticks = self._last_ticks + max(round(1 / (self._rate * self._time_base)), 1)
                self._origin_ns = t_ns - round(ticks / per_ns)
            ticks = max(ticks, self._last_ticks + 1)
        self._last_ticks, self._last_ns = ticks, t_ns
        return ticks

    def _fitted(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(height, width, 3) of even size, contiguous."""
        width, height = self._size
        rgb = letterboxed(rgb, width, height)
        if width % 2 or height % 2:
            rgb = np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        return np.ascontiguousarray(rgb)

    def _converted(self, rgb: NDArray[np.uint8]) -> av.VideoFrame:
        """sRGB numbers to BT.709 limited range; 3 ms at 720p."""
        # Without a copy: swscale only reads it.
        picture = av.VideoFrame.from_numpy_buffer(rgb, format="rgb24")
        converted = self._scaler.reformat(
            picture,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR,
            threads=1,
        )
        converted.color_trc = converted.color_primaries = _BT709
        return converted

    def _give_up(self, problem: BaseException) -> None:
        """Closes what can be closed and says in one sentence what happened and what is left."""
        self._closed = True
        if self._container is not None:
            with suppress(av.FFmpegError, OSError):  # the same failure once more: it is reported below
                self._container.close()
        left = ""
        if self._can_be_seen():
            left = "; what was written before that is kept"
        elif self._container is not None and not self._existed:
            self._path.unlink(missing_ok=True)
        raise UserError(f"{self._path} cannot be written: {reason_of(problem)}{left}.") from None

    def _can_be_seen(self) -> bool:
        """Whether what is left shows anything; what is torn at its end is taken off it."""
        if not self.frames_written or not self._path.exists():
            return False
        if self._path.suffix.lower() == ".mkv":
            return True
        try:
            return cut_torn_end(self._path)
        except OSError:
            return True  # the disk itself is gone for now; players get over a torn end


@sink(*_CONTAINERS)
def open_video(path: Path, options: OutputOptions) -> Sink:
    return VideoSink(path, frame_rate=options.frame_rate, size=options.size)


def _nice_rate(rate: float) -> Fraction:
    """The rate as a fraction: 29.97002997 is 30000/1001."""
    rate = min(max(rate, 0.01), 1000.0)
    ntsc = Fraction(round(rate * 1.001) * 1000, 1001)
    if abs(float(ntsc) - rate) < 1e-4 * rate:
        return ntsc
    return Fraction(rate).limit_denominator(1000)
