"""The demo subject at one moment: the photograph's relief, moved by an expression, placed by a pose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core import face
from ..core.camera import Intrinsics
from ..core.maths import Array, rotation_from_euler, rotation_from_vector
from ..core.pose import CAMERA_FROM_FACING_HEAD, Pose
from .demo_assets import DemoGeometry
from .demo_motion import Motion
from .grid import Grid

WIDTH, HEIGHT = 1280, 720
# A portrait lens: the photograph was taken from afar, and a wide angle would give it another face.
FIELD_OF_VIEW_RAD = float(np.deg2rad(30.0))
PIVOT_MM = np.array([0.0, -62.0, -88.0])  # where skull and neck meet, below and behind the eyes
HINGE_MM = np.array([0.0, -28.0, -72.0])  # the jaw's joints lie just before the ears
JAW_LEVER_MM = 92.0  # from the joints to the lower lip
EYE_RADIUS_MM, EYE_BULGE_MM = 12.5, 20.0
IRIS_RADIUS_MM = 6.4
EYE_HALF_MM = (18.5, 10.0)  # half of what is drawn: more than the lids ever open, less than the face is wide
TOWARDS_LAMP = np.array([-0.42, -0.62, -0.66])  # in camera space; the photograph's main lamp, up on the left
NECK_DEPTH_MM = 50.0
MOUTH_DEPTH_MM, EYE_DEPTH_MM = 9.0, 22.0
FOLD = 0.16  # cosine to the line of sight below which a fold fades
BACKDROP_DEPTH_MM = 2500.0


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One moment in camera mm: vertices of every layer, their brightness or coverage, landmarks, pose."""

    plate: Array
    neck: Array
    collar: Array
    hollow: Array
    teeth: Array
    eyes: tuple[Array, Array]
    eye_covers: tuple[Array, Array]
    head: Array
    head_shade: Array
    head_cover: Array
    landmarks: Array
    pose: Pose


class DemoShape:
    """Places the subject for a motion. Pure: the same motion gives the same shape."""

    def __init__(
        self, geometry: DemoGeometry, torso: NDArray[np.float32], head_cover: NDArray[np.float32]
    ) -> None:
        self._g = geometry
        self.camera = Intrinsics.from_vertical_fov(WIDTH, HEIGHT, FIELD_OF_VIEW_RAD)
        self._zoom = WIDTH / float(geometry.frame_box[2])
        frame = geometry.frame_box
        frame_box = np.array([frame[0], frame[1], frame[0] + frame[2], frame[1] + frame[3]])
        head = Grid.over(geometry.columns, geometry.rows, geometry.head_box)
        self.head = head.where(head_cover).farthest_first(geometry.head_mm)
        self.neck = Grid.regular(geometry.neck_box, 9, 15)
        self._torso = torso
        plate = Grid.regular(frame_box, 49, 28)
        self.plate, self.still_plate = plate.split(self._torso_at(self._frame_px(plate.at)) > 0.0)
        collar = np.array([168.0, 170.0, 278.0, 206.0])
        self.collar = Grid.over(
            np.linspace(collar[0], collar[2], 12), np.linspace(collar[1], collar[3], 6), frame_box
        )
        self.teeth = Grid.regular(np.array([0.0, 0.0, 1.0, 1.0]), 9, 5)
        self.hollow = Grid.regular(np.array([0.0, 0.0, 1.0, 1.0]), 5, 6)
        half = geometry.eye_side_mm / 2
        across, down = (
            np.linspace(-EYE_HALF_MM[0], EYE_HALF_MM[0], 15),
            np.linspace(-EYE_HALF_MM[1], EYE_HALF_MM[1], 9),
        )
        self.eye = Grid.over(across, down, np.array([-half, -half, half, half]))
        self._rest = self._resting_pose()
        self._normals = self._head_normals()
        # Below hair and ears only: there the cheek folds before the backdrop, higher up before them.
        x, y = np.abs(geometry.head_mm[:, 0]), geometry.head_mm[:, 1]
        self._side = (x > 34.0 - 0.5 * np.maximum(0.0, -y - 70.0)) & (y < -56.0)
        self._hollow_mm, self._hollow_jaw = self._hollow_at_rest()
        self._neck_rest = self.camera.unproject(self._frame_px(self.neck.at), self._depth + NECK_DEPTH_MM)
        low, high = 192.0, 134.0  # px of the photograph: the collar, and where the neck goes with the head
        rise = np.clip((low - self.neck.at[:, 1]) / (low - high), 0.0, 1.0)
        self._neck_follows = 0.7 * rise * rise * (3.0 - 2.0 * rise)

    def _frame_px(self, at: Array) -> Array:
        return (at - self._g.frame_box[:2]) * self._zoom

    def _resting_pose(self) -> Pose:
        """The photograph's pose under our camera: the eyes at the same place, as large as there."""
        focal, cx, cy = self._g.photo_camera
        t = self._g.photo_pose.translation_mm
        at = t[:2] / t[2] * focal + [cx, cy]
        self._depth = float(t[2] * self.camera.fx / (focal * self._zoom))
        return Pose(self._g.photo_pose.rotation, self.camera.unproject(self._frame_px(at), self._depth))

    @property
    def rest_angles(self) -> tuple[float, float, float]:
        """Yaw, pitch, roll of the photograph in radians."""
        e = CAMERA_FROM_FACING_HEAD.T @ self._rest.rotation
        return (
            float(np.arctan2(e[0, 2], e[2, 2])),
            float(np.arcsin(-e[1, 2])),
            float(np.arctan2(e[1, 0], e[1, 1])),
        )

    def _head_normals(self) -> Array:
        """(n, 3) unit normals of the relief in head space, smoothed by its own coarse grid."""
        ny, nx = len(self._g.rows), len(self._g.columns)
        v = self._g.head_mm.reshape(ny, nx, 3)
        along, down = np.gradient(v, axis=1), np.gradient(v, axis=0)
        normal = np.cross(down, along)
        for _ in range(3):
            padded = np.pad(normal, ((1, 1), (1, 1), (0, 0)), mode="edge")
            normal = (
                padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:] + normal
            ) / 5
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        return normal.reshape(-1, 3)

    def _hollow_at_rest(self) -> tuple[Array, Array]:
        """The mouth's inside in head space (n, 3), and how far each node goes with the jaw (n, 1)."""
        v = self._g.landmarks_mm
        left, right = v[61], v[291]
        top, bottom = v[13, 1] + 5.0, v[14, 1] - 9.0
        u, w = self.hollow.at[:, :1], self.hollow.at[:, 1:]
        x = left[0] - 1.5 + u * (right[0] - left[0] + 3.0)
        y = top + w * (bottom - top)
        middle, ends = v[[13, 14], 2].mean() - 13.0, v[[61, 291], 2].mean() - 2.0
        z = middle + (ends - middle) * (2.0 * u - 1.0) ** 2
        return np.concatenate([x, y, z], axis=1), w

    def pose(self, motion: Motion) -> Pose:
        """camera_from_head of a motion: turned about the neck, then shifted."""
        rest = self.rest_angles
        yaw, pitch, roll = (
            own if given is None else given
            for own, given in zip(rest, (motion.yaw_rad, motion.pitch_rad, motion.roll_rad), strict=True)
        )
        rotation = CAMERA_FROM_FACING_HEAD @ rotation_from_euler(yaw_rad=yaw, pitch_rad=pitch, roll_rad=roll)
        return Pose(rotation, self._rest.apply(PIVOT_MM[None])[0] + motion.shift_mm - rotation @ PIVOT_MM)

    def place(self, motion: Motion) -> Placed:
        """The whole subject for a motion."""
        pose = self.pose(motion)
        head = self._expression(motion)
        landmarks = np.empty((face.FACE_POINTS, 3))
        landmarks[:468] = np.einsum("nc,nck->nk", self._g.landmark_weights, head[self._g.landmark_nodes])
        eyes, covers = [], []
        for iris in (face.IRIS_RIGHT, face.IRIS_LEFT):
            vertices, ring = self._eye(iris, pose, motion)
            covers.append(self._eye_cover(iris, vertices))
            eyes.append(_behind(pose.apply(vertices), EYE_DEPTH_MM))
            landmarks[list(iris)] = ring
        head_camera = pose.apply(head)
        return Placed(
            plate=self._backdrop(self.plate.at, motion),
            neck=self._neck(pose, motion),
            collar=self._backdrop(self.collar.at, motion),
            hollow=_behind(pose.apply(self._jaw(self._hollow_mm, self._hollow_jaw, motion)), MOUTH_DEPTH_MM),
            teeth=_behind(pose.apply(self._g.teeth_mm), MOUTH_DEPTH_MM),
            eyes=(eyes[0], eyes[1]),
            eye_covers=(covers[0], covers[1]),
            head=head_camera,
            head_shade=self._shade(pose),
            head_cover=self._cover(pose, head_camera),
            landmarks=pose.apply(landmarks),
            pose=pose,
        )

    def _expression(self, motion: Motion) -> Array:
        moves = self._g.moves
        amounts = {
            "close": motion.lips_closed,
            "relax": motion.relaxed,
            "blink_right": motion.blink[0],
            "blink_left": motion.blink[1],
            "brows": motion.brows,
        }
        head = self._g.head_mm
        for name, amount in amounts.items():
            if amount != 0.0:
                head = head + amount * moves[name]
        return self._jaw(head, moves["jaw"], motion)

    @staticmethod
    def _jaw(vertices: Array, weight: NDArray[np.floating], motion: Motion) -> Array:
        """The lower jaw turned about its joints; `weight` (n, 1) says how far each vertex goes with it."""
        if motion.mouth_open_mm == 0.0:
            return vertices
        turn = rotation_from_vector([motion.mouth_open_mm / JAW_LEVER_MM, 0.0, 0.0])
        arm = vertices - HINGE_MM
        return vertices + weight * (arm @ (turn - np.eye(3)).T)

    def _eye(self, iris: tuple[int, ...], pose: Pose, motion: Motion) -> tuple[Array, Array]:
        """An eyeball looking at the camera plus `motion.look`: vertices and iris points in head space."""
        rest = self._g.landmarks_mm[list(iris)]
        rest_camera = -self._rest.translation_mm @ self._rest.rotation
        centre = rest[0] - EYE_RADIUS_MM * _unit(rest_camera - rest[0])
        target = np.array([np.tan(motion.look[0]), np.tan(motion.look[1]), 0.0]) * pose.translation_mm[2]
        forward = _unit((target - pose.translation_mm) @ pose.rotation - centre)
        right = _unit(np.array([1.0, 0.0, 0.0]) - forward[0] * forward)
        axes = np.stack([right, -np.cross(forward, right), forward])

        def on_ball(at: Array) -> Array:
            out = EYE_RADIUS_MM - (at**2).sum(axis=1, keepdims=True) / (2 * EYE_BULGE_MM)
            placed: Array = centre + np.concatenate([at, out], axis=1) @ axes
            return placed

        spokes = (rest[1:] - rest[0])[:, :2] * [1.0, -1.0]
        ring = IRIS_RADIUS_MM * spokes / np.linalg.norm(spokes, axis=1, keepdims=True)
        return on_ball(self.eye.at), on_ball(np.concatenate([np.zeros((1, 2)), ring]))

    def _eye_cover(self, iris: tuple[int, ...], vertices: Array) -> Array:
        """Where an eyeball is drawn: not beyond the outer corner of the lids, where the temple turns away."""
        corner = 33 if iris is face.IRIS_RIGHT else 263
        beyond = (vertices[:, 0] - self._g.landmarks_mm[corner, 0]) * (-1.0 if corner == 33 else 1.0)
        cover: Array = np.clip(1.0 - (beyond - 0.5) / 1.5, 0.0, 1.0)
        return cover

    def _neck(self, pose: Pose, motion: Motion) -> Array:
        """The neck between the shoulders, which hardly move, and the head."""
        in_head = (self._neck_rest - self._rest.translation_mm) @ self._rest.rotation
        sway = np.array([*motion.sway_px, 0.0]) * (self._depth / self.camera.fx)
        follows = self._neck_follows[:, None]
        return follows * pose.apply(in_head) + (1.0 - follows) * (self._neck_rest + sway)

    def _torso_at(self, px: Array) -> Array:
        """How far places (n, 2) in px of the frame go with the shoulders, 0..1, (n,)."""
        h, w = self._torso.shape
        column = np.clip(px[:, 0] / WIDTH * w, 0, w - 1).astype(int)
        row = np.clip(px[:, 1] / HEIGHT * h, 0, h - 1).astype(int)
        return self._torso[row, column].astype(np.float64)

    def _backdrop(self, at: Array, motion: Motion) -> Array:
        px = self._frame_px(at)
        swayed = px + self._torso_at(px)[:, None] * motion.sway_px
        # The picture ends at its border and the shoulders do not: the border is stretched, never drawn in.
        size = np.array([WIDTH, HEIGHT])
        swayed = np.where(px <= 1e-6, np.minimum(swayed, 0.0), swayed)
        swayed = np.where(px >= size - 1e-6, np.maximum(swayed, size), swayed)
        return self.camera.unproject(swayed, BACKDROP_DEPTH_MM)

    def _shade(self, pose: Pose) -> Array:
        """The lamp stays where it is while the head turns: brightness relative to the photograph's."""
        now = self._normals @ (pose.rotation.T @ TOWARDS_LAMP)
        then = self._normals @ (self._rest.rotation.T @ TOWARDS_LAMP)
        shade: Array = np.clip(1.0 + 0.28 * (now - then), 0.7, 1.18)
        return shade

    def _cover(self, pose: Pose, head_camera: Array) -> Array:
        """Coverage by facing: cheeks and jaw end softly where they turn away, their back is not drawn."""
        rays = head_camera / np.linalg.norm(head_camera, axis=1, keepdims=True)
        facing = -np.einsum("nk,nk->n", self._normals @ pose.rotation.T, rays)
        cover: Array = np.where(self._side, np.clip((facing - 0.02) / FOLD, 0.0, 1.0), 1.0)
        return cover


def _behind(camera_mm: Array, depth_mm: float) -> Array:
    """The same places in the picture, deeper: lids and lips close over it, and it hides the hair behind."""
    return camera_mm * (1.0 + depth_mm / camera_mm[:, 2:])


def _unit(v: Array) -> Array:
    unit: Array = v / np.linalg.norm(v)
    return unit
