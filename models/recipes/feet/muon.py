"""Muon: momentum whose matrix is made orthogonal before each step (Keller Jordan et al., 2024).

It learns from fewer samples than AdamW, which is what counts where each sample is dear: on two CPU cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

# The quintic of the Newton-Schulz iteration: steep at zero, and all singular values end near 1.
_A, _B, _C = 3.4445, -4.7750, 2.0315
_ITERATIONS = 5


class Muon(torch.optim.Optimizer):
    """For weights with at least two axes, taken as matrices (outputs, everything else)."""

    def __init__(
        self, params: Iterable[Tensor], lr: float, times: float, momentum: float = 0.95, decay: float = 0.01
    ) -> None:
        group = {"params": list(params), "times": times}
        super().__init__([group], {"lr": lr * times, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> Any:
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                state = self.state[weight]
                if not state:
                    state["mean"] = torch.zeros_like(weight)
                mean = state["mean"].lerp_(weight.grad, 1.0 - group["momentum"])
                ahead = weight.grad.lerp(mean, group["momentum"])
                step = orthogonal(ahead.reshape(len(ahead), -1)).reshape(weight.shape)
                # A weight's rms changes alike whatever its shape (Liu et al., 2025).
                size = 0.2 * max(weight.shape[0], weight[0].numel()) ** 0.5
                weight.mul_(1.0 - group["lr"] * group["decay"]).sub_(step, alpha=group["lr"] * size)


def orthogonal(matrix: Tensor) -> Tensor:
    """The nearest matrix of its shape with singular values about 1.

    The iteration runs on the small square x x^T, of which every step's factor is a polynomial: a third of the
    work of running it on x itself.
    """
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    square = x @ x.T
    one = torch.eye(len(square))
    factor = one
    for _ in range(_ITERATIONS):
        step = _A * one + (_B * one + _C * square) @ square
        factor = step @ factor
        square = step @ step @ square
    x = factor @ x
    return x.T if tall else x
