"""Tracks and truths made up of arrays, for the scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.core.maths import Array
from app.lab.tracks import Track

FACE_PX = 200.0
MM_PER_PX = 0.7
CAMERA = Intrinsics.from_vertical_fov(1280, 720)


@dataclass
class MadeUp:
    """What is true of a made-up clip."""

    t_ns: NDArray[np.int64]
    epoch: NDArray[np.int64]
    points: Array
    valid: NDArray[np.bool_]
    mm_per_px: Array
    pose: Array
    has_pose: NDArray[np.bool_]


def times(seconds: float = 5.0, fps: float = 30.0, uneven: float = 0.0) -> Array:
    rng = np.random.default_rng(4)
    count = round(seconds * fps)
    return np.asarray((np.arange(count) + uneven * rng.uniform(-0.5, 0.5, count)) / fps)


def face() -> Array:
    """(478, 2) px about (0, 0): a disc of points whose edges lie FACE_PX apart."""
    points = np.random.default_rng(0).uniform(-80.0, 80.0, (478, 2))
    points[234], points[454] = (-FACE_PX / 2, 0.0), (FACE_PX / 2, 0.0)
    return np.asarray(points)


def moved(t_s: Array, *, x: Any = 0.0, y: Any = 0.0, roll_rad: Any = 0.0, scale: Any = 1.0) -> Array:
    """(n, 478, 2): the face at 640, 360, moved; each is a number or (n,)."""
    turn = np.broadcast_to(scale * np.exp(1j * np.asarray(roll_rad)), t_s.shape)
    at = np.broadcast_to(640.0 + x + 1j * (360.0 + np.asarray(y)), t_s.shape)
    shape = face()
    placed = at[:, None] + turn[:, None] * (shape[:, 0] + 1j * shape[:, 1])[None, :]
    return np.stack([placed.real, placed.imag], axis=-1)


def truth_of(t_s: Array, points: Array, **changes: Any) -> MadeUp:
    n = len(t_s)
    made = MadeUp(
        np.round(t_s * 1e9).astype(np.int64),
        np.zeros(n, np.int64),
        points,
        np.ones((n, 478), np.bool_),
        np.full(n, MM_PER_PX),
        np.tile(np.eye(4), (n, 1, 1)),
        np.zeros(n, np.bool_),
    )
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def track_of(t_s: Array, points: Array, **changes: Any) -> Track:
    n = len(t_s)
    values: dict[str, Any] = {
        "camera": CAMERA,
        "t_ns": np.round(t_s * 1e9).astype(np.int64),
        "epoch": np.zeros(n, np.int64),
        "present": np.ones(n, np.bool_),
        "ids": np.zeros(n, np.int64),
        "points": np.asarray(points, np.float64),
        "raw": np.asarray(points, np.float64),
        "pose": np.tile(np.eye(4), (n, 1, 1)),
        "has_pose": np.zeros(n, np.bool_),
        "ms": np.full(n, 5.0),
    }
    return Track(**(values | changes))
