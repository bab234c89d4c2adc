"""Faces that move as they are told, as the live studio's results."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.core.frame import Frame
from app.core.maths import Array
from app.core.missing import Missing
from app.core.scene import Scene
from app.core.tracks import FaceTrack
from app.lab.measurement import Kind, Measurement, Recorder
from app.runtime.pipeline import FrameResult
from tests.stages.faces import points_at, track_of

FPS = 30.0
PICTURE = np.zeros((4, 4, 3), np.uint8)
FACE_PX = 200.0


def face_points() -> Array:
    """(478, 2): a disc of points whose edges lie FACE_PX apart."""
    rng = np.random.default_rng(0)
    points = rng.uniform(-80.0, 80.0, (478, 2)) + 300.0
    points[234], points[454] = (200.0, 300.0), (200.0 + FACE_PX, 300.0)
    return np.asarray(points)


def result(index: int, raw: Array, steady: Array, *, epoch: int = 0, present: bool = True) -> FrameResult:
    def with_depth(points: Array) -> NDArray[np.float32]:
        return np.hstack([points, np.zeros((478, 1))]).astype(np.float32)

    frame = Frame.from_rgb(PICTURE, t_ns=round(index * 1e9 / FPS), index=index, epoch=epoch)
    track: FaceTrack = replace(
        track_of(points_at(300.0, 300.0)), raw=with_depth(raw), points=with_depth(steady), present=present
    )
    taken_ns = 10**12 + round(index * 1e9 / FPS)
    return FrameResult(frame, 0, (), (track,), Scene(frame), {}, "onnx", "CPU", taken_ns)


def measured(kind: Kind, raw: Array, steady: Array, *, absent: frozenset[int] = frozenset()) -> Measurement:
    """`raw` and `steady` are (n, 478, 2) movements of the face."""
    recorder = Recorder(kind, (len(raw) - 1) / FPS)
    face = face_points()
    for index in range(len(raw)):
        recorder.take(result(index, face + raw[index], face + steady[index], present=index not in absent))
    assert recorder.full
    found = recorder.measurement()
    assert not isinstance(found, Missing)
    return found
