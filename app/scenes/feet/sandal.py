"""Sandals, slides and flip-flops: a bare foot on a footbed, under straps that lie on its skin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from ...core.foot import BALL_LATERAL, BALL_MEDIAL, HEEL_BACK, TOE_TIP
from ...core.maths import Array
from . import anatomy, palette
from .bare import BareStyle, with_worn
from .footwear import Footwear
from .last import Last, LastShape
from .mesh import Surface, between, grid_normals, loft, transform

KINDS = ("flip-flop", "slide", "two-strap", "sport", "fisherman", "strappy")


@dataclass(frozen=True, slots=True)
class Band:
    """A strap over the foot at rest (260 mm): at z `medial` where it leaves the sole inside, `lateral`
    outside, bowed forward by `bow` in the middle; `start` and `end` 0..1 say which part of the way over it
    goes. With `height`, it goes round the ankle or heel at that height instead, from the front (0) round
    the back."""

    medial: float
    lateral: float
    width: int
    bow: float = 0.0
    start: float = 0.0
    end: float = 1.0
    height: float = 0.0


_PLAIN_FOOT = BareStyle()
_BANDS: dict[str, tuple[Band, ...]] = {
    "flip-flop": (Band(112, 196, 13, 4, 0.0, 0.43), Band(207, 100, 13, 4, 0.41, 1.0)),
    "slide": (Band(165, 146, 62, 6),),
    "two-strap": (Band(178, 160, 34, 6), Band(134, 122, 32, 4)),
    "sport": (Band(182, 158, 27, 6), Band(132, 118, 24, 4), Band(60, 60, 20, height=66)),
    "fisherman": (
        Band(190, 168, 15, 5), Band(172, 150, 15, 5), Band(152, 132, 15, 4), Band(134, 116, 15, 3),
        Band(60, 60, 18, height=52),
    ),
    "strappy": (Band(184, 160, 10, 5), Band(60, 60, 9, height=88)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SandalStyle:
    """`kind` is one of KINDS; the sole is `thick` mm in front and `rise` more at the heel (of a 260 mm foot).
    `wider` scales the straps; colours are linear RGB."""

    kind: str = "two-strap"
    thick: float = 22.0
    rise: float = 4.0
    wider: float = 1.0
    margin: float = 4.0
    strap: palette.Colour = (0.10, 0.05, 0.03)
    bed: palette.Colour = (0.35, 0.22, 0.12)
    sole: palette.Colour = (0.05, 0.04, 0.04)
    texture: str = "leather"
    foot: BareStyle = _PLAIN_FOOT

    @classmethod
    def sample(cls, rng: np.random.Generator) -> SandalStyle:
        kind = str(rng.choice(KINDS, p=[0.26, 0.2, 0.2, 0.16, 0.08, 0.1]))
        colours = palette.scheme(rng) if rng.random() < 0.5 else None
        leather = palette.linear(str(rng.choice(palette.LEATHERS)))
        dark = palette.linear(str(rng.choice(palette.LEATHERS + palette.GUMS)))
        return cls(
            kind=kind,
            thick=float(rng.uniform(9, 20) if kind in ("flip-flop", "strappy") else rng.uniform(14, 38)),
            rise=float(rng.uniform(0, 10)),
            wider=float(rng.uniform(0.75, 1.3)),
            margin=float(rng.uniform(2, 8)),
            strap=colours.main if colours else leather,
            bed=colours.second if colours else dark,
            sole=colours.third if colours else palette.linear(str(rng.choice(palette.BLACKS + palette.GUMS))),
            texture=str(rng.choice(["leather", "leather", "canvas", "rubber", "suede"])),
            foot=BareStyle.sample(rng),
        )


def sandal(last: Last, style: SandalStyle, *, detail: float = 0.0) -> Footwear:
    """A right foot of the last's measures in a sandal; the sole's underside is on y = 0.

    Raises ValueError for an unknown kind.
    """
    if style.kind not in _BANDS:
        raise ValueError(f"kind: expected one of {', '.join(KINDS)}, got {style.kind}")
    size = last.shape.length_mm / 260.0
    columns = between(detail, 24, 60)
    bands = [replace(b, width=round(b.width * style.wider)) for b in _BANDS[style.kind]]
    grids = [_band(band, columns) for band in bands]
    flat = Last(replace(last.shape, heel_height_mm=max(last.shape.heel_height_mm, style.rise * size)))
    foot, worn = with_worn(flat, style.foot, np.concatenate([g.reshape(-1, 3) for g in grids]), detail=detail)
    lift = style.thick * size
    # Unlike a floor, a footbed gives way a little under heel and ball.
    up = np.array([0.0, lift - 0.6, 0.0])
    foot_up = [transform(s, _raised(up[1])) for s in foot.surfaces]
    straps, at = [], 0
    for grid in grids:
        part = worn[at : at + grid[..., 0].size].reshape(grid.shape) + up
        at += grid[..., 0].size
        straps.append(_strap(part, style))
    sole, edge = _sole(flat, style, lift, detail, size)
    keys = foot.keypoints_mm + up
    for index, axis, sign in (
        (TOE_TIP, 2, 1),
        (HEEL_BACK, 2, -1),
        (BALL_MEDIAL, 0, 1),
        (BALL_LATERAL, 0, -1),
    ):
        among = edge if axis == 2 else edge[np.abs(edge[:, 2] - keys[index, 2]) < 25 * size]
        far = among[np.argmax(among[:, axis] * sign)]
        keys[index] = far if far[axis] * sign > keys[index, axis] * sign else keys[index]
    back = keys[HEEL_BACK, 2]
    moved = np.eye(4)
    moved[2, 3] = -back
    shift = np.array([0.0, 0.0, -back])
    return Footwear(
        "sandal",
        tuple(transform(s, moved) for s in (*foot_up, *straps, *sole)),
        keys + shift,
        foot.collar + up + shift,
        foot.ankle_mm + up + shift,
    )


def _strap(grid: Array, style: SandalStyle) -> Surface:
    """A band with its thickness: the edges turn down to the skin."""
    normals = grid_normals(grid, closed=False)
    rows = [grid[:1] - normals[:1] * 2.0, grid, grid[-1:] - normals[-1:] * 2.0]
    directions = [
        0.4 * normals[:1] + 0.6 * _aside(grid, 0),
        normals,
        0.4 * normals[-1:] - 0.6 * _aside(grid, 0),
    ]
    surface = loft(
        np.concatenate(rows),
        stuff="strap",
        closed=False,
        normals=np.concatenate(directions),
    )
    return replace(surface, colour=style.strap, roughness=0.6, texture=style.texture)


def _aside(grid: Array, row: int) -> Array:
    """(1, columns, 3) from the band's second row to its first."""
    step = grid[row] - grid[row + 1]
    return step[None] / np.maximum(np.linalg.norm(step, axis=1), 1e-9)[None, :, None]


def _sole(
    last: Last, style: SandalStyle, lift: float, detail: float, size: float
) -> tuple[list[Surface], Array]:
    """(surfaces, edge (k, 3)): the slab under the foot, following its pitch."""
    shape = last.shape
    wide = LastShape(
        length_mm=shape.length_mm,
        ball_width_mm=shape.ball_width_mm * 1.02,
        heel_width_mm=shape.heel_width_mm * 1.05,
        waist_width_mm=shape.waist_width_mm * 1.12,
        toe=0.62,
        curve=shape.curve,
        heel_height_mm=shape.heel_height_mm,
        toe_spring_mm=0.0,
    )
    slab = Last(wide)
    t = np.linspace(0, 1, between(detail, 56, 140), endpoint=False)
    margin = style.margin * size
    top = slab.outline(t, grow_mm=margin) + np.array([0.0, lift, 0.0])
    shares = np.array([0.0, 0.06, 0.5, 0.94, 1.0])
    grown = np.array([-2.0, 0.0, -0.6, 0.0, -1.2]) * size
    outward = slab.outward(t)
    rows = []
    for share, more in zip(shares, grown, strict=True):
        row = top + outward * more
        row[:, 1] *= share
        rows.append(row)
    grid = np.stack(rows)
    side = replace(loft(grid, stuff="midsole"), colour=style.sole, roughness=0.7, texture="rubber")
    bed = _across(grid[-1], stuff="insole")
    below = _across(grid[0], stuff="outsole", upward=False)
    bed = replace(bed, colour=style.bed, roughness=0.8, texture="suede")
    return [side, bed, replace(below, colour=style.sole, roughness=0.8, texture="rubber")], grid[1:4].reshape(
        -1, 3
    )


def _across(ring: Array, *, stuff: str, upward: bool = True) -> Surface:
    """The lid between the medial and the lateral half of a ring that runs round the sole from its heel."""
    half = len(ring) // 2
    medial, lateral = ring[: half + 1], np.concatenate([ring[:1], ring[: half - 1 : -1]])
    across = np.linspace(0, 1, 5)[:, None, None]
    grid = medial + (lateral - medial) * across
    return loft(grid if upward else grid[::-1], stuff=stuff, closed=False)


def _raised(mm: float) -> Array:
    matrix = np.eye(4)
    matrix[1, 3] = mm
    return matrix


@cache
def _band(band: Band, columns: int) -> Array:
    """(rows, columns, 3) on the foot at rest: rows from the band's rear edge to its front one."""
    across = np.linspace(-0.5, 0.5, 3 + band.width // 10)[:, None] * band.width
    if band.height:
        return _round_ankle(band, columns, across)
    way = np.linspace(band.start, band.end, columns)
    share = (way - band.start) / max(band.end - band.start, 1e-6)
    z = band.medial + (band.lateral - band.medial) * share + band.bow * np.sin(np.pi * way) + across
    # From a little below the sole's edge inside, over the top, and down outside.
    angle = np.pi * (-0.16 + 1.32 * way) + np.zeros_like(z)
    centre = np.stack([np.interp(z, [90, 150, 205], [-1, 1, 4]), np.full_like(z, 15.0), z], -1)
    direction = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(z)], -1)
    points = _cast(centre, direction, 62.0) + direction * 3.0
    edge = (way < 0.09) | (way > 0.91)
    # The ends go straight down to the footbed.
    inner = np.flatnonzero(~edge)
    points[:, edge, 0] = np.where(way[edge] < 0.5, points[:, inner[:1], 0], points[:, inner[-1:], 0])
    down = np.clip(1.25 * _end(way[edge]), 0, 1)
    points[:, edge, 1] = points[:, edge, 1] * (1 - down) - 1.0 * down
    return points


def _end(way: Array) -> Array:
    """0..1 towards either end of a band."""
    return 1 - np.minimum(way, 1 - way) / 0.09


def _round_ankle(band: Band, columns: int, across: Array) -> Array:
    """A ring about ankle or heel; low ones begin and end at the sole before the ankle's bones."""
    low = band.height < 75
    way = np.linspace(0.14 if low else 0.0, 0.86 if low else 1.0, columns)
    turn = np.pi + 2 * np.pi * way  # from the front over the lateral side round the back
    fall = np.clip(0.30 - np.minimum(way, 1 - way), 0, 1) * (150 if low else 0)
    tilt = 0.0 if low else 10.0 * np.cos(np.pi + turn)
    y = band.height - fall + tilt + across
    z = np.full_like(y, 56.0)
    direction = np.stack([np.sin(turn) + 0 * y, 0 * y, -np.cos(turn) + 0 * y], -1)
    return _cast(np.stack([0 * y, y, z], -1), direction, 95.0) + direction * 2.6


def _cast(start: Array, direction: Array, reach: float) -> Array:
    """Where rays from inside leave the skin."""
    low, high = np.zeros(start.shape[:-1]), np.full(start.shape[:-1], reach)
    for _ in range(14):
        half = (low + high) / 2
        outside = anatomy.distance(start + direction * half[..., None]) > 0
        low, high = np.where(outside, low, half), np.where(outside, half, high)
    return start + direction * low[..., None]
