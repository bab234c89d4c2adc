"""GL objects of the worn pass: the multisampled box and the studio's texture."""

from __future__ import annotations

import numpy as np

from . import environment, gl
from .projection import Box

_SAMPLES = 4


class SampledBox:
    """A multisampled colour and depth buffer that grows with the boxes drawn in it.

    `form`: GL_RGBA16F, or what costs software GL a third less and holds no more than a screen shows.
    """

    def __init__(self, form: int = gl.GL_RGBA16F) -> None:
        self._form = form
        self.samples = min(_SAMPLES, int(gl.glGetIntegerv(gl.GL_MAX_SAMPLES)))
        self._size = (0, 0)
        self._framebuffer = self._colour = self._depth = 0

    def begin(self, box: Box, width: int, height: int) -> None:
        """Draw into the box from now on, in the whole picture's clip space; nothing is in it yet."""
        self._grow(box.width, box.height)
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._framebuffer)
        gl.glViewport(-box.x, -box.y, width, height)
        gl.glClearColor(0.0, 0.0, 0.0, 0.0)
        gl.glClear(gl.GL_COLOR_BUFFER_BIT | gl.GL_DEPTH_BUFFER_BIT)

    def _grow(self, width: int, height: int) -> None:
        if width <= self._size[0] and height <= self._size[1]:
            return
        wanted = (max(width, self._size[0]), max(height, self._size[1]))
        self.release()
        size = (-(-wanted[0] // 64) * 64, -(-wanted[1] // 64) * 64)
        target = gl.GL_TEXTURE_2D_MULTISAMPLE
        self._colour, self._depth = int(gl.glGenTextures(1)), int(gl.glGenRenderbuffers(1))
        gl.glBindTexture(target, self._colour)
        gl.glTexImage2DMultisample(target, self.samples, self._form, *size, gl.GL_TRUE)
        gl.glBindRenderbuffer(gl.GL_RENDERBUFFER, self._depth)
        gl.glRenderbufferStorageMultisample(gl.GL_RENDERBUFFER, self.samples, gl.GL_DEPTH_COMPONENT24, *size)
        self._framebuffer = int(gl.glGenFramebuffers(1))
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._framebuffer)
        gl.glFramebufferTexture2D(gl.GL_FRAMEBUFFER, gl.GL_COLOR_ATTACHMENT0, target, self._colour, 0)
        gl.glFramebufferRenderbuffer(
            gl.GL_FRAMEBUFFER, gl.GL_DEPTH_ATTACHMENT, gl.GL_RENDERBUFFER, self._depth
        )
        status = gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER)
        if status != gl.GL_FRAMEBUFFER_COMPLETE:
            raise RuntimeError(f"multisampled framebuffer of {size} is incomplete: {status:#x}")
        self._size = size  # only now: after a failure the next box starts afresh

    def bind(self, unit: int) -> None:
        """Make the samples readable as a sampler2DMS."""
        gl.glActiveTexture(gl.GL_TEXTURE0 + unit)
        gl.glBindTexture(gl.GL_TEXTURE_2D_MULTISAMPLE, self._colour)

    def release(self) -> None:
        if self._colour:
            gl.glDeleteFramebuffers(1, np.array([self._framebuffer], np.uint32))
            gl.glDeleteTextures(1, np.array([self._colour], np.uint32))
            gl.glDeleteRenderbuffers(1, np.array([self._depth], np.uint32))
        self._framebuffer = self._colour = self._depth = 0
        self._size = (0, 0)


class StudioTexture:
    """The studio's mip levels as one texture."""

    def __init__(self) -> None:
        levels, _ = environment.studio()
        self._name = int(gl.glGenTextures(1))
        gl.glBindTexture(gl.GL_TEXTURE_2D, self._name)
        for level, pixels in enumerate(levels):
            height, width = pixels.shape[:2]
            gl.glTexImage2D(
                gl.GL_TEXTURE_2D,
                level,
                gl.GL_RGBA8,
                width,
                height,
                0,
                gl.GL_RGBA,
                gl.GL_UNSIGNED_BYTE,
                pixels,
            )
        for name, value in (
            (gl.GL_TEXTURE_MAX_LEVEL, len(levels) - 1),
            (gl.GL_TEXTURE_MIN_FILTER, gl.GL_LINEAR_MIPMAP_LINEAR),
            (gl.GL_TEXTURE_MAG_FILTER, gl.GL_LINEAR),
            (gl.GL_TEXTURE_WRAP_S, gl.GL_CLAMP_TO_EDGE),
            (gl.GL_TEXTURE_WRAP_T, gl.GL_CLAMP_TO_EDGE),
        ):
            gl.glTexParameteri(gl.GL_TEXTURE_2D, name, value)

    def bind(self, unit: int) -> None:
        gl.glActiveTexture(gl.GL_TEXTURE0 + unit)
        gl.glBindTexture(gl.GL_TEXTURE_2D, self._name)

    def release(self) -> None:
        gl.glDeleteTextures(1, np.array([self._name], np.uint32))
