"""Videos and animated pictures, decoded by PyAV with exact times and colours."""

from __future__ import annotations

import threading
from collections.abc import Generator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from ..core.camera import Intrinsics
from ..core.errors import UserError, reason_of
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import SourceInfo
from .cuts import Arrangement, arrangement, is_cut
from .pictures import MAX_PIXELS
from .pixels import Upright
from .timestamps import NS_PER_S, RisingTimes, ns_from_pts, pts_from_ns

# Containers that hold videos. Left out on purpose: text as video (tty), playlists and formats that open other
# files or addresses (hls, concat, dash), numbered pictures (image2), devices.
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,gif,apng,mpegts,mpeg,mpegvideo,flv,asf,ogg,mjpeg,m4v,h264,hevc,"
    "ivf,obu,av1,yuv4mpegpipe,mxf,nut,dv,wtv,mp3,wav,flac,aac,aiff"
)
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": _FORMATS}
# Two threads: the rest of the pipeline needs a core too.
_DECODER_THREADS = 2
# A damaged stretch can fail again and again; after so many failures in a row nothing more will come.
_MAX_FAILURES_IN_A_ROW = 500
_FALLBACK_RATE = Fraction(25)
# Animated pictures have no keyframes; AVI and bare streams store no presentation times, so that those seen
# after a jump need not be those seen on the way. In these a seek decodes from the beginning.
_NO_EXACT_JUMPS = frozenset(
    {"gif", "apng", "avi", "h264", "hevc", "m4v", "mjpeg", "mpegvideo", "obu", "yuv4mpegpipe", "dv"}
)


Timed = tuple[int, Any]  # t_ns and a decoded av.VideoFrame


class VideoSource:
    """A video file. `t_ns` counts from its first frame.

    Rotation, pixel aspect, colour matrix and range are applied. Damaged packets are skipped and counted in
    `skipped_packets`; a truncated file ends where its data ends. `loop` starts again at the end, in a new
    epoch. `close` may come from another thread.

    Raises UserError when the file cannot be opened or holds no video that can be decoded.
    """

    def __init__(self, path: Path, *, loop: bool = False) -> None:
        self._path = path
        self._loop = loop
        self._lock = threading.Lock()
        self._closed = False
        self.skipped_packets = 0
        self._epoch = 0
        self._count = 0
        self._read_this_round = 0
        # Size and arrangement of the last frame of this epoch; None before its first.
        self._seen: tuple[tuple[int, int], Arrangement] | None = None
        self._origin_ns: int | None = None
        self._repairs = 0
        self._open()
        first = next(self._frames, None)
        if first is None:
            self._container.close()
            raise UserError(f"{path} holds no frame that can be decoded.")
        self._waiting: list[Timed] = [first]
        self._info = self._describe(first[1])

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | Missing | None:
        with self._lock:
            if self._closed:
                return None
            frame = self._next_frame()
            if frame is None and self._loop and self._read_this_round:
                self._restart()
                self._begin_epoch()
                frame = self._next_frame()
            return frame

    def seek(self, t_ns: int) -> None:
        """The next frame read is the one shown at `t_ns` (clipped to the clip), in a new epoch."""
        with self._lock:
            if self._closed:
                return
            self._begin_epoch()
            self._seek_exactly(max(t_ns, 0))

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._closed = True
                self._waiting = []
                self._frames.close()
                self._container.close()

    # -- opening

    def _open(self) -> None:
        """Opens the container at its start."""
        try:
            container = av.open(f"file:{self._path}", options=_OPTIONS, metadata_errors="replace")
        except (av.FFmpegError, OSError, ValueError) as problem:
            raise UserError(
                f"{self._path} is neither a picture nor a video that can be read ({reason_of(problem)})."
            ) from None
        streams = [s for s in container.streams.video if not s.disposition & s.disposition.attached_pic]
        if not streams:
            container.close()
            raise UserError(f"{self._path} holds no video, only sound or other data.")
        context = streams[0].codec_context
        if context is None or context.width * context.height > MAX_PIXELS:
            container.close()
            why = "in a format that cannot be decoded here" if context is None else "of too large a size"
            raise UserError(f"{self._path} holds a video {why}.")
        self._container, self._stream = container, streams[0]
        self._stream.thread_type = "AUTO"
        context.thread_count = _DECODER_THREADS
        rate = self._stream.average_rate or self._stream.guessed_rate or _FALLBACK_RATE
        self._rate = Fraction(rate) if rate > 0 else _FALLBACK_RATE
        self._upright = Upright(self._stream.sample_aspect_ratio)
        self._frames = self._timed()

    def _describe(self, first: Any) -> SourceInfo:
        width, height = self._upright.size(first)
        stream, container = self._stream, self._container
        duration_ns = None
        if stream.duration:
            duration_ns = ns_from_pts(stream.duration, stream.time_base)
        elif container.duration:
            duration_ns = container.duration * NS_PER_S // av.time_base
        known_rate = stream.average_rate or stream.guessed_rate
        return SourceInfo(
            name=self._path.name,
            width=width,
            height=height,
            frame_rate=float(known_rate) if known_rate else None,
            frame_count=stream.frames or None,
            duration_ns=duration_ns,
            seekable=True,
            detail=f"{stream.codec_context.name}, {first.format.name}",
        )

    # -- decoding

    def _decode(self) -> Generator[Any, None, None]:
        """Decoded pictures in the order in which they are shown, as far as the data goes."""
        packets = self._container.demux(self._stream)
        failures = 0
        while failures < _MAX_FAILURES_IN_A_ROW:
            try:
                packet = next(packets)
            except (StopIteration, EOFError):
                return
            except (av.FFmpegError, OSError):
                failures += 1
                self.skipped_packets += 1
                packets = self._container.demux(self._stream)
                continue
            try:
                frames = packet.decode()
            except EOFError:
                return
            except (av.FFmpegError, OSError, ValueError):
                failures += 1
                self.skipped_packets += 1
                continue
            failures = 0
            yield from frames

    def _timed(self) -> Generator[Timed, None, None]:
        """The decoded pictures, each with its t_ns."""
        times = RisingTimes(frame_ns=round(NS_PER_S / self._rate))
        for decoded in self._decode():
            given_ns = None
            if decoded.pts is not None:
                given_ns = ns_from_pts(decoded.pts, decoded.time_base or self._stream.time_base)
                if self._origin_ns is None:
                    self._origin_ns = given_ns
                given_ns -= self._origin_ns
            t_ns = times.next(given_ns)
            self._repairs = max(self._repairs, times.repairs)
            yield t_ns, decoded

    def _next_frame(self) -> Frame | None:
        while (timed := self._waiting.pop(0) if self._waiting else next(self._frames, None)) is not None:
            try:
                return self._finish(*timed)
            except (av.FFmpegError, OSError, ValueError, MemoryError):
                # Decoded, but in a pixel format or size that cannot be shown.
                self.skipped_packets += 1
        return None

    def _finish(self, t_ns: int, decoded: Any) -> Frame:
        """A decoded picture to a Frame; a cut, such as a change of size, begins a new epoch."""
        rgb = self._upright.rgb(decoded)
        size = (rgb.shape[1], rgb.shape[0])
        seen = (size, arrangement(rgb))
        if self._seen is not None and (size != self._seen[0] or is_cut(self._seen[1], seen[1])):
            self._epoch += 1
        self._seen = seen
        index, self._count = self._count, self._count + 1
        self._read_this_round += 1
        return Frame(self._epoch, t_ns, index, rgb, Intrinsics.from_vertical_fov(*size))

    def _begin_epoch(self) -> None:
        self._epoch += 1
        self._seen = None

    # -- moving about

    def _restart(self) -> None:
        """Back to the first frame by opening the file again: exact for every container."""
        self._frames.close()
        self._container.close()
        self._waiting = []
        self._read_this_round = 0
        try:
            self._open()
        except UserError:
            # The file went away meanwhile: the clip simply ends here.
            self._frames = _nothing()

    def _seek_exactly(self, t_ns: int) -> None:
        """Leaves the frame shown at `t_ns` as the next one."""
        self._read_this_round = 1  # so that a seek to the very end still loops
        back_ns = 0
        by_keyframe = self._repairs == 0 and self._container.format.name not in _NO_EXACT_JUMPS
        while by_keyframe and t_ns - back_ns > 0:
            if self._decode_up_to(t_ns, from_ns=t_ns - back_ns):
                return
            # The keyframe found was already too late (a poor index): look further back.
            back_ns = back_ns * 4 or NS_PER_S
        self._restart()
        self._read_this_round = 1
        self._skip_to(t_ns)

    def _decode_up_to(self, t_ns: int, *, from_ns: int) -> bool:
        stream = self._stream
        pts = pts_from_ns(from_ns + (self._origin_ns or 0), stream.time_base)
        try:
            self._container.seek(pts, stream=stream)
        except (av.FFmpegError, OSError):
            return False
        self._frames.close()
        self._frames = self._timed()
        return self._skip_to(t_ns)

    def _skip_to(self, t_ns: int) -> bool:
        """Decodes up to the frame shown at `t_ns`; False if the first one is later than that already."""
        shown: Timed | None = None
        self._waiting = []
        for timed in self._frames:
            if timed[0] > t_ns:
                self._waiting = [timed] if shown is None else [shown, timed]
                return shown is not None
            shown = timed
        self._waiting = [] if shown is None else [shown]
        return shown is not None


def _nothing() -> Generator[Timed, None, None]:
    yield from ()
