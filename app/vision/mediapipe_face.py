"""MediaPipe's own face mesh as a second provider, to compare with and to fall back on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError
from ..core.face import FACE_POINTS
from ..core.frame import Frame
from ..core.observations import FaceObservation, Request
from ..stages.boxes import Box
from ..stages.crop import crop_around
from .face_mesh import mediapipe_shift_px, visible_in
from .registry import provider

# The last release before MediaPipe's tasks phone home, and the last that has wheels with the models inside.
_LAST_PYTHON = (3, 12)
# It tells no score per face: this is what it asked of the face flag.
_SCORE = 0.5
# Its landmarks and a tracked person's crop belong together when they share this much of the smaller one.
_SAME_PLACE = 0.5


def _why_absent() -> str:
    if find_spec("mediapipe") is not None:
        return ""
    if sys.version_info[:2] > _LAST_PYTHON:
        return f"it has no wheel for Python {sys.version_info[0]}.{sys.version_info[1]} (up to 3.12 only)"
    return "the package mediapipe is not installed"


@provider("mediapipe", summary="MediaPipe's own face mesh", why_absent=_why_absent)
class MediaPipeFace:
    """FaceMesh with refined landmarks. Tracks by itself; each face is given the place whose crop it fills.

    Made anew when more people are wanted; forgets everybody at a new epoch. Raises UserError when mediapipe
    cannot be loaded. `observe` may be called from one thread at a time.
    """

    def __init__(self) -> None:
        with quiet():
            try:
                from mediapipe.python.solutions.face_mesh import FaceMesh
            except Exception as problem:  # its imports fail in many ways: missing libraries, protobuf, numpy
                raise UserError(f"mediapipe cannot be loaded: {problem}.") from None
        self._face_mesh = FaceMesh
        self._video = _Graph()
        self._stills = _Graph()
        self._epoch: int | None = None

    @property
    def name(self) -> str:
        return "mediapipe"

    @property
    def runs_on(self) -> str:
        return "CPU"

    @property
    def why(self) -> str:
        return "this provider knows no other device"

    def observe(self, frame: Frame, request: Request) -> tuple[FaceObservation, ...]:
        """Every face that MediaPipe tracks or finds; it decides itself when to search."""
        wanted = len(request.crops) + max(request.max_new, 0)
        if wanted == 0:
            return ()
        graph = self._stills if request.thorough else self._video
        # Somebody lost is asked for twice, by crop and as a new face: that is no reason for a larger graph.
        lost = graph.found < len(request.crops)
        if wanted > graph.faces and not (graph.faces and lost):
            graph.close()
            graph.open(self._face_mesh, wanted, still=request.thorough)
        elif not request.thorough and frame.epoch != self._epoch:
            graph.mesh.reset()
        if not request.thorough:
            self._epoch = frame.epoch
        faces = graph.process(frame.rgb)
        return tuple(_observation(frame, _points(face, frame), request) for face in faces)

    def close(self) -> None:
        self._video.close()
        self._stills.close()


class _Graph:
    """One running FaceMesh for up to `faces` faces, or none yet; `found` are those of the last frame."""

    def __init__(self) -> None:
        self.mesh: Any = None
        self.faces = self.found = 0
        self._chatty = True

    def open(self, face_mesh: Any, faces: int, *, still: bool) -> None:
        with quiet():
            self.mesh = face_mesh(
                static_image_mode=still,
                max_num_faces=faces,
                refine_landmarks=True,
                min_detection_confidence=0.5,
                min_tracking_confidence=0.5,
            )
        self.faces, self.found, self._chatty = faces, 0, True

    def process(self, rgb: NDArray[np.uint8]) -> Sequence[Any]:
        """MediaPipe's landmark lists."""
        with quiet(self._chatty):
            faces: Sequence[Any] = self.mesh.process(rgb).multi_face_landmarks or ()
        self._chatty = self._chatty and not faces  # after the first face it has said all that it has to say
        self.found = len(faces)
        return faces

    def close(self) -> None:
        if self.mesh is not None:
            self.mesh.close()
        self.mesh, self.faces = None, 0


def _points(face: Any, frame: Frame) -> NDArray[np.float32]:
    """(478, 3) float32 in picture px with the origin at the outer corner of the first pixel."""
    flat = np.fromiter(
        (value for mark in face.landmark for value in (mark.x, mark.y, mark.z)), np.float32, FACE_POINTS * 3
    )
    points = flat.reshape(FACE_POINTS, 3) * np.array([frame.width, frame.height, frame.width], np.float32)
    points[:, :2] += mediapipe_shift_px(crop_around(points))
    return points


def _observation(frame: Frame, points: NDArray[np.float32], request: Request) -> FaceObservation:
    visible = visible_in(points, frame.width, frame.height)
    return FaceObservation(points, visible, _SCORE, crop_around(points), _place(points, request))


def _place(points: NDArray[np.float32], request: Request) -> int | None:
    """The index of the crop around whose middle the face lies, the nearest first."""
    box = Box.around(points)
    nearest: tuple[float, int] | None = None
    for place, crop in enumerate(request.crops):
        away = box.distance(crop.cx, crop.cy) / box.size_px
        if away < _SAME_PLACE and (nearest is None or away < nearest[0]):
            nearest = away, place
    return nearest[1] if nearest else None


@contextmanager
def quiet(wanted: bool = True) -> Iterator[None]:
    """Sends what C++ writes to standard error to nowhere meanwhile: MediaPipe's notices obey no setting.

    Other threads' messages would go with it, so this is for the few calls in which notices come.
    """
    if not wanted:
        yield
        return
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error (a windowed program on Windows): nothing to silence
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
