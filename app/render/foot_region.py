"""What belongs to one foot in the picture: its own part of the mask, and the ankle that stands in its shoe.

Pure numpy on the mask's grid. A foot is a chain of spheres along its pose: rough, but it tells one foot from
another and from what the network took for a foot elsewhere.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.maths import Array, Float32, rotation_from_vector
from ..core.observations import FootMask
from ..core.scene import WornShoe

# Centres (x, y, z) and radii of a shod foot, as shares of its length.
_FOOT = np.array(
    [
        [0.00, 0.09, 0.90, 0.13],
        [0.00, 0.10, 0.76, 0.19],
        [0.00, 0.11, 0.62, 0.21],
        [0.00, 0.13, 0.48, 0.19],
        [0.00, 0.16, 0.34, 0.18],
        [0.00, 0.16, 0.20, 0.17],
        [0.00, 0.16, 0.11, 0.15],
        [0.00, 0.30, 0.17, 0.16],
        [0.00, 0.40, 0.17, 0.16],
    ]
)
# The same of what a low shoe leaves of a bare foot.
_BARE = np.array(
    [
        [0.00, 0.21, 0.45, 0.08],
        [0.00, 0.25, 0.36, 0.12],
        [0.00, 0.27, 0.26, 0.16],
        [0.00, 0.29, 0.17, 0.17],
        [0.00, 0.28, 0.09, 0.14],
    ]
)
# How far beyond the chain the mask is still believed to be this foot, as a share of its length.
_SURE, _TOO_FAR = 0.06, 0.13
# A foot nearer to another foot's chain than to its own belongs to that; so soft is the line between them.
_BETWEEN = 0.03
# The lower leg: y, half width and half depth of its rings and the z of its axis, in lengths of the foot. On a
# foot of 26.5 cm that is 22 cm round the ankle and 37 round the calf.
_LEG_RINGS = np.array(
    [
        [0.12, 0.090, 0.130],
        [0.22, 0.105, 0.150],
        [0.32, 0.115, 0.150],
        [0.45, 0.120, 0.145],
        [0.70, 0.150, 0.170],
        [1.10, 0.200, 0.210],
    ]
)
_LEG_AXIS_Z = 0.185
_LEG_SIDES = 20
_FARTHEST_LEAN_RAD = np.deg2rad(40.0)
# The mask is looked at within this share of the foot's length from the ankle to find which way the leg goes.
_LEG_REACH = 0.9
_CARD = 0.34
_NEAR_ANKLE = 0.22  # standard deviation, as a share of the foot's length


def own_foot(mask: FootMask, shoe: WornShoe, others: tuple[WornShoe, ...], camera: Intrinsics) -> Float32:
    """(side, side) 0..1: how much of each cell of the mask's grid shows this foot and no other."""
    apart = _beyond_chain(mask, shoe, camera)
    own = mask.foot.astype(np.float32) / np.float32(255.0) * _smooth(_TOO_FAR, _SURE, apart)
    for other in others:
        own = own * _smooth(-_BETWEEN, _BETWEEN, _beyond_chain(mask, other, camera) - apart)
    return own


@lru_cache(maxsize=8)
def cell_places_px(mask: FootMask) -> tuple[Float32, Float32]:
    """x and y (side, side) px: where the middles of the mask's cells lie in the picture."""
    side = mask.foot.shape[0]
    at = np.arange(side, dtype=np.float32) + np.float32(0.5)
    affine = mask.crop.picture_from_crop(side).astype(np.float32)
    x = affine[0, 0] * at[None, :] + affine[0, 1] * at[:, None] + affine[0, 2]
    y = affine[1, 0] * at[None, :] + affine[1, 1] * at[:, None] + affine[1, 2]
    return x, y


def _nearest(mask: FootMask, middles_px: Array, inner: Array, scale: Array) -> Float32:
    """(side, side) the least of distance / scale - inner over some discs (n,) in the picture."""
    x, y = cell_places_px(mask)
    nearest = np.full(x.shape, np.inf, np.float32)
    for (cx, cy), start, unit in zip(
        middles_px.astype(np.float32), inner.astype(np.float32), scale.astype(np.float32), strict=True
    ):
        dx, dy = x - cx, y - cy
        np.minimum(nearest, np.sqrt(dx * dx + dy * dy) / unit - start, out=nearest)
    return nearest


def _beyond_chain(mask: FootMask, shoe: WornShoe, camera: Intrinsics) -> Float32:
    """(side, side): distance in the picture to the foot's chain in lengths of the foot; 0 inside."""
    centres = _FOOT[:, :3] * shoe.foot_mm
    placed = centres @ shoe.camera_from_foot[:3, :3].T + shoe.camera_from_foot[:3, 3]
    depth = np.maximum(placed[:, 2], 1.0)
    middles = camera.project(np.column_stack([placed[:, :2], depth]))
    return np.maximum(_nearest(mask, middles, _FOOT[:, 3], camera.fy * shoe.foot_mm / depth), 0.0)


def standing(mask: FootMask, shoe: WornShoe, camera: Intrinsics) -> Float32:
    """(side, side) 0..1: what stands out of a shoe, whatever the mask takes it for.

    That is the ankle, and of a bare foot its heel and instep as well: a low shoe leaves them to be seen.
    """
    girth = _LEG_RINGS[2:5, 1:].mean(axis=1) * shoe.foot_mm
    chain, radius = leg_rings(shoe, camera)[2:5].mean(axis=1), girth
    share = np.linspace(0.0, 2.0, 7)
    lower = np.minimum(share.astype(np.int64), 1)
    t = share - lower
    chain = chain[lower] + (chain[lower + 1] - chain[lower]) * t[:, None]
    radius = radius[lower] + (radius[lower + 1] - radius[lower]) * t
    if shoe.bare:
        upper = _BARE[:, :3] @ shoe.camera_from_foot[:3, :3].T * shoe.foot_mm + shoe.camera_from_foot[:3, 3]
        chain = np.concatenate([chain, upper])
        radius = np.concatenate([radius, _BARE[:, 3] * shoe.foot_mm])
    if chain[:, 2].min() < 1.0:
        return np.zeros(mask.foot.shape, np.float32)
    scale = radius * camera.fy / chain[:, 2]
    return _smooth(1.1, 0.9, _nearest(mask, camera.project(chain), np.zeros(len(chain)), scale))


def near_ankle(mask: FootMask, shoe: WornShoe, camera: Intrinsics) -> Float32:
    """(side, side) 0..1: 1 at the ankle, fading over about a third of the foot's length."""
    ankle = np.array([0.0, 0.35, _LEG_AXIS_Z]) * shoe.foot_mm
    placed = shoe.camera_from_foot[:3, :3] @ ankle + shoe.camera_from_foot[:3, 3]
    if placed[2] < 1.0:
        return np.zeros(mask.foot.shape, np.float32)
    scale = np.array([camera.fy * shoe.foot_mm / placed[2] * _NEAR_ANKLE])
    apart = _nearest(mask, camera.project(placed)[None], np.zeros(1), scale)
    return np.exp(np.float32(-0.5) * apart * apart)


def leg_rings(shoe: WornShoe, camera: Intrinsics) -> Array:
    """(rings, sides, 3) camera mm: the lower leg that stands in the shoe, leaning as the mask shows it."""
    around = np.arange(_LEG_SIDES) / _LEG_SIDES * 2.0 * np.pi
    height, wide, deep = (_LEG_RINGS * shoe.foot_mm).T[:, :, None]
    axis_mm = _LEG_AXIS_Z * shoe.foot_mm
    rings = np.stack(
        np.broadcast_arrays(wide * np.cos(around), height, deep * np.sin(around) + axis_mm), axis=-1
    )
    ankle = np.array([0.0, 0.25 * shoe.foot_mm, axis_mm])
    leaned = (rings - ankle) @ _lean(shoe, camera).T + ankle
    # What is below the ankle stays in the shoe.
    share = _smooth(0.15, 0.45, height[..., None] / shoe.foot_mm)
    rings = rings + (leaned - rings) * share
    placed: Array = rings @ shoe.camera_from_foot[:3, :3].T + shoe.camera_from_foot[:3, 3]
    return placed


def leg_card(shoe: WornShoe, camera: Intrinsics) -> Array:
    """(rings, 2, 3) camera mm: a strip through the leg's axis that faces the camera, wider than any leg.

    Cut out by a mask it parts what lies before the leg from what lies behind it, however thick the leg is.
    """
    axis = leg_rings(shoe, camera).mean(axis=1)
    aside = np.cross(axis[-1] - axis[0], axis)
    length = np.maximum(np.linalg.norm(aside, axis=1, keepdims=True), 1e-6)
    aside *= _CARD * shoe.foot_mm / length
    return np.stack([axis - aside, axis + aside], axis=1)


def strip_triangles(rings: int, sides: int, *, closed: bool) -> NDArray[np.uint32]:
    """(m, 3) triangles between rings of so many points, the last joined to the first where `closed`."""
    ring, side = np.meshgrid(np.arange(rings - 1), np.arange(sides if closed else sides - 1), indexing="ij")
    a, b = ring * sides + side, ring * sides + (side + 1) % sides
    corners = np.stack([a, a + sides, b, b, a + sides, b + sides], axis=-1)
    return corners.reshape(-1, 3).astype(np.uint32)


def _lean(shoe: WornShoe, camera: Intrinsics) -> Array:
    """(3, 3) rotation in foot space that leans the leg the way the mask's leg goes in the picture.

    Of all directions that look so, the one nearest to upright; where the leg comes towards the camera the
    picture says little, and it stays upright.
    """
    if shoe.mask is None:
        return np.eye(3)
    rotation, offset = shoe.camera_from_foot[:3, :3], shoe.camera_from_foot[:3, 3]
    ankle = rotation @ np.array([0.0, 0.3, _LEG_AXIS_Z]) * shoe.foot_mm + offset
    if ankle[2] < 1.0:
        return np.eye(3)
    at = camera.project(ankle)
    reach = _LEG_REACH * shoe.foot_mm * camera.fy / ankle[2]
    x, y = cell_places_px(shoe.mask)
    dx, dy = x - float(at[0]), y - float(at[1])
    weight = np.where(dx * dx + dy * dy < reach * reach, shoe.mask.leg, 0)
    total = float(weight.sum())
    if total <= 0.0:
        return np.eye(3)
    way = np.array([float((weight * dx).sum()), float((weight * dy).sum())]) / total / reach
    length = float(np.hypot(*way))
    if length < 1e-3:
        return np.eye(3)
    ray = ankle / np.linalg.norm(ankle)
    seen = np.cross(ray, np.array([way[0] / length, way[1] / length, 0.0]))
    seen /= np.linalg.norm(seen)
    up = rotation[:, 1]
    wanted = up - seen * float(up @ seen)
    if float(wanted @ (np.array([way[0], way[1], 0.0]))) < 0.0:
        return np.eye(3)
    wanted /= max(float(np.linalg.norm(wanted)), 1e-6)
    axis = np.cross(up, wanted)
    sine = float(np.linalg.norm(axis))
    angle = float(np.arctan2(sine, up @ wanted)) * float(_smooth(0.12, 0.4, length))
    if sine < 1e-6:
        return np.eye(3)
    angle = min(angle, float(_FARTHEST_LEAN_RAD))
    return rotation_from_vector(rotation.T @ (axis / sine) * angle)


def _smooth(start: float, end: float, value: Any) -> Any:
    share = np.clip((value - start) / (end - start), 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)
