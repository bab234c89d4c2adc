"""Where a look is drawn: a picture of the source's size with a depth buffer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError
from . import gl
from .buffers import Framebuffer, Texture


class Target:
    """An 8-bit sRGB picture with depth, drawn to in linear light.

    `colour` holds the look. `original` holds the bare frame where the renderer was asked to keep it. Row 0
    of every texture and framebuffer is the picture's top row. Raises UserError for a picture larger than the
    driver can draw.
    """

    def __init__(self, width: int, height: int) -> None:
        largest = int(gl.glGetIntegerv(gl.GL_MAX_TEXTURE_SIZE))
        if max(width, height) > largest:
            raise UserError(
                f"The picture has {width}x{height} px; this computer's OpenGL draws {largest} px at most."
            )
        self.width, self.height = width, height
        self.colour = Texture(width, height, gl.GL_SRGB8_ALPHA8)
        self.framebuffer = Framebuffer(self.colour, depth=True)
        self.original: Texture | None = None

    def keep(self, rgb: NDArray[np.uint8]) -> None:
        """Store the bare frame beside the look."""
        if self.original is None:
            self.original = Texture(self.width, self.height, gl.GL_SRGB8_ALPHA8)
        self.original.upload(rgb)

    def read(self) -> NDArray[np.uint8]:
        """The look as (height, width, 3) uint8 sRGB; waits for the drawing to end."""
        return self.framebuffer.read()

    def release(self) -> None:
        self.framebuffer.release()
        self.colour.release()
        if self.original is not None:
            self.original.release()
