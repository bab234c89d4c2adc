"""A pattern painted on the face, in linear light and in the light of the skin beneath it."""

from __future__ import annotations

from collections import OrderedDict
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...core.face import SKIN_PATCHES
from ...core.maths import Array, linear_from_srgb
from ...core.pattern import Pattern
from ...core.scene import FacePattern, Light
from .. import gl
from ..buffers import Texture, VertexArray
from ..drawing import Canvas, Kit, draws
from ..projection import Box

_VERTEX = np.dtype([("position", np.float32, 3), ("place", np.float32, 2), ("shown", np.float32)])
_LINEAR = linear_from_srgb(np.arange(256) / 255.0)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
# Luminance (linear) of skin of middling tone in a well exposed picture: sRGB about (190, 150, 130).
_TYPICAL_SKIN = 0.34
# How far pigment follows the skin's luminance: a picture alone cannot tell dark skin from little light, and
# white paint stays light on dark skin.
_FOLLOWS = 0.55
_LEAST = 0.004  # linear luminance; darker than this is noise
_TEXTURES_KEPT = 8


@draws(FacePattern)
class PatternPass:
    """Draws FacePattern layers over the box around the face; the far side of the face is culled."""

    needs_depth: ClassVar[bool] = True

    def __init__(self, kit: Kit) -> None:
        self._program = kit.program("pattern.vert.glsl", "pattern.frag.glsl")
        self._mesh = VertexArray(_VERTEX)
        self._triangles: NDArray[np.int32] | None = None
        self._textures: OrderedDict[str, Texture] = OrderedDict()

    def draw(self, layer: FacePattern, canvas: Canvas) -> None:
        if not np.isfinite(layer.points_camera_mm).all() or (layer.points_camera_mm[:, 2] <= 0.0).any():
            return
        points_px = canvas.scene.frame.camera.project(layer.points_camera_mm)
        box = Box.around(points_px, 1.0, canvas.width, canvas.height)
        if box is None:
            return
        backdrop = canvas.backdrop(box)
        texture = self._texture(layer.pattern)
        self._upload(layer)
        skin = skin_colour(canvas.scene.frame.rgb, points_px)
        program = self._program
        program.use()
        program["backdrop"], program["pattern"] = 0, 1
        program["skin"] = float(skin @ _LUMINANCE)
        program["exposure"] = tuple(_exposure(skin, canvas.scene.light))
        program["amount"] = layer.coverage * layer.opacity
        program["texture_kept"] = layer.texture
        backdrop.bind(0)
        texture.bind(1)
        for state in (gl.GL_DEPTH_TEST, gl.GL_CULL_FACE):
            gl.glEnable(state)
        gl.glDepthFunc(gl.GL_LEQUAL)  # a second pattern lies on the first
        gl.glFrontFace(gl.GL_CW)
        self._mesh.draw()
        gl.glFrontFace(gl.GL_CCW)
        gl.glDepthFunc(gl.GL_LESS)
        for state in (gl.GL_DEPTH_TEST, gl.GL_CULL_FACE):
            gl.glDisable(state)

    def _upload(self, layer: FacePattern) -> None:
        vertices = np.zeros(len(layer.points_camera_mm), _VERTEX)
        vertices["position"], vertices["place"] = layer.points_camera_mm, layer.uv
        vertices["shown"] = layer.cover
        if self._triangles is layer.triangles:
            self._mesh.upload(vertices, stream=True)
        else:
            self._triangles = layer.triangles
            self._mesh.upload(vertices, layer.triangles.astype(np.uint32).reshape(-1), stream=True)

    def _texture(self, pattern: Pattern) -> Texture:
        """The pattern on the graphics card; the ones used last stay there."""
        texture = self._textures.pop(pattern.key, None)
        if texture is None:
            height, width = pattern.rgba.shape[:2]
            texture = Texture(width, height, gl.GL_SRGB8_ALPHA8)
            texture.upload(pattern.rgba, mipmaps=True)
            texture.sampling(gl.GL_LINEAR_MIPMAP_LINEAR, gl.GL_LINEAR)
        self._textures[pattern.key] = texture
        while len(self._textures) > _TEXTURES_KEPT:
            self._textures.popitem(last=False)[1].release()
        return texture

    def release(self) -> None:
        self._mesh.release()
        for texture in self._textures.values():
            texture.release()
        self._textures.clear()


def skin_colour(rgb: NDArray[np.uint8], points_px: Array) -> Array:
    """(3,) linear RGB of the face's skin: the middle one of some even patches of the (h, w, 3) picture."""
    height, width = rgb.shape[:2]
    places = points_px[list(SKIN_PATCHES)]
    reach = max(1.0, 0.01 * float(np.ptp(points_px[:, 0])))
    offsets = np.array([(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]) * reach
    spots = (places[:, None] + offsets).reshape(-1, 2).astype(np.int64)
    x, y = np.clip(spots[:, 0], 0, width - 1), np.clip(spots[:, 1], 0, height - 1)
    colour: Array = np.maximum(np.median(_LINEAR[rgb[y, x]], axis=0), _LEAST)
    return colour


def _exposure(skin: Array, light: Light) -> Array:
    """(3,) linear RGB that white pigment sends back: the light's strength, and half of its cast."""
    ambient = np.maximum(np.array(light.ambient), 1e-3)
    cast = np.sqrt(ambient / float(ambient @ _LUMINANCE))
    strength = (float(skin @ _LUMINANCE) / _TYPICAL_SKIN) ** _FOLLOWS
    exposure: Array = np.clip(0.82 * strength * cast, 0.0, 1.0)
    return exposure
