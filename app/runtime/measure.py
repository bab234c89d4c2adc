"""What the live studio measures: gathered as pictures are shown, asked for as figures. It reads no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array, frozen
from .events import Position
from .metrics import NO_DROPS, NOTHING, Drops, Metrics, StageFigures, figures
from .pipeline import FrameResult
from .screen import Shown

# What a frame spends between the stages: in a mailbox, waiting for the screen, for the window to paint.
WAITING = "waiting"
DRAWING = "render"

# About two seconds of 30: long enough to be read, short enough to answer to a knob.
_WINDOW = 60
_FPS_OVER_NS = 2_000_000_000
_HISTORY_NS = 20_000_000_000
# So many steps make up the history: a tenth of a second each.
_HISTORY_BINS = 200
_HELD_BINS = 5
# Causes of loss are judged over this long: a second's hiccup while a file is read is no fault.
_LOSSES_OVER_NS = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known now. Ages are taken when a frame is first painted.

    `frame_age` is the time from the source to the screen. `pose_age` is that of the frame which the landmarks
    were found in: the same frame, unless one is held after a loss. Both are zero before the first picture,
    and `pose_age` is None where none is drawn. `source_fps` counts what the source gave, shown or not;
    `nominal_fps` is what it should give (0: nobody says, or pictures that stand alone).
    `drops` are since the source was opened, `lost` those of the last five seconds in which `painted` frames
    were shown. `gl_calls` is the median of drawing one frame. `found` is how many faces, or feet, are
    in the picture; `subject` is which of them is followed.
    """

    fps: float = 0.0
    source_fps: float = 0.0
    frame_age: StageFigures = NOTHING
    pose_age: StageFigures | None = None
    stages: Mapping[str, StageFigures] = field(default_factory=lambda: frozen({}))
    drops: Drops = NO_DROPS
    lost: Drops = NO_DROPS
    painted: int = 0
    gl_calls: int = 0
    found: int = 0
    subject: str = "face"
    playing: bool = True
    live: bool = False
    nominal_fps: float = 0.0
    provider: str = ""
    runs_on: str = ""
    why: str = ""
    gl_name: str = ""

    @property
    def busiest(self) -> str:
        """The stage with the largest median; "" where nothing has been measured."""
        return max(self.stages, key=lambda name: self.stages[name].p50_ms, default="")

    @property
    def whole_ms(self) -> float:
        """All stages of one frame together, waiting included."""
        return sum(stage.p50_ms for stage in self.stages.values())


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The last 20 seconds in tenths: `ago_s` (n,) from -20 to 0, `ms` (stages, n) of each stage in order of
    `stages`, `fps` (n,), `age_ms` (n,). Where no picture came for half a second there are zeros in `ms` and
    NaN in `age_ms`.
    """

    ago_s: Array
    stages: tuple[str, ...]
    ms: Array
    fps: Array
    age_ms: Array


@dataclass(frozen=True, slots=True)
class _Moment:
    """A first showing: when, and where its time went."""

    at_ns: int
    age_ms: float
    pose_age_ms: float | None
    ms: Mapping[str, float]


class Measure:
    """Told of every picture that has been painted; times are passed in.

    A picture painted again (another size, the mirror turned round) counts for nothing. A frame looked at
    again (a knob on a paused picture) adds its stage times and neither an age nor to the frames a second.
    """

    def __init__(self, *, live: bool = False, nominal_fps: float = 0.0) -> None:
        """For one source: whether time passes by itself, and how many frames a second it should give."""
        self._live, self._nominal_fps = live, nominal_fps
        self._metrics = Metrics(_WINDOW)
        self._gl_calls: deque[int] = deque(maxlen=_WINDOW)
        self._moments: deque[_Moment] = deque()
        self._given: deque[tuple[int, int, int]] = deque(maxlen=_WINDOW)
        self._result: FrameResult | None = None
        self._number = -1
        self._undrawn = self._unrecorded = 0
        self._playing = True
        self._of_source = Drops()
        self._losses: deque[tuple[int, Drops, int]] = deque()
        self.painted = 0

    def painted_picture(self, shown: Shown, *, now_ns: int) -> None:
        """A picture has come onto the screen."""
        result = shown.result
        if result is self._result:
            return
        first = shown.number > self._number
        if self._number >= 0:
            self._undrawn += max(shown.number - self._number - 1, 0)
        self._result, self._number = result, shown.number
        self._gl_calls.append(shown.gl_calls)
        ms = {**result.ms, DRAWING: shown.draw_ms}
        if not first:
            self._metrics.add_stages(ms)
            return
        age_ms = (now_ns - result.taken_ns) * 1e-6
        ms[WAITING] = max(age_ms - sum(ms.values()), 0.0)
        self._metrics.add_stages(ms)
        self._moments.append(_Moment(now_ns, age_ms, _pose_age_ms(result, age_ms), ms))
        while now_ns - self._moments[0].at_ns > _HISTORY_NS:
            self._moments.popleft()
        self._given.append((result.frame.epoch, result.frame.index, result.taken_ns))
        self.painted += 1

    def source_stands(self, position: Position) -> None:
        """Where the source stands and what it has lost."""
        self._playing, self._of_source = position.playing, position.drops

    def recording_lost(self, unrecorded: int) -> None:
        """How many frames the present recording has left out."""
        self._unrecorded = unrecorded

    @property
    def drops(self) -> Drops:
        """Since the source was opened."""
        return replace(self._of_source, undrawn=self._undrawn, unrecorded=self._unrecorded)

    def figures(self, *, now_ns: int, gl_name: str = "") -> Figures:
        """Everything, as of now; `gl_name` is what OpenGL draws with."""
        recent = self._moments_since(now_ns - _FPS_OVER_NS)
        pose_ages = [m.pose_age_ms for m in recent if m.pose_age_ms is not None]
        lost, painted = self._lost(now_ns)
        result = self._result
        return Figures(
            fps=_rate([m.at_ns for m in recent]),
            source_fps=self._source_fps(),
            frame_age=figures([m.age_ms for m in recent]),
            pose_age=figures(pose_ages) if pose_ages else None,
            stages=self._metrics.stages(),
            drops=self.drops,
            lost=lost,
            painted=painted,
            gl_calls=int(np.median(self._gl_calls)) if self._gl_calls else 0,
            found=sum(track.present for track in result.tracks) if result else 0,
            subject=result.subject if result else "face",
            playing=self._playing,
            live=self._live,
            nominal_fps=self._nominal_fps,
            provider=result.provider if result else "",
            runs_on=result.runs_on if result else "",
            why=result.why if result else "",
            gl_name=gl_name,
        )

    def history(self, *, now_ns: int) -> History:
        """The last 20 seconds up to now."""
        stages = tuple(self._metrics.stages())
        step_ns = _HISTORY_NS // _HISTORY_BINS
        moments = [m for m in self._moments if now_ns - m.at_ns < _HISTORY_NS]
        bins = np.array([_HISTORY_BINS - 1 - max(now_ns - m.at_ns, 0) // step_ns for m in moments], dtype=int)
        counts = np.bincount(bins, minlength=_HISTORY_BINS)
        ms = np.zeros((len(stages), _HISTORY_BINS))
        for row, stage in enumerate(stages):
            took = [m.ms.get(stage, 0.0) for m in moments]
            ms[row] = np.bincount(bins, took, _HISTORY_BINS) / np.maximum(counts, 1)
        ages = np.bincount(bins, [m.age_ms for m in moments], _HISTORY_BINS) / np.maximum(counts, 1)
        held = _held(counts)
        return History(
            ago_s=(np.arange(_HISTORY_BINS, dtype=float) - _HISTORY_BINS + 0.5) * (step_ns * 1e-9),
            stages=stages,
            ms=np.where(held >= 0, ms[:, held], 0.0),
            fps=_over_a_second(counts.astype(float), step_ns),
            age_ms=np.where(held >= 0, ages[held], np.nan),
        )

    def _moments_since(self, since_ns: int) -> list[_Moment]:
        return [m for m in self._moments if m.at_ns >= since_ns]

    def _source_fps(self) -> float:
        """By the numbers of the frames that were shown: a gap is a frame that was given and lost."""
        pairs = [(a, b) for a, b in pairwise(self._given) if a[0] == b[0]]
        frames = sum(b[1] - a[1] for a, b in pairs)
        took_ns = sum(b[2] - a[2] for a, b in pairs)
        return frames * 1e9 / took_ns if took_ns > 0 and frames > 0 else 0.0

    def _lost(self, now_ns: int) -> tuple[Drops, int]:
        """What was lost, and how many frames were shown, in the last seconds."""
        self._losses.append((now_ns, self.drops, self.painted))
        while len(self._losses) > 1 and now_ns - self._losses[1][0] >= _LOSSES_OVER_NS:
            self._losses.popleft()
        _, before, painted = self._losses[0]
        return self.drops.since(before), self.painted - painted


def _pose_age_ms(result: FrameResult, frame_age_ms: float) -> float | None:
    """Age of the oldest landmarks that are drawn; None where there are none."""
    seen = [t.seen_ns for t in result.tracks if t.seen_ns is not None and t.opacity > 0.0]
    return frame_age_ms + (result.scene.frame.t_ns - min(seen)) * 1e-6 if seen else None


def _rate(at_ns: list[int]) -> float:
    span_ns = at_ns[-1] - at_ns[0] if len(at_ns) > 1 else 0
    return (len(at_ns) - 1) * 1e9 / span_ns if span_ns > 0 else 0.0


def _held(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) index of the step in which the picture on the screen came, or -1 after half a second."""
    at = np.arange(len(counts))
    newest = np.maximum.accumulate(np.where(counts > 0, at, -len(counts)))
    return np.where(at - newest <= _HELD_BINS, newest, -1)


def _over_a_second(counts: Array, step_ns: int) -> Array:
    """Frames a second up to each step, over the second before it."""
    steps = round(1e9 / step_ns)
    so_far = np.concatenate([np.zeros(steps), np.cumsum(counts)])
    return np.asarray(so_far[steps:] - so_far[:-steps], dtype=float)
