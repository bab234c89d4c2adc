"""The built-in surroundings that worn things mirror: a small studio with softboxes, computed at the start.

Studio space: x right, y up, z from the wearer to the camera; the key light's azimuth is 0. The picture is
octahedral with +z in the middle and -z in its corners; each mip level is blurred for one step of roughness.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array

LEVELS = 6
# Linear radiance that a texel of 255 stands for: the key softbox, and a little room.
BRIGHTEST = 8.0
_SIDE = 128
_COARSE = 2  # the level that blurring and irradiance are computed from
# Azimuth, elevation, half width, half height (degrees), softness (degrees), linear RGB radiance.
_LIGHTS = (
    (0.0, 44.0, 30.0, 13.0, 5.0, (8.0, 7.8, 7.4)),  # key, above the camera
    (-43.0, 14.0, 9.0, 24.0, 3.0, (2.6, 2.8, 3.1)),  # a tall window at the camera's left
    (68.0, 16.0, 6.0, 34.0, 4.0, (3.6, 3.4, 3.1)),  # strip on the other side
    (-105.0, 10.0, 8.0, 40.0, 6.0, (3.0, 3.1, 3.3)),  # edge light, grazing
    (118.0, 14.0, 8.0, 38.0, 6.0, (2.4, 2.4, 2.3)),
    (180.0, 34.0, 50.0, 12.0, 10.0, (1.6, 1.6, 1.6)),
)


def octahedral(side: int) -> Array:
    """(side, side, 3) unit vectors of the pixels' centres; row 0 looks down. The shader inverts it.

    Cigolle et al., "A survey of efficient representations for independent unit vectors" (2014).
    """
    at = (np.arange(side) + 0.5) / side * 2.0 - 1.0
    x, y = np.meshgrid(at, at)
    z = 1.0 - np.abs(x) - np.abs(y)
    folded_x = np.where(z < 0, (1.0 - np.abs(y)) * np.sign(x), x)
    folded_y = np.where(z < 0, (1.0 - np.abs(x)) * np.sign(y), y)
    unit = np.stack([folded_x, folded_y, z], axis=-1)
    return unit / np.linalg.norm(unit, axis=-1, keepdims=True)


def radiance(unit: Array) -> Array:
    """Linear RGB (..., 3) that comes from directions (..., 3)."""
    azimuth = np.rad2deg(np.arctan2(unit[..., 0], unit[..., 2]))
    elevation = np.rad2deg(np.arcsin(np.clip(unit[..., 1], -1.0, 1.0)))
    height = elevation[..., None] / 90.0
    floor, horizon, ceiling = (
        np.array(c) for c in ((0.13, 0.12, 0.11), (0.27, 0.27, 0.28), (0.55, 0.55, 0.56))
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
def studio() -> tuple[tuple[NDArray[np.uint8], ...], NDArray[np.float32]]:
    """(mip levels, irradiance (9, 3) float32).

    Levels are (side, side, 4) uint8, the square root of radiance / BRIGHTEST.

    Scaled so that a white matt surface that faces the key and the camera looks 1.0. The irradiance is the
    cosine-convolved spherical harmonics of Ramamoorthi and Hanrahan (2001), divided by pi, in the order
    1, y, z, x, xy, yz, 3z^2-1, xz, x^2-y^2, with all constants multiplied in.
    """
    levels = [radiance(octahedral(_SIDE))]
    for _ in range(_COARSE):
        levels.append(_halved(levels[-1]))
    light = levels[_COARSE]
    unit = octahedral(light.shape[0])
    solid = _solid_angles(light.shape[0])
    harmonics = _irradiance(unit, light, solid)
    facing = np.array([0.0, 0.35, 0.94])
    scale = 1.0 / float(np.mean(_basis(facing) @ harmonics))
    # Levels 1 and 2 are sharper than their own pixels: halving is all the blur they need.
    levels += [_blurred(unit, light, solid, level) for level in range(_COARSE + 1, LEVELS)]
    return tuple(_encoded(level * scale) for level in levels), (harmonics * scale).astype(np.float32)


def _encoded(light: Array) -> NDArray[np.uint8]:
    root = np.sqrt(np.clip(light / BRIGHTEST, 0.0, 1.0))
    return np.dstack([np.round(root * 255.0), np.full(root.shape[:2], 255.0)]).astype(np.uint8)


def _solid_angles(side: int) -> Array:
    """(side, side) solid angles of the pixels, their sum 4 pi: area over distance cubed on the octahedron."""
    at = (np.arange(side) + 0.5) / side * 2.0 - 1.0
    x, y = np.meshgrid(at, at)
    z = 1.0 - np.abs(x) - np.abs(y)
    fx, fy = np.where(z < 0, 1.0 - np.abs(y), np.abs(x)), np.where(z < 0, 1.0 - np.abs(x), np.abs(y))
    solid = (fx**2 + fy**2 + z**2) ** -1.5
    return solid / solid.sum() * 4.0 * np.pi


def _halved(light: Array) -> Array:
    """The mean of each 2 x 2 pixels."""
    height, width = light.shape[0] // 2, light.shape[1] // 2
    return light.reshape(height, 2, width, 2, 3).mean(axis=(1, 3))


def _basis(unit: Array) -> Array:
    x, y, z = unit[..., 0], unit[..., 1], unit[..., 2]
    return np.stack([1 + 0 * x, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y], axis=-1)


def _irradiance(unit: Array, light: Array, solid: Array) -> Array:
    """(9, 3): dotted with `_basis` it gives the mean of cosine-weighted radiance."""
    norm = np.array([0.282095, *[0.488603] * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274])
    cosine = np.array([1.0, *[2.0 / 3.0] * 3, *[0.25] * 5])  # A_l / pi
    moments = (_basis(unit) * solid[..., None]).reshape(-1, 9).T @ light.reshape(-1, 3)
    return moments * (norm**2 * cosine)[:, None]


def _blurred(unit: Array, light: Array, solid: Array, level: int) -> Array:
    """The level's picture: radiance averaged over the GGX lobe of its roughness about each direction.

    The usual split-sum simplification (view = normal = reflection), as in Karis 2013.
    """
    side = _SIDE >> level
    target = octahedral(side).reshape(-1, 3)
    alpha = roughness_of_level(level) ** 2
    cosine = np.clip(target @ unit.reshape(-1, 3).T, -1.0, 1.0)
    half_squared = (1.0 + cosine) / 2.0  # cosine of half the angle, squared: n.h where n = r
    lobe = 1.0 / (half_squared * (alpha * alpha - 1.0) + 1.0) ** 2
    weight = lobe * np.maximum(cosine, 0.0) * solid.ravel()
    weight /= weight.sum(axis=1, keepdims=True)
    return (weight @ light.reshape(-1, 3)).reshape(side, side, 3)


def roughness_of_level(level: int) -> float:
    """Perceptual roughness that a level is blurred for; the shader inverts it: level = 5 sqrt(roughness)."""
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


def studio_from_camera_on_floor(up: Array, light_direction: tuple[float, float, float]) -> Array:
    """(3, 3): camera space to studio space where the floor's normal `up` (3,), in camera space, is known.

    The studio stands on that floor, its key on the side that the light comes from.
    """
    aside = np.asarray(light_direction, np.float64)
    aside = aside - up * float(up @ aside)
    # Light right from above has no side: then it is the camera's.
    towards = aside + 0.05 * (np.array([0.0, 0.0, -1.0]) + up * float(up[2]))
    length = float(np.linalg.norm(towards))
    front = towards / length if length > 1e-6 else np.cross(up, np.array([1.0, 0.0, 0.0]))
    return np.stack([np.cross(up, front), up, front])
