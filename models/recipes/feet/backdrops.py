"""What lies far behind somebody close to the camera: painted, not modelled, and mostly out of focus.

Each is (side, side, 3) uint8 sRGB.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Rng = np.random.Generator
Picture = NDArray[np.uint8]


def backdrop(rng: Rng, side: int) -> Picture:
    """Any of them, as sharp or soft as a lens makes it."""
    picture = _KINDS[int(rng.integers(len(_KINDS)))](rng, side)
    soft = float(np.exp(rng.uniform(np.log(0.5), np.log(12.0))))
    return cv2.GaussianBlur(picture, (0, 0), soft)


def _bytes(picture: NDArray[np.floating]) -> Picture:
    return np.clip(picture * 255.0, 0.0, 255.0).astype(np.uint8)


def _ramp(
    rng: Rng, side: int, first: NDArray[np.floating], last: NDArray[np.floating]
) -> NDArray[np.floating]:
    y, x = np.mgrid[0:side, 0:side] / side
    tilt = rng.normal(0, 0.3)
    t = np.clip(y + tilt * (x - 0.5), 0, 1)[..., None]
    return first * (1 - t) + last * t


def _clouds(rng: Rng, side: int, coarse: int) -> NDArray[np.floating]:
    """(side, side) 0..1 of several scales."""
    total = np.zeros((side, side), np.float32)
    for k, cells in enumerate((coarse, coarse * 2, coarse * 5, coarse * 12)):
        total += (
            cv2.resize(
                rng.random((cells, cells)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC
            )
            * 0.6**k
        )
    return (total - total.min()) / max(float(np.ptp(total)), 1e-6)


def _sky(rng: Rng, side: int) -> Picture:
    blue = np.array([0.35, 0.55, 0.85]) * rng.uniform(0.6, 1.15)
    picture = _ramp(rng, side, blue, np.array([0.8, 0.85, 0.9]) * rng.uniform(0.7, 1.1))
    cloud = np.clip(_clouds(rng, side, 3) - rng.uniform(0.2, 0.9), 0, 1)[..., None] * 2
    return _bytes(picture * (1 - np.minimum(cloud, 1)) + np.minimum(cloud, 1) * rng.uniform(0.75, 1.0))


def _leaves(rng: Rng, side: int) -> Picture:
    dark = rng.uniform(0.02, 0.2, 3) * (0.8, 1.0, 0.6)
    light = rng.uniform(0.2, 0.9, 3) * (0.9, 1.0, 0.5)
    shade = (_clouds(rng, side, int(rng.integers(3, 14))) ** 1.6)[..., None]
    sky = np.clip((_clouds(rng, side, 5) - rng.uniform(0.6, 1.0)) * 5, 0, 1)[..., None]
    return _bytes((dark * (1 - shade) + light * shade) * (1 - sky) + sky * 0.9)


def _lights(rng: Rng, side: int) -> Picture:
    picture = np.zeros((side, side, 3), np.float32) + rng.uniform(0.0, 0.25, 3).astype(np.float32)
    for _ in range(int(rng.integers(8, 50))):
        at = tuple(int(v) for v in rng.integers(0, side, 2))
        disc = np.zeros_like(picture)
        cv2.circle(disc, at, int(rng.uniform(4, 40)), tuple(float(v) for v in rng.uniform(0.1, 0.9, 3)), -1)
        picture += disc * float(rng.uniform(0.2, 1.0))
    return _bytes(picture)


def _shelves(rng: Rng, side: int) -> Picture:
    """Books and boxes in rows."""
    picture = np.empty((side, side, 3), np.uint8)
    picture[:] = rng.integers(10, 200, 3)
    step = int(rng.uniform(40, 130))
    muted = rng.uniform(0.2, 1.0)
    for base in range(step, side + step, step):
        x = 0
        while x < side:
            wide, high = int(rng.uniform(5, 34)), int(step * rng.uniform(0.5, 0.92))
            tone = rng.uniform(10, 245) * (1 - muted) + rng.uniform(10, 245, 3) * muted
            if rng.random() < 0.85:
                cv2.rectangle(picture, (x, base - high), (x + wide, base), tuple(int(v) for v in tone), -1)
            x += wide + int(rng.integers(0, 3))
        cv2.rectangle(
            picture, (0, base), (side, base + 5), tuple(int(v) for v in rng.integers(20, 200, 3)), -1
        )
    return picture


def _blocks(rng: Rng, side: int) -> Picture:
    """Windows, doors, pictures on a wall, houses: upright rectangles before a ramp."""
    picture = _bytes(
        _ramp(
            rng,
            side,
            rng.uniform(0.2, 1.0) * rng.uniform(0.8, 1.1, 3),
            rng.uniform(0.1, 0.9) * rng.uniform(0.8, 1.1, 3),
        )
    )
    for _ in range(int(rng.integers(2, 16))):
        x, y = rng.integers(-60, side, 2)
        w, h = np.exp(rng.uniform(np.log(10), np.log(side * 0.7), 2))
        tone = tuple(int(v) for v in np.clip(rng.uniform(0, 255) + rng.normal(0, 30, 3), 0, 255))
        cv2.rectangle(
            picture, (int(x), int(y)), (int(x + w), int(y + h)), tone, -1 if rng.random() < 0.8 else 4
        )
    return picture


def _wall(rng: Rng, side: int) -> Picture:
    grey = rng.uniform(0.15, 1.0)
    first, last = (grey * rng.uniform(0.75, 1.1) * (1 + rng.normal(0, 0.06, 3)) for _ in range(2))
    return _bytes(_ramp(rng, side, first, last))


_KINDS: tuple[Callable[[Rng, int], Picture], ...] = (
    _sky,
    _leaves,
    _lights,
    _shelves,
    _blocks,
    _blocks,
    _wall,
    _wall,
)
