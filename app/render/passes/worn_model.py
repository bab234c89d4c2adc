"""Worn models: physically based shading, lenses that the picture shines through, four samples a pixel.

A model is drawn in a multisampled box of its own: first the picture so far, then the heads' depth, then what
is opaque, then what is not from back to front. The box is averaged in linear light and laid over the picture
where anything was drawn, so all other pixels keep their bytes.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array
from ...core.scene import HeadOccluder, WornModel
from .. import environment, gl
from ..buffers import UniformBuffer
from ..drawing import Canvas, Kit, draws
from ..program import BLOCKS, Program
from ..projection import Box
from ..worn_buffers import SampledBox, StudioTexture
from ..worn_mesh import Batch, WornMesh
from .head_occluder import OccluderMeshes

_MOST_MESHES = 16  # one look of nine on screen wears fewer
_MARGIN_PX = 2.0
_SHADOW_MM = 8.0
_STUDIO_UNIT, _DRAWN_UNIT, _FIRST_MATERIAL_UNIT = 1, 2, 3
# Of the wearer's head in a model's space: what inner surfaces mirror.
_HEAD_MM = np.array([0.0, -10.0, -80.0, 1.0])
# The front's ends on the skin, and how far above its shadow the frame stands, in a model's space.
_SHADOW_MARKS_MM = np.array([[-60.0, 4.0, -6.0], [60.0, 4.0, -6.0], [0.0, 0.0, 8.0], [0.0, 3.6, 8.0]])
_DARKEST = 0.7
_PICTURES = ("base_picture", "rough_picture", "normal_picture", "glow_picture", "shade_picture")


@draws(WornModel)
class WornModelPass:
    """Draws worn models, each behind the heads of the scene where they hide it."""

    needs_depth: ClassVar[bool] = False

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._backdrop = kit.program("box.vert.glsl", "worn_backdrop.frag.glsl")
        self._occluder = kit.program("occluder.vert.glsl", "occluder.frag.glsl")
        self._plain = kit.program("worn.vert.glsl", "worn.frag.glsl")
        self._lens = kit.program("worn.vert.glsl", "worn_lens.frag.glsl")
        self._textured = kit.program("worn_textured.vert.glsl", "worn_textured.frag.glsl")
        self._resolve = kit.program("box.vert.glsl", "worn_resolve.frag.glsl")
        self._heads = OccluderMeshes()
        self._box = SampledBox()
        self._studio = StudioTexture()
        self._block = UniformBuffer(BLOCKS["WornBlock"])
        self._meshes: dict[str, WornMesh] = {}

    def draw(self, layer: WornModel, canvas: Canvas) -> None:
        """Draw one worn model over the picture so far."""
        if layer.opacity <= 0.0:
            return
        mesh = self._mesh(layer)
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
        self._block.upload(_block(layer, mesh, canvas))
        gl.glEnable(gl.GL_DEPTH_TEST)
        heads = tuple(other for other in canvas.scene.layers if isinstance(other, HeadOccluder))
        if heads:
            gl.glColorMask(gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE, gl.GL_FALSE)
            self._occluder.use()
            self._heads.draw(heads)
            gl.glColorMask(gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE)
        gl.glEnable(gl.GL_BLEND)
        gl.glBlendFuncSeparate(gl.GL_ONE, gl.GL_SRC1_COLOR, gl.GL_ONE, gl.GL_ONE_MINUS_SRC_ALPHA)
        self._studio.bind(_STUDIO_UNIT)
        mesh.bind()
        gl.glEnable(gl.GL_CULL_FACE)
        gl.glFrontFace(gl.GL_CW)  # projection.py does not turn y over
        program: Program | None = None
        for batch in mesh.opaque:
            program = self._draw_batch(mesh, batch, program)
        gl.glDepthMask(gl.GL_FALSE)
        for batch in mesh.see_through(layer.camera_from_model):
            program = self._draw_batch(mesh, batch, program)
        gl.glDepthMask(gl.GL_TRUE)
        for used in (gl.GL_CULL_FACE, gl.GL_DEPTH_TEST, gl.GL_BLEND):
            gl.glDisable(used)
        gl.glFrontFace(gl.GL_CCW)

    def _draw_batch(self, mesh: WornMesh, batch: Batch, current: Program | None) -> Program:
        """Draw a batch with its program, which is left in use."""
        material = batch.material
        program = self._lens if batch.lens else self._plain if material is None else self._textured
        if program is not current:
            program.use()
            program["studio"] = _STUDIO_UNIT
        if material is not None and not batch.lens:
            mesh.bind_pictures(material, _FIRST_MATERIAL_UNIT)
            for place, name in enumerate(_PICTURES):
                program[name] = _FIRST_MATERIAL_UNIT + place
            program["emissive_factor"] = material.emissive
            program["alpha_cutoff"] = material.alpha_cutoff if material.alpha_mode == "MASK" else 0.0
            program["keeps_alpha"] = 1.0 if batch.see_through else 0.0
        if batch.double_sided:
            gl.glDisable(gl.GL_CULL_FACE)
        mesh.draw(batch)
        if batch.double_sided:
            gl.glEnable(gl.GL_CULL_FACE)
        return program

    def _lay_over(self, layer: WornModel, box: Box, canvas: Canvas) -> None:
        canvas.target.framebuffer.bind()
        self._resolve.use()
        self._box.bind(_DRAWN_UNIT)
        self._resolve["drawn"] = _DRAWN_UNIT
        self._resolve["shadow"], self._resolve["across"] = _shadow(layer, canvas)
        self._resolve["placing"] = (box.x, box.y, self._box.samples, layer.opacity)
        self._resolve["box"] = (box.x, box.y, box.width, box.height)
        self._kit.draw_square()

    def _mesh(self, layer: WornModel) -> WornMesh:
        """The model on the graphics card; the one drawn longest ago makes room."""
        key = layer.model.key
        mesh = self._meshes.pop(key, None) or WornMesh(layer.model)
        self._meshes[key] = mesh
        while len(self._meshes) > _MOST_MESHES:
            self._meshes.pop(next(iter(self._meshes))).release()
        return mesh

    def release(self) -> None:
        for mesh in self._meshes.values():
            mesh.release()
        self._heads.release()
        self._box.release()
        self._studio.release()
        self._block.release()
        self._meshes.clear()


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
    """The std140 WornBlock of worn_block.glsl."""
    studio_from_camera: Array = np.eye(4)
    studio_from_camera[:3, :3] = environment.studio_from_camera(canvas.scene.light.direction)
    studio_from_model = studio_from_camera @ layer.camera_from_model
    harmonics = np.pad(environment.studio()[1], ((0, 0), (0, 1)))
    tint = (1.0, 1.0, 1.0, 0.0) if layer.tint is None else layer.tint
    colour = (0.0, 0.0, 0.0, 0.0) if layer.colour is None else (*layer.colour, 1.0)
    floats = [
        np.asarray(layer.camera_from_model).T.ravel(),
        studio_from_model.T.ravel(),
        harmonics.ravel(),
        studio_from_model @ _HEAD_MM,
        (layer.fade_from_mm, layer.fade_to_mm, *mesh.lens_span_mm),
        colour,
        tint,
        (layer.tint_gradient, 0.0, 0.0, 0.0),
    ]
    return np.concatenate(floats).astype(np.float32)
