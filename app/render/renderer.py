"""The renderer: draws a Scene into a Target."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.scene import Scene
from . import gl
from . import passes as _all_passes  # noqa: F401  (registers every pass)
from .buffers import UniformBuffer
from .drawing import BackdropStore, Canvas, Kit, Pass, passes
from .program import BLOCKS
from .projection import clip_from_camera
from .target import Target


class Renderer:
    """Draws scenes in the context that is current when it is made, and owns all that it makes there.

    Use and release it in that context only. A scene without layers, and every pixel that no layer touches,
    comes out bit-identical: the frame's bytes are uploaded into the target and copied without arithmetic.
    """

    def __init__(self) -> None:
        self._kit = Kit()
        self._passes: dict[type[Any], Pass] = {}
        self._frame_block = UniformBuffer(BLOCKS["FrameBlock"])
        self._backdrops = BackdropStore()
        self._target: Target | None = None
        self.gl_calls = 0

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def target(self, width: int, height: int) -> Target:
        """The renderer's own target, remade when the size changes."""
        if self._target is None or (self._target.width, self._target.height) != (width, height):
            if self._target is not None:
                self._target.release()
            self._target = None
            self._target = Target(width, height)
        return self._target

    def render(self, scene: Scene, target: Target | None = None, *, keep_original: bool = False) -> Target:
        """Draw a scene; into the renderer's own target unless one is given. Returns the target.

        `keep_original` stores the bare frame in `target.original` too, for a before/after split. Raises
        ValueError when the target's size is not the frame's. `gl_calls` then says how many calls it took.
        """
        before = gl.calls_made()
        frame = scene.frame
        target = target or self.target(frame.width, frame.height)
        target.colour.upload(frame.rgb)
        if keep_original:
            target.keep(frame.rgb)
        if scene.layers:
            self._draw_layers(Canvas(scene, target, self._backdrops))
        self.gl_calls = gl.calls_made() - before
        return target

    def picture(self, scene: Scene) -> NDArray[np.uint8]:
        """Draw a scene and read it back: (height, width, 3) uint8 sRGB."""
        return self.render(scene).read()

    def _draw_layers(self, canvas: Canvas) -> None:
        canvas.target.framebuffer.bind()
        for unwanted in (gl.GL_BLEND, gl.GL_DEPTH_TEST, gl.GL_CULL_FACE, gl.GL_SCISSOR_TEST):
            gl.glDisable(unwanted)
        gl.glEnable(gl.GL_FRAMEBUFFER_SRGB)
        gl.glDepthMask(gl.GL_TRUE)
        gl.glColorMask(gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE, gl.GL_TRUE)
        self._frame_block.upload(_frame_block(canvas.scene))
        drawn = [(self._pass_of(layer), layer) for layer in canvas.scene.layers]
        if any(drawer.needs_depth for drawer, _ in drawn):
            gl.glClear(gl.GL_DEPTH_BUFFER_BIT)
        for drawer, layer in drawn:
            drawer.draw(layer, canvas)
        # Qt's painter, which shares the window's context, expects plain bytes.
        gl.glDisable(gl.GL_FRAMEBUFFER_SRGB)
        gl.glBindVertexArray(0)

    def _pass_of(self, layer: object) -> Pass:
        kind = type(layer)
        if kind not in self._passes:
            self._passes[kind] = passes()[kind](self._kit)
        return self._passes[kind]

    def release(self) -> None:
        """Free everything, with the context current."""
        for owned in (*self._passes.values(), self._kit, self._frame_block, self._backdrops, self._target):
            if owned is not None:
                owned.release()
        self._passes.clear()
        self._target = None


def _frame_block(scene: Scene) -> NDArray[np.float32]:
    """The std140 FrameBlock of common.glsl: clip_from_camera, picture, light_direction, light_ambient."""
    camera, light = scene.frame.camera, scene.light
    width, height = scene.frame.width, scene.frame.height
    columns = clip_from_camera(camera).T.ravel()
    rest = (width, height, 1 / width, 1 / height, *light.direction, 0.0, *light.ambient, 0.0)
    return np.concatenate([columns, rest]).astype(np.float32)
