"""A foot in a sock: cloth drawn over the toes, a little wrinkled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...core.maths import Array
from . import anatomy
from .anatomy import Skin
from .bare import BareStyle, settled, skin_surface, stretched
from .footwear import Footwear
from .last import Last
from .mesh import unit


@dataclass(frozen=True, slots=True)
class SockStyle:
    """`wrinkles` is their height in mm, `wave_mm` how far apart they are, `seed` which ones; `loose` is how
    far the cloth goes beyond the toes, mm. `toe_and_heel` (3 factors) colours toe cap and heel apart."""

    wrinkles: float = 0.8
    wave_mm: float = 24.0
    loose: float = 1.0
    seed: int = 0
    toe_and_heel: tuple[float, float, float] = (1.0, 1.0, 1.0)

    @classmethod
    def sample(cls, rng: np.random.Generator) -> SockStyle:
        apart = rng.random() < 0.25
        colour = rng.uniform(0.35, 1.6, 3) if rng.random() < 0.5 else np.full(3, rng.uniform(0.4, 1.5))
        return cls(
            wrinkles=float(rng.gamma(2.0, 0.5)),
            wave_mm=float(rng.uniform(16, 40)),
            loose=float(rng.gamma(1.5, 1.5)),
            seed=int(rng.integers(1 << 30)),
            toe_and_heel=(float(colour[0]), float(colour[1]), float(colour[2])) if apart else (1.0, 1.0, 1.0),
        )


def sock(last: Last, style: SockStyle, *, detail: float = 0.0) -> Footwear:
    """A right foot of the last's measures in a sock that goes on up the leg (see `leg`)."""
    step = round(min(max(detail, 0.0), 1.0) * 2) / 2
    rest = anatomy.skin(step, sock=True)
    n = len(rest.points)
    start = np.concatenate([rest.points, rest.probes])
    points = stretched(start, start, last, BareStyle(tendons=0.25))
    points = points + _folds(start, style)
    points[:, 1] = np.maximum(points[:, 1], 0.0)
    points, keys = settled(points, rest, last)
    surface = skin_surface(points[:n], rest, "sock", _colours(rest, style))
    return Footwear("sock", (surface,), keys, points[n - rest.ring : n], keys[[5, 6]].mean(0))


def _folds(p: Array, style: SockStyle) -> Array:
    """Ridges across the instep and before the ankle, where cloth is pushed together, and slack at the
    toes."""
    rng = np.random.default_rng(style.seed)
    x, y, z = p.T
    out = np.zeros_like(p)
    away = unit(
        p - np.stack([0 * x, np.interp(z, [0, 60, 120, 260], [45, 60, 30, 10]), np.maximum(z, 57)], 1)
    )
    for _ in range(3):
        tilt, turn, phase = rng.uniform(-0.6, 0.6), rng.uniform(-0.5, 0.5), rng.uniform(0, 6.3)
        along = z * np.cos(turn) - y * np.sin(turn) + tilt * x
        middle = rng.uniform(80, 190)
        reach = np.exp(-(((z - middle) / rng.uniform(18, 45)) ** 2)) * np.clip((y - 6) / 20, 0, 1)
        wave = np.sin(along * 2 * np.pi / style.wave_mm + phase + 0.02 * x * np.sin(phase))
        out += away * (style.wrinkles * 0.7 * reach * wave)[:, None]
    tip = np.clip((z - 225) / 30, 0, 1)
    out[:, 2] += style.loose * tip
    return out


def _colours(rest: Skin, style: SockStyle) -> Array:
    x, y, z = rest.points.T
    cap = np.clip((z - 208 + 0.25 * x) / 3 + 0.5, 0, 1)
    heel = np.clip((58 - z - 0.9 * (y - 8)) / 3 + 0.5, 0, 1) * (y < 60)
    apart = np.maximum(cap, heel)[:, None]
    colour = 1 + (np.array(style.toe_and_heel) - 1) * apart
    open_ = 1 - (1 - rest.shade) * np.clip((anatomy.CUT_MM - y) / 30, 0, 1)
    return colour * (0.6 + 0.4 * open_[:, None])
