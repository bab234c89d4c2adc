"""A Model3D on the graphics card: one vertex array, drawn in a few ranges.

Plain materials travel in the vertices, so that everything opaque without textures is one draw.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from ..core.model3d import Material, Model3D, Primitive
from ..core.model3d import Texture as Picture
from . import gl
from .buffers import Texture, VertexArray

# The outside of a shoe hides the foot in it where that is less than so far before it; its lining never does.
# Of a wall that is seen from both sides nobody knows which it is.
_INSIDES = ("lining", "insole", "frame")
_OUTSIDE_MM, _BOTH_SIDES_MM = 26.0, 9.0
VERTEX = np.dtype(
    [
        ("position", np.float32, 3),
        ("normal", np.float32, 3),
        ("uv_curvature", np.float32, 3),
        ("colour", np.uint8, 4),
        ("surface", np.uint8, 4),
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """A range of indices drawn at once; `material` is one with its textures where it has any (or glows)."""

    first: int
    count: int
    see_through: bool
    lens: bool
    double_sided: bool
    centre: Array
    material: Material | None


class WornMesh:
    """Owns its GL objects. `hull` (k, 3): extreme points in model mm; `lens_span_mm`: top and bottom y.

    `shell`: something stands in the model that must not come through its outside, however tight it fits.
    """

    def __init__(self, model: Model3D, *, shell: bool = False) -> None:
        groups = _groups(model.primitives)
        ordered = sorted(model.primitives, key=lambda one: (*_order(one), groups[_look(one.material)]))
        self.batches = _batches(ordered)
        self.hull = _extremes(np.concatenate([p.positions for p in ordered]))
        lenses = [p.positions[:, 1] for p in ordered if p.material.transmission > 0.5]
        heights = np.concatenate(lenses) if lenses else np.zeros(1)
        self.lens_span_mm = (float(heights.max()), float(heights.min()))
        self._array = VertexArray(VERTEX)
        self._array.upload(np.concatenate([_vertices(p, shell) for p in ordered]), _indices(ordered))
        self._pictures: dict[int, Texture] = {}
        for batch in self.batches:
            if batch.material is not None:
                self._upload_pictures(batch.material)

    @property
    def opaque(self) -> tuple[Batch, ...]:
        return tuple(batch for batch in self.batches if not batch.see_through)

    def see_through(self, camera_from_model: Array) -> list[Batch]:
        """Back to front; of two at about the same depth a lens comes last, since pads lie behind it."""
        depth_mm = camera_from_model[2, :3]
        found = [batch for batch in self.batches if batch.see_through]
        return sorted(found, key=lambda b: (-round(float(depth_mm @ b.centre) / 12.0), b.lens))

    def bind(self) -> None:
        gl.glBindVertexArray(self._array.name)

    def draw(self, batch: Batch) -> None:
        """Draw one batch of the bound mesh."""
        start = ctypes.c_void_p(batch.first * 4)
        gl.glDrawElements(gl.GL_TRIANGLES, batch.count, gl.GL_UNSIGNED_INT, start)

    def bind_pictures(self, material: Material, first_unit: int) -> None:
        """Base, metallic-roughness, normal, emissive and occlusion on five units, as far as there are any."""
        for place, picture in enumerate(pictures(material)):
            if picture is not None:
                self._pictures[id(picture)].bind(first_unit + place)

    def _upload_pictures(self, material: Material) -> None:
        for picture in pictures(material):
            if picture is None or id(picture) in self._pictures:
                continue
            height, width = picture.rgba.shape[:2]
            form = gl.GL_SRGB8_ALPHA8 if picture.srgb else gl.GL_RGBA8
            texture = self._pictures[id(picture)] = Texture(width, height, form, repeat=True)
            texture.upload(picture.rgba, mipmaps=True)

    def release(self) -> None:
        self._array.release()
        for texture in self._pictures.values():
            texture.release()
        self._pictures.clear()


def pictures(material: Material) -> tuple[Picture | None, ...]:
    return (
        material.base_texture,
        material.metallic_roughness_texture,
        material.normal_texture,
        material.emissive_texture,
        material.occlusion_texture,
    )


def _is_rich(material: Material) -> bool:
    """Whether it needs the program with textures."""
    return any(pictures(material)) or any(material.emissive)


def _order(primitive: Primitive) -> tuple[bool, bool, bool, bool]:
    """Neighbours in this order may share a batch: opaque first, plain first, lenses last."""
    material = primitive.material
    lens = material.transmission > 0.5
    return lens, lens or material.alpha_mode == "BLEND", _is_rich(material), material.double_sided


def _look(material: Material) -> tuple[object, ...]:
    """What a draw with textures shares; all else of a material travels in the vertices."""
    seen = tuple(id(picture) for picture in pictures(material) if picture is not None)
    return seen, material.emissive, material.alpha_mode, material.alpha_cutoff


def _groups(primitives: tuple[Primitive, ...]) -> dict[tuple[object, ...], int]:
    """The looks of some primitives, numbered."""
    return {look: number for number, look in enumerate({_look(p.material): None for p in primitives})}


def _batches(ordered: list[Primitive]) -> tuple[Batch, ...]:
    batches: list[Batch] = []
    first = 0
    for primitive in ordered:
        material = primitive.material
        lens, see_through, rich, double_sided = _order(primitive)
        batch = Batch(
            first,
            primitive.indices.size,
            see_through,
            lens,
            double_sided,
            primitive.positions.mean(axis=0).astype(np.float64),
            material if rich else None,
        )
        first += batch.count
        last = batches[-1] if batches else None
        if last and not (see_through or last.see_through) and last.double_sided == double_sided:
            before = last.material
            alike = not (rich or before) or (rich and before is not None and _look(before) == _look(material))
            if alike:
                count = last.count + batch.count
                batch = Batch(last.first, count, False, False, double_sided, last.centre, before)
                batches.pop()
        batches.append(batch)
    return tuple(batches)


def curvatures(primitive: Primitive) -> NDArray[np.float64]:
    """(n,) how fast the normal turns at each vertex, in radians per mm: the most along any of its edges."""
    most = np.zeros(len(primitive.positions))
    for a, b in ((0, 1), (1, 2), (2, 0)):
        start, end = primitive.indices[:, a], primitive.indices[:, b]
        turn = np.linalg.norm(primitive.normals[start] - primitive.normals[end], axis=1)
        length = np.linalg.norm(primitive.positions[start] - primitive.positions[end], axis=1)
        rate = turn / np.maximum(length, 1e-3)
        np.maximum.at(most, start, rate)
        np.maximum.at(most, end, rate)
    return most


def _nearer(material: Material) -> float:
    """How much nearer than it is the outside of a shell has its depth told, over 64 mm."""
    if material.name.lower().startswith(_INSIDES):
        return 0.0
    return (_BOTH_SIDES_MM if material.double_sided else _OUTSIDE_MM) / 64.0


def _vertices(primitive: Primitive, shell: bool) -> NDArray[np.void]:
    material = primitive.material
    vertices = np.zeros(len(primitive.positions), VERTEX)
    vertices["position"], vertices["normal"] = primitive.positions, primitive.normals
    vertices["uv_curvature"][:, :2] = primitive.uvs
    vertices["uv_curvature"][:, 2] = curvatures(primitive)
    colour = primitive.colours * np.array(material.base_colour, np.float32)
    colour[:, :3] = np.sqrt(np.clip(colour[:, :3], 0.0, 1.0))  # keeps dark acetate apart in 8 bits
    if material.alpha_mode == "OPAQUE":
        colour[:, 3] = 1.0
    vertices["colour"] = np.round(np.clip(colour, 0.0, 1.0) * 255.0)
    repainted = material.name.lower().startswith("frame")
    last = 1.0 if repainted else _nearer(material) if shell else 0.0
    surface = np.array([material.metallic, material.roughness, material.transmission, last])
    vertices["surface"] = np.round(surface * 255.0)
    return vertices


def _indices(ordered: list[Primitive]) -> NDArray[np.uint32]:
    offset, parts = 0, []
    for primitive in ordered:
        parts.append(primitive.indices.ravel() + np.uint32(offset))
        offset += len(primitive.positions)
    return np.concatenate(parts).astype(np.uint32)


def _extremes(points: NDArray[np.float32]) -> Array:
    """(k, 3): for each of 96 directions the farthest point; their projections bound the model's."""
    steps = np.arange(96) + 0.5
    polar, around = np.arccos(1.0 - 2.0 * steps / 96), np.pi * (1.0 + 5.0**0.5) * steps
    spread = np.stack([np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)])
    farthest = np.unique(np.argmax(points @ spread.astype(np.float32), axis=0))
    return points[farthest].astype(np.float64)
