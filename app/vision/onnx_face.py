"""The default provider: MediaPipe's networks on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from ..core.frame import Frame
from ..core.observations import Crop, FaceObservation, Request
from ..stages.boxes import Box
from ..stages.crop import crop_around
from ..store.models import load_model
from .face_detector import FULL_RANGE, SHORT_RANGE, FaceDetector
from .face_mesh import FaceLandmarker, visible_in
from .ort import open_net
from .registry import provider
from .tiles import find_everywhere

# What MediaPipe asks of the landmark network's face flag.
_MIN_SCORE = 0.5
# Two faces whose landmark boxes overlap more than this (of the smaller one) are one face.
_SAME_FACE = 0.5


def _why_absent() -> str:
    return "" if find_spec("onnxruntime") else "onnxruntime is not installed"


@provider("onnx", summary="MediaPipe's networks on ONNX Runtime", why_absent=_why_absent)
class OnnxFace:
    """BlazeFace detectors and the attention mesh; tracks by looking again where it is told to.

    `device` is auto, cuda, directml, coreml or cpu. Raises UserError for models that are missing or not the
    ones in models.toml. `observe` may be called from one thread at a time.
    """

    def __init__(self, *, device: str = "auto") -> None:
        mesh = open_net(load_model("face_landmarks"), device=device)
        # The detectors run at most twice a second: they go where the mesh went, without a race of their own.
        same = mesh.device.name
        self._mesh = FaceLandmarker(mesh)
        self._near = FaceDetector(open_net(load_model("face_detector_short"), device=same), SHORT_RANGE)
        self._far = FaceDetector(open_net(load_model("face_detector_full"), device=same), FULL_RANGE)
        self._runs_on = mesh.device.describe

    @property
    def name(self) -> str:
        return "onnx"

    @property
    def runs_on(self) -> str:
        return self._runs_on

    def observe(self, frame: Frame, request: Request) -> tuple[FaceObservation, ...]:
        """Faces in the requested crops (with their place), then new ones, the largest first."""
        known = [
            seen
            for place, crop in enumerate(request.crops)
            if (seen := self._look(frame, crop, place)) is not None
        ]
        if not request.search or request.max_new <= 0:
            return tuple(known)
        found = self._search_all(frame, known) if request.thorough else self._search(frame, known)
        return (*known, *sorted(found, key=lambda seen: -Box.around(seen.points).area)[: request.max_new])

    def close(self) -> None:
        """Nothing is held beyond memory."""

    def _look(self, frame: Frame, crop: Crop, place: int | None = None) -> FaceObservation | None:
        points, score = self._mesh.landmarks(frame.rgb, crop)
        if score < _MIN_SCORE:
            return None
        return FaceObservation(points, visible_in(points, frame.width, frame.height), score, crop, place)

    def _search(self, frame: Frame, known: list[FaceObservation]) -> list[FaceObservation]:
        """Live: the fast detector, and the far-sighted one when that finds nobody new."""
        for detector in (self._near, self._far):
            if found := self._confirm(frame, detector.detect(frame.rgb).crops(), known, looks=1):
                return found
        return []

    def _search_all(self, frame: Frame, known: list[FaceObservation]) -> list[FaceObservation]:
        detections = find_everywhere(frame.rgb, near=self._near, far=self._far)
        return self._confirm(frame, detections.crops(), known, looks=2)

    def _confirm(
        self, frame: Frame, crops: Iterable[Crop], known: list[FaceObservation], *, looks: int
    ) -> list[FaceObservation]:
        """Those crops in which the mesh sees a face that is neither known nor confirmed before.

        With two looks the second crop is laid around the first landmarks: a picture has no next frame in
        which the crop could settle.
        """
        confirmed: list[FaceObservation] = []
        for crop in crops:
            seen = self._look(frame, crop)
            for _ in range(looks - 1):
                if seen is not None:
                    seen = self._look(frame, crop_around(seen.points))
            if seen is not None and not any(_same_face(seen, other) for other in (*known, *confirmed)):
                confirmed.append(seen)
        return confirmed


def _same_face(a: FaceObservation, b: FaceObservation) -> bool:
    box, other = Box.around(a.points), Box.around(b.points)
    return box.shared_area(other) > _SAME_FACE * min(box.area, other.area)
