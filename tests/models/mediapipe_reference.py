"""MediaPipe itself as the reference: its crop, and its points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

LANDMARK_GRAPH = "mediapipe/modules/face_landmark/face_landmark_front_cpu.binarypb"
CROP_PX = 192


@dataclass(frozen=True, slots=True)
class Crop:
    """A turned square of the picture: `picture_from_crop` (2, 3) in px, as MediaPipe warps it."""

    image: Array
    picture_from_crop: Array
    scale: float


@dataclass(frozen=True, slots=True)
class Mesh:
    """478 points (x, y, z in picture px) and the crop that MediaPipe found them in."""

    points: Array
    crop: Crop


class LandmarkReference:
    """MediaPipe's face landmark graph, a fresh detection for every picture."""

    def __init__(self) -> None:
        from mediapipe.python.solution_base import SolutionBase

        self._graph = SolutionBase(
            binary_graph_path=LANDMARK_GRAPH,
            side_inputs={"num_faces": 1, "with_attention": True, "use_prev_landmarks": False},
            outputs=["multi_face_landmarks", "face_rects_from_detections"],
        )

    def find(self, rgb: Array) -> Mesh | None:
        """The first face of an RGB picture (H, W, 3) uint8; None if MediaPipe sees none."""
        result = self._graph.process(rgb)
        if not result.multi_face_landmarks:
            return None
        height, width = rgb.shape[:2]
        points = [(p.x * width, p.y * height, p.z * width) for p in result.multi_face_landmarks[0].landmark]
        return Mesh(np.array(points), crop_of(rgb, result.face_rects_from_detections[0]))

    def close(self) -> None:
        """End the graph."""
        self._graph.close()


def crop_of(rgb: Array, rect: Any) -> Crop:
    """Warp MediaPipe's NormalizedRect as its ImageToTensorCalculator does: bilinear, edges repeated."""
    height, width = rgb.shape[:2]
    cos, sin = np.cos(rect.rotation), np.sin(rect.rotation)
    size = np.array([rect.width * width, rect.height * height])
    linear = np.array([[cos, -sin], [sin, cos]]) * size / CROP_PX
    centre = np.array([rect.x_center * width, rect.y_center * height])
    picture_from_crop = np.column_stack([linear, centre - linear @ np.full(2, CROP_PX / 2)])
    corners = np.array([[0, CROP_PX], [0, 0], [CROP_PX, 0], [CROP_PX, CROP_PX]], np.float32)
    in_picture = (corners @ linear.T + picture_from_crop[:, 2]).astype(np.float32)
    image = cv2.warpPerspective(
        rgb,
        cv2.getPerspectiveTransform(in_picture, corners),
        (CROP_PX, CROP_PX),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Crop(image, picture_from_crop, size[0] / CROP_PX)


def to_picture(landmarks: Array, crop: Crop) -> Array:
    """(478, 3) crop px to (478, 3) picture px."""
    xy = landmarks[:, :2] @ crop.picture_from_crop[:, :2].T + crop.picture_from_crop[:, 2]
    return np.column_stack([xy, landmarks[:, 2] * crop.scale])
