"""What a stabiliser must know of a kind of subject: which of its keypoints move together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .maths import Array


@dataclass(frozen=True, slots=True, eq=False)
class KeypointSet:
    """The K keypoints of one kind of subject, sorted into parts.

    Points of one part move nearly as one piece, those of two parts may come apart (a lip from the other).
    `part` (K,) is the index of each point's part in `parts`. `freedom` (K,) says how far a point may leave
    the motion of the whole subject, as a share of the subject's size: small on the skull, large on a lip.
    `slides` (K,) says how far a point slides over the surface in a second, as a share of size: outlines do.
    `soft` (K,) bool marks what changes its looks as it moves, as a mouth does.
    `on_surface` (K,) bool is false where the picture around a point does not move with it: at an outline.
    `rims` are points at the rim of what opens, as the inner edge of a lip, each with the one towards which
    its surface lies.
    """

    name: str
    parts: tuple[str, ...]
    part: NDArray[np.int64]
    freedom: Array
    slides: Array
    on_surface: NDArray[np.bool_]
    soft: NDArray[np.bool_]
    rims: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.part)
