"""A foot's pose in millimetres from its eight keypoints.

Gauss-Newton on the reprojection error of a foot whose shape may give way a little (feet and shoes differ in
width and height), started from the pose before or from a ring of views. A foot is looked at from above its
sole: of the two poses that explain nearly flat points, that one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.foot import KEYPOINTS, LEFT, USUAL_LENGTH_MM
from ..core.foot_shape import SHAPES
from ..core.maths import Array, expect_shape
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
# No foot is nearer to the camera than this, in foot lengths.
_NEAREST = 0.05
COLD = Missing("no pose yet")


@group("feet")
@dataclass(frozen=True, slots=True)
class FeetParams:
    """How feet are found and fitted.

    The network's answers shift by a few percent with the region that it sees, several times as much as a
    face's do: by default that lies still for a foot that hardly moves.
    """

    min_score: Annotated[
        float,
        Knob(0.1, 0.95, 0.05, "", "How sure the network must be of a foot that it follows; of a new one it "
             "must be surer."),
    ] = 0.35  # fmt: skip
    length_mm: Annotated[
        float,
        Knob(120, 380, 1, "mm", "How long the foot is with what is worn on it: the scale of everything."),
    ] = USUAL_LENGTH_MM
    slack: Annotated[
        float,
        Knob(0, 10, 0.5, "%", "How far a foot may move in the region that the network sees before that "
             "follows at once; more is calmer."),
    ] = 3.0  # fmt: skip
    settle_hz: Annotated[
        float,
        Knob(0, 15, 0.1, "Hz", "How fast that region centres on a foot that rests within the slack."),
    ] = 0.0
    give: Annotated[
        float,
        Knob(0, 2, 0.1, "", "How far width and height may differ from the usual; 0 takes every foot for the "
             "same."),
    ] = 1.0  # fmt: skip

    @property
    def looking(self) -> tuple[float, ...]:
        """The knobs that say where the network looks, and what it finds there."""
        return self.min_score, self.slack, self.settle_hz


@dataclass(frozen=True, slots=True, eq=False)
class FootFit:
    """camera_from_foot, and the `shape` (k,) in standard deviations, of SHAPES[kind], that goes with it."""

    pose: Pose
    shape: Array
    kind: str = "any"


def fit_foot(
    points: NDArray[np.float32],
    visible: NDArray[np.float32],
    side: int,
    *,
    camera: Intrinsics,
    previous: FootFit | Missing = COLD,
    footwear: str = "",
    params: FeetParams | None = None,
) -> FootFit | Missing:
    """The pose of a foot with keypoints `points` (8, 2 or more) in picture px, in anatomical order.

    `footwear` is one of core.foot.FOOTWEAR, "" where it is not known. Missing when the points do not make a
    foot.
    """
    expect_shape("visible", visible, (len(KEYPOINTS),))
    params = params or FeetParams()
    seen = np.asarray(points[:, :2], np.float64)
    if seen.shape != (len(KEYPOINTS), 2) or not np.isfinite(seen).all():
        return Missing("keypoints are not numbers")
    size_px = float(np.ptp(seen, axis=0).max())
    if size_px < _LEAST_FOOT_PX:
        return Missing("foot too small for a pose")
    kind = footwear if footwear in SHAPES else "any"
    problem = _Problem(seen, visible, side, camera, params, size_px, kind)
    if isinstance(previous, FootFit) and previous.kind != kind:
        previous = FootFit(previous.pose, np.zeros(len(SHAPES[kind].spread)), kind)
    starts = problem.views() if isinstance(previous, Missing) or not problem.is_near(previous) else [previous]
    solved = problem.solve(starts) if starts else None
    if solved is None or solved[0] > _WORST**2 * 2 * len(seen):
        return Missing("keypoints do not make a foot")
    return solved[1]


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
        kind: str,
    ) -> None:
        self._kind, shape = kind, SHAPES[kind]
        self._length_mm = params.length_mm
        mirror = np.array([-1.0 if side == LEFT else 1.0, 1.0, 1.0])
        self._mean = shape.mean * mirror
        self._modes = shape.modes * shape.spread[:, None, None] * mirror * params.give
        # (3, k * 8): a rotation turns all directions of all modes at once.
        self._modes_across = np.ascontiguousarray(self._modes.transpose(2, 0, 1)).reshape(3, -1)
        self._rays = (seen - (camera.cx, camera.cy)) / (camera.fx, camera.fy)
        self._focal = (camera.fx + camera.fy) / 2.0
        self._size = size_px / self._focal
        sigma = _SIGMA * self._size * (1.0 + (_HIDDEN - 1.0) * (1.0 - np.clip(visible, 0.0, 1.0)))
        self._weight = 1.0 / np.asarray(sigma, np.float64) ** 2

    def model(self, shape: Array) -> Array:
        """(..., 8, 3) in foot lengths, for shapes (..., k)."""
        points: Array = self._mean + np.tensordot(shape, self._modes, 1)
        return points

    def is_near(self, fit: FootFit) -> bool:
        """Whether a fit explains the points well enough to start from."""
        at = self.model(fit.shape) @ fit.pose.rotation.T + fit.pose.translation_mm / self._length_mm
        if at[:, 2].min() < _NEAREST:
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
                starts.append(
                    (residual, FootFit(Pose(rotation, translation), np.zeros(len(self._modes)), self._kind))
                )
        return [start for _, start in sorted(starts, key=lambda one: one[0])[:5]]

    def solve(self, starts: Sequence[FootFit]) -> tuple[float, FootFit] | None:
        """The lowest cost and its fit, of those reached from the starts; None where none is to be believed.

        All starts go at once, as rows: numpy takes hardly longer over five than over one.
        """
        rotation = np.stack([start.pose.rotation for start in starts])
        translation = np.stack([start.pose.translation_mm for start in starts]) / self._length_mm
        shape = np.stack([start.shape for start in starts])
        for _ in range(_MOST_STEPS):
            step = self._step(rotation, translation, shape)
            if step is None:
                return None
            rotation = _turned(rotation, step[:, :3])
            translation = translation + step[:, 3:6]
            shape = shape + step[:, 6:]
            if np.abs(step).max(axis=1).min() < _SMALL_STEP:
                break
        at = self._placed(rotation, translation, shape)[0]
        error = at[..., :2] / np.maximum(at[..., 2:], _NEAREST) - self._rays
        squared = (error**2).sum(axis=2)
        cost = squared @ self._weight + (shape**2).sum(axis=1)
        # The camera in foot space: below the sole nobody sees a foot.
        above = -np.einsum("sji,sj->si", rotation, translation)[:, 1]
        possible = (at[..., 2].min(axis=1) > _NEAREST) & (above > 0.0) & np.isfinite(cost)
        if not possible.any():
            return None
        best = int(np.argmin(np.where(possible, cost, np.inf)))
        u, _, vt = np.linalg.svd(rotation[best])
        rms_px = float(np.sqrt(squared[best].mean())) * self._focal
        pose = Pose(u @ vt, translation[best] * self._length_mm, rms_px)
        return float(cost[best]), FootFit(pose, shape[best], self._kind)

    def _placed(self, rotation: Array, translation: Array, shape: Array) -> tuple[Array, Array]:
        """(s, 8, 3) the model in camera space, in foot lengths, and the same before it is moved there."""
        turned = self.model(shape) @ rotation.transpose(0, 2, 1)
        return turned + translation[:, None], turned

    def _step(self, rotation: Array, translation: Array, shape: Array) -> Array | None:
        """(s, 6 + k): rotation vector, translation in foot lengths, shape."""
        at, turned = self._placed(rotation, translation, shape)
        inverse = 1.0 / np.maximum(at[..., 2], _NEAREST)
        x, y = at[..., 0] * inverse, at[..., 1] * inverse
        starts, points = x.shape
        count = 6 + shape.shape[1]
        # d(at)/d(parameters) as rows: (s, 6 + k, 3, 8)
        moved = np.zeros((starts, count, 3, points))
        a, b, c = turned.transpose(2, 0, 1)
        moved[:, 0, 1], moved[:, 0, 2] = -c, b
        moved[:, 1, 0], moved[:, 1, 2] = c, -a
        moved[:, 2, 0], moved[:, 2, 1] = -b, a
        moved[:, 3, 0] = moved[:, 4, 1] = moved[:, 5, 2] = 1.0
        moved[:, 6:] = (rotation @ self._modes_across).reshape(starts, 3, -1, points).transpose(0, 2, 1, 3)
        jacobian = np.empty((starts, count, 2, points))
        jacobian[:, :, 0] = (moved[:, :, 0] - x[:, None] * moved[:, :, 2]) * inverse[:, None]
        jacobian[:, :, 1] = (moved[:, :, 1] - y[:, None] * moved[:, :, 2]) * inverse[:, None]
        error = np.stack([self._rays[:, 0] - x, self._rays[:, 1] - y], axis=1)
        squared = (error**2).sum(axis=1) * self._weight
        weight = self._weight / (1.0 + squared / _OUTLIER**2) ** 2
        weighted = (jacobian * weight[:, None, None]).reshape(starts, count, -1)
        flat = jacobian.reshape(starts, count, -1)
        normal = weighted @ flat.transpose(0, 2, 1)
        right = (weighted @ error.reshape(starts, -1, 1))[..., 0]
        right[:, 6:] -= shape
        diagonal = np.arange(count)
        normal[:, diagonal, diagonal] *= 1.0 + 1e-6
        normal[:, diagonal[6:], diagonal[6:]] += 1.0
        try:
            step: Array = np.linalg.solve(normal, right[..., None])[..., 0]
        except np.linalg.LinAlgError:
            return None
        if not np.isfinite(step).all():
            return None
        # From a view far off the mark the foot would be thrown behind the camera.
        most = np.maximum(
            np.abs(step[:, :3]).max(axis=1) / 0.5,
            np.abs(step[:, 3:6]).max(axis=1) / (0.3 * np.abs(translation[:, 2]) + _NEAREST),
        )
        held: Array = step / np.maximum(most, 1.0)[:, None]
        return held


def _turned(rotation: Array, vector: Array) -> Array:
    """Rotations (s, 3, 3) turned further by rotation vectors (s, 3): Rodrigues."""
    angle = np.maximum(np.linalg.norm(vector, axis=1), 1e-12)
    x, y, z = (vector / angle[:, None]).T
    none = np.zeros_like(x)
    cross = np.stack([none, -z, y, z, none, -x, -y, x, none], axis=1).reshape(-1, 3, 3)
    sine, versine = np.sin(angle)[:, None, None], (1.0 - np.cos(angle))[:, None, None]
    turned: Array = rotation + (sine * cross + versine * (cross @ cross)) @ rotation
    return turned


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
