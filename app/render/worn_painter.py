"""Draws a Model3D with physically based shading into whatever is bound: shared by all that is worn."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.maths import Array
from ..core.model3d import Material, Model3D
from . import environment, gl
from .buffers import UniformBuffer
from .drawing import Kit
from .program import BLOCKS, Program
from .worn_buffers import StudioTexture
from .worn_mesh import Batch, WornMesh, pictures

_MOST_MESHES = 16  # one look of nine on screen wears fewer
_STUDIO_UNIT, _FIRST_MATERIAL_UNIT = 1, 3
# The pictures of a material in the order of worn_mesh.pictures: their #define and their uniform.
_PICTURES = (
    ("BASE", "base_picture"),
    ("ROUGH", "rough_picture"),
    ("NORMAL", "normal_picture"),
    ("GLOW", "glow_picture"),
    ("SHADE", "shade_picture"),
)


class WornPainter:
    """Models on the graphics card and the programs that shade them.

    `defines` choose the shaders' variant. `fades`: opaque parts may fade out by the block's `fade`.
    """

    def __init__(self, kit: Kit, defines: tuple[str, ...] = (), *, fades: bool = True) -> None:
        self._fades = fades
        self._plain = kit.program("worn.vert.glsl", "worn.frag.glsl", defines)
        self._lens = kit.program("worn.vert.glsl", "worn_lens.frag.glsl", defines)
        self._kit, self._defines = kit, defines
        self._studio = StudioTexture()
        self._block = UniformBuffer(BLOCKS["WornBlock"])
        self._meshes: dict[str, WornMesh] = {}

    def mesh(self, model: Model3D) -> WornMesh:
        """The model on the graphics card; the one drawn longest ago makes room."""
        mesh = self._meshes.pop(model.key, None) or WornMesh(model, shell="ON_FLOOR" in self._defines)
        self._meshes[model.key] = mesh
        while len(self._meshes) > _MOST_MESHES:
            self._meshes.pop(next(iter(self._meshes))).release()
        return mesh

    def draw(self, mesh: WornMesh, camera_from_model: Array, block: NDArray[np.float32]) -> None:
        """Draw opaque parts, then the others from back to front.

        Depth test on entry and exit; `block` is the std140 WornBlock of worn_block.glsl.
        """
        self._block.upload(block)
        gl.glBlendFuncSeparate(gl.GL_ONE, gl.GL_SRC1_COLOR, gl.GL_ONE, gl.GL_ONE_MINUS_SRC_ALPHA)
        if self._fades:
            gl.glEnable(gl.GL_BLEND)
        self._studio.bind(_STUDIO_UNIT)
        mesh.bind()
        gl.glEnable(gl.GL_CULL_FACE)
        gl.glFrontFace(gl.GL_CW)  # projection.py does not turn y over
        program: Program | None = None
        for batch in mesh.opaque:
            program = self._draw_batch(mesh, batch, program)
        gl.glEnable(gl.GL_BLEND)
        gl.glDepthMask(gl.GL_FALSE)
        for batch in mesh.see_through(camera_from_model):
            program = self._draw_batch(mesh, batch, program)
        gl.glDepthMask(gl.GL_TRUE)
        for used in (gl.GL_CULL_FACE, gl.GL_BLEND):
            gl.glDisable(used)
        gl.glFrontFace(gl.GL_CCW)

    def draw_with(self, mesh: WornMesh, block: NDArray[np.float32]) -> None:
        """Draw a mesh's triangles with the program in use, which has worn_vertex.glsl's block."""
        self._block.upload(block)
        mesh.bind()
        for batch in mesh.batches:
            mesh.draw(batch)

    def _draw_batch(self, mesh: WornMesh, batch: Batch, current: Program | None) -> Program:
        """Draw a batch with its program, which is left in use."""
        material = None if batch.lens else batch.material
        program = self._lens if batch.lens else self._plain
        if material is not None:
            program = self._program_of(material, batch)
        if program is not current:
            program.use()
            program["studio"] = _STUDIO_UNIT
        if material is not None:
            _set_material(program, mesh, material)
        if batch.double_sided:
            gl.glDisable(gl.GL_CULL_FACE)
        mesh.draw(batch)
        if batch.double_sided:
            gl.glEnable(gl.GL_CULL_FACE)
        return program

    def _program_of(self, material: Material, batch: Batch) -> Program:
        """The variant for what a material has: software GL pays for what is sampled and multiplied by 1."""
        having = [name for (name, _), picture in zip(_PICTURES, pictures(material), strict=True) if picture]
        having += ["GLOWS"] if any(material.emissive) else []
        having += ["CUTOUT"] if material.alpha_mode == "MASK" else []
        having += ["KEEPS_ALPHA"] if batch.see_through else []
        defines = (*self._defines, *having)
        return self._kit.program("worn_textured.vert.glsl", "worn_textured.frag.glsl", defines)

    def release(self) -> None:
        for mesh in self._meshes.values():
            mesh.release()
        self._studio.release()
        self._block.release()
        self._meshes.clear()


def _set_material(program: Program, mesh: WornMesh, material: Material) -> None:
    mesh.bind_pictures(material, _FIRST_MATERIAL_UNIT)
    for place, ((_, name), picture) in enumerate(zip(_PICTURES, pictures(material), strict=True)):
        if picture is not None and (name != "glow_picture" or any(material.emissive)):
            program[name] = _FIRST_MATERIAL_UNIT + place
    if any(material.emissive):
        program["emissive_factor"] = material.emissive
    if material.alpha_mode == "MASK":
        program["alpha_cutoff"] = material.alpha_cutoff


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
