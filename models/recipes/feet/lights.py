"""Daylight, lamps and dark rooms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from things import ellipsoid, quad, rigid

from app.render.stage_canvas import Finish, StageLight, StageMesh, stage_mesh

Rng = np.random.Generator


def _warmth(rng: Rng, low: float, high: float) -> np.ndarray:
    """(3,) the colour of light from blue (low, negative) to orange (high), of brightness about 1."""
    warm = rng.uniform(low, high)
    return np.array([1.0 + 0.5 * warm, 1.0, 1.0 - 0.75 * warm])


def _rgb(colour: np.ndarray) -> tuple[float, float, float]:
    r, g, b = np.maximum(colour, 0.0)
    return float(r), float(g), float(b)


def light(rng: Rng, *, outdoors: bool) -> StageLight:
    """Any light that people take pictures in, exposed as a camera would, give or take a stop."""
    kind = rng.choice(
        ["sun", "window", "soft", "lamp", "dark", "gaudy"], p=[0.3, 0.22, 0.22, 0.16, 0.05, 0.05]
    )
    if outdoors:
        kind = rng.choice(["sun", "soft", "window", "dark"], p=[0.55, 0.3, 0.1, 0.05])
    elevation = np.radians(rng.uniform(20, 80))
    azimuth = rng.uniform(0, 2 * np.pi)
    to_sun = (
        float(np.cos(elevation) * np.sin(azimuth)),
        float(np.sin(elevation)),
        float(np.cos(elevation) * np.cos(azimuth)),
    )
    share = {
        "sun": rng.uniform(0.55, 0.9),
        "window": rng.uniform(0.3, 0.65),
        "soft": rng.uniform(0.0, 0.25),
    }.get(kind, rng.uniform(0.2, 0.8))
    edge = {"sun": rng.uniform(3, 16), "window": rng.uniform(25, 130), "soft": rng.uniform(60, 200)}.get(
        kind, rng.uniform(8, 80)
    )
    sun_colour = _warmth(rng, -0.1, 0.45)
    sky_colour = _warmth(rng, -0.5, 0.25)
    if kind == "lamp":
        sun_colour, sky_colour = _warmth(rng, 0.1, 0.95), _warmth(rng, 0.0, 0.7)
    if kind == "gaudy":
        sun_colour, sky_colour = rng.uniform(0.1, 1.6, 3), rng.uniform(0.2, 1.4, 3)
    level = 0.95 * np.exp(rng.normal(0, 0.33))
    if kind == "dark":
        level *= rng.uniform(0.12, 0.45)
    # The camera brings what falls on the floor to about the same level, whatever mixes it.
    sun = sun_colour * level * share / max(to_sun[1], 0.35)
    sky = sky_colour * level * (1.0 - share) * 1.05
    bounce = sky * rng.uniform(0.25, 0.8) + sun * rng.uniform(0.03, 0.16)
    lamp = np.zeros(3)
    if rng.random() < 0.3 or kind == "gaudy":
        lamp = rng.uniform(0.0, 1.0, 3) ** (2.0 if kind == "gaudy" else 0.4) * level * rng.uniform(0.3, 1.6)
    at = (float(rng.normal(0, 900)), float(rng.uniform(100, 2200)), float(rng.normal(0, 900)))
    return StageLight(
        to_sun, _rgb(sun), float(edge), _rgb(sky), _rgb(bounce), at, _rgb(lamp), float(rng.uniform(300, 1500))
    )  # fmt: skip


def between(rng: Rng, light: StageLight, target: NDArray[np.floating]) -> list[StageMesh]:
    """What stands in the sun's way high above: leaves, the bars of a window, a wall."""
    to_sun = np.asarray(light.to_sun)
    at = np.array([target[0], 0.0, target[2]]) + to_sun * (2100.0 / max(to_sun[1], 0.5))
    plain = Finish((0.2, 0.25, 0.15))
    kind = rng.random()
    if kind < 0.5:
        spots = rng.normal(0, 420, (int(rng.integers(12, 40)), 3))
        sizes = rng.uniform(25, 120, len(spots))
        leaf = [ellipsoid((size, size * 0.3, size * 0.6), rows=4, sides=6) for size in sizes]
        return [
            stage_mesh(part, plain, rigid(at=at + spot, yaw=rng.uniform(-3, 3), roll=rng.normal(0, 0.5)))
            for part, spot in zip(leaf, spots)
        ]
    if kind < 0.8:
        step, thick = rng.uniform(90, 420), rng.uniform(15, 120)
        bars = [
            quad([[x, 0, 900], [x + thick, 0, 900], [x + thick, 0, -900], [x, 0, -900]])
            for x in np.arange(-900, 900, step)
        ]
        frame = rigid(at=at, yaw=rng.uniform(-3, 3))
        return [stage_mesh(bar, plain, frame) for bar in bars]
    edge = quad([[0, 0, 1500], [1500, 0, 1500], [1500, 0, -1500], [0, 0, -1500]])
    return [stage_mesh(edge, plain, rigid(at=at + rng.normal(0, 250, 3) * (1, 0, 1), yaw=rng.uniform(-3, 3)))]
