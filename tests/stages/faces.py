"""Made-up faces for the tests of the stages: an oval of 478 points with eye corners where they belong."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.missing import Missing
from app.core.observations import Crop, FaceObservation
from app.core.tracks import FaceTrack

MS = 1_000_000
FRAME = 33 * MS


def points_at(x: float, y: float, size_px: float = 100.0, roll_rad: float = 0.0) -> NDArray[np.float32]:
    """(478, 3) float32: a face `size_px` high and 0.8 of it wide around (x, y), turned on the screen."""
    angle = np.linspace(0.0, 2.0 * np.pi, 478, endpoint=False)
    radius = np.sqrt(np.linspace(0.05, 1.0, 478))
    face = np.column_stack([0.4 * np.cos(angle * 7) * radius, 0.5 * np.sin(angle * 7) * radius])
    face[33], face[263] = (-0.25, -0.1), (0.25, -0.1)
    face[10], face[152], face[234], face[454] = (0, -0.5), (0, 0.5), (-0.4, 0), (0.4, 0)
    c, s = np.cos(roll_rad), np.sin(roll_rad)
    turned = face @ np.array([[c, s], [-s, c]])
    points = np.column_stack([turned * size_px + (x, y), 0.1 * size_px * np.cos(angle)])
    return points.astype(np.float32)


def seen_at(
    x: float, y: float = 200.0, size_px: float = 100.0, *, place: int | None = None, score: float = 0.9
) -> FaceObservation:
    points = points_at(x, y, size_px)
    return FaceObservation(points, np.ones(478, np.float32), score, Crop(x, y, 1.5 * size_px), place)


def track_of(
    points: NDArray[np.float32], *, track_id: int = 0, column: int = 0, present: bool = True
) -> FaceTrack:
    return FaceTrack(
        id=track_id,
        column=column,
        raw=points,
        points=points,
        visible=np.ones(478, np.float32),
        score=0.9,
        present=present,
        opacity=1.0,
        crop=Crop(0.0, 0.0, 1.0),
        pose=Missing("made up"),
    )
