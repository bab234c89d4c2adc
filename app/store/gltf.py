"""Reads GLB and glTF 2.0 into a Model3D: millimetres, node transforms applied, one primitive per material.

The file is not trusted: counts, offsets, indices and numbers are checked before anything is built from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array, read_only
from ..core.model3d import Material, Model3D, Primitive
from .gltf_accessors import LARGEST_COUNT, read_floats, read_indices
from .gltf_container import Container, open_container
from .gltf_materials import Materials

_MM_FROM_M = 1000.0
_LARGEST_MM = 1e15  # any real unit and far more; its square still fits single precision
_MOST_NODES = 20_000
_MOST_PRIMITIVES = 20_000
_DEEPEST = 64
_TRIANGLES, _STRIP, _FAN = 4, 5, 6


def load_model_file(path: Path) -> Model3D:
    """The model in a .glb or .gltf file. Raises UserError, in one sentence naming the file."""
    container = open_container(Path(path))
    materials = Materials(container)
    notices: list[str] = []
    gathered: dict[int, list[Primitive]] = {}
    budget = _Budget(container)
    for mesh_index, mm_from_mesh in _placed_meshes(container):
        for entry in _primitive_entries(container, mesh_index):
            budget.charge(entry)
            primitive = _primitive(container, entry, materials, mm_from_mesh, notices)
            if primitive is None:
                continue
            gathered.setdefault(id(primitive.material), []).append(primitive)
    if not gathered:
        raise container.problem("there are no triangles in it")
    merged = tuple(_merged(group) for group in gathered.values())
    return Model3D(_digest(merged), merged, tuple(dict.fromkeys([*notices, *materials.notices])))


class _Budget:
    """What a file may cost: charged before a primitive is read, whether or not it holds a triangle."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._elements = LARGEST_COUNT
        self._primitives = _MOST_PRIMITIVES

    def charge(self, entry: dict[str, Any]) -> None:
        """Raises UserError when nothing is left for a primitive."""
        attributes = entry.get("attributes")
        positions = attributes.get("POSITION") if isinstance(attributes, dict) else None
        self._elements -= self._count(positions) + self._count(entry.get("indices"))
        self._primitives -= 1
        if self._elements < 0:
            raise self._container.problem("it holds too many triangles to be worn")
        if self._primitives < 0:
            raise self._container.problem(f"it is made of more than {_MOST_PRIMITIVES} pieces")

    def _count(self, accessor: object) -> int:
        if accessor is None:
            return 0
        return self._container.count(self._container.item("accessors", accessor), "count")


def _placed_meshes(container: Container) -> Iterator[tuple[object, Array]]:
    """(mesh index, (4, 4) mm from mesh units) of every node of the scene that is shown."""
    nodes = container.items("nodes")
    if len(nodes) > _MOST_NODES:
        raise container.problem(f"it has {len(nodes)} nodes; {_MOST_NODES} are allowed")
    waiting = [(root, np.diag([_MM_FROM_M] * 3 + [1.0]), 0) for root in _roots(container, nodes)]
    visited = 0
    while waiting:
        index, parent, depth = waiting.pop()
        visited += 1
        if depth > _DEEPEST or visited > _MOST_NODES:
            raise container.problem("its nodes contain each other")
        node = container.item("nodes", index)
        placed = parent @ _local_matrix(container, node)
        if np.abs(placed).max() > _LARGEST_MM:
            raise container.problem("a node lies absurdly far away")
        if "mesh" in node:
            yield node["mesh"], placed
        waiting += [(child, placed, depth + 1) for child in reversed(_children(container, node))]


def _children(container: Container, node: dict[str, Any]) -> list[Any]:
    children = node.get("children", [])
    if not isinstance(children, list):
        raise container.problem("a node's children are not a list")
    return children


def _roots(container: Container, nodes: list[dict[str, Any]]) -> list[Any]:
    if not container.items("scenes"):
        children = {str(child) for node in nodes for child in _children(container, node)}
        return [index for index in range(len(nodes)) if str(index) not in children]
    roots = container.item("scenes", container.document.get("scene", 0)).get("nodes", [])
    if not isinstance(roots, list):
        raise container.problem("its scene's nodes are not a list")
    return roots


def _local_matrix(container: Container, node: dict[str, Any]) -> Array:
    if "matrix" in node:
        return _numbers(container, node, "matrix", np.eye(4).ravel()).reshape(4, 4).T
    x, y, z, w = _numbers(container, node, "rotation", np.array([0.0, 0.0, 0.0, 1.0]))
    scale = _numbers(container, node, "scale", np.ones(3))
    matrix = np.eye(4)
    # Unit quaternion to matrix, glTF 2.0 order x, y, z, w.
    matrix[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    matrix[:3, :3] *= scale
    matrix[:3, 3] = _numbers(container, node, "translation", np.zeros(3))
    return matrix


def _numbers(container: Container, node: dict[str, Any], key: str, default: Array) -> Array:
    try:
        values = np.array(node.get(key, default), np.float64)
    except (TypeError, ValueError, OverflowError):
        values = np.array(np.nan)
    if values.shape != default.shape or not np.isfinite(values).all() or np.abs(values).max() > _LARGEST_MM:
        raise container.problem(f"a node's {key} is damaged")
    return values


def _primitive_entries(container: Container, mesh_index: object) -> list[dict[str, Any]]:
    entries = container.item("meshes", mesh_index).get("primitives", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise container.problem("a mesh's primitives are not a list of objects")
    return entries


def _primitive(
    container: Container, entry: dict[str, Any], materials: Materials, mm_from_mesh: Array, notices: list[str]
) -> Primitive | None:
    """One primitive in model space, or None for points and lines (with a notice)."""
    extensions = entry.get("extensions", {})
    if not isinstance(extensions, dict):
        raise container.problem("a primitive's extensions are not an object")
    if "KHR_draco_mesh_compression" in extensions:
        raise container.problem(
            "it uses Draco mesh compression, which Lookglass cannot read; export it without"
        )
    mode = entry.get("mode", _TRIANGLES)
    if mode not in (_TRIANGLES, _STRIP, _FAN):
        notices.append("Points and lines in the file are left out.")
        return None
    attributes = entry.get("attributes")
    if not isinstance(attributes, dict) or "POSITION" not in attributes:
        raise container.problem("a primitive has no positions")
    local = read_floats(container, attributes["POSITION"], (3,)).astype(np.float64)
    count = len(local)
    if "indices" in entry:
        flat = read_indices(container, entry["indices"], count)
    else:
        flat = np.arange(count, dtype=np.uint32)
    triangles = _triangles(flat, mode)
    if not len(triangles):
        return None
    linear, offset = mm_from_mesh[:3, :3], mm_from_mesh[:3, 3]
    placed = local @ linear.T + offset
    if np.abs(placed).max() > _LARGEST_MM:
        raise container.problem("its geometry is absurdly large")
    positions = placed.astype(np.float32)
    if np.linalg.det(linear) < 0:
        triangles = triangles[:, ::-1]
    normals = None
    if "NORMAL" in attributes:
        normals = _turned(_attribute(container, attributes["NORMAL"], count, (3,)), linear)
    if normals is None:
        normals = computed_normals(positions, triangles)
    return Primitive(
        positions=positions,
        normals=normals,
        uvs=_optional(container, attributes, "TEXCOORD_0", count, 2),
        colours=_optional(container, attributes, "COLOR_0", count, 4),
        indices=np.ascontiguousarray(triangles, np.uint32),
        material=materials.get(entry.get("material")),
    )


def _attribute(
    container: Container, index: object, count: int, widths: tuple[int, ...]
) -> NDArray[np.float32]:
    values = read_floats(container, index, widths)
    if len(values) != count:
        raise container.problem(f"a primitive has {count} positions, but {len(values)} of something else")
    return values


def _optional(
    container: Container, attributes: dict[str, Any], name: str, count: int, width: int
) -> NDArray[np.float32]:
    """An attribute (count, width): absent uvs are 0, absent colours and alphas 1."""
    if name not in attributes:
        return np.full((count, width), 1.0 if name == "COLOR_0" else 0.0, np.float32)
    values = _attribute(
        container, attributes[name], count, (width, width - 1) if name == "COLOR_0" else (width,)
    )
    filled = np.ones((count, width), np.float32)
    filled[:, : values.shape[1]] = values
    return filled


def _triangles(flat: NDArray[np.uint32], mode: int) -> NDArray[np.uint32]:
    """Indices (m, 3) from a list, a strip or a fan; an incomplete last triangle is dropped."""
    if mode == _TRIANGLES:
        return flat[: len(flat) // 3 * 3].reshape(-1, 3)
    if len(flat) < 3:
        return np.zeros((0, 3), np.uint32)
    if mode == _FAN:
        return np.stack([np.full(len(flat) - 2, flat[0]), flat[1:-1], flat[2:]], axis=1)
    strip = np.stack([flat[:-2], flat[1:-1], flat[2:]], axis=1)
    strip[1::2] = strip[1::2][:, [1, 0, 2]]
    return strip


def _turned(normals: NDArray[np.float32], linear: Array) -> NDArray[np.float32] | None:
    """Unit normals under the inverse transpose; None when the file's are useless."""
    try:
        turned = normals @ np.linalg.inv(linear)
    except np.linalg.LinAlgError:
        return None
    length = np.linalg.norm(turned, axis=1, keepdims=True)
    if not np.isfinite(length).all() or (length < 1e-12).any():
        return None
    return np.asarray(turned / length, np.float32)


def computed_normals(positions: NDArray[np.float32], triangles: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Unit vertex normals (n, 3): the mean of the faces around, weighted by area."""
    corner = positions[triangles].astype(np.float64)
    face = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    total = np.stack(
        [
            np.bincount(triangles.ravel(), np.repeat(face[:, axis], 3), minlength=len(positions))
            for axis in range(3)
        ],
        axis=1,
    )
    length = np.linalg.norm(total, axis=1, keepdims=True)
    flat = np.array([0.0, 0.0, 1.0])
    return np.where(length > 1e-20, total / np.maximum(length, 1e-20), flat).astype(np.float32)


def _merged(group: list[Primitive]) -> Primitive:
    """Primitives of one material as one."""
    offsets = np.cumsum([0] + [len(p.positions) for p in group[:-1]])
    indices = [p.indices + np.uint32(offset) for p, offset in zip(group, offsets, strict=True)]

    def joined(name: str) -> Any:
        return read_only(np.concatenate([getattr(p, name) for p in group]))

    material: Material = group[0].material
    return Primitive(
        joined("positions"), joined("normals"), joined("uvs"), joined("colours"),
        read_only(np.concatenate(indices)), material,
    )  # fmt: skip


def _digest(primitives: tuple[Primitive, ...]) -> str:
    """A name for the contents: equal models have equal keys."""
    digest = hashlib.sha256()
    for p in primitives:
        for array in (p.positions, p.normals, p.uvs, p.colours, p.indices):
            digest.update(np.ascontiguousarray(array).tobytes())
        m = p.material
        plain = (m.name, m.base_colour, m.metallic, m.roughness, m.emissive, m.transmission, m.alpha_mode,
                 m.alpha_cutoff, m.double_sided)  # fmt: skip
        digest.update(repr(plain).encode())
        textures = (m.base_texture, m.metallic_roughness_texture, m.normal_texture, m.emissive_texture,
                    m.occlusion_texture)  # fmt: skip
        for texture in textures:
            digest.update(b"-" if texture is None else texture.rgba.tobytes())
    return digest.hexdigest()[:32]
