"""The ground of a worn shoe: the real foot gives way to the floor, and the shoe's shadow falls on it.

Both are one rectangle over the box round the foot, drawn before any shoe: the mask says where the real foot
is, a small picture what the floor looks like behind it, and a homography where a pixel lies on the floor.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...core.maths import Array
from ...core.model3d import Model3D
from ...core.scene import ShoeGround, WornShoe
from .. import gl
from ..buffers import Texture
from ..drawing import Canvas, Kit, draws
from ..foot_views import FootView, FootViews, mask_from_picture
from ..projection import Box
from ..sole_shadow import SoleShadow, sole_shadow

_MASK_UNIT, _FLOOR_UNIT, _SHADOW_UNIT = 1, 2, 3
_MOST_SHADOWS = 16
_MARGIN_PX = 2.0
# How dark a shadow of full strength is where it is darkest: of what touches, of what stands over the floor in
# the light of the sky, and in that of a lamp.
_CONTACT, _WIDE, _CAST = 0.85, 0.62, 0.4
# The middle of a shoe stands that high; light from the side moves its shadow by that times the slope.
_SHOE_MIDDLE_MM, _STEEPEST = 35.0, 0.8
# A foot this far over the floor that the other foot stands on casts no contact shadow any more.
_LIFTED_FROM_MM, _LIFTED_MM = 25.0, 90.0
# A camera lower than that over the floor sees it edge on, and none of it from below.
_EDGE_ON_MM = 60.0


@draws(ShoeGround)
class ShoeGroundPass:
    """Draws ShoeGround layers, each touching only the box round its foot."""

    needs_depth: ClassVar[bool] = False

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._views = kit.shared(FootViews)
        self._shadows: dict[str, tuple[SoleShadow, Texture]] = {}

    def draw(self, layer: ShoeGround, canvas: Canvas) -> None:
        shoe = layer.shoe
        if shoe.opacity <= 0.0 or (layer.hide <= 0.0 and layer.shadow <= 0.0):
            return
        # Made first, bound later: making a texture binds it to whichever unit is in use.
        shadow, shadow_texture = self._shadow(shoe.model)
        view = self._view(shoe, canvas) if shoe.mask is not None else None
        box = _box_of(layer, shadow, view, canvas)
        if box is None:
            return
        picture = canvas.backdrop(box)
        program = self._kit.program("box.vert.glsl", "shoe_ground.frag.glsl", ("MASKED",) if view else ())
        program.use()
        if view is not None and shoe.mask is not None:
            view.mask.bind(_MASK_UNIT)
            view.floor.bind(_FLOOR_UNIT)
            program["mask"], program["floor_colour"] = _MASK_UNIT, _FLOOR_UNIT
            program["mask_from_picture"] = mask_from_picture(shoe.mask)
            program["hide"] = layer.hide * shoe.opacity * view.floor_known
        shadow_texture.bind(_SHADOW_UNIT)
        picture.bind(0)
        program["picture_so_far"], program["sole_shadow"] = 0, _SHADOW_UNIT
        program["shadow_from_picture"] = _shadow_from_picture(shoe, shadow, canvas)
        program["shadow_moved"] = _moved(shoe, shadow, canvas)
        program["darkness"] = _darkness(layer, canvas)
        program["box"] = (box.x, box.y, box.width, box.height)
        self._kit.draw_square()

    def _view(self, shoe: WornShoe, canvas: Canvas) -> FootView:
        return self._views.view(shoe, other_shoes(shoe, canvas), canvas.scene.frame)

    def _shadow(self, model: Model3D) -> tuple[SoleShadow, Texture]:
        """The model's shadow on the graphics card; the one drawn longest ago makes room."""
        found = self._shadows.pop(model.key, None)
        if found is None:
            shadow = sole_shadow(model)
            height, width = shadow.pixels.shape[:2]
            found = (shadow, Texture(width, height, gl.GL_RGBA8))
            found[1].upload(shadow.pixels)
        self._shadows[model.key] = found
        while len(self._shadows) > _MOST_SHADOWS:
            self._shadows.pop(next(iter(self._shadows)))[1].release()
        return found

    def release(self) -> None:
        for _, texture in self._shadows.values():
            texture.release()
        self._shadows.clear()


def other_shoes(shoe: WornShoe, canvas: Canvas) -> tuple[WornShoe, ...]:
    """The shoes of the scene on other feet."""
    return tuple(
        layer
        for layer in canvas.scene.layers
        if isinstance(layer, WornShoe) and layer.subject != shoe.subject
    )


def _box_of(layer: ShoeGround, shadow: SoleShadow, view: FootView | None, canvas: Canvas) -> Box | None:
    """The pixels that the shadow and the floor in place of the foot may touch; None when there are none."""
    points = []
    if layer.shadow > 0.0:
        (left, back), (right, front) = shadow.low_mm, shadow.high_mm
        floor = np.array([[x, 0.0, z] for x in (left, right) for z in (back, front)])
        matrix = layer.shoe.camera_from_model
        placed = floor @ matrix[:3, :3].T + matrix[:3, 3]
        if placed[:, 2].min() < 1.0:
            return None
        points.append(canvas.scene.frame.camera.project(placed))
    if layer.hide > 0.0 and view is not None and view.hidden_px is not None:
        points.append(view.hidden_px)
    if not points:
        return None
    return Box.around(np.concatenate(points), _MARGIN_PX, canvas.width, canvas.height)


def _shadow_from_picture(shoe: WornShoe, shadow: SoleShadow, canvas: Canvas) -> Array:
    """(3, 3) homography: picture px to the shadow's texture, through the model's floor y = 0."""
    picture_from_floor = canvas.scene.frame.camera.matrix @ shoe.camera_from_model[:3][:, [0, 2, 3]]
    width, height = shadow.high_mm - shadow.low_mm
    texture_from_floor = np.array(
        [
            [1.0 / width, 0.0, -shadow.low_mm[0] / width],
            [0.0, 1.0 / height, -shadow.low_mm[1] / height],
            [0.0, 0.0, 1.0],
        ]
    )
    try:
        homography: Array = texture_from_floor @ np.linalg.inv(picture_from_floor)
    except np.linalg.LinAlgError:  # the camera lies on the floor: `_darkness` draws no shadow there
        return np.eye(3)
    # Only its signs and ratios count; single precision wants numbers of ordinary size.
    return homography / max(float(np.abs(homography).max()), 1e-12)


def _moved(shoe: WornShoe, shadow: SoleShadow, canvas: Canvas) -> tuple[float, float]:
    """How far the soft shadow lies beside the shoe, in its texture: away from the light."""
    x, y, z = shoe.camera_from_foot[:3, :3].T @ np.array(canvas.scene.light.direction)
    slope = np.array([x, z]) / max(float(y), 0.3)
    steep = float(np.linalg.norm(slope))
    slope *= min(1.0, _STEEPEST / max(steep, 1e-6))
    moved = slope * _SHOE_MIDDLE_MM / (shadow.high_mm - shadow.low_mm)
    return float(moved[0]), float(moved[1])


def _darkness(layer: ShoeGround, canvas: Canvas) -> tuple[float, float, float]:
    """The strength of contact's, sky's and lamp's shadow: weaker the higher the foot is lifted."""
    shoe = layer.shoe
    lift = max((_lift_mm(shoe, other) for other in other_shoes(shoe, canvas)), default=0.0)
    share = float(np.clip((lift - _LIFTED_FROM_MM) / (_LIFTED_MM - _LIFTED_FROM_MM), 0.0, 1.0))
    camera_mm = -shoe.camera_from_foot[:3, 3] @ shoe.camera_from_foot[:3, :3]
    seen = float(np.clip(camera_mm[1] / _EDGE_ON_MM, 0.0, 1.0))
    strength = layer.shadow * shoe.opacity * seen
    over = strength * (1.0 - 0.6 * share)
    return _CONTACT * strength * (1.0 - share), _WIDE * over, _CAST * over


def _lift_mm(shoe: WornShoe, other: WornShoe) -> float:
    """How high the lowest end of a sole stands over the floor of the other foot."""
    ends = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, shoe.foot_mm]])
    placed = ends @ shoe.camera_from_foot[:3, :3].T + shoe.camera_from_foot[:3, 3]
    over = (placed - other.camera_from_foot[:3, 3]) @ other.camera_from_foot[:3, 1]
    return float(over.min())
