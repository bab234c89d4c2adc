"""A portrait without a person: our metric face as dots on a grey head, which can be found again exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.maths import Array, srgb_from_linear
from app.lab.clips.portrait import Portrait
from app.store.face_mesh import load_face_mesh

SKIN, DOT = 0.25, 0.5  # linear light
DOT_PX = 2.2  # standard deviation in the photograph
FACE_PX = 200.0
SIZE = 900, 860
# Points far from each other, from the lips' parting and from the lids.
DOTS = (10, 151, 9, 103, 332, 50, 280, 205, 425, 234, 454, 152, 199, 148, 377, 58, 288, 4)


def drawn_portrait() -> Portrait:
    """Face 200 px wide in 900x860, straight to the camera, on a head-shaped matte."""
    mesh = load_face_mesh().vertices_mm
    unit = FACE_PX / np.linalg.norm(mesh[234] - mesh[454])
    points = np.stack([mesh[:, 0], -mesh[:, 1], -mesh[:, 2]], axis=1) * unit + [450.3, 400.7, 0.0]
    width, height = SIZE
    x, y = np.arange(width) + 0.5, np.arange(height)[:, None] + 0.5
    light = np.full((height, width), SKIN)
    for dot in DOTS:
        away = (x - points[dot, 0]) ** 2 + (y - points[dot, 1]) ** 2
        light += DOT * np.exp(-0.5 * away / DOT_PX**2)
    grey = np.round(srgb_from_linear(light) * 255.0).astype(np.uint8)
    middle = points.mean(axis=0)
    far = np.sqrt(((x - middle[0]) / 150.0) ** 2 + ((y - middle[1]) / 190.0) ** 2)
    matte = np.clip((1.0 - far) * 60.0 + 0.5, 0.0, 1.0).astype(np.float32)
    return Portrait(np.dstack([grey] * 3), points, matte)


def found(light: NDArray[np.floating], near: Array, dot_px: float) -> Array:
    """Where the dots next to `near` (n, 2) lie in linear light (h, w): centroids under a Gaussian window,
    moved until it is centred on what it sees. The window's weight halves each step, so steps are doubled."""
    x, y = np.arange(light.shape[1]) + 0.5, np.arange(light.shape[0]) + 0.5
    reach = int(4.0 * dot_px) + 2
    places = []
    for place in near:
        at = place.copy()
        for _ in range(12):
            left, top = int(at[0]) - reach, int(at[1]) - reach
            rows, columns = slice(top, top + 2 * reach + 1), slice(left, left + 2 * reach + 1)
            dx, dy = x[columns] - at[0], y[rows, None] - at[1]
            weight = (light[rows, columns] - SKIN) * np.exp(-0.5 * (dx**2 + dy**2) / dot_px**2)
            at = at + 2.0 * np.array([(weight * dx).sum(), (weight * dy).sum()]) / weight.sum()
        places.append(at)
    return np.array(places)
