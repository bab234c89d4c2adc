"""Lower MediaPipe's own operators: the attention mesh's three, and the transposed convolution with a bias.

Their meaning follows MediaPipe's CPU kernels (mediapipe/util/tflite/operations, version 2 of each). The mesh
has three regions (lips, two eyes), each cut out of the same feature map; they are handled together, since on
a CPU dozens of tiny nodes a region would cost as much as a tenth of the network.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from flatbuffers import flexbuffers
from lowering import Lowering, rule, same_pads
from onnx import TensorProto
from onnx_graph import OnnxGraph
from tflite_reader import Operator

KEEP_XY = np.float32([[1, 0, 0, 0], [0, 1, 0, 0]])


def _siblings(low: Lowering, op: Operator) -> list[Operator]:
    """All operators of this kind, if this is the first of them to be lowered; otherwise none."""
    if op.outputs[0] in low.values:
        return []
    return [other for other in low.network.operators if other.name == op.name]


@rule("Landmarks2TransformMatrix")
def _crops_from_landmarks(low: Lowering, op: Operator) -> None:
    """(1, n, 3) landmarks -> (1, 4, 4) that takes a pixel of a region's crop to a pixel of the feature map.

    The crop is the bounding box of a subset of points, in axes turned so that two given points lie level,
    enlarged by a margin.
    """
    siblings = _siblings(low, op)
    if not siblings:
        return
    g = low.graph
    options: list[dict[str, Any]] = [flexbuffers.Loads(s.custom_options) for s in siblings]
    if any(o["target_rotation_radians"] != 0 for o in options):
        raise ValueError("only crops turned level occur in this network")
    landmarks = [low.value(s.inputs[0]) for s in siblings]
    matrices = _crop_matrices(g, landmarks, low.shape(op.inputs[0])[1], options)
    for sibling, name in zip(siblings, g.split(matrices, [1] * len(siblings), axis=0), strict=True):
        low.finish(sibling, name)


def _crop_matrices(g: OnnxGraph, landmarks: list[str], count: int, options: list[dict[str, Any]]) -> str:
    """(r, 4, 4): one matrix a region. `landmarks`: (1, count, 3) a region."""
    longest = max(len(o["subset_idxs"]) for o in options)
    # Filled up to one length with repeats, which change no bounding box.
    subsets = np.array([np.resize(o["subset_idxs"], longest) for o in options])
    ends = np.array([[o["left_rotation_idx"], o["right_rotation_idx"]] for o in options])
    rows = np.arange(len(options))[:, None] * count + np.hstack([ends, subsets])
    points = g.reshape(g.add("Concat", *landmarks, axis=0), -1, 3)
    points = g.add("Gather", points, g.constant(rows), axis=0)
    points = g.add("MatMul", points, g.constant(KEEP_XY[:, :3].T))
    ends_xy, subset_xy = g.split(points, [2, longest], axis=1)
    along = g.add("MatMul", g.constant(np.float32([[-1, 1]])), ends_xy)
    along = g.add("Div", along, g.add("ReduceL2", along, axes=[2], keepdims=1))
    # [[c, -s], [s, c]] turns a level crop into the map; row vectors times it are the map turned level.
    turn = g.add("MatMul", along, g.constant(np.float32([[1, 0, 0, 1], [0, -1, 1, 0]])))
    turn = g.reshape(turn, -1, 2, 2)
    level = g.add("MatMul", subset_xy, turn)
    high = g.add("ReduceMax", level, axes=[1], keepdims=1)
    low = g.add("ReduceMin", level, axes=[1], keepdims=1)
    sizes = np.float32([[[o["output_width"], o["output_height"]]] for o in options])
    margins = np.float32([[[o["scale_x"], o["scale_y"]]] for o in options])
    linear = g.add("Mul", turn, g.add("Mul", g.add("Sub", high, low), g.constant(margins / sizes)))
    middle = g.reshape(g.add("Add", high, low), -1, 2, 1)
    centre = g.add("MatMul", turn, g.add("Mul", middle, g.constant(np.float32(0.5))))
    shift = g.add("Sub", centre, g.add("MatMul", linear, g.constant(sizes.transpose(0, 2, 1) / 2)))
    zeros = g.constant(np.zeros((len(options), 2, 1), np.float32))
    rest = g.constant(np.tile(np.float32([[0, 0, 1, 0], [0, 0, 0, 1]]), (len(options), 1, 1)))
    return g.add("Concat", g.add("Concat", linear, zeros, shift, axis=2), rest, axis=1)


@rule("TransformTensorBilinear")
def _sample_crops(low: Lowering, op: Operator) -> None:
    """Sample crops of the feature map bilinearly at pixel centres; a sample outside the map is 0.

    Gather and a weighted sum of four pixels: GridSample means the same, but takes 0.1 ms a region.
    """
    siblings = _siblings(low, op)
    if not siblings:
        return
    if len({(s.inputs[0], low.shape(s.outputs[0])) for s in siblings}) != 1:
        raise ValueError("only crops of one map and one size occur in this network")
    g = low.graph
    _, height, width, channels = low.shape(op.outputs[0])
    _, map_height, map_width, _ = low.shape(op.inputs[0])
    y, x = (np.mgrid[:height, :width] + 0.5).astype(np.float32).reshape(2, -1)
    matrices = g.add("Concat", *(low.value(s.inputs[1]) for s in siblings), axis=0)
    crop_pixels = np.stack([x, y, 0 * x, 0 * x + 1])
    # (r, 2, n) positions in the map, 0 at the centre of its first pixel.
    position = g.add("MatMul", g.add("MatMul", g.constant(KEEP_XY), matrices), g.constant(crop_pixels))
    position = g.add("Sub", position, g.constant(np.float32(0.5)))
    index, weights = _neighbours(g, position, map_width, map_height)
    pixels = g.reshape(low.in_file_order(op.inputs[0]), -1, channels)
    corners = zip(g.split(index, [1] * 4, axis=0), g.split(weights, [1] * 4, axis=0), strict=True)
    terms = [g.add("Mul", g.add("Gather", pixels, i, axis=0), w) for i, w in corners]
    samples = g.add("Add", g.add("Add", terms[0], terms[1]), g.add("Add", terms[2], terms[3]))
    crops = g.add("Transpose", g.reshape(samples, -1, height, width, channels), perm=[0, 3, 1, 2])
    # A convolution that changes nothing: from here on the runtime is in its blocked layout and fuses the sum.
    ones = g.constant(np.ones((channels, 1, 1, 1), np.float32))
    for sibling, crop in zip(siblings, g.split(crops, [1] * len(siblings), axis=0), strict=True):
        low.finish(sibling, g.add("Conv", crop, ones, group=channels, kernel_shape=[1, 1]))


def _neighbours(g: OnnxGraph, position: str, width: int, height: int) -> tuple[str, str]:
    """The four pixels around (r, 2, n) positions: (4, r*n) rows of the map, (4, r*n, 1) weights."""
    last = np.float32([width - 1, height - 1]).reshape(1, 2, 1)
    inside = g.add("Min", g.add("Max", position, g.constant(np.float32(0))), g.constant(last))
    corner = g.add("Min", g.add("Floor", inside), g.constant(last - 1))
    known = g.add("Cast", g.add("Equal", position, inside), to=TensorProto.FLOAT)
    far = g.add("Mul", g.add("Sub", inside, corner), known)
    near = g.add("Sub", known, far)
    axis = g.constant(np.array([0]))
    pairs = g.add("Concat", g.add("Unsqueeze", near, axis), g.add("Unsqueeze", far, axis), axis=0)
    across, down = g.split(pairs, [1, 1], axis=2)
    weights = g.add("Mul", g.reshape(down, 2, 1, -1), g.reshape(across, 1, 2, -1))
    first = g.add("MatMul", g.constant(np.float32([[1, width]])), corner)
    first = g.add("Cast", g.reshape(first, 1, -1), to=TensorProto.INT64)
    index = g.add("Add", first, g.constant(np.array([[0], [1], [width], [width + 1]])))
    return index, g.reshape(weights, 4, -1, 1)


@rule("TransformLandmarks")
def _points_from_crop(low: Lowering, op: Operator) -> None:
    """Take (1, n, 2) points of a crop back with its (1, 4, 4) matrix."""
    if low.shape(op.inputs[0])[2] != 2:
        raise ValueError("only flat points occur in this network")
    g = low.graph
    homogeneous = g.add("MatMul", low.value(op.inputs[0]), g.constant(KEEP_XY))
    homogeneous = g.add("Add", homogeneous, g.constant(np.float32([0, 0, 0, 1])))
    to_map = g.add("Transpose", low.value(op.inputs[1]), perm=[0, 2, 1])
    low.finish(op, g.add("MatMul", g.add("MatMul", homogeneous, to_map), g.constant(KEEP_XY.T)))


@rule("Convolution2DTransposeBias")
def _transposed_conv(low: Lowering, op: Operator) -> None:
    padding, stride_w, stride_h = struct.unpack("<3i", op.custom_options[:12])
    weights = low.network.weights[op.inputs[1]]
    kernel, stride = weights.shape[1:3], (stride_h, stride_w)
    pads = [0, 0, 0, 0]
    if padding == 1:  # kTfLitePaddingSame
        pads = same_pads(low.shape(op.outputs[0])[1:3], kernel, stride, (1, 1))
    name = low.graph.add(
        "ConvTranspose",
        low.value(op.inputs[0]),
        low.graph.constant(weights.transpose(3, 0, 1, 2)),
        low.graph.constant(low.network.weights[op.inputs[2]]),
        kernel_shape=kernel,
        strides=stride,
        pads=pads,
    )
    low.finish(op, name)
