"""What a wrong answer costs."""

from __future__ import annotations

import torch
from net import VECTOR_PX
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, smooth_l1_loss

NOT_TO_LEARN = 255
# So that each part moves the shared layers about as much as the others.
WEIGHTS = {
    "centre": 1.0,
    "vectors": 6.0,
    "points": 1.0,
    "side": 0.5,
    "seen": 0.25,
    "kind": 0.1,
    "mask": 1.0,
}
# Where the pull of a vector no longer grows: a share of the foot's extent.
_FAR_SHARE = 0.05


def losses(said: dict[str, Tensor], t: dict[str, Tensor]) -> dict[str, Tensor]:
    """Each part's mean cost, unweighted; `t` holds data.targets in batches."""
    near = t["near"]
    told = near.sum().clamp_min(1.0)
    feet = (t["centre"] == 1.0).sum().clamp_min(1.0)
    vectors = said["vectors"] * VECTOR_PX - t["vectors"]
    off = smooth_l1_loss(
        vectors * t["vector_weight"], torch.zeros_like(vectors), beta=_FAR_SHARE, reduction="none"
    )
    seen = binary_cross_entropy_with_logits(said["seen"], t["seen"], reduction="none")
    kind = cross_entropy(said["kind"], t["kind"][:, 0], reduction="none")[:, None]
    side = binary_cross_entropy_with_logits(said["side"], t["side"], reduction="none")
    return {
        "centre": (_focal(said["centre"], t["centre"]) * t["centre_weight"]).sum() / feet,
        "vectors": (off * near).sum() / (16.0 * told),
        "points": (_soft_focal(said["points"], t["points"]) * t["points_weight"]).sum() / (8.0 * feet),
        "side": (side * near).sum() / told,
        "seen": (seen * near).sum() / (8.0 * told),
        "kind": (kind * near).sum() / told,
        "mask": _mask(said["mask"], t["mask"]),
    }


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()


def _focal(logits: Tensor, target: Tensor) -> Tensor:
    """CenterNet's penalty-reduced focal loss (Zhou et al. 2019): only a height of exactly 1 is positive."""
    p = torch.sigmoid(logits)
    positive = torch.nn.functional.softplus(-logits) * (1.0 - p) ** 2
    negative = torch.nn.functional.softplus(logits) * p**2 * (1.0 - target) ** 4
    return torch.where(target == 1.0, positive, negative)


def _soft_focal(logits: Tensor, target: Tensor) -> Tensor:
    """Quality focal loss (Li et al. 2020): cross entropy to a soft target, by how far off it is."""
    return (
        binary_cross_entropy_with_logits(logits, target, reduction="none")
        * (torch.sigmoid(logits) - target).square()
    )


def _mask(logits: Tensor, classes: Tensor) -> Tensor:
    """Cross entropy, and soft dice of leg and foot over the batch."""
    entropy = cross_entropy(logits, classes, ignore_index=NOT_TO_LEARN)
    p = torch.softmax(logits, 1) * (classes != NOT_TO_LEARN)[:, None]
    dice = []
    for kind in (1, 2):
        truth = (classes == kind).to(p.dtype)
        both = (p[:, kind] * truth).sum()
        dice.append(1.0 - (2.0 * both + 1.0) / (p[:, kind].sum() + truth.sum() + 1.0))
    return entropy + 0.5 * torch.stack(dice).mean()
