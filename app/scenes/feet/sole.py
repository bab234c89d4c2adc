"""Soles: the wall round a shoe's edge in as many bands as it has layers, the tread, the footbed, welts and
lugs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...core.maths import Array
from .mesh import Surface
from .shell import Look, Outline, grid_surface, smoothstep


def ground_y(edge: Outline, *, spring_mm: float, heel_tick_mm: float = 0.0) -> Array:
    """(columns,) how high the tread is off the floor: it rises before the ball, and a little behind the
    heel."""
    z = edge.xz[:, 1] / edge.length_mm
    ahead = np.clip((z - 0.70) / 0.30, 0, 1)
    behind = np.clip((0.10 - z) / 0.10, 0, 1)
    return np.asarray(spring_mm * ahead**1.8 + heel_tick_mm * behind**2)


def base_y(
    edge: Outline, ground: Array, *, heel_mm: float, ball_mm: float, toe_mm: float | None = None
) -> Array:
    """(columns,) the height of the feather edge: the sole's thickness at heel, ball and toe over the
    ground."""
    z = edge.xz[:, 1] / edge.length_mm
    thick = heel_mm + (ball_mm - heel_mm) * smoothstep(0.22, 0.66, z)
    if toe_mm is not None:
        thick = thick + (toe_mm - ball_mm) * smoothstep(0.72, 0.98, z)
    return np.asarray(ground + thick)


def wall(edge: Outline, low: Array, high: Array, profile: Sequence[tuple[float, ArrayLike]]) -> Array:
    """(rows, columns, 3) the side of a sole from `low` to `high` (columns,): `profile` rises through
    (share of the height, mm outside the edge)."""
    out = np.stack([np.broadcast_to(np.asarray(o, float), len(low)) for _, o in profile])
    share = np.array([s for s, _ in profile])[:, None]
    points = np.empty((*out.shape, 3))
    points[..., [0, 2]] = edge.xz + edge.outward * out[..., None]
    points[..., 1] = low + (high - low) * share
    return points


def band(
    points: Array, columns: NDArray[np.intp], look: Look, first: int = 0, last: int | None = None
) -> Surface:
    """The rows `first`..`last` of a wall as a surface of its own, with a hard edge to its neighbours."""
    end = None if last is None else last + 1
    return grid_surface(points[first:end][:, columns], look, closed=True)


def plate(
    ring: Array, look: Look, *, stations: int, across: int, upward: bool, sag_mm: float = 0.0
) -> Surface:
    """A floor within a ring (columns, 3) (last = first): the tread seen from below, or the footbed from
    above.

    `sag_mm` hollows its middle.
    """
    half = len(ring) // 2
    at = np.round(np.linspace(0, half, stations)).astype(np.intp)
    medial, lateral = ring[at], ring[::-1][at]
    s = np.linspace(0.0, 1.0, across)[None, :, None]
    grid = lateral[:, None] * (1 - s) + medial[:, None] * s
    grid[..., 1] -= sag_mm * (1 - (2 * s[..., 0] - 1) ** 2)
    return grid_surface(grid if upward else grid[:, ::-1], look)


def welted(
    edge: Outline,
    under: Array,
    base: Array,
    columns: NDArray[np.intp],
    look: Look,
    *,
    out_mm: ArrayLike,
    detail: float,
) -> tuple[list[Surface], Array]:
    """A thin sole from `under` to the feather edge that stands out all round, and the points of its wall."""
    out = np.broadcast_to(np.asarray(out_mm, float), base.shape)
    points = wall(
        edge,
        under,
        base + 0.5,
        [(0.0, out - 1.6), (0.05, out - 0.3), (0.25, out), (0.85, out), (0.97, out - 0.5), (1.0, out - 1.4),
         (1.0, out * 0 - 1.0)],
    )  # fmt: skip
    stations, across = (14, 3) if detail < 0.5 else (60, 9)
    made = [
        band(points, columns, look, 0, 5),
        band(points, columns, look, 5),
        plate(points[0], look, stations=stations, across=across, upward=False),
    ]
    return made, points


def heel_block(
    edge: Outline,
    under: Array,
    look: Look,
    tip_look: Look,
    *,
    sigma: float,
    out_mm: float,
    taper: float,
    forward_mm: float,
    detail: float,
) -> list[Surface]:
    """The heel under a sole from `under` (columns,) to the floor: back to `sigma` on both sides, its
    breast straight across. At the floor it is smaller by the share `taper` and stands `forward_mm` ahead;
    its lowest part is the top piece, of `tip_look`."""
    half = len(edge.xz) // 2
    k = round(sigma * half)
    step = max(1, k // (10 if detail < 0.5 else 40))
    side = np.arange(0, k + 1, step)
    pick = np.concatenate([-1 - side[::-1], side[1:]])  # from the lateral end round the heel to the medial
    top = edge.grown(out_mm, under + 1.0)[pick]
    middle = np.array([0.0, 0.0, top[:, 2].max() * 0.55])
    foot = (top - middle) * (1 - taper) + middle + np.array([0.0, 0.0, forward_mm])
    foot[:, 1] = 0.0
    shares = (
        np.array([0.0, 0.12, 0.14, 1.0])
        if detail < 0.5
        else np.concatenate([[0, 0.12], np.linspace(0.13, 1, 14)])
    )
    s = shares[:, None, None]
    rows = foot * (1 - s) + top * s
    breast = np.stack([rows[:, -1], rows[:, 0]], 1)
    lower, upper = rows[:2], rows[1:]
    lid = np.stack([foot[: len(side)], foot[::-1][: len(side)]], 1)
    return [
        grid_surface(lower, tip_look),
        grid_surface(upper, look),
        grid_surface(breast, look),
        grid_surface(lid, tip_look),
    ]


def blocks(
    edge: Outline,
    u: Array,
    *,
    out_mm: tuple[float, float],
    low: ArrayLike,
    high: ArrayLike,
    width_mm: float,
    look: Look,
) -> Surface:
    """Lugs along the edge at `u` (k,): boxes from `out_mm[0]` to `out_mm[1]` outside it, between two
    heights."""
    ring = np.stack([edge.xz[:, 0], np.zeros(len(edge.xz)), edge.xz[:, 1]], 1)
    columns = len(ring)
    girth = float(np.linalg.norm(np.diff(ring, axis=0), axis=1).sum())
    half = width_mm / girth / 2
    x = np.linspace(0, 1, columns)
    bottom = np.interp(u, x, np.broadcast_to(np.asarray(low, float), columns))
    top = np.interp(u, x, np.broadcast_to(np.asarray(high, float), columns))
    corners = []
    for y, shrink in ((bottom, 0.82), (top, 1.0)):
        for out, along in ((0, -1), (0, 1), (1, 1), (1, -1)):
            place = (u + along * half * (shrink if out else 1.0)) % 1.0
            normal = np.stack([np.interp(place, x, edge.outward[:, k]) for k in (0, 1)], 1)
            xz = np.stack([np.interp(place, x, edge.xz[:, k]) for k in (0, 1)], 1) + normal * out_mm[out]
            corners.append(np.stack([xz[:, 0], y, xz[:, 1]], 1))
    return look.on(boxes(np.stack(corners, 1), look.stuff))


# Corners 0-3 lie round the lower face (in, in, out, out), 4-7 over them.
_SIDES = np.array([[3, 2, 6, 7], [2, 1, 5, 6], [0, 3, 7, 4], [1, 0, 4, 5], [4, 7, 6, 5], [0, 1, 2, 3]])


def boxes(corners: Array, stuff: str) -> Surface:
    """Flat-sided boxes of corners (k, 8, 3): four round the lower face, then the four over them."""
    faces = corners[:, _SIDES]  # (k, 6, 4, 3)
    normals = np.cross(faces[:, :, 1] - faces[:, :, 0], faces[:, :, 3] - faces[:, :, 0])
    centre = corners.mean(1)[:, None]
    inward = ((faces.mean(2) - centre) * normals).sum(-1) < 0
    faces = np.where(inward[..., None, None], faces[:, :, ::-1], faces)
    normals = np.where(inward[..., None], -normals, normals)
    normals /= np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-9)
    positions = faces.reshape(-1, 3)
    first = np.arange(0, len(positions), 4)[:, None]
    return Surface(
        positions.astype(np.float32),
        np.repeat(normals.reshape(-1, 3), 4, axis=0).astype(np.float32),
        (positions[:, [0, 2]] / 100.0).astype(np.float32),
        (first + np.array([[0, 1, 2, 0, 2, 3]])).reshape(-1, 3).astype(np.uint32),
        stuff,
    )


def sole_points(points: Array) -> dict[str, Array]:
    """The four keypoints at sole level among points (..., 3): foremost, rearmost, widest at the ball on
    each side."""
    cloud = points.reshape(-1, 3)
    z = cloud[:, 2]
    fore = (z - z.min()) / (z.max() - z.min())
    every = np.ones(len(cloud), bool)
    return {
        "toe_tip": _extreme(cloud, z, every),
        "heel_back": _extreme(cloud, -z, every),
        "ball_medial": _extreme(cloud, cloud[:, 0], (fore > 0.5) & (fore < 0.88)),
        "ball_lateral": _extreme(cloud, -cloud[:, 0], (fore > 0.42) & (fore < 0.84)),
    }


def _extreme(cloud: Array, value: Array, among: Array) -> Array:
    """The point of the largest value; of a blunt edge its middle (points within a quarter of a
    millimetre)."""
    near = cloud[among & (value > value[among].max() - 0.25)]
    found: Array = near[np.argmin(np.linalg.norm(near - near.mean(0), axis=1))]
    return found
