"""GLB 2.0 files: accessors, pictures and the container. The recipes of the catalogue's models write them."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

_ARRAY, _ELEMENT = 34962, 34963
_TYPES = {"<f4": 5126, "<u2": 5123, "<u4": 5125, "|u1": 5121}
_KINDS = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4"}


class Glb:
    """Gathers the binary part of a file; `document` is what else the file is to say."""

    def __init__(self) -> None:
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []
        self.images: list[dict[str, Any]] = []
        self.textures: list[dict[str, Any]] = []
        self._chunks: list[bytes] = []

    def attribute(self, values: np.ndarray, *, normalized: bool = False) -> int:
        """An accessor of vertices (n, k) float32 or uint8; positions and normals get their bounds."""
        entry = self._accessor(values, _ARRAY)
        if values.shape[1] == 3:
            entry["min"] = [float(v) for v in values.min(axis=0)]
            entry["max"] = [float(v) for v in values.max(axis=0)]
        if normalized:
            entry["normalized"] = True
        return len(self.accessors) - 1

    def indices(self, triangles: np.ndarray, vertices: int) -> int:
        """An accessor of triangles (m, 3), as narrow as so many vertices allow."""
        wide = vertices > 65535
        self._accessor(triangles.reshape(-1).astype("<u4" if wide else "<u2"), _ELEMENT)
        return len(self.accessors) - 1

    def texture(self, picture: bytes, mime: str) -> int:
        """A texture of an encoded picture."""
        self._view(picture, None)
        self.images.append({"bufferView": len(self.views) - 1, "mimeType": mime})
        self.textures.append({"source": len(self.images) - 1})
        return len(self.textures) - 1

    def _accessor(self, values: np.ndarray, target: int) -> dict[str, Any]:
        self._view(values.tobytes(), target)
        entry: dict[str, Any] = {
            "bufferView": len(self.views) - 1,
            "componentType": _TYPES[values.dtype.str],
            "count": len(values),
            "type": _KINDS[1 if values.ndim == 1 else values.shape[1]],
        }
        self.accessors.append(entry)
        return entry

    def _view(self, data: bytes, target: int | None) -> None:
        view: dict[str, Any] = {
            "buffer": 0,
            "byteOffset": sum(map(len, self._chunks)),
            "byteLength": len(data),
        }
        if target is not None:
            view["target"] = target
        self.views.append(view)
        self._chunks.append(data + b"\0" * (-len(data) % 4))

    def write(
        self,
        path: Path,
        name: str,
        generator: str,
        primitives: list[dict[str, Any]],
        materials: list[dict[str, Any]],
    ) -> int:
        """One node, one mesh. Returns the file's size in bytes."""
        document: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": generator},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [{"mesh": 0, "name": name}],
            "meshes": [{"name": name, "primitives": primitives}],
            "materials": materials,
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"byteLength": sum(map(len, self._chunks))}],
        }
        if self.images:
            document["images"], document["textures"] = self.images, self.textures
        used = sorted({extension for m in materials for extension in m.get("extensions", {})})
        if used:
            document["extensionsUsed"] = used
        text = json.dumps(document, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        binary = b"".join(self._chunks)
        total = 12 + 8 + len(text) + 8 + len(binary)
        path.write_bytes(
            struct.pack("<4sII", b"glTF", 2, total)
            + struct.pack("<I4s", len(text), b"JSON") + text
            + struct.pack("<I4s", len(binary), b"BIN\0") + binary
        )  # fmt: skip
        return total
