"""Boots: Chelsea, lace-up, hiking, zipped, rubber and sheepskin ones; ankle-high to knee-high."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array
from . import palette
from .footwear import Footwear
from .laces import LaceStyle, cords, eyelet_places, laced
from .last import Last
from .mesh import Surface, between
from .openings import Places, closed_upper, laced_upper
from .pieces import Layer, eyelets, eyestay, front, wrapped
from .shell import Chart, Look, Outline, columns_for, direction, panel, sheet, skin, smoothstep
from .sole import band, base_y, blocks, ground_y, heel_block, plate, sole_points, wall, welted
from .thread import Thread
from .upper import Fit, TongueStyle, around_heel, collar_ring, inside_out, placed, points_on, rim, tongue

BUILDS = ("chelsea", "combat", "hiking", "zip", "rubber", "sheepskin", "riding")
LACED = ("combat", "hiking")

_BLACK, _DARK, _TAN = (0.014, 0.013, 0.013), (0.012, 0.012, 0.012), (0.30, 0.17, 0.08)


# What a style is of where it says nothing else.
_UPPER = Look("upper", _BLACK, 0.35, "leather")
_TRIM = Look("upper", _BLACK, 0.35, "leather")
_ELASTIC = Look("upper", (0.010, 0.010, 0.011), 0.95, "knit")
_LINING = Look("lining", _TAN, 0.8, "leather")
_SOLE = Look("sole", _DARK, 0.75, "rubber")
_MIDSOLE = Look("midsole", _DARK, 0.7, "rubber")
_LACE = Look("lace", _BLACK, 0.85, "canvas")
_METAL = Look("metal", (0.5, 0.5, 0.52), 0.3, "metal")


@dataclass(frozen=True, slots=True)
class BootStyle:
    """What a boot looks like; `shaft_mm` is its height over the footbed, soles are mm under it."""

    build: str = "chelsea"
    shaft_mm: float = 150.0
    calf_mm: float = 10.0
    heel_mm: float = 32.0
    ball_mm: float = 12.0
    out_mm: float = 4.0
    spring_mm: float = 8.0
    room_mm: float = 15.0
    over_mm: float = 4.0
    lugs: bool = False
    block: bool = True
    cap: bool = False
    counter: bool = False
    tab: bool = True
    laces: LaceStyle = field(default_factory=LaceStyle)
    upper_look: Look = _UPPER
    trim_look: Look = _TRIM
    elastic_look: Look = _ELASTIC
    lining_look: Look = _LINING
    sole_look: Look = _SOLE
    midsole_look: Look = _MIDSOLE
    lace_look: Look = _LACE
    metal_look: Look = _METAL
    thread_look: Look | None = None

    @classmethod
    def sample(cls, rng: np.random.Generator, *, build: str | None = None) -> BootStyle:
        """Any of the builds."""
        kind = str(rng.choice(BUILDS, p=[0.22, 0.22, 0.14, 0.14, 0.1, 0.08, 0.1])) if build is None else build
        style = replace(_coloured(kind, rng), build=kind)
        shaft = {
            "chelsea": (118, 165), "combat": (118, 200), "hiking": (112, 150), "zip": (115, 260),
            "rubber": (120, 340), "sheepskin": (120, 240), "riding": (280, 390),
        }[kind]  # fmt: skip
        thick = kind in ("combat", "hiking", "rubber", "sheepskin") or rng.random() < 0.3
        ball = rng.uniform(16, 30) if thick else rng.uniform(7, 14)
        heel = ball + (rng.uniform(4, 18) if kind != "sheepskin" else rng.uniform(0, 4))
        if kind in ("chelsea", "zip", "riding"):
            heel = ball + rng.uniform(14, 28)
        lace = LaceStyle.sample(rng)
        return replace(
            style,
            shaft_mm=float(rng.uniform(*shaft)),
            calf_mm=float(rng.uniform(4, 22)),
            heel_mm=float(heel),
            ball_mm=float(ball),
            out_mm=float(rng.uniform(2.5, 7)),
            spring_mm=float(rng.uniform(4, 12)),
            room_mm=float(rng.uniform(10, 24)),
            over_mm=float(rng.uniform(9, 13) if kind == "sheepskin" else rng.uniform(3, 6)),
            lugs=bool(kind in ("combat", "hiking") or (thick and rng.random() < 0.5)),
            block=bool(kind != "sheepskin" and rng.random() < 0.85),
            cap=bool(kind in LACED and rng.random() < 0.5),
            counter=bool(kind in LACED and rng.random() < 0.6),
            tab=bool(rng.random() < 0.7),
            laces=replace(
                lace,
                rows=int(rng.integers(6, 9)),
                width_mm=float(rng.uniform(3, 5)),
                thick_mm=float(rng.uniform(2.4, 3.6)),
            ),
        )


def _coloured(kind: str, rng: np.random.Generator) -> BootStyle:
    texture = {"rubber": "rubber", "sheepskin": "suede"}.get(kind) or str(
        rng.choice(["leather", "grain", "suede", "patent"], p=[0.42, 0.26, 0.26, 0.06])
    )
    rough = {"leather": 0.35, "grain": 0.5, "suede": 0.95, "patent": 0.1, "rubber": 0.3}[texture]
    family: tuple[str, ...] = palette.LEATHERS + palette.BLACKS
    if kind in ("rubber", "hiking", "sheepskin") or rng.random() < 0.12:
        family = family + palette.DEEPS + palette.BRIGHTS + palette.GREYS
    main = palette.pick(rng, family)
    trim = main if rng.random() < 0.7 else palette.pick(rng, family)
    dark = palette.pick(rng, palette.BLACKS)
    sole = (
        dark if rng.random() < 0.65 else palette.pick(rng, palette.GUMS + palette.WHITES + palette.LEATHERS)
    )
    lace = dark if rng.random() < 0.5 else palette.pick(rng, palette.GUMS + palette.BRIGHTS)
    lining = Look("lining", palette.pick(rng, palette.LEATHERS + palette.GREYS), 0.8, "leather")
    if kind == "sheepskin":
        lining = Look("lining", palette.linear("#e8dcc4"), 1.0, "fur")
    return BootStyle(
        upper_look=Look("upper", main, rough, texture),
        trim_look=Look("upper", trim, rough, texture),
        elastic_look=Look("upper", dark if rng.random() < 0.7 else main, 0.95, "knit"),
        lining_look=lining,
        sole_look=Look("sole", sole, 0.75, "rubber"),
        midsole_look=Look("midsole", sole if rng.random() < 0.6 else dark, 0.7, "rubber"),
        lace_look=Look("lace", lace, 0.85,
                       "canvas"),
        metal_look=Look("metal", (0.5, 0.5, 0.52) if rng.random() < 0.6 else (0.6, 0.48, 0.25), 0.3, "metal"),
    )  # fmt: skip


def boot(last: Last, style: BootStyle, *, detail: float = 0.0) -> Footwear:
    """A right boot on a flat last. `detail` 0 is for training, 1 for the catalogue."""
    fine = detail >= 0.5
    edge = Outline.of_last(
        last, 385 if fine else 129, ease_mm=1.0 + 0.5 * style.over_mm, room_mm=style.room_mm
    )
    ground = ground_y(edge, spring_mm=style.spring_mm)
    base = base_y(edge, ground, heel_mm=style.heel_mm, ball_mm=style.ball_mm)
    fit = Fit(last, edge, base)
    rows = 49 if fine else 17
    columns = columns_for(between(detail, 56, 220), len(base))
    v = np.linspace(0.0, 1.0, between(detail, 10, 37))
    if style.build in LACED:
        chart, at = _laced(fit, style, rows)
        surfaces = [skin(chart, columns, v, style.upper_look)]
        surfaces += _laced_parts(chart, fit, style, at, detail)
        ring, back = collar_ring(chart, at.top, 32), chart
    else:
        chart, at = closed_upper(fit, collar_mm=_ankle_mm(fit), over_mm=style.over_mm, rows=rows)
        shaft = _shaft(chart, fit, style, at, rows)
        surfaces = [skin(chart, columns, v, style.upper_look)]
        surfaces += _shaft_parts(shaft, fit, style, at, detail)
        ring, back = shaft.at(np.linspace(0, 1, 32, endpoint=False), 1.0), chart
    if fine and style.build in LACED:
        surfaces.append(inside_out(chart, style.lining_look))
    surfaces += _pieces(chart, style, at, detail)
    soles, cloud = _sole(edge, ground, base, style, columns, detail)
    surfaces += soles
    keypoints = points_on(fit, back, sole_points(cloud), _instep(chart, fit, style, at))
    return placed("boot", surfaces, keypoints, ring, fit.ankle)


def _ankle_mm(fit: Fit) -> float:
    """How high over the footbed the foot's part ends and the shaft goes on: just over the ankle bones."""
    return 1.06 * fit.last.shape.ankle_height_mm


def _instep(chart: Chart, fit: Fit, style: BootStyle, at: Places) -> Array:
    """On the outside over the foot's instep, since a boot's throat reaches far above it."""
    z = 0.43 * fit.length_mm
    half = chart.points.shape[1] // 2
    crown = chart.points[-1, :half]
    k = int(np.argmin(np.abs(crown[half // 4 :, 2] - z))) + half // 4
    middle = (chart.points[-1, k] + chart.points[-1, -1 - k]) / 2
    return np.asarray(middle + np.array([0.0, 0.85, 0.5]) * (5.0 if style.build in LACED else 0.0))


def _laced(fit: Fit, style: BootStyle, rows: int) -> tuple[Chart, Places]:
    return laced_upper(
        fit,
        collar_mm=style.shaft_mm,
        gap_mm=13.0,
        throat=0.62,
        over_mm=style.over_mm,
        padding_mm=5.0 if style.build == "hiking" else 1.5,
        rows=rows,
    )


def _laced_parts(chart: Chart, fit: Fit, style: BootStyle, at: Places, detail: float) -> list[Surface]:
    u = around_heel(at.throat + 0.01, between(detail, 34, 150))
    along = np.abs(u) * 2
    thick = 3.2 if style.build == "hiking" else 1.3
    radius = 1.1 + (thick - 1.1) * (1 - smoothstep(at.top - 0.13, at.top, along))
    radius = radius * np.clip((at.throat + 0.012 - along) / 0.03, 0.3, 1)
    flap = TongueStyle(beyond_mm=14, thick_mm=4.0, bulge_mm=4.0, lean=0.15)
    places = eyelet_places(chart, (at.throat - 0.03, at.top + 0.01), style.laces.rows, 8.0)
    return [
        rim(chart, u, radius, style.lining_look, depth_mm=110, wall_mm=3.0, arcs=between(detail, 5, 9),
            rows=between(detail, 4, 14)),
        plate(fit.edge.grown(-2.0, fit.base + 2.0), style.lining_look, stations=between(detail, 12, 40),
              across=between(detail, 4, 12), upward=True),
        tongue(chart, (at.throat + 0.045, at.top + 0.005), flap, style.trim_look, detail=detail),
        eyelets(chart, places, 2.8, style.metal_look, detail=detail),
        *laced(chart, places, style.laces, style.lace_look, tongue_mm=4.0, detail=detail),
    ]  # fmt: skip


def _shaft(chart: Chart, fit: Fit, style: BootStyle, at: Places, rows: int) -> Chart:
    """The shaft from the ring round the ankle up, as a chart of its own whose v runs up."""
    half = max(int(at.top * (chart.points.shape[1] // 2)), 8)
    columns = 2 * half + 1
    round_ = np.linspace(0.0, at.top / 2, half + 1)  # even steps round the ring, its front at u = 0.5
    ring = np.concatenate([chart.at(round_, 1.0), chart.at(1.0 - round_[-2::-1] - 1e-9, 1.0)])
    ring[half] = (ring[half - 1] + ring[half + 1]) * (0.0, 0.5, 0.0) + ring[half] * (1.0, 0.0, 1.0)
    start = float(ring[:, 1].mean())
    top = start + max(style.shaft_mm - _ankle_mm(fit), 6.0)
    centre = (ring[0] + ring[half]) / 2
    angle = np.arctan2(ring[:, 0] - centre[0], centre[2] - ring[:, 2])
    y = np.linspace(start, top, rows)
    rise = (y - start)[:, None]
    scale = fit.foot_mm / 260.0
    # A calf: widest about 300 mm up, most of it behind.
    swell = smoothstep(10.0, 210.0, rise / scale)
    ease = smoothstep(0.0, 45.0, rise) * style.calf_mm * 0.5
    wide = fit.last.shape.ankle_width_mm / 2 + style.over_mm + ease + 17 * scale * swell
    behind = -(ring[0, 2] - centre[2]) + ease + 22 * scale * swell
    ahead = (ring[half, 2] - centre[2]) + 0.6 * ease + 5 * scale * swell
    c, s = np.cos(angle), np.sin(angle)
    deep = np.where(c > 0, behind, ahead)
    plan = np.stack(
        [centre[0] + wide * s, np.broadcast_to(y[:, None], (rows, columns)), centre[2] - deep * c], -1
    )
    blend = smoothstep(0.0, 40.0, rise)[..., None]
    points = np.where(blend < 1, ring[None] * (1 - blend) + plan * blend, plan)
    points[..., 1] = y[:, None]
    # It starts a little inside the foot's part, so that no gap shows between the two.
    hidden = (ring - centre) * (0.97, 0.0, 0.97) + centre
    hidden[:, 1] = ring[:, 1] - 7.0
    return Chart.over(np.concatenate([hidden[None], points]))


def _shaft_parts(shaft: Chart, fit: Fit, style: BootStyle, at: Places, detail: float) -> list[Surface]:
    """The shaft, its turned-in rim and lining, and what it is closed by."""
    high = float(shaft.points[-1, 0, 1] - shaft.points[0, 0, 1])
    u = np.linspace(0, 1, between(detail, 33, 121))
    v = np.linspace(0, 1, max(between(detail, 4, 18), round(high / 30)))
    thick = 2.6 if style.build == "sheepskin" else 1.0
    made = [
        sheet(shaft, u[None] - 1e-9, v[:, None], 0.0, style.upper_look),
        rim(shaft, u - 1e-9, np.full(len(u), thick), style.lining_look, depth_mm=high + 40, wall_mm=2 * thick,
            arcs=between(detail, 5, 9), rows=between(detail, 3, 10)),
        plate(fit.edge.grown(-2.0, fit.base + 2.0), style.lining_look, stations=between(detail, 12, 40),
              across=between(detail, 4, 12), upward=True),
    ]  # fmt: skip
    if style.build == "chelsea":
        lay = Layer.for_detail(detail)
        side = np.linspace(*_GORE, lay.columns) * 0.5 / at.top
        low, high_line = (np.stack([side, np.full(len(side), k)], 1) for k in (0.04, 0.999))
        made.append(
            panel(shaft, low, high_line, style.elastic_look, rows=lay.rows, lift_mm=lay.lift_mm * 0.7,
                  sides=2,
                  creased=lay.creased)
        )  # fmt: skip
    if style.tab:
        made.append(_pull_tab(shaft, 0.0, style.trim_look, detail))
        if style.build == "chelsea":
            made.append(_pull_tab(shaft, 0.5, style.trim_look, detail))
    if style.build in ("zip", "riding"):
        path, up = shaft.look(np.full(24, 0.27), np.linspace(0.02, 0.97, 24))
        made.append(
            cords(
                (path + up * 0.4)[None],
                5.0,
                2.0,
                up[None],
                sides=between(detail, 5, 8),
                look=style.metal_look,
            )
        )
    return made


def _pull_tab(shaft: Chart, u: float, look: Look, detail: float) -> Surface:
    """A loop of ribbon at the shaft's top."""
    place, normal = shaft.look(u, 1.0)
    t = np.linspace(0, np.pi, between(detail, 7, 21))
    up = np.array([0.0, 1.0, 0.0])
    path = (
        place
        - up * 14
        + normal * 1.2
        + up * (28 * np.sin(t) ** 0.8)[:, None]
        - normal * (3.2 * (1 - np.cos(t)))[:, None]
    )
    ways = normal * np.cos(t)[:, None] + up * np.sin(t)[:, None]
    return cords(path[None], 15.0, 1.4, direction(ways)[None], sides=between(detail, 6, 10), look=look)


def _pieces(chart: Chart, style: BootStyle, at: Places, detail: float) -> list[Surface]:
    thread = Thread(style.thread_look) if style.thread_look is not None and detail >= 0.5 else None
    lay = Layer.for_detail(detail, thread)
    made: list[Surface] = []
    if style.cap:
        made.append(front(chart, 0.80, style.trim_look, lay))
    if style.counter:
        s = lay.along(-0.25, 0.25)
        high = 0.04 + 0.5 * np.sqrt(np.clip(1 - np.abs(s / 0.25) ** 2.4, 0, 1))
        made.append(wrapped(chart, 0.0, s, high, style.trim_look, lay))
    if style.build in LACED:
        made.append(eyestay(chart, at.throat, at.top, style.trim_look, lay.higher(), wide_mm=19))
    if style.build == "chelsea":
        made.append(_gores(chart, style, at, lay))
    if style.build == "rubber":
        s = lay.along(-0.38, 0.38)
        made.append(wrapped(chart, 0.5, s, 0.10 + 0.16 * np.exp(-((s / 0.22) ** 2)), style.midsole_look, lay))
    return made + ([] if thread is None else thread.surface())


_GORE = (0.125, 0.275)  # sigma of its rear and front edge


def _gores(chart: Chart, style: BootStyle, at: Places, layer: Layer) -> Surface:
    """The elastic on both sides: wide at the top, round at the bottom."""
    y = np.linspace(-1, 1, 2 * layer.columns)
    sigma = 0.5 * (_GORE[0] + _GORE[1]) + 0.5 * (_GORE[1] - _GORE[0]) * y
    a = np.stack([sigma / 2, 0.50 + 0.46 * np.abs(y) ** 2.6], 1)
    b = np.stack([sigma / 2, np.full(len(y), 0.999)], 1)
    return panel(
        chart,
        a,
        b,
        style.elastic_look,
        rows=layer.rows,
        lift_mm=layer.lift_mm * 0.7,
        sides=2,
        creased=layer.creased,
    )


def _sole(
    edge: Outline, ground: Array, base: Array, style: BootStyle, columns: NDArray[np.intp], detail: float
) -> tuple[list[Surface], Array]:
    if style.ball_mm < 15 and style.block:
        under = base - min(style.ball_mm, 8.0) - max(style.ball_mm - 8.0, 0.0)
        made, points = welted(
            edge, under, base, columns, style.midsole_look, out_mm=style.out_mm, detail=detail
        )
        made += heel_block(
            edge, under, style.midsole_look, style.sole_look, sigma=0.235, out_mm=style.out_mm - 0.8,
            taper=0.05, forward_mm=1.5, detail=detail,
        )  # fmt: skip
        return made, points
    out = np.full(len(base), style.out_mm)
    tread = 0.32 if style.lugs else 0.14
    # A heel apart: the sole's underside rises behind the ball, where there is a block.
    points = wall(
        edge,
        ground,
        base + 1.0,
        [(0.0, out - 1.2), (0.03, out - 0.2), (tread, out), (tread + 0.01, out - 0.8), (0.7, out - 0.4),
         (0.9, out), (0.98, out - 0.6), (1.0, out - 1.6), (1.0, out * 0 - 1.0)],
    )  # fmt: skip
    made = [
        band(points, columns, style.sole_look, 0, 3),
        band(points, columns, style.midsole_look, 3, 7),
        band(points, columns, style.midsole_look, 7),
        plate(
            points[0],
            style.sole_look,
            stations=between(detail, 14, 60),
            across=between(detail, 3, 9),
            upward=False,
        ),
    ]
    if style.lugs:
        high = (base - ground) * tread
        made.append(
            blocks(edge, np.arange(30) / 30, out_mm=(0.0, style.out_mm + 1.6), low=ground, high=ground + high,
                   width_mm=10.0, look=style.sole_look)
        )  # fmt: skip
    return made, points[:7]
