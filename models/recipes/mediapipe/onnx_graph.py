"""A small builder of ONNX graphs: named nodes, weights stored in half precision where nothing is lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[Any]

OPSET = 17
IR_VERSION = 8


class OnnxGraph:
    """Nodes and initializers in the making; every method returns the name of the value it makes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self._initializers: list[onnx.TensorProto] = []
        self._known: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._casts: set[str] = set()
        self._count = 0

    def add(self, op: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        """Append a node with one output (named `output`, or by its number)."""
        name = self._next(op)
        output = output or name.lower()
        self.nodes.append(helper.make_node(op, list(inputs), [output], name=name, **attributes))
        return output

    def split(self, value: str, sizes: list[int], axis: int) -> list[str]:
        """Cut `value` along `axis` into parts of the given sizes."""
        name = self._next("Split")
        parts = [f"{name.lower()}_{i}" for i in range(len(sizes))]
        inputs = [value, self.constant(np.array(sizes))]
        self.nodes.append(helper.make_node("Split", inputs, parts, name=name, axis=axis))
        return parts

    def reshape(self, value: str, *shape: int) -> str:
        """`value` in another shape; -1 stands for what is left."""
        return self.add("Reshape", value, self.constant(np.array(shape)))

    def constant(self, values: Array) -> str:
        """A float or integer constant.

        Floats that half precision holds exactly are stored so and cast up by a node, which the runtime
        folds away while loading; others stay float32. Integers become int64.
        """
        values = np.asarray(values)
        if values.dtype.kind in "iu":
            return self._initializer(values.astype(np.int64))
        half = values.astype(np.float16)
        if values.size < 8 or not np.array_equal(half.astype(np.float32), values.astype(np.float32)):
            return self._initializer(values.astype(np.float32))
        stored = self._initializer(half)
        cast = f"{stored}_f32"
        if cast not in self._casts:
            self._casts.add(cast)
            self.nodes.append(helper.make_node("Cast", [stored], [cast], name=cast, to=TensorProto.FLOAT))
        return cast

    def _initializer(self, values: Array) -> str:
        key = (values.dtype.str, values.shape, values.tobytes())
        if key not in self._known:
            self._known[key] = f"c{len(self._initializers)}"
            self._initializers.append(numpy_helper.from_array(np.ascontiguousarray(values), self._known[key]))
        return self._known[key]

    def _next(self, op: str) -> str:
        self._count += 1
        return f"{op}_{self._count}"

    def build(
        self, name: str, inputs: dict[str, tuple[int, ...]], outputs: dict[str, tuple[int, ...]], notice: str
    ) -> onnx.ModelProto:
        """The checked model; `inputs` and `outputs` map names to shapes, all float32."""
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in outputs.items()],
            self._initializers,
        )
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION)
        model.producer_name = "lookglass models/recipes/mediapipe"
        model.doc_string = notice
        onnx.checker.check_model(model, full_check=True)
        return model
