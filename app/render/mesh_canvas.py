"""Textured meshes painted one over the other: what draws the demo subjects.

Unlike the renderer it knows no scene and no light: photographs lifted onto meshes bring their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.maths import expect_shape
from . import gl
from .buffers import Framebuffer, Texture, VertexArray
from .program import Program
from .projection import clip_from_camera

_VERTEX = np.dtype(
    [("position", np.float32, 3), ("uv", np.float32, 2), ("shade", np.float32), ("cover", np.float32)]
)


class CanvasMesh:
    """Triangles over a texture, their positions given anew with every picture."""

    def __init__(
        self,
        texture: Texture,
        uv: NDArray[np.floating],
        triangles: NDArray[np.integer],
        *,
        covering: bool,
        relief: bool,
    ) -> None:
        expect_shape("uv", uv, (None, 2))
        expect_shape("triangles", triangles, (None, 3))
        self.texture = texture
        self.covering, self.relief = covering, relief
        self.vertices = np.zeros(len(uv), _VERTEX)
        self.vertices["uv"] = uv
        self.vertices["shade"] = self.vertices["cover"] = 1.0
        self._array = VertexArray(_VERTEX)
        self._array.upload(self.vertices, np.ascontiguousarray(triangles, np.uint32).reshape(-1), stream=True)

    def draw(self, drawn: Drawn) -> None:
        self.vertices["position"] = drawn.positions_camera_mm
        if drawn.shade is not None:
            self.vertices["shade"] = drawn.shade
        if drawn.cover is not None:
            self.vertices["cover"] = drawn.cover
        self._array.upload(self.vertices, stream=True)
        self._array.draw()

    def release(self) -> None:
        self._array.release()


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One mesh of a picture: vertices in camera mm (n, 3), optionally brightness and coverage (n,) each."""

    mesh: CanvasMesh
    positions_camera_mm: NDArray[np.floating]
    shade: NDArray[np.floating] | None = None
    cover: NDArray[np.floating] | None = None


class MeshCanvas:
    """A picture of width x height on which meshes are painted. Belongs to the context that is current."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        shaders = ("mesh_canvas.vert.glsl", "mesh_canvas.frag.glsl")
        # Two programs and no switch in one: software GL would shade all of an opaque backdrop twice.
        self._programs = {True: Program(*shaders), False: Program(*shaders, ("OPAQUE",))}
        self._colour = Texture(width, height, gl.GL_RGBA8)
        self._framebuffer = Framebuffer(self._colour, depth=True)
        self._ground_colour = Texture(width, height, gl.GL_RGBA8)
        self._ground = Framebuffer(self._ground_colour, depth=True)
        self._clear(self._ground)
        self._textures: list[Texture] = []
        self._meshes: list[CanvasMesh] = []

    def texture(self, pixels: NDArray[np.uint8]) -> Texture:
        """A texture of (h, w, 3 or 4) uint8 that lives as long as the canvas."""
        texture = Texture(pixels.shape[1], pixels.shape[0], gl.GL_RGBA8)
        texture.upload(pixels)
        self._textures.append(texture)
        return texture

    def upload(
        self,
        texture: Texture,
        uv: NDArray[np.floating],
        triangles: NDArray[np.integer],
        *,
        covering: bool = True,
        relief: bool = False,
    ) -> CanvasMesh:
        """A mesh over a texture: uv (n, 2) in 0..1 from the top left, triangles (m, 3).

        `covering`: the texture's alpha says how much of what is behind it covers (otherwise it is opaque).
        `relief`: it hides what lies behind it of itself and of other reliefs; all others lie flat upon one
        another in the order in which they are drawn.
        """
        mesh = CanvasMesh(texture, uv, triangles, covering=covering, relief=relief)
        self._meshes.append(mesh)
        return mesh

    def lay_ground(self, drawn: Sequence[Drawn], camera: Intrinsics) -> None:
        """Paint what lies still, once: every picture begins with it (black until then)."""
        self._clear(self._ground)
        self._paint(drawn, camera)

    def draw(self, drawn: Sequence[Drawn], camera: Intrinsics) -> NDArray[np.uint8]:
        """(height, width, 3) uint8: the meshes painted on the ground in order, reliefs by depth as well."""
        self._framebuffer.bind()
        gl.glClear(gl.GL_DEPTH_BUFFER_BIT)
        gl.glBindFramebuffer(gl.GL_READ_FRAMEBUFFER, self._ground.name)
        whole = (0, 0, self.width, self.height)
        gl.glBlitFramebuffer(*whole, *whole, gl.GL_COLOR_BUFFER_BIT, gl.GL_NEAREST)
        self._paint(drawn, camera)
        return self._framebuffer.read()

    @staticmethod
    def _clear(framebuffer: Framebuffer) -> None:
        framebuffer.bind()
        gl.glClearColor(0.0, 0.0, 0.0, 1.0)
        gl.glClear(gl.GL_COLOR_BUFFER_BIT | gl.GL_DEPTH_BUFFER_BIT)

    def _paint(self, drawn: Sequence[Drawn], camera: Intrinsics) -> None:
        gl.glDisable(gl.GL_FRAMEBUFFER_SRGB)
        gl.glBlendFunc(gl.GL_SRC_ALPHA, gl.GL_ONE_MINUS_SRC_ALPHA)
        clip = clip_from_camera(camera)
        for item in drawn:
            program = self._programs[item.mesh.covering]
            program.use()
            program["clip_from_camera"] = clip
            program["image"] = 0
            _switch(gl.GL_DEPTH_TEST, item.mesh.relief)
            _switch(gl.GL_BLEND, item.mesh.covering)
            item.mesh.texture.bind()
            item.mesh.draw(item)

    def release(self) -> None:
        """Free everything; the context has to be current."""
        for mesh in self._meshes:
            mesh.release()
        for texture in (*self._textures, self._colour, self._ground_colour):
            texture.release()
        self._framebuffer.release()
        self._ground.release()
        for program in self._programs.values():
            program.release()


def _switch(capability: int, on: bool) -> None:
    if on:
        gl.glEnable(capability)
    else:
        gl.glDisable(capability)
