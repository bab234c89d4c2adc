"""Keeps points still when the subject is still, and with the subject when it moves.

The stage hands each track to the stabiliser that the knobs name. A stabiliser is a function in a file of this
package under `@stabiliser("name")`; its state per track is its own business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..core import params
from ..core.face_parts import FACE_KEYPOINTS
from ..core.flow import Flow
from ..core.keypoints import KeypointSet
from ..core.maths import frozen
from ..core.params import Choice, Knob, Main, Needs
from ..core.tracks import Track
from . import register_all

Points = NDArray[np.float32]
NO_FLOWS: Mapping[int, Flow] = frozen({})


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What is known of one subject in one frame.

    `raw` (K, 3) float32: x, y in picture px, z in px, as the detector gives them. `dt_s` seconds since the
    last call, above 0 where there is a state. `flow` is None where nobody measured it.
    """

    raw: Points
    t_ns: int
    dt_s: float
    flow: Flow | None
    keypoints: KeypointSet


class Stabiliser(Protocol):
    """Smooth points (K, 3) float32 and the next state; without a state it begins afresh. Pure."""

    def __call__(self, state: Any, sight: Sight, params: SteadyParams) -> tuple[Points, Any]: ...


T = TypeVar("T", bound=Track)
S = TypeVar("S", bound=Callable[..., tuple[Points, Any]])
METHODS = ("flow", "one-euro", "one-euro-mediapipe", "spring", "none")
# Those that want the flow measured.
WITH_FLOW = ("flow",)
_stabilisers: dict[str, Stabiliser] = {}

# MediaPipe's own method has its numbers built in, and none has nothing to set.
_BY_REGION = Needs("method", ("one-euro",))
_BY_SPRING = Needs("method", ("spring",))
_BY_FLOW = Needs("method", ("flow",))
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
        str,
        Choice(
            METHODS,
            "How points are steadied: flow follows the skin itself; the others weigh calm against lag.",
        ),
        Main(),
    ] = "flow"
    flow_drift: Annotated[
        float,
        Knob(0.01, 2.0, 0.01, "%", "How far a point may wander over the skin in a second: lower is calmer, "
             "higher lets go sooner of a skin that misleads."),
        Main(), _BY_FLOW,
    ] = 0.1  # fmt: skip
    flow_settle_s: Annotated[
        float,
        Knob(0.1, 10.0, 0.1, "s", "How long the detector must insist before a point follows it."),
        _BY_FLOW,
    ] = 0.6
    spring_hz: Annotated[
        float, Knob(1, 60, 0.5, "Hz", "How stiff the spring is: lower is calmer, and later."), _BY_SPRING
    ] = 12.0
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
    state: SteadyState,
    tracks: Iterable[T],
    *,
    t_ns: int,
    epoch: int,
    params: SteadyParams,
    flows: Mapping[int, Flow] = NO_FLOWS,
    keypoints: KeypointSet = FACE_KEYPOINTS,
) -> tuple[tuple[T, ...], SteadyState]:
    """The tracks with `points` smoothed from `raw`; `flows` by track id.

    A held track keeps its last smooth points, and so does one shown at the same time again (a paused clip).
    A new epoch, another method or time that runs backwards starts the filters afresh.
    """
    if params.method not in _stabilisers:
        register_all()
    smooth_of = _stabilisers[params.method]
    same = state.epoch == epoch and state.method == params.method
    before = state.tracks if same else {}
    after: dict[int, Steady] = {}
    done: list[T] = []
    for track in tracks:
        last = before.get(track.id)
        if last is not None and (not track.present or t_ns == last.t_ns):
            after[track.id] = last
        else:
            started = last is not None and t_ns > last.t_ns
            inner, dt_s = (last.inner, (t_ns - last.t_ns) * 1e-9) if last and started else (None, 0.0)
            sight = Sight(track.raw, t_ns, dt_s, flows.get(track.id), keypoints)
            points, inner = smooth_of(inner, sight, params)
            after[track.id] = Steady(t_ns, points, inner)
        done.append(replace(track, points=after[track.id].points))
    return tuple(done), SteadyState(epoch, params.method, frozen(after))
