"""Floors and patterned cloths: sheets that repeat, each drawn anew from an rng.

Every drawing returns ((side, side, 3) albedo, (side, side) height), 0..1, and how many mm its side is.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.scenes.feet.textures import cells, noise, packed

SIDE = 512
Rng = np.random.Generator
Picture = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """A sheet and how it lies: `sheet_mm`, `roughness`, `specular`, `bump`, `outdoors`."""

    kind: str
    pixels: NDArray[np.uint8]
    sheet_mm: float
    roughness: float
    specular: float
    bump: float
    outdoors: bool = False


def colour(
    rng: Rng, *, saturation: tuple[float, float] = (0.0, 1.0), value: tuple[float, float] = (0.05, 1.0)
) -> Picture:
    """(3,) a linear albedo of any hue."""
    srgb = colorsys.hsv_to_rgb(rng.random(), rng.uniform(*saturation), rng.uniform(*value))
    return np.array(srgb) ** 2.2


def earthy(rng: Rng) -> Picture:
    """(3,) a linear albedo of stone, sand, cement: hardly coloured."""
    grey = rng.uniform(0.05, 0.7)
    warm = rng.normal(0.05, 0.09)
    return np.clip(grey * np.array([1.0 + warm, 1.0, 1.0 - 1.3 * warm]), 0.02, 0.9)


def palette(rng: Rng, count: int) -> Picture:
    """(count, 3) linear albedos that somebody may have put together."""
    base, spread = rng.random(), rng.choice([0.04, 0.15, 0.5])
    grey, dark = rng.uniform(0.1, 1.0), rng.uniform(0.0, 0.3)
    colours = []
    for _ in range(count):
        hue = (base + rng.normal(0, spread)) % 1.0
        srgb = colorsys.hsv_to_rgb(hue, grey * rng.uniform(0.2, 1.0), rng.uniform(0.15 + dark, 1.0))
        colours.append(np.array(srgb) ** 2.2)
    if rng.random() < 0.5:
        colours[int(rng.integers(count))] = np.full(3, rng.choice([0.02, 0.8]))
    return np.array(colours)


def _tinted(base: Picture, shade: Picture) -> Picture:
    return np.clip(base * shade[..., None], 0.0, 1.0)


def planks(rng: Rng) -> tuple[Picture, Picture, float]:
    """Boards of wood, laminate or a boardwalk, their ends staggered."""
    rows = int(rng.choice([3, 4, 5, 6, 8]))
    hue = rng.choice([0.06, 0.075, 0.09]) + rng.normal(0, 0.012)
    tone = np.array(colorsys.hsv_to_rgb(hue % 1.0, rng.uniform(0.1, 0.65), rng.uniform(0.25, 0.95))) ** 2.2
    x, y = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
    row = y * rows // SIDE
    starts = rng.random(rows)
    boards = int(rng.choice([1, 2]))
    along = (x / SIDE + starts[row]) % 1.0 * boards
    board = row * boards + along.astype(int)
    shade = 1.0 + rng.normal(0, rng.uniform(0.04, 0.2), rows * boards)[board]
    grain = noise(SIDE, rng, coarse=4, fine=220, slope=0.7, stretch=0.07)
    bend = noise(SIDE, rng, coarse=1, fine=8, slope=1.3, stretch=0.25)
    offsets = rng.random(rows * boards)[board]
    rings = 0.5 - 0.5 * np.cos(2 * np.pi * (y * rows / SIDE * rng.uniform(2, 6) + 1.4 * bend + 9 * offsets))
    gap = np.minimum(y * rows % SIDE, SIDE - y * rows % SIDE) / rows
    end = np.minimum(along % 1.0, 1.0 - along % 1.0) * SIDE / boards
    seam = np.clip(np.minimum(gap, end) / rng.uniform(0.7, 2.2), 0.0, 1.0)
    depth = rng.uniform(0.2, 0.8)
    shade = shade * (0.88 + 0.07 * grain + rng.uniform(0.02, 0.22) * (rings - 0.5)) * (1 - depth * (1 - seam))
    albedo = _tinted(tone, shade)
    albedo = albedo ** (1 + rng.uniform(0, 0.25) * (rings - 0.5))[..., None]
    return albedo, 0.5 * seam + 0.05 * grain + 0.3, float(rows * rng.uniform(70, 200))


def herringbone(rng: Rng) -> tuple[Picture, Picture, float]:
    """Parquet of blocks or strips laid crosswise, in squares."""
    squares, strips = int(rng.choice([2, 4])), int(rng.choice([3, 4, 5]))
    x, y = np.meshgrid((np.arange(SIDE) + 0.5) / SIDE * squares, (np.arange(SIDE) + 0.5) / SIDE * squares)
    flip = (x.astype(int) + y.astype(int)) % 2 == 0
    across = np.where(flip, x % 1.0, y % 1.0) * strips
    which = (x.astype(int) * squares + y.astype(int)) * strips + across.astype(int)
    shade = 1.0 + rng.normal(0, 0.12, squares * squares * strips)[which]
    tone = (
        np.array(
            colorsys.hsv_to_rgb(0.075 + rng.normal(0, 0.015), rng.uniform(0.25, 0.65), rng.uniform(0.3, 0.9))
        )
        ** 2.2
    )
    grain = np.where(
        flip,
        noise(SIDE, rng, coarse=4, fine=200, slope=0.6, stretch=10.0),
        noise(SIDE, rng, coarse=4, fine=200, slope=0.6, stretch=0.1),
    )
    edge = np.minimum(
        np.minimum(across % 1.0, 1 - across % 1.0) / strips,
        np.minimum(np.minimum(x % 1, 1 - x % 1), np.minimum(y % 1, 1 - y % 1)),
    )
    seam = np.clip(edge * SIDE / squares / 1.3, 0, 1)
    return (
        _tinted(tone, shade * (0.9 + 0.07 * grain) * (0.6 + 0.4 * seam)),
        0.4 * seam + 0.4,
        float(squares * rng.uniform(120, 300)),
    )


def tiles(rng: Rng) -> tuple[Picture, Picture, float]:
    """Tiles with grout: plain, marbled or two-coloured; oblong and shifted, too."""
    nx = int(rng.choice([1, 2, 3, 4, 6, 10, 16]))
    ny = nx * int(rng.choice([1, 1, 2]))
    x, y = np.meshgrid((np.arange(SIDE) + 0.5) / SIDE, (np.arange(SIDE) + 0.5) / SIDE)
    row = (y * ny).astype(int)
    shift = 0.5 * (row % 2) if rng.random() < 0.3 and ny % 2 == 0 else np.zeros_like(x)
    column = ((x * nx + shift) % nx).astype(int)
    fx, fy = (x * nx + shift) % 1.0, (y * ny) % 1.0
    edge = np.minimum(np.minimum(fx, 1 - fx) / nx, np.minimum(fy, 1 - fy) / ny) * SIDE
    seam = np.clip((edge - rng.uniform(0.2, 2.2)) / 1.2, 0, 1)
    tones = np.stack(
        [earthy(rng) if rng.random() < 0.75 else colour(rng, saturation=(0.05, 0.7)) for _ in range(2)]
    )
    if nx == 1 or rng.random() < 0.6:
        tones[1] = tones[0]
    which = (column + row) % 2 if rng.random() < 0.7 else rng.integers(0, 2, (ny, nx))[row, column]
    shade = 1 + rng.normal(0, rng.uniform(0, 0.08), (ny, nx))[row, column]
    clouds = noise(SIDE, rng, coarse=2, fine=60, slope=1.2)
    veins = np.clip(1 - np.abs(noise(SIDE, rng, coarse=1, fine=24, slope=1.1)) * 6, 0, 1) * rng.choice(
        [0.0, 0.0, 0.35]
    )
    albedo = tones[which] * (shade * (1 + rng.uniform(0, 0.1) * clouds) * (1 - veins))[..., None]
    grout = earthy(rng)
    return (
        np.clip(grout + (albedo - grout) * seam[..., None], 0, 1),
        0.35 + 0.4 * seam,
        float(nx * np.clip(rng.lognormal(5.3, 0.6), 30, 650)),
    )


def speckled(rng: Rng) -> tuple[Picture, Picture, float]:
    """Asphalt, gravel, terrazzo, granite: grains of several colours."""
    count = int(rng.choice([24, 40, 70, 110]))
    first, second, which = cells(SIDE, rng, count)
    base = earthy(rng)
    spread = rng.uniform(0.05, 0.6)
    grains = np.clip(
        base
        * np.exp(rng.normal(0, spread, (count * count, 1)))
        * (1 + rng.normal(0, 0.06, (count * count, 3))),
        0.01,
        0.9,
    )
    gap = np.clip((second - first) * rng.uniform(2, 6), 0, 1)
    stains = 1 + rng.uniform(0, 0.15) * noise(SIDE, rng, coarse=1, fine=12, slope=1.0)
    albedo = grains[which] * (0.45 + 0.55 * gap)[..., None] * stains[..., None]
    return np.clip(albedo, 0, 1), gap, float(count * rng.uniform(3, 14))


def concrete(rng: Rng) -> tuple[Picture, Picture, float]:
    """Cement, screed, sand, plaster, linoleum: clouds and fine grain, perhaps cracked."""
    clouds = noise(SIDE, rng, coarse=1, fine=30, slope=rng.uniform(0.9, 1.5))
    grain = noise(SIDE, rng, coarse=30, fine=250, slope=0.2)
    crack = np.clip(1 - np.abs(noise(SIDE, rng, coarse=1, fine=40, slope=1.3)) * 60, 0, 1) * rng.choice(
        [0.0, 0.5]
    )
    base = earthy(rng) if rng.random() < 0.75 else colour(rng, saturation=(0.05, 0.6))
    shade = 1 + rng.uniform(0.02, 0.16) * clouds + rng.uniform(0.0, 0.12) * grain
    return _tinted(base, shade * (1 - crack)), 0.5 + 0.1 * grain - 0.3 * crack, float(rng.uniform(500, 1600))


def grass(rng: Rng) -> tuple[Picture, Picture, float]:
    """Blades drawn one over the other, darker below; lawn, straw or fallen leaves."""
    hue = rng.choice([0.22, 0.27, 0.3, 0.13, 0.08], p=[0.35, 0.25, 0.15, 0.15, 0.1]) + rng.normal(0, 0.015)
    canvas = np.empty((SIDE, SIDE, 3), np.uint8)
    canvas[:] = (np.array(colorsys.hsv_to_rgb(hue, 0.7, 0.22)) * 255).astype(np.uint8)
    height = np.zeros((SIDE, SIDE), np.uint8)
    count = 2200
    at, angle = rng.random((count, 2)) * SIDE, rng.normal(0, 0.9, count) + rng.choice([0.0, np.pi], count)
    long, leaf = rng.uniform(8, 42, count) * rng.uniform(0.6, 1.3), rng.random() < 0.15
    for i in range(count):
        level = i / count
        value = np.clip(rng.normal(0.3 + 0.45 * level, 0.09), 0.1, 1.0)
        tone = tuple(
            int(255 * c)
            for c in colorsys.hsv_to_rgb(
                (hue + rng.normal(0, 0.025)) % 1, np.clip(rng.normal(0.6, 0.12), 0, 1), value
            )
        )
        end = at[i] + long[i] * np.array([np.sin(angle[i]), -np.cos(angle[i])])
        for dx in (0,) if SIDE * 0.1 < at[i, 0] < SIDE * 0.9 else (-SIDE, 0, SIDE):
            for dy in (0,) if SIDE * 0.1 < at[i, 1] < SIDE * 0.9 else (-SIDE, 0, SIDE):
                p, q = (at[i] + (dx, dy)).astype(int), (end + (dx, dy)).astype(int)
                width = 5 if leaf else 1 + int(rng.random() < 0.4)
                cv2.line(canvas, tuple(map(int, p)), tuple(map(int, q)), tone, width, cv2.LINE_AA)
                cv2.line(height, tuple(map(int, p)), tuple(map(int, q)), int(60 + 190 * level), width)
    return (canvas / 255.0) ** 2.2, height / 255.0, float(rng.uniform(350, 900))


def carpet(rng: Rng) -> tuple[Picture, Picture, float]:
    """Plain pile, loops or shag."""
    base = colour(rng, saturation=(0.0, 0.45 if rng.random() < 0.75 else 0.95))
    tufts = noise(SIDE, rng, coarse=rng.uniform(6, 30), fine=200, slope=rng.uniform(0.2, 0.8))
    soft = noise(SIDE, rng, coarse=1, fine=8, slope=1.0)
    heather = base * (
        1
        + rng.uniform(0, 0.5)
        * noise(SIDE, rng, coarse=20, fine=160, slope=0.1)[..., None]
        * rng.normal(0, 0.5, 3)
    )
    return (
        np.clip(heather * (0.8 + 0.14 * tufts + 0.06 * soft)[..., None], 0, 1),
        np.clip(0.5 + 0.2 * tufts, 0, 1),
        float(rng.uniform(250, 900)),
    )


def persian(rng: Rng) -> tuple[Picture, Picture, float]:
    """A carpet full of ornament: mirrored, bordered, in strong colours."""
    colours = palette(rng, 6)
    half = SIDE // 2
    plan = np.zeros((half, half), np.int32)
    for _ in range(int(rng.integers(12, 40))):
        _ornament(plan, rng)
    for k, inset in enumerate(np.cumsum(rng.integers(3, 22, int(rng.integers(0, 5))))):
        plan[inset : inset + int(rng.integers(2, 6)), inset:] = k % 6
        plan[inset:, inset : inset + int(rng.integers(2, 6))] = k % 6
    if rng.random() < 0.5:
        plan = np.where(np.tri(half, dtype=bool), plan, plan.T)
    whole = np.block([[plan, plan[:, ::-1]], [plan[::-1], plan[::-1, ::-1]]])
    return _woven(rng, colours[whole % 6], float(rng.uniform(350, 1800)))


def _ornament(plan: NDArray[np.int32], rng: Rng) -> None:
    size = len(plan)
    centre, radius = tuple(int(v) for v in rng.integers(0, size, 2)), int(rng.integers(5, 70))
    tone, kind = int(rng.integers(6)), rng.integers(5)
    if kind == 0:
        cv2.circle(plan, centre, radius, tone, int(rng.choice([-1, 2, 4])))
    elif kind == 1:
        axes = (radius, max(2, int(radius * rng.uniform(0.2, 0.7))))
        for turn in range(0, 180, int(rng.choice([30, 45, 60, 90]))):
            cv2.ellipse(plan, centre, axes, turn, 0, 360, tone, -1)
    elif kind == 2:
        sides, start = int(rng.choice([3, 4, 6, 8])), rng.choice([0, np.pi / 4])
        angle = np.arange(sides) * 2 * np.pi / sides + start
        points = np.array(centre) + radius * np.stack([np.cos(angle), np.sin(angle)], 1)
        cv2.fillPoly(plan, [points.astype(np.int32)], tone)
    elif kind == 3:
        cv2.line(plan, centre, tuple(int(v) for v in rng.integers(0, size, 2)), tone, int(rng.integers(1, 6)))
    else:
        angle = np.linspace(0, 4 * np.pi, 60)
        points = np.array(centre) + (radius * angle / 12)[:, None] * np.stack(
            [np.cos(angle), np.sin(angle)], 1
        )
        cv2.polylines(plan, [points.astype(np.int32)], False, tone, int(rng.integers(2, 5)))


def _woven(rng: Rng, albedo: Picture, side_mm: float) -> tuple[Picture, Picture, float]:
    """Colours as threads carry them: softened, and uneven from knot to knot."""
    albedo = cv2.GaussianBlur(
        albedo.astype(np.float32),
        (0, 0),
        rng.uniform(0.4, 1.4),
        borderType=cv2.BORDER_REFLECT,
    )
    knots = noise(SIDE, rng, coarse=30, fine=250, slope=0.1)
    worn = noise(SIDE, rng, coarse=1, fine=10, slope=1.0)
    return (
        np.clip(albedo * (0.9 + 0.08 * knots + 0.05 * worn)[..., None], 0, 1),
        np.clip(0.5 + 0.15 * knots, 0, 1),
        side_mm,
    )


def stripes(rng: Rng) -> tuple[Picture, Picture, float]:
    """Stripes of several widths, or two sets of them crossing: plaid, gingham."""
    colours = palette(rng, 5)
    cuts = np.sort(rng.integers(0, SIDE, int(rng.integers(2, 14))))
    line = colours[np.searchsorted(cuts, np.arange(SIDE)) % 5]
    albedo = np.broadcast_to(line[None], (SIDE, SIDE, 3)).copy()
    if rng.random() < 0.4:
        other = line if rng.random() < 0.6 else line[::-1]
        albedo = 0.5 * (albedo + other[:, None])
    repeat = int(rng.choice([1, 1, 2, 4, 8]))
    albedo = np.tile(albedo[::repeat, ::repeat], (repeat, repeat, 1))[:SIDE, :SIDE]
    return _woven(rng, albedo, float(rng.uniform(150, 1200)))


def dots(rng: Rng) -> tuple[Picture, Picture, float]:
    """Dots, checks, zigzags, hearts of a print, in rows."""
    colours = palette(rng, 4)
    count = int(rng.choice([2, 4, 8, 16]))
    kind = rng.integers(4)
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE * count
    row = y.astype(int)
    if kind == 0:
        fx, fy = (x + 0.5 * (row % 2)) % 1 - 0.5, y % 1 - 0.5
        plan = (np.hypot(fx, fy) < rng.uniform(0.15, 0.42)).astype(int)
    elif kind == 1:
        plan = (x.astype(int) + row) % 2
    elif kind == 2:
        plan = ((y + np.abs(x % 1 - 0.5) * rng.choice([1.0, 2.0])) * 2).astype(int) % 2
    else:
        fx, fy = np.abs(x % 1 - 0.5), np.abs(y % 1 - 0.5)
        plan = (fx + fy < rng.uniform(0.2, 0.5)).astype(int) + 2 * (
            np.maximum(fx, fy) < rng.uniform(0.05, 0.2)
        )
    return _woven(rng, colours[plan % 4], float(rng.uniform(120, 1200)))


def flowery(rng: Rng) -> tuple[Picture, Picture, float]:
    """A print of blossoms, leaves, blots or camouflage."""
    colours = palette(rng, 6)
    if rng.random() < 0.4:
        field = noise(SIDE, rng, coarse=2, fine=20, slope=1.3)
        levels = np.sort(rng.normal(0, 0.8, 4))
        return _woven(rng, colours[np.digitize(field, levels)], float(rng.uniform(200, 900)))
    plan = np.zeros((SIDE, SIDE), np.int32)
    for _ in range(int(rng.integers(15, 80))):
        centre, radius = rng.integers(0, SIDE, 2), int(rng.integers(6, 46))
        tone, petals = int(rng.integers(1, 6)), int(rng.integers(3, 9))
        for dx in (-SIDE, 0, SIDE):
            for dy in (-SIDE, 0, SIDE):
                at = centre + (dx, dy)
                if (at < -80).any() or (at > SIDE + 80).any():
                    continue
                for k in range(petals):
                    angle = 2 * np.pi * k / petals
                    petal = (at + 0.6 * radius * np.array([np.cos(angle), np.sin(angle)])).astype(int)
                    cv2.ellipse(
                        plan,
                        tuple(map(int, petal)),
                        (radius // 2, radius // 3),
                        np.degrees(angle),
                        0,
                        360,
                        tone,
                        -1,
                    )
                cv2.circle(plan, tuple(map(int, at)), max(1, radius // 4), (tone + 2) % 6, -1)
    return _woven(rng, colours[plan], float(rng.uniform(200, 1000)))


def jumble(rng: Rng) -> tuple[Picture, Picture, float]:
    """Anything at all: overlapping soft and hard shapes with light on them, as a cluttered room has."""
    canvas = np.empty((SIDE, SIDE, 3), np.uint8)
    canvas[:] = _bytes(colour(rng))
    for _ in range(int(rng.integers(20, 90))):
        tone = _bytes(colour(rng) * rng.uniform(0.5, 1.0))
        centre = tuple(int(v) for v in rng.integers(0, SIDE, 2))
        size = tuple(int(v) for v in rng.integers(4, 130, 2))
        if rng.random() < 0.5:
            corners = cv2.boxPoints((centre, size, rng.uniform(0, 180))).astype(np.int32)
            cv2.fillPoly(canvas, [corners], tone, cv2.LINE_AA)
        else:
            cv2.ellipse(
                canvas,
                centre,
                size,
                rng.uniform(0, 180),
                0,
                int(rng.choice([360, 180])),
                tone,
                -1,
                cv2.LINE_AA,
            )
        if rng.random() < 0.15:
            canvas = cv2.blur(canvas, (int(rng.integers(3, 12)),) * 2)
    ramp = 1 + 0.15 * noise(SIDE, rng, coarse=1, fine=6, slope=1.0)
    return (
        (canvas / 255.0) ** 2.2 * ramp[..., None],
        np.full((SIDE, SIDE), 0.5),
        float(rng.uniform(500, 2500)),
    )


def _bytes(linear: Picture) -> tuple[int, int, int]:
    r, g, b = (int(255 * v ** (1 / 2.2)) for v in np.clip(linear, 0.0, 1.0))
    return r, g, b


def linen(rng: Rng) -> tuple[Picture, Picture, float]:
    """A bed or a towel: creased cloth, mostly pale."""
    base = colour(rng, saturation=(0.0, 0.25), value=(0.7, 1.0)) if rng.random() < 0.7 else colour(rng)
    folds = np.zeros((SIDE, SIDE))
    for _ in range(3):
        folds -= np.abs(noise(SIDE, rng, coarse=1, fine=9, slope=1.2, stretch=float(rng.uniform(0.3, 3.0))))
    folds = (folds - folds.mean()) / folds.std()
    weave = noise(SIDE, rng, coarse=60, fine=250, slope=0.1)
    shade = 0.9 + rng.uniform(0.03, 0.1) * folds + 0.02 * weave
    return _tinted(base, shade), np.clip(0.55 + 0.16 * folds, 0, 1), float(rng.uniform(500, 1400))


def printed(rng: Rng) -> tuple[Picture, Picture, float]:
    """Newspaper, packaging, signs: lines of black on light with blocks of colour."""
    albedo = np.empty((SIDE, SIDE, 3), np.float32)
    albedo[:] = colour(rng, saturation=(0, 0.3), value=(0.7, 1))
    ink = colour(rng, value=(0.0, 0.5))
    for _ in range(int(rng.integers(0, 6))):
        x, y, w, h = rng.integers(0, SIDE, 4)
        albedo[y : y + h // 2, x : x + w // 2] = colour(rng)
    step = int(rng.choice([8, 14, 24, 48]))
    for y in range(step, SIDE, step):
        x = int(rng.integers(0, 60))
        while x < SIDE - 20:
            word = int(rng.integers(step // 2, 4 * step))
            for k in range(x, min(x + word, SIDE), max(2, step // 3)):
                top = y - int(step * rng.uniform(0.3, 0.7))
                albedo[top:y, k : k + max(1, step // 6)] = ink
            x += word + step // 2
    return albedo, np.full((SIDE, SIDE), 0.5), float(rng.uniform(200, 900))


Draw = Callable[[Rng], tuple[Picture, Picture, float]]
# kind: (drawing, weight, roughness from..to, specular from..to, bump from..to, outdoors)
FLOORS: dict[str, tuple[Draw, float, tuple[float, float], tuple[float, float], tuple[float, float], bool]] = {
    "planks": (planks, 4.0, (0.15, 0.8), (0.2, 0.9), (0.0, 0.25), False),
    "herringbone": (herringbone, 1.0, (0.15, 0.7), (0.3, 0.9), (0.0, 0.15), False),
    "tiles": (tiles, 4.0, (0.08, 0.7), (0.2, 1.0), (0.0, 0.35), False),
    "speckled": (speckled, 2.5, (0.3, 1.0), (0.05, 0.6), (0.0, 0.6), True),
    "concrete": (concrete, 3.0, (0.3, 1.0), (0.05, 0.7), (0.0, 0.3), True),
    "grass": (grass, 1.5, (0.9, 1.0), (0.0, 0.2), (0.5, 1.0), True),
    "carpet": (carpet, 2.5, (0.95, 1.0), (0.0, 0.1), (0.2, 1.0), False),
    "persian": (persian, 2.5, (0.95, 1.0), (0.0, 0.1), (0.1, 0.5), False),
    "stripes": (stripes, 1.0, (0.8, 1.0), (0.0, 0.3), (0.05, 0.3), False),
    "dots": (dots, 0.8, (0.7, 1.0), (0.0, 0.4), (0.0, 0.3), False),
    "flowery": (flowery, 0.8, (0.7, 1.0), (0.0, 0.3), (0.0, 0.3), False),
    "linen": (linen, 1.4, (0.9, 1.0), (0.0, 0.2), (0.8, 1.0), False),
    "jumble": (jumble, 0.35, (0.3, 1.0), (0.0, 0.6), (0.0, 0.1), False),
    "printed": (printed, 0.4, (0.5, 1.0), (0.1, 0.5), (0.0, 0.0), False),
}
CLOTHS = ("stripes", "stripes", "dots", "flowery", "persian", "jumble", "printed", "linen")


def floor(rng: Rng, kind: str | None = None) -> Floor:
    """A floor of a kind, or of any."""
    if kind is None:
        weights = np.array([entry[1] for entry in FLOORS.values()])
        kind = str(rng.choice(list(FLOORS), p=weights / weights.sum()))
    draw, _, roughness, specular, bump, outdoors = FLOORS[kind]
    albedo, height, side_mm = draw(rng)
    rough, shiny, deep = (float(rng.uniform(*span)) for span in (roughness, specular, bump))
    return Floor(kind, packed(albedo, height), side_mm, rough, shiny, deep, outdoors)
