"""The shell of a shoe: one sheet from the edge of the sole up to the opening, and what is laid on it.

The sheet is a chart over (u, v). `u` runs once round the sole: heel 0, medial side, toe 0.5, lateral side,
heel 1; `v` goes from the feather edge (0, where upper meets sole) up to the crown (1). The crown is the
collar's edge at the back, the two edges of the throat before it, and from there to the toe the ridge,
where both sides meet. A place on one side is also named by `sigma`, 0 at the heel and 1 at the toe.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...core.maths import Array
from .last import Last
from .mesh import U32, UV_MM, Surface, grid_indices

MEDIAL, LATERAL = 1.0, -1.0


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A sheet sampled on an even grid over (v, u): points and normals (rows, columns, 3), last column =
    first.

    `strip_mm` (columns,) is the length of each strip from v = 0 to 1, `girth_mm` that of the sole's edge.
    """

    points: Array
    normals: Array
    strip_mm: Array
    girth_mm: float
    _both: Array

    @classmethod
    def over(cls, points: Array) -> Chart:
        """The chart of a grid of points whose last column is its first."""
        normals = slopes_normals(points, closed=True)
        # Where the two sides meet on the ridge, both take the mean of what is just beside it.
        meets = np.abs(points[-1] - points[-1, ::-1]).sum(1) < 0.05
        normals[-1, meets] = direction(normals[-2, meets] + normals[-2, ::-1][meets])
        strip = np.linalg.norm(np.diff(points, axis=0), axis=2).sum(0)
        girth = float(np.linalg.norm(np.diff(points[0], axis=0), axis=1).sum())
        return cls(points, normals, strip, girth, np.concatenate([points, normals], 2))

    def look(self, u: ArrayLike, v: ArrayLike) -> tuple[Array, Array]:
        """(points, normals of about length 1) at places on the sheet; u wraps, v is held within 0..1."""
        rows, columns = self.points.shape[:2]
        across, up = np.broadcast_arrays(np.asarray(u, float), np.asarray(v, float))
        x = (across % 1.0) * (columns - 1)
        y = np.clip(up, 0.0, 1.0) * (rows - 1)
        i = np.minimum(x.astype(np.intp), columns - 2)
        j = np.minimum(y.astype(np.intp), rows - 2)
        fx, fy = (x - i)[..., None], (y - j)[..., None]
        flat = self._both.reshape(-1, 6)
        at = j * columns + i
        low = flat[at] * (1 - fx) + flat[at + 1] * fx
        high = flat[at + columns] * (1 - fx) + flat[at + columns + 1] * fx
        mixed = low * (1 - fy) + high * fy
        return mixed[..., :3], mixed[..., 3:]

    def at(self, u: ArrayLike, v: ArrayLike, lift_mm: ArrayLike = 0.0) -> Array:
        """Points (..., 3) at places on the sheet, lifted off it."""
        points, normals = self.look(u, v)
        return points + normals * np.asarray(lift_mm, float)[..., None]

    def strip(self, u: ArrayLike) -> Array:
        """Length in mm of the strips at `u`."""
        columns = len(self.strip_mm)
        return np.interp(np.asarray(u, float) % 1.0, np.linspace(0, 1, columns), self.strip_mm)


def u_of(sigma: ArrayLike, side: float) -> Array:
    """The chart's u of a place on the medial (+1) or lateral (-1) side."""
    half = np.asarray(sigma, float) / 2
    return half if side > 0 else 1.0 - half


def through(at: ArrayLike, knots: ArrayLike, values: ArrayLike) -> Array:
    """A smooth curve through `values` (k, ...) at rising `knots` (k,), read at `at`; it overshoots little."""
    t, k, y = np.asarray(at, float), np.asarray(knots, float), np.asarray(values, float)
    tail = (1,) * (y.ndim - 1)
    step = np.diff(k).reshape(-1, *tail)
    slope = np.diff(y, axis=0) / step
    inner = (slope[:-1] * step[1:] + slope[1:] * step[:-1]) / (step[:-1] + step[1:])
    # At a knot where the curve turns back, or next to a steep piece, an unlimited slope would overshoot.
    limit = 2.2 * np.minimum(np.abs(slope[:-1]), np.abs(slope[1:]))
    inner = np.where(slope[:-1] * slope[1:] <= 0, inner * 0.15, np.clip(inner, -limit, limit))
    ends = np.concatenate([slope[:1], inner, slope[-1:]])
    i = np.clip(np.searchsorted(k, t, "right") - 1, 0, len(k) - 2)
    shape = (*t.shape, *tail)
    h = np.diff(k)[i].reshape(shape)
    f = (np.clip((t - k[i]) / np.diff(k)[i], 0.0, 1.0)).reshape(shape)
    found: Array = (
        (1 + 2 * f) * (1 - f) ** 2 * y[i] + f * (1 - f) ** 2 * h * ends[i]
        + f * f * (3 - 2 * f) * y[i + 1] - f * f * (1 - f) * h * ends[i + 1]
    )  # fmt: skip
    return found


def direction(vectors: Array) -> Array:
    """Along the last axis of length 1; `mesh.unit` without its care for zero vectors."""
    return np.asarray(vectors / np.sqrt((vectors * vectors).sum(-1, keepdims=True) + 1e-18))


def cross(a: Array, b: Array) -> Array:
    """The cross product of (..., 3) arrays of one shape; several times faster than numpy's on small ones."""
    return np.asarray(a[..., [1, 2, 0]] * b[..., [2, 0, 1]] - a[..., [2, 0, 1]] * b[..., [1, 2, 0]])


def slopes_normals(points: Array, *, closed: bool) -> Array:
    """(..., rows, columns, 3) normals of grids from the differences to the neighbours. A `closed` grid's last
    column is its first."""
    up = np.empty_like(points)
    up[..., 1:-1, :, :] = points[..., 2:, :, :] - points[..., :-2, :, :]
    up[..., 0, :, :] = points[..., 1, :, :] - points[..., 0, :, :]
    up[..., -1, :, :] = points[..., -1, :, :] - points[..., -2, :, :]
    along = np.empty_like(points)
    along[..., 1:-1, :] = points[..., 2:, :] - points[..., :-2, :]
    if closed:
        along[..., 0, :] = along[..., -1, :] = points[..., 1, :] - points[..., -2, :]
    else:
        along[..., 0, :] = points[..., 1, :] - points[..., 0, :]
        along[..., -1, :] = points[..., -1, :] - points[..., -2, :]
    normals = cross(up, along)
    length = np.sqrt((normals * normals).sum(-1, keepdims=True))
    normals /= np.maximum(length, 1e-9)
    # A row drawn together in a point, as at the end of a floor, has the normals of its neighbour.
    for row, beside in ((0, 1), (-1, -2)):
        lost = length[..., row, :, :] < 1e-4
        if lost.any():
            normals[..., row, :, :] = np.where(lost, normals[..., beside, :, :], normals[..., row, :, :])
    return normals


def smoothstep(low: float, high: float, x: ArrayLike) -> Array:
    t = np.clip((np.asarray(x, float) - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t))


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The feather edge seen from above: xz (columns, 2) evenly along each side, heel to toe to heel, and
    the outward normals (columns, 2). The middle column is the toe's tip, the last is the first."""

    xz: Array
    outward: Array

    @classmethod
    def of_last(cls, last: Last, columns: int, *, ease_mm: float, room_mm: float) -> Outline:
        """Round a last, `ease_mm` away from it, with `room_mm` before the toes; heel at z = 0. An odd
        `columns`."""
        t = np.linspace(0.0, 1.0, 4 * (columns - 1) + 1)
        line = last.outline(t, grow_mm=ease_mm, flat=True)[..., [0, 2]]
        line[:, 1] -= line[:, 1].min()
        share = np.clip(line[:, 1] / line[:, 1].max() / 0.45 - 1.22, 0.0, 1.0)  # from 0.55 of the length on
        line[:, 1] += room_mm * share * share * (3 - 2 * share)
        half = len(line) // 2
        xz = np.concatenate(
            [_even(line[: half + 1], columns // 2 + 1), _even(line[half:], columns // 2 + 1)[1:]]
        )
        ring = xz[:-1]
        ahead = np.roll(ring, -2, 0) - np.roll(ring, 2, 0)
        outward = np.stack([ahead[:, 1], -ahead[:, 0]], 1)
        outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
        return cls(xz, np.concatenate([outward, outward[:1]]))

    @property
    def length_mm(self) -> float:
        return float(self.xz[:, 1].max())

    @property
    def sigma(self) -> Array:
        """(columns,) 0 at the heel, 1 at the toe, back to 0."""
        half = np.linspace(0.0, 1.0, len(self.xz) // 2 + 1)
        return np.concatenate([half, half[-2::-1]])

    def sigma_at(self, z_share: ArrayLike) -> Array:
        """Where the outline is so far from the heel (a share of its length), as the mean of both sides."""
        half = len(self.xz) // 2
        sigma = np.linspace(0, 1, half + 1)
        z = np.asarray(z_share, float) * self.length_mm
        medial = np.interp(z, np.maximum.accumulate(self.xz[: half + 1, 1]), sigma)
        lateral = np.interp(z, np.maximum.accumulate(self.xz[: half - 1 : -1, 1]), sigma)
        return np.asarray((medial + lateral) / 2)

    def grown(self, by_mm: ArrayLike, y: ArrayLike) -> Array:
        """(columns, 3) the edge pushed outward, at heights `y`."""
        xz = self.xz + self.outward * _column(by_mm)
        return np.stack([xz[:, 0], np.broadcast_to(y, len(xz)), xz[:, 1]], 1)


def _even(line: Array, count: int) -> Array:
    """`count` points at even steps along a line (n, d), both ends kept."""
    run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    wanted = np.linspace(0.0, run[-1], count)
    return np.stack([np.interp(wanted, run, line[:, k]) for k in range(line.shape[1])], 1)


def columns_for(count: int, columns: int) -> NDArray[np.intp]:
    """(count + 1,) which of a chart's columns a mesh takes: denser at heel and toe, where the outline
    turns. The last is the first again."""
    s = np.linspace(0.0, 2.0, count + 1)
    half = s % 1.0
    u = (np.floor(s) + half - 0.5 * np.sin(2 * np.pi * half) / (2 * np.pi)) / 2
    return np.unique(np.round(u * (columns - 1)).astype(np.intp))


@dataclass(frozen=True, slots=True, eq=False)
class Crown:
    """The shell's upper edge on both sides: knots at `sigma` (k,), `medial` and `lateral` (k, 3) mm.

    `ridge` is the sigma from which on both sides meet (x is one and the same). `fold` (k,) says how the
    shell comes in at the crown: 0 upright as at a collar, 1 level as over the instep. `flare` (k,) leans
    an upright edge outward.
    """

    sigma: Array
    medial: Array
    lateral: Array
    fold: Array
    flare: Array


def shell(
    edge: Outline,
    feather_y: Array,
    crown: Crown,
    *,
    rows: int,
    swell: ArrayLike = 0.18,
    full: ArrayLike = 0.55,
    hug: ArrayLike = 0.45,
) -> Chart:
    """The sheet between the feather edge at heights `feather_y` (columns,) and the crown.

    `swell` is how far the strips set off outward (tangent), `hug` how high they rise before they turn, and
    `full` how long they run level before the crown; each one or (columns,).
    """
    sigma = edge.sigma
    half = len(sigma) // 2
    # The first knot again from the other side, so that the crown runs round the heel without a corner.
    places = np.concatenate([[-crown.sigma[1]], crown.sigma])
    sides, slopes = [], []
    for own, other in ((crown.medial, crown.lateral), (crown.lateral, crown.medial)):
        knots = np.concatenate([own, crown.fold[:, None], crown.flare[:, None]], 1)
        behind = np.concatenate([other[1], [crown.fold[1], crown.flare[1]]])
        line = through(sigma[: half + 1], places, np.concatenate([behind[None], knots]))
        run = np.gradient(line[:, 1:3], axis=0)
        ahead = np.where(np.abs(run[:, 1]) > 1e-4, run[:, 1], -1e-4)
        sides.append(line)
        slope_here = np.clip(run[:, 0] / ahead, -3.0, 0.6)
        # An opening's edge may rise towards the toe where the foot under it falls: the foot's way counts.
        meets = np.abs(own[:, 0] - other[:, 0]) < 0.05
        start = int(np.argmax(sigma[: half + 1] >= crown.sigma[1 + int(np.argmax(meets[1:]))]))
        slope_here[:start] = np.minimum(slope_here[:start], slope_here[min(start + 2, half)])
        slopes.append(slope_here)
    both = np.concatenate([sides[0], sides[1][-2::-1]])
    slope = np.concatenate([slopes[0], slopes[1][-2::-1]])[:, None]
    top, fold, flare = both[:, :3], both[:, 3:4], both[:, 4:5]
    bottom = np.stack([edge.xz[:, 0], feather_y, edge.xz[:, 1]], 1)
    out = np.stack([edge.outward[:, 0], np.zeros(len(sigma)), edge.outward[:, 1]], 1)
    rise = np.maximum(top[:, 1:2] - bottom[:, 1:2], 4.0)
    inward = top - bottom
    inward[:, 1] = 0.0
    reach = np.linalg.norm(inward, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0])
    set_off = direction(up + out * _column(swell))
    # Over the ridge the sheet follows the ridge's own slope, and the strips come in rather across it than
    # along, so that both sides meet without a crease.
    inward[:, 0] *= 1.0 + 1.5 * fold[:, 0]
    reach_in = np.linalg.norm(inward, axis=1, keepdims=True)
    level = inward / np.maximum(reach_in, 1e-6)
    level = direction(level + up * slope * level[:, 2:3])
    upright = direction(up + out * flare)
    arrive = direction(level * fold + upright * (1 - fold))
    lower = bottom + set_off * rise * _column(hug) * (0.85 + 0.4 * fold)
    upper = top - arrive * ((1 - fold) * 0.36 * rise + fold * _column(full) * reach)
    t = np.linspace(0.0, 1.0, rows)[:, None]
    weights = np.concatenate([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3], 1)
    points = np.einsum("rk,kcd->rcd", weights, np.stack([bottom, lower, upper, top]))
    return Chart.over(points)


def _column(value: ArrayLike) -> Array:
    return np.atleast_1d(np.asarray(value, float))[:, None]


def relief(chart: Chart, lift_mm: Array) -> Chart:
    """The same sheet with every point (rows, columns) moved along its normal: padding, creases."""
    return Chart.over(chart.points + chart.normals * lift_mm[..., None])


@dataclass(frozen=True, slots=True)
class Look:
    """What a part is made of, and how it looks: linear RGB, roughness, kind of texture."""

    stuff: str
    colour: tuple[float, float, float]
    roughness: float = 0.6
    texture: str = ""

    def on(self, surface: Surface) -> Surface:
        return replace(
            surface, stuff=self.stuff, colour=self.colour, roughness=self.roughness, texture=self.texture
        )


def skin(chart: Chart, columns: NDArray[np.intp], v: Array, look: Look) -> Surface:
    """The sheet itself, all the way round, at some of its columns (`columns_for`) and at the given v."""
    return sheet(chart, columns[None, :] / (chart.points.shape[1] - 1) - 1e-9, v[:, None], 0.0, look)


def grid_surface(points: Array, look: Look, *, closed: bool = False) -> Surface:
    """The skin over a grid (rows, columns, 3), as `mesh.loft` makes it, but faster. Of a `closed` one the
    last column is the first."""
    rows, columns = points.shape[:2]
    along = np.sqrt((np.diff(points[rows // 2], axis=0) ** 2).sum(-1)).cumsum()
    down = np.sqrt((np.diff(points[:, columns // 2], axis=0) ** 2).sum(-1)).cumsum()
    uvs = np.zeros((rows, columns, 2), np.float32)
    uvs[:, 1:, 0], uvs[1:, :, 1] = along / UV_MM, down[:, None] / UV_MM
    made = Surface(
        points.reshape(-1, 3).astype(np.float32),
        slopes_normals(points, closed=closed).reshape(-1, 3).astype(np.float32),
        uvs.reshape(-1, 2),
        _grid_indices(rows, columns),
        look.stuff,
    )
    return look.on(made)


def stacked(points: Array, look: Look) -> Surface:
    """The skin over several grids of one size (k, rows, columns, 3), their last columns the first again."""
    count, rows, columns = points.shape[:3]
    starts = np.arange(0, count * rows * columns, rows * columns, dtype=np.uint32)
    made = Surface(
        points.reshape(-1, 3).astype(np.float32),
        slopes_normals(points, closed=True).reshape(-1, 3).astype(np.float32),
        (points[..., [0, 2]] / UV_MM).reshape(-1, 2).astype(np.float32),
        (_grid_indices(rows, columns)[None] + starts[:, None, None]).reshape(-1, 3),
        look.stuff,
    )
    return look.on(made)


def sheet(
    chart: Chart, u: ArrayLike, v: ArrayLike, lift_mm: ArrayLike, look: Look, *, creased: bool = False
) -> Surface:
    """Grids of places (..., rows, columns) lifted off the chart: rows run up, columns the way u grows.

    Its normals are the chart's; `creased` ones follow the lift, for edges that are seen from near.
    """
    across, up, lift = np.broadcast_arrays(
        np.asarray(u, float), np.asarray(v, float), np.asarray(lift_mm, float)
    )
    rows, columns = across.shape[-2:]
    points, normals = chart.look(across, up)
    points = points + normals * lift[..., None]
    if creased:
        normals = slopes_normals(points, closed=False)
    uvs = np.stack([across * (chart.girth_mm / UV_MM), up * (float(chart.strip_mm.mean()) / UV_MM)], -1)
    one, grids = _grid_indices(rows, columns), across[..., 0, 0].size
    starts = np.arange(0, grids * rows * columns, rows * columns, dtype=np.uint32)
    made = Surface(
        points.reshape(-1, 3).astype(np.float32),
        normals.reshape(-1, 3).astype(np.float32),
        uvs.reshape(-1, 2).astype(np.float32),
        (one[None] + starts[:, None, None]).reshape(-1, 3),
        look.stuff,
    )
    return look.on(made)


@lru_cache(maxsize=256)
def _grid_indices(rows: int, columns: int) -> U32:
    return grid_indices(rows, columns)


def panel(
    chart: Chart,
    low: ArrayLike,
    high: ArrayLike,
    look: Look,
    *,
    rows: int,
    lift_mm: float,
    sides: int = 1,
    creased: bool = False,
    open_high: bool = False,
) -> Surface:
    """A piece laid on the sheet between two lines of places (k, 2), (u, v) each, with rounded-down edges.

    Both lines run the way u grows. With two `sides` the piece lies on the other side of the foot, too. With
    `open_high` its upper edge stays raised, since both sides' pieces meet there.
    """
    a, b = np.asarray(low, float), np.asarray(high, float)
    k = len(a)
    ends = chart.look(np.stack([a[:, 0], b[:, 0]]), np.stack([a[:, 1], b[:, 1]]))[0]
    wide = float(np.linalg.norm(ends[1, k // 2] - ends[0, k // 2]))
    long = float(np.linalg.norm(ends[0, 1:] - ends[0, :-1], axis=1).sum())
    # Rows more than 9 mm apart would cut corners.
    t = _with_edge(np.linspace(0, 1, max(rows, 2, round(wide / 9.0)) + 2), wide)
    along = _with_edge(np.linspace(0, 1, k), long)
    x = along * (k - 1)
    i = np.minimum(x.astype(int), k - 2)
    f = (x - i)[:, None]
    low_line, high_line = a[i] * (1 - f) + a[i + 1] * f, b[i] * (1 - f) + b[i + 1] * f
    places = low_line[None] * (1 - t[:, None, None]) + high_line[None] * t[:, None, None]
    up, down = _edge_lift(len(t)), _edge_lift(len(along))
    if open_high:
        up[-2:] = 1.0
    lift = np.minimum(up[:, None], down[None]) * lift_mm
    u, v = places[..., 0], places[..., 1]
    if sides == 2:
        u, v, lift = np.stack([u, 1 - u[:, ::-1]]), np.stack([v, v[:, ::-1]]), np.stack([lift, lift[:, ::-1]])
    return sheet(chart, u, v, lift, look, creased=creased)


def _with_edge(t: Array, long_mm: float) -> Array:
    """Steps 0..1 along a piece with two more near each end, where its edge is rounded down."""
    rim = min(0.2, 0.9 / max(long_mm, 2.0))
    inner = t[(t > rim * 1.5) & (t < 1 - rim * 1.5)]
    return np.concatenate([[0.0, rim * 0.35, rim], inner, [1 - rim, 1 - rim * 0.35, 1.0]])


def _edge_lift(count: int) -> Array:
    lift = np.ones(count)
    lift[[0, -1]], lift[[1, -2]] = -0.4, 0.8
    return lift
