"""The outside of a glTF file: GLB or JSON, its buffers, and nothing from outside its folder.

Sizes are checked against the bytes that are really there before anything is allocated.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..core.errors import UserError

LARGEST_FILE_BYTES = 256 * 1024 * 1024
_LARGEST_JSON_BYTES = 32 * 1024 * 1024
_COMPRESSED = {
    "KHR_draco_mesh_compression": "Draco mesh compression",
    "EXT_meshopt_compression": "meshopt compression",
    "KHR_meshopt_compression": "meshopt compression",
    "KHR_texture_basisu": "KTX2 textures",
    "EXT_texture_webp": "WebP textures only",
}
# Extensions that change how a surface looks in ways that we draw or may leave out.
_KNOWN = (
    "KHR_materials_",
    "KHR_mesh_quantization",
    "KHR_texture_transform",
    "KHR_lights_punctual",
    "EXT_materials_",
)


@dataclass(slots=True, eq=False)
class Container:
    """One glTF document with its buffers read. `problem` makes the UserError that names the file."""

    path: Path
    document: dict[str, Any]
    buffers: list[bytes] = field(default_factory=list)

    def problem(self, what: str) -> UserError:
        return UserError(f"{self.path.name}: {what}.")

    def items(self, name: str) -> list[dict[str, Any]]:
        """A top-level array of objects, empty where absent. Raises UserError for anything else."""
        value = self.document.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.problem(f"{name!r} is not a list of objects")
        return value

    def item(self, name: str, index: object) -> dict[str, Any]:
        """Entry `index` of a top-level array. Raises UserError where there is none."""
        entries = self.items(name)
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(entries):
            raise self.problem(f"it refers to {name}[{index!r}], but has {len(entries)}")
        return entries[index]

    def count(self, entry: dict[str, Any], key: str, default: int | None = None) -> int:
        """A number of things or bytes. Raises UserError unless it is a whole number from 0 on."""
        value = entry.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.problem(f"{key} is {value!r}, not a whole number from 0 on")
        return value

    def view(self, index: object) -> tuple[memoryview, int]:
        """A buffer view's bytes and its stride (0: tightly packed). Raises UserError when it is cut."""
        entry = self.item("bufferViews", index)
        buffer = entry.get("buffer")
        if not isinstance(buffer, int) or not 0 <= buffer < len(self.buffers):
            raise self.problem(f"it refers to buffer {buffer!r}, but has {len(self.buffers)}")
        data = self.buffers[buffer]
        start, length = self.count(entry, "byteOffset", 0), self.count(entry, "byteLength")
        if start + length > len(data):
            raise self.problem(f"a buffer view ends at byte {start + length} of a buffer of {len(data)}")
        return memoryview(data)[start : start + length], self.count(entry, "byteStride", 0)

    def external(self, uri: object) -> bytes:
        """The bytes of a data URI or of a file in the model's own folder. Raises UserError."""
        if not isinstance(uri, str):
            raise self.problem("a file name in it is not text")
        if uri.startswith("data:"):
            return self._decoded(uri)
        return _file_bytes(self.beside(uri))

    def _decoded(self, uri: str) -> bytes:
        head, comma, body = uri.partition(",")
        try:
            if not comma or not head.endswith(";base64"):
                raise ValueError
            return base64.b64decode(body, validate=True)
        except (ValueError, binascii.Error):
            raise self.problem("embedded data in it is not valid base64") from None

    def beside(self, uri: str) -> Path:
        """The file in the model's own folder that a relative URI names. Raises UserError."""
        name = unquote(uri)
        folder = self.path.parent.resolve()
        if "\0" in name or "\\" in name or ":" in name:
            raise self.problem(f"{uri[:80]!r} is not a file in its folder")
        try:
            target = (folder / name).resolve()
            found = target.is_file()
        except (OSError, ValueError):  # too long for the system, or not encodable
            raise self.problem(f"{uri[:80]!r} is not a file in its folder") from None
        if not target.is_relative_to(folder):
            raise self.problem(f"it wants {uri[:80]!r}, which lies outside its folder")
        if not found:
            raise self.problem(f"the file {uri[:80]!r} that it needs is missing")
        return target


def open_container(path: Path) -> Container:
    """Reads a .glb or .gltf with its buffers. Raises UserError for whatever is wrong with it."""
    data = _file_bytes(path)
    binary: bytes | None = None
    if data[:4] == b"glTF":
        text, binary = _glb_chunks(path, data)
    elif path.suffix.lower() == ".glb":
        raise UserError(f"{path.name}: this is no GLB file.")
    else:
        text = data
    container = Container(path, _document(path, text))
    _check_extensions(container)
    container.buffers = _buffers(container, binary)
    return container


def _file_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise _too_large(path, size)
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.") from None
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {problem.strerror or problem}.") from None


def _too_large(path: Path, size: int) -> UserError:
    return UserError(f"{path.name}: {size / 1e6:.0f} MB; {LARGEST_FILE_BYTES / 1e6:.0f} MB are allowed.")


def _glb_chunks(path: Path, data: bytes) -> tuple[bytes, bytes | None]:
    """(JSON, binary or None) of a GLB 2.0."""
    cut = UserError(f"{path.name}: the GLB file is cut off or damaged.")
    if len(data) < 20:
        raise cut
    _, version, total = struct.unpack_from("<4sII", data)
    if version != 2:
        raise UserError(f"{path.name}: glTF version {version} is not supported, only 2.")
    if total > len(data):
        raise cut
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= total:
        length, kind = struct.unpack_from("<I4s", data, at)
        at += 8
        if at + length > total:
            raise cut
        chunks.setdefault(kind, data[at : at + length])
        at += length
    if b"JSON" not in chunks:
        raise cut
    return chunks[b"JSON"], chunks.get(b"BIN\0")


def _document(path: Path, text: bytes) -> dict[str, Any]:
    if len(text) > _LARGEST_JSON_BYTES:
        raise UserError(f"{path.name}: its description is larger than {_LARGEST_JSON_BYTES / 1e6:.0f} MB.")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError(f"{path.name}: this is no glTF file, or it is damaged.") from None
    if not isinstance(document, dict) or not isinstance(document.get("asset"), dict):
        raise UserError(f"{path.name}: this is no glTF file.")
    version = str(document["asset"].get("version", ""))
    if not version.startswith("2."):
        raise UserError(f"{path.name}: glTF version {version or 'unknown'} is not supported, only 2.")
    return document


def _check_extensions(container: Container) -> None:
    required = container.document.get("extensionsRequired", [])
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise container.problem("'extensionsRequired' is not a list of names")
    for name in required:
        if name in _COMPRESSED:
            raise container.problem(
                f"it uses {_COMPRESSED[name]} ({name}), which Lookglass cannot read; export it without"
            )
        if not name.startswith(_KNOWN):
            raise container.problem(f"it needs the extension {name}, which Lookglass does not know")


def _buffers(container: Container, binary: bytes | None) -> list[bytes]:
    buffers: list[bytes] = []
    for index, entry in enumerate(container.items("buffers")):
        length = container.count(entry, "byteLength")
        if "uri" in entry:
            data = container.external(entry["uri"])
        elif index == 0 and binary is not None:
            data = binary
        else:
            raise container.problem(f"buffer {index} is missing")
        if len(data) < length:
            raise container.problem(f"buffer {index} has {len(data)} of its {length} bytes")
        buffers.append(data)
        # One file may stand for many buffers, and is read for each.
        if (size := sum(map(len, buffers))) > LARGEST_FILE_BYTES:
            raise _too_large(container.path, size)
    return buffers
