"""Owners of GL names: vertex arrays, textures, framebuffers and uniform buffers.

Each is made and released in its context; nothing is freed behind the scenes, because Python's collector runs
in whichever thread it likes.
"""

from __future__ import annotations

import ctypes

import numpy as np
from numpy.typing import NDArray

from . import gl


def _names(name: int) -> NDArray[np.uint32]:
    """A GL name as the array that the glDelete functions want."""
    return np.array([name], np.uint32)


class VertexArray:
    """Vertices of one layout, and optionally indices.

    The fields of the numpy `layout` are attributes 0, 1, ... in order: floats as they are, uint8 as 0..1.
    """

    def __init__(self, layout: np.dtype[np.void]) -> None:
        self.layout = layout
        self.name = int(gl.glGenVertexArrays(1))
        self._vertices = int(gl.glGenBuffers(1))
        self._indices = 0
        self._count = 0
        gl.glBindVertexArray(self.name)
        gl.glBindBuffer(gl.GL_ARRAY_BUFFER, self._vertices)
        for location, field in enumerate(layout.names or ()):
            self._attribute(location, field)
        gl.glBindVertexArray(0)

    def _attribute(self, location: int, field: str) -> None:
        kind, offset = (layout_of := self.layout.fields[field])[0], layout_of[1]  # type: ignore[index]
        base, shape = kind.subdtype or (kind, (1,))
        floats = base == np.float32
        gl.glVertexAttribPointer(
            location,
            int(np.prod(shape)),
            gl.GL_FLOAT if floats else gl.GL_UNSIGNED_BYTE,
            gl.GL_FALSE if floats else gl.GL_TRUE,
            self.layout.itemsize,
            ctypes.c_void_p(offset),
        )
        gl.glEnableVertexAttribArray(location)

    def upload(
        self, vertices: NDArray[np.void], indices: NDArray[np.uint32] | None = None, *, stream: bool = False
    ) -> None:
        """Replace the vertices, and the indices where given. `stream`: they change from frame to frame."""
        if vertices.dtype != self.layout:
            raise ValueError(f"vertices: expected {self.layout}, got {vertices.dtype}")
        usage = gl.GL_STREAM_DRAW if stream else gl.GL_STATIC_DRAW
        gl.glBindBuffer(gl.GL_ARRAY_BUFFER, self._vertices)
        gl.glBufferData(gl.GL_ARRAY_BUFFER, vertices.nbytes, np.ascontiguousarray(vertices), usage)
        if indices is None:
            if not self._indices:
                self._count = vertices.size
            return
        if not self._indices:
            self._indices = int(gl.glGenBuffers(1))
        gl.glBindVertexArray(self.name)
        gl.glBindBuffer(gl.GL_ELEMENT_ARRAY_BUFFER, self._indices)
        flat = np.ascontiguousarray(indices, np.uint32)
        gl.glBufferData(gl.GL_ELEMENT_ARRAY_BUFFER, flat.nbytes, flat, usage)
        self._count = flat.size

    def draw(self, mode: int | None = None) -> None:
        """Draw everything uploaded (triangles unless told)."""
        primitive = gl.GL_TRIANGLES if mode is None else mode
        gl.glBindVertexArray(self.name)
        if self._indices:
            gl.glDrawElements(primitive, self._count, gl.GL_UNSIGNED_INT, ctypes.c_void_p(0))
        else:
            gl.glDrawArrays(primitive, 0, self._count)

    def release(self) -> None:
        gl.glDeleteVertexArrays(1, _names(self.name))
        gl.glDeleteBuffers(1, _names(self._vertices))
        if self._indices:
            gl.glDeleteBuffers(1, _names(self._indices))


class Texture:
    """A two-dimensional texture; its first row is the picture's top row."""

    def __init__(
        self, width: int, height: int, internal_format: int, *, linear: bool = True, repeat: bool = False
    ) -> None:
        self.width, self.height = width, height
        self.name = int(gl.glGenTextures(1))
        pixel = gl.GL_RED if internal_format in (gl.GL_R8, gl.GL_R16F) else gl.GL_RGBA
        kind = gl.GL_FLOAT if internal_format in (gl.GL_RGBA16F, gl.GL_R16F) else gl.GL_UNSIGNED_BYTE
        gl.glBindTexture(gl.GL_TEXTURE_2D, self.name)
        gl.glTexImage2D(gl.GL_TEXTURE_2D, 0, internal_format, width, height, 0, pixel, kind, None)
        self.sampling(gl.GL_LINEAR if linear else gl.GL_NEAREST, gl.GL_LINEAR if linear else gl.GL_NEAREST)
        edge = gl.GL_REPEAT if repeat else gl.GL_CLAMP_TO_EDGE
        gl.glTexParameteri(gl.GL_TEXTURE_2D, gl.GL_TEXTURE_WRAP_S, edge)
        gl.glTexParameteri(gl.GL_TEXTURE_2D, gl.GL_TEXTURE_WRAP_T, edge)

    def sampling(self, minify: int, magnify: int) -> None:
        """GL filters of the bound texture."""
        gl.glTexParameteri(gl.GL_TEXTURE_2D, gl.GL_TEXTURE_MIN_FILTER, minify)
        gl.glTexParameteri(gl.GL_TEXTURE_2D, gl.GL_TEXTURE_MAG_FILTER, magnify)

    def bind(self, unit: int = 0) -> None:
        gl.glActiveTexture(gl.GL_TEXTURE0 + unit)
        gl.glBindTexture(gl.GL_TEXTURE_2D, self.name)

    def upload(self, pixels: NDArray[np.uint8], *, mipmaps: bool = False) -> None:
        """Replace the contents by (height, width, 1, 3 or 4) uint8; leaves the texture bound to unit 0."""
        height, width, channels = pixels.shape
        if (height, width) != (self.height, self.width):
            raise ValueError(f"pixels: expected {self.width}x{self.height}, got {width}x{height}")
        order = {1: gl.GL_RED, 3: gl.GL_RGB, 4: gl.GL_RGBA}[channels]
        self.bind()
        gl.glPixelStorei(gl.GL_UNPACK_ALIGNMENT, 4 if channels == 4 else 1)
        data = np.ascontiguousarray(pixels)
        # A bare pointer: PyOpenGL would otherwise look at the array first, which costs more than the call.
        pointer = ctypes.c_void_p(data.ctypes.data)
        gl.glTexSubImage2D(gl.GL_TEXTURE_2D, 0, 0, 0, width, height, order, gl.GL_UNSIGNED_BYTE, pointer)
        if mipmaps:
            gl.glGenerateMipmap(gl.GL_TEXTURE_2D)
            self.sampling(gl.GL_LINEAR_MIPMAP_LINEAR, gl.GL_LINEAR)

    def release(self) -> None:
        gl.glDeleteTextures(1, _names(self.name))


class Framebuffer:
    """A framebuffer over textures that it does not own, with a depth buffer of its own if wanted."""

    def __init__(self, colour: Texture, *, depth: bool = False) -> None:
        self.width, self.height = colour.width, colour.height
        self.name = int(gl.glGenFramebuffers(1))
        self._depth = 0
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self.name)
        gl.glFramebufferTexture2D(
            gl.GL_FRAMEBUFFER, gl.GL_COLOR_ATTACHMENT0, gl.GL_TEXTURE_2D, colour.name, 0
        )
        if depth:
            self._depth = int(gl.glGenRenderbuffers(1))
            gl.glBindRenderbuffer(gl.GL_RENDERBUFFER, self._depth)
            gl.glRenderbufferStorage(gl.GL_RENDERBUFFER, gl.GL_DEPTH_COMPONENT24, self.width, self.height)
            gl.glFramebufferRenderbuffer(
                gl.GL_FRAMEBUFFER, gl.GL_DEPTH_ATTACHMENT, gl.GL_RENDERBUFFER, self._depth
            )
        status = gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER)
        if status != gl.GL_FRAMEBUFFER_COMPLETE:
            raise RuntimeError(f"framebuffer of {self.width}x{self.height} is incomplete: {status:#x}")

    def bind(self) -> None:
        """Draw into it from now on, with the viewport over all of it."""
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self.name)
        gl.glViewport(0, 0, self.width, self.height)

    def read(self) -> NDArray[np.uint8]:
        """The contents as (height, width, 3) uint8, bytes unconverted; waits for the drawing to end."""
        pixels = np.empty((self.height, self.width, 3), np.uint8)
        gl.glBindFramebuffer(gl.GL_READ_FRAMEBUFFER, self.name)
        gl.glPixelStorei(gl.GL_PACK_ALIGNMENT, 1)
        pointer = ctypes.c_void_p(pixels.ctypes.data)
        gl.glReadPixels(0, 0, self.width, self.height, gl.GL_RGB, gl.GL_UNSIGNED_BYTE, pointer)
        return pixels

    def read_bgrx(self) -> NDArray[np.uint8]:
        """The contents as (height, width, 4) uint8, blue first: what screens take without converting."""
        pixels = np.empty((self.height, self.width, 4), np.uint8)
        gl.glBindFramebuffer(gl.GL_READ_FRAMEBUFFER, self.name)
        pointer = ctypes.c_void_p(pixels.ctypes.data)
        kind = gl.GL_UNSIGNED_INT_8_8_8_8_REV
        gl.glReadPixels(0, 0, self.width, self.height, gl.GL_BGRA, kind, pointer)
        return pixels

    def release(self) -> None:
        gl.glDeleteFramebuffers(1, _names(self.name))
        if self._depth:
            gl.glDeleteRenderbuffers(1, _names(self._depth))


class UniformBuffer:
    """A std140 block of floats at a fixed binding point."""

    def __init__(self, binding: int) -> None:
        self._binding = binding
        self.name = int(gl.glGenBuffers(1))

    def upload(self, floats: NDArray[np.float32]) -> None:
        """Replace the contents and bind the block."""
        gl.glBindBufferBase(gl.GL_UNIFORM_BUFFER, self._binding, self.name)
        gl.glBufferData(gl.GL_UNIFORM_BUFFER, floats.nbytes, floats, gl.GL_STREAM_DRAW)

    def release(self) -> None:
        gl.glDeleteBuffers(1, _names(self.name))
