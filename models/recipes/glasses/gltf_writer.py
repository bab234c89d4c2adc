"""A minimal GLB 2.0 writer: one node, one mesh, a primitive per material. Writes metres."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
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
    chunks: list[bytes] = []
    views: list[dict[str, Any]] = []
    accessors: list[dict[str, Any]] = []
    primitives = []
    triangles = 0
    for index, (mesh, _, crease) in enumerate(parts):
        positions, normals, faces = with_normals(mesh, crease)
        triangles += len(faces)
        metres = (positions * 0.001).astype("<f4")
        wide = len(positions) > 65535
        attributes = {}
        for semantic, values in (("POSITION", metres), ("NORMAL", normals.astype("<f4"))):
            attributes[semantic] = _accessor(chunks, views, accessors, values, 34962, 5126, "VEC3")
        indices = faces.reshape(-1).astype("<u4" if wide else "<u2")
        attributes_index = _accessor(
            chunks, views, accessors, indices, 34963, 5125 if wide else 5123, "SCALAR"
        )
        primitives.append({"attributes": attributes, "indices": attributes_index, "material": index})
    document: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "Lookglass glasses recipe"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": name}],
        "meshes": [{"name": name, "primitives": primitives}],
        "materials": [m for _, m, _ in parts],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": sum(map(len, chunks))}],
    }
    if any("extensions" in m for _, m, _ in parts):
        document["extensionsUsed"] = ["KHR_materials_transmission"]
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    binary = b"".join(chunks)
    total = 12 + 8 + len(text) + 8 + len(binary)
    path.write_bytes(
        struct.pack("<4sII", b"glTF", 2, total)
        + struct.pack("<I4s", len(text), b"JSON") + text
        + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    )  # fmt: skip
    return {"triangles": triangles, "bytes": total}


def _accessor(
    chunks: list[bytes], views: list[dict[str, Any]], accessors: list[dict[str, Any]],
    values: np.ndarray, target: int, component: int, kind: str,
) -> int:  # fmt: skip
    data = values.tobytes()
    data += b"\0" * (-len(data) % 4)
    views.append(
        {
            "buffer": 0,
            "byteOffset": sum(map(len, chunks)),
            "byteLength": len(values.tobytes()),
            "target": target,
        }
    )
    chunks.append(data)
    entry: dict[str, Any] = {
        "bufferView": len(views) - 1,
        "componentType": component,
        "count": len(values),
        "type": kind,
    }
    if kind == "VEC3":
        entry["min"] = [float(v) for v in values.min(axis=0)]
        entry["max"] = [float(v) for v in values.max(axis=0)]
    accessors.append(entry)
    return len(accessors) - 1
