"""Clips on disk: NAME.mkv and, beside it, NAME.truth.npz."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from ...core.camera import Intrinsics
from ...core.errors import UserError, reason_of
from ...core.frame import Frame
from ...core.missing import Missing
from ...sinks.files import check_writable, replacing
from ...sources.video import VideoSource
from .clip import Clip, Shot
from .spec import ClipSpec
from .truth import Truth

_MS = Fraction(1, 1000)
_ARRAYS = ("t_ns", "epoch", "points", "valid", "face_px", "mm_per_px", "pose", "has_pose")


def truth_path(video: Path) -> Path:
    """Where the truth of NAME.mkv lies."""
    return video.with_name(f"{video.stem}.truth.npz")


def write_clip(clip: Clip, folder: Path, each: Callable[[], None] = lambda: None) -> Path:
    """Writes both files and returns the video's path. `each` is called after every frame.

    A webcam's JPEGs are kept as they are, a clean camera's pictures without loss: the file decodes to the
    very frames that `clip.frames` gives. Raises UserError.
    """
    video = folder / f"{clip.name}.mkv"
    check_writable(video)
    try:
        _write_video(clip, video, each)
    except (av.FFmpegError, OSError) as problem:
        raise UserError(f"{video} cannot be written: {reason_of(problem)}.") from None
    write_truth(clip.truth, clip.camera, truth_path(video))
    return video


def _write_video(clip: Clip, video: Path, each: Callable[[], None]) -> None:
    with replacing(video) as file, av.open(file, "w", format="matroska") as container:
        stream: Any = None
        for shot in clip.shots():
            if stream is None:
                stream = _stream(container, clip, shot)
            for packet in _packets(stream, shot):
                container.mux(packet)
            each()
        if stream is not None and stream.codec_context.name == "ffv1":
            for packet in stream.encode(None):
                container.mux(packet)


def _stream(container: Any, clip: Clip, shot: Shot) -> Any:
    lossless = shot.jpeg is None
    stream = container.add_stream(
        "ffv1" if lossless else "mjpeg", rate=Fraction(clip.spec.fps).limit_denominator(1001)
    )
    stream.width, stream.height = clip.spec.size
    stream.pix_fmt = "bgr0" if lossless else "yuvj422p"
    stream.time_base = stream.codec_context.time_base = _MS
    return stream


def _packets(stream: Any, shot: Shot) -> list[Any]:
    pts = shot.frame.t_ns // 1_000_000
    if shot.jpeg is None:
        picture = av.VideoFrame.from_ndarray(shot.frame.rgb, format="rgb24")
        picture.pts, picture.time_base = pts, _MS
        return list(stream.encode(picture))
    packet = av.Packet(shot.jpeg)
    packet.stream = stream
    packet.pts = packet.dts = pts
    packet.time_base = _MS
    packet.is_keyframe = True
    return [packet]


def write_truth(truth: Truth, camera: Intrinsics, path: Path) -> None:
    """The arrays of Truth by their names, `camera` (fx, fy, cx, cy), and `meta` as JSON."""
    arrays = {name: getattr(truth, name) for name in _ARRAYS}
    lens = np.array([camera.fx, camera.fy, camera.cx, camera.cy])
    with replacing(path) as file:
        np.savez_compressed(file, **arrays, camera=lens, meta=np.array(json.dumps(truth.meta)))


def read_truth(path: Path) -> tuple[Truth, tuple[float, float, float, float]]:
    """The truth and fx, fy, cx, cy. Raises UserError."""
    try:
        with np.load(path, allow_pickle=False) as data:
            meta = json.loads(str(data["meta"]))
            fx, fy, cx, cy = (float(value) for value in data["camera"])
            return Truth(**{name: data[name] for name in _ARRAYS}, meta=meta), (fx, fy, cx, cy)
    except (OSError, ValueError, KeyError) as problem:
        raise UserError(f"{path} holds no truth of a clip ({reason_of(problem)}).") from None


@dataclass(frozen=True, slots=True, eq=False)
class StoredClip:
    """A clip that was written: its frames are decoded while they are read."""

    video: Path
    spec: ClipSpec
    truth: Truth
    camera: Intrinsics

    @property
    def name(self) -> str:
        return self.video.stem

    def __len__(self) -> int:
        return len(self.truth)

    @property
    def frames(self) -> Iterator[Frame]:
        """As the clip was made: one epoch, its own camera. Raises UserError where video and truth differ."""
        with closing(VideoSource(self.video)) as source:
            for index, t_ns in enumerate(self.truth.t_ns.tolist()):
                frame = source.read()
                if frame is None or isinstance(frame, Missing) or frame.t_ns != t_ns:
                    raise UserError(f"{self.video} and its truth do not belong together (frame {index}).")
                yield Frame(int(self.truth.epoch[index]), t_ns, index, frame.rgb, self.camera)


def read_clip(video: Path) -> StoredClip:
    """A clip from disk, by its video; nothing is decoded yet. Raises UserError."""
    truth, (fx, fy, cx, cy) = read_truth(truth_path(video))
    spec = ClipSpec.from_json(truth.meta["spec"])
    return StoredClip(video, spec, truth, Intrinsics(*spec.size, fx, fy, cx, cy))
