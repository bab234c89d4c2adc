"""What is true of a clip, frame by frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

EDGE_RIGHT, EDGE_LEFT = 234, 454  # a face's width is their distance


@dataclass(frozen=True, slots=True, eq=False)
class FrameTruth:
    """One frame: `points` (k, 2) float64 px in the middle of the exposure, k 478 of a face and 8 of a foot;
    `valid` (k,) where that is known and in view, `face_px` the face's width or the foot's extent, `mm_per_px`
    there, `pose` (4, 4) camera_from_head, camera_from_foot or None."""

    points: NDArray[np.float64]
    valid: NDArray[np.bool_]
    face_px: float
    mm_per_px: float
    pose: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """All n frames: `t_ns` (n,), `epoch` (n,), `points` (n, k, 2) float32 px, `valid` (n, k) bool, `face_px`
    (n,), `mm_per_px` (n,), `pose` (n, 4, 4) camera_from_head or camera_from_foot (the identity where
    `has_pose` (n,) is false), `meta` with spec, seed and version. See FrameTruth."""

    t_ns: NDArray[np.int64]
    epoch: NDArray[np.int64]
    points: NDArray[np.float32]
    valid: NDArray[np.bool_]
    face_px: NDArray[np.float64]
    mm_per_px: NDArray[np.float64]
    pose: NDArray[np.float64]
    has_pose: NDArray[np.bool_]
    meta: dict[str, Any]

    def __post_init__(self) -> None:
        n, k = len(self.t_ns), self.points.shape[1] if self.points.ndim == 3 else 0
        for name, shape in {
            "epoch": (n,),
            "points": (n, k, 2),
            "valid": (n, k),
            "face_px": (n,),
            "mm_per_px": (n,),
            "pose": (n, 4, 4),
            "has_pose": (n,),
        }.items():
            got = getattr(self, name).shape
            if got != shape:
                raise ValueError(f"{name}: expected {shape}, got {got}")

    def __len__(self) -> int:
        return len(self.t_ns)

    @classmethod
    def of(cls, t_ns: NDArray[np.int64], frames: list[FrameTruth], meta: dict[str, Any]) -> Truth:
        poses = [np.eye(4) if frame.pose is None else frame.pose for frame in frames]
        return cls(
            t_ns=t_ns,
            epoch=np.zeros(len(t_ns), np.int64),
            points=np.stack([frame.points for frame in frames]).astype(np.float32),
            valid=np.stack([frame.valid for frame in frames]),
            face_px=np.array([frame.face_px for frame in frames]),
            mm_per_px=np.array([frame.mm_per_px for frame in frames]),
            pose=np.stack(poses),
            has_pose=np.array([frame.pose is not None for frame in frames]),
            meta=meta,
        )
