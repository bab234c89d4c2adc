"""The head's pose in millimetres from its landmarks: a weighted PnP on the points that keep their place.

Gauss-Newton on the reprojection error of the metric face mesh, with robust weights. The depths that the
network guesses take part too, with less weight than its x and y. On the demo subject, whose head turns 26
degrees each way, more of it is better up to 0.65 (the rotation's error, 95th percentile, from raw points: 3.9
degrees at 0.3, 2.9 at 0.55, 2.8 at 0.6); on a webcam of unknown lens less is, for it pulls the head off its
points (rms 1.8 px at 0.3 and 2.3 at 0.55).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.face import FACE_POINTS, FaceMesh
from ..core.maths import Array, expect_shape, rotation_from_vector
from ..core.missing import Missing
from ..core.params import Knob, group
from ..core.pose import Pose

MAX_STEPS = 8
LEAST_WEIGHT = 0.25  # points that move more than that with the face only cost time
LEAST_FACE_PX = 8.0
# Beyond that the points are no face: 40 % of the rigid points' radius, some 16 mm on every one of them.
# A small face seen in profile reaches 26 %.
WORST_RMS = 0.4
# Each step is some five times smaller than the one before: what is left then is 0.001 degrees.
SMALL_STEP = 1e-4
COLD = Missing("no pose yet")


@group("pose")
@dataclass(frozen=True, slots=True)
class PoseParams:
    """How the head pose is fitted."""

    depth_weight: Annotated[
        float, Knob(0.0, 1.0, 0.01, "", "how much the network's own depth counts: steadier turns, more bias")
    ] = 0.6
    outlier: Annotated[
        float, Knob(0.01, 0.5, 0.01, "", "error beyond which a point counts less, as a share of the face")
    ] = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class _RigidPart:
    """The points that are fitted: indices, place on the mesh in mm, weights with sum 1, radius in mm."""

    index: NDArray[np.intp]
    model_mm: Array
    weight: Array
    radius_mm: float


@lru_cache(maxsize=4)
def _rigid_part(mesh: FaceMesh) -> _RigidPart:
    index = np.flatnonzero(mesh.rigid_weight >= LEAST_WEIGHT)
    model = np.ascontiguousarray(mesh.vertices_mm[index])
    weight = mesh.rigid_weight[index] / mesh.rigid_weight[index].sum()
    centred = model - weight @ model
    return _RigidPart(index, model, weight, float(np.sqrt(weight @ (centred**2).sum(axis=1))))


def fit_face(
    points: NDArray[np.float32],
    *,
    camera: Intrinsics,
    mesh: FaceMesh,
    previous: Pose | Missing = COLD,
    params: PoseParams | None = None,
) -> Pose | Missing:
    """camera_from_head of a face with landmarks `points` (478, 3) in picture px, z in px (MediaPipe's sign).

    Starts from `previous` where that is near, from the scaled orthographic pose of the points otherwise.
    Distances follow from the mesh's pupil distance of 63 mm. Missing when the points do not make a face.
    """
    expect_shape("points", points, (FACE_POINTS, 3))
    params = params or PoseParams()
    part = _rigid_part(mesh)
    seen = points[part.index].astype(np.float64)
    if not np.isfinite(seen).all():
        return Missing("landmarks are not numbers")
    spread_px = float(np.sqrt(part.weight @ ((seen[:, :2] - part.weight @ seen[:, :2]) ** 2).sum(axis=1)))
    if spread_px < LEAST_FACE_PX / 4:
        return Missing("face too small for a pose")
    fit = _Fit(part, seen, camera, params, spread_px)
    pose: Pose | Missing = previous
    if isinstance(pose, Missing) or not fit.is_near(pose):
        pose = fit.orthographic()
    solved = fit.solve(pose)
    if solved is None or solved.rms_px > WORST_RMS * spread_px:
        return Missing("landmarks do not make a face")
    return solved


class _Fit:
    """One frame's problem in normalised coordinates (px over focal length, principal point at 0)."""

    def __init__(
        self, part: _RigidPart, seen: Array, camera: Intrinsics, params: PoseParams, spread_px: float
    ) -> None:
        self._part = part
        focal = (camera.fx + camera.fy) / 2.0
        self._rays = (seen[:, :2] - (camera.cx, camera.cy)) / (camera.fx, camera.fy)
        depth = seen[:, 2] / focal
        self._depth = depth - part.weight @ depth
        self._depth_weight = params.depth_weight**2
        self._cut = (params.outlier * spread_px / focal) ** 2
        self._focal = focal
        self._spread = spread_px / focal

    def is_near(self, pose: Pose) -> bool:
        """Whether a pose explains the points well enough to start from."""
        at = self._part.model_mm @ pose.rotation.T + pose.translation_mm
        if at[:, 2].min() < 1.0:
            return False
        error = at[:, :2] / at[:, 2:] - self._rays
        return bool(self._part.weight @ (error**2).sum(axis=1) < (0.5 * self._spread) ** 2)

    def orthographic(self) -> Pose:
        """The scaled orthographic pose: Procrustes of the points with the network's depth (Umeyama 1991)."""
        weight, model = self._part.weight, self._part.model_mm
        seen = np.column_stack([self._rays, self._depth])
        model_centre, seen_centre = weight @ model, weight @ seen
        a, b = model - model_centre, seen - seen_centre
        u, s, vt = np.linalg.svd((b * weight[:, None]).T @ a)
        turn = np.array([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
        rotation = (u * turn) @ vt
        distance = float((weight @ (a**2).sum(axis=1)) / max(float(s @ turn), 1e-12))
        centre = np.array([seen_centre[0], seen_centre[1], 1.0]) * distance
        return Pose(rotation, centre - rotation @ model_centre)

    def solve(self, start: Pose) -> Pose | None:
        """Gauss-Newton from `start`; None where it leaves what can be seen."""
        rotation, translation = start.rotation, start.translation_mm.astype(np.float64)
        error2 = np.zeros(1)
        for _ in range(MAX_STEPS):
            turned = self._part.model_mm @ rotation.T
            at = turned + translation
            if at[:, 2].min() < 1.0:
                return None
            error2, step = self._step(turned, at, float(translation[2]))
            if step is None:
                return None
            rotation = rotation_from_vector(step[:3]) @ rotation
            translation = translation + step[3:]
            if np.abs(step[:3]).max() < SMALL_STEP and np.abs(step[3:]).max() < SMALL_STEP * translation[2]:
                break
        u, _, vt = np.linalg.svd(rotation)  # rounding must not pile up from frame to frame
        rms_px = float(np.sqrt(self._part.weight @ error2)) * self._focal
        pose = Pose(u @ vt, translation, rms_px)
        return pose if np.isfinite(translation).all() and translation[2] > 1.0 else None

    def _step(self, turned: Array, at: Array, distance: float) -> tuple[Array, Array | None]:
        """Squared errors (n,) and the step (6,): rotation vector and translation, both in camera space."""
        weight = self._part.weight
        # Coordinates as contiguous rows: numpy runs along them several times faster than down columns.
        (a, b, c), (at_x, at_y, at_z) = turned.T.copy(), at.T
        inverse = 1.0 / at_z
        x, y = at_x * inverse, at_y * inverse
        error = np.empty((3, len(at)))
        error[0] = self._rays[:, 0] - x
        error[1] = self._rays[:, 1] - y
        error2: Array = error[0] ** 2 + error[1] ** 2
        # d(x, y)/d(rotation, translation): the rotation acts on the turned model point.
        jacobian = np.zeros((6, 3, len(at)))
        jacobian[0, 0] = -x * b * inverse
        jacobian[1, 0] = (c + x * a) * inverse
        jacobian[2, 0] = -b * inverse
        jacobian[3, 0] = inverse
        jacobian[5, 0] = -x * inverse
        jacobian[0, 1] = -(c + y * b) * inverse
        jacobian[1, 1] = y * a * inverse
        jacobian[2, 1] = a * inverse
        jacobian[4, 1] = inverse
        jacobian[5, 1] = -y * inverse
        # Depth about its mean, in the same units: mm over the head's distance.
        error[2] = self._depth - (c - weight @ c) / distance
        jacobian[0, 2] = (b - weight @ b) / distance
        jacobian[1, 2] = -(a - weight @ a) / distance
        robust = weight / (1.0 + error2 / self._cut)
        weighted = jacobian * np.stack([robust, robust, robust * self._depth_weight])
        weighted = weighted.reshape(6, -1)
        try:
            step = np.linalg.solve(weighted @ jacobian.reshape(6, -1).T, weighted @ error.reshape(-1))
        except np.linalg.LinAlgError:
            return error2, None
        return error2, step.astype(np.float64, copy=False)
