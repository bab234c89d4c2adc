"""GL objects of the stage: the array of sheets, the shadow map and the picture's samples."""

from __future__ import annotations

import ctypes

import numpy as np
from numpy.typing import NDArray

from . import gl
from .buffers import Framebuffer

SHADOW_PX = 1024


class SheetArray:
    """Square textures of one size that repeat, with their mip levels: rgb is the square root of an albedo
    that a tint multiplies, alpha a height. Sheet 0 is plain white and flat."""

    def __init__(self, count: int, side_px: int) -> None:
        if side_px & (side_px - 1):
            raise ValueError(f"side_px: expected a power of two, got {side_px}")
        self.count, self.side_px = count, side_px
        self.name = int(gl.glGenTextures(1))
        self._levels = side_px.bit_length()
        target = gl.GL_TEXTURE_2D_ARRAY
        gl.glBindTexture(target, self.name)
        for level in range(self._levels):
            size = side_px >> level
            whole = (size, size, count, 0, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, None)
            gl.glTexImage3D(target, level, gl.GL_RGBA8, *whole)
        for setting, value in (
            (gl.GL_TEXTURE_MIN_FILTER, gl.GL_LINEAR_MIPMAP_LINEAR),
            (gl.GL_TEXTURE_MAG_FILTER, gl.GL_LINEAR),
            (gl.GL_TEXTURE_WRAP_S, gl.GL_REPEAT),
            (gl.GL_TEXTURE_WRAP_T, gl.GL_REPEAT),
        ):
            gl.glTexParameteri(target, setting, value)
        self.upload(0, np.full((side_px, side_px, 4), 255, np.uint8))

    def upload(self, index: int, rgba: NDArray[np.uint8]) -> None:
        """Replace one sheet by (side_px, side_px, 4) uint8."""
        side = self.side_px
        if rgba.shape != (side, side, 4) or not 0 <= index < self.count:
            raise ValueError(f"sheet {index} of {self.count}: expected {(side, side, 4)}, got {rgba.shape}")
        target = gl.GL_TEXTURE_2D_ARRAY
        gl.glActiveTexture(gl.GL_TEXTURE0)
        gl.glBindTexture(target, self.name)
        gl.glPixelStorei(gl.GL_UNPACK_ALIGNMENT, 4)
        pixels = np.ascontiguousarray(rgba)
        for level in range(self._levels):
            size = side >> level
            pointer = ctypes.c_void_p(pixels.ctypes.data)
            place = (0, 0, index, size, size, 1, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, pointer)
            gl.glTexSubImage3D(target, level, *place)
            if size > 1:
                pixels = _halved(pixels)

    def bind(self, unit: int) -> None:
        gl.glActiveTexture(gl.GL_TEXTURE0 + unit)
        gl.glBindTexture(gl.GL_TEXTURE_2D_ARRAY, self.name)

    def release(self) -> None:
        gl.glDeleteTextures(1, np.array([self.name], np.uint32))


def _halved(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The next mip level: the mean of each two by two."""
    wide = pixels.astype(np.uint16)
    total = wide[0::2, 0::2] + wide[1::2, 0::2] + wide[0::2, 1::2] + wide[1::2, 1::2]
    return ((total + 2) >> 2).astype(np.uint8)


class ShadowMap:
    """Distances from the sun, compared in the sampler; what lies outside it is lit."""

    def __init__(self) -> None:
        self.name = int(gl.glGenTextures(1))
        target = gl.GL_TEXTURE_2D
        gl.glBindTexture(target, self.name)
        form = (gl.GL_DEPTH_COMPONENT24, SHADOW_PX, SHADOW_PX, 0, gl.GL_DEPTH_COMPONENT, gl.GL_UNSIGNED_INT)
        gl.glTexImage2D(target, 0, *form, None)
        for setting, value in (
            (gl.GL_TEXTURE_MIN_FILTER, gl.GL_LINEAR),
            (gl.GL_TEXTURE_MAG_FILTER, gl.GL_LINEAR),
            (gl.GL_TEXTURE_WRAP_S, gl.GL_CLAMP_TO_BORDER),
            (gl.GL_TEXTURE_WRAP_T, gl.GL_CLAMP_TO_BORDER),
            (gl.GL_TEXTURE_COMPARE_MODE, gl.GL_COMPARE_REF_TO_TEXTURE),
            (gl.GL_TEXTURE_COMPARE_FUNC, gl.GL_LEQUAL),
        ):
            gl.glTexParameteri(target, setting, value)
        gl.glTexParameterfv(target, gl.GL_TEXTURE_BORDER_COLOR, np.ones(4, np.float32))
        self._framebuffer = int(gl.glGenFramebuffers(1))
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._framebuffer)
        gl.glFramebufferTexture2D(gl.GL_FRAMEBUFFER, gl.GL_DEPTH_ATTACHMENT, target, self.name, 0)
        gl.glDrawBuffer(gl.GL_NONE)
        gl.glReadBuffer(gl.GL_NONE)
        _require_complete("shadow map")

    def begin(self, size_px: int) -> None:
        """Draw into its first size_px squared from now on; the fewer, the softer the shadow."""
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._framebuffer)
        gl.glViewport(0, 0, size_px, size_px)
        gl.glClear(gl.GL_DEPTH_BUFFER_BIT)
        gl.glEnable(gl.GL_POLYGON_OFFSET_FILL)
        gl.glPolygonOffset(1.5, 4.0)

    def end(self) -> None:
        gl.glDisable(gl.GL_POLYGON_OFFSET_FILL)

    def bind(self, unit: int) -> None:
        gl.glActiveTexture(gl.GL_TEXTURE0 + unit)
        gl.glBindTexture(gl.GL_TEXTURE_2D, self.name)

    def release(self) -> None:
        gl.glDeleteFramebuffers(1, np.array([self._framebuffer], np.uint32))
        gl.glDeleteTextures(1, np.array([self.name], np.uint32))


class SampledTarget:
    """A picture with depth and so many samples a pixel; 0: no antialiasing."""

    def __init__(self, width: int, height: int, samples: int) -> None:
        self.width, self.height = width, height
        samples = min(samples, int(gl.glGetIntegerv(gl.GL_MAX_SAMPLES)))
        self._buffers = [int(gl.glGenRenderbuffers(1)) for _ in range(2)]
        self._framebuffer = int(gl.glGenFramebuffers(1))
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._framebuffer)
        places = (gl.GL_COLOR_ATTACHMENT0, gl.GL_RGBA8), (gl.GL_DEPTH_ATTACHMENT, gl.GL_DEPTH_COMPONENT24)
        for buffer, (place, form) in zip(self._buffers, places):
            gl.glBindRenderbuffer(gl.GL_RENDERBUFFER, buffer)
            gl.glRenderbufferStorageMultisample(gl.GL_RENDERBUFFER, samples, form, width, height)
            gl.glFramebufferRenderbuffer(gl.GL_FRAMEBUFFER, place, gl.GL_RENDERBUFFER, buffer)
        _require_complete(f"stage of {width}x{height}")

    def bind(self) -> None:
        """Draw into it from now on."""
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._framebuffer)
        gl.glViewport(0, 0, self.width, self.height)

    def resolve_into(self, framebuffer: Framebuffer) -> None:
        """Average its samples into a framebuffer of the same size."""
        whole = (0, 0, self.width, self.height)
        gl.glBindFramebuffer(gl.GL_READ_FRAMEBUFFER, self._framebuffer)
        gl.glBindFramebuffer(gl.GL_DRAW_FRAMEBUFFER, framebuffer.name)
        gl.glBlitFramebuffer(*whole, *whole, gl.GL_COLOR_BUFFER_BIT, gl.GL_NEAREST)

    def release(self) -> None:
        gl.glDeleteFramebuffers(1, np.array([self._framebuffer], np.uint32))
        gl.glDeleteRenderbuffers(len(self._buffers), np.array(self._buffers, np.uint32))


def _require_complete(what: str) -> None:
    status = gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER)
    if status != gl.GL_FRAMEBUFFER_COMPLETE:
        raise RuntimeError(f"{what}: its framebuffer is incomplete: {status:#x}")
