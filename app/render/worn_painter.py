"""Draws a Model3D with physically based shading into whatever is bound: shared by all that is worn."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.maths import Array
from ..core.model3d import Model3D
from . import environment, gl
from .buffers import UniformBuffer
from .drawing import Kit
from .program import BLOCKS, Program
from .worn_buffers import StudioTexture
from .worn_mesh import Batch, WornMesh

_MOST_MESHES = 16  # one look of nine on screen wears fewer
_STUDIO_UNIT, _FIRST_MATERIAL_UNIT = 1, 3
_PICTURES = ("base_picture", "rough_picture", "normal_picture", "glow_picture", "shade_picture")


class WornPainter:
    """Models on the graphics card and the programs that shade them; `defines` choose the shaders' variant."""

    def __init__(self, kit: Kit, defines: tuple[str, ...] = ()) -> None:
        self._plain = kit.program("worn.vert.glsl", "worn.frag.glsl", defines)
        self._lens = kit.program("worn.vert.glsl", "worn_lens.frag.glsl", defines)
        self._textured = kit.program("worn_textured.vert.glsl", "worn_textured.frag.glsl", defines)
        self._studio = StudioTexture()
        self._block = UniformBuffer(BLOCKS["WornBlock"])
        self._meshes: dict[str, WornMesh] = {}

    def mesh(self, model: Model3D) -> WornMesh:
        """The model on the graphics card; the one drawn longest ago makes room."""
        mesh = self._meshes.pop(model.key, None) or WornMesh(model)
        self._meshes[model.key] = mesh
        while len(self._meshes) > _MOST_MESHES:
            self._meshes.pop(next(iter(self._meshes))).release()
        return mesh

    def draw(self, mesh: WornMesh, camera_from_model: Array, block: NDArray[np.float32]) -> None:
        """Draw opaque parts, then the others from back to front.

        Depth test on entry and exit; `block` is the std140 WornBlock of worn_block.glsl.
        """
        self._block.upload(block)
        gl.glEnable(gl.GL_BLEND)
        gl.glBlendFuncSeparate(gl.GL_ONE, gl.GL_SRC1_COLOR, gl.GL_ONE, gl.GL_ONE_MINUS_SRC_ALPHA)
        self.bind_studio()
        mesh.bind()
        gl.glEnable(gl.GL_CULL_FACE)
        gl.glFrontFace(gl.GL_CW)  # projection.py does not turn y over
        program: Program | None = None
        for batch in mesh.opaque:
            program = self._draw_batch(mesh, batch, program)
        gl.glDepthMask(gl.GL_FALSE)
        for batch in mesh.see_through(camera_from_model):
            program = self._draw_batch(mesh, batch, program)
        gl.glDepthMask(gl.GL_TRUE)
        for used in (gl.GL_CULL_FACE, gl.GL_BLEND):
            gl.glDisable(used)
        gl.glFrontFace(gl.GL_CCW)

    def bind_studio(self) -> int:
        """The unit that the studio's texture is on from now on."""
        self._studio.bind(_STUDIO_UNIT)
        return _STUDIO_UNIT

    def draw_with(self, mesh: WornMesh, block: NDArray[np.float32]) -> None:
        """Draw a mesh's triangles with the program in use, which has worn_vertex.glsl's block."""
        self._block.upload(block)
        mesh.bind()
        for batch in mesh.batches:
            mesh.draw(batch)

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

    def release(self) -> None:
        for mesh in self._meshes.values():
            mesh.release()
        self._studio.release()
        self._block.release()
        self._meshes.clear()


def block(
    camera_from_model: Array,
    studio_from_camera: Array,
    *,
    head_studio: Array,
    fade: tuple[float, float] = (1e6, 1e6 + 1.0),
    lens_span_mm: tuple[float, float] = (0.0, 0.0),
    colour: tuple[float, float, float] | None = None,
    tint: tuple[float, float, float, float] | None = None,
    tint_gradient: float = 0.0,
    floor_light: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> NDArray[np.float32]:
    """The std140 WornBlock of worn_block.glsl. `studio_from_camera` (3, 3) is a rotation."""
    turned: Array = np.eye(4)
    turned[:3, :3] = studio_from_camera
    harmonics = np.pad(environment.studio()[1], ((0, 0), (0, 1)))
    floats: list[ArrayLike] = [
        np.asarray(camera_from_model).T.ravel(),
        (turned @ camera_from_model).T.ravel(),
        harmonics.ravel(),
        head_studio,
        (*fade, *lens_span_mm),
        (0.0, 0.0, 0.0, 0.0) if colour is None else (*colour, 1.0),
        (1.0, 1.0, 1.0, 0.0) if tint is None else tint,
        (tint_gradient, 0.0, 0.0, 0.0),
        (*floor_light, 0.0),
    ]
    return np.concatenate([np.asarray(part, np.float32) for part in floats])
