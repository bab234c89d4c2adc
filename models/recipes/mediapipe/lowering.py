"""Lower TFLite operators to ONNX. Values of rank 4 become NCHW, those of other ranks keep their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import tflite
from onnx_graph import OnnxGraph
from tflite import ActivationFunctionType as Activation
from tflite_reader import Network, Operator

Array = npt.NDArray[Any]
Rule = Callable[["Lowering", Operator], None]
RULES: dict[str, Rule] = {}

# ONNX Runtime's CPU convolutions keep channels in blocks of 8 or 16, where the counts allow.
BLOCK = 16

CONVOLUTIONS = ("CONV_2D", "DEPTHWISE_CONV_2D")


def rule(*names: str) -> Callable[[Rule], Rule]:
    """Register the function that lowers the TFLite operators called `names`."""

    def register(function: Rule) -> Rule:
        RULES.update(dict.fromkeys(names, function))
        return function

    return register


@dataclass
class Lowering:
    """The state of one conversion: ONNX names of TFLite tensors, constants, pads waiting for a conv."""

    network: Network
    graph: OnnxGraph = field(default_factory=OnnxGraph)
    values: dict[int, str] = field(default_factory=dict)
    pads: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)

    def run(self, input_name: str) -> None:
        """Lower every operator, in the file's order (which is topological)."""
        (source,) = self.network.inputs
        self.values[source] = self.graph.add("Transpose", input_name, perm=[0, 3, 1, 2])
        for operator in self.network.operators:
            if operator.name not in RULES:
                raise ValueError(f"no rule for the operator {operator.name}")
            RULES[operator.name](self, operator)

    def shape(self, tensor: int) -> tuple[int, ...]:
        """The TFLite shape (NHWC)."""
        return self.network.shapes[tensor]

    def value(self, tensor: int) -> str:
        """ONNX name of a tensor; constants are laid out as values are."""
        if tensor not in self.values:
            constant = self.network.weights[tensor]
            nchw = constant.transpose(0, 3, 1, 2) if constant.ndim == 4 else constant
            self.values[tensor] = self.graph.constant(nchw)
        return self.values[tensor]

    def in_file_order(self, tensor: int) -> str:
        """ONNX name of the tensor in TFLite's own order of axes."""
        shape = self.shape(tensor)
        name = self.value(tensor)
        if len(shape) != 4 or shape[1] == shape[2] == 1:
            # With 1x1 pixels both orders list the same numbers; the reshape that follows does not care.
            return name
        return self.graph.add("Transpose", name, perm=[0, 2, 3, 1])

    def finish(self, operator: Operator, name: str, activation: int = Activation.NONE) -> None:
        """Name the operator's only output, after its fused activation."""
        if activation == Activation.RELU:
            name = self.graph.add("Relu", name)
        elif activation != Activation.NONE:
            raise ValueError(f"no rule for the fused activation {activation}")
        self.values[operator.outputs[0]] = name


Size = tuple[int, int]


def same_pads(size: Size, kernel: Size, stride: Size, dilation: Size) -> list[int]:
    """TFLite's SAME padding as ONNX pads (y0, x0, y1, x1): the odd pixel goes to the end."""
    total = [
        max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
        for n, k, s, d in zip(size, kernel, stride, dilation, strict=True)
    ]
    return [t // 2 for t in total] + [t - t // 2 for t in total]


def _window(low: Lowering, op: Operator, kernel: Size, dilation: Size = (1, 1)) -> dict[str, Any]:
    stride = (op.options.StrideH(), op.options.StrideW())
    pads = list(low.pads.get(op.inputs[0], (0, 0, 0, 0)))
    if op.options.Padding() == tflite.Padding.SAME:
        pads = same_pads(low.shape(op.inputs[0])[1:3], kernel, stride, dilation)
    return {"kernel_shape": kernel, "strides": stride, "pads": pads}


@rule(*CONVOLUTIONS)
def _conv(low: Lowering, op: Operator) -> None:
    weights = low.network.weights[op.inputs[1]]
    group = op.groups
    if op.name == "DEPTHWISE_CONV_2D":
        # (1, kh, kw, channels) with one filter per channel becomes (channels, kh, kw, 1).
        group = low.shape(op.inputs[0])[3]
        weights = weights.transpose(3, 1, 2, 0)
    dilation = (op.options.DilationHFactor(), op.options.DilationWFactor())
    name = low.graph.add(
        "Conv",
        low.value(op.inputs[0]),
        low.graph.constant(weights.transpose(0, 3, 1, 2)),
        low.graph.constant(low.network.weights[op.inputs[2]]),
        group=group,
        dilations=dilation,
        **_window(low, op, weights.shape[1:3], dilation),
    )
    low.finish(op, name, op.options.FusedActivationFunction())


@rule("PAD")
def _pad(low: Lowering, op: Operator) -> None:
    before, after = low.network.weights[op.inputs[1]].T
    source, target = op.inputs[0], op.outputs[0]
    users = [o for o in low.network.operators if target in o.inputs]
    convs = all(o.name in CONVOLUTIONS and o.options.Padding() == tflite.Padding.VALID for o in users)
    if convs and not before[[0, 3]].any() and not after[[0, 3]].any():
        low.pads[target] = (*before[1:3].tolist(), *after[1:3].tolist())
        low.values[target] = low.value(source)
        return
    if before.any() or after[:3].any():
        raise ValueError("only zero channels after the others are padded in these networks")
    channels, extra = low.shape(source)[3] // op.groups, int(after[3])
    if op.groups == 1 and (channels % BLOCK or extra % BLOCK):
        pads = low.graph.constant(np.array([0, 0, 0, 0, 0, extra, 0, 0]))
        low.finish(op, low.graph.add("Pad", low.value(source), pads))
        return
    # A convolution with the identity: unlike Pad it keeps the runtime's blocked layout, and the sum that
    # follows is fused with it.
    identity = np.tile(np.eye(channels + extra, channels, dtype=np.float32), (op.groups, 1))[..., None, None]
    kernel = low.graph.constant(identity)
    low.finish(op, low.graph.add("Conv", low.value(source), kernel, group=op.groups, kernel_shape=[1, 1]))


@rule("STACK")
def _stack(low: Lowering, op: Operator) -> None:
    low.finish(op, low.graph.add("Concat", *(low.value(i) for i in op.inputs), axis=1))


@rule("UNSTACK")
def _unstack(low: Lowering, op: Operator) -> None:
    sizes = [low.shape(i)[3] for i in op.outputs]
    parts = low.graph.split(low.value(op.inputs[0]), sizes, axis=1)
    low.values.update(zip(op.outputs, parts, strict=True))


@rule("MAX_POOL_2D")
def _max_pool(low: Lowering, op: Operator) -> None:
    kernel = (op.options.FilterHeight(), op.options.FilterWidth())
    name = low.graph.add("MaxPool", low.value(op.inputs[0]), **_window(low, op, kernel))
    low.finish(op, name, op.options.FusedActivationFunction())


@rule("AVERAGE_POOL_2D")
def _average_pool(low: Lowering, op: Operator) -> None:
    if (op.options.FilterHeight(), op.options.FilterWidth()) != low.shape(op.inputs[0])[1:3]:
        raise ValueError("only average pools over the whole plane occur in these networks")
    name = low.graph.add("GlobalAveragePool", low.value(op.inputs[0]))
    low.finish(op, name, op.options.FusedActivationFunction())


@rule("PRELU")
def _prelu(low: Lowering, op: Operator) -> None:
    # a*x + (1-a)*relu(x), each product a 1x1 depthwise convolution: the runtime's own PRelu is scalar code
    # and breaks the blocked layout of the convolutions around it (it takes more than half of the time).
    slope = low.network.weights[op.inputs[1]].astype(np.float32).reshape(-1, 1, 1, 1)
    graph, x, channels = low.graph, low.value(op.inputs[0]), slope.size
    a = graph.constant(slope)
    rest = graph.add("Sub", graph.constant(np.float32(1)), a)
    scaled = graph.add("Conv", x, a, group=channels, kernel_shape=[1, 1])
    if (slope <= 1).all():
        # (1-a)*relu(x) = relu((1-a)*x), which the runtime fuses into one pass.
        positive = graph.add("Relu", graph.add("Conv", x, rest, group=channels, kernel_shape=[1, 1]))
    else:
        positive = graph.add("Conv", graph.add("Relu", x), rest, group=channels, kernel_shape=[1, 1])
    low.finish(op, graph.add("Add", positive, scaled))


@rule("ADD", "MUL")
def _binary(low: Lowering, op: Operator) -> None:
    name = low.graph.add(op.name.title(), *(low.value(i) for i in op.inputs))
    low.finish(op, name, op.options.FusedActivationFunction())


@rule("RELU", "LOGISTIC")
def _unary(low: Lowering, op: Operator) -> None:
    low.finish(op, low.graph.add({"RELU": "Relu", "LOGISTIC": "Sigmoid"}[op.name], low.value(op.inputs[0])))


@rule("HARD_SWISH")
def _hard_swish(low: Lowering, op: Operator) -> None:
    x = low.value(op.inputs[0])
    low.finish(op, low.graph.add("Mul", x, low.graph.add("HardSigmoid", x, alpha=1 / 6, beta=0.5)))


@rule("RESIZE_BILINEAR")
def _resize(low: Lowering, op: Operator) -> None:
    _, h, w, _ = low.shape(op.inputs[0])
    _, target_h, target_w, _ = low.shape(op.outputs[0])
    mode = "align_corners" if op.options.AlignCorners() else "asymmetric"
    mode = "half_pixel" if op.options.HalfPixelCenters() else mode
    inputs = (low.value(op.inputs[0]), "", low.graph.constant(np.float32([1, 1, target_h / h, target_w / w])))
    low.finish(op, low.graph.add("Resize", *inputs, mode="linear", coordinate_transformation_mode=mode))


@rule("DEPTH_TO_SPACE")
def _depth_to_space(low: Lowering, op: Operator) -> None:
    block = op.options.BlockSize()
    low.finish(op, low.graph.add("DepthToSpace", low.value(op.inputs[0]), blocksize=block, mode="DCR"))


@rule("RESHAPE")
def _reshape(low: Lowering, op: Operator) -> None:
    shape = low.shape(op.outputs[0])
    if len(shape) == 4:
        if shape[1:3] != (1, 1):
            raise ValueError(f"no rule for a reshape to {shape}")
        shape = (shape[0], shape[3], 1, 1)
    low.finish(op, low.graph.reshape(low.in_file_order(op.inputs[0]), *shape))


@rule("CONCATENATION")
def _concatenation(low: Lowering, op: Operator) -> None:
    if len(low.shape(op.outputs[0])) == 4:
        raise ValueError("only concatenations of flattened values occur in these networks")
    low.finish(op, low.graph.add("Concat", *(low.value(i) for i in op.inputs), axis=op.options.Axis()))


@rule("STRIDED_SLICE")
def _strided_slice(low: Lowering, op: Operator) -> None:
    if low.shape(op.inputs[0]) != low.shape(op.outputs[0]):
        raise ValueError("only the slice that keeps everything occurs in these networks")
    low.values[op.outputs[0]] = low.value(op.inputs[0])
