"""A measurement of the landmarks: how still they are while a person holds still, how late while one moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..core.face import BROW_LEFT, BROW_RIGHT, FACE_OVAL, FACE_POINTS, REGION_OF_POINT, REGIONS
from ..core.foot import (
    ACHILLES,
    ANKLE_LATERAL,
    ANKLE_MEDIAL,
    BALL_LATERAL,
    BALL_MEDIAL,
    HEEL_BACK,
    INSTEP,
    KEYPOINTS,
    TOE_TIP,
)
from ..core.maths import Array
from ..core.missing import Missing
from ..runtime.pipeline import FrameResult
from .signals import jitter_rms, lag_s, slow_part

Kind = Literal["still", "move"]

# Bridge, ridge, tip and wings, of MediaPipe's face mesh topology.
NOSE = (168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 98, 97, 326, 327, 294, 278, 344, 440, 275, 45, 220, 115, 48, 64)
NOSE_TIP = 1
# The wearer's right and left edge of the face, before the ears: the width of a face is their distance.
_EDGE_RIGHT, _EDGE_LEFT = 234, 454
# Two frames further apart than this, and than some usual intervals, belong to two runs: nothing is known of
# what was between.
_GAP_S, _GAP_FRAMES = 0.25, 3.0
# A longer step of time between two frames was a jump and nothing that has been seen.
_MOST_STEP_NS = 500_000_000
# Shorter runs tell nothing of a movement of one hertz.
_LEAST_RUN_S, _LEAST_FRAMES = 1.0, 8
# The slow part of a head that is held still stays within this share of the face's width.
RESTLESS_PERCENT = 5.0

NOBODY, TOO_SLOW = Missing("no face was in view"), Missing("too few frames a second")


def _members(region: str) -> NDArray[np.int64]:
    return np.flatnonzero(REGIONS.index(region) == REGION_OF_POINT)


PARTS: dict[str, NDArray[np.int64]] = {
    "contour": np.array(FACE_OVAL),
    "brows": np.array(BROW_RIGHT + BROW_LEFT),
    "eyes": _members("eyes"),
    "lips": _members("lips"),
    "nose": np.array(NOSE),
    "all": np.arange(FACE_POINTS),
}
FOOT_PARTS: dict[str, NDArray[np.int64]] = {
    "toe": np.array([TOE_TIP]),
    "ball": np.array([BALL_MEDIAL, BALL_LATERAL]),
    "heel": np.array([HEEL_BACK]),
    "ankle": np.array([INSTEP, ANKLE_MEDIAL, ANKLE_LATERAL, ACHILLES]),
    "all": np.arange(len(KEYPOINTS)),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """How one kind of subject is measured: its parts, the two points whose distance is its size, the point
    whose trace is kept and those whose middle says how far it went."""

    parts: dict[str, NDArray[np.int64]]
    ends: tuple[int, int]
    traced: int
    middle: NDArray[np.int64]


_WAYS = {
    "face": _Way(PARTS, (_EDGE_RIGHT, _EDGE_LEFT), NOSE_TIP, PARTS["nose"]),
    "feet": _Way(FOOT_PARTS, (TOE_TIP, HEEL_BACK), TOE_TIP, FOOT_PARTS["all"]),
}


@dataclass(frozen=True, slots=True)
class PartFigures:
    """One part of the face: jitter above 1 Hz (rms distance, see signals.jitter_rms) in px and in percent of
    the face's width, raw and steadied; and how many milliseconds the steadied points come after the raw."""

    raw_px: float
    steady_px: float
    raw_percent: float
    steady_percent: float
    lag_ms: float | Missing


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """What was measured. `parts` by the names of PARTS, or of FOOT_PARTS where `subject` is "feet"; `lost`
    counts frames in which no face, or foot, was found. Sizes are the face's width or the foot's length.

    `moved_percent` is how far the nose, or the foot, went slowly, in percent of that size. The trace is that
    of the tip of the nose or the toe, x in px: `t_s` (n,), `raw` (n,), `steady` (n,), NaN where a run ends.
    `settings` are the knobs that were not the defaults, in a line.
    """

    kind: Kind
    settings: str
    source: str
    seconds: float
    frames: int
    lost: int
    fps: float
    face_px: float
    moved_percent: float
    parts: dict[str, PartFigures]
    t_s: Array
    raw: Array
    steady: Array
    subject: str = "face"

    @property
    def restless(self) -> bool:
        """Whether somebody who should have held still moved: the jitter then holds some of that movement."""
        return self.kind == "still" and self.moved_percent > RESTLESS_PERCENT


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    epoch: int
    track: int
    t_s: float
    raw: NDArray[np.float32]
    steady: NDArray[np.float32]


class Recorder:
    """Takes every result of the live studio until it has seen some seconds of the frames' own time.

    A clip that plays slowly, or a computer that is busy, takes longer. `take` is called on the studio's
    thread and only keeps; `measurement` works it out, when `full`. The largest face, or foot, is measured. A
    frame that is looked at twice counts once. Where another kind of subject is followed it begins again.
    """

    def __init__(self, kind: Kind, seconds: float, *, settings: str = "", source: str = "") -> None:
        self._kind, self._seconds = kind, seconds
        self._settings, self._source = settings, source
        self._samples: list[_Sample] = []
        self._last: tuple[int, int] | None = None
        self._seen_ns = 0
        self._frames = self._lost = 0
        self._begun_ns = self._newest_ns = 0
        self._subject = "face"

    @property
    def done_share(self) -> float:
        """0 at the beginning, 1 when full."""
        return min(self._seen_ns * 1e-9 / self._seconds, 1.0)

    @property
    def full(self) -> bool:
        return self.done_share >= 1.0

    def take(self, result: FrameResult) -> None:
        key = (result.frame.epoch, result.frame.t_ns)
        if self.full or key == self._last:
            return
        if result.subject != self._subject:
            self._subject = result.subject
            self._samples.clear()
            self._frames = self._lost = self._seen_ns = self._begun_ns = 0
        if self._last is not None and key[0] == self._last[0]:
            self._seen_ns += min(max(key[1] - self._last[1], 0), _MOST_STEP_NS)
        self._last = key
        self._begun_ns = self._begun_ns or result.taken_ns
        self._newest_ns = result.taken_ns
        self._frames += 1
        present = [track for track in result.tracks if track.present]
        if not present:
            self._lost += 1
            return
        track = max(present, key=lambda one: one.crop.size_px)
        points = track.raw[:, :2].copy(), track.points[:, :2].copy()
        self._samples.append(_Sample(key[0], track.id, key[1] * 1e-9, *points))

    def measurement(self) -> Measurement | Missing:
        """What has been seen so far; NOBODY or TOO_SLOW where there is no second without a gap."""
        runs = [run for run in _runs(self._samples) if _tells(run)]
        if not runs:
            return TOO_SLOW if self._lost < len(self._samples) else NOBODY
        stacks, way = [_stacked(run) for run in runs], _WAYS[self._subject]
        width_px = float(np.median(np.concatenate([_widths(raw, way) for _, raw, _ in stacks])))
        took_s = (self._newest_ns - self._begun_ns) * 1e-9
        parts = {name: _part(stacks, members, width_px, self._kind) for name, members in way.parts.items()}
        at = way.traced
        trace = [_with_gap(*(t, raw[:, at, 0], steady[:, at, 0])) for t, raw, steady in stacks]
        t_s, raw, steady = (np.concatenate([one[i] for one in trace])[:-1] for i in range(3))
        return Measurement(
            kind=self._kind,
            settings=self._settings,
            source=self._source,
            seconds=self._seen_ns * 1e-9,
            frames=self._frames,
            lost=self._lost,
            fps=(self._frames - 1) / took_s if took_s > 0 else 0.0,
            face_px=width_px,
            moved_percent=100.0 * max(_wandered_px(t, raw, way) for t, raw, _ in stacks) / width_px,
            parts=parts,
            t_s=t_s - t_s[0],
            raw=raw,
            steady=steady,
            subject=self._subject,
        )


_Stack = tuple[Array, Array, Array]


def _runs(samples: Sequence[_Sample]) -> list[list[_Sample]]:
    """Samples of one person that follow each other without a gap."""
    between = [b.t_s - a.t_s for a, b in pairwise(samples) if (a.epoch, a.track) == (b.epoch, b.track)]
    gap_s = max(_GAP_S, _GAP_FRAMES * float(np.median(between))) if between else _GAP_S
    runs: list[list[_Sample]] = []
    for sample in samples:
        last = runs[-1][-1] if runs else None
        follows = (
            last is not None
            and (last.epoch, last.track) == (sample.epoch, sample.track)
            and sample.t_s - last.t_s < gap_s
        )
        if follows:
            runs[-1].append(sample)
        else:
            runs.append([sample])
    return runs


def _tells(run: Sequence[_Sample]) -> bool:
    return len(run) >= _LEAST_FRAMES and run[-1].t_s - run[0].t_s >= _LEAST_RUN_S


def _stacked(run: Sequence[_Sample]) -> _Stack:
    """Times (n,), raw and steadied points (n, k, 2)."""
    t_s = np.array([sample.t_s for sample in run])
    raw, steady = (np.stack([getattr(s, name) for s in run]).astype(float) for name in ("raw", "steady"))
    return t_s, raw, steady


def _widths(raw: Array, way: _Way) -> Array:
    first, last = way.ends
    return np.asarray(np.linalg.norm(raw[:, last] - raw[:, first], axis=-1))


def _part(stacks: Sequence[_Stack], members: NDArray[np.int64], width_px: float, kind: Kind) -> PartFigures:
    raw_px = _rms(stacks, lambda stack: jitter_rms(stack[0], stack[1][:, members]))
    steady_px = _rms(stacks, lambda stack: jitter_rms(stack[0], stack[2][:, members]))
    lag: float | Missing = Missing("measured while moving")
    if kind == "move":
        t_s, raw, steady = max(stacks, key=lambda stack: len(stack[0]))
        found = lag_s(t_s, raw[:, members].mean(axis=1), steady[:, members].mean(axis=1))
        lag = found if isinstance(found, Missing) else found * 1e3
    percent = 100.0 / width_px
    return PartFigures(raw_px, steady_px, raw_px * percent, steady_px * percent, lag)


def _rms(stacks: Sequence[_Stack], of: Callable[[_Stack], Array]) -> float:
    """One figure of all points and runs; a longer run counts for more."""
    squares = [(len(stack[0]), float(np.mean(of(stack) ** 2))) for stack in stacks]
    return float(np.sqrt(sum(n * square for n, square in squares) / sum(n for n, _ in squares)))


def _wandered_px(t_s: Array, raw: Array, way: _Way) -> float:
    """Largest distance between two places of the middle, slow movement only."""
    path = slow_part(t_s, raw[:, way.middle].mean(axis=1))
    return float(np.linalg.norm(path.max(axis=0) - path.min(axis=0)))


def _with_gap(*columns: Array) -> tuple[Array, ...]:
    return tuple(np.append(column, np.nan) for column in columns)
