"""Lipstick.

The lips' strips are drawn into a small mask (coverage and where on the lip a pixel lies), then one rectangle
over the mouth lays the pigment on, in linear light: the lips' own luminance, relative to its typical value,
shades the pigment, so creases and lines stay; the gloss is a film whose bump comes from the lips' shape.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...core.maths import Array
from ...core.scene import Light, LipPaint
from .. import gl
from ..buffers import VertexArray
from ..drawing import Canvas, Kit, Scratch, draws
from ..program import Program
from ..projection import Box
from .lip_light import LipLight, lip_light
from .lip_shape import INDICES, STRIP, arcs, softness_px, strips

# Luminance (linear) of light-skinned lips in a well exposed picture: sRGB about (190, 110, 105).
_TYPICAL_LUMINANCE = 0.22
# How far the pigment follows the lips' luminance below and above that. 1 would make it as dark as dark skin's
# lips are, 0 would let it glow in the dark: a picture alone cannot tell dark skin from little light. Brighter
# lips are mostly pale lips.
_FOLLOWS_DARK, _FOLLOWS_BRIGHT = 0.78, 0.35
_NO_SKIN = 0.12  # of the typical luminance; below it is the light, not the skin, that is dark
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


@draws(LipPaint)
class LipsPass:
    """Draws LipPaint layers, each touching only the box around its mouth."""

    needs_depth: ClassVar[bool] = False

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._mask_program = kit.program("lips_mask.vert.glsl", "lips_mask.frag.glsl")
        self._strips = VertexArray(STRIP)
        self._strips.upload(np.zeros(1, STRIP), INDICES)
        self._mask = Scratch(gl.GL_RGBA8)

    def draw(self, layer: LipPaint, canvas: Canvas) -> None:
        amount = layer.opacity
        if amount <= 0.0 or layer.coverage <= 0.0 or not np.isfinite([layer.outer, layer.inner]).all():
            return
        fine = arcs(layer)
        margin = 1.5 * softness_px(layer) + 1.0
        box = Box.around(fine.reshape(-1, 2), margin, canvas.width, canvas.height)
        if box is None:
            return
        backdrop = canvas.backdrop(box)
        self._draw_mask(layer, fine, box)
        canvas.target.framebuffer.bind()
        mask, _ = self._mask.at_least(box.width, box.height)
        backdrop.bind(0)
        mask.bind(1)
        program = self._paint_program(layer, fine)
        _set_paint(program, layer, lip_light(canvas.scene.frame.rgb, fine), canvas.scene.light)
        program["box"] = (box.x, box.y, box.width, box.height)
        self._kit.draw_square()

    def _draw_mask(self, layer: LipPaint, fine: Array, box: Box) -> None:
        _, framebuffer = self._mask.at_least(box.width, box.height)
        framebuffer.bind()
        gl.glClearColor(0.0, 0.0, 0.0, 0.0)
        gl.glClear(gl.GL_COLOR_BUFFER_BIT)
        # The lips overlap where they touch; the stronger one counts, so there is no seam and no double coat.
        gl.glEnable(gl.GL_BLEND)
        gl.glBlendEquation(gl.GL_MAX)
        program = self._mask_program
        program.use()
        program["clip_from_mask"] = (
            2.0 / framebuffer.width, 2.0 / framebuffer.height,
            -2.0 * box.x / framebuffer.width - 1.0, -2.0 * box.y / framebuffer.height - 1.0,
        )  # fmt: skip
        program["softness_px"] = softness_px(layer)
        self._strips.upload(strips(layer, fine), stream=True)
        self._strips.draw()
        gl.glBlendEquation(gl.GL_FUNC_ADD)
        gl.glDisable(gl.GL_BLEND)

    def _paint_program(self, layer: LipPaint, fine: Array) -> Program:
        """The program for this finish, in use, with what only a film needs."""
        shines = layer.gloss > 0.0
        program = self._kit.program("box.vert.glsl", "lips.frag.glsl", ("FILM",) if shines else ())
        program.use()
        if shines:
            program["lines"] = _lip_lines(layer.face_px)
            program["mouth"] = _mouth_frame(fine)
        return program

    def release(self) -> None:
        self._strips.release()
        self._mask.release()


def _set_paint(program: Program, layer: LipPaint, bare: LipLight, light: Light) -> None:
    exposure = _exposure(bare.luminance)
    albedo = np.clip(bare.base / exposure, 1e-3, 0.95)
    pigment = np.clip(np.array(layer.colour) * _cast(light), 1e-3, 0.95)
    program["backdrop"], program["mask"] = 0, 1
    program["bare"] = bare.base
    program["painted"] = mixed_albedo(albedo, pigment, layer.coverage) * exposure
    program["plane_upper"], program["plane_lower"] = bare.upper, bare.lower
    program["coverage"] = layer.coverage
    program["opacity"] = layer.opacity
    program["matte"] = layer.matte
    program["rim_px"] = 2.0 * softness_px(layer)
    program["film"] = (layer.gloss, max(layer.gloss_roughness, 0.05), exposure)


def _exposure(lip_luminance: float) -> float:
    """The light on the lips, 1 where typical lips look well exposed."""
    relative = lip_luminance / _TYPICAL_LUMINANCE
    if relative < _NO_SKIN:
        return relative * _NO_SKIN ** (_FOLLOWS_DARK - 1.0)
    return float(relative ** (_FOLLOWS_DARK if relative < 1.0 else _FOLLOWS_BRIGHT))


def _cast(light: Light) -> Array:
    """(3,) the colour of the light, of luminance about 1.

    Half of it, because what is measured on a face is the light's colour and the skin's in one.
    """
    ambient = np.maximum(np.array(light.ambient), 1e-3)
    cast: Array = np.sqrt(ambient / float(ambient @ _LUMINANCE))
    return cast


def _mouth_frame(fine: Array) -> tuple[float, float, float]:
    """The direction from corner to corner as (cos, sin), and sin of the mouth's turn to the side.

    The middle of the lips moves towards the far corner when the head turns.
    """
    right, left = fine[:, 0, 0].mean(axis=0), fine[:, 0, -1].mean(axis=0)
    along = left - right
    length = max(float(np.linalg.norm(along)), 1e-3)
    middle = fine[:, 0, fine.shape[2] // 2].mean(axis=0)
    shift = 2.0 * float((middle - right) @ along) / length**2 - 1.0
    return float(along[0]) / length, float(along[1]) / length, float(np.clip(1.5 * shift, -0.8, 0.8))


def _lip_lines(face_px: float) -> tuple[float, float]:
    """Px between neighbouring lines of the lips, and 0..1 how well a picture shows them.

    They are about 1 mm apart on a face 140 mm wide; below 80 px what looks like lines is compression.
    """
    seen = float(np.clip((face_px - 80.0) / 120.0, 0.0, 1.0))
    return max(1.0, round(face_px / 150.0)), seen


def mixed_albedo(lip: Array, pigment: Array, coverage: float) -> Array:
    """Reflectance (3,) of lips under a coat of pigment: Kubelka-Munk's K/S is mixed, not the colours.

    0 gives the lips, 1 the pigment; in between a dark pigment stains more than it veils.
    """
    ratio = (1.0 - coverage) * _absorption(lip) + coverage * _absorption(pigment)
    reflectance: Array = 1.0 + ratio - np.sqrt(ratio * ratio + 2.0 * ratio)
    # Half way between that and a plain veil: a real coat of wax does both.
    return 0.5 * (reflectance + (1.0 - coverage) * lip + coverage * pigment)


def _absorption(reflectance: Array) -> Array:
    """K/S of an opaque layer of that reflectance (Kubelka and Munk 1931)."""
    return (1.0 - reflectance) ** 2 / (2.0 * reflectance)
