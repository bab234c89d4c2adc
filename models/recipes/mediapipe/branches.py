"""Merge branches of a network that do the same to different values into one branch with grouped channels.

The attention mesh ends in five small branches (lips, eyes, irises) of the same layers. At 2x2 pixels a layer
costs a runtime more for being called than for its sums, so one layer with five groups of channels costs
little more than one of the five: a merged value holds the branches' channels one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
from tflite_reader import Network, Operator

Array = npt.NDArray[Any]

# Kind of operator -> the axis along which each of its constant inputs is joined (None: one serves all).
MERGEABLE: dict[str, dict[int, int | None]] = {
    "CONV_2D": {1: 0, 2: 0},
    "DEPTHWISE_CONV_2D": {1: 3, 2: 0},
    "PRELU": {1: -1},
    "ADD": {},
    "MAX_POOL_2D": {},
    "PAD": {1: None},
}
OPTIONS = ("StrideH", "StrideW", "Padding", "FusedActivationFunction", "DilationHFactor", "DilationWFactor")
BLOCK = 16  # channels of a group have to fill the runtime's blocks, or grouping is slow


def merge_branches(network: Network) -> Network:
    """The same network with equal layers of the same depth merged; STACK and UNSTACK join and part values."""
    merger = _Merger(
        list(network.shapes),
        dict(network.weights),
        outputs=set(network.outputs),
        joined={},
        slots={},
        operators=[],
    )
    for _, layer in groupby(_by_depth(network), key=lambda pair: pair[0]):
        kinds: dict[Any, list[Operator]] = {}
        for _, operator in layer:
            kinds.setdefault(_kind(network, operator), []).append(operator)
        for alike in kinds.values():
            merger.add(alike)
    outputs = tuple(merger.single(tensor) for tensor in network.outputs)
    return replace(
        network,
        operators=tuple(merger.operators),
        shapes=tuple(merger.shapes),
        weights=merger.weights,
        outputs=outputs,
    )


def _by_depth(network: Network) -> list[tuple[int, Operator]]:
    """Operators with their distance from the input, nearest first."""
    depth: dict[int, int] = {}
    pairs = []
    for operator in network.operators:
        level = 1 + max(depth.get(tensor, 0) for tensor in operator.inputs)
        depth.update(dict.fromkeys(operator.outputs, level))
        pairs.append((level, operator))
    return sorted(pairs, key=lambda pair: pair[0])


def _kind(network: Network, operator: Operator) -> Any:
    """Equal for operators that may be merged; unique for one that may not."""
    shapes = [network.shapes[tensor] for tensor in operator.inputs + operator.outputs]
    values = [network.shapes[t] for t in operator.inputs + operator.outputs if t not in network.weights]
    if operator.name not in MERGEABLE or any(len(s) != 4 or s[3] % BLOCK for s in values):
        return operator.outputs
    options = tuple(getattr(operator.options, name)() for name in OPTIONS if hasattr(operator.options, name))
    return operator.name, tuple(shapes), options


@dataclass
class _Merger:
    """The network in the making. `joined`: members -> merged tensor; `slots`: member -> its merged tensor."""

    shapes: list[tuple[int, ...]]
    weights: dict[int, Array]
    outputs: set[int]
    joined: dict[tuple[int, ...], int]
    slots: dict[int, int]
    operators: list[Operator]
    parted: set[int] = field(default_factory=set)

    def add(self, alike: list[Operator]) -> None:
        first = alike[0]
        if len(alike) == 1:
            self.operators.append(replace(first, inputs=tuple(self.single(t) for t in first.inputs)))
            return
        inputs = tuple(self._input(alike, position) for position in range(len(first.inputs)))
        target = self._join(tuple(operator.outputs[0] for operator in alike))
        self.operators.append(replace(first, inputs=inputs, outputs=(target,), groups=len(alike)))

    def single(self, tensor: int) -> int:
        """The tensor by itself, parted from the value it was merged into."""
        merged = self.slots.get(tensor)
        if merged is not None and merged not in self.parted:
            self.parted.add(merged)
            members = next(m for m, joined in self.joined.items() if joined == merged)
            self.operators.append(Operator("UNSTACK", (merged,), members, None, b""))
        return tensor

    def _input(self, alike: list[Operator], position: int) -> int:
        tensors = tuple(operator.inputs[position] for operator in alike)
        if tensors[0] not in self.weights:
            return self._merged(tensors)
        axis = MERGEABLE[alike[0].name][position]
        if axis is None:
            return tensors[0]
        constant = np.concatenate([self.weights[t] for t in tensors], axis=axis)
        self.weights[len(self.shapes)] = constant
        self.shapes.append(constant.shape)
        return len(self.shapes) - 1

    def _merged(self, tensors: tuple[int, ...]) -> int:
        if tensors not in self.joined:
            parts = tuple(self.single(t) for t in tensors)
            # Members keep their own slots: this is one more copy of them.
            slots = dict(self.slots)
            self.operators.append(Operator("STACK", parts, (self._join(tensors),), None, b""))
            self.slots = slots
        return self.joined[tensors]

    def _join(self, members: tuple[int, ...]) -> int:
        merged = len(self.shapes)
        n, h, w, c = self.shapes[members[0]]
        self.shapes.append((n, h, w, c * len(members)))
        self.joined[members] = merged
        self.slots.update(dict.fromkeys(members, merged))
        return merged
