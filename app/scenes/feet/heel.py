"""Heeled shoes on a pitched last: pumps, with ankle or T straps, slingbacks; stiletto, block, kitten or
wedge."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array
from . import palette
from .footwear import Footwear
from .laces import cords, smooth_paths
from .last import Last, LastShape
from .mesh import Surface, between
from .openings import Places, slip_upper
from .pieces import Layer, front
from .shell import Chart, Look, Outline, columns_for, direction, grid_surface, skin, smoothstep
from .sole import plate, sole_points
from .upper import Fit, around_heel, collar_ring, inside_out, placed, points_on, rim

BUILDS = ("pump", "ankle strap", "t-strap", "mary jane")
HEELS = ("stiletto", "block", "kitten", "wedge", "cone")

_INK, _NUDE, _DARK = (0.010, 0.010, 0.011), (0.50, 0.31, 0.21), (0.012, 0.011, 0.011)


# What a style is of where it says nothing else.
_UPPER = Look("upper", _INK, 0.3, "leather")
_TRIM = Look("upper", _INK, 0.3, "leather")
_LINING = Look("lining", _NUDE, 0.6, "leather")
_HEEL = Look("heel", _INK, 0.3, "leather")
_SOLE = Look("sole", _DARK, 0.45, "leather")
_METAL = Look("metal", (0.75, 0.62, 0.36), 0.25, "metal")


@dataclass(frozen=True, slots=True)
class HeelStyle:
    """What a heeled shoe looks like. `heel_height_mm` is the pitch that its last is to have (`last`),
    `platform_mm` what heel and ball both stand higher; the opening's front is at `front` (share of the
    length)."""

    build: str = "pump"
    heel: str = "stiletto"
    heel_height_mm: float = 80.0
    toe: float = 0.15
    platform_mm: float = 0.0
    room_mm: float = 16.0
    back_mm: float = 52.0
    side_mm: float = 28.0
    front: float = 0.76
    vee: float = 0.3
    tip_mm: float = 10.0
    cap: bool = False
    upper_look: Look = _UPPER
    trim_look: Look = _TRIM
    lining_look: Look = _LINING
    heel_look: Look = _HEEL
    sole_look: Look = _SOLE
    metal_look: Look = _METAL

    @classmethod
    def sample(cls, rng: np.random.Generator) -> HeelStyle:
        """Kitten heels of 30 mm to stilettos of 110."""
        kind = str(rng.choice(HEELS, p=[0.36, 0.28, 0.12, 0.16, 0.08]))
        high = {
            "stiletto": (65, 105),
            "block": (45, 95),
            "kitten": (32, 55),
            "wedge": (40, 90),
            "cone": (50, 85),
        }
        height = float(rng.uniform(*high[kind]))
        tip = {
            "stiletto": (8, 12),
            "block": (30, 48),
            "kitten": (9, 14),
            "wedge": (40, 50),
            "cone": (18, 28),
        }[kind]
        texture = str(rng.choice(["leather", "patent", "suede", "grain"], p=[0.4, 0.28, 0.22, 0.1]))
        rough = {"leather": 0.3, "patent": 0.08, "suede": 0.95, "grain": 0.45}[texture]
        family = palette.BLACKS * 3 + palette.LEATHERS + palette.BRIGHTS + palette.PASTELS + palette.WHITES
        main = palette.pick(rng, family)
        trim = main if rng.random() < 0.8 else palette.pick(rng, family)
        sole = palette.pick(rng, palette.BLACKS + palette.GUMS + palette.LEATHERS + ("#a3101c",))
        heel_look = Look("heel", main, rough, texture)
        if kind in ("block", "wedge") and rng.random() < 0.3:
            heel_look = Look("heel", palette.pick(rng, palette.GUMS + palette.LEATHERS), 0.5, "wood")
        return cls(
            build=str(rng.choice(BUILDS, p=[0.62, 0.18, 0.08, 0.12])),
            heel=kind,
            heel_height_mm=height,
            toe=float(rng.choice([rng.uniform(0.0, 0.2), rng.uniform(0.35, 0.6)])),
            platform_mm=float(rng.choice([0.0, 0.0, 0.0, rng.uniform(8, 28)])),
            room_mm=float(rng.uniform(8, 26)),
            back_mm=float(rng.uniform(46, 60)),
            side_mm=float(rng.uniform(22, 36)),
            front=float(rng.uniform(0.70, 0.82)),
            vee=float(rng.uniform(0, 0.8)),
            tip_mm=float(rng.uniform(*tip)),
            cap=bool(rng.random() < 0.12),
            upper_look=Look("upper", main, rough, texture),
            trim_look=Look("upper", trim, rough, texture),
            lining_look=Look("lining", palette.pick(rng, palette.GUMS + palette.PASTELS), 0.6, "leather"),
            heel_look=heel_look,
            sole_look=Look("sole", sole, 0.45, "leather"),
            metal_look=Look(
                "metal", (0.75, 0.62, 0.36) if rng.random() < 0.5 else (0.6, 0.6, 0.62), 0.25, "metal"
            ),
        )

    def last(self, shape: LastShape) -> Last:
        """The last that this shoe is made on: somebody's, pitched and with this shoe's toe."""
        return Last(replace(shape, heel_height_mm=self.heel_height_mm, toe=self.toe, toe_spring_mm=5.0))


_THICK_MM = 3.2  # of the sole under the foot


def heel(last: Last, style: HeelStyle, *, detail: float = 0.0) -> Footwear:
    """A right heeled shoe on a last pitched for it (`style.last`). `detail` 0 is for training, 1 for the
    catalogue."""
    fine = detail >= 0.5
    edge = Outline.of_last(last, 385 if fine else 129, ease_mm=0.6, room_mm=style.room_mm)
    flat = Fit(last, edge, np.zeros(len(edge.xz)))
    chart, at = slip_upper(
        flat,
        heel_mm=style.back_mm,
        side_mm=style.side_mm,
        front=style.front,
        over_mm=1.6,
        rows=49 if fine else 17,
        vee=style.vee,
    )
    lift = np.array([0.0, style.platform_mm + _THICK_MM, 0.0])

    def pitched(points: Array) -> Array:
        return last.bend(points) + lift

    chart = Chart.over(pitched(chart.points))
    columns = columns_for(between(detail, 56, 220), len(edge.xz))
    surfaces = [skin(chart, columns, np.linspace(0.0, 1.0, between(detail, 9, 33)), style.upper_look)]
    surfaces += _inside(chart, pitched(edge.grown(-1.0, 1.2)), style, at, detail)
    if fine:
        surfaces.append(inside_out(chart, style.lining_look))
    surfaces += _straps(chart, style, at, detail)
    soles, cloud, seat = _sole(last, edge, style, columns, detail)
    surfaces += soles
    surfaces += _heel(seat, style, detail)
    keypoints = _points(last, flat, chart, cloud, at, lift)
    ankle = pitched(np.array([0.0, 0.26 * flat.foot_mm, 0.185 * flat.foot_mm]))
    return placed("heel", surfaces, keypoints, collar_ring(chart, at.top, 32), ankle)


def _points(last: Last, flat: Fit, chart: Chart, cloud: Array, at: Places, lift: Array) -> Array:
    """As for any shoe, but where it leaves the foot bare the ankle and the instep are the foot's own."""
    found = points_on(flat, chart, sole_points(cloud), np.zeros(3))
    found[4] = last.upper(last.t_at(0.47, medial=True), 1.0) * (0.0, 1.0, 1.0) + lift
    for row, share, medial in ((5, 0.20, True), (6, 0.165, False)):
        t = last.t_at(share, medial=medial)
        high = (0.275 if medial else 0.245) * flat.foot_mm
        found[row] = last.upper(t, last.v_at_height(t, high)) + lift
    found[7] = last.upper(0.0, last.v_at_height(0.0, 0.285 * flat.foot_mm)) + lift
    return found


def _inside(chart: Chart, bed: Array, style: HeelStyle, at: Places, detail: float) -> list[Surface]:
    u = around_heel(at.throat + 0.004, between(detail, 38, 160))
    return [
        rim(chart, u, np.full(len(u), 0.8), style.lining_look, depth_mm=60, wall_mm=2.2,
            arcs=between(detail, 4, 8),
            rows=between(detail, 3, 12)),
        plate(bed, style.lining_look, stations=between(detail, 18, 60), across=between(detail, 4, 12),
              upward=True),
    ]  # fmt: skip


def _sole(
    last: Last, edge: Outline, style: HeelStyle, columns: NDArray[np.intp], detail: float
) -> tuple[list[Surface], Array, Array]:
    """The sole, the points of its wall, and the ring (columns, 3) of its underside that the heel stands
    under."""
    lift = np.array([0.0, style.platform_mm + _THICK_MM, 0.0])
    z = edge.xz[:, 1] / edge.length_mm
    fore = smoothstep(0.42, 0.66, z)
    heights = np.array([-1.0, -0.9, -0.2, 0.12])
    outs = np.array([-0.6, 0.2, 0.4, -0.6])
    rows = [last.bend(edge.grown(o, h * _THICK_MM)) + lift for h, o in zip(heights, outs, strict=True)]
    points = np.stack(rows)
    # A platform fills the ball's part down to the floor; a wedge the whole of it.
    down = fore * style.platform_mm
    floor = np.maximum(points[0, :, 1] - style.platform_mm - 0.02 * edge.length_mm, 0.0)
    if style.heel == "wedge":
        rest = points[0, :, 1] - np.where(z > 0.7, floor, 0.0)
        down = np.where(z > 0.7, np.minimum(style.platform_mm, rest), rest)
    made = [_band(points, columns, style.sole_look)]
    under = points[0]
    if style.heel == "wedge" or style.platform_mm > 0:
        low = under - np.array([0.0, 1.0, 0.0]) * np.maximum(down, 0.3)[:, None]
        wall = np.stack([low, low + (under - low) * 0.5, under])
        made.append(_band(wall, columns, style.heel_look if style.heel == "wedge" else style.upper_look))
        under_all = low
    else:
        under_all = under
    made.append(
        plate(
            under_all,
            style.sole_look,
            stations=between(detail, 22, 80),
            across=between(detail, 3, 9),
            upward=False,
        )
    )
    return made, points, under


def _band(points: Array, columns: NDArray[np.intp], look: Look) -> Surface:
    return grid_surface(points[:, columns], look, closed=True)


# How wide a heel is at shares of its height from the floor, between its tip (0) and its seat (1).
_SHAPES = {
    "stiletto": ((0.0, 0.35, 0.6, 0.8, 0.92, 1.0), (0.0, 0.03, 0.10, 0.30, 0.62, 1.0)),
    "kitten": ((0.0, 0.3, 0.55, 0.75, 0.9, 1.0), (0.0, 0.04, 0.16, 0.42, 0.74, 1.0)),
    "cone": ((0.0, 0.3, 0.6, 0.8, 0.92, 1.0), (0.0, 0.2, 0.48, 0.70, 0.86, 1.0)),
    "block": ((0.0, 0.3, 0.6, 0.8, 0.92, 1.0), (0.0, 0.12, 0.3, 0.52, 0.74, 1.0)),
}


def _heel(under: Array, style: HeelStyle, detail: float) -> list[Surface]:
    """The heel from the seat down to its tip, with a flat breast."""
    if style.heel == "wedge":
        return []
    half = len(under) // 2
    length = float(np.ptp(under[:, 2]))
    reach = float(under[:, 2].min()) + (0.21 if style.heel in ("block", "cone") else 0.19) * length
    k = int(np.searchsorted(under[:half, 2], reach))
    step = max(1, k // (8 if detail < 0.5 else 24))
    side = np.arange(0, k + 1, step)
    outer = under[np.concatenate([-1 - side[::-1], side[1:]])]
    t = np.linspace(0, 1, 5 if detail < 0.5 else 11)[1:-1, None]
    seat = np.concatenate([outer, outer[-1] + (outer[0] - outer[-1]) * t, outer[:1]])
    centre = seat.mean(0)
    deep = float(np.ptp(seat[:, 2]))
    # The tip: round behind, flat before, its back right under the back of the seat.
    wide = style.tip_mm
    angle = np.arctan2(seat[:, 0] - centre[0], centre[2] - seat[:, 2])
    long = wide * (0.85 if style.heel == "block" else 1.0)
    tip = np.stack([wide / 2 * np.sin(angle), np.zeros(len(angle)), -long / 2 * np.cos(angle)], 1)
    tip[:, 2] = np.minimum(tip[:, 2], 0.32 * long)
    back = float(under[:, 2].min())
    set_in = {"stiletto": 0.30, "kitten": 0.36, "cone": 0.32, "block": 0.12}[style.heel] * deep
    tip += np.array([centre[0], 0.0, back + set_in + long / 2])
    shares, widths = _SHAPES[style.heel]
    s = np.concatenate([[0.0, 0.06], np.linspace(0.065, 1.0, 9 if detail < 0.5 else 33)])
    grow = np.interp(s, shares, widths)
    if detail >= 0.5:
        grow = np.convolve(np.pad(grow, 2, mode="edge"), np.ones(5) / 5, mode="valid")
        grow[[0, -1]] = 0.0, 1.0
    rows = tip + (seat - tip) * grow[:, None, None]
    rows[..., 1] = seat[:, 1] * s[:, None] + 0.4 * np.minimum(s, 0.02)[:, None]
    lid = np.stack([rows[0].mean(0) + (rows[0] - rows[0].mean(0)) * 0.02, rows[0]])
    dark = replace(style.sole_look, colour=(0.012, 0.012, 0.012))
    return [
        grid_surface(rows[1:], style.heel_look, closed=True),
        grid_surface(rows[:2], dark, closed=True),
        grid_surface(lid, dark, closed=True),
    ]


def _straps(chart: Chart, style: HeelStyle, at: Places, detail: float) -> list[Surface]:
    """Straps over the instep or round the ankle, with a buckle; and a cap."""
    made: list[Surface] = []
    if style.cap:
        made.append(front(chart, 0.84, style.trim_look, Layer.for_detail(detail)))
    if style.build == "pump":
        return made
    count = between(detail, 17, 60)
    length = float(np.ptp(chart.points[0, :, 2]))
    if style.build in ("mary jane", "t-strap"):
        sigma = 0.62 * at.top
        ends = chart.at(np.array([sigma / 2, 1 - sigma / 2]), 0.97)
        up = np.array([0.0, 0.18 * length, 0.10 * length])
        knots = np.stack(
            [
                ends[0],
                ends[0] + 0.55 * up + [2, 0, 0],
                ends.mean(0) + up,
                ends[1] + 0.55 * up - [2, 0, 0],
                ends[1],
            ]
        )
        path = smooth_paths(knots[None], np.linspace(0, 4, count))
        made.append(_ribbon(path, ends.mean(0) - [0, 12, 0], 9.0, style.trim_look, detail))
        if style.build == "t-strap":
            toe = chart.at(at.throat / 2, 1.0)
            top = ends.mean(0) + up
            knots = np.stack([toe, toe + (top - toe) * 0.5 + [0, 5.0, 0], top])
            path = smooth_paths(knots[None], np.linspace(0, 2, count))
            made.append(_ribbon(path, (toe + top) / 2 - [0, 60, 30], 7.0, style.trim_look, detail))
    else:
        heel_top = chart.at(0.0, 1.0)
        centre = heel_top + [0.0, 0.15 * length, 0.16 * length]
        angle = np.linspace(0, 2 * np.pi, count)
        ring = centre + np.stack(
            [
                0.125 * length * np.sin(angle),
                0.02 * length * np.cos(angle) * -1,
                -0.158 * length * np.cos(angle),
            ],
            1,
        )
        made.append(_ribbon(ring[None], centre, 9.0, style.trim_look, detail))
        # A stay behind the heel holds it.
        knots = np.stack([heel_top - [0, 8, 0], heel_top + [0, 0.06 * length, -1.0], ring[0]])
        stay = smooth_paths(knots[None],
                            np.linspace(0, 2, count))  # fmt: skip
        made.append(_ribbon(stay, heel_top + [0, 0, 60], 13.0, style.upper_look, detail))
    return made


def _ribbon(paths: Array, inside: Array, width_mm: float, look: Look, detail: float) -> Surface:
    """A flat band along paths (m, k, 3), its flat side away from the point `inside`."""
    return cords(paths, width_mm, 1.8, direction(paths - inside), sides=between(detail, 6, 10), look=look)
