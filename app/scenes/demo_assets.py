"""The demo subject's pictures and geometry, as models/recipes/demo_face left them in resources/face/demo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError
from ..core.maths import Array
from ..core.pose import Pose
from ..store.resource_path import resource_path

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class DemoGeometry:
    """The photograph's camera and pose, and the head's relief over a grid of the photograph.

    Boxes are left, top, right, bottom in px of the photograph (`frame_box`: left, top, width, height).
    `photo_camera` is focal length, cx, cy in its px. `head_mm` (rows * columns, 3) is in head space;
    `moves` holds what each expression adds to it in mm, and for "jaw" a weight (n, 1).
    Landmark k of the first 468 is `landmark_weights[k] @ head[landmark_nodes[k]]`.
    """

    frame_box: Array
    head_box: Array
    neck_box: Array
    photo_camera: Array
    photo_pose: Pose
    columns: Array
    rows: Array
    head_mm: Array
    landmark_nodes: NDArray[np.int32]
    landmark_weights: Array
    landmarks_mm: Array
    teeth_mm: Array
    eye_side_mm: float
    moves: dict[str, NDArray[np.float32]]


def picture(name: str, alpha: str | None = None) -> Pixels:
    """(h, w, 3) RGB, or (h, w, 4) with the alpha of a second file. Raises UserError if damaged."""
    colour = cv2.cvtColor(_read(name, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    if alpha is None:
        return np.asarray(colour, np.uint8)
    return np.dstack([colour, _read(alpha, cv2.IMREAD_GRAYSCALE)])


def grey(name: str) -> NDArray[np.float32]:
    """(h, w) in 0..1. Raises UserError when it cannot be read."""
    return _read(name, cv2.IMREAD_GRAYSCALE).astype(np.float32) / 255.0


def widened(cover: NDArray[np.float32], px: int) -> NDArray[np.float32]:
    """The largest coverage within `px` of each place."""
    return np.asarray(cv2.dilate(cover, np.ones((2 * px + 1, 2 * px + 1), np.uint8)), np.float32)


def _read(name: str, mode: int) -> Pixels:
    data = np.frombuffer(resource_path(f"face/demo/{name}").read_bytes(), np.uint8)
    image = cv2.imdecode(data, mode)
    if image is None:
        raise UserError(f"resources/face/demo/{name} is damaged; install Lookglass again.")
    return np.asarray(image, np.uint8)


@cache
def geometry() -> DemoGeometry:
    """Read once."""
    with np.load(resource_path("face/demo/geometry.npz")) as data:
        return DemoGeometry(
            frame_box=data["frame_box"],
            head_box=data["head_box"],
            neck_box=data["neck_box"],
            photo_camera=data["camera"],
            photo_pose=Pose.from_matrix(data["camera_from_head"]),
            columns=data["xs"].astype(np.float64),
            rows=data["ys"].astype(np.float64),
            head_mm=data["head_mm"].astype(np.float64),
            landmark_nodes=data["landmark_nodes"],
            landmark_weights=data["landmark_weights"].astype(np.float64),
            landmarks_mm=data["landmarks_mm"].astype(np.float64),
            teeth_mm=data["teeth_mm"].astype(np.float64),
            eye_side_mm=float(data["eye_side_mm"]),
            moves={
                k.removeprefix("move_"): data[k].astype(np.float32)
                for k in data.files
                if k.startswith("move_")
            },
        )
