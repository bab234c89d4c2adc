"""A shoe by itself: three quarters from outside, a little from above, on a soft shadow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from ..core.camera import Intrinsics
from ..core.foot import RIGHT, USUAL_LENGTH_MM
from ..core.frame import Frame
from ..core.maths import Array
from ..core.observations import Crop
from ..core.pose import Pose
from ..core.products import WornItem
from ..core.scene import Scene, WornModel, WornShoe
from ..core.tracks import FootTrack
from ..stages.compose import FitContext, fitters
from ..store.face_mesh import load_face_mesh

# From the outer side of a right shoe, that much towards the toe and from above.
_TOWARDS_TOE_RAD, _ABOVE_RAD = 0.62, 0.36
_FOV_RAD = 0.24
# The picture's size over the shoe's.
_ROOM = 1.07
# What is that low over the floor casts the shadow's dark part; all of it the wide one.
_LOW_MM = 14.0
# Strength and softness (of the picture's height) of the dark and of the wide part.
_SHADOWS = ((0.5, 0.012), (0.3, 0.05))


def shoe_alone(item: WornItem, width: int, height: int, ground: tuple[int, int, int]) -> Scene:
    """The right shoe of a worn item, as its own fitter sizes and paints it, filling the picture."""
    camera = Intrinsics.from_vertical_fov(width, height, _FOV_RAD)
    at_origin = _fitted(item, camera, Pose(np.eye(3), np.array([0.0, 0.0, 1.0])))
    foot_from_model = at_origin.camera_from_model.copy()
    foot_from_model[2, 3] -= 1.0
    points = _points(at_origin, foot_from_model)
    pose = _pose(points, camera)
    camera_from_model = pose.matrix @ foot_from_model
    shoe = WornModel(0, at_origin.model, camera_from_model, opacity=1.0)
    backdrop = _with_shadow(ground, points, pose, camera)
    return Scene(Frame.from_rgb(backdrop, camera=camera), (shoe,))


def _fitted(item: WornItem, camera: Intrinsics, pose: Pose) -> WornShoe:
    nothing = np.zeros((8, 3), np.float32)
    foot = FootTrack(
        id=0,
        column=0,
        raw=nothing,
        points=nothing,
        visible=np.ones(8, np.float32),
        score=1.0,
        present=True,
        opacity=1.0,
        crop=Crop(0.0, 0.0, 1.0),
        pose=pose,
        side=RIGHT,
        length_mm=USUAL_LENGTH_MM,
    )
    layers = fitters()["shoe"].fit(item, foot, FitContext(camera, load_face_mesh(), 1.0))
    return next(replace(layer, mask=None) for layer in layers if isinstance(layer, WornShoe))


def _points(shoe: WornShoe, foot_from_model: Array) -> Array:
    """(n, 3) of its surface in foot mm."""
    points = np.concatenate([one.positions for one in shoe.model.primitives]).astype(np.float64)
    return np.asarray(points @ foot_from_model[:3, :3].T + foot_from_model[:3, 3])


def _pose(points: Array, camera: Intrinsics) -> Pose:
    """camera_from_foot with the shoe in the middle of the picture, as large as fits."""
    level = np.array([-np.cos(_TOWARDS_TOE_RAD), 0.0, np.sin(_TOWARDS_TOE_RAD)])
    forward = -(np.cos(_ABOVE_RAD) * level + np.array([0.0, np.sin(_ABOVE_RAD), 0.0]))
    right = np.cross(forward, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    rotation = np.stack([right, np.cross(forward, right), forward])
    seen = points @ rotation.T
    low, high = seen.min(axis=0), seen.max(axis=0)
    middle = (low + high) / 2.0
    extent = high - low
    # What is nearer than the middle is seen larger.
    near = 0.5 * extent[2]
    distance = near + _ROOM * max(extent[0] * camera.fx / camera.width, extent[1] * camera.fy / camera.height)
    return Pose(rotation, np.array([0.0, 0.0, distance]) - middle)


def _with_shadow(
    ground: tuple[int, int, int], points: Array, pose: Pose, camera: Intrinsics
) -> NDArray[np.uint8]:
    size = camera.width, camera.height
    light = np.ones((camera.height, camera.width), np.float32)
    for (strength, softness), some in zip(_SHADOWS, (points[points[:, 1] < _LOW_MM], points), strict=True):
        on_floor = some * (1.0, 0.0, 1.0)
        outline = _hull(camera.project(pose.apply(on_floor)))
        shade = Image.new("L", size, 0)
        if len(outline) > 2:
            ImageDraw.Draw(shade).polygon([(float(x), float(y)) for x, y in outline], fill=255)
        blurred = shade.filter(ImageFilter.GaussianBlur(softness * camera.height))
        light *= 1.0 - strength * np.asarray(blurred, np.float32) / 255.0
    lit = np.asarray(ground, np.float32) * light[..., None]
    return np.asarray(np.rint(lit), np.uint8)


def _hull(points: Array) -> list[Array]:
    """The convex hull of points (n, 2), in order round it (Andrew's monotone chain)."""
    ordered = points[np.lexsort((points[:, 1], points[:, 0]))]

    def half(one_way: Array) -> list[Array]:
        chain: list[Array] = []
        for point in one_way:
            while len(chain) > 1 and _turns(chain[-2], chain[-1], point) <= 0.0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    thinned = ordered[:: max(len(ordered) // 3000, 1)]
    return half(thinned) + half(thinned[::-1])


def _turns(a: Array, b: Array, c: Array) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
