"""Worn shoes: shaded in the light over the floor, round the ankle, behind the leg.

The shoe is drawn in a multisampled box of its own, which is averaged and laid over the picture, but for what
the mask takes for the leg. Where the leg is to stand in the shaft, or where there is no mask, the depth of a
lower leg on the foot's pose decides instead: a shoe's far rim lies behind it and the near one before it. A
bare leg never hangs over a shoe as trousers do.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array
from ...core.scene import WornShoe
from .. import environment, gl
from ..buffers import VertexArray
from ..drawing import Canvas, Kit, draws
from ..foot_region import leg_card, leg_rings, strip_triangles
from ..foot_views import BareFrame, FootView, FootViews, mask_from_picture
from ..program import Program
from ..projection import Box
from ..shoe_shade import foot_in, shaded
from ..worn_buffers import SampledBox
from ..worn_mesh import WornMesh
from ..worn_painter import WornPainter, block
from .shoe_ground import other_shoes

_DRAWN_UNIT, _MASK_UNIT = 2, 3
_POINTS = np.dtype([("position", np.float32, 3)])
_MARGIN_PX = 2.0
# What an ordinary floor gives back of the light on it.
_FLOOR_ALBEDO = 0.3
# A sock in the shade of leg and shoe is that much darker than the leg is seen to be.
_SOCK_LIGHT = 0.9


@draws(WornShoe)
class WornShoePass:
    """Draws worn shoes."""

    needs_depth: ClassVar[bool] = False

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._views = kit.shared(FootViews)
        self._bare = BareFrame()
        self._sock = kit.program("worn.vert.glsl", "shoe_sock.frag.glsl", ("ON_FLOOR",))
        self._painter = WornPainter(kit, ("ON_FLOOR",), fades=False)
        # A shoe is opaque, and its light is rolled off below what a screen shows.
        self._box = SampledBox(gl.GL_SRGB8_ALPHA8)
        self._leg = VertexArray(_POINTS)

    def draw(self, layer: WornShoe, canvas: Canvas) -> None:
        """Draw one shoe over the picture so far."""
        if layer.opacity <= 0.0:
            return
        mesh = self._painter.mesh(shaded(layer.model))
        box = _box_of(layer, mesh, canvas)
        if box is None:
            return
        self._box.begin(box, canvas.width, canvas.height)
        gl.glEnable(gl.GL_DEPTH_TEST)
        if layer.mask is None or layer.bare or not layer.leg_in_front:
            self._draw_leg(layer, box, canvas)
        studio = environment.studio_from_camera_on_floor(
            layer.camera_from_foot[:3, 1], canvas.scene.light.direction
        )
        self._draw_foot(layer, studio, box, canvas)
        self._painter.draw(mesh, layer.camera_from_model, _block(layer.camera_from_model, studio))
        gl.glDisable(gl.GL_DEPTH_TEST)
        self._lay_over(layer, box, canvas)

    def _draw_foot(self, layer: WornShoe, studio: Array, box: Box, canvas: Canvas) -> None:
        """What stands in the shoe: a bare foot as the picture shows it, otherwise a sock."""
        foot = foot_in(layer.model)
        if not foot.primitives[0].indices.size:
            return
        mesh = self._painter.mesh(foot)
        if layer.bare:
            masked = ("MASKED",) if layer.mask is not None else ()
            program = self._kit.program("worn.vert.glsl", "shoe_bare.frag.glsl", masked)
            program.use()
            if masked:
                self._bind_mask(layer, program, canvas)
            self._bare.texture(canvas.scene.frame).bind(0)
            program["frame"], program["origin"] = 0, (box.x, box.y)
            self._painter.draw_with(mesh, _block(layer.camera_from_model, studio))
            return
        if layer.mask is None:
            return
        sock = self._view(layer, canvas).leg_colour / np.maximum(canvas.scene.light.ambient, 0.05)
        red, green, blue = (float(v) for v in np.clip(sock * _SOCK_LIGHT, 0.0, 0.8))
        self._sock.use()
        self._sock["origin"] = (box.x, box.y)
        self._bind_mask(layer, self._sock, canvas)
        self._painter.draw_with(mesh, _block(layer.camera_from_model, studio, (red, green, blue)))

    def _draw_leg(self, layer: WornShoe, box: Box, canvas: Canvas) -> None:
        """The depth of the leg, and of a bare one its picture; with a mask only where that sees one."""
        masked = layer.mask is not None
        points = (leg_card if masked else leg_rings)(layer, canvas.scene.frame.camera)
        triangles = strip_triangles(*points.shape[:2], closed=not masked)
        vertices = np.ascontiguousarray(points.reshape(-1, 3), np.float32).view(_POINTS)[:, 0]
        self._leg.upload(vertices, triangles.ravel(), stream=True)
        shown = masked and layer.bare
        program = self._kit.program(
            "occluder.vert.glsl",
            "shoe_leg.frag.glsl",
            ("MASKED", "BARE") if shown else ("MASKED",) if masked else (),
        )
        program.use()
        if masked:
            self._bind_mask(layer, program, canvas)
            program["origin"] = (box.x, box.y)
        if shown:
            self._bare.texture(canvas.scene.frame).bind(0)
            program["frame"] = 0
        else:
            gl.glColorMask(gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE)
        self._leg.draw()
        gl.glColorMask(gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE)

    def _bind_mask(self, layer: WornShoe, program: Program, canvas: Canvas) -> None:
        assert layer.mask is not None
        self._view(layer, canvas).mask.bind(_MASK_UNIT)
        program["mask"] = _MASK_UNIT
        program["mask_from_picture"] = mask_from_picture(layer.mask)

    def _view(self, layer: WornShoe, canvas: Canvas) -> FootView:
        return self._views.view(layer, other_shoes(layer, canvas), canvas.scene.frame)

    def _lay_over(self, layer: WornShoe, box: Box, canvas: Canvas) -> None:
        masked = ("MASKED",) if layer.mask is not None and layer.leg_in_front else ()
        canvas.target.framebuffer.bind()
        program = self._kit.program("box.vert.glsl", "shoe_resolve.frag.glsl", masked)
        program.use()
        if masked:
            self._bind_mask(layer, program, canvas)
            bare = self._view(layer, canvas).leg_bare if layer.bare else 0.0
            program["leg_hides"] = 1.0 - bare
        self._box.bind(_DRAWN_UNIT)
        program["drawn"] = _DRAWN_UNIT
        program["placing"] = (box.x, box.y, self._box.samples, layer.opacity)
        program["box"] = (box.x, box.y, box.width, box.height)
        gl.glEnable(gl.GL_BLEND)
        gl.glBlendFunc(gl.GL_ONE, gl.GL_ONE_MINUS_SRC_ALPHA)
        self._kit.draw_square()
        gl.glDisable(gl.GL_BLEND)

    def release(self) -> None:
        self._painter.release()
        self._box.release()
        self._leg.release()
        self._bare.release()


def _box_of(layer: WornShoe, mesh: WornMesh, canvas: Canvas) -> Box | None:
    placed = mesh.hull @ layer.camera_from_model[:3, :3].T + layer.camera_from_model[:3, 3]
    if placed[:, 2].min() < 1.0:
        return None
    return Box.around(canvas.scene.frame.camera.project(placed), _MARGIN_PX, canvas.width, canvas.height)


def _block(
    camera_from_model: Array, studio: Array, colour: tuple[float, float, float] | None = None
) -> NDArray[np.float32]:
    floor = (_FLOOR_ALBEDO,) * 3
    return block(camera_from_model, studio, head_studio=np.zeros(4), colour=colour, floor_light=floor)
