"""Leather shoes: loafers, derbies and oxfords, monks, ballerinas and slippers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array
from . import palette
from .footwear import Footwear
from .laces import LaceStyle, cords, eyelet_places, laced, smooth_paths
from .last import Last
from .mesh import Surface, between
from .openings import Places, laced_upper, slip_upper
from .pieces import Layer, across, eyelets, eyestay, front, wrapped
from .shell import Chart, Look, Outline, columns_for, direction, skin
from .sole import base_y, ground_y, heel_block, plate, sole_points, welted
from .thread import Thread
from .upper import Fit, TongueStyle, around_heel, collar_ring, inside_out, placed, points_on, rim, tongue

BUILDS = ("penny", "tassel", "bit", "plain", "derby", "oxford", "monk", "ballerina", "slipper")
LACED = ("derby", "oxford")

_BROWN, _DARK, _TAN = (0.095, 0.035, 0.014), (0.016, 0.012, 0.010), (0.30, 0.17, 0.08)


# What a style is of where it says nothing else.
_UPPER = Look("upper", _BROWN, 0.35, "leather")
_TRIM = Look("upper", _BROWN, 0.35, "leather")
_LINING = Look("lining", _TAN, 0.7, "leather")
_SOLE = Look("sole", _DARK, 0.6, "leather")
_HEEL = Look("heel", _DARK, 0.5, "leather")
_LACE = Look("lace", _DARK, 0.8, "canvas")
_METAL = Look("metal", (0.75, 0.62, 0.36), 0.25, "metal")


@dataclass(frozen=True, slots=True)
class LoaferStyle:
    """What a leather shoe looks like; heights in mm over the footbed, soles in mm under it."""

    build: str = "penny"
    heel_mm: float = 24.0
    ball_mm: float = 8.0
    out_mm: float = 4.0
    spring_mm: float = 7.0
    room_mm: float = 16.0
    back_mm: float = 58.0
    side_mm: float = 42.0
    front: float = 0.50
    vee: float = 0.0
    apron: bool = True
    cap: bool = False
    counter: bool = False
    laces: LaceStyle = field(default_factory=LaceStyle)
    upper_look: Look = _UPPER
    trim_look: Look = _TRIM
    lining_look: Look = _LINING
    sole_look: Look = _SOLE
    heel_look: Look = _HEEL
    lace_look: Look = _LACE
    metal_look: Look = _METAL
    thread_look: Look | None = None

    @classmethod
    def sample(cls, rng: np.random.Generator, *, build: str | None = None) -> LoaferStyle:
        """Any of the builds."""
        weights = [0.14, 0.08, 0.08, 0.1, 0.18, 0.16, 0.06, 0.14, 0.06]
        kind = str(rng.choice(BUILDS, p=weights)) if build is None else build
        style = _coloured(kind, rng)
        lace = replace(
            LaceStyle.sample(rng),
            rows=int(rng.integers(3, 6)),
            width_mm=float(rng.uniform(2.2, 3.4)),
            thick_mm=float(rng.uniform(2.0, 2.6)),
            pattern=str(rng.choice(["bars", "cross"])),
            loop_mm=float(rng.uniform(18, 32)),
            end_mm=float(rng.uniform(20, 45)),
        )
        flat = kind in ("ballerina", "slipper")
        heel = rng.uniform(7, 16) if flat else rng.uniform(18, 34)
        return replace(
            style,
            build=kind,
            heel_mm=float(heel),
            ball_mm=float(rng.uniform(4, 7) if flat else rng.uniform(6, 14)),
            out_mm=float(rng.uniform(0.5, 2) if flat else rng.uniform(2.5, 6)),
            spring_mm=float(rng.uniform(3, 11)),
            room_mm=float(rng.uniform(6, 14) if flat else rng.uniform(10, 28)),
            back_mm=float(rng.uniform(48, 60) if flat else rng.uniform(54, 66)),
            side_mm=float(rng.uniform(26, 36) if kind == "ballerina" else rng.uniform(36, 48)),
            front=float(rng.uniform(0.70, 0.80) if kind == "ballerina" else rng.uniform(0.46, 0.56)),
            vee=float(rng.uniform(0, 0.8) if kind == "ballerina" else rng.uniform(0, 0.3)),
            apron=bool(kind in ("penny", "tassel", "bit") or (kind == "plain" and rng.random() < 0.5)),
            cap=bool(kind in ("oxford", "derby", "monk") and rng.random() < 0.5)
            or (kind == "ballerina" and rng.random() < 0.3),
            counter=bool(rng.random() < 0.3),
            laces=lace,
        )


def _coloured(kind: str, rng: np.random.Generator) -> LoaferStyle:
    texture = str(
        rng.choice(["leather", "leather", "grain", "suede", "patent"], p=[0.35, 0.2, 0.15, 0.18, 0.12])
    )
    rough = {"leather": 0.32, "grain": 0.45, "suede": 0.95, "patent": 0.1}[texture]
    loud = kind in ("ballerina", "slipper") or rng.random() < 0.12
    family = palette.LEATHERS + (palette.BRIGHTS + palette.PASTELS + palette.WHITES if loud else ())
    main = palette.pick(rng, family)
    trim = main if rng.random() < 0.75 else palette.pick(rng, family)
    dark = palette.pick(rng, palette.BLACKS + palette.LEATHERS[:5])
    sole = dark if rng.random() < 0.8 else palette.pick(rng, palette.WHITES + palette.GUMS)
    gold = (0.75, 0.62, 0.36) if rng.random() < 0.6 else (0.6, 0.6, 0.62)
    return LoaferStyle(
        upper_look=Look("upper", main, rough, texture),
        trim_look=Look("upper", trim, rough, texture),
        lining_look=Look("lining", palette.pick(rng, palette.LEATHERS + palette.GUMS), 0.7, "leather"),
        sole_look=Look("sole", sole, 0.6, "leather"),
        heel_look=Look("heel", sole if rng.random() < 0.8 else dark, 0.5, "leather"),
        lace_look=Look("lace", main if rng.random() < 0.6 else dark, 0.8, "canvas"),
        metal_look=Look("metal", gold, 0.25, "metal"),
    )


def loafer(last: Last, style: LoaferStyle, *, detail: float = 0.0) -> Footwear:
    """A right shoe of leather on a flat last. `detail` 0 is for training, 1 for the catalogue."""
    fine = detail >= 0.5
    edge = Outline.of_last(last, 385 if fine else 129, ease_mm=1.0, room_mm=style.room_mm)
    ground = ground_y(edge, spring_mm=style.spring_mm)
    base = base_y(edge, ground, heel_mm=style.heel_mm, ball_mm=style.ball_mm)
    fit = Fit(last, edge, base)
    rows = 49 if fine else 17
    chart, at = _upper(fit, style, rows)
    columns = columns_for(between(detail, 56, 220), len(base))
    surfaces = [skin(chart, columns, np.linspace(0.0, 1.0, between(detail, 10, 37)), style.upper_look)]
    if fine:
        surfaces.append(inside_out(chart, style.lining_look))
    surfaces += _inside(chart, fit, style, at, detail)
    surfaces += _trimmings(chart, style, at, detail)
    soles, cloud = _sole(edge, base, style, columns, detail)
    middle, up = _throat_top(chart, at)
    instep = middle + up * (2.0 if style.build in LACED else 0.0)
    keypoints = points_on(fit, chart, sole_points(cloud), instep)
    return placed("loafer", surfaces + soles, keypoints, collar_ring(chart, at.top, 32), fit.ankle)


def _upper(fit: Fit, style: LoaferStyle, rows: int) -> tuple[Chart, Places]:
    if style.build in LACED:
        return laced_upper(
            fit,
            collar_mm=style.back_mm,
            gap_mm=6.0 if style.build == "oxford" else 9.0,
            throat=0.61 if style.build == "oxford" else 0.60,
            over_mm=2.5,
            padding_mm=0.8,
            rows=rows,
        )
    return slip_upper(
        fit,
        heel_mm=style.back_mm,
        side_mm=style.side_mm,
        front=0.42 if style.build == "monk" else style.front,
        over_mm=2.5,
        rows=rows,
        vee=style.vee,
        toe_full=0.62 if style.apron else 0.56,
    )


def _throat_top(chart: Chart, at: Places) -> tuple[Array, Array]:
    places, normals = chart.look(np.array([at.top / 2, 1 - at.top / 2]), 1.0)
    return places.mean(0), direction(normals.sum(0))


def _inside(chart: Chart, fit: Fit, style: LoaferStyle, at: Places, detail: float) -> list[Surface]:
    end = at.throat + 0.004
    u = around_heel(end, between(detail, 34, 150))
    edging = style.trim_look if style.build == "ballerina" else style.lining_look
    radius = np.full(len(u), 1.0 if style.build != "slipper" else 1.8)
    made = [
        rim(chart, u, radius, edging, depth_mm=75,
            wall_mm=2.2, arcs=between(detail, 5, 9), rows=between(detail, 3, 12)),
        plate(fit.edge.grown(-1.0, fit.base + 1.5), style.lining_look, stations=between(detail, 14, 40),
              across=between(detail, 4, 12), upward=True),
    ]  # fmt: skip
    if style.build in LACED:
        flap = TongueStyle(beyond_mm=10, thick_mm=2.0, bulge_mm=1.5, lean=0.2, under_mm=12)
        made.append(tongue(chart, (at.throat + 0.04, at.top + 0.005), flap, style.trim_look, detail=detail))
        places = eyelet_places(chart, (at.throat - 0.02, at.top + 0.014), style.laces.rows, 7.0)
        made += laced(chart, places, style.laces, style.lace_look, tongue_mm=1.5, detail=detail)
        made.append(eyelets(chart, places, 1.9, style.lace_look, detail=detail))
    return made


def _trimmings(chart: Chart, style: LoaferStyle, at: Places, detail: float) -> list[Surface]:
    thread = Thread(style.thread_look) if style.thread_look is not None and detail >= 0.5 else None
    lay = Layer.for_detail(detail, thread)
    made: list[Surface] = []
    if style.cap:
        made.append(front(chart, 0.80, style.trim_look, lay))
    if style.counter:
        s = lay.along(-0.26, 0.26)
        high = 0.05 + 0.75 * np.sqrt(np.clip(1 - np.abs(s / 0.26) ** 2.4, 0, 1))
        made.append(wrapped(chart, 0.0, s, high, style.trim_look, lay))
    if style.build == "derby":
        made.append(eyestay(chart, at.throat, at.top, style.trim_look, lay.higher(), wide_mm=24))
    if style.apron:
        made.append(_apron(chart, style, at, detail))
    z = float(chart.at(at.throat / 2, 1.0)[2])
    length = float(np.ptp(chart.points[0, :, 2]))
    if style.build in ("penny", "bit", "tassel"):
        made.append(across(chart, z + 0.035 * length, z + 0.115 * length, style.trim_look, lay.higher()))
    if style.build == "penny":
        path, up = _over(chart, z + 0.078 * length, 5, 0.9)
        slot = Look("upper", (0.004, 0.003, 0.003), 0.9)
        made.append(cords((path + up * lay.lift_mm * 1.5)[None], 4.0, 1.2, up[None], sides=5, look=slot))
    if style.build == "monk":
        made.append(across(chart, z + 0.03 * length, z + 0.13 * length, style.trim_look, lay.higher()))
        made.append(_buckle(chart, style, at, detail))
    if style.build == "bit":
        made.append(_bit(chart, z + 0.07 * length, style.metal_look, detail))
    if style.build == "tassel":
        made.append(_tassels(chart, z + 0.05 * length, style.trim_look, detail))
    if style.build == "ballerina":
        made.append(_small_bow(chart, at, style.trim_look, detail))
    return made + ([] if thread is None else thread.surface())


def _apron(chart: Chart, style: LoaferStyle, at: Places, detail: float) -> Surface:
    """The raised seam round a loafer's plug."""
    count = between(detail, 40, 160)
    s = np.linspace(-1.0, 1.0, count)
    start = at.top - 0.08
    u = 0.5 - s * (1 - start) / 2
    v = 0.60 + 0.16 * np.abs(s) ** 3 - 0.06 * np.exp(-((s / 0.3) ** 2))
    path, up = chart.look(u, v)
    return cords(
        (path + up * 0.5)[None], 3.4, 2.8, up[None], sides=between(detail, 5, 9), look=style.trim_look
    )


def _over(chart: Chart, z_mm: float, count: int, v_low: float) -> tuple[Array, Array]:
    """(points, ways up) of a line straight across the ridge at z, from v_low on one side to v_low on the
    other."""
    rows, columns = chart.points.shape[:2]
    half = columns // 2
    v = np.linspace(v_low, 1.0, count)
    z = np.maximum.accumulate(chart.points[:, half // 3 : half + 1, 2], axis=1)
    sigma = np.linspace(half // 3 / half, 1.0, z.shape[1])
    at_row = [np.interp(z_mm, z[j], sigma) for j in range(rows)]
    s = np.interp(v, np.linspace(0, 1, rows), at_row)
    u = np.concatenate([s / 2, 1 - s[-2::-1] / 2])
    return chart.look(u, np.concatenate([v, v[-2::-1]]))


def _bit(chart: Chart, z_mm: float, look: Look, detail: float) -> Surface:
    """A horse bit: a bar over the strap."""
    path, up = _over(chart, z_mm, between(detail, 6, 24), 0.74)
    return cords((path + up * 4.2)[None], 5.0, 4.0, up[None], sides=between(detail, 6, 12), look=look)


def _tassels(chart: Chart, z_mm: float, look: Look, detail: float) -> Surface:
    """Two tassels hanging forward from the strap."""
    rows, ups = [], []
    for s in (-1.0, 1.0):
        centre, up = _over(chart, z_mm, 3, 0.97)
        start = centre[2] + up[2] * 4.5 + np.array([3.0 * s, 0.0, 6.0])
        slope = np.array([2.2 * s, -3.6, 6.0])
        steps = np.linspace(0, 1, 7)[:, None]
        rows.append(start + slope * steps * 3.6 + np.array([0, 1.5, 0]) * steps * (1 - steps))
        ups.append(np.broadcast_to(up[2], (7, 3)))
    width = np.array([2.5, 4.0, 5.0, 4.0, 6.0, 8.0, 9.0])
    return cords(np.stack(rows), width, width * 0.6, np.stack(ups), sides=between(detail, 6, 12), look=look)


def _buckle(chart: Chart, style: LoaferStyle, at: Places, detail: float) -> Surface:
    """A square buckle on the lateral side of a monk's strap."""
    place, up = chart.look(1 - (at.throat + 0.02) / 2, 0.80)
    along = direction(chart.at(1 - (at.throat + 0.02) / 2, 0.88) - place)
    side = np.cross(up, along)
    corners = np.array([[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1.0]]) * (8.0, 10.0)
    path = place + up * 4.5 + corners[:, :1] * along + corners[:, 1:] * side
    t = np.linspace(0, 4, between(detail, 9, 25))
    ups = np.broadcast_to(up, (1, len(t), 3))
    return cords(
        smooth_paths(path[None], t), 2.6, 2.6, ups, sides=between(detail, 5, 8), look=style.metal_look
    )


def _small_bow(chart: Chart, at: Places, look: Look, detail: float) -> Surface:
    """A little bow at the opening's front."""
    place, up = chart.look(at.throat / 2 + 0.004, 1.0)
    across_ = np.array([1.0, 0.0, 0.0])
    ahead = direction(np.cross(across_, up))
    t = np.linspace(0, 2 * np.pi, between(detail, 9, 33))
    paths = []
    for s in (-1.0, 1.0):
        x, z = 8.5 * s * (1 - np.cos(t)) / 2 * 1.4, 4.0 * np.sin(t)
        paths.append(place + up * 2.0 + x[:, None] * across_ + z[:, None] * ahead)
    ups = np.broadcast_to(up, (2, len(t), 3))
    return cords(np.stack(paths), 3.2, 2.6, ups, sides=between(detail, 5, 8), look=look)


def _sole(
    edge: Outline, base: Array, style: LoaferStyle, columns: NDArray[np.intp], detail: float
) -> tuple[list[Surface], Array]:
    welt = min(style.ball_mm, 6.0)
    under = base - welt - np.clip(style.ball_mm - welt, 0, None)
    made, points = welted(edge, under, base, columns, style.sole_look, out_mm=style.out_mm, detail=detail)
    if style.heel_mm - style.ball_mm > 3:
        made += heel_block(
            edge, under, style.heel_look, replace(style.heel_look, roughness=0.8), sigma=0.225,
            out_mm=style.out_mm - 0.8, taper=0.06, forward_mm=1.0, detail=detail,
        )  # fmt: skip
    return made, points
