"""Lower MediaPipe's own operators: the attention mesh's three, and the transposed convolution with a bias.

Their meaning follows MediaPipe's CPU kernels (mediapipe/util/tflite/operations, version 2 of each).
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
import tflite
from flatbuffers import flexbuffers
from lowering import Lowering, rule, same_pads
from tflite_reader import Operator


@rule("Landmarks2TransformMatrix")
def _crop_from_landmarks(low: Lowering, op: Operator) -> None:
    """(1, n, 3) landmarks -> (1, 4, 4) that takes a pixel of the region's crop to a pixel of the feature map.

    The crop is the bounding box of a subset of points, in axes turned so that two given points lie level.
    """
    options: dict[str, Any] = flexbuffers.Loads(op.custom_options)
    if options["target_rotation_radians"] != 0:
        raise ValueError("only crops turned level occur in this network")
    g = low.graph
    landmarks = low.value(op.inputs[0])
    drop_z = g.constant(np.float32([[1, 0], [0, 1], [0, 0]]))

    def points(indices: list[int]) -> str:
        return g.add("MatMul", g.add("Gather", landmarks, g.constant(np.array(indices)), axis=1), drop_z)

    left = points([options["left_rotation_idx"]])
    right = points([options["right_rotation_idx"]])
    along = g.add("Sub", right, left)
    along = g.add("Div", along, g.add("ReduceL2", along, axes=[2], keepdims=1))
    # map_from_crop = [[c, -s], [s, c]]; its transpose turns map points level, so row vectors use it as it is.
    turn = g.add("MatMul", along, g.constant(np.float32([[1, 0, 0, 1], [0, -1, 1, 0]])))
    turn = g.add("Reshape", turn, g.constant(np.array([1, 2, 2])))
    level = g.add("MatMul", points(options["subset_idxs"]), turn)
    high = g.add("ReduceMax", level, axes=[1], keepdims=1)
    low_end = g.add("ReduceMin", level, axes=[1], keepdims=1)
    size = (options["output_width"], options["output_height"])
    margin = np.float32([options["scale_x"] / size[0], options["scale_y"] / size[1]])
    scale = g.add("Mul", g.add("Sub", high, low_end), g.constant(margin.reshape(1, 1, 2)))
    linear = g.add("Mul", turn, scale)
    middle = g.add("Mul", g.add("Add", high, low_end), g.constant(np.float32(0.5)))
    centre = g.add("MatMul", turn, g.add("Reshape", middle, g.constant(np.array([1, 2, 1]))))
    half = g.constant(np.float32(size).reshape(1, 2, 1) / 2)
    shift = g.add("Sub", centre, g.add("MatMul", linear, half))
    rows = g.add("Concat", linear, g.constant(np.zeros((1, 2, 1), np.float32)), shift, axis=2)
    rest = g.constant(np.float32([[[0, 0, 1, 0], [0, 0, 0, 1]]]))
    low.finish(op, g.add("Concat", rows, rest, axis=1))


@rule("TransformTensorBilinear")
def _sample_crop(low: Lowering, op: Operator) -> None:
    """Sample a crop of the feature map bilinearly at pixel centres; a sample outside the map is 0."""
    _, height, width, _ = low.shape(op.outputs[0])
    _, map_height, map_width, _ = low.shape(op.inputs[0])
    g = low.graph
    y, x = np.mgrid[:height, :width].astype(np.float32) + np.float32(0.5)
    pixels = np.stack([x.ravel(), y.ravel(), 0 * x.ravel(), 1 + 0 * x.ravel()])
    # GridSample wants -1 at the centre of the first pixel and 1 at that of the last.
    to_grid = np.diag(np.float32([2 / (map_width - 1), 2 / (map_height - 1)]))
    to_grid = np.hstack([to_grid, np.zeros((2, 2), np.float32)])
    offset = -0.5 * to_grid.sum(axis=1) - 1
    grid_from_crop = g.add("MatMul", g.constant(to_grid), low.value(op.inputs[1]))
    grid = g.add("MatMul", grid_from_crop, g.constant(pixels))
    grid = g.add("Add", grid, g.constant(offset.astype(np.float32).reshape(1, 2, 1)))
    # A sample less than a pixel outside would still blend with the edge; MediaPipe's does not.
    reach = g.add("ReduceMax", g.add("Abs", grid), axes=[1], keepdims=1)
    outside = g.add("Greater", reach, g.constant(np.float32(1)))
    grid = g.add("Where", outside, g.constant(np.float32(4)), grid)
    grid = g.add("Reshape", g.add("Transpose", grid, perm=[0, 2, 1]), g.constant(np.array([1, height, width, 2])))
    name = g.add(
        "GridSample", low.value(op.inputs[0]), grid, mode="bilinear", padding_mode="zeros", align_corners=1
    )
    low.finish(op, name)


@rule("TransformLandmarks")
def _points_from_crop(low: Lowering, op: Operator) -> None:
    """Take (1, n, 2) points of a crop back with its (1, 4, 4) matrix."""
    if low.shape(op.inputs[0])[2] != 2:
        raise ValueError("only flat points occur in this network")
    g = low.graph
    keep_xy = np.float32([[1, 0, 0, 0], [0, 1, 0, 0]])
    rows = g.add("MatMul", g.constant(keep_xy), low.value(op.inputs[1]))
    linear = g.add("MatMul", rows, g.constant(keep_xy.T))
    shift = g.add("MatMul", rows, g.constant(np.float32([[0], [0], [0], [1]])))
    points = g.add("MatMul", low.value(op.inputs[0]), g.add("Transpose", linear, perm=[0, 2, 1]))
    low.finish(op, g.add("Add", points, g.add("Transpose", shift, perm=[0, 2, 1])))


@rule("Convolution2DTransposeBias")
def _transposed_conv(low: Lowering, op: Operator) -> None:
    padding, stride_w, stride_h = struct.unpack("<3i", op.custom_options[:12])
    weights = low.constants[op.inputs[1]]
    kernel, stride = weights.shape[1:3], (stride_h, stride_w)
    pads = [0, 0, 0, 0]
    if padding == 1:  # kTfLitePaddingSame
        pads = same_pads(low.shape(op.outputs[0])[1:3], kernel, stride, (1, 1))
    name = low.graph.add(
        "ConvTranspose",
        low.value(op.inputs[0]),
        low.graph.constant(weights.transpose(3, 0, 1, 2)),
        low.graph.constant(low.constants[op.inputs[2]]),
        kernel_shape=kernel,
        strides=stride,
        pads=pads,
    )
    activation = tflite.ActivationFunctionType.NONE
    low.finish(op, name, activation)
