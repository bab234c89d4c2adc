"""A stage: lit opaque meshes on a floor, with shadows, and beside the picture what stands in each pixel.

What draws demo:feet and the generator of labelled feet. World space is in mm, right-handed, y up, the floor
at y = 0. All meshes of a picture share one vertex array, and all textures one array of square sheets, so that
a picture costs few GL calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.maths import Array, expect_shape
from . import gl
from .buffers import Framebuffer, Texture, VertexArray
from .program import Program
from .projection import clip_from_camera
from .stage_buffers import SHADOW_PX, SampledTarget, ShadowMap, SheetArray

_VERTEX = np.dtype(
    [
        ("position", np.float32, 3),
        ("normal", np.float32, 3),
        ("uv", np.float32, 2),
        ("tint", np.uint8, 4),
        ("finish", np.uint8, 4),
        ("label", np.uint8, 4),
    ]
)
# One unit of a surface's uv is this long.
UV_MM = 100.0
# The height in mm of a sheet's whole range of alpha where a finish's bump is 1.
BUMP_MM = 8.0
# A shadow's edge is about as wide as this many texels of the shadow map.
_EDGE_TEXELS = 3.0
_CONTACT_PX = 128
_LABEL_STEP_MM = 0.25


class Shape(Protocol):
    """What can be set on the stage: a surface in mm with uvs of 100 mm, seen from either side; `tint` (n, 3)
    multiplies its colour in linear light, where there is one."""

    @property
    def positions(self) -> NDArray[np.float32]: ...
    @property
    def normals(self) -> NDArray[np.float32]: ...
    @property
    def uvs(self) -> NDArray[np.float32]: ...
    @property
    def indices(self) -> NDArray[np.uint32]: ...
    @property
    def part(self) -> int: ...
    @property
    def tint(self) -> NDArray[np.float32] | None: ...


@dataclass(frozen=True, slots=True)
class Finish:
    """What a surface looks like. `tint`: sRGB 0..1, times the sheet's colours; `sheet_mm`: how long a sheet's
    side is on the surface; `bump` 0..1: how deep the sheet's relief; `soft` 0..1: light creeps round the edge
    of the shade (skin, cloth); `glow` 0..1: shines by itself."""

    tint: tuple[float, float, float] = (0.7, 0.7, 0.7)
    sheet: int = 0
    sheet_mm: float = 100.0
    roughness: float = 0.7
    specular: float = 0.5
    bump: float = 0.0
    soft: float = 0.0
    glow: float = 0.0


@dataclass(frozen=True, slots=True)
class StageLight:
    """Linear light. `to_sun`: unit vector; `shadow_edge_mm`: how soft; a lamp without shadow at `lamp_mm`
    falls to a half at `lamp_reach_mm`; `sky` from above, `ground` from below."""

    to_sun: tuple[float, float, float] = (0.35, 0.86, 0.37)
    sun: tuple[float, float, float] = (1.1, 1.05, 0.95)
    shadow_edge_mm: float = 12.0
    sky: tuple[float, float, float] = (0.42, 0.45, 0.5)
    ground: tuple[float, float, float] = (0.2, 0.18, 0.16)
    lamp_mm: tuple[float, float, float] = (0.0, 2000.0, 0.0)
    lamp: tuple[float, float, float] = (0.0, 0.0, 0.0)
    lamp_reach_mm: float = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class StageMesh:
    """Vertices in world mm, ready for drawing, and triangles (m, 3)."""

    vertices: NDArray[np.void]
    indices: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class StagePicture:
    """(h, w, 3) rgb; (h, w) uint8 part and instance of the front-most surface, 0 where nothing is; (h, w)
    float32 its distance along the axis of view in mm, 0 where nothing is (16 m at most)."""

    rgb: NDArray[np.uint8]
    part: NDArray[np.uint8]
    instance: NDArray[np.uint8]
    depth_mm: NDArray[np.float32]


def stage_mesh(
    shape: Shape,
    finish: Finish,
    world_from_shape: NDArray[np.floating] | None = None,
    *,
    instance: int = 0,
    part: int | None = None,
) -> StageMesh:
    """A surface placed by a rigid (4, 4) matrix; `part` in place of its own where given."""
    positions, normals = shape.positions, shape.normals
    expect_shape("positions", positions, (None, 3))
    vertices = np.empty(len(positions), _VERTEX)
    if world_from_shape is not None:
        turn = np.asarray(world_from_shape, np.float32)
        positions, normals = positions @ turn[:3, :3].T + turn[:3, 3], normals @ turn[:3, :3].T
    vertices["position"], vertices["normal"] = positions, normals
    vertices["uv"] = shape.uvs * np.float32(UV_MM / finish.sheet_mm)
    vertices["tint"] = _bytes((*finish.tint, finish.soft))
    if shape.tint is not None:
        coded = np.sqrt(np.maximum(shape.tint, 0.0)) * np.array(finish.tint)
        vertices["tint"][:, :3] = np.clip(coded * 255.0 + 0.5, 0.0, 255.0)
    vertices["finish"] = (*_bytes((finish.roughness, finish.specular, finish.bump)), finish.sheet)
    label = (shape.part if part is None else part, instance)
    vertices["label"] = (*label, *_bytes((finish.glow,)), 0)
    return StageMesh(vertices, shape.indices)


def _bytes(shares: Sequence[float]) -> tuple[int, ...]:
    return tuple(round(min(max(share, 0.0), 1.0) * 255.0) for share in shares)


class StageCanvas:
    """A picture of width x height in which meshes are set and lit. Belongs to the current context.

    `samples`: 4 for smooth edges, 0 for jagged ones at half the cost on software GL.
    """

    def __init__(
        self, width: int, height: int, *, sheets: int = 32, sheet_px: int = 512, samples: int = 4
    ) -> None:
        self.width, self.height = width, height
        self.sheets = SheetArray(sheets, sheet_px)
        self._lit = Program("stage.vert.glsl", "stage.frag.glsl")
        self._label = Program("stage_label.vert.glsl", "stage_label.frag.glsl")
        self._cast = Program("stage_shadow.vert.glsl", "stage_shadow.frag.glsl")
        self._below = Program("stage_below.vert.glsl", "stage_below.frag.glsl")
        self._things, self._ground = VertexArray(_VERTEX), VertexArray(_VERTEX)
        self._target = SampledTarget(width, height, samples)
        self._colour, self._labels = (Texture(width, height, gl.GL_RGBA8, linear=False) for _ in range(2))
        self._resolved = Framebuffer(self._colour)
        self._labelled = Framebuffer(self._labels, depth=True)
        self._shadow = ShadowMap()
        self._contact_map = Texture(_CONTACT_PX, _CONTACT_PX, gl.GL_R8)
        self._contact = Framebuffer(self._contact_map, depth=True)

    def draw(
        self,
        things: Sequence[StageMesh],
        ground: Sequence[StageMesh],
        camera: Intrinsics,
        camera_from_world: Array,
        light: StageLight,
        *,
        focus_mm: tuple[float, float, float] = (0.0, 0.0, 0.0),
        reach_mm: float = 800.0,
        background: tuple[float, float, float] = (0.5, 0.55, 0.6),
    ) -> StagePicture:
        """One picture: `set`, `look` and `lit` in one."""
        self.set(things, ground)
        labels = self.look(camera, camera_from_world)
        rgb = self.lit(
            camera, camera_from_world, light, focus_mm=focus_mm, reach_mm=reach_mm, background=background
        )
        return replace(labels, rgb=rgb)

    def set(self, things: Sequence[StageMesh], ground: Sequence[StageMesh]) -> None:
        """What stands on the stage from now on. `things` cast shadows and darken the floor near them;
        `ground` (floor, walls) only receives."""
        for array, meshes in ((self._things, things), (self._ground, ground)):
            vertices = [mesh.vertices for mesh in meshes] or [np.zeros(3, _VERTEX)]
            starts = np.cumsum([0, *(len(part) for part in vertices)])
            indices = [mesh.indices + np.uint32(start) for mesh, start in zip(meshes, starts)]
            array.upload(
                np.concatenate(vertices),
                np.concatenate(indices or [np.zeros((1, 3), np.uint32)]).ravel(),
                stream=True,
            )

    def look(self, camera: Intrinsics, camera_from_world: Array) -> StagePicture:
        """What stands where, without light: a tenth of the work of a picture; its rgb is empty."""
        _opaque()
        self._labelled.bind()
        _clear(0.0, 0.0, 0.0, 0.0)
        self._label.use()
        self._label["clip_from_world"] = clip_from_camera(camera) @ camera_from_world
        self._things.draw()
        self._ground.draw()
        label = self._labelled.read_bgrx()
        depth = label[..., 0].astype(np.float32) * 64.0 + label[..., 3].astype(np.float32) * _LABEL_STEP_MM
        return StagePicture(np.empty((0, 0, 3), np.uint8), label[..., 2].copy(), label[..., 1].copy(), depth)

    def lit(
        self,
        camera: Intrinsics,
        camera_from_world: Array,
        light: StageLight,
        *,
        focus_mm: tuple[float, float, float] = (0.0, 0.0, 0.0),
        reach_mm: float = 800.0,
        background: tuple[float, float, float] = (0.5, 0.55, 0.6),
    ) -> NDArray[np.uint8]:
        """(h, w, 3) sRGB. Shadows and darkness near the floor lie within `reach_mm` of `focus_mm`;
        `background` is the sRGB colour of what no mesh covers."""
        shadow_from_world, contact = self._cast_shadows(light, focus_mm, reach_mm)
        self._aim(camera, camera_from_world, light, shadow_from_world, contact)
        self._draw_lit((*background, 1.0), (self._things, self._ground), self._resolved)
        return self._resolved.read()

    def _cast_shadows(
        self, light: StageLight, focus_mm: tuple[float, float, float], reach_mm: float
    ) -> tuple[Array, Array]:
        """Draw the two maps that darken; (4, 4) shadow_from_world and (4,) contact_from_world."""
        lamp_from_world = _lamp_from_world(light.to_sun, focus_mm, reach_mm)
        span = 2.0 * reach_mm
        contact = np.array([1 / span, 1 / span, 0.5 - focus_mm[0] / span, 0.5 - focus_mm[2] / span])
        _opaque()
        shadow_px = int(np.clip(span * _EDGE_TEXELS / max(light.shadow_edge_mm, 0.1), 48, SHADOW_PX))
        self._draw_shadow(lamp_from_world, shadow_px)
        self._draw_contact(contact)
        share = shadow_px / SHADOW_PX
        shadow_from_lamp = np.diag([0.5 * share, 0.5 * share, 0.5, 1.0])
        shadow_from_lamp[:3, 3] = 0.5 * share, 0.5 * share, 0.5
        return shadow_from_lamp @ lamp_from_world, contact

    def _aim(
        self,
        camera: Intrinsics,
        camera_from_world: Array,
        light: StageLight,
        shadow_from_world: Array,
        contact: Array,
    ) -> None:
        self._set_light(light, contact)
        self._lit["clip_from_world"] = clip_from_camera(camera) @ camera_from_world
        self._lit["shadow_from_world"] = shadow_from_world
        self._lit["eye"] = -camera_from_world[:3, :3].T @ camera_from_world[:3, 3]

    def _draw_shadow(self, lamp_from_world: Array, size_px: int) -> None:
        self._shadow.begin(size_px)
        self._cast.use()
        self._cast["lamp_from_world"] = lamp_from_world
        self._things.draw()
        self._shadow.end()

    def _draw_contact(self, contact_from_world: Array) -> None:
        self._contact.bind()
        _clear(0.0, 0.0, 0.0, 0.0)
        self._below.use()
        self._below["contact_from_world"] = contact_from_world
        self._things.draw()
        self._contact_map.bind()
        gl.glGenerateMipmap(gl.GL_TEXTURE_2D)
        self._contact_map.sampling(gl.GL_LINEAR_MIPMAP_LINEAR, gl.GL_LINEAR)

    def _set_light(self, light: StageLight, contact: Array) -> None:
        program = self._lit
        program.use()
        program["to_sun"], program["sun"] = light.to_sun, light.sun
        program["sky"], program["ground"] = light.sky, light.ground
        program["lamp_at"], program["lamp"] = light.lamp_mm, (*light.lamp, light.lamp_reach_mm)
        program["contact_from_world"] = contact
        program["shadow_texel"] = 1.0 / SHADOW_PX

    def _draw_lit(
        self,
        background: tuple[float, float, float, float],
        arrays: tuple[VertexArray, ...],
        into: Framebuffer,
    ) -> None:
        program = self._lit
        program["sheets"], program["shadow"], program["contact"] = 0, 1, 2
        self.sheets.bind(0)
        self._shadow.bind(1)
        self._contact_map.bind(2)
        self._target.bind()
        _clear(*background)
        for array in arrays:
            array.draw()
        self._target.resolve_into(into)

    def release(self) -> None:
        """Free everything; the context has to be current."""
        owners = (
            self.sheets, self._lit, self._label, self._cast, self._below, self._things, self._ground,
            self._target, self._colour, self._labels, self._resolved, self._labelled, self._shadow,
            self._contact_map, self._contact,
        )  # fmt: skip
        for owner in owners:
            owner.release()


def _opaque() -> None:
    gl.glDisable(gl.GL_BLEND)
    gl.glDisable(gl.GL_CULL_FACE)
    gl.glEnable(gl.GL_DEPTH_TEST)


def _clear(*colour: float) -> None:
    gl.glClearColor(*colour)
    gl.glClear(gl.GL_COLOR_BUFFER_BIT | gl.GL_DEPTH_BUFFER_BIT)


def _lamp_from_world(
    to_sun: tuple[float, float, float], focus_mm: tuple[float, float, float], reach_mm: float
) -> Array:
    """(4, 4) orthographic: what lies within reach of the focus, seen along the light, to -1..1."""
    forward = -np.asarray(to_sun, np.float64)
    aside = np.cross(forward, [0.0, 0.0, 1.0] if abs(forward[1]) > 0.9 else [0.0, 1.0, 0.0])
    aside /= np.linalg.norm(aside)
    turn = np.stack([aside, np.cross(forward, aside), forward / 3.0]) / reach_mm
    matrix = np.eye(4)
    matrix[:3, :3] = turn
    matrix[:3, 3] = -turn @ np.asarray(focus_mm)
    return matrix
