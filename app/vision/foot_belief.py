"""How far a foot is to be believed in: what several looks, its size and its mate say together.

One look at a neck, a hand or the leg of a table is easily wrong. All sums are of log odds. What was tried on
held-out renders and adds nothing to these: how well the mask fills the points' hull, how well the points fit
the shape of a foot, how near to each other two looks find them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Float32
from ..core.observations import Crop
from ..stages.boxes import Box
from ..stages.crop import foot_crop

# No single answer counts for more than this share.
_SUREST = 0.98
# Looks that say anything of each other: shifted (shares of the side), scaled and turned (radians).
_SHAKES = ((0.06, 0.04, 1.18, 0.17), (-0.05, -0.05, 0.86, -0.2))
# The look from a shaken crop says twice as much as the look that led there, and a view of the surroundings
# half as much as all close looks. All chosen by logistic regression on held-out renders; on real necks and
# hands, which look like feet from near by, the wide view is worth far more than there.
LOOK_WEIGHT, SHAKEN_WEIGHT = 1.0, 2.0
_WIDE = 0.5
# Close looks further back than these weights are forgotten: a third of a second.
_MEMORY = 10.0
# Feet that take up less than this share of the picture's longer side are the less believed, per halving.
_SMALL_SHARE, _SMALL_COST = 0.1, 0.4
# Another foot so near (foot sizes) and of like size speaks for a foot, by this share of its own log odds over
# those of a doubtful one; having none speaks against it.
_MATE_REACH, _MATE_APART, _MATE_SIZES = 2.5, 0.3, 1.67
_MATE_SHARE, _MATE_DOUBTFUL, _NO_MATE = 0.15, -1.0, -2.5
# The surroundings of a foot: a square of so many of its sizes.
_BESIDE = 3.2


def log_odds(share: float) -> float:
    """Of a probability, kept within +-3.9."""
    kept = min(max(share, 1.0 - _SUREST), _SUREST)
    return math.log(kept / (1.0 - kept))


def probability(odds: float) -> float:
    """Of log odds."""
    return 1.0 / (1.0 + math.exp(-odds))


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """In what may be a foot: its `points` (8, 2 or more) px by the last look; the log odds by views of its
    surroundings (`wide`, last asked at `wide_ns`) and by `looks` close looks of together `weight` (`close`,
    the last at `t_ns`)."""

    points: Float32
    wide: float
    close: float = 0.0
    weight: float = 0.0
    looks: int = 0
    t_ns: int = 0
    wide_ns: int = 0

    @property
    def odds(self) -> float:
        """Of its being a foot, by all views."""
        return (self.close + _WIDE * self.wide) / (1.0 + _WIDE) if self.looks else self.wide

    def told(self, points: Float32, score: float, weight: float, t_ns: int) -> Belief:
        """After one more close look. Two looks at one frame share the place: each crop draws the points its
        way."""
        before = min(self.weight, _MEMORY)
        if self.looks and t_ns == self.t_ns:
            points = np.asarray((self.points[:, :2] + points[:, :2]) / 2.0, np.float32)
        close = (before * self.close + weight * log_odds(score)) / (before + weight)
        return replace(
            self, points=points, close=close, weight=before + weight, looks=self.looks + 1, t_ns=t_ns
        )

    def told_wide(self, score: float, t_ns: int) -> Belief:
        """After a view of its surroundings."""
        return replace(self, wide=(self.wide + log_odds(score)) / 2.0, wide_ns=t_ns)

    @property
    def crop(self) -> Crop:
        """Where to look next: elsewhere than the last time."""
        around = foot_crop(self.points)
        return around if self.looks == 0 else shaken(around, self.looks)


def shaken(crop: Crop, number: int) -> Crop:
    """A crop that shows the same foot otherwise."""
    across, down, scale, turn = _SHAKES[number % len(_SHAKES)]
    return Crop(
        crop.cx + across * crop.size_px,
        crop.cy + down * crop.size_px,
        crop.size_px * scale,
        crop.roll_rad + turn,
    )


def beside(points: NDArray[np.floating]) -> Crop:
    """The surroundings of a foot at `points`, where its other one would be: an upright square around it."""
    box = Box.around(np.asarray(points, np.float32))
    return Crop(*box.centre, box.size_px * _BESIDE)


def believed(
    points: Float32, odds: float, others: Iterable[tuple[Float32, float]], picture_px: float
) -> float:
    """The log odds of a foot at `points` (8, 2 or more) px, whose looks say `odds`, in a picture with that
    longer side and `others`: their points and log odds."""
    size_px = float(np.ptp(points[:, :2], axis=0).max())
    small = min(math.log2(max(size_px / picture_px, 1e-3) / _SMALL_SHARE), 0.0)
    mate = max((its for other, its in others if _are_mates(points, other)), default=_NO_MATE)
    return odds + _SMALL_COST * small + _MATE_SHARE * (max(mate, _NO_MATE) - _MATE_DOUBTFUL)


def _are_mates(points: Float32, other: Float32) -> bool:
    sizes = [max(float(np.ptp(one[:, :2], axis=0).max()), 1.0) for one in (points, other)]
    apart = float(np.linalg.norm(points[:, :2].mean(axis=0) - other[:, :2].mean(axis=0))) / max(sizes)
    return _MATE_APART < apart < _MATE_REACH and max(sizes) < _MATE_SIZES * min(sizes)
