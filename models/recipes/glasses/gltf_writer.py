"""A minimal GLB 2.0 writer: one node, one mesh, a primitive per material. Writes metres."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "shared"))

from glb import Glb
from solids import Mesh, with_normals


def material(
    name: str,
    colour: tuple[float, float, float, float],
    *,
    metallic: float = 0.0,
    roughness: float,
    transmission: float = 0.0,
    blend: bool = False,
) -> dict[str, Any]:
    """A glTF material; colours are linear."""
    entry: dict[str, Any] = {
        "name": name,
        "pbrMetallicRoughness": {
            "baseColorFactor": list(colour),
            "metallicFactor": metallic,
            "roughnessFactor": roughness,
        },
    }
    if blend:
        entry["alphaMode"] = "BLEND"
    if transmission:
        entry["extensions"] = {"KHR_materials_transmission": {"transmissionFactor": transmission}}
    return entry


def write_glb(path: Path, name: str, parts: list[tuple[Mesh, dict[str, Any], float]]) -> dict[str, Any]:
    """Writes (mesh in mm, material, crease angle in degrees) parts; returns counts for the report."""
    file = Glb()
    primitives = []
    triangles = 0
    for index, (mesh, _, crease) in enumerate(parts):
        positions, normals, faces = with_normals(mesh, crease)
        triangles += len(faces)
        attributes = {
            "POSITION": file.attribute((positions * 0.001).astype("<f4")),
            "NORMAL": file.attribute(normals.astype("<f4")),
        }
        indices = file.indices(faces, len(positions))
        primitives.append({"attributes": attributes, "indices": indices, "material": index})
    size = file.write(path, name, "Lookglass glasses recipe", primitives, [m for _, m, _ in parts])
    return {"triangles": triangles, "bytes": size}
