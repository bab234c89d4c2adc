"""Where to look for a face or a foot in the next frame.

The landmark network answers a little differently for every crop, so a crop that trembles with its own answers
is the first cause of jitter; and it answers worse the further the face is from the crop's middle. The crop
therefore rests on a still face, with a little slack, and runs one frame ahead of a fast one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from ..core import params
from ..core.foot import HEEL_BACK, TOE_TIP
from ..core.maths import frozen
from ..core.observations import Crop
from ..core.params import Knob
from ..core.tracks import Track
from .boxes import Box

# Outer corners of the eyes: their line is the crop's x axis, as in MediaPipe.
_CORNER_RIGHT, _CORNER_LEFT = 33, 263
# MediaPipe's face crop is 1.5 times the longer side of the box around all points.
MEDIAPIPE_SCALE = 1.5
# A foot fills somewhat more than half of its crop: the network has learnt it so.
FOOT_SCALE = 1.75
# How fast the measured speed follows: most of it within a frame.
_SPEED_S = 0.03
# Steps below this share of the side a frame are no motion to run ahead of: detector noise, mostly.
_LEAD_FROM = 0.005
# Nobody is run ahead of by more than this share of the side: the face must stay in view if it stops.
_LEAD_MOST = 0.12


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
        Knob(0, 5, 0.1, "%", "How far the face may move in its region before that follows at once; more is "
             "calmer, too much makes the points uneven in slow motion."),
    ] = 0.2  # fmt: skip
    settle_hz: Annotated[
        float, Knob(0, 15, 0.1, "Hz", "How fast the region centres on a face that rests within the slack.")
    ] = 6.0
    lead: Annotated[
        float, Knob(0, 1.5, 0.1, "frames", "How far the region runs ahead of a fast face; 0 lets it lag.")
    ] = 1.0


@dataclass(frozen=True, slots=True)
class Follower:
    """One track's crop for the next frame, where the face was when it was laid, and how that moved.

    `speed` is px/s of centre x and y, of the side, and of the side's end as it turns.
    """

    crop: Crop
    target: Crop
    speed: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class CropState:
    """The followers of all living tracks of an epoch, by track id."""

    epoch: int | None = None
    t_ns: int = 0
    followers: Mapping[int, Follower] = field(default_factory=lambda: frozen({}))

    @property
    def crops(self) -> dict[int, Crop]:
        """Where to look next, by track id."""
        return {track_id: follower.crop for track_id, follower in self.followers.items()}


def crop_around(points: NDArray[np.float32], *, scale: float = MEDIAPIPE_SCALE) -> Crop:
    """The square around all points (478, 3) in px, level with the eyes, its side `scale` times the longer
    side of their box. (MediaPipe takes the box before turning, which grows with the tilt of the head.)"""
    dx, dy = points[_CORNER_LEFT, :2] - points[_CORNER_RIGHT, :2]
    return _turned_box(points, math.atan2(dy, dx), scale)


def foot_crop(points: NDArray[np.float32]) -> Crop:
    """The square around all points (8, 3) of a foot in px, turned so that the foot points up."""
    dx, dy = points[TOE_TIP, :2] - points[HEEL_BACK, :2]
    return _turned_box(points, math.atan2(dx, -dy), FOOT_SCALE)


def _turned_box(points: NDArray[np.float32], roll: float, scale: float) -> Crop:
    c, s = math.cos(roll), math.sin(roll)
    level = Box.around(points[:, :2] @ np.array([[c, -s], [s, c]], points.dtype))
    x, y = level.centre
    return Crop(c * x - s * y, s * x + c * y, level.size_px * scale, roll)


def next_crops(
    state: CropState,
    tracks: Iterable[Track],
    *,
    t_ns: int,
    epoch: int,
    params: CropParams,
    around: Callable[[NDArray[np.float32]], Crop] | None = None,
) -> CropState:
    """The crops for the next frame, from this frame's stabilised points.

    `around` lays a crop around the points of one track, that of a face of `params.scale` unless given. A
    track that is held, or shown at the same time again (a paused clip), keeps its crop; one that has ended
    loses it; a new epoch or time that runs backwards starts afresh.
    """
    continues = state.epoch == epoch and t_ns >= state.t_ns
    dt_s = (t_ns - state.t_ns) * 1e-9
    followers: dict[int, Follower] = {}
    for track in tracks:
        before = state.followers.get(track.id) if continues else None
        if before is not None and dt_s == 0.0:
            followers[track.id] = before
        elif before is not None and not track.present:
            followers[track.id] = Follower(before.crop, before.crop)
        else:
            points = track.points
            target = around(points) if around else crop_around(points, scale=params.scale)
            followers[track.id] = (
                follow(before, target, dt_s=dt_s, params=params) if before else Follower(target, target)
            )
    return CropState(epoch, t_ns, frozen(followers))


def follow(before: Follower, target: Crop, *, dt_s: float, params: CropParams) -> Follower:
    """The follower `dt_s` (> 0) later, when the face is at `target`; the next frame comes after as long."""
    moved = _difference(before.target, target)
    keeps = math.exp(-dt_s / _SPEED_S)
    speed = tuple(keeps * old + (1.0 - keeps) * d / dt_s for old, d in zip(before.speed, moved, strict=True))
    lead_s = params.lead * dt_s
    leads = [_lead(v * lead_s, target.size_px) for v in speed]
    slack_px = params.slack / 100.0 * target.size_px
    settled = -math.expm1(-2.0 * math.pi * params.settle_hz * dt_s)
    steps = [
        _step(gap + lead, slack_px, settled)
        for gap, lead in zip(_difference(before.crop, target), leads, strict=True)
    ]
    crop = Crop(
        cx=before.crop.cx + steps[0],
        cy=before.crop.cy + steps[1],
        size_px=before.crop.size_px + steps[2],
        roll_rad=_half_turn(before.crop.roll_rad + steps[3] / (target.size_px / 2.0)),
    )
    return Follower(crop, target, (speed[0], speed[1], speed[2], speed[3]))


def _difference(old: Crop, new: Crop) -> tuple[float, float, float, float]:
    """In px: centre x and y, side, and the turn as the way of the side's end."""
    turn_px = _half_turn(new.roll_rad - old.roll_rad) * new.size_px / 2.0
    return new.cx - old.cx, new.cy - old.cy, new.size_px - old.size_px, turn_px


def _step(gap: float, slack: float, settled: float) -> float:
    """How much of a gap to close: all that exceeds the slack, or the settled share where that is more."""
    return math.copysign(max(abs(gap) - slack, abs(gap) * settled), gap)


def _lead(expected_px: float, size_px: float) -> float:
    """How far to run ahead of a motion: not for a tremble, and never so far that the face could be lost."""
    beyond = max(abs(expected_px) - _LEAD_FROM * size_px, 0.0)
    return math.copysign(min(beyond, _LEAD_MOST * size_px), expected_px)


def _half_turn(angle_rad: float) -> float:
    """The same angle in -pi .. pi."""
    return math.remainder(angle_rad, math.tau)
