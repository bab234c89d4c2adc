"""The light on a face over time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from ..core import params
from ..core.missing import Missing
from ..core.params import Knob, Needs
from ..core.scene import Light

Triple = tuple[float, float, float]


@params.group("light", off=("strength", 0.0))
@dataclass(frozen=True, slots=True)
class LightParams:
    """How products take on the light of the scene."""

    follow_hz: Annotated[
        float,
        Knob(0.05, 5, 0.05, "Hz", "How fast worn things follow a change of light; fast may flicker."),
        Needs("strength"),
    ] = 0.5
    strength: Annotated[
        float, Knob(0, 1, 0.05, "", "How much of the measured light is used; 0 is neutral light.")
    ] = 1.0


@dataclass(frozen=True, slots=True)
class LightState:
    """The smoothed measurement, before `strength`."""

    epoch: int | None = None
    t_ns: int = 0
    light: Light | None = None


def smooth_light(
    state: LightState, measured: Light | Missing, *, t_ns: int, epoch: int, params: LightParams
) -> tuple[Light, LightState]:
    """The light to draw with: neutral until the first measurement, which is taken as it is, and drifting back
    to neutral while there is none. A new epoch starts afresh."""
    neutral = Light()
    now = neutral if isinstance(measured, Missing) else measured
    fresh = state.light is None or state.epoch != epoch or t_ns < state.t_ns
    if fresh or state.light is None:
        # Nobody there yet: the first face to come brings its own light at once.
        smooth = None if isinstance(measured, Missing) else measured
    else:
        follows = -math.expm1(-2.0 * math.pi * params.follow_hz * (t_ns - state.t_ns) * 1e-9)
        smooth = _mixed(state.light, now, follows)
    shown = _mixed(neutral, smooth, params.strength) if smooth else neutral
    return shown, LightState(epoch, t_ns, smooth)


def _mixed(old: Light, new: Light, share: float) -> Light:
    x, y, z = _lerp(old.direction, new.direction, share)
    length = math.sqrt(x * x + y * y + z * z)
    direction = (x / length, y / length, z / length) if length > 1e-6 else old.direction
    return Light(_lerp(old.ambient, new.ambient, share), direction)


def _lerp(old: Triple, new: Triple, share: float) -> Triple:
    return (
        old[0] + share * (new[0] - old[0]),
        old[1] + share * (new[1] - old[1]),
        old[2] + share * (new[2] - old[2]),
    )
