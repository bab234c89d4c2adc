"""Clips on disk: NAME.mkv and, beside it, NAME.truth.npz."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...core.camera import Intrinsics
from ...core.errors import UserError, reason_of
from ...core.frame import Frame
from ...core.missing import Missing
from ...sinks.exact_video import ExactVideo
from ...sinks.files import replacing
from ...sources.video import VideoSource
from .clip import Clip
from .spec import ClipSpec
from .truth import Truth

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
    with ExactVideo(video, size=clip.spec.size, frame_rate=clip.spec.fps) as file:
        for shot in clip.shots():
            if shot.jpeg is None:
                file.write(shot.frame.rgb, t_ns=shot.frame.t_ns)
            else:
                file.write_jpeg(shot.jpeg, t_ns=shot.frame.t_ns)
            each()
    write_truth(clip.truth, clip.camera, truth_path(video))
    return video


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
