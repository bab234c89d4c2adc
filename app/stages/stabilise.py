"""Keeps points still when the person is still, and with the person when the person moves.

The stage hands each track to the stabiliser that the knobs name. A stabiliser is a function in a file of this
package under `@stabiliser("name")`; its state per track is its own business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..core import params
from ..core.maths import frozen
from ..core.params import Choice, Knob, Needs
from ..core.tracks import FaceTrack
from . import register_all

Points = NDArray[np.float32]
# (state of this track or None at its beginning, raw points (478, 3) px, seconds since the last call (> 0
# where there is a state), knobs) -> (smooth points (478, 3) float32, state)
Stabiliser = Callable[[Any, Points, float, "SteadyParams"], tuple[Points, Any]]
S = TypeVar("S", bound=Stabiliser)
METHODS = ("one-euro", "one-euro-mediapipe", "none")
_stabilisers: dict[str, Stabiliser] = {}

# MediaPipe's own method has its numbers built in, and none has nothing to set.
_BY_REGION = Needs("method", ("one-euro",))
_CUTOFF_HELP = "Calm of the {} at rest: lower is calmer, and starts to move later."
_BETA_HELP = "How soon the {} let go when they move: higher lags less, and trembles more in motion."


def _cutoff(region: str) -> Knob:
    return Knob(0.05, 10, 0.05, "Hz", _CUTOFF_HELP.format(region))


def _beta(region: str) -> Knob:
    return Knob(0, 200, 1, "", _BETA_HELP.format(region))


@params.group("steady", off=("method", "none"))
@dataclass(frozen=True, slots=True)
class SteadyParams:
    """How points are kept still. Speeds count in face sizes a second, so one setting fits near and far."""

    method: Annotated[
        str, Choice(METHODS, "How points are steadied; one-euro-mediapipe is calm, and late in fast motion.")
    ] = "one-euro"
    contour_cutoff_hz: Annotated[float, _cutoff("outline of the face"), _BY_REGION] = 0.3
    contour_beta: Annotated[float, _beta("points of the outline"), _BY_REGION] = 40.0
    brows_cutoff_hz: Annotated[float, _cutoff("brows"), _BY_REGION] = 0.3
    brows_beta: Annotated[float, _beta("brows"), _BY_REGION] = 40.0
    eyes_cutoff_hz: Annotated[float, _cutoff("eyelids"), _BY_REGION] = 0.3
    eyes_beta: Annotated[float, _beta("eyelids"), _BY_REGION] = 60.0
    irises_cutoff_hz: Annotated[float, _cutoff("irises"), _BY_REGION] = 0.3
    irises_beta: Annotated[float, _beta("irises"), _BY_REGION] = 60.0
    lips_cutoff_hz: Annotated[float, _cutoff("lips"), _BY_REGION] = 0.3
    lips_beta: Annotated[float, _beta("lips"), _BY_REGION] = 60.0
    rest_cutoff_hz: Annotated[float, _cutoff("cheeks, nose and forehead"), _BY_REGION] = 0.3
    rest_beta: Annotated[float, _beta("cheeks, nose and forehead"), _BY_REGION] = 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Steady:
    """One track's last smooth points, when they were made, and the stabiliser's own state."""

    t_ns: int
    points: Points
    inner: Any


@dataclass(frozen=True, slots=True)
class SteadyState:
    """All tracks of one epoch by id."""

    epoch: int | None = None
    method: str = ""
    tracks: Mapping[int, Steady] = field(default_factory=lambda: frozen({}))


def stabiliser(name: str) -> Callable[[S], S]:
    """Decorator: registers a stabiliser under one of METHODS."""

    def register(function: S) -> S:
        _stabilisers[name] = function
        return function

    return register


def stabilise(
    state: SteadyState, tracks: Iterable[FaceTrack], *, t_ns: int, epoch: int, params: SteadyParams
) -> tuple[tuple[FaceTrack, ...], SteadyState]:
    """The tracks with `points` smoothed from `raw`.

    A held track keeps its last smooth points, and so does one shown at the same time again (a paused clip).
    A new epoch, another method or time that runs backwards starts the filters afresh.
    """
    if not _stabilisers:
        register_all()
    smooth_of = _stabilisers[params.method]
    same = state.epoch == epoch and state.method == params.method
    before = state.tracks if same else {}
    after: dict[int, Steady] = {}
    done: list[FaceTrack] = []
    for track in tracks:
        last = before.get(track.id)
        if last is not None and (not track.present or t_ns == last.t_ns):
            after[track.id] = last
        else:
            started = last is not None and t_ns > last.t_ns
            inner, dt_s = (last.inner, (t_ns - last.t_ns) * 1e-9) if last and started else (None, 0.0)
            points, inner = smooth_of(inner, track.raw, dt_s, params)
            after[track.id] = Steady(t_ns, points, inner)
        done.append(replace(track, points=after[track.id].points))
    return tuple(done), SteadyState(epoch, params.method, frozen(after))
