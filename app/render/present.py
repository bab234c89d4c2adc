"""Puts a finished look on a screen or into another framebuffer: aspect, mirror, split, landmarks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Float32
from ..core.scene import Scene
from . import gl
from .buffers import Framebuffer, Texture, VertexArray
from .drawing import Kit
from .renderer import Renderer
from .target import Target

BARS_SRGB = 0.13  # the neutral grey beside a picture of another aspect
ROUNDED = 1.5  # px of the screen that two edges can lose by being put on whole px
LINE_SRGB, LINE_EDGE_SRGB = 0.95, 0.25  # the split line and its thin edges
REDUCED = 0.6  # below this scale one bilinear sample a pixel would flicker on fine detail; four do not
_POINTS = np.dtype([("position", np.float32, 2)])
_DOT_SRGB = (0.36, 0.95, 0.78, 0.9)
# EXT_texture_sRGB_decode: read the texture's bytes as they are. In Mesa and all desktop drivers.
_DECODE, _SKIP_DECODE = 0x8A48, 0x8A4A


@dataclass(frozen=True, slots=True)
class Area:
    """Where the picture lies in a viewport, in device px, origin top left."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def fitted(cls, picture: tuple[int, int], viewport: tuple[int, int]) -> Area:
        """The largest area of the picture's aspect in the middle of a viewport, both (width, height).

        A viewport made for the picture is a rounding away from its aspect: then the picture fills it, since
        bars of a part of a pixel would be seen as lines.
        """
        scale = min(viewport[0] / picture[0], viewport[1] / picture[1])
        width, height = picture[0] * scale, picture[1] * scale
        width = viewport[0] if viewport[0] - width < ROUNDED else width
        height = viewport[1] if viewport[1] - height < ROUNDED else height
        return cls((viewport[0] - width) / 2.0, (viewport[1] - height) / 2.0, width, height)


class Presenter:
    """Draws targets of one renderer's context into the context's other framebuffers."""

    def __init__(self) -> None:
        self._kit = Kit()
        self._points_program = self._kit.program("points.vert.glsl", "points.frag.glsl")
        self._points = VertexArray(_POINTS)
        self._encode = not _has_extension("GL_EXT_texture_sRGB_decode")
        self._smooth = self._sampler(gl.GL_LINEAR)
        self._exact = self._sampler(gl.GL_NEAREST)  # at its own size a picture needs no filter: half the time

    def _sampler(self, filtering: int) -> int:
        sampler = int(gl.glGenSamplers(1))
        for name, value in (
            (gl.GL_TEXTURE_MIN_FILTER, filtering),
            (gl.GL_TEXTURE_MAG_FILTER, filtering),
            (gl.GL_TEXTURE_WRAP_S, gl.GL_CLAMP_TO_EDGE),
            (gl.GL_TEXTURE_WRAP_T, gl.GL_CLAMP_TO_EDGE),
        ):
            gl.glSamplerParameteri(sampler, name, value)
        if not self._encode:
            gl.glSamplerParameteri(sampler, _DECODE, _SKIP_DECODE)
        return sampler

    def present(
        self,
        target: Target,
        *,
        framebuffer: int,
        viewport: tuple[int, int],
        mirror: bool = False,
        split: float | None = None,
        left: Target | None = None,
        points: Float32 | None = None,
        left_points: Float32 | None = None,
        top_row_first: bool = False,
    ) -> Area:
        """Draw `target` into a framebuffer; returns where the picture lies, in device px.

        `framebuffer` is a GL name (a widget's defaultFramebufferObject), `viewport` its (width, height) in
        device px. `split` 0..1 across the shown picture: left of it is the bare frame (the target must have
        been rendered with keep_original) or `left`, a target of the same size. `points` (n, 2 or 3) are
        landmarks in px of the picture; with `left`, those right of the split, and `left_points` left of it.
        `top_row_first` says that row 0 of the framebuffer is its top, as in our own targets.
        """
        area = Area.fitted((target.width, target.height), viewport)
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, framebuffer)
        gl.glViewport(0, 0, *viewport)
        for unwanted in (gl.GL_BLEND, gl.GL_DEPTH_TEST, gl.GL_CULL_FACE, gl.GL_SCISSOR_TEST):
            gl.glDisable(unwanted)
        if (area.width, area.height) != viewport:
            gl.glClearColor(BARS_SRGB, BARS_SRGB, BARS_SRGB, 1.0)
            gl.glClear(gl.GL_COLOR_BUFFER_BIT)
        before = left.colour if left is not None else target.original
        self._draw_picture(target, before, area, viewport, mirror, split, top_row_first)
        if left is None or split is None:
            self._draw_points(target, area, viewport, mirror, points, top_row_first)
        else:
            line = round(area.x + split * area.width)
            gl.glEnable(gl.GL_SCISSOR_TEST)
            for side, start, end in ((left_points, 0, line), (points, line, viewport[0])):
                gl.glScissor(start, 0, max(end - start, 0), viewport[1])
                self._draw_points(target, area, viewport, mirror, side, top_row_first)
            gl.glDisable(gl.GL_SCISSOR_TEST)
        gl.glBindVertexArray(0)
        return area

    def _draw_picture(
        self,
        target: Target,
        before: Texture | None,
        area: Area,
        viewport: tuple[int, int],
        mirror: bool,
        split: float | None,
        top_row_first: bool,
    ) -> None:
        scale = area.width / target.width
        chosen = {"REDUCED": scale < REDUCED, "ENCODE": self._encode}
        defines = tuple(name for name, on in chosen.items() if on)
        program = self._kit.program("present.vert.glsl", "present.frag.glsl", defines)
        program.use()
        program["look"] = 0
        program["orient"] = (float(mirror), float(top_row_first))
        left, width = area.x / viewport[0] * 2.0 - 1.0, area.width / viewport[0] * 2.0
        program["area"] = (left, -area.height / viewport[1], width, 2.0 * area.height / viewport[1])
        if chosen["REDUCED"]:
            # A quarter of the texels under a pixel.
            program["spread"] = (0.25 / scale / target.width, 0.25 / scale / target.height)
        gl.glBindSampler(0, self._exact if scale == 1.0 else self._smooth)
        if split is None or before is None:
            target.colour.bind(0)
            self._kit.draw_square()
        else:
            self._draw_split(before, target.colour, area, viewport, split)
        gl.glBindSampler(0, 0)

    def _draw_split(
        self, before: Texture, look: Texture, area: Area, viewport: tuple[int, int], split: float
    ) -> None:
        """Both halves, each drawn on its own side only, and the line between them."""
        line = round(area.x + split * area.width)
        edge = max(1, round(area.width / 900.0))
        # The area lies in the middle, so its rows are the same counted from the top or from the bottom.
        low, height = round(area.y), round(area.height)
        gl.glEnable(gl.GL_SCISSOR_TEST)
        for texture, start, end in ((before, 0, line), (look, line, viewport[0])):
            gl.glScissor(start, low, max(end - start, 0), height)
            texture.bind(0)
            self._kit.draw_square()
        for grey, reach in ((LINE_EDGE_SRGB, 2 * edge), (LINE_SRGB, edge)):
            start, end = max(line - reach, round(area.x)), min(line + reach, round(area.x + area.width))
            gl.glScissor(start, low, max(end - start, 0), height)
            gl.glClearColor(grey, grey, grey, 1.0)
            gl.glClear(gl.GL_COLOR_BUFFER_BIT)
        gl.glDisable(gl.GL_SCISSOR_TEST)

    def _draw_points(
        self,
        target: Target,
        area: Area,
        viewport: tuple[int, int],
        mirror: bool,
        points: Float32 | None,
        top_row_first: bool,
    ) -> None:
        if points is None or not len(points):
            return
        vertices = np.zeros(len(points), _POINTS)
        vertices["position"] = points[:, :2]
        self._points.upload(vertices, stream=True)
        flip = -1.0 if mirror else 1.0
        down = 1.0 if top_row_first else -1.0
        half_width, half_height = area.width / viewport[0], area.height / viewport[1]
        program = self._points_program
        program.use()
        program["clip_from_picture"] = (
            flip * 2.0 * half_width / target.width,
            down * 2.0 * half_height / target.height,
            -flip * half_width,
            -down * half_height,
        )
        program["size_px"] = float(np.clip(area.height / 240.0, 2.0, 6.0))
        program["colour"] = _DOT_SRGB
        gl.glEnable(gl.GL_PROGRAM_POINT_SIZE)
        gl.glEnable(gl.GL_BLEND)
        gl.glBlendFunc(gl.GL_SRC_ALPHA, gl.GL_ONE_MINUS_SRC_ALPHA)
        self._points.draw(gl.GL_POINTS)
        gl.glDisable(gl.GL_BLEND)
        gl.glDisable(gl.GL_PROGRAM_POINT_SIZE)

    def release(self) -> None:
        gl.glDeleteSamplers(2, np.array([self._smooth, self._exact], np.uint32))
        self._points.release()
        self._kit.release()


def _has_extension(name: str) -> bool:
    count = int(gl.glGetIntegerv(gl.GL_NUM_EXTENSIONS))
    return any(gl.glGetStringi(gl.GL_EXTENSIONS, index).decode() == name for index in range(count))


def plain_picture(width: int, height: int) -> Texture:
    """A texture to present into: bytes as they are, no conversion."""
    return Texture(width, height, gl.GL_RGBA8)


class SplitPicture:
    """Before/after pictures for files: the window's split, at the source's size."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._presenter = Presenter()
        self._made: tuple[Texture, Framebuffer] | None = None

    def picture(self, scene: Scene, split: float = 0.5) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 sRGB: left of the line the bare frame, right of it the look."""
        target = self._renderer.render(scene, keep_original=True)
        framebuffer = self._framebuffer(target.width, target.height)
        size = (target.width, target.height)
        self._presenter.present(
            target, framebuffer=framebuffer.name, viewport=size, split=split, top_row_first=True
        )
        return framebuffer.read()

    def _framebuffer(self, width: int, height: int) -> Framebuffer:
        if self._made is None or (self._made[0].width, self._made[0].height) != (width, height):
            self._release_framebuffer()
            texture = plain_picture(width, height)
            self._made = (texture, Framebuffer(texture))
        return self._made[1]

    def _release_framebuffer(self) -> None:
        if self._made is not None:
            self._made[1].release()
            self._made[0].release()
        self._made = None

    def release(self) -> None:
        self._release_framebuffer()
        self._presenter.release()
