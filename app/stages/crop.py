"""Where to look for a face in the next frame.

The landmark network answers a little differently for every crop, so a crop that trembles with its own answers
is the first cause of jitter. The crop therefore gives way like a loose glove: it moves at once, and as far as
needed, when the face leaves its slack, and settles slowly within it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from ..core import params
from ..core.maths import frozen
from ..core.observations import Crop
from ..core.params import Knob
from ..core.tracks import FaceTrack
from .boxes import Box

# Outer corners of the eyes: their line is the crop's x axis, as in MediaPipe.
_CORNER_RIGHT, _CORNER_LEFT = 33, 263
# MediaPipe's face crop is 1.5 times the longer side of the box around all points.
MEDIAPIPE_SCALE = 1.5


@params.group("crop")
@dataclass(frozen=True, slots=True)
class CropParams:
    """How the region that the landmark network sees follows the face."""

    scale: Annotated[
        float,
        Knob(1.2, 2.5, 0.05, "", "Size of the region around the face; far from 1.5 the points get worse."),
    ] = MEDIAPIPE_SCALE
    slack: Annotated[
        float,
        Knob(0, 10, 0.25, "%", "How far the face may move in its region before that follows at once; "
             "more is calmer, too much brings steps in slow motion."),
    ] = 2.0  # fmt: skip
    slack_roll: Annotated[
        float, Knob(0, 10, 0.25, "deg", "How far the head may tilt before its region tilts along.")
    ] = 2.0
    settle_hz: Annotated[
        float, Knob(0, 10, 0.1, "Hz", "How fast the region centres on a face that rests within the slack.")
    ] = 0.5


@dataclass(frozen=True, slots=True)
class CropState:
    """The crop of each living track, by track id, for the next frame."""

    epoch: int | None = None
    t_ns: int = 0
    crops: Mapping[int, Crop] = field(default_factory=lambda: frozen({}))


def crop_around(points: NDArray[np.float32], *, scale: float = MEDIAPIPE_SCALE) -> Crop:
    """The square around all points (478, 3) in px, level with the eyes, its side `scale` times the longer
    side of their box. (MediaPipe takes the box before turning, which grows with the tilt of the head.)"""
    dx, dy = points[_CORNER_LEFT, :2] - points[_CORNER_RIGHT, :2]
    roll = math.atan2(dy, dx)
    c, s = math.cos(roll), math.sin(roll)
    level = Box.around(points[:, :2] @ np.array([[c, -s], [s, c]], points.dtype))
    x, y = level.centre
    return Crop(c * x - s * y, s * x + c * y, level.size_px * scale, roll)


def next_crops(
    state: CropState, tracks: Iterable[FaceTrack], *, t_ns: int, epoch: int, params: CropParams
) -> CropState:
    """The crops for the next frame, from this frame's stabilised points.

    A track that is held keeps its crop; one that has ended loses it; a new epoch or time that does not rise
    starts afresh.
    """
    continues = state.epoch == epoch and t_ns > state.t_ns
    dt_s = (t_ns - state.t_ns) * 1e-9
    crops: dict[int, Crop] = {}
    for track in tracks:
        before = state.crops.get(track.id) if continues else None
        if not track.present and before is not None:
            crops[track.id] = before
            continue
        target = crop_around(track.points, scale=params.scale)
        crops[track.id] = target if before is None else follow(before, target, dt_s=dt_s, params=params)
    return CropState(epoch, t_ns, frozen(crops))


def follow(before: Crop, target: Crop, *, dt_s: float, params: CropParams) -> Crop:
    """The crop after `dt_s`: never further from the target than the slack, settling onto it within."""
    settled = -math.expm1(-2.0 * math.pi * params.settle_hz * dt_s)
    slack_px = params.slack / 100.0 * target.size_px
    slack_rad = math.radians(params.slack_roll)
    dx, dy = target.cx - before.cx, target.cy - before.cy
    distance = math.hypot(dx, dy)
    along = _step(distance, slack_px, settled) / distance if distance > 0.0 else 0.0
    roll = before.roll_rad + _step(_half_turn(target.roll_rad - before.roll_rad), slack_rad, settled)
    return Crop(
        cx=before.cx + dx * along,
        cy=before.cy + dy * along,
        size_px=before.size_px + _step(target.size_px - before.size_px, slack_px, settled),
        roll_rad=_half_turn(roll),
    )


def _step(gap: float, slack: float, settled: float) -> float:
    """How much of a gap to close: all that exceeds the slack, and a share of what lies within."""
    beyond = max(abs(gap) - slack, 0.0)
    return math.copysign(max(beyond, abs(gap) * settled), gap)


def _half_turn(angle_rad: float) -> float:
    """The same angle in -pi .. pi."""
    return math.remainder(angle_rad, math.tau)
