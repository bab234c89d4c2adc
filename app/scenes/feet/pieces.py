"""Pieces laid on an upper: caps, counters, eyestays, and a maker's marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...core.maths import Array
from .mesh import Surface
from .shell import Chart, Look, cross, direction, panel, sheet, smoothstep, stacked
from .thread import Thread
from .upper import side_panels

MARKS = ("none", "bars", "wave", "line", "disc", "chevron", "saddle")


@dataclass(frozen=True, slots=True)
class Layer:
    """How high a piece lies over the upper, and in how many rows and columns: coarse meshes need more lift to
    stay clear of each other."""

    lift_mm: float
    rows: int
    columns: int
    creased: bool
    thread: Thread | None = None

    @classmethod
    def for_detail(cls, detail: float, thread: Thread | None = None) -> Layer:
        return cls(0.75, 5, 30, True, thread) if detail >= 0.5 else cls(1.4, 3, 9, False)

    def lower(self) -> Layer:
        return replace(self, lift_mm=self.lift_mm * 0.8)

    def higher(self) -> Layer:
        return replace(self, lift_mm=self.lift_mm * 1.4)

    def along(self, low: float, high: float) -> Array:
        """Places along a long piece."""
        return np.linspace(low, high, 2 * self.columns)


@dataclass(frozen=True, slots=True)
class Span:
    """Where on a side (sigma) a mark has room; `high` for uppers above the ankle."""

    front: float
    back: float
    high: bool = False


def front(chart: Chart, sigma: float, look: Look, layer: Layer) -> Surface:
    """The whole front of the upper before a line across it that meets the sole at `sigma`."""
    v = np.linspace(0.03, 1.0, max(3 * layer.rows, 8))
    foot = chart.at(np.array([sigma / 2, 1 - sigma / 2]), 0.0)[:, 2].mean()
    line = _across(chart, float(foot) - 5.0, v)
    u = np.concatenate([line / 2, 1 - line[-2::-1] / 2])
    v = np.concatenate([v, v[-2::-1]])
    t = np.concatenate([[0.0, 0.012, 0.035], np.linspace(0.06, 1.0, max(layer.columns + 3, 12))])[:, None]
    lift = np.where(t < 0.005, -0.4, np.where(t < 0.02, 0.8, 1.0)) * layer.lift_mm
    if layer.thread is not None:
        layer.thread.sew(*_lifted(chart, u + (0.5 - u) * 0.028, v, layer.lift_mm))
    # Rows run forward, so columns have to run from the lateral side to the medial.
    return sheet(chart, (u + (0.5 - u) * t)[:, ::-1], v[::-1], lift, look, creased=layer.creased)


def _across(chart: Chart, z_mm: float, v: Array) -> Array:
    """(k,) the sigma at which a line straight across the forefoot, bowed forward in its middle, passes
    each v."""
    rows, columns = chart.points.shape[:2]
    half = columns // 2
    sigma = np.linspace(0.5, 1.0, half - half // 2 + 1)
    z = np.maximum.accumulate(chart.points[:, half // 2 : half + 1, 2], axis=1)
    bow = 9.0 * np.linspace(0, 1, rows) ** 2
    line = [np.interp(z_mm + bow[j], z[j], sigma) for j in range(rows)]
    return np.interp(v, np.linspace(0, 1, rows), line)


def wrapped(
    chart: Chart, centre: float, s: Array, high: Array, look: Look, layer: Layer, *, low: float = 0.02
) -> Surface:
    """A piece round the toe (centre 0.5) or the heel (0) between two heights; `s` in sigma to both sides."""
    u = centre + s / 2
    below, above = np.stack([u, np.full(len(u), low)], 1), np.stack([u, high], 1)
    if layer.thread is not None:
        layer.thread.edge(chart, above, below, layer.lift_mm, both_sides=False)
    return panel(chart, below, above, look, rows=layer.rows, lift_mm=layer.lift_mm, creased=layer.creased)


def eyestay(
    chart: Chart, throat: float, top: float, look: Look, layer: Layer, *, wide_mm: float = 15.0
) -> Surface:
    """The reinforced edge of a throat, from its top down and round its front end, U-shaped from above."""
    n = 2 * layer.columns
    sigma = np.linspace(top + 0.004, min(throat + 0.14, 0.99), 8 * n)
    medial, lateral = chart.at(sigma / 2, 1.0), chart.at(1 - sigma / 2, 1.0)
    run = np.maximum.accumulate(medial[:, 2] + 1e-4 * np.arange(len(sigma)))
    end = float(np.interp(throat, sigma, run)) + 15.0
    bend = end - 30.0
    z = run[0] + (end - run[0]) * np.sin(np.linspace(0, np.pi / 2, n))
    edge = np.interp(z, run, sigma)
    gap = np.interp(np.minimum(z, bend), run, (medial[:, 0] - lateral[:, 0]) / 2)
    wide = wide_mm * (1 + 0.3 * smoothstep(bend, run[0], z))
    out = (gap + wide) * np.sqrt(1 - 0.9999 * np.clip((z - bend) / (end - bend), 0, 1) ** 2)
    middle = np.interp(z, run, (medial[:, 0] + lateral[:, 0]) / 2)
    high = np.stack([edge, np.ones(n)], 1)
    low = _below(chart, np.stack([middle + out, z], 1), (throat - 0.25, throat + 0.2), layer)
    # Farther up, and where a boot's edge stands upright, its width is measured down the sheet.
    upright = smoothstep(end - 36.0, end - 62.0, z)[:, None]
    low = low * (1 - upright) + np.stack([edge, 1 - wide / chart.strip(edge / 2)], 1) * upright
    low[-1] = high[-1]
    if layer.thread is not None:
        open_ = edge < throat  # beyond it both sides are one piece
        for one, other in ((low, high), (high[open_], low[open_])):
            layer.thread.edge(chart, one * (0.5, 1.0), other * (0.5, 1.0), layer.lift_mm, both_sides=True)
    return panel(
        chart, low * (0.5, 1.0), high * (0.5, 1.0), look, rows=layer.rows, lift_mm=layer.lift_mm, sides=2,
        creased=layer.creased, open_high=True,
    )  # fmt: skip


def _below(chart: Chart, xz: Array, sigma: tuple[float, float], layer: Layer) -> Array:
    """(k, 2) the places (sigma, v) of the medial side that lie under points (k, 2) seen from above."""
    count = (200, 120) if layer.creased else (60, 40)
    s, v = np.meshgrid(np.linspace(*sigma, count[0]), np.linspace(0.35, 1.0, count[1]))
    found = chart.at(s.ravel() / 2, v.ravel())[:, [0, 2]]
    nearest = [int(np.argmin(((found - p) ** 2).sum(1))) for p in xz]
    places = np.stack([s.ravel()[nearest], v.ravel()[nearest]], 1)
    # The grid's steps are smoothed away.
    padded = np.pad(places, ((2, 2), (0, 0)), mode="reflect", reflect_type="odd")
    return np.asarray((padded[:-4] + 2 * padded[1:-3] + 3 * padded[2:-2] + 2 * padded[3:-1] + padded[4:]) / 9)


def mark(chart: Chart, kind: str, count: int, span: Span, look: Look, layer: Layer) -> list[Surface]:
    """A maker's mark on both sides; `kind` is one of MARKS."""
    if kind == "none":
        return []
    if kind == "bars":
        return [_bar(chart, k, count, span, look, layer) for k in range(count)]
    if kind == "disc":
        return [_disc(chart, span, look, layer)]
    n = 2 * layer.columns
    t = np.linspace(0, 1, n)
    start = {"line": 0.08, "saddle": span.back + 0.02}.get(kind, 0.17)
    sigma = start + (span.front - start) * t
    taper = np.sqrt(np.clip(np.sin(np.pi * t), 0.0, 1))
    if kind == "line":
        middle, half = np.full(n, 0.38), np.full(n, 0.04)
    elif kind == "wave":
        middle, half = 0.42 + 0.15 * np.sin(2 * np.pi * (t * 0.9 + 0.1)), 0.008 + 0.075 * taper
    elif kind == "chevron":
        middle, half = 0.62 - 0.36 * np.abs(2 * t - 1), np.full(n, 0.06)
    else:
        top = 0.55 + 0.3 * np.sin(np.pi * t)
        middle, half = (0.05 + top) / 2, (top - 0.05) / 2
    low, high = np.stack([sigma, middle - half], 1), np.stack([sigma, middle + half], 1)
    return [_laid(chart, low, high, look, layer)]


def _bar(chart: Chart, k: int, count: int, span: Span, look: Look, layer: Layer) -> Surface:
    """One of `count` slanting bars."""
    room = span.front - span.back
    foot = span.back + room * (0.1 + 0.8 * k / count)
    wide = 0.42 / max(count, 2) * room
    # A bar is a piece whose two lines are its lower and its upper edge, both short.
    t = np.linspace(0, 1, 4)
    low = np.stack([foot + wide * t, np.full(4, 0.14)], 1)
    high = np.stack([foot - 0.14 * room + wide * t, np.full(4, 0.76)], 1)
    return _laid(chart, low, high, look, layer)


def _disc(chart: Chart, span: Span, look: Look, layer: Layer) -> Surface:
    sigma, v = 0.21, 0.72 if span.high else 0.5
    angle = np.linspace(np.pi, 0, max(layer.columns, 8))
    wide, tall = 17 / (chart.girth_mm / 2), 17 / float(chart.strip(sigma / 2))
    x, y = sigma + wide * np.cos(angle), tall * np.sin(angle)
    return _laid(chart, np.stack([x, v - y], 1), np.stack([x, v + y], 1), look, layer)


def _lifted(chart: Chart, u: Array, v: Array, lift_mm: float) -> tuple[Array, Array]:
    points, normals = chart.look(u, v)
    return points + normals * lift_mm, normals


def _laid(chart: Chart, low: Array, high: Array, look: Look, layer: Layer) -> Surface:
    if layer.thread is not None:
        for edge, other in ((low, high), (high, low)):
            half = (0.5, 1.0)
            layer.thread.edge(chart, edge * half, other * half, layer.lift_mm, both_sides=True)
    return side_panels(chart, low, high, look, rows=layer.rows, lift_mm=layer.lift_mm, creased=layer.creased)


def across(chart: Chart, from_mm: float, to_mm: float, look: Look, layer: Layer) -> Surface:
    """A strap over the ridge from edge to edge of the sole, between two z."""
    v = np.linspace(0.03, 1.0, max(3 * layer.rows, 9))
    lines = [_straight(chart, z, v) for z in (from_mm, to_mm)]
    back, ahead = (np.concatenate([s / 2, 1 - s[-2::-1] / 2]) for s in lines)
    v = np.concatenate([v, v[-2::-1]])
    t = np.array([0.0, 0.04, 0.12, 0.5, 0.88, 0.96, 1.0])[:, None]
    lift = np.array([-0.4, 0.8, 1.0, 1.0, 1.0, 0.8, -0.4])[:, None] * layer.lift_mm
    u = back * (1 - t) + ahead * t
    if layer.thread is not None:
        for share in (0.1, 0.9):
            layer.thread.sew(*_lifted(chart, back * (1 - share) + ahead * share, v, layer.lift_mm))
    return sheet(chart, u[:, ::-1], v[::-1], lift, look, creased=layer.creased)


def _straight(chart: Chart, z_mm: float, v: Array) -> Array:
    """(k,) the sigma at which a plane across the foot passes each v; anywhere before the heel."""
    rows, columns = chart.points.shape[:2]
    half = columns // 2
    start = half // 3
    sigma = np.linspace(start / half, 1.0, half - start + 1)
    z = np.maximum.accumulate(chart.points[:, start : half + 1, 2], axis=1)
    return np.interp(v, np.linspace(0, 1, rows), [np.interp(z_mm, z[j], sigma) for j in range(rows)])


def eyelets(chart: Chart, places: Array, radius_mm: float, look: Look, *, detail: float) -> Surface:
    """Rings round the eyelets at `places` (rows, 2) of (sigma, v), on both sides."""
    sides = 6 if detail < 0.5 else 16
    centre, up = chart.look(
        np.concatenate([places[:, 0] / 2, 1 - places[:, 0] / 2]), np.concatenate([places[:, 1]] * 2)
    )
    east = direction(cross(up, np.broadcast_to([0.0, 0.3, 1.0], up.shape)))
    north = cross(east, up)
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    spoke = east[:, None] * np.cos(angle)[:, None] + north[:, None] * np.sin(angle)[:, None]
    profile = np.array([[1.25, 0.4], [1.15, 1.9], [0.85, 2.2], [0.66, 1.6]])
    rings = [centre[:, None] + spoke * r * radius_mm + up[:, None] * h for r, h in profile]
    return stacked(np.stack(rings, 1)[:, :, ::-1], look)
