"""What a pass is given and how it is registered: one layer type, one pass, one file in passes/.

GL state on entry to `draw`, to be left the same way: the target's framebuffer bound with the viewport over
all of it, GL_FRAMEBUFFER_SRGB on (shaders write linear light), blending, depth test, culling and scissor off,
depth writes on, colour writes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np

from ..core.scene import Scene
from . import gl
from .buffers import Framebuffer, Texture, VertexArray
from .program import Program
from .projection import Box
from .target import Target

CORNERS = np.dtype([("corner", np.float32, 2)])


class Owner(Protocol):
    """What owns GL names."""

    def release(self) -> None: ...


Shared = TypeVar("Shared", bound=Owner)


class Kit:
    """What the passes of one renderer share: programs by their files, and a rectangle to draw boxes with."""

    def __init__(self) -> None:
        self._programs: dict[tuple[str, str, tuple[str, ...]], Program] = {}
        self._shared: dict[type[Any], Any] = {}
        self._unit_square = VertexArray(CORNERS)
        corners = np.array([((0, 0),), ((1, 0),), ((0, 1),), ((1, 1),)], CORNERS)
        self._unit_square.upload(corners)

    def program(self, vertex: str, fragment: str, defines: tuple[str, ...] = ()) -> Program:
        """The program of two shader files with these #defines, compiled once. Raises ShaderError."""
        key = (vertex, fragment, defines)
        if key not in self._programs:
            self._programs[key] = Program(vertex, fragment, defines)
        return self._programs[key]

    def shared(self, kind: type[Shared]) -> Shared:
        """The one instance of a class that several passes use; made when it is first asked for."""
        if kind not in self._shared:
            self._shared[kind] = kind()
        owned: Shared = self._shared[kind]
        return owned

    def draw_square(self) -> None:
        """Draw corners (0, 0) to (1, 1): attribute 0 of box.vert.glsl, present.vert.glsl and the like."""
        self._unit_square.draw(gl.GL_TRIANGLE_STRIP)

    def release(self) -> None:
        for program in self._programs.values():
            program.release()
        for owned in self._shared.values():
            owned.release()
        self._unit_square.release()


class Canvas:
    """One picture being drawn: the scene, where it goes, and the picture so far."""

    def __init__(self, scene: Scene, target: Target, copies: BackdropStore) -> None:
        self.scene, self.target = scene, target
        self._copies = copies

    @property
    def width(self) -> int:
        return self.target.width

    @property
    def height(self) -> int:
        return self.target.height

    def backdrop(self, box: Box) -> Texture:
        """The picture so far as a texture of the target's size, valid inside `box` only.

        A pass reads from it what it draws over: texelFetch at gl_FragCoord gives the pixel in linear light.
        """
        return self._copies.copied(self.target, box)

    def scissor(self, box: Box) -> None:
        """Restrict drawing to a box, until `unscissor`."""
        gl.glEnable(gl.GL_SCISSOR_TEST)
        gl.glScissor(box.x, box.y, box.width, box.height)

    def unscissor(self) -> None:
        gl.glDisable(gl.GL_SCISSOR_TEST)


class BackdropStore:
    """The texture behind Canvas.backdrop, kept from frame to frame."""

    def __init__(self) -> None:
        self._texture: Texture | None = None

    def copied(self, target: Target, box: Box) -> Texture:
        """Copy a box of the target's bytes, unconverted, to the same place of the texture."""
        texture = self._fitting(target)
        texture.bind()
        gl.glCopyTexSubImage2D(gl.GL_TEXTURE_2D, 0, box.x, box.y, box.x, box.y, box.width, box.height)
        return texture

    def _fitting(self, target: Target) -> Texture:
        texture = self._texture
        if texture is None or (texture.width, texture.height) != (target.width, target.height):
            self.release()
            texture = self._texture = Texture(target.width, target.height, gl.GL_SRGB8_ALPHA8)
        return texture

    def release(self) -> None:
        if self._texture is not None:
            self._texture.release()
        self._texture = None


class Scratch:
    """A small framebuffer of a pass that grows as needed, in steps, and never shrinks."""

    def __init__(self, internal_format: int, *, depth: bool = False) -> None:
        self._format, self._depth = internal_format, depth
        self._made: tuple[Texture, Framebuffer] | None = None

    def at_least(self, width: int, height: int) -> tuple[Texture, Framebuffer]:
        """A texture and framebuffer of at least this size, in multiples of 128 px."""
        if self._made is not None:
            width, height = max(width, self._made[0].width), max(height, self._made[0].height)
        width, height = -(-width // 128) * 128, -(-height // 128) * 128
        if self._made is None or (self._made[0].width, self._made[0].height) != (width, height):
            self.release()
            texture = Texture(width, height, self._format)
            self._made = (texture, Framebuffer(texture, depth=self._depth))
        return self._made

    def release(self) -> None:
        if self._made is not None:
            self._made[1].release()
            self._made[0].release()
        self._made = None


class Pass(Protocol):
    """Draws layers of one type. Made with its context current, and owns what it makes.

    `needs_depth` asks for a cleared depth buffer, shared by all passes of a picture.
    """

    needs_depth: ClassVar[bool]

    def __init__(self, kit: Kit) -> None: ...

    def draw(self, layer: Any, canvas: Canvas) -> None: ...

    def release(self) -> None: ...


P = TypeVar("P", bound=type[Any])
_passes: dict[type[Any], type[Pass]] = {}


def draws(layer_type: type[Any]) -> Callable[[P], P]:
    """Class decorator: the class is the pass of `layer_type`."""

    def register(cls: P) -> P:
        _passes[layer_type] = cls
        return cls

    return register


def passes() -> Mapping[type[Any], type[Pass]]:
    """All registered passes by layer type."""
    return dict(_passes)
