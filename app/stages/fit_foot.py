"""A foot's pose in millimetres from its eight keypoints.

Gauss-Newton on the reprojection error of a foot whose shape may give way a little (feet and shoes differ in
width and height), started from the pose before or from a ring of views. A foot is looked at from above its
sole: of the two poses that explain nearly flat points, that one is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.foot import KEYPOINTS, LEFT, USUAL_LENGTH_MM
from ..core.foot_shape import MEAN, MODES, SPREAD
from ..core.maths import Array, expect_shape, rotation_from_vector
from ..core.missing import Missing
from ..core.params import Knob, group
from ..core.pose import Pose

_MOST_STEPS, _SMALL_STEP = 12, 1e-4
_LEAST_FOOT_PX = 8.0
# Keypoints are found to about this share of the foot's length in the picture; a hidden one is worse.
_SIGMA, _HIDDEN = 0.03, 2.0
# Beyond so many sigma a point counts less.
_OUTLIER = 3.0
# Points that lie this many sigma off on average are no foot.
_WORST = 6.0
# Views to start from: the camera's height above the sole, and the turns about the view's axis that the
# picture tells already.
_HEIGHTS_RAD = (0.25, 0.75, 1.2)
COLD = Missing("no pose yet")


@group("feet")
@dataclass(frozen=True, slots=True)
class FeetParams:
    """How feet are found and fitted."""

    min_score: Annotated[
        float, Knob(0.1, 0.95, 0.05, "", "How sure the network must be that it sees a foot.")
    ] = 0.5
    length_mm: Annotated[
        float,
        Knob(120, 380, 1, "mm", "How long the foot is with what is worn on it: the scale of everything."),
    ] = USUAL_LENGTH_MM
    give: Annotated[
        float,
        Knob(0, 2, 0.1, "", "How far width and height may differ from the usual; 0 takes every foot for the "
             "same."),
    ] = 1.0  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class FootFit:
    """camera_from_foot, and the `shape` (k,) in standard deviations that goes with it."""

    pose: Pose
    shape: Array


def fit_foot(
    points: NDArray[np.float32],
    visible: NDArray[np.float32],
    side: int,
    *,
    camera: Intrinsics,
    previous: FootFit | Missing = COLD,
    params: FeetParams | None = None,
) -> FootFit | Missing:
    """The pose of a foot with keypoints `points` (8, 2 or more) in picture px, in anatomical order.

    Missing when the points do not make a foot.
    """
    expect_shape("visible", visible, (len(KEYPOINTS),))
    params = params or FeetParams()
    seen = np.asarray(points[:, :2], np.float64)
    if seen.shape != (len(KEYPOINTS), 2) or not np.isfinite(seen).all():
        return Missing("keypoints are not numbers")
    size_px = float(np.ptp(seen, axis=0).max())
    if size_px < _LEAST_FOOT_PX:
        return Missing("foot too small for a pose")
    problem = _Problem(seen, visible, side, camera, params, size_px)
    starts = problem.views() if isinstance(previous, Missing) or not problem.is_near(previous) else [previous]
    solved = [one for start in starts if (one := problem.solve(start)) is not None]
    if not solved:
        return Missing("keypoints do not make a foot")
    cost, fit = min(solved, key=lambda one: one[0])
    return fit if cost < _WORST**2 * 2 * len(seen) else Missing("keypoints do not make a foot")


class _Problem:
    """One frame's problem in normalised coordinates: px over focal length, lengths in foot lengths."""

    def __init__(
        self,
        seen: Array,
        visible: NDArray[np.float32],
        side: int,
        camera: Intrinsics,
        params: FeetParams,
        size_px: float,
    ) -> None:
        self._length_mm = params.length_mm
        mirror = np.array([-1.0 if side == LEFT else 1.0, 1.0, 1.0])
        self._mean = MEAN * mirror
        self._modes = MODES * SPREAD[:, None, None] * mirror * params.give
        self._rays = (seen - (camera.cx, camera.cy)) / (camera.fx, camera.fy)
        self._focal = (camera.fx + camera.fy) / 2.0
        self._size = size_px / self._focal
        sigma = _SIGMA * self._size * (1.0 + (_HIDDEN - 1.0) * (1.0 - np.clip(visible, 0.0, 1.0)))
        self._weight = 1.0 / np.asarray(sigma, np.float64) ** 2

    def model(self, shape: Array) -> Array:
        """(8, 3) in foot lengths."""
        points: Array = self._mean + np.tensordot(shape, self._modes, 1)
        return points

    def is_near(self, fit: FootFit) -> bool:
        """Whether a fit explains the points well enough to start from."""
        at = self.model(fit.shape) @ fit.pose.rotation.T + fit.pose.translation_mm / self._length_mm
        if at[:, 2].min() < 0.05:
            return False
        error = at[:, :2] / at[:, 2:] - self._rays
        return bool(np.sqrt((error**2).sum(axis=1).mean()) < 0.25 * self._size)

    def views(self) -> list[FootFit]:
        """From several heights above the sole and from all round, each turned and scaled as the picture says.

        The turn in the picture follows from the points themselves, so a ring of eight suffices.
        """
        centre = self._rays.mean(axis=0)
        rays = self._rays - centre
        model = self._mean - self._mean.mean(axis=0)
        starts = []
        for height in _HEIGHTS_RAD:
            for around in np.arange(8) * (np.pi / 4.0):
                turn = _view(height, around)
                flat = model @ turn.T
                a = flat[:, 0] + 1j * flat[:, 1]
                b = rays[:, 0] + 1j * rays[:, 1]
                spin = np.vdot(a, b) / max(float(np.vdot(a, a).real), 1e-9)
                if abs(spin) < 1e-9:
                    continue
                residual = float((np.abs(b - spin * a) ** 2).sum())
                angle = np.angle(spin)
                c, s = np.cos(angle), np.sin(angle)
                rotation = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]) @ turn
                depth = 1.0 / abs(spin)
                middle = np.array([centre[0] * depth, centre[1] * depth, depth])
                translation = (middle - rotation @ self._mean.mean(axis=0)) * self._length_mm
                starts.append((residual, FootFit(Pose(rotation, translation), np.zeros(len(MODES)))))
        return [start for _, start in sorted(starts, key=lambda one: one[0])[:5]]

    def solve(self, start: FootFit) -> tuple[float, FootFit] | None:
        """The cost and the fit from a start; None where it leaves what can be seen."""
        rotation = start.pose.rotation
        translation = start.pose.translation_mm / self._length_mm
        shape = start.shape
        for _ in range(_MOST_STEPS):
            model = self.model(shape)
            turned = model @ rotation.T
            at = turned + translation
            if at[:, 2].min() < 0.05:
                return None
            step = self._step(turned, at, rotation, shape)
            if step is None:
                return None
            # A view from far off the mark would throw the foot behind the camera.
            most = max(
                float(np.abs(step[:3]).max()) / 0.5, float(np.abs(step[3:6]).max()) / (0.3 * at[0, 2]), 1.0
            )
            step /= most
            rotation = rotation_from_vector(step[:3]) @ rotation
            translation = translation + step[3:6]
            shape = shape + step[6:]
            if np.abs(step[:3]).max() < _SMALL_STEP:
                break
        at = self.model(shape) @ rotation.T + translation
        if at[:, 2].min() < 0.05 or not np.isfinite(at).all():
            return None
        # The camera in foot space: below the sole nobody sees a foot.
        if (rotation.T @ -translation)[1] <= 0.0:
            return None
        error = at[:, :2] / at[:, 2:] - self._rays
        squared = (error**2).sum(axis=1)
        cost = float(self._weight @ squared + shape @ shape)
        u, _, vt = np.linalg.svd(rotation)
        rms_px = float(np.sqrt(squared.mean())) * self._focal
        return cost, FootFit(Pose(u @ vt, translation * self._length_mm, rms_px), shape)

    def _step(self, turned: Array, at: Array, rotation: Array, shape: Array) -> Array | None:
        """(6 + k,): rotation vector, translation in foot lengths, shape."""
        inverse = 1.0 / at[:, 2]
        x, y = at[:, 0] * inverse, at[:, 1] * inverse
        count = 6 + len(shape)
        # d(at)/d(parameters), (8, 3, 6 + k)
        moved = np.zeros((len(at), 3, count))
        a, b, c = turned.T
        moved[:, 1, 0], moved[:, 2, 0] = -c, b
        moved[:, 0, 1], moved[:, 2, 1] = c, -a
        moved[:, 0, 2], moved[:, 1, 2] = -b, a
        moved[:, 0, 3] = moved[:, 1, 4] = moved[:, 2, 5] = 1.0
        moved[:, :, 6:] = np.einsum("ij,kpj->pik", rotation, self._modes)
        jacobian = np.stack(
            [
                (moved[:, 0] - x[:, None] * moved[:, 2]) * inverse[:, None],
                (moved[:, 1] - y[:, None] * moved[:, 2]) * inverse[:, None],
            ],
            axis=1,
        )
        error = self._rays - np.stack([x, y], axis=1)
        squared = (error**2).sum(axis=1) * self._weight
        weight = self._weight / (1.0 + squared / _OUTLIER**2) ** 2
        weighted = jacobian * weight[:, None, None]
        normal = np.einsum("pij,pik->jk", weighted, jacobian)
        right = np.einsum("pij,pi->j", weighted, error)
        inner = np.arange(6, count)
        normal[inner, inner] += 1.0
        right[6:] -= shape
        normal[np.arange(6), np.arange(6)] += 1e-6 * normal.diagonal()[:6]
        try:
            step: Array = np.linalg.solve(normal, right)
        except np.linalg.LinAlgError:
            return None
        return step if np.isfinite(step).all() else None


def _view(height_rad: float, around_rad: float) -> Array:
    """camera_from_foot for a camera `height_rad` above the sole plane that has gone round the foot."""
    c, s = np.cos(around_rad), np.sin(around_rad)
    about_y = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
    c, s = np.cos(height_rad), np.sin(height_rad)
    # Seen level from the front: y up becomes y down, and the toe points at the camera.
    facing = np.diag([1.0, -1.0, -1.0])
    tilt = np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
    view: Array = tilt @ facing @ about_y
    return view
