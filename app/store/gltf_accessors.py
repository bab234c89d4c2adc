"""glTF accessors as numpy arrays, checked to lie inside their buffers and to hold finite numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .gltf_container import Container

_TYPES = {5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
# Far more than a phone-scanned shoe has (100,000); keeps a forged count from filling the memory.
LARGEST_COUNT = 6_000_000


def read_floats(container: Container, index: object, widths: tuple[int, ...]) -> NDArray[np.float32]:
    """An accessor (n, width) as float32; normalised integers become 0..1 or -1..1. Raises UserError."""
    entry = container.item("accessors", index)
    values = _values(container, entry)
    if values.shape[1] not in widths:
        raise container.problem(
            f"accessor {index} has {values.shape[1]} numbers each where {widths} are expected"
        )
    floats = values.astype(np.float32)
    if entry.get("normalized") and values.dtype.kind in "iu":
        floats = np.maximum(floats / np.iinfo(values.dtype).max, -1.0)
    if not np.isfinite(floats).all():
        raise container.problem("its geometry holds numbers that are not finite")
    return floats


def read_indices(container: Container, index: object, vertices: int) -> NDArray[np.uint32]:
    """An index accessor (n,), all below `vertices`. Raises UserError."""
    values = _values(container, container.item("accessors", index))
    if values.shape[1] != 1 or values.dtype.kind != "u":
        raise container.problem(f"accessor {index} holds no indices")
    flat = values.reshape(-1).astype(np.uint32)
    if flat.size and int(flat.max()) >= vertices:
        raise container.problem(f"a triangle refers to vertex {int(flat.max())} of {vertices}")
    return flat


def _element_type(entry: dict[str, Any]) -> np.dtype[Any] | None:
    code = entry.get("componentType")
    return np.dtype(_TYPES[code]) if isinstance(code, int) and code in _TYPES else None


def _values(container: Container, entry: dict[str, Any]) -> NDArray[Any]:
    dtype = _element_type(entry)
    width = _WIDTHS.get(str(entry.get("type")))
    if dtype is None or width is None:
        raise container.problem(
            f"an accessor has the unknown type {entry.get('type')} {entry.get('componentType')}"
        )
    count = container.count(entry, "count")
    if count > LARGEST_COUNT:
        raise container.problem(f"an accessor claims {count} elements; {LARGEST_COUNT} are allowed")
    if "bufferView" in entry:
        values = _strided(container, entry, dtype, width, count)
    else:
        values = np.zeros((count, width), dtype)
    if "sparse" in entry:
        values = _with_sparse(container, entry["sparse"], values)
    return values


def _strided(
    container: Container, entry: dict[str, Any], dtype: np.dtype[Any], width: int, count: int
) -> NDArray[Any]:
    data, stride = container.view(entry.get("bufferView"))
    start = container.count(entry, "byteOffset", 0)
    element = dtype.itemsize * width
    stride = stride or element
    if stride < element:
        raise container.problem(f"a buffer view has a stride of {stride} bytes for elements of {element}")
    if count and start + (count - 1) * stride + element > len(data):
        raise container.problem(f"an accessor of {count} elements is longer than its data")
    if count == 0:
        return np.zeros((0, width), dtype)
    little = dtype.newbyteorder("<")
    shape, strides = (count, width), (stride, dtype.itemsize)
    return np.ndarray(shape, little, buffer=data, offset=start, strides=strides).astype(dtype)


def _with_sparse(container: Container, sparse: object, values: NDArray[Any]) -> NDArray[Any]:
    """The base values with some elements replaced."""
    if not isinstance(sparse, dict) or not all(
        isinstance(sparse.get(k), dict) for k in ("indices", "values")
    ):
        raise container.problem("a sparse accessor is not complete")
    count = container.count(sparse, "count")
    index_type = _element_type(sparse["indices"])
    if index_type is None or index_type.kind != "u" or count > len(values):
        raise container.problem("a sparse accessor is damaged")
    at = _strided(container, sparse["indices"], index_type, 1, count).reshape(-1)
    if at.size and int(at.max()) >= len(values):
        raise container.problem("a sparse accessor points outside its data")
    values = values.copy()
    values[at] = _strided(container, sparse["values"], values.dtype, values.shape[1], count)
    return values
