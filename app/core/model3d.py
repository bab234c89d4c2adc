"""A three-dimensional product as the renderer needs it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """An RGBA picture (height, width, 4) uint8; `srgb` for colours, false for data."""

    rgba: NDArray[np.uint8]
    srgb: bool


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """glTF 2.0 metallic-roughness. Factors are linear, 0..1.

    `alpha_mode` is "OPAQUE", "MASK" or "BLEND"; `transmission` (KHR_materials_transmission) makes a lens:
    the picture behind shows through, multiplied by the base colour.
    """

    name: str = ""
    base_colour: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    metallic: float = 1.0
    roughness: float = 1.0
    emissive: tuple[float, float, float] = (0.0, 0.0, 0.0)
    transmission: float = 0.0
    alpha_mode: str = "OPAQUE"
    alpha_cutoff: float = 0.5
    double_sided: bool = False
    base_texture: Texture | None = None
    metallic_roughness_texture: Texture | None = None
    normal_texture: Texture | None = None
    emissive_texture: Texture | None = None
    occlusion_texture: Texture | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Primitive:
    """Triangles of one material, in model space, millimetres.

    positions (n, 3), normals (n, 3), uvs (n, 2) and colours (n, 4, linear, white where absent) float32;
    indices (m, 3) uint32, counter-clockwise seen from outside.
    """

    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    uvs: NDArray[np.float32]
    colours: NDArray[np.float32]
    indices: NDArray[np.uint32]
    material: Material


@dataclass(frozen=True, slots=True, eq=False)
class Model3D:
    """All primitives of a file. `key` names the contents (a hash), so that a renderer uploads it once.

    `notices` says in whole sentences what was assumed or mended while reading.
    """

    key: str
    primitives: tuple[Primitive, ...]
    notices: tuple[str, ...] = field(default=())

    def bounds_mm(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The lowest and highest corner, each (3,)."""
        points = np.concatenate([primitive.positions for primitive in self.primitives])
        return points.min(axis=0), points.max(axis=0)
