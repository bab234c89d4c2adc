"""The built-in surroundings that worn things mirror: a small studio with softboxes, computed at the start.

Studio space: x right, y up, z from the wearer to the camera; the key light's azimuth is 0. The picture is
equirectangular, u = 0.5 + azimuth / 2 pi (towards x), v = 0 straight up; each mip level is blurred for one step
of roughness.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array

LEVELS = 6
_WIDTH, _HEIGHT = 256, 128
_COARSE = 2  # the level that blurring and irradiance are computed from: 64 x 32
# Azimuth, elevation, half width, half height (degrees), softness (degrees), linear RGB radiance.
_LIGHTS = (
    (0.0, 44.0, 30.0, 13.0, 5.0, (8.0, 7.8, 7.4)),  # key, above the camera
    (-43.0, 14.0, 9.0, 24.0, 3.0, (3.2, 3.4, 3.8)),  # a tall window at the camera's left
    (68.0, 16.0, 6.0, 34.0, 4.0, (3.6, 3.4, 3.1)),  # strip on the other side
    (-105.0, 10.0, 8.0, 40.0, 6.0, (3.0, 3.1, 3.3)),  # edge light, grazing
    (118.0, 14.0, 8.0, 38.0, 6.0, (2.4, 2.4, 2.3)),
    (180.0, 34.0, 50.0, 12.0, 10.0, (1.6, 1.6, 1.6)),
)


def directions(width: int, height: int) -> Array:
    """(height, width, 3) unit vectors of the pixels' centres."""
    azimuth = ((np.arange(width) + 0.5) / width - 0.5) * 2 * np.pi
    polar = (np.arange(height) + 0.5) / height * np.pi
    flat = np.sin(polar)[:, None]
    return np.stack(
        [
            flat * np.sin(azimuth),
            np.cos(polar)[:, None] + 0.0 * azimuth,
            flat * np.cos(azimuth),
        ],
        axis=-1,
    )


def radiance(unit: Array) -> Array:
    """Linear RGB (..., 3) that comes from directions (..., 3)."""
    azimuth = np.rad2deg(np.arctan2(unit[..., 0], unit[..., 2]))
    elevation = np.rad2deg(np.arcsin(np.clip(unit[..., 1], -1.0, 1.0)))
    height = elevation[..., None] / 90.0
    floor, horizon, ceiling = (
        np.array(c) for c in ((0.16, 0.15, 0.14), (0.34, 0.34, 0.35), (0.62, 0.62, 0.63))
    )
    up, down = np.clip(height, 0.0, 1.0) ** 0.7, np.clip(-height, 0.0, 1.0) ** 0.6
    total = horizon + (ceiling - horizon) * up + (floor - horizon) * down
    for at, rise, half_width, half_height, soft, colour in _LIGHTS:
        aside = (azimuth - at + 180.0) % 360.0 - 180.0
        aside = aside * np.cos(np.deg2rad(np.clip(elevation, -80.0, 80.0)))
        inside = _edge(half_width - np.abs(aside), soft) * _edge(half_height - np.abs(elevation - rise), soft)
        total = total + inside[..., None] * np.array(colour)
    return total


def _edge(inside: Array, soft: float) -> Array:
    share = np.clip(inside / soft + 0.5, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


@cache
def studio() -> tuple[tuple[NDArray[np.float32], ...], NDArray[np.float32]]:
    """(mip levels, each (h, w, 4) float32; irradiance (9, 3) float32).

    Scaled so that a white matt surface that faces the key and the camera looks 1.0. The irradiance is the
    cosine-convolved spherical harmonics of Ramamoorthi and Hanrahan (2001), divided by pi, in the order
    1, y, z, x, xy, yz, 3z^2-1, xz, x^2-y^2, with all constants multiplied in.
    """
    levels = [radiance(directions(_WIDTH, _HEIGHT))]
    for _ in range(_COARSE):
        levels.append(_halved(levels[-1]))
    light = levels[_COARSE]
    unit = directions(light.shape[1], light.shape[0])
    harmonics = _irradiance(unit, light)
    facing = np.array([0.0, 0.35, 0.94])
    scale = 1.0 / float(np.mean(_basis(facing) @ harmonics))
    # Levels 1 and 2 are sharper than their own pixels: halving is all the blur they need.
    levels += [_blurred(unit, light, level) for level in range(_COARSE + 1, LEVELS)]
    levels = [level * scale for level in levels]
    padded = tuple(np.dstack([p, np.ones(p.shape[:2])]).astype(np.float32) for p in levels)
    return padded, (harmonics * scale).astype(np.float32)


def _basis(unit: Array) -> Array:
    x, y, z = unit[..., 0], unit[..., 1], unit[..., 2]
    return np.stack([1 + 0 * x, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y], axis=-1)


def _halved(light: Array) -> Array:
    """The mean of each 2 x 2 pixels."""
    height, width = light.shape[0] // 2, light.shape[1] // 2
    return light.reshape(height, 2, width, 2, 3).mean(axis=(1, 3))


def _irradiance(unit: Array, light: Array) -> Array:
    """(9, 3): dotted with `_basis` it gives the mean of cosine-weighted radiance."""
    solid = np.sqrt(1.0 - unit[..., 1] ** 2)
    solid = solid / solid.sum() * 4 * np.pi
    norm = np.array([0.282095, *[0.488603] * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274])
    cosine = np.array([1.0, *[2.0 / 3.0] * 3, *[0.25] * 5])  # A_l / pi
    moments = (_basis(unit) * solid[..., None]).reshape(-1, 9).T @ light.reshape(-1, 3)
    return moments * (norm**2 * cosine)[:, None]


def _blurred(unit: Array, light: Array, level: int) -> Array:
    """The level's picture: radiance averaged over the GGX lobe of its roughness about each direction.

    The usual split-sum simplification (view = normal = reflection), as in Karis 2013.
    """
    width, height = _WIDTH >> level, _HEIGHT >> level
    source, colours = unit.reshape(-1, 3), light.reshape(-1, 3)
    solid = np.sqrt(1.0 - source[:, 1] ** 2)
    target = directions(width, height).reshape(-1, 3)
    alpha = roughness_of_level(level) ** 2
    cosine = np.clip(target @ source.T, -1.0, 1.0)
    half_squared = (1.0 + cosine) / 2.0  # cosine of half the angle, squared: n.h where n = r
    lobe = 1.0 / (half_squared * (alpha * alpha - 1.0) + 1.0) ** 2
    weight = lobe * np.maximum(cosine, 0.0) * solid
    weight /= weight.sum(axis=1, keepdims=True)
    return (weight @ colours).reshape(height, width, 3)


def roughness_of_level(level: int) -> float:
    """Perceptual roughness that a mip level is blurred for; the shader inverts it: level = 5 sqrt(roughness)."""
    return float((level / (LEVELS - 1)) ** 2)


def studio_from_camera(light_direction: tuple[float, float, float]) -> Array:
    """(3, 3): camera space (x right, y down, z forward) to studio space, the key turned to the light.

    Only the azimuth follows, and softly: a light right behind the head must not leave the face's side dark.
    """
    x, _, z = light_direction
    azimuth = float(np.clip(np.arctan2(x, max(-z, 0.15)), -1.2, 1.2))
    c, s = np.cos(azimuth), np.sin(azimuth)
    turned = np.array([[c, 0.0, -s], [0.0, 1.0, 0.0], [s, 0.0, c]])
    return turned @ np.diag([1.0, -1.0, -1.0])
