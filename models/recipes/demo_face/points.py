"""The landmarks of the photograph, averaged over many looks, and lifted into head space."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import onnxruntime
import portrait
import shape
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.core.missing import Missing
from app.core.pose import Pose
from app.stages.fit_face import PoseParams, fit_face
from app.store.face_mesh import load_face_mesh
from app.store.resource_path import model_path

Array = NDArray[np.float64]

LOOKS = 120
DISTANCE_MM = shape.PORTRAIT_DISTANCE_MM
# The network sees faces flatter than they are: on renders of its own relief it reads head turns a tenth
# too small.
RELIEF = 1.1


@dataclass(frozen=True)
class Lifted:
    """The photograph's camera and pose, and its landmarks in px and in head space (478, 3)."""

    camera: Intrinsics
    pose: Pose
    px: Array
    head_mm: Array

    def to_head(self, xy_px: Array, head_z_mm: Array) -> Array:
        """Picture points (..., 2) whose head-space z is known, in head space."""
        rays = np.concatenate(
            [
                (xy_px - [self.camera.cx, self.camera.cy]) / [self.camera.fx, self.camera.fy],
                np.ones_like(xy_px[..., :1]),
            ],
            axis=-1,
        )
        direction = rays @ self.pose.rotation  # camera rays in head axes
        origin = -self.pose.translation_mm @ self.pose.rotation
        along = (head_z_mm - origin[2]) / direction[..., 2]
        return origin + along[..., None] * direction


def averaged(picture: portrait.Image, window: portrait.Window) -> Array:
    """(478, 3) landmarks in px of the picture: the mean over crops like the app's own, mirror images and
    exposures."""
    network = onnxruntime.InferenceSession(str(model_path("face_landmarks.onnx")))
    mirror = load_face_mesh().mirror
    rng = np.random.default_rng(2)
    found = []
    for n in range(LOOKS):
        dx, dy = rng.uniform(-4, 4, 2)
        side, roll = window.side * rng.uniform(0.95, 1.06), window.roll_rad + rng.uniform(-0.03, 0.03)
        look = portrait.Window(window.cx + dx, window.cy + dy, side, roll, n % 2 == 1)
        image = np.clip(look.crop(picture) ** rng.uniform(0.85, 1.2), 0, 1).astype(np.float32)
        points = look.picture_points(network.run(None, {"image": image[None]})[0][0].astype(float))
        found.append(points[mirror] if look.mirrored else points)
    return np.mean(found, axis=0)


def lift(px: Array, size: tuple[int, int]) -> Lifted:
    """Weak-perspective landmarks to head space, for a portrait from DISTANCE_MM whose axis meets the face."""
    pupils = px[[468, 473]]
    unit = float(np.linalg.norm(pupils[0] - pupils[1])) / shape.PUPIL_DISTANCE_MM
    centre = pupils[:, :2].mean(axis=0)
    camera = Intrinsics(size[0], size[1], unit * DISTANCE_MM, unit * DISTANCE_MM, centre[0], centre[1])
    depth = DISTANCE_MM + (px[:, 2] - pupils[:, 2].mean()) / unit
    at = camera.unproject(px[:, :2], depth)
    projected = np.column_stack([px[:, :2], at[:, 2] * unit]).astype(np.float32)
    pose = fit_face(
        projected, camera=camera, mesh=load_face_mesh(), params=PoseParams(depth_weight=0.1, outlier=0.04)
    )
    if isinstance(pose, Missing):
        raise ValueError(f"no pose of the photograph: {pose.reason}")
    # The pose says how far the head is; the landmarks' own depths are taken relative to it.
    depth += pose.translation_mm[2] - DISTANCE_MM
    lifted = Lifted(
        camera, pose, px, (camera.unproject(px[:, :2], depth) - pose.translation_mm) @ pose.rotation
    )
    return replace(lifted, head_mm=lifted.to_head(px[:, :2], RELIEF * lifted.head_mm[:, 2]))
