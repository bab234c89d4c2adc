"""Which of many measured motions are to be believed: those that their neighbours agree with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.shared_motion import OFF, motion_basis, shared_motion, trust_of

F32 = NDArray[np.float32]

# How far the word of a site reaches, and how exactly neighbours move alike, as shares of the subject's size.
_REACH, _ALIKE = 0.10, 0.002
_ROUNDS = 2
# Less belief than this is none.
_LEAST = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """m sites on one subject: `basis` (m, 7) of the motion that all share, `near` (m, m) how much the word
    of one counts at another's place, itself left out, and `stiff` (m,) how strongly each is held to the
    motion of the whole, 1/px²."""

    basis: F32
    near: F32
    stiff: F32
    size_px: float

    @classmethod
    def of(cls, site: F32, depth: F32, part: NDArray[np.int64], freedom: F32, size_px: float) -> Crowd:
        basis = motion_basis(site, depth, site.mean(axis=0), size_px)
        apart2 = ((site[:, None] - site[None]) ** 2).sum(axis=2) / np.float32(size_px**2)
        near = np.exp(-0.5 * apart2 / np.float32(_REACH**2)) * (part[:, None] == part[None])
        np.fill_diagonal(near, 0.0)
        stiff = ((np.asarray(freedom) * size_px) ** -2).astype(np.float32)
        return cls(basis, near.astype(np.float32), stiff, size_px)

    def belief(self, step: F32, precision: F32) -> F32:
        """(m,) 0..1 for measured steps (m, 2) px of these precisions (m, 2, 2).

        Each is compared with the motion of the whole plus what its neighbours do besides.
        """
        scale2 = np.float32((_ALIKE * self.size_px) ** 2)
        trust = trust_of(precision)
        trust = trust / (1.0 + trust * scale2)  # nobody counts for more than neighbours are alike
        own2 = 1.0 / np.maximum(trust, np.float32(1e-9)) + scale2
        weight, motion = trust, None
        for _ in range(_ROUNDS):
            motion = shared_motion(self.basis, step, weight, OFF * self.size_px, motion)
            rest = step - self.basis @ motion
            said = self.near @ np.concatenate([weight[:, None], weight[:, None] * rest], axis=1)
            heard = said[:, 0] + self.stiff
            gap = rest - said[:, 1:] / heard[:, None]
            gap2 = np.einsum("ij,ij->i", gap, gap)
            belief = 1.0 / (1.0 + gap2 / (4.0 * (1.0 / heard + own2))) ** 2
            weight = trust * belief
        return np.where((belief > _LEAST) & (trust > 0.0), belief, np.float32(0.0))
