"""A room behind the person: our own clutter of shelves, boxes and paper, with edges at every scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...vision.cv import cv2


def backdrop(width: int, height: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """(height, width, 3) linear light. Drawn at a fine scale and blurred a little, as behind the focus."""
    unit = height / 720.0
    picture = _wall(width, height, rng)
    for _ in range(int(70 * width / height / 1.78)):
        colour = _colour(rng)
        w, h = (rng.uniform(18, 150, 2) * unit).tolist()
        x, y = rng.uniform(-0.05, 1.0) * width, rng.uniform(-0.05, 1.0) * height
        angle = float(rng.normal(0.0, 8.0))
        corners = cv2.boxPoints(((x, y), (w, h), angle))
        _polygon(picture, corners, colour)
        if rng.random() < 0.6:
            _stripes(picture, (x, y), (w, h), angle, _colour(rng), rng)
    for _ in range(40):
        centre, radius = rng.uniform(0, 1, 2) * [width, height], rng.uniform(4, 40) * unit
        _disc(picture, centre, radius, _colour(rng))
    grain = cv2.GaussianBlur(rng.standard_normal((height, width, 1), np.float32), (0, 0), 1.6 * unit)
    picture *= 1.0 + 0.35 * grain[..., None]
    return np.asarray(np.clip(cv2.GaussianBlur(picture, (0, 0), 0.9 * unit), 0.0, 1.0), np.float32)


_BITS = 6


def _fixed(points: NDArray[np.floating]) -> NDArray[np.int32]:
    return np.round(np.asarray(points) * (1 << _BITS)).astype(np.int32)


def _polygon(picture: NDArray[np.float32], corners: NDArray[np.floating], colour: tuple[float, ...]) -> None:
    cv2.fillPoly(picture, [_fixed(corners).reshape(-1, 1, 2)], colour, cv2.LINE_8, _BITS)


def _disc(
    picture: NDArray[np.float32], centre: NDArray[np.floating], radius: float, colour: tuple[float, ...]
) -> None:
    x, y = _fixed(centre).tolist()
    cv2.circle(picture, (x, y), round(radius * (1 << _BITS)), colour, -1, cv2.LINE_8, _BITS)


def _stripes(
    picture: NDArray[np.float32],
    centre: tuple[float, float],
    size: tuple[float, float],
    angle: float,
    colour: tuple[float, ...],
    rng: np.random.Generator,
) -> None:
    count = int(rng.integers(2, 6))
    turn = np.deg2rad(angle)
    along = np.array([np.cos(turn), np.sin(turn)])
    for k in range(count):
        middle = np.array(centre) + along * size[0] * ((k + 0.5) / count - 0.5)
        bar = ((float(middle[0]), float(middle[1])), (size[0] * 0.35 / count, size[1] * 0.8), angle)
        _polygon(picture, cv2.boxPoints(bar), colour)


def _wall(width: int, height: int, rng: np.random.Generator) -> NDArray[np.float32]:
    x = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :, None]
    y = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None, None]
    tint = np.array(_colour(rng), np.float32) * 0.5 + 0.12
    return np.asarray(tint * (1.1 - 0.4 * x - 0.2 * y), np.float32)


def _colour(rng: np.random.Generator) -> tuple[float, ...]:
    """Muted: a common lightness, a little of each colour."""
    light = 0.03 + 0.5 * rng.random() ** 2
    return tuple((light * rng.uniform(0.6, 1.25, 3)).tolist())
