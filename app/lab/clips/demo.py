"""The demo subject in a clip: its own geometry is the truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...core.camera import Intrinsics
from ...core.face import IRIS_LEFT, IRIS_RIGHT
from ...core.pose import CAMERA_FROM_FACING_HEAD
from ...scenes.demo_face import DemoFace, DemoTruth
from ...scenes.demo_motion import Motion
from .camera import Linear, linear_of
from .motions import Moment
from .resample import resampled
from .spec import ClipSpec
from .truth import EDGE_LEFT, EDGE_RIGHT, FrameTruth

_SEARCHES = 8
_SHOULDERS = 0.8
_IRIS_HIDDEN = 0.4  # of a blink


class DemoSubject:
    """Draws the demo subject's moments: rendered at 1280x720, then cut and resampled once, if at all."""

    def __init__(self, face: DemoFace, spec: ClipSpec) -> None:
        self._face = face
        self._size = spec.size
        own = face.camera
        zoom = max(spec.size[0] / own.width, spec.size[1] / own.height)
        # Whole px of the rendered picture are kept, so both axes' zooms may differ in the third digit.
        self._kept = min(round(spec.size[0] / zoom), own.width), min(round(spec.size[1] / zoom), own.height)
        self._cut = (own.width - self._kept[0]) // 2, (own.height - self._kept[1]) // 2
        self._zoom = np.array(spec.size) / self._kept
        self.camera = Intrinsics(
            *spec.size,
            own.fx * float(self._zoom[0]),
            own.fy * float(self._zoom[1]),
            (own.cx - self._cut[0]) * float(self._zoom[0]),
            (own.cy - self._cut[1]) * float(self._zoom[1]),
        )
        natural = face.truth(Motion())
        turned = CAMERA_FROM_FACING_HEAD.T @ natural.pose.rotation
        self._yaw = float(np.arctan2(turned[0, 2], turned[2, 2]))
        self._pitch = float(np.arcsin(-turned[1, 2]))
        self._roll = float(np.arctan2(turned[1, 0], turned[1, 1]))
        self._natural_mm = _distance(natural)
        wanted_px = spec.face_width_px / float(self._zoom[0])
        self._rest_mm = self._distance_of(wanted_px)
        self._face_mm = wanted_px * self._rest_mm / own.fx

    def truth(self, moment: Moment) -> FrameTruth:
        """Where the drawn geometry's 478 points are."""
        truth = self._face.truth(self._motion(moment))
        points = (truth.points[:, :2].astype(np.float64) - self._cut) * self._zoom
        inside = np.all((points > 0.0) & (points < self._size), axis=1)
        face_px = float(np.linalg.norm(points[EDGE_RIGHT] - points[EDGE_LEFT]))
        if truth.blink > _IRIS_HIDDEN:
            inside[list(IRIS_RIGHT + IRIS_LEFT)] = False
        return FrameTruth(points, inside, face_px, _distance(truth) / self.camera.fx, truth.pose.matrix)

    def light(self, moments: Sequence[Moment]) -> Linear:
        """(h, w, 3) linear light, the mean over the moments of an exposure."""
        drawings = [self._face.start(self._motion(moment)) for moment in moments]
        total = np.zeros((self._kept[1], self._kept[0], 3), np.float32)
        left, top = self._cut
        for drawing, moment in zip(drawings, moments, strict=True):
            rgb = drawing.result()[0][top : top + self._kept[1], left : left + self._kept[0]]
            total += linear_of(rgb) * np.float32(moment.gain / len(moments))
        return resampled(total, self._size)

    def _motion(self, moment: Moment) -> Motion:
        distance = self._rest_mm / moment.scale
        opening = moment.mouth_open * self._face_mm
        closed = moment.speaking * (1.0 - float(np.clip(opening / 3.0, 0.0, 1.0)))
        px = self._face_mm * self._face.camera.fx / self._rest_mm
        return Motion(
            yaw_rad=self._yaw + moment.yaw_rad,
            pitch_rad=self._pitch + moment.pitch_rad,
            # A picture's roll is clockwise, a head's is counted about the axis that points out of the face.
            roll_rad=self._roll - moment.roll_rad,
            shift_mm=(
                moment.shift[0] * self._face_mm,
                moment.shift[1] * self._face_mm,
                distance - self._natural_mm,
            ),
            blink=(moment.blink, moment.blink),
            mouth_open_mm=opening,
            lips_closed=closed,
            relaxed=0.75 * moment.speaking + 0.5 * moment.rounded,
            # The shoulders go along, or the neck would be torn from them.
            sway_px=(_SHOULDERS * moment.shift[0] * px, 0.0),
        )

    def _distance_of(self, wanted_px: float) -> float:
        """How far the head is when the face is so wide in the rendered picture."""
        distance = self._natural_mm
        for _ in range(_SEARCHES):
            truth = self._face.truth(Motion(shift_mm=(0.0, 0.0, distance - self._natural_mm)))
            width_px = float(np.linalg.norm(truth.points[EDGE_RIGHT, :2] - truth.points[EDGE_LEFT, :2]))
            distance *= width_px / wanted_px
        return distance


def _distance(truth: DemoTruth) -> float:
    return float(truth.pose.translation_mm[2])
