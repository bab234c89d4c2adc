"""Sneakers: court shoes, runners, canvas shoes, chunky ones, knitted slip-ons; low and high."""

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
from .openings import Places, laced_upper
from .pieces import MARKS, Layer, Span, eyelets, eyestay, front, mark, wrapped
from .shell import Chart, Look, Outline, columns_for, direction, skin, smoothstep
from .sole import band, base_y, blocks, ground_y, plate, sole_points, wall
from .thread import Thread, holes
from .upper import (
    Fit,
    TongueStyle,
    around_heel,
    collar_ring,
    inside_out,
    placed,
    points_on,
    rim,
    tongue,
)

BUILDS = ("court", "runner", "canvas", "chunky", "knit")
TOES = ("none", "cap", "mudguard")


_WHITE, _INK, _FOG = (0.85, 0.84, 0.81), (0.012, 0.012, 0.014), (0.45, 0.45, 0.46)


# What a style is of where it says nothing else.
_UPPER = Look("upper", _WHITE, 0.5, "grain")
_TOE = Look("upper", _WHITE, 0.5, "grain")
_PANEL = Look("upper", _WHITE, 0.5, "grain")
_MARK = Look("upper", _INK, 0.5, "grain")
_COUNTER = Look("upper", _INK, 0.5, "grain")
_TONGUE = Look("tongue", _WHITE, 0.8, "knit")
_LINING = Look("lining", _FOG, 0.9, "knit")
_LACE = Look("lace", _WHITE, 0.85, "canvas")
_MIDSOLE = Look("midsole", _WHITE, 0.6, "rubber")
_STRIPE = Look("midsole", _INK, 0.6, "rubber")
_OUTSOLE = Look("sole", _WHITE, 0.7, "rubber")
_EYELET = Look("metal", _INK, 0.4)


@dataclass(frozen=True, slots=True)
class SneakerStyle:
    """What a sneaker looks like; heights in mm over the footbed, soles in mm under it."""

    build: str = "court"
    collar_mm: float = 60.0
    padding_mm: float = 4.5
    heel_mm: float = 28.0
    ball_mm: float = 20.0
    spring_mm: float = 8.0
    out_mm: float = 3.0
    flare_mm: float = 3.0
    wave_mm: float = 0.0
    lip_mm: float = 4.0
    bumper_mm: float = 0.0
    tread_mm: float = 3.5
    stripe: bool = True
    lugs: bool = False
    room_mm: float = 12.0
    throat: float = 0.645
    throat_mm: float = 14.0
    toe: str = "cap"
    toe_at: float = 0.80
    mark: str = "bars"
    mark_count: int = 3
    counter: bool = True
    eyestay: bool = True
    vamp: bool = False
    tab: bool = True
    logo: bool = True
    closure: str = "laces"
    laces: LaceStyle = field(default_factory=LaceStyle)
    tongue: TongueStyle = field(default_factory=TongueStyle)
    upper_look: Look = _UPPER
    toe_look: Look = _TOE
    panel_look: Look = _PANEL
    mark_look: Look = _MARK
    counter_look: Look = _COUNTER
    tongue_look: Look = _TONGUE
    lining_look: Look = _LINING
    lace_look: Look = _LACE
    midsole_look: Look = _MIDSOLE
    stripe_look: Look = _STRIPE
    outsole_look: Look = _OUTSOLE
    eyelet_look: Look = _EYELET
    thread_look: Look | None = None
    perforated: bool = False

    @classmethod
    def sample(cls, rng: np.random.Generator, *, build: str | None = None) -> SneakerStyle:
        """Any of the builds, in any colours."""
        kind = str(rng.choice(BUILDS, p=[0.28, 0.30, 0.18, 0.12, 0.12])) if build is None else build
        shapes = {"court": _court, "runner": _runner, "canvas": _canvas, "chunky": _chunky, "knit": _knit}
        return _coloured(shapes[kind](rng), rng)


def _court(rng: np.random.Generator) -> SneakerStyle:
    heel = rng.uniform(22, 34)
    return SneakerStyle(
        build="court",
        collar_mm=float(rng.uniform(54, 68) if rng.random() < 0.75 else rng.uniform(100, 128)),
        padding_mm=float(rng.uniform(2.5, 6)),
        heel_mm=float(heel),
        ball_mm=float(heel - rng.uniform(2, 9)),
        spring_mm=float(rng.uniform(3, 10)),
        out_mm=float(rng.uniform(2, 4.5)),
        flare_mm=float(rng.uniform(0, 2.5)),
        lip_mm=float(rng.uniform(2, 7)),
        stripe=bool(rng.random() < 0.4),
        room_mm=float(rng.uniform(8, 16)),
        throat=float(rng.uniform(0.61, 0.68)),
        throat_mm=float(rng.uniform(10, 18)),
        toe=str(rng.choice(TOES)),
        toe_at=float(rng.uniform(0.70, 0.86)),
        mark=str(rng.choice(MARKS)),
        mark_count=int(rng.integers(1, 5)),
        counter=bool(rng.random() < 0.7),
        vamp=bool(rng.random() < 0.35),
        tab=bool(rng.random() < 0.6),
        logo=bool(rng.random() < 0.5),
        closure="laces" if rng.random() < 0.88 else "straps",
        laces=LaceStyle.sample(rng),
        tongue=_tongue(rng),
    )


def _runner(rng: np.random.Generator) -> SneakerStyle:
    heel = rng.uniform(28, 42)
    return replace(
        _court(rng),
        build="runner",
        collar_mm=float(rng.uniform(54, 68)),
        heel_mm=float(heel),
        ball_mm=float(heel - rng.uniform(4, 12)),
        spring_mm=float(rng.uniform(8, 17)),
        out_mm=float(rng.uniform(2, 5)),
        flare_mm=float(rng.uniform(2, 8)),
        wave_mm=float(rng.uniform(2, 9)),
        lip_mm=float(rng.uniform(1, 5)),
        bumper_mm=float(rng.uniform(0, 8)),
        tread_mm=float(rng.uniform(2, 5)),
        stripe=bool(rng.random() < 0.3),
        toe=str(rng.choice(("mudguard", "mudguard", "none"))),
    )


def _canvas(rng: np.random.Generator) -> SneakerStyle:
    high = rng.random() < 0.45
    thick = rng.uniform(18, 30)
    return replace(
        _court(rng),
        build="canvas",
        collar_mm=float(rng.uniform(108, 128) if high else rng.uniform(54, 64)),
        padding_mm=float(rng.uniform(1.2, 2.2)),
        heel_mm=float(thick),
        ball_mm=float(thick - rng.uniform(0, 4)),
        spring_mm=float(rng.uniform(3, 8)),
        out_mm=float(rng.uniform(2, 3.5)),
        flare_mm=0.0,
        lip_mm=float(rng.uniform(4, 8)),
        bumper_mm=float(rng.choice([0.0, 6.0, 10.0])),
        stripe=bool(rng.random() < 0.75),
        toe=str(rng.choice(("cap", "cap", "none"))),
        toe_at=float(rng.uniform(0.79, 0.86)),
        mark=str(rng.choice(("none", "none", "disc", "line", "wave"))),
        vamp=False,
        tongue=replace(_tongue(rng), thick_mm=2.5),
    )


def _chunky(rng: np.random.Generator) -> SneakerStyle:
    heel = rng.uniform(40, 58)
    return replace(
        _runner(rng),
        build="chunky",
        heel_mm=float(heel),
        ball_mm=float(heel - rng.uniform(6, 16)),
        out_mm=float(rng.uniform(5, 9)),
        flare_mm=float(rng.uniform(3, 9)),
        wave_mm=float(rng.uniform(4, 12)),
        lip_mm=float(rng.uniform(3, 9)),
        tread_mm=float(rng.uniform(4, 8)),
        lugs=bool(rng.random() < 0.6),
        stripe=bool(rng.random() < 0.5),
        vamp=bool(rng.random() < 0.6),
    )


def _knit(rng: np.random.Generator) -> SneakerStyle:
    laced_ = rng.random() < 0.55
    return replace(
        _runner(rng),
        build="knit",
        collar_mm=float(rng.uniform(56, 92)),
        padding_mm=float(rng.uniform(1.5, 3)),
        closure="laces" if laced_ else "slip",
        toe="none",
        eyestay=bool(laced_ and rng.random() < 0.5),
        counter=bool(rng.random() < 0.4),
        vamp=False,
    )


def _tongue(rng: np.random.Generator) -> TongueStyle:
    return TongueStyle(
        beyond_mm=float(rng.uniform(8, 34)),
        thick_mm=float(rng.uniform(3, 9)),
        bulge_mm=float(rng.uniform(2, 6)),
        lean=float(rng.uniform(0.1, 0.6)),
    )


def _coloured(style: SneakerStyle, rng: np.random.Generator) -> SneakerStyle:
    """Every part's colour and stuff, drawn for the build."""
    colours = palette.scheme(rng)
    main = {"runner": "knit", "knit": "knit", "canvas": "canvas"}.get(style.build, "grain")
    if main == "grain" and rng.random() < 0.3:
        main = "suede"
    if style.build in ("runner", "chunky") and rng.random() < 0.3:
        main = "grain"
    over = str(rng.choice(["grain", "grain", "suede", main]))
    rough = {"grain": rng.uniform(0.3, 0.65), "knit": 0.9, "canvas": 0.9, "suede": 0.95}

    def upper(colour: palette.Colour, texture: str) -> Look:
        return Look("upper", colour, float(rough[texture]), texture)

    accents = (colours.main, colours.second, colours.third, colours.pop)

    def any_of(*weights: float) -> palette.Colour:
        return accents[int(rng.choice(4, p=np.array(weights) / sum(weights)))]

    white = palette.pick(rng, palette.WHITES)
    midsole = white if rng.random() < 0.68 else any_of(2, 1, 1, 1)
    outsole = midsole
    if rng.random() < 0.55:
        family = (palette.GUMS, palette.BLACKS, palette.WHITES, palette.GREYS)[int(rng.integers(4))]
        outsole = palette.pick(rng, family)
    toe = any_of(3, 2, 1, 0.3)
    if style.build == "canvas" and style.toe == "cap":
        toe = white
    lace = any_of(2, 1, 1, 1) if rng.random() < 0.55 else palette.pick(rng, palette.WHITES + palette.BLACKS)
    return replace(
        style,
        upper_look=upper(colours.main, main),
        toe_look=upper(toe, over) if style.build != "canvas" else Look("upper", toe, 0.6, "rubber"),
        panel_look=upper(any_of(2, 3, 2, 0.4), over),
        mark_look=upper(any_of(0.4, 1, 1, 4), over),
        counter_look=upper(any_of(2, 3, 2, 1), over),
        tongue_look=Look("tongue", any_of(4, 2, 1, 0.5), 0.9, main if main != "suede" else "knit"),
        lining_look=Look("lining", any_of(2, 2, 2, 1), 0.9, "knit"),
        lace_look=Look("lace", lace, 0.85, "canvas"),
        midsole_look=Look("midsole", midsole, float(rng.uniform(0.45, 0.8)), "rubber"),
        stripe_look=Look("midsole", any_of(1, 2, 1, 3), 0.6, "rubber"),
        outsole_look=Look("sole", outsole, 0.75, "rubber"),
        eyelet_look=Look("metal", palette.pick(rng, palette.GREYS + palette.BLACKS), 0.35),
    )


def sneaker(last: Last, style: SneakerStyle, *, detail: float = 0.0) -> Footwear:
    """A right sneaker on a last. `detail` 0 is for training (about 2,500 vertices), 1 for the catalogue."""
    fine = detail >= 0.5
    edge = Outline.of_last(last, 385 if fine else 129, ease_mm=1.5, room_mm=style.room_mm)
    ground = ground_y(edge, spring_mm=style.spring_mm, heel_tick_mm=2.0 if style.build == "runner" else 0.5)
    base = base_y(
        edge,
        ground,
        heel_mm=style.heel_mm,
        ball_mm=style.ball_mm,
        toe_mm=style.ball_mm * (0.94 if style.wave_mm == 0 else 0.78),
    )
    fit = Fit(last, edge, base)
    chart, at = laced_upper(
        fit,
        collar_mm=style.collar_mm,
        gap_mm=style.throat_mm if style.closure != "slip" else 0.0,
        throat=style.throat,
        over_mm=4.0 if style.build != "canvas" else 3.0,
        padding_mm=style.padding_mm,
        rows=49 if fine else 17,
    )
    columns = columns_for(between(detail, 56, 220), len(base))
    surfaces = [skin(chart, columns, np.linspace(0.0, 1.0, between(detail, 9, 33)), style.upper_look)]
    if fine:
        surfaces.append(inside_out(chart, style.lining_look))
    surfaces += _panels(chart, style, at, detail)
    surfaces += _opening(chart, fit, style, at, detail)
    soles, sole_cloud = _sole(edge, ground, base, style, columns, detail)
    surfaces += soles
    instep = _instep(chart, style, at)
    keypoints = points_on(fit, chart, sole_points(sole_cloud), instep)
    return placed("sneaker", surfaces, keypoints, collar_ring(chart, at.top, 32), fit.ankle)


def _opening(chart: Chart, fit: Fit, style: SneakerStyle, at: Places, detail: float) -> list[Surface]:
    """Rim and lining, footbed, tongue, and what closes the throat."""
    u = around_heel(at.throat + 0.01, between(detail, 34, 150))
    along = np.abs(u) * 2
    radius = 1.1 + (style.padding_mm * 0.75 - 0.3) * (1 - smoothstep(at.top - 0.13, at.top + 0.02, along))
    radius = radius * np.clip((at.throat + 0.012 - along) / 0.03, 0.25, 1)
    made = [
        rim(chart, u, radius, style.lining_look, depth_mm=90, wall_mm=4.0,
            arcs=between(detail, 5, 11), rows=between(detail, 3, 12)),
        plate(fit.edge.grown(-2.0, fit.base + 2.5), style.lining_look, stations=between(detail, 12, 40),
              across=between(detail, 4, 12), upward=True),
    ]  # fmt: skip
    if style.closure == "slip":
        return made
    reach = (at.throat + 0.05, at.top + 0.005)
    made.append(tongue(chart, reach, style.tongue, style.tongue_look, detail=detail))
    if style.closure == "straps":
        return made + _straps(chart, style, at, detail)
    places = eyelet_places(chart, (at.throat - 0.035, at.top + 0.012), style.laces.rows, 7.5)
    if style.laces.eyelets == "metal" or (detail >= 0.5 and style.laces.eyelets == "punched"):
        made.append(eyelets(chart, places, 2.4, style.eyelet_look, detail=detail))
    made += laced(chart, places, style.laces, style.lace_look, tongue_mm=style.tongue.bulge_mm, detail=detail)
    return made


def _straps(chart: Chart, style: SneakerStyle, at: Places, detail: float) -> list[Surface]:
    """Two broad straps over the throat."""
    sigma = np.array([[at.throat - 0.06], [at.top + 0.05]])
    v = np.array([0.40, 0.55, 0.72, 0.88, 1.0, 1.0, 0.88, 0.72, 0.55, 0.40])
    u = np.where(np.arange(10) < 5, sigma / 2, 1 - sigma / 2)
    places, ups = chart.look(u, v)
    t = np.linspace(0, 9, between(detail, 12, 40))
    paths, ways = smooth_paths(places + ups * 2.2, t), smooth_paths(ups, t)
    return [cords(paths, 24.0, 2.6, ways, sides=between(detail, 8, 16), look=style.panel_look)]


def _instep(chart: Chart, style: SneakerStyle, at: Places) -> Array:
    """Where tongue or laces meet the opening."""
    places, normals = chart.look(np.array([at.top / 2, 1 - at.top / 2]), 1.0)
    up = direction(normals.sum(0))
    rise = 0.0 if style.closure == "slip" else style.tongue.bulge_mm * 0.5
    return np.asarray(places.mean(0) + up * rise)


def _panels(chart: Chart, style: SneakerStyle, at: Places, detail: float) -> list[Surface]:
    """Pieces laid on the upper, the lowest first."""
    thread = Thread(style.thread_look) if style.thread_look is not None and detail >= 0.5 else None
    lay = Layer.for_detail(detail, thread)
    made: list[Surface] = []
    if style.perforated:
        made.append(_perforations(chart, at, style))
    if style.vamp:
        made.append(front(chart, at.throat + 0.02, style.panel_look, lay.lower()))
    if style.toe == "cap":
        made.append(front(chart, style.toe_at, style.toe_look, lay))
    elif style.toe == "mudguard":
        s = lay.along(-0.36, 0.36)
        made.append(wrapped(chart, 0.5, s, 0.16 + 0.30 * np.exp(-((s / 0.2) ** 2)), style.toe_look, lay))
    span = Span(front=at.throat - 0.04, back=at.top - 0.02, high=style.collar_mm > 88)
    made += mark(chart, style.mark, style.mark_count, span, style.mark_look, lay.higher())
    if style.counter:
        s = lay.along(-0.24, 0.24)
        high = 0.05 + 0.62 * np.sqrt(np.clip(1 - np.abs(s / 0.24) ** 2.6, 0, 1))
        made.append(wrapped(chart, 0.0, s, high, style.counter_look, lay))
    if style.tab:
        s = np.linspace(-0.055, 0.055, lay.columns)
        made.append(
            wrapped(chart, 0.0, s, np.full(len(s), 0.975), style.mark_look, lay.higher().higher(), low=0.55)
        )
    if style.eyestay and style.closure != "slip":
        made.append(eyestay(chart, at.throat, at.top, style.panel_look, lay.higher().higher()))
    return made + ([] if thread is None else thread.surface())


def _perforations(chart: Chart, at: Places, style: SneakerStyle) -> Surface:
    """Air holes over the toes, in rows."""
    u, v = np.meshgrid(np.linspace(0.34, 0.66, 640), np.linspace(0.5, 1.0, 160))
    at_mm = chart.at(u.ravel(), v.ravel())[:, [0, 2]]
    start = chart.at(at.throat / 2, 1.0)[[0, 2]] + (0.0, 13.0)
    wanted = [
        start + (7.0 * (k - (count - 1) / 2), 6.5 * row - 0.12 * (k - (count - 1) / 2) ** 2)
        for row, count in enumerate((5, 6, 5, 4))
        for k in range(count)
    ]
    nearest = [int(np.argmin(((at_mm - p) ** 2).sum(1))) for p in wanted]
    places = np.stack([u.ravel()[nearest], v.ravel()[nearest]], 1)
    dark = Look("holes", (0.01, 0.01, 0.01), 0.9)
    return holes(chart, places, 0.95, 0.12, dark)


def _sole(
    edge: Outline, ground: Array, base: Array, style: SneakerStyle, columns: NDArray[np.intp], detail: float
) -> tuple[list[Surface], Array]:
    """The sole's surfaces, and the points of its wall."""
    sigma = edge.sigma
    z = edge.xz[:, 1] / edge.length_mm
    toe = smoothstep(0.80, 0.97, z)
    heel = smoothstep(0.30, 0.02, z)
    lip = style.lip_mm + style.bumper_mm * toe
    if style.wave_mm > 0:
        lip = lip + style.wave_mm * (0.55 * np.sin(2 * np.pi * (sigma * 1.35 + 0.18)) + 0.6 * heel)
    high = base + lip
    out = np.full(len(sigma), style.out_mm)
    flare = style.flare_mm * (0.35 + 0.65 * heel) * (1 - 0.7 * toe)
    tread = style.tread_mm / float((high - ground).mean())
    if style.build in ("court", "canvas"):
        profile = [
            (0.0, out + flare - 1.2), (0.02, out + flare - 0.2), (tread, out + flare),
            (0.45, out + 0.5 * flare),
            (0.60, out + 0.3 * flare), (0.72, out + 0.2 * flare), (0.93, out - 0.3), (0.985, out - 0.9),
            (1.0, out - 1.8), (0.98, out * 0 - 0.6),
        ]  # fmt: skip
    else:
        sway = style.wave_mm * 0.16 * np.sin(2 * np.pi * (sigma * 2.2 + 0.1))
        profile = [
            (0.0, out + flare - 2.4), (0.03, out + flare - 0.6), (tread, out + flare),
            (0.30, out + 0.35 * flare - 1.2 - sway),
            (0.48, out - 1.6 + sway), (0.68, out + 0.4 + 0.4 * sway), (0.86, out + 0.8), (0.95, out + 0.1),
            (1.0, out - 1.4), (0.97, out * 0 - 0.8),
        ]  # fmt: skip
    points = wall(edge, ground, high, profile)
    made = [band(points, columns, style.outsole_look, 0, 2)]
    if style.stripe and style.build in ("court", "canvas"):
        made += [
            band(points, columns, style.midsole_look, 2, 4),
            band(points, columns, style.stripe_look, 4, 5),
            band(points, columns, style.midsole_look, 5),
        ]
    elif style.stripe:
        made += [band(points, columns, style.stripe_look, 2, 4), band(points, columns, style.midsole_look, 4)]
    else:
        made.append(band(points, columns, style.midsole_look, 2))
    made.append(
        plate(points[0], style.outsole_look, stations=between(detail, 14, 60), across=between(detail, 3, 9),
              upward=False)
    )  # fmt: skip
    if style.lugs:
        at = np.arange(34) / 34
        out_mm = style.out_mm + style.flare_mm * 0.4 + 1.2
        made.append(
            blocks(edge, at, out_mm=(0.0, out_mm), low=ground, high=ground + style.tread_mm * 2.2,
                   width_mm=9.0, look=style.outsole_look)
        )  # fmt: skip
    return made, points[:8]
