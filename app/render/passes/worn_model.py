"""Worn models: physically based shading, lenses that the picture shines through, four samples a pixel.

A model is drawn in a multisampled box of its own: first the picture so far, then the heads' depth, then what
is opaque, then what is not from back to front. The box is averaged in linear light and laid over the picture
where anything was drawn, so all other pixels keep their bytes.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...core.scene import HeadOccluder, WornModel
from .. import environment, gl
from ..drawing import Canvas, Kit, draws
from ..projection import Box
from ..worn_buffers import SampledBox
from ..worn_mesh import WornMesh
from ..worn_painter import WornPainter, block
from .head_occluder import OccluderMeshes

_MARGIN_PX = 2.0
_SHADOW_MM = 8.0
_DRAWN_UNIT = 2
# Of the wearer's head in a model's space: what inner surfaces mirror.
_HEAD_MM = np.array([0.0, -10.0, -80.0, 1.0])
# The front's ends on the skin, and how far above its shadow the frame stands, in a model's space.
_SHADOW_MARKS_MM = np.array([[-60.0, 4.0, -6.0], [60.0, 4.0, -6.0], [0.0, 0.0, 8.0], [0.0, 3.6, 8.0]])
_DARKEST = 0.7


@draws(WornModel)
class WornModelPass:
    """Draws worn models, each behind the heads of the scene where they hide it."""

    needs_depth: ClassVar[bool] = False

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._backdrop = kit.program("box.vert.glsl", "worn_backdrop.frag.glsl")
        self._occluder = kit.program("occluder.vert.glsl", "occluder.frag.glsl")
        self._resolve = kit.program("box.vert.glsl", "worn_resolve.frag.glsl")
        self._heads = OccluderMeshes()
        self._box = SampledBox()
        self._painter = WornPainter(kit)

    def draw(self, layer: WornModel, canvas: Canvas) -> None:
        """Draw one worn model over the picture so far."""
        if layer.opacity <= 0.0:
            return
        mesh = self._painter.mesh(layer.model)
        box = _box_of(layer, mesh, canvas)
        if box is None:
            return
        canvas.backdrop(box)  # leaves the picture so far on unit 0
        self._box.begin(box, canvas.width, canvas.height)
        self._backdrop.use()
        self._backdrop["box"] = (box.x, box.y, box.width, box.height)
        self._backdrop["origin"] = (box.x, box.y)
        self._kit.draw_square()
        self._draw_solids(layer, mesh, canvas)
        self._lay_over(layer, box, canvas)

    def _draw_solids(self, layer: WornModel, mesh: WornMesh, canvas: Canvas) -> None:
        gl.glEnable(gl.GL_DEPTH_TEST)
        heads = tuple(other for other in canvas.scene.layers if isinstance(other, HeadOccluder))
        if heads:
            gl.glColorMask(gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE)
            self._occluder.use()
            self._heads.draw(heads)
            gl.glColorMask(gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE)
        self._painter.draw(mesh, layer.camera_from_model, _block(layer, mesh, canvas))
        gl.glDisable(gl.GL_DEPTH_TEST)

    def _lay_over(self, layer: WornModel, box: Box, canvas: Canvas) -> None:
        canvas.target.framebuffer.bind()
        self._resolve.use()
        self._box.bind(_DRAWN_UNIT)
        self._resolve["drawn"] = _DRAWN_UNIT
        self._resolve["shadow"], self._resolve["across"] = _shadow(layer, canvas)
        self._resolve["placing"] = (box.x, box.y, self._box.samples, layer.opacity)
        self._resolve["box"] = (box.x, box.y, box.width, box.height)
        self._kit.draw_square()

    def release(self) -> None:
        self._painter.release()
        self._heads.release()
        self._box.release()


def _box_of(layer: WornModel, mesh: WornMesh, canvas: Canvas) -> Box | None:
    """The pixels that the visible part of the model may touch; None when it is not in the picture."""
    hull = mesh.hull.copy()
    hull[:, 2] = np.maximum(hull[:, 2], -layer.fade_to_mm)
    placed = hull @ layer.camera_from_model[:3, :3].T + layer.camera_from_model[:3, 3]
    if placed[:, 2].min() < 1.0:
        return None
    camera = canvas.scene.frame.camera
    reach_px = _SHADOW_MM * camera.fy / float(layer.camera_from_model[2, 3]) if layer.shadow > 0.0 else 0.0
    return Box.around(camera.project(placed), _MARGIN_PX + reach_px, canvas.width, canvas.height)


def _shadow(layer: WornModel, canvas: Canvas) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """For worn_resolve.frag.glsl: strength and way up; the front's right and left end, in px."""
    marks = _SHADOW_MARKS_MM @ layer.camera_from_model[:3, :3].T + layer.camera_from_model[:3, 3]
    right, left, middle, above = canvas.scene.frame.camera.project(marks)
    up = above - middle
    return (_DARKEST * layer.shadow, float(up[0]), float(up[1]), 0.0), (*right, *left)


def _block(layer: WornModel, mesh: WornMesh, canvas: Canvas) -> NDArray[np.float32]:
    studio_from_camera = environment.studio_from_camera(canvas.scene.light.direction)
    head = layer.camera_from_model @ _HEAD_MM
    return block(
        layer.camera_from_model,
        studio_from_camera,
        head_studio=np.append(studio_from_camera @ head[:3], 1.0),
        fade=(layer.fade_from_mm, layer.fade_to_mm),
        lens_span_mm=mesh.lens_span_mm,
        colour=layer.colour,
        tint=layer.tint,
        tint_gradient=layer.tint_gradient,
    )
