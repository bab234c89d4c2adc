"""What the subject of a clip does, as a function of the time: exact, smooth and the same for every subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

SLOW_SPEED, FAST_SPEED = 0.5, 2.3  # face widths a second, at their peak


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment. `shift` is in face widths (x right, y down), `scale` relative to the reference distance.

    Turns in radians as in core.maths.rotation_from_euler, relative to the subject at rest. `mouth_open` is in
    face widths, `rounded` 0..1 narrows the mouth, `speaking` 0..1 takes a smile
    away where the subject can, `blink` 0..1 shuts the eyes. `gain` multiplies the light.
    `occluder` is where a passing thing is, in face widths from the face's middle; None: there is none.
    """

    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    yaw_rad: float = 0.0
    pitch_rad: float = 0.0
    roll_rad: float = 0.0
    mouth_open: float = 0.0
    rounded: float = 0.0
    speaking: float = 0.0
    blink: float = 0.0
    gain: float = 1.0
    occluder: float | None = None


Path = Callable[[float], Moment]  # from seconds
_MAKERS: dict[str, Callable[[np.random.Generator], Path]] = {}
MOTIONS: Mapping[str, Callable[[np.random.Generator], Path]] = MappingProxyType(_MAKERS)


def _motion(
    name: str,
) -> Callable[[Callable[[np.random.Generator], Path]], Callable[[np.random.Generator], Path]]:
    def register(maker: Callable[[np.random.Generator], Path]) -> Callable[[np.random.Generator], Path]:
        _MAKERS[name] = maker
        return maker

    return register


def path_of(name: str, rng: np.random.Generator) -> Path:
    """The motion of that name; `rng` chooses phases and the like."""
    return _MAKERS[name](rng)


@_motion("still")
def _still(rng: np.random.Generator) -> Path:
    return lambda _: Moment()


@_motion("slow-sway")
def _slow_sway(rng: np.random.Generator) -> Path:
    return _sway(SLOW_SPEED, rng)


@_motion("fast-sway")
def _fast_sway(rng: np.random.Generator) -> Path:
    return _sway(FAST_SPEED, rng)


def _sway(speed: float, rng: np.random.Generator) -> Path:
    """From side to side along a sine; its steepest place has the given speed in face widths a second."""
    reach = rng.uniform(0.24, 0.30)
    phase = rng.uniform(0.0, 2.0 * np.pi)
    turn = speed / reach  # of the sine, rad/s

    def at(second: float) -> Moment:
        side = float(np.sin(turn * second + phase))
        return Moment(shift=(reach * side, 0.0), roll_rad=0.03 * side)

    return at


@_motion("talking")
def _talking(rng: np.random.Generator) -> Path:
    """Syllables of 0.16 to 0.30 s, in phrases; the head holds still."""
    starts, lengths, heights, roundings = [], [], [], []
    at_s = 0.2
    while at_s < 600.0:
        for _ in range(int(rng.integers(4, 9))):
            length = rng.uniform(0.16, 0.30)
            starts.append(at_s)
            lengths.append(length)
            heights.append(rng.uniform(0.02, 0.085))
            roundings.append(rng.uniform(0.0, 0.9) if rng.random() < 0.4 else 0.0)
            at_s += 0.8 * length
        at_s += rng.uniform(0.25, 0.6)
    start, length = np.array(starts), np.array(lengths)
    height, rounding = np.array(heights), np.array(roundings)

    def at(second: float) -> Moment:
        phase = np.clip((second - start) / length, 0.0, 1.0)
        bump = np.sin(np.pi * phase) ** 2
        return Moment(
            mouth_open=min(float(height @ bump), 0.11),
            rounded=min(float(rounding @ bump), 1.0),
            speaking=1.0,
        )

    return at
