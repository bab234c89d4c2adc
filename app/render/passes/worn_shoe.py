"""Worn shoes: shaded in the light over the floor, round the ankle, behind the leg.

As for every worn model the shoe is drawn in a multisampled box of its own: the picture so far, then the depth
of the lower leg that stands in it, then the shoe. The box is averaged and laid over the picture, but for what
the mask takes for the leg.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...core.scene import WornShoe
from .. import environment, gl
from ..buffers import Texture, VertexArray
from ..drawing import Canvas, Kit, draws
from ..foot_masks import FootMasks, mask_from_picture
from ..foot_region import leg_rings, leg_triangles
from ..projection import Box
from ..worn_buffers import SampledBox
from ..worn_mesh import WornMesh
from ..worn_painter import WornPainter, block
from .shoe_ground import other_shoes

_DRAWN_UNIT, _MASK_UNIT = 2, 1
_POINTS = np.dtype([("position", np.float32, 3)])
_MARGIN_PX = 2.0
# What an ordinary floor gives back of the light on it.
_FLOOR_ALBEDO = 0.3


@draws(WornShoe)
class WornShoePass:
    """Draws worn shoes."""

    needs_depth: ClassVar[bool] = False

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._masks = kit.shared(FootMasks)
        self._backdrop = kit.program("box.vert.glsl", "worn_backdrop.frag.glsl")
        self._occluder = kit.program("occluder.vert.glsl", "occluder.frag.glsl")
        self._painter = WornPainter(kit, ("ON_FLOOR",))
        self._box = SampledBox()
        self._leg = VertexArray(_POINTS)
        self._leg.upload(np.zeros(1, _POINTS), leg_triangles().ravel())

    def draw(self, layer: WornShoe, canvas: Canvas) -> None:
        """Draw one shoe over the picture so far."""
        if layer.opacity <= 0.0:
            return
        mesh = self._painter.mesh(layer.model)
        box = _box_of(layer, mesh, canvas)
        if box is None:
            return
        picture = canvas.backdrop(box)  # on unit 0
        self._box.begin(box, canvas.width, canvas.height)
        self._backdrop.use()
        self._backdrop["box"] = (box.x, box.y, box.width, box.height)
        self._backdrop["origin"] = (box.x, box.y)
        self._kit.draw_square()
        self._draw_leg(layer, canvas)
        studio = environment.studio_from_camera_on_floor(
            layer.camera_from_foot[:3, 1], canvas.scene.light.direction
        )
        floor = (_FLOOR_ALBEDO,) * 3
        self._painter.draw(
            mesh,
            layer.camera_from_model,
            block(layer.camera_from_model, studio, head_studio=np.zeros(4), floor_light=floor),
        )
        gl.glDisable(gl.GL_DEPTH_TEST)
        self._lay_over(layer, picture, box, canvas)

    def _draw_leg(self, layer: WornShoe, canvas: Canvas) -> None:
        rings = leg_rings(layer, canvas.scene.frame.camera).reshape(-1, 3)
        self._leg.upload(np.ascontiguousarray(rings, np.float32).view(_POINTS)[:, 0], stream=True)
        gl.glEnable(gl.GL_DEPTH_TEST)
        gl.glColorMask(gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE)
        self._occluder.use()
        self._leg.draw()
        gl.glColorMask(gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE)

    def _lay_over(self, layer: WornShoe, picture: Texture, box: Box, canvas: Canvas) -> None:
        masked = layer.mask is not None and layer.leg_in_front > 0.0
        canvas.target.framebuffer.bind()
        program = self._kit.program(
            "box.vert.glsl", "shoe_resolve.frag.glsl", ("MASKED",) if masked else ()
        )
        program.use()
        if masked and layer.mask is not None:
            others = other_shoes(layer, canvas)
            self._masks.texture(layer, others, canvas.scene.frame.camera).bind(_MASK_UNIT)
            program["mask"] = _MASK_UNIT
            program["mask_from_picture"] = mask_from_picture(layer.mask)
            program["leg_in_front"] = layer.leg_in_front
        picture.bind(0)
        self._box.bind(_DRAWN_UNIT)
        program["drawn"] = _DRAWN_UNIT
        program["picture_so_far"] = 0
        program["placing"] = (box.x, box.y, self._box.samples, layer.opacity)
        program["box"] = (box.x, box.y, box.width, box.height)
        self._kit.draw_square()

    def release(self) -> None:
        self._painter.release()
        self._box.release()
        self._leg.release()


def _box_of(layer: WornShoe, mesh: WornMesh, canvas: Canvas) -> Box | None:
    placed = mesh.hull @ layer.camera_from_model[:3, :3].T + layer.camera_from_model[:3, 3]
    if placed[:, 2].min() < 1.0:
        return None
    return Box.around(canvas.scene.frame.camera.project(placed), _MARGIN_PX, canvas.width, canvas.height)
