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

# Frames so near in time see much the same: a foot that is new may change its side at will for so long.
_NEW_S = 0.7
# What is said of a foot, or of a pair, is averaged over so long: a step in which the feet cross is short.
_MEMORY_S = 2.5
# Nobody's word counts for more than this, in log odds.
_MOST_SURE = 4.0
# A foot changes sides only when the evidence against its side is this strong.
_INSIST = 1.2
# Two feet are a pair when they are nearer than this many foot lengths, and of like size: a long step, or a
# dancer's, is four lengths.
_PAIR_REACH, _PAIR_SIZES = 4.5, 1.6
# How much it counts, in log odds, that one of two feet that point alike lies to the right of the other, and
# that its toe points further to the right. Both by logistic regression on the truth of held-out renders: the
# first is right in .92 of feet that lie more than a third of their length beside each other.
_BESIDE, _TURNED_OUT = 3.0, 0.7


@dataclass(frozen=True, slots=True)
class Word:
    """What has been heard: the averaged log odds of being a right foot (of a pair: that the first is the
    right one), over how many seconds, and when last."""

    mean: float
    heard_s: float
    t_ns: int

    def and_(self, odds: float, t_ns: int) -> Word:
        """With one more frame's."""
        if t_ns <= self.t_ns:
            return self
        dt_s = min((t_ns - self.t_ns) * 1e-9, _NEW_S)
        heard_s = min(self.heard_s + dt_s, _MEMORY_S)
        return Word(self.mean + dt_s / (heard_s + dt_s) * (odds - self.mean), heard_s, t_ns)


@dataclass(frozen=True, slots=True)
class SideState:
    """What has been heard of each foot by track id, of pairs by both ids, and the sides that were said."""

    feet: Mapping[int, Word] = field(default_factory=lambda: frozen({}))
    pairs: Mapping[tuple[int, int], Word] = field(default_factory=lambda: frozen({}))
    said: Mapping[int, int] = field(default_factory=lambda: frozen({}))


def sides(state: SideState, tracks: Iterable[FootTrack], *, t_ns: int) -> tuple[dict[int, int], SideState]:
    """LEFT or RIGHT by track id, and the next state. The points of the tracks are in the order by hand."""
    tracks = tuple(sorted(tracks, key=lambda track: track.id))
    heard = {track.id: _heard(state.feet.get(track.id), _log_odds(track), track, t_ns) for track in tracks}
    odds = {track_id: word.mean for track_id, word in heard.items()}
    living = set(heard)
    pairs = {ids: word for ids, word in state.pairs.items() if living.issuperset(ids)}
    for a, b in _pairs(tracks):
        ids = (a.id, b.id)
        if a.present and b.present:
            stand = _as_they_stand(a, b)
            pairs[ids] = pairs[ids].and_(stand, t_ns) if ids in pairs else Word(stand, 0.0, t_ns)
        if ids in pairs:
            # What speaks for one speaks against the other.
            joint = odds[a.id] - odds[b.id] + pairs[ids].mean
            odds[a.id], odds[b.id] = joint, -joint
    said: dict[int, int] = {}
    for track_id, word in heard.items():
        before = state.said.get(track_id)
        likelier = RIGHT if odds[track_id] >= 0.0 else LEFT
        held = before is not None and word.heard_s >= _NEW_S and abs(odds[track_id]) < _INSIST
        said[track_id] = before if held and before is not None else likelier
    return said, SideState(frozen(heard), frozen(pairs), frozen(said))


def _log_odds(track: FootTrack) -> float:
    share = min(max(track.right, 1e-6), 1.0 - 1e-6)
    return max(-_MOST_SURE, min(_MOST_SURE, math.log(share / (1.0 - share))))


def _heard(before: Word | None, odds: float, track: FootTrack, t_ns: int) -> Word:
    if before is None:
        return Word(odds, 0.0, t_ns)
    return before.and_(odds, t_ns) if track.present else before


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


def _as_they_stand(a: FootTrack, b: FootTrack) -> float:
    """Log odds that `a` is the right foot and `b` the left one of a pair, by how they lie and point."""
    along_a, along_b = _along(a), _along(b)
    alike = float(along_a @ along_b)
    along = along_a + along_b
    along /= max(float(np.linalg.norm(along)), 1e-6)
    # Turned a quarter to the right as the feet point: x right, y down.
    right = np.array([-along[1], along[0]])
    gap = float((_middle(a) - _middle(b)) @ right) / max(_length_px(a), _length_px(b))
    further = float(along_b[0] * along_a[1] - along_b[1] * along_a[0])
    return _BESIDE * max(alike, 0.0) * max(-1.0, min(1.0, 2.0 * gap)) + _TURNED_OUT * further


def _along(track: FootTrack) -> Array:
    way = np.asarray(track.raw[TOE_TIP, :2] - track.raw[HEEL_BACK, :2], np.float64)
    return way / max(float(np.linalg.norm(way)), 1e-6)


def _middle(track: FootTrack) -> Array:
    return np.asarray(track.raw[:, :2].mean(axis=0), np.float64)


def _length_px(track: FootTrack) -> float:
    """The box's longer side: a foot seen from the front has hardly any length in the picture."""
    return max(float(np.ptp(track.raw[:, :2], axis=0).max()), 1.0)
