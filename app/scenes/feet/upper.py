"""What uppers share: how high they stand over the foot, the rim and lining of an opening, tongues, the
eight points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from ...core.maths import Array
from .footwear import Footwear
from .last import Last
from .mesh import Surface
from .shell import (
    LATERAL,
    MEDIAL,
    Chart,
    Crown,
    Look,
    Outline,
    cross,
    direction,
    grid_surface,
    panel,
    sheet,
    smoothstep,
    through,
    u_of,
)

# Height of the ankle bones over the sole, as shares of the foot's length (medial stands higher), and of
# the place
# behind them where a low collar ends.
MALLEOLUS = {MEDIAL: 0.275, LATERAL: 0.245}
MALLEOLUS_Z = {MEDIAL: 0.20, LATERAL: 0.165}
ACHILLES = 0.285


@dataclass(frozen=True, eq=False)
class Fit:
    """A last with the sole that it stands on: `edge` and, per column of it, `base` (the feather edge's
    height)."""

    last: Last
    edge: Outline
    base: Array

    @property
    def foot_mm(self) -> float:
        return self.last.shape.length_mm

    @cached_property
    def length_mm(self) -> float:
        return self.edge.length_mm

    def base_at(self, z_mm: ArrayLike) -> Array:
        z, base, _ = self._profile
        return np.interp(np.asarray(z_mm, float), z, base)

    def ridge_y(self, z_mm: ArrayLike, over_mm: ArrayLike = 0.0) -> Array:
        """Height of the foot's ridge under an upper that is `over_mm` thick."""
        z, _, ridge = self._profile
        return np.interp(np.asarray(z_mm, float), z, ridge) + np.asarray(over_mm, float)

    @cached_property
    def _profile(self) -> Array:
        """(3, columns) along the medial side: z, the feather edge's height, and the ridge's."""
        p = self.last.shape
        half = len(self.base) // 2 + 1
        z, base = np.maximum.accumulate(self.edge.xz[:half, 1]), self.base[:half]
        ankle, toe = p.ankle_height_mm, p.toe_height_mm
        point = max(0.0, 1.0 - p.toe / 0.35)  # pointed toes are flat at their tip
        at = np.array([0.30, 0.36, 0.54, 0.71, 0.82, 0.90, 1.0])
        high = np.array(
            [
                1.16 * ankle,
                0.99 * ankle,
                p.instep_height_mm,
                p.ball_height_mm,
                (1.18 - 0.06 * point) * toe,
                (1.02 - 0.22 * point) * toe,
                (0.8 - 0.38 * point) * toe,
            ]
        )
        return np.stack([z, base, base + through(np.clip(z / z[-1], 0.30, 1.0), at, high)])

    def ridge_x(self, z_mm: ArrayLike) -> Array:
        p = self.last.shape
        share = np.asarray(z_mm, float) / self.length_mm
        return np.asarray(p.length_mm * (0.012 + 0.6 * p.curve) * np.clip((share - 0.35) / 0.5, 0, 1))

    @property
    def ankle(self) -> Array:
        """(3,) the joint, between the ankle bones."""
        z = 0.185 * self.foot_mm
        return np.array([0.0, float(self.base_at(z)) + 0.26 * self.foot_mm, z])

    def half_width(self, height_mm: float) -> float:
        """Half the width of the leg at a height over the sole, at the ankle bones."""
        p = self.last.shape
        share = np.clip(height_mm / p.ankle_height_mm, 0, 1.3)
        return float(p.heel_width_mm / 2 + (p.ankle_width_mm - p.heel_width_mm) / 2 * min(share, 1.0))

    def back_z(self, height_mm: float) -> float:
        """How far forward the heel's back is at a height over the sole."""
        share = height_mm / self.last.shape.ankle_height_mm
        return float(0.03 * self.foot_mm * np.clip(share, 0, 1.2) ** 1.5)


@dataclass(frozen=True, slots=True)
class Knot:
    """A knot of a crown: at `z` (share of the length) under which the strip starts, its point `x` out from
    the ridge's line, at `y` and `z_top` mm; see Crown for fold and flare."""

    z: float
    x: float
    y: float
    z_top: float
    fold: float
    flare: float = 0.0


def crown(fit: Fit, knots: Sequence[Knot]) -> Crown:
    """Knots from the heel to the front end of the ridge, the same on both sides of the foot's own line."""
    sigma = np.asarray(fit.edge.sigma_at([k.z for k in knots]))
    sigma[0], sigma[-1] = 0.0, 1.0
    middle = fit.ridge_x(np.array([k.z_top for k in knots]))
    x = np.array([k.x for k in knots])
    rest = np.array([[k.y, k.z_top] for k in knots])
    medial = np.stack([middle + x, rest[:, 0], rest[:, 1]], 1)
    lateral = np.stack([middle - x, rest[:, 0], rest[:, 1]], 1)
    return Crown(
        sigma, medial, lateral, np.array([k.fold for k in knots]), np.array([k.flare for k in knots])
    )


def rim(
    chart: Chart,
    u: Array,
    radius_mm: Array,
    look: Look,
    *,
    depth_mm: float,
    wall_mm: float,
    arcs: int,
    rows: int,
) -> Surface:
    """The edge of an opening turned in, and the lining down from it: along `u` (k,), rising, not closed.

    `radius_mm` (k,) is half the thickness of the edge, `wall_mm` that of the upper further down.
    """
    top, normal = chart.look(u, 1.0)
    strip = chart.strip(u)
    tangent = direction(top - chart.at(u, 1.0 - 3.0 / strip))
    normal = direction(normal - tangent * (normal * tangent).sum(-1, keepdims=True))
    r = radius_mm[:, None]
    turns = np.linspace(0.0, np.pi, arcs)
    lines = [top - normal * r + r * (normal * np.cos(a) + tangent * np.sin(a)) for a in turns]
    for k in range(1, rows + 1):
        v = 1.0 - np.minimum(depth_mm / strip, 0.93) * (k / rows) ** 1.2
        ease = smoothstep(0.0, 0.5, k / rows)
        lines.append(chart.at(u, v, -(2 * radius_mm * (1 - ease) + wall_mm * ease)))
    return grid_surface(np.stack(lines), look)


def inside_out(chart: Chart, look: Look) -> Surface:
    """The upper's inside, where no lining of its own reaches: seen only through the opening."""
    u = np.linspace(0.0, 1.0, 49)
    v = np.linspace(1.0, 0.04, 9)  # downwards, so that its outside is inside
    made = sheet(chart, u[None] - 1e-9, v[:, None], -1.2, look)
    return replace(made, normals=-made.normals)


def around_heel(sigma: float, count: int) -> Array:
    """(count,) u from the lateral side at `sigma` round the heel to the medial side, for `rim`."""
    return np.linspace(-sigma / 2, sigma / 2, count)


@dataclass(frozen=True, slots=True)
class TongueStyle:
    """`beyond_mm` past the top of the throat, `thick_mm` of padding, `bulge_mm` of the middle over its
    edges."""

    beyond_mm: float = 22.0
    thick_mm: float = 6.0
    bulge_mm: float = 4.0
    lean: float = 0.35
    under_mm: float = 16.0


def tongue(
    chart: Chart, sigma: tuple[float, float], style: TongueStyle, look: Look, *, detail: float
) -> Surface:
    """From under the vamp at `sigma[0]` up through the throat to `sigma[1]` and beyond."""
    rows, columns, past = (6, 7, 4) if detail < 0.5 else (14, 15, 8)
    along = np.linspace(sigma[0], sigma[1], rows)
    sections = _throat_sections(chart, along, style, columns)
    up = direction(np.gradient(sections, axis=1)[:, columns // 2])
    going = direction(np.gradient(sections[:, columns // 2], axis=0))
    up = direction(cross(going, up))
    top = sections[-1]
    centre = top[columns // 2]
    turn = direction((1 - style.lean) * going[-1] + style.lean * np.array([0.0, 1.0, 0.05]))
    grown: list[Array] = []
    for k in range(1, past + 1):
        t = k / past
        way = direction(going[-1] * (1 - t) + turn * t)
        narrow = 1.0 - 0.16 * t * t
        before = grown[-1] if grown else top
        middle = before[columns // 2] + way * style.beyond_mm / past
        arched = (top - centre) * np.array([narrow, 1.0, narrow])
        grown.append(middle + arched)
    # The upper corners are round.
    side = np.abs(np.linspace(-1, 1, columns))
    for k, row in enumerate(grown):
        drop = style.beyond_mm * 0.30 * ((k + 1) / past) ** 2 * side**3
        grown[k] = row - direction(going[-1] + turn) * drop[:, None]
    sheet = np.concatenate([sections, np.stack(grown)])
    lift = np.concatenate([up, np.repeat(direction(np.array([0.0, -turn[2], turn[1]]))[None], past, 0)])
    lift = direction(lift * np.sign(lift[:, 1:2] + 1e-9))
    thick = np.full(len(sheet), style.thick_mm)
    thick[-1] *= 0.55
    return _slab(sheet, lift, thick, look)


def _throat_sections(chart: Chart, along: Array, style: TongueStyle, columns: int) -> Array:
    """(rows, columns, 3) lines across the throat from the medial side to the lateral, just under its
    edges."""
    across = []
    for side in (MEDIAL, LATERAL):
        u = u_of(along, side)
        low = chart.at(u, 1.0 - style.under_mm / chart.strip(u), -2.4)
        edge = chart.at(u, 1.0, -2.0)
        across.append((low, edge))
    (low_m, edge_m), (low_l, edge_l) = across
    middle = (edge_m + edge_l) / 2
    open_ = np.linalg.norm(edge_m - edge_l, axis=1, keepdims=True)
    middle = middle + np.array([0.0, 0.8, 0.4]) * style.bulge_mm * np.clip(open_ / 20, 0, 1)
    knots = np.stack([low_m, edge_m, middle, edge_l, low_l], 1)
    x = np.array([-1.0, -0.52, 0.0, 0.52, 1.0])
    return np.moveaxis(through(np.linspace(-1, 1, columns), x, np.moveaxis(knots, 1, 0)), 0, 1)


def _slab(sheet: Array, up: Array, thick_mm: Array, look: Look) -> Surface:
    """A padded sheet (rows, columns, 3), thickest in the middle, closed all round; its last row is its
    free end."""
    columns = sheet.shape[1]
    belly = (1 - np.linspace(-1, 1, columns) ** 4)[None, :, None]
    under = sheet - up[:, None] * thick_mm[:, None, None] * (0.25 + 0.75 * belly)
    rings = np.concatenate([sheet, under[:, ::-1], sheet[:, :1]], 1)
    # The free end closes over a last ring drawn together.
    lid = rings[-1].mean(0) + (rings[-1] - rings[-1].mean(0)) * np.array([0.96, 0.2, 0.9])
    return grid_surface(np.concatenate([rings, lid[None]]), look, closed=True)


def points_on(
    fit: Fit, chart: Chart, sole: dict[str, Array], instep: Array, *, collar_lift_mm: float = 0.0
) -> Array:
    """(8, 3) keypoints: those at sole level, the instep, and on the shell the ankle bones and the tendon.

    Where the collar ends below an ankle bone, its edge counts.
    """
    found = [sole["toe_tip"], sole["heel_back"], sole["ball_medial"], sole["ball_lateral"], instep]
    for side in (MEDIAL, LATERAL):
        sigma = float(fit.edge.sigma_at(MALLEOLUS_Z[side]))
        found.append(_at_height(fit, chart, u_of(sigma, side), MALLEOLUS[side], collar_lift_mm))
    found.append(_at_height(fit, chart, np.asarray(0.0), ACHILLES, collar_lift_mm))
    return np.stack(found)


def _at_height(fit: Fit, chart: Chart, u: Array, share: float, lift_mm: float) -> Array:
    v = np.linspace(0.0, 1.0, 33)
    strip = chart.at(np.full(33, u), v)
    high = fit.base_at(strip[0, 2]) + share * fit.foot_mm
    level = np.maximum.accumulate(strip[:, 1])
    return chart.at(u, np.interp(high, level, v), lift_mm)


def collar_ring(chart: Chart, sigma: float, count: int) -> Array:
    """(count, 3) the opening from the back over the medial side round; it crosses the throat at `sigma`."""
    half = count // 2
    medial = chart.at(np.linspace(0.0, sigma / 2, half, endpoint=False), 1.0)
    lateral = chart.at(1.0 - np.linspace(sigma / 2, 0.0, count - half, endpoint=False), 1.0)
    return np.concatenate([medial, lateral])


def placed(kind: str, surfaces: Sequence[Surface], keypoints: Array, collar: Array, ankle: Array) -> Footwear:
    """The finished thing, moved so that the heel's back stands over the origin and its lowest point at y =
    0."""
    lowest = min(float(s.positions[:, 1].min()) for s in surfaces)
    move = -np.array([keypoints[1, 0], lowest, keypoints[1, 2]])
    shift = move.astype(np.float32)
    moved = tuple(replace(s, positions=s.positions + shift) for s in surfaces)
    return Footwear(kind, moved, keypoints + move, collar + move, ankle + move)


def side_panels(
    chart: Chart,
    low: ArrayLike,
    high: ArrayLike,
    look: Look,
    *,
    rows: int,
    lift_mm: float,
    creased: bool = False,
) -> Surface:
    """The same piece on both sides; `low` and `high` (k, 2) are given as (sigma, v)."""
    a, b = (np.asarray(c, float) * (0.5, 1.0) for c in (low, high))
    return panel(chart, a, b, look, rows=rows, lift_mm=lift_mm, sides=2, creased=creased)
