"""What the demo subject does: how it turns, looks, blinks and speaks, as a function of the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LOOP_FRAMES = 300
FRAME_RATE = 30


@dataclass(frozen=True, slots=True)
class Motion:
    """One moment of the subject.

    Head turns in radians as in core.maths.rotation_from_euler, absolute; None keeps the photograph's pose.
    `shift_mm` moves the head in camera space (x right, y down, z away). `blink` 0..1 for each of the wearer's
    eyes, `mouth_open_mm` how far the jaw is down at the lips, `lips_closed` 0..1 brings the lips of the
    photograph's smile together, `relaxed` 0..1 takes the smile away (beyond 1 rounds the mouth), `brows` 0..1
    raises them. `look` is the gaze relative to the camera in radians (x to the picture's right, y down).
    `sway_px` moves the shoulders.
    """

    yaw_rad: float | None = None
    pitch_rad: float | None = None
    roll_rad: float | None = None
    shift_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    blink: tuple[float, float] = (0.0, 0.0)
    mouth_open_mm: float = 0.0
    lips_closed: float = 0.0
    relaxed: float = 0.0
    brows: float = 0.0
    look: tuple[float, float] = (0.0, 0.0)
    sway_px: tuple[float, float] = (0.0, 0.0)


# Key poses of the loop: second, yaw, pitch, roll in degrees, and mm towards (-) or away from (+) the camera.
_TURNS = np.array(
    [
        (0.0, 0.0, 6.0, -2.5, 0.0),
        (0.9, -3.0, 7.5, -3.5, -4.0),
        (1.9, -14.0, 5.0, -5.0, -10.0),
        (2.9, -25.0, 4.0, -3.0, 0.0),
        (3.5, -24.5, 7.0, -2.0, 6.0),
        (4.6, -4.0, 10.0, -1.0, -18.0),
        (5.2, 2.0, 11.0, -2.0, -40.0),
        (6.1, 14.0, 6.0, 1.0, -52.0),
        (7.1, 25.9, 3.0, 3.0, -12.0),
        (7.7, 24.5, 2.0, 3.5, 10.0),
        (8.7, 8.0, -1.5, 2.0, 46.0),
        (9.4, 1.0, 3.0, -1.5, 22.0),
    ]
)
_BLINKS_S = (0.75, 4.05, 6.55, 9.15)
# Syllables: start and length in seconds, opening in mm, rounding 0..1.
_SYLLABLES = (
    (0.30, 0.22, 5.0, 0.3), (0.52, 0.20, 2.5, 0.0), (0.74, 0.30, 8.0, 0.1), (1.20, 0.18, 3.5, 0.8),
    (1.38, 0.26, 6.5, 0.2), (1.66, 0.20, 2.0, 0.0), (2.00, 0.32, 9.5, 0.1), (2.36, 0.22, 4.5, 0.9),
    (3.55, 0.24, 6.0, 0.2), (3.80, 0.20, 3.0, 0.6), (4.02, 0.34, 11.5, 0.1), (4.44, 0.20, 4.0, 0.3),
    (4.66, 0.24, 6.5, 1.0), (4.95, 0.22, 3.0, 0.2), (5.22, 0.30, 8.5, 0.2), (5.60, 0.20, 3.0, 0.7),
    (6.40, 0.22, 5.0, 0.1), (6.63, 0.26, 7.5, 0.3), (6.92, 0.20, 2.5, 0.9), (7.14, 0.36, 12.0, 0.0),
    (7.56, 0.22, 4.0, 0.4), (8.30, 0.24, 6.0, 0.8), (8.56, 0.20, 3.5, 0.1), (8.78, 0.30, 8.0, 0.2),
)  # fmt: skip


def motion_at(index: int) -> Motion:
    """The motion of frame `index`; the loop closes after LOOP_FRAMES without a jump."""
    second = (index % LOOP_FRAMES) / FRAME_RATE
    length = LOOP_FRAMES / FRAME_RATE
    yaw, pitch, roll, away = _eased(second, length)
    turn = 2.0 * np.pi * second / length
    # Nobody holds still: small sways at frequencies that fit the loop.
    yaw += 0.7 * np.sin(5 * turn + 0.4) + 0.35 * np.sin(11 * turn)
    pitch += 0.6 * np.sin(7 * turn + 1.1) + 0.3 * np.sin(13 * turn + 2.0)
    roll += 0.5 * np.sin(4 * turn + 2.2)
    opening, rounding, speaking = _speech(second)
    pitch += 0.12 * opening  # the head nods along with what it says
    breath = float(np.sin(3 * turn))
    sway = (3.0 * float(np.sin(turn + 0.5)) - 0.06 * yaw, 1.2 * breath)
    lid = _blink(second, length)
    return Motion(
        yaw_rad=float(np.deg2rad(yaw)),
        pitch_rad=float(np.deg2rad(pitch)),
        roll_rad=float(np.deg2rad(roll)),
        shift_mm=(2.5 * float(np.sin(turn + 0.5)) - 0.1 * yaw, 0.8 * breath, away),
        blink=(lid, lid),
        mouth_open_mm=opening,
        lips_closed=speaking * (1.0 - float(np.clip(opening / 3.0, 0.0, 1.0))),
        relaxed=0.75 * speaking + 0.5 * rounding,
        brows=float(np.clip(0.5 * np.sin(3 * turn + 0.7) + 0.04 * opening, 0.0, 1.0)),
        look=_gaze(second, length),
        sway_px=sway,
    )


def _eased(second: float, length: float) -> np.ndarray:
    """Yaw, pitch, roll (degrees) and distance (mm): a monotone cubic through the key poses."""
    times = np.concatenate([_TURNS[-2:, 0] - length, _TURNS[:, 0], _TURNS[:2, 0] + length])
    keys = np.concatenate([_TURNS[-2:, 1:], _TURNS[:, 1:], _TURNS[:2, 1:]])
    k = int(np.clip(np.searchsorted(times, second, side="right") - 1, 1, len(times) - 3))
    step = times[k + 1] - times[k]
    t = (second - times[k]) / step
    slopes = np.diff(keys, axis=0) / np.diff(times)[:, None]
    start, end = _flat_at_turns(slopes[k - 1], slopes[k]), _flat_at_turns(slopes[k], slopes[k + 1])
    a, b = keys[k], keys[k + 1]
    t2, t3 = t * t, t**3
    return (
        (2 * t3 - 3 * t2 + 1) * a
        + (t3 - 2 * t2 + t) * step * start
        + (3 * t2 - 2 * t3) * b
        + (t3 - t2) * step * end
    )


def _flat_at_turns(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The slope at a key pose (Fritsch and Carlson's harmonic mean): zero where the movement turns back."""
    product = before * after
    total = np.where(np.abs(before + after) < 1e-9, 1.0, before + after)
    return np.where(product > 0, 2.0 * product / total, 0.0)


def _blink(second: float, length: float) -> float:
    """0 open, 1 shut: down in 90 ms, shut for 50, up in 170 (people's blinks last 0.1 to 0.4 s)."""
    for at in _BLINKS_S:
        t = (second - at + length / 2) % length - length / 2
        if -0.09 <= t <= 0.22:
            edge = 1.0 + t / 0.09 if t < 0 else 1.0 if t < 0.05 else 1.0 - (t - 0.05) / 0.17
            return float(edge * edge * (3.0 - 2.0 * edge))
    return 0.0


def _speech(second: float) -> tuple[float, float, float]:
    """Mouth opening in mm, rounding 0..1, and how much the subject speaks rather than smiles (0..1)."""
    opening = rounding = 0.0
    for start, length, height, round_ in _SYLLABLES:
        t = (second - start + 0.04) / (length + 0.08)
        if 0.0 < t < 1.0:
            bump = float(np.sin(np.pi * t) ** 2)
            opening, rounding = opening + height * bump, rounding + round_ * bump
    phrases = [(0.2, 2.75), (3.4, 5.95), (6.25, 7.95), (8.15, 9.2)]
    speaking = max(_window(second, *phrase) for phrase in phrases)
    return opening, rounding, speaking


def _window(second: float, start: float, end: float, ease_s: float = 0.25) -> float:
    edge = float(np.clip(min(second - start, end - second) / ease_s, 0.0, 1.0))
    return edge * edge * (3.0 - 2.0 * edge)


def _gaze(second: float, length: float) -> tuple[float, float]:
    """Mostly at the camera, with glances aside: saccades of 40 ms."""
    glances = ((1.5, 0.0, 0.0), (2.2, -0.12, 0.01), (3.2, -0.02, 0.0), (5.0, 0.0, 0.06), (5.7, 0.0, 0.0),
               (6.9, 0.13, -0.02), (7.8, 0.02, 0.0), (8.9, -0.05, 0.03), (9.5, 0.0, 0.0))  # fmt: skip
    before = (glances[-1][1], glances[-1][2])
    for at, x, y in glances:
        t = float(np.clip((second - at) / 0.04, 0.0, 1.0))
        before = (before[0] + (x - before[0]) * t, before[1] + (y - before[1]) * t)
    return before
