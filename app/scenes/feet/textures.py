"""What stuffs look like from close by: sheets that repeat, for the stage. Pure numpy, seeded.

A sheet is (side, side, 4) uint8: rgb the square root of an albedo that a tint multiplies, alpha a height.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array

SIDE_PX = 512

# (side, rng) to albedo (side, side) or (side, side, 3), and height (side, side), all 0..1.
_Draw = Callable[[int, np.random.Generator], tuple[Array, Array]]


@dataclass(frozen=True, slots=True)
class Stuff:
    """How a stuff takes the light (see `app.render.stage_canvas.Finish`), and the sheet it is drawn with."""

    draw: _Draw
    sheet_mm: float
    roughness: float
    specular: float
    bump: float
    soft: float = 0.0


def sheet(kind: str, rng: np.random.Generator, side: int = SIDE_PX) -> NDArray[np.uint8]:
    """The sheet of a kind of `STUFFS`."""
    albedo, height = STUFFS[kind].draw(side, rng)
    return packed(albedo, height)


def packed(albedo: Array, height: Array) -> NDArray[np.uint8]:
    """(h, w) or (h, w, 3) albedo and (h, w) height, 0..1, as the bytes of a sheet."""
    rgb = albedo if albedo.ndim == 3 else np.repeat(albedo[..., None], 3, 2)
    whole = np.concatenate([np.sqrt(np.clip(rgb, 0.0, 1.0)), np.clip(height, 0.0, 1.0)[..., None]], 2)
    return np.round(whole * 255.0).astype(np.uint8)


def noise(
    side: int,
    rng: np.random.Generator,
    *,
    coarse: float,
    fine: float,
    slope: float = 1.0,
    stretch: float = 1.0,
) -> Array:
    """(side, side) that repeats, mean 0 and deviation 1: waves from `coarse` to `fine` periods a side, their
    amplitude falling as frequency to the power of -slope; `stretch` > 1: longer along y."""
    fy, fx = np.fft.fftfreq(side)[:, None] * side * stretch, np.fft.rfftfreq(side)[None, :] * side
    frequency = np.hypot(fx, fy)
    within = (frequency >= coarse) & (frequency <= fine)
    amplitude = np.where(within, np.maximum(frequency, 1e-6) ** -slope, 0.0)
    waves = amplitude * np.exp(2j * np.pi * rng.random(frequency.shape))
    picture = np.fft.irfft2(waves, (side, side))
    return picture / max(float(picture.std()), 1e-9)


def _waves(side: int, count: float, axis: int) -> Array:
    """(side, side) 0..1: `count` whole periods of a cosine along an axis."""
    line = 0.5 - 0.5 * np.cos(2.0 * np.pi * round(count) * (np.arange(side) + 0.5) / side)
    return np.broadcast_to(line[:, None] if axis == 0 else line[None, :], (side, side)).astype(np.float64)


def cells(side: int, rng: np.random.Generator, count: int) -> tuple[Array, Array, NDArray[np.intp]]:
    """Cells that repeat: distance to the nearest and to the second nearest seed, as shares of a usual
    cell's width, and which cell it is (0..count**2 - 1); a jittered grid of count x count seeds."""
    seeds = np.stack(np.meshgrid(*2 * [np.arange(count)], indexing="ij"), -1) + rng.random((count, count, 2))
    at = (np.arange(side) + 0.5) * count / side
    y, x = np.meshgrid(at, at, indexing="ij")
    cy, cx = y.astype(np.intp), x.astype(np.intp)
    first = np.full((side, side), 9.0)
    second = np.full((side, side), 9.0)
    which = np.zeros((side, side), np.intp)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            ny, nx = cy + dy, cx + dx
            seed = seeds[ny % count, nx % count] + np.stack([ny - ny % count, nx - nx % count], -1)
            far = np.hypot(seed[..., 0] - y, seed[..., 1] - x)
            nearer = far < first
            second = np.where(nearer, first, np.minimum(second, far))
            which = np.where(nearer, (ny % count) * count + nx % count, which)
            first = np.where(nearer, far, first)
    return first, second, which


def _plain(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    return np.ones((side, side)), np.full((side, side), 0.5)


def _grain(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Leather: pebbles between fine creases, a little worn here and there."""
    first, second, _ = cells(side, rng, 64)
    crease = np.clip((second - first) * 3.0, 0.0, 1.0)
    worn = noise(side, rng, coarse=2, fine=24, slope=1.2)
    return 0.9 + 0.05 * worn - 0.14 * (1.0 - crease), 0.35 + 0.4 * crease + 0.03 * worn


def _smooth_leather(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    worn = noise(side, rng, coarse=2, fine=60, slope=1.3)
    return 0.92 + 0.04 * worn, 0.5 + 0.06 * noise(side, rng, coarse=6, fine=120, slope=0.8)


def _suede(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    nap = noise(side, rng, coarse=20, fine=220, slope=0.5)
    brushed = noise(side, rng, coarse=2, fine=14, slope=0.9)
    return 0.8 + 0.06 * nap + 0.08 * brushed, 0.5 + 0.1 * nap


def _weave(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Canvas: threads over and under."""
    count = 40
    over = (_waves(side, count, 0) - 0.5) * (_waves(side, count, 1) - 0.5) * 4.0
    threads = np.maximum(_waves(side, 2 * count, 0), _waves(side, 2 * count, 1))
    uneven = noise(side, rng, coarse=3, fine=80, slope=0.8)
    return 0.72 + 0.14 * threads + 0.06 * over + 0.05 * uneven, 0.3 + 0.4 * threads + 0.1 * over


def _mesh(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """The open net of sports shoes."""
    count = 28
    y, x = np.mgrid[0:side, 0:side] * (2.0 * np.pi * count / side)
    holes = np.clip((np.cos(x) * np.cos(y)) * 1.6 - 0.3, 0.0, 1.0)
    return 0.88 - 0.55 * holes + 0.03 * noise(side, rng, coarse=3, fine=60), 0.7 - 0.5 * holes


def _knit(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Rows of little Vs."""
    columns = 36
    y, x = np.mgrid[0:side, 0:side] / side
    within = (x * columns) % 1.0
    lean = np.abs(within - 0.5) * 1.2
    loops = 0.5 - 0.5 * np.cos(2.0 * np.pi * (y * columns + lean))
    ribs = 0.5 - 0.5 * np.cos(2.0 * np.pi * within)
    height = loops * 0.6 + ribs * 0.4
    return 0.62 + 0.3 * height + 0.04 * noise(side, rng, coarse=2, fine=40), 0.15 + 0.7 * height


def _denim(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Twill: white weft shows between blue warp, along diagonals; slubs run down."""
    y, x = np.mgrid[0:side, 0:side] / side
    twill = 0.5 - 0.5 * np.cos(2.0 * np.pi * (64 * x + 64 * y))
    slub = noise(side, rng, coarse=6, fine=200, slope=0.4, stretch=6.0)
    faded = noise(side, rng, coarse=1, fine=8, slope=1.0)
    return 0.68 + 0.12 * twill + 0.09 * slub + 0.06 * faded, 0.4 + 0.25 * twill + 0.08 * slub


def _cloth(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    fine = noise(side, rng, coarse=60, fine=250, slope=0.2)
    soft = noise(side, rng, coarse=1, fine=10, slope=1.2)
    return 0.86 + 0.05 * fine + 0.04 * soft, 0.5 + 0.08 * fine + 0.1 * soft


def _rubber(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    fine = noise(side, rng, coarse=40, fine=250, slope=0.2)
    scuffs = np.clip(noise(side, rng, coarse=3, fine=50, slope=1.0) - 1.2, 0.0, 1.0)
    return 0.93 + 0.02 * fine - 0.15 * scuffs, 0.5 + 0.06 * fine


def _skin(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Blotches of blood, freckles of melanin, fine lines."""
    blood = noise(side, rng, coarse=1, fine=20, slope=1.1)
    melanin = noise(side, rng, coarse=3, fine=60, slope=1.0)
    first, second, _ = cells(side, rng, 110)
    lines = np.clip((second - first) * 2.5, 0.0, 1.0)
    base = 0.88 + 0.03 * melanin - 0.05 * (1.0 - lines)
    rgb = base[..., None] * (1.0 + blood[..., None] * np.array([0.012, -0.03, -0.025]))
    return rgb, 0.4 + 0.25 * lines + 0.05 * melanin


def _wood(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """One board's grain, along v."""
    bend = noise(side, rng, coarse=1, fine=5, slope=1.4, stretch=3.0)
    x = np.mgrid[0:side, 0:side][1] / side
    rings = 0.5 - 0.5 * np.cos(2.0 * np.pi * (9 * x + 0.9 * bend))
    pores = noise(side, rng, coarse=20, fine=250, slope=0.3, stretch=14.0)
    return 0.72 + 0.16 * rings + 0.06 * pores, 0.5 + 0.1 * pores


def _metal(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    brushed = noise(side, rng, coarse=20, fine=250, slope=0.2, stretch=20.0)
    return 0.9 + 0.03 * brushed, 0.5 + 0.03 * brushed


def _fur(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    tufts = noise(side, rng, coarse=8, fine=120, slope=0.7, stretch=2.0)
    return 0.7 + 0.11 * tufts, 0.5 + 0.2 * tufts


def _straw(side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Cord and cork: thick twisted strands."""
    y, x = np.mgrid[0:side, 0:side] / side
    strands = np.abs(np.sin(np.pi * 14 * y))
    twist = 0.5 - 0.5 * np.cos(2.0 * np.pi * (30 * x + 2.0 * np.round(14 * y) * 0.37 + 3.0 * y))
    return 0.5 + 0.3 * strands + 0.14 * twist, 0.8 * strands + 0.2 * twist


STUFFS = {
    "plain": Stuff(_plain, 100.0, 0.6, 0.4, 0.0),
    "grain": Stuff(_grain, 90.0, 0.45, 0.6, 0.05),
    "leather": Stuff(_smooth_leather, 120.0, 0.35, 0.7, 0.04),
    "patent": Stuff(_plain, 100.0, 0.08, 1.0, 0.0),
    "suede": Stuff(_suede, 110.0, 0.95, 0.1, 0.05, 0.5),
    "canvas": Stuff(_weave, 60.0, 0.9, 0.15, 0.06, 0.3),
    "mesh": Stuff(_mesh, 70.0, 0.8, 0.2, 0.08, 0.3),
    "knit": Stuff(_knit, 90.0, 0.95, 0.1, 0.12, 0.5),
    "denim": Stuff(_denim, 110.0, 0.95, 0.1, 0.05, 0.4),
    "cloth": Stuff(_cloth, 120.0, 0.9, 0.15, 0.06, 0.5),
    "rubber": Stuff(_rubber, 100.0, 0.7, 0.35, 0.03),
    "skin": Stuff(_skin, 160.0, 0.55, 0.4, 0.04, 0.9),
    "wood": Stuff(_wood, 150.0, 0.5, 0.4, 0.02),
    "metal": Stuff(_metal, 60.0, 0.2, 1.0, 0.01),
    "fur": Stuff(_fur, 120.0, 1.0, 0.05, 0.4, 0.8),
    "straw": Stuff(_straw, 80.0, 0.85, 0.15, 0.15, 0.2),
}
# Where a surface's maker says only what it is.
OF_PART = {
    "upper": "leather", "sole": "rubber", "midsole": "rubber", "outsole": "rubber", "lace": "canvas",
    "lining": "cloth", "tongue": "leather", "skin": "skin", "nail": "leather", "sock": "knit",
    "trousers": "cloth", "metal": "metal", "heel": "leather", "strap": "leather", "insole": "suede",
}  # fmt: skip
