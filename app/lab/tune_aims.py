"""What counts for a class of products: which parts of the face, and which motions to tune on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..core.front import Knobs, Stop
from ..core.maths import frozen
from ..core.missing import Missing
from .scores_figures import Scores

# Figures are pooled by quotients, so none may be nothing at all.
_LEAST_PERCENT = 1e-4


@dataclass(frozen=True, slots=True)
class Aim:
    """`weights` of regions, `motions` of the clips that are made."""

    name: str
    weights: Mapping[str, float]
    motions: tuple[str, ...]

    @property
    def needs_pose(self) -> bool:
        """Whether it looks at what the head's true pose tells."""
        return "temples" in self.weights

    def of(self, scores: Scores, kind: str) -> float:
        """Percent of the face's width, weighted rms over the regions there are; `kind` jitter or error."""
        known = {name: weight for name, weight in self.weights.items() if name in scores.regions}
        square = sum(
            weight * getattr(scores.regions[name], kind).percent ** 2 for name, weight in known.items()
        )
        return float(np.sqrt(square / sum(known.values())))


# Temples are where worn glasses show the pose most; a shoe's keypoints weigh alike, on a subject that walks.
AIMS: Mapping[str, Aim] = frozen(
    {
        "all": Aim("all", {"all": 1.0}, ("still", "slow-sway", "fast-sway", "talking", "turning")),
        "make-up": Aim(
            "make-up",
            {"lips": 4.0, "eyes": 4.0, "brows": 1.0, "irises": 1.0, "contour": 0.5, "nose": 0.5},
            ("still", "slow-sway", "fast-sway", "talking", "blinking"),
        ),
        "glasses": Aim(
            "glasses",
            {"temples": 3.0, "nose": 2.0, "brows": 0.5, "eyes": 0.5},
            ("still", "slow-sway", "fast-sway", "turning", "nodding"),
        ),
        "shoes": Aim("shoes", {"all": 1.0}, ("still", "slow-sway", "fast-sway", "walking")),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One setting on one clip: the scores, and those without the error that its lag makes."""

    scores: Scores
    undelayed: Scores


def stop_of(aim: Aim, knobs: Knobs, judged: Sequence[Judged], at_rest: Sequence[bool]) -> Stop:
    """The figures of one setting over all clips.

    Jitter is told by the clips at rest, the error by those that move, and where there are none of a kind by
    all; each is the geometric mean, so that a clip counts by its proportion. The lag is the largest.
    """
    rest = [one for one, still in zip(judged, at_rest, strict=True) if still] or list(judged)
    moving = [one for one, still in zip(judged, at_rest, strict=True) if not still] or list(judged)
    lags = [one.scores.lag_ms for one in moving]
    known = [lag for lag in lags if not isinstance(lag, Missing)]
    return Stop(
        _together([aim.of(one.undelayed, "jitter") for one in rest]),
        _together([aim.of(one.scores, "error") for one in moving]),
        max(known, key=abs, default=None),
        knobs,
    )


def _together(values: Sequence[float]) -> float:
    return float(np.exp(np.mean(np.log(np.maximum(values, _LEAST_PERCENT)))))
