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

# From here on another crop would change nothing.
_SURE = 0.95
_LOOKS = 4
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
        self._device = mesh.device

    @property
    def name(self) -> str:
        return "onnx"

    @property
    def runs_on(self) -> str:
        return self._device.title

    @property
    def why(self) -> str:
        return self._device.why

    def observe(self, frame: Frame, request: Request) -> tuple[FaceObservation, ...]:
        """Faces in the requested crops (with their place), then new ones, the largest first."""
        looked = [self._look(frame, crop, place) for place, crop in enumerate(request.crops)]
        known = [seen for seen in looked if seen.score >= request.min_score]
        if not request.search or request.max_new <= 0:
            return tuple(known)
        search = self._search_all if request.thorough else self._search
        found = search(frame, known, request.min_score)
        return (*known, *sorted(found, key=lambda seen: -Box.around(seen.points).area)[: request.max_new])

    def close(self) -> None:
        """Nothing is held beyond memory."""

    def _look(self, frame: Frame, crop: Crop, place: int | None = None) -> FaceObservation:
        points, score = self._mesh.landmarks(frame.rgb, crop)
        points.flags.writeable = False
        return FaceObservation(points, visible_in(points, frame.width, frame.height), score, crop, place)

    def _look_long(self, frame: Frame, crop: Crop) -> FaceObservation:
        """The surest of several looks, each crop laid around the points before.

        A picture has no next frame in which the crop could settle, and a profile is often sure of itself only
        in the third crop.
        """
        best = seen = self._look(frame, crop)
        for _ in range(_LOOKS - 1):
            seen = self._look(frame, crop_around(seen.points))
            # The later crop is the better centred one: among sure ones it wins.
            if seen.score >= min(best.score, _SURE):
                best = seen
            if best.score >= _SURE:
                break
        return best

    def _look_settled(self, frame: Frame, crop: Crop) -> FaceObservation:
        """The last of a few looks: a detector's crop lies some percent off, and the points with it.

        Those of a face that has just been found would creep into place before everybody's eyes.
        """
        seen = self._look(frame, crop)
        for _ in range(_LOOKS - 1):
            again = self._look(frame, crop_around(seen.points))
            if again.score < min(seen.score, _SURE):
                break
            seen = again
        return seen

    def _search(self, frame: Frame, known: list[FaceObservation], min_score: float) -> list[FaceObservation]:
        """Live: the fast detector, and the far-sighted one when that finds nobody new."""
        for detector in (self._near, self._far):
            looked = (self._look_settled(frame, crop) for crop in detector.detect(frame.rgb).crops())
            if found := _confirmed(looked, known, min_score):
                return found
        return []

    def _search_all(
        self, frame: Frame, known: list[FaceObservation], min_score: float
    ) -> list[FaceObservation]:
        detections = find_everywhere(frame.rgb, near=self._near, far=self._far)
        return _confirmed((self._look_long(frame, crop) for crop in detections.crops()), known, min_score)


def _confirmed(
    looked: Iterable[FaceObservation], known: list[FaceObservation], min_score: float
) -> list[FaceObservation]:
    """Those in which the mesh sees a face that is neither known nor in one before it."""
    confirmed: list[FaceObservation] = []
    for seen in looked:
        if seen.score < min_score or any(_same_face(seen, other) for other in (*known, *confirmed)):
            continue
        confirmed.append(seen)
    return confirmed


def _same_face(a: FaceObservation, b: FaceObservation) -> bool:
    box, other = Box.around(a.points), Box.around(b.points)
    return box.shared_area(other) > _SAME_FACE * min(box.area, other.area)
