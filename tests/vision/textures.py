"""Made-up pictures whose every motion is known exactly: a texture of waves, moved by a formula."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.frame import Frame
from app.store.face_mesh import load_face_mesh

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Rgb = NDArray[np.uint8]
SIDE = 288
FRAME_NS = 33_000_000


class Texture:
    """Grey waves of all directions, 7 to 40 px long. Nothing is resampled, so no motion blurs it."""

    def __init__(
        self, seed: int = 0, *, contrast: float = 26.0, mean: float = 128.0, waves: int = 40
    ) -> None:
        rng = np.random.default_rng(seed)
        angle, length = rng.uniform(0.0, np.pi, waves), rng.uniform(7.0, 40.0, waves)
        number = 2.0 * np.pi / length
        self._wave = np.column_stack([number * np.cos(angle), number * np.sin(angle)]).astype(np.float32)
        self._phase = rng.uniform(0.0, 2.0 * np.pi, waves).astype(np.float32)
        self._contrast, self._mean = np.float32(contrast * np.sqrt(2.0 / waves)), np.float32(mean)

    def grey(self, picture_from_texture: F64, width: int = SIDE, height: int = SIDE) -> F32:
        """(height, width) under an affine (2, 3) in outer-corner px."""
        inverse = np.linalg.inv(picture_from_texture[:, :2])
        shift = -inverse @ picture_from_texture[:, 2]
        wave = (self._wave @ inverse).astype(np.float32)
        phase = self._phase + self._wave @ shift.astype(np.float32)
        x, y = np.arange(width, dtype=np.float32) + 0.5, np.arange(height, dtype=np.float32) + 0.5
        # cos(a + b) = cos a cos b - sin a sin b, with a along x and b along y
        along, down = np.outer(wave[:, 0], x), np.outer(wave[:, 1], y) + phase[:, None]
        grey = np.cos(down).T @ np.cos(along) - np.sin(down).T @ np.sin(along)
        return np.asarray(self._mean + self._contrast * grey, np.float32)

    def rgb(self, picture_from_texture: F64, width: int = SIDE, height: int = SIDE) -> Rgb:
        return rgb_of(self.grey(picture_from_texture, width, height))


def rgb_of(grey: F32, *, noise: float = 0.0, seed: int = 0) -> Rgb:
    """(h, w, 3), with as much noise (grey levels, standard deviation) as a camera has, if wanted."""
    if noise:
        grey = grey + np.random.default_rng(seed).normal(0.0, noise, grey.shape).astype(np.float32)
    level = np.clip(np.round(grey), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(level[..., None], 3, axis=2))


def frame_of(rgb: Rgb, index: int) -> Frame:
    return Frame.from_rgb(rgb, t_ns=index * FRAME_NS, index=index)


def motion(
    x: float = 0.0,
    y: float = 0.0,
    *,
    turn_rad: float = 0.0,
    scale: float = 1.0,
    about: tuple[float, float] = (SIDE / 2, SIDE / 2),
) -> F64:
    """Affine (2, 3): turned and scaled about a place, then shifted."""
    c, s = scale * np.cos(turn_rad), scale * np.sin(turn_rad)
    linear = np.array([[c, -s], [s, c]])
    centre = np.array(about)
    return np.column_stack([linear, centre - linear @ centre + (x, y)])


def moved(points: F32, by: F64) -> F32:
    """Points (n, 2) or (n, 3) under an affine (2, 3); depths grow with the scale."""
    at = points[:, :2] @ by[:, :2].T + by[:, 2]
    depth = points[:, 2:] * np.sqrt(np.linalg.det(by[:, :2]))
    return np.column_stack([at, depth]).astype(np.float32)


def face(size_px: float = 160.0, x: float = SIDE / 2, y: float = SIDE / 2) -> F32:
    """(478, 3) px: our face mesh from the front, `size_px` between width and height, its middle at (x, y)."""
    points = load_face_mesh().vertices_mm * [1.0, -1.0, -1.0]
    low, high = points.min(axis=0), points.max(axis=0)
    points = (points - (low + high) / 2.0) * size_px / float((high - low)[:2].mean())
    return (points + [x, y, 0.0]).astype(np.float32)


def rms(difference: F32) -> float:
    """Root of the mean squared length of (n, 2)."""
    return float(np.sqrt((difference.astype(np.float64) ** 2).sum(axis=1).mean()))
