"""Left or right: what all frames together say of each foot, and the two feet of a pair of one another.

A single picture often leaves it open; a foot seen for half a second, beside another, hardly ever does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from ..core.foot import HEEL_BACK, LEFT, RIGHT, TOE_TIP
from ..core.maths import Array, frozen
from ..core.tracks import FootTrack

# Frames so near in time see much the same: their word counts as one over this time.
_MEMORY_S = 0.7
# Nobody's word counts for more than this, in log odds.
_MOST_SURE = 4.0
# A foot changes sides only when the evidence against its side is this strong.
_INSIST = 0.8
# Two feet are a pair when they are nearer than this many foot lengths, and of like size.
_PAIR_REACH, _PAIR_SIZES = 2.5, 1.6
# How much it counts that one of two feet that point alike lies to the right of the other.
_BESIDE = 2.0


@dataclass(frozen=True, slots=True)
class SideState:
    """Of each foot by track id: the averaged log odds of being a right one, how much has been averaged
    (seconds), when last, and what was said."""

    feet: Mapping[int, tuple[float, float, int, int]] = field(default_factory=lambda: frozen({}))


def sides(state: SideState, tracks: Iterable[FootTrack], *, t_ns: int) -> tuple[dict[int, int], SideState]:
    """LEFT or RIGHT by track id, and the next state. The points of the tracks are in the order by hand."""
    tracks = tuple(tracks)
    heard = {track.id: _listen(state.feet.get(track.id), track, t_ns) for track in tracks}
    odds = {track_id: mean for track_id, (mean, _, _, _) in heard.items()}
    for a, b in _pairs(tracks):
        odds[a.id], odds[b.id] = _as_pair(a, b, odds[a.id], odds[b.id])
    said: dict[int, int] = {}
    feet: dict[int, tuple[float, float, int, int]] = {}
    for track_id, (mean, heard_s, seen_ns, before) in heard.items():
        new = before < 0 or heard_s < _MEMORY_S
        against = odds[track_id] if before == LEFT else -odds[track_id]
        side = before
        if new or against > _INSIST:
            side = RIGHT if odds[track_id] >= 0.0 else LEFT
        said[track_id] = side
        feet[track_id] = (mean, heard_s, seen_ns, side)
    return said, SideState(frozen(feet))


def _listen(
    before: tuple[float, float, int, int] | None, track: FootTrack, t_ns: int
) -> tuple[float, float, int, int]:
    share = min(max(track.right, 1e-6), 1.0 - 1e-6)
    word = max(-_MOST_SURE, min(_MOST_SURE, math.log(share / (1.0 - share))))
    if before is None:
        return word, 0.0, t_ns, -1
    mean, heard_s, seen_ns, side = before
    if not track.present or t_ns <= seen_ns:
        return before
    dt_s = min((t_ns - seen_ns) * 1e-9, _MEMORY_S)
    heard_s = min(heard_s + dt_s, _MEMORY_S)
    return mean + dt_s / (heard_s + dt_s) * (word - mean), heard_s, t_ns, side


def _pairs(tracks: tuple[FootTrack, ...]) -> list[tuple[FootTrack, FootTrack]]:
    """The nearest feet belong together; nobody to two others."""
    near = []
    for a, b in combinations(tracks, 2):
        size_a, size_b = _length_px(a), _length_px(b)
        apart = float(np.linalg.norm(_middle(a) - _middle(b))) / max(size_a, size_b)
        if apart < _PAIR_REACH and max(size_a, size_b) < _PAIR_SIZES * min(size_a, size_b):
            near.append((apart, a, b))
    pairs: list[tuple[FootTrack, FootTrack]] = []
    taken: set[int] = set()
    for _, a, b in sorted(near, key=lambda one: (one[0], one[1].id, one[2].id)):
        if a.id not in taken and b.id not in taken:
            pairs.append((a, b))
            taken |= {a.id, b.id}
    return pairs


def _as_pair(a: FootTrack, b: FootTrack, odds_a: float, odds_b: float) -> tuple[float, float]:
    """The log odds of both once one of them is left and the other right: what speaks for one speaks against
    the other, and so does how they stand beside each other."""
    along_a, along_b = _along(a), _along(b)
    beside = 0.0
    alike = float(along_a @ along_b)
    if alike > 0.5:
        along = along_a + along_b
        along /= np.linalg.norm(along)
        # Turned a quarter to the right as the foot points: x right, y down.
        right = np.array([-along[1], along[0]])
        gap = (_middle(a) - _middle(b)) / max(_length_px(a), _length_px(b))
        beside = _BESIDE * alike * max(-1.0, min(1.0, 2.0 * float(gap @ right)))
    joint = (odds_a - odds_b) / 2.0 + beside
    return joint, -joint


def _along(track: FootTrack) -> Array:
    way = np.asarray(track.raw[TOE_TIP, :2] - track.raw[HEEL_BACK, :2], np.float64)
    return way / max(float(np.linalg.norm(way)), 1e-6)


def _middle(track: FootTrack) -> Array:
    return np.asarray(track.raw[:, :2].mean(axis=0), np.float64)


def _length_px(track: FootTrack) -> float:
    """The box's longer side: a foot seen from the front has hardly any length in the picture."""
    return max(float(np.ptp(track.raw[:, :2], axis=0).max()), 1.0)
