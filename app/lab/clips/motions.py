"""What the subject of a clip does, as a function of the time: the same for every subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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
    """Syllables of 0.16 to 0.30 s, in phrases; the head holds still.

    The lips part by 2 to 8 mm a syllable and at most 11, as in quiet conversation (in face widths here, of
    some 14 cm).
    """
    starts, lengths, heights, roundings = [], [], [], []
    at_s = 0.2
    while at_s < 600.0:
        for _ in range(int(rng.integers(4, 9))):
            length = rng.uniform(0.16, 0.30)
            starts.append(at_s)
            lengths.append(length)
            heights.append(rng.uniform(0.015, 0.06))
            roundings.append(rng.uniform(0.0, 0.9) if rng.random() < 0.4 else 0.0)
            at_s += 0.8 * length
        at_s += rng.uniform(0.25, 0.6)
    start, lasting = np.array(starts), np.array(lengths)
    height, rounding = np.array(heights), np.array(roundings)

    def at(second: float) -> Moment:
        phase = np.clip((second - start) / lasting, 0.0, 1.0)
        bump = np.sin(np.pi * phase) ** 2
        return Moment(
            mouth_open=min(float(height @ bump), 0.08),
            rounded=min(float(rounding @ bump), 1.0),
            speaking=1.0,
        )

    return at


@_motion("turning")
def _turning(rng: np.random.Generator) -> Path:
    """To one side and the other: as far as a photograph that is taken from the front can follow."""
    return _turns(rng, yaw_deg=20.0, pitch_deg=1.5, hertz=0.5)


@_motion("nodding")
def _nodding(rng: np.random.Generator) -> Path:
    return _turns(rng, yaw_deg=1.5, pitch_deg=11.0, hertz=0.9)


def _turns(rng: np.random.Generator, *, yaw_deg: float, pitch_deg: float, hertz: float) -> Path:
    turn = 2.0 * np.pi * hertz * rng.uniform(0.9, 1.1)
    phase = rng.uniform(0.0, 2.0 * np.pi)

    def at(second: float) -> Moment:
        wave = float(np.sin(turn * second + phase))
        return Moment(
            shift=(0.04 * wave * yaw_deg / 20.0, 0.0),
            yaw_rad=float(np.deg2rad(yaw_deg)) * wave,
            pitch_rad=float(np.deg2rad(pitch_deg)) * wave,
        )

    return at


@_motion("blinking")
def _blinking(rng: np.random.Generator) -> Path:
    """Every second or so; down in 90 ms, shut for 50, up in 170 (people's blinks last 0.1 to 0.4 s)."""
    starts = 0.35 + np.cumsum(rng.uniform(0.6, 1.3, 700))

    def at(second: float) -> Moment:
        since = second - starts
        down = np.clip(since / 0.09, 0.0, 1.0)
        up = np.clip((since - 0.14) / 0.17, 0.0, 1.0)
        edge = np.where((since >= 0.0) & (since <= 0.31), np.minimum(down, 1.0 - up), 0.0).max()
        return Moment(blink=float(edge * edge * (3.0 - 2.0 * edge)))

    return at


@_motion("walking")
def _walking(rng: np.random.Generator) -> Path:
    """Up to the camera in four seconds, with the head going up and down at every step; then standing."""
    far, near, took_s = 1.7, 0.8, 4.0  # distances relative to the reference
    steps = 2.0 * np.pi * rng.uniform(1.8, 2.1)
    phase = rng.uniform(0.0, 2.0 * np.pi)

    def at(second: float) -> Moment:
        t = float(np.clip(second / took_s, 0.0, 1.0))
        distance = far + (near - far) * t * t * (3.0 - 2.0 * t)
        going = float(np.clip((took_s - second) / 0.8, 0.0, 1.0))
        going = going * going * (3.0 - 2.0 * going)
        up, side = np.sin(steps * second + phase), np.sin(0.5 * steps * second + phase)
        return Moment(
            shift=(0.04 * going * float(side) / distance, 0.04 * going * float(up) / distance),
            scale=1.0 / distance,
            roll_rad=0.02 * going * float(side),
        )

    return at


@_motion("occluder")
def _occluder(rng: np.random.Generator) -> Path:
    """Something is carried past between the face and the camera: across in a second and a half, and back."""
    first_s, across_s, pause_s, reach = rng.uniform(0.5, 0.8), 1.5, 0.7, 2.6
    sway = _sway(0.08, rng)

    def at(second: float) -> Moment:
        passed, within = divmod(second - first_s, across_s + pause_s)
        side = 1.0 if int(passed) % 2 == 0 else -1.0
        there = reach * side * (2.0 * within / across_s - 1.0)
        return replace(sway(second), occluder=there if passed >= 0 and within <= across_s else None)

    return at


@_motion("lighting")
def _lighting(rng: np.random.Generator) -> Path:
    """A cloud (down to 0.4 in a second, and back), and a lamp that is switched off and on between frames."""
    begins = rng.uniform(0.4, 0.7)
    sway = _sway(0.08, rng)
    keys_s = np.array([0.0, 1.0, 1.3, 2.0, 2.6, 2.6 + 1e-6, 3.2, 3.2 + 1e-6, 3.6])
    gains = np.array([1.0, 0.4, 0.4, 1.0, 1.0, 0.55, 0.55, 1.0, 1.0])

    def at(second: float) -> Moment:
        phase = (second - begins) % 3.6 if second > begins else 0.0
        return replace(sway(second), gain=float(np.interp(phase, keys_s, gains)))

    return at
