"""Faces, for the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..core.face import FaceMesh
from ..core.face_parts import FACE_KEYPOINTS
from ..core.flow import Flow
from ..core.frame import Frame
from ..core.maths import frozen
from ..core.missing import Missing
from ..core.ports import Provider
from ..core.pose import Pose
from ..core.scene import Light
from ..core.tracks import Track
from ..stages.crop import CropParams
from ..stages.fit_face import fit_face
from ..vision.flow import FlowMeter
from ..vision.light import measure_light

_NOT_YET = Missing("not seen yet")


class FaceSubject:
    """478 points on our metric mesh."""

    name = "face"
    keypoints = FACE_KEYPOINTS
    crop_around = None

    def __init__(self, make_provider: Callable[[str], Provider], mesh: FaceMesh) -> None:
        self.make_provider = make_provider
        self._mesh = mesh

    def crop_params(self, params: Mapping[str, Any]) -> CropParams:
        crop: CropParams = params["crop"]
        return crop

    def least_score(self, params: Mapping[str, Any]) -> float | None:
        return None

    def flows(self, meter: FlowMeter, frame: Frame, tracks: Sequence[Track]) -> Mapping[int, Flow]:
        found = {track.id: track.raw for track in tracks if track.present}
        return meter.measure(frame, found, FACE_KEYPOINTS)

    def light(self, frame: Frame, tracks: Sequence[Track]) -> Light | Missing:
        """That on the face which shows most skin, the largest."""
        present = [track for track in tracks if track.present]
        if not present:
            return Missing("no face")
        largest = max(present, key=lambda track: track.crop.size_px)
        return measure_light(frame.rgb, largest.raw)

    def fit(
        self, frame: Frame, tracks: Sequence[Track], params: Mapping[str, Any], before: Any
    ) -> tuple[tuple[Track, ...], Mapping[int, Pose | Missing]]:
        """The head pose of each track from its smooth points; a held track keeps its last."""
        poses: dict[int, Pose | Missing] = {}
        for track in tracks:
            previous = (before or {}).get(track.id, _NOT_YET)
            poses[track.id] = (
                fit_face(
                    track.points,
                    camera=frame.camera,
                    mesh=self._mesh,
                    previous=previous,
                    params=params["pose"],
                )
                if track.present or isinstance(previous, Missing)
                else previous
            )
        return tuple(replace(track, pose=poses[track.id]) for track in tracks), frozen(poses)
