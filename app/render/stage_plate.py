"""A stage whose floor has been drawn before: only what stands on it is drawn anew, and its shadows.

A floor fills most of a picture, so that where camera and light stay this takes half the time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.maths import Array
from . import gl
from .buffers import Framebuffer, Texture, VertexArray
from .drawing import CORNERS
from .program import Program
from .stage_buffers import SHADOW_PX
from .stage_canvas import StageCanvas, StageLight

_PLATE_UNIT, _SHADOW_UNIT, _CONTACT_UNIT, _THINGS_UNIT = 0, 1, 2, 3


class PlateCanvas(StageCanvas):
    """A StageCanvas of the size of `plate` (h, w, 3): its floor without anything on it, in the same light.

    The floor is level at y = 0, matt, and fills the picture; there is no light but sun and sky. Things are
    seen from outside only.
    """

    def __init__(self, plate: NDArray[np.uint8], *, sheets: int = 32) -> None:
        height, width = plate.shape[:2]
        super().__init__(width, height, sheets=sheets)
        self._plate = Texture(width, height, gl.GL_RGBA8, linear=False)
        self._plate.upload(plate)
        self._alone = Texture(width, height, gl.GL_RGBA8, linear=False)
        self._things_alone = Framebuffer(self._alone)
        self._over = Program("stage_over.vert.glsl", "stage_over.frag.glsl")
        self._square = VertexArray(CORNERS)
        self._square.upload(np.array([((0, 0),), ((1, 0),), ((0, 1),), ((1, 1),)], CORNERS))

    def lit(
        self,
        camera: Intrinsics,
        camera_from_world: Array,
        light: StageLight,
        *,
        focus_mm: tuple[float, float, float] = (0.0, 0.0, 0.0),
        reach_mm: float = 800.0,
        background: tuple[float, float, float] = (0.0, 0.0, 0.0),
    ) -> NDArray[np.uint8]:
        """(h, w, 3) sRGB, as of any stage; the ground that was set is not drawn."""
        shadow_from_world, contact = self._cast_shadows(light, focus_mm, reach_mm)
        self._aim(camera, camera_from_world, light, shadow_from_world, contact)
        gl.glEnable(gl.GL_CULL_FACE)
        gl.glFrontFace(gl.GL_CW)  # projection.py does not turn y over
        self._draw_lit((0.0, 0.0, 0.0, 0.0), (self._things,), self._things_alone)
        gl.glDisable(gl.GL_CULL_FACE)
        gl.glFrontFace(gl.GL_CCW)
        gl.glDisable(gl.GL_DEPTH_TEST)
        program = self._over
        program.use()
        program["plate"], program["shadow"] = _PLATE_UNIT, _SHADOW_UNIT
        program["contact"], program["things"] = _CONTACT_UNIT, _THINGS_UNIT
        self._plate.bind(_PLATE_UNIT)
        self._alone.bind(_THINGS_UNIT)
        program["contact_from_world"], program["shadow_from_world"] = contact, shadow_from_world
        picture_from_floor = camera.matrix @ camera_from_world[:3][:, [0, 2, 3]]
        program["floor_from_picture"] = np.linalg.inv(picture_from_floor)
        program["sun_on_floor"] = np.asarray(light.sun) * max(light.to_sun[1], 0.0)
        program["sky"], program["shadow_texel"] = light.sky, 1.0 / SHADOW_PX
        self._resolved.bind()
        self._square.draw(gl.GL_TRIANGLE_STRIP)
        return self._resolved.read()

    def release(self) -> None:
        """Free everything; the context has to be current."""
        for owner in (self._plate, self._things_alone, self._alone, self._over, self._square):
            owner.release()
        super().release()
