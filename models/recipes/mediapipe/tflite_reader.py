"""Read a TFLite flatbuffer into plain Python values: operators, tensors, weights (sparse ones made dense)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tflite

Array = npt.NDArray[Any]

_DTYPES = {
    tflite.TensorType.FLOAT32: np.dtype("<f4"),
    tflite.TensorType.FLOAT16: np.dtype("<f2"),
    tflite.TensorType.INT32: np.dtype("<i4"),
}
_OPERATOR_NAMES = {v: k for k, v in vars(tflite.BuiltinOperator).items() if isinstance(v, int)}
_OPTION_CLASSES = {v: k for k, v in vars(tflite.BuiltinOptions).items() if isinstance(v, int)}


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: its builtin name or custom name, tensor indices (-1: absent) and options."""

    name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Any
    custom_options: bytes
    groups: int = 1  # how many equal branches it serves, their channels one after the other


@dataclass(frozen=True, slots=True)
class Network:
    """The only subgraph of a TFLite file. `weights` holds its constants, floats as stored (f16 or f32)."""

    operators: tuple[Operator, ...]
    shapes: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]
    weights: dict[int, Array]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


def read_network(path: Path) -> Network:
    """Parse `path`. Raises ValueError if it holds several subgraphs or an unknown tensor type."""
    model = tflite.Model.GetRootAsModel(path.read_bytes(), 0)
    if model.SubgraphsLength() != 1:
        raise ValueError(f"{path.name}: expected 1 subgraph, got {model.SubgraphsLength()}")
    graph = model.Subgraphs(0)
    tensors = [graph.Tensors(i) for i in range(graph.TensorsLength())]
    weights = {
        index: _constant(model, tensor)
        for index, tensor in enumerate(tensors)
        if model.Buffers(tensor.Buffer()).DataLength()
    }
    operators = [_operator(model, graph.Operators(i)) for i in range(graph.OperatorsLength())]
    return Network(
        operators=tuple(_without_unpacking(operators, weights)),
        shapes=tuple(tuple(int(n) for n in t.ShapeAsNumpy()) if t.ShapeLength() else () for t in tensors),
        names=tuple(t.Name().decode() for t in tensors),
        weights=weights,
        inputs=tuple(int(i) for i in graph.InputsAsNumpy()),
        outputs=tuple(int(i) for i in graph.OutputsAsNumpy()),
    )


def _without_unpacking(operators: list[Operator], weights: dict[int, Array]) -> Iterator[Operator]:
    """Leave out the operators that only unpack constants (half to single precision, sparse to dense)."""
    for operator in operators:
        if operator.name in ("DEQUANTIZE", "DENSIFY"):
            weights[operator.outputs[0]] = weights[operator.inputs[0]]
        else:
            yield operator


def _operator(model: Any, operator: Any) -> Operator:
    code = model.OperatorCodes(operator.OpcodeIndex())
    # The one-byte field came first; files whose operators fit in it may leave the newer field at 0.
    builtin = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
    custom = builtin == tflite.BuiltinOperator.CUSTOM
    return Operator(
        name=code.CustomCode().decode() if custom else _OPERATOR_NAMES[builtin],
        inputs=tuple(int(i) for i in operator.InputsAsNumpy()),
        outputs=tuple(int(i) for i in operator.OutputsAsNumpy()),
        options=_options(operator),
        custom_options=bytes(operator.CustomOptionsAsNumpy()) if operator.CustomOptionsLength() else b"",
    )


def _options(operator: Any) -> Any:
    name = _OPTION_CLASSES[operator.BuiltinOptionsType()]
    if name == "NONE":
        return None
    table = operator.BuiltinOptions()
    options = getattr(tflite, name)()
    options.Init(table.Bytes, table.Pos)
    return options


def _constant(model: Any, tensor: Any) -> Array:
    if tensor.Type() not in _DTYPES:
        raise ValueError(f"{tensor.Name().decode()}: unknown tensor type {tensor.Type()}")
    values = model.Buffers(tensor.Buffer()).DataAsNumpy().view(_DTYPES[tensor.Type()])
    shape = [int(n) for n in tensor.ShapeAsNumpy()] if tensor.ShapeLength() else []
    if tensor.Sparsity() is not None:
        return densify(values, shape, tensor.Sparsity())
    return values.reshape(shape).copy()


def densify(values: Array, shape: list[int], sparsity: Any) -> Array:
    """Spread the stored `values` over a dense array of `shape`.

    Follows TFLite's SparsityParameters: dimensions are visited in traversal order; a dense level holds
    every index, a compressed one the listed indices of each segment; levels past the rank are the inner
    parts of blocked dimensions (`block_map` says of which).
    """
    order = [int(d) for d in sparsity.TraversalOrderAsNumpy()]
    blocked = [int(d) for d in sparsity.BlockMapAsNumpy()] if sparsity.BlockMapLength() else []
    levels = [sparsity.DimMetadata(i) for i in range(sparsity.DimMetadataLength())]
    # Per stored value so far: its index along every level visited.
    coordinates = np.zeros((1, 0), np.int64)
    for level in levels:
        coordinates = _expand(coordinates, level)
    if len(coordinates) != values.size:
        raise ValueError(f"sparse tensor: expected {len(coordinates)} values, got {values.size}")
    index = np.zeros((len(coordinates), len(shape)), np.int64)
    for column, dimension in enumerate(order):
        if dimension >= len(shape):
            index[:, blocked[dimension - len(shape)]] += coordinates[:, column]
        elif dimension in blocked:
            inner = order.index(len(shape) + blocked.index(dimension))
            index[:, dimension] += coordinates[:, column] * levels[inner].DenseSize()
        else:
            index[:, dimension] += coordinates[:, column]
    dense = np.zeros(shape, values.dtype)
    dense[tuple(index.T)] = values
    return dense


def _expand(coordinates: Array, level: Any) -> Array:
    if level.Format() == tflite.DimensionType.DENSE:
        size = level.DenseSize()
        inner = np.tile(np.arange(size), len(coordinates))[:, None]
        return np.hstack([np.repeat(coordinates, size, axis=0), inner])
    segments = _index_vector(level.ArraySegments(), level.ArraySegmentsType())
    indices = _index_vector(level.ArrayIndices(), level.ArrayIndicesType())
    return np.hstack([np.repeat(coordinates, np.diff(segments), axis=0), indices[:, None]])


def _index_vector(table: Any, kind: int) -> Array:
    classes = {
        tflite.SparseIndexVector.Int32Vector: tflite.Int32Vector,
        tflite.SparseIndexVector.Uint16Vector: tflite.Uint16Vector,
        tflite.SparseIndexVector.Uint8Vector: tflite.Uint8Vector,
    }
    vector = classes[kind]()
    vector.Init(table.Bytes, table.Pos)
    return np.asarray(vector.ValuesAsNumpy(), np.int64)
