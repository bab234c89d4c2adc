"""Uppers by how they open: laced over the instep, low or high; slipped into, as loafers and ballerinas;
closed boots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...core.maths import Array
from .shell import Chart, relief, shell, smoothstep
from .upper import Fit, Knot, crown


@dataclass(frozen=True, slots=True)
class Places:
    """Where along a side (sigma) the throat starts, and where the collar's front corner is; where there is no
    throat, both are where the opening ends in front."""

    throat: float
    top: float


def laced_upper(
    fit: Fit, *, collar_mm: float, gap_mm: float, throat: float, over_mm: float, padding_mm: float, rows: int
) -> tuple[Chart, Places]:
    """An upper with a throat `gap_mm` wide to each side, from `throat` (share of the length) up to the
    collar at
    `collar_mm` over the footbed; `over_mm` is how thick it lies on the foot."""
    length, seat, c, gap = fit.length_mm, float(fit.base_at(0.1 * fit.length_mm)), collar_mm, gap_mm

    def ridge(share: float, drop: float = 0.0) -> float:
        return float(fit.ridge_y(share * length, over_mm - drop))

    back = fit.back_z(c)
    knots = [
        Knot(0.0, 0.0, seat + c + 7, back - 1, 0.0, 0.16),
        Knot(0.055, 0.60 * (fit.half_width(c) + 2), seat + c + 4, back + 0.03 * length, 0.0, 0.08),
    ]
    if c > 88:
        wide, front, shin = fit.half_width(c) + 4, seat + c + 6, 0.345 + 0.0002 * (c - 110)
        bend = ridge(0.425, 2)
        knots += [
            Knot(0.18, wide, seat + c - 2, 0.17 * length, 0.0, 0.0),
            Knot(0.30, 0.86 * wide, seat + c + 1, 0.285 * length, 0.10, 0.0),
            Knot(0.375, gap + 6, front, shin * length, 0.35),
            Knot(0.45, gap + 2, bend + 0.55 * (front - bend), (shin + 0.017) * length, 0.55),
            Knot(0.52, gap, bend, 0.425 * length, 0.85),
        ]
        corner = 4
    else:
        side, front, wide = seat + c * 0.88 - 4, ridge(0.405, 2), fit.half_width(c) + 3
        knots += [
            Knot(0.19, wide, side, 0.18 * length, 0.0, 0.0),
            Knot(0.315, 0.88 * wide, side + 0.42 * max(front - side, 4), 0.295 * length, 0.18),
            Knot(0.40, gap + 5, front - 1.5, 0.382 * length, 0.55),
            Knot(0.435, gap + 1, front, 0.405 * length, 0.80),
        ]
        corner = 5
    knots += [
        Knot(0.55, gap * 0.92, ridge(0.50, 2), 0.50 * length, 0.92),
        Knot(0.64, gap * 0.85, ridge(0.57, 2), 0.57 * length, 0.96),
        Knot(0.70, gap * 0.62, ridge(throat - 0.018, 1), (throat - 0.018) * length, 1.0),
        *_toe(fit, throat, over_mm, 0.725),
    ]
    return _made(fit, knots, corner, rows, padding_mm)


def slip_upper(
    fit: Fit,
    *,
    heel_mm: float,
    side_mm: float,
    front: float,
    over_mm: float,
    rows: int,
    vee: float = 0.0,
    toe_full: float = 0.56,
) -> tuple[Chart, Places]:
    """An upper that is slipped into: `heel_mm` high at the back, `side_mm` at the lowest, its opening's
    front end at `front` (share of the length), round or, with `vee` up to 1, pointed."""
    length, seat = fit.length_mm, float(fit.base_at(0.1 * fit.length_mm))
    waist = float(fit.base_at(0.35 * length))

    def ridge(share: float, drop: float = 0.0) -> float:
        return float(fit.ridge_y(share * length, over_mm - drop))

    back = fit.back_z(heel_mm)
    low = min(side_mm, 0.9 * (ridge(front) - waist))
    over_top = ridge(front, 0.5)
    knots = [
        Knot(0.0, 0.0, seat + heel_mm + 3, back, 0.0, 0.10),
        Knot(
            0.055, 0.58 * (fit.half_width(heel_mm) + 1), seat + heel_mm + 1, back + 0.032 * length, 0.0, 0.04
        ),
        Knot(0.20, fit.half_width(side_mm) + 1.5, seat + side_mm + 2, 0.19 * length, 0.0, -0.02),
    ]
    # An oval: across its front the edge runs level over the foot, so that it closes in a round and not in
    # a point.
    broad, start = fit.half_width(side_mm) + 1.5, 0.20
    for t in (0.34, 0.60, 0.80, 0.92, 0.98):
        share = start + (front - start) * t
        x = broad * (1 - t ** (4.0 - 2.2 * vee)) ** (0.5 + 0.3 * vee)
        here = waist + low + (over_top - waist - low) * t**2.0
        under = share + 0.05 * t + 0.03 * t**8
        knots.append(
            Knot(under, x, here - 0.012 * x * x * t, share * length, 0.1 + 0.88 * t, -0.06 * (1 - t))
        )
    knots += _toe(fit, front, over_mm, knots[-1].z + 0.028)
    return _made(fit, knots, len(knots) - 4, rows, 0.0, full=toe_full)


def closed_upper(fit: Fit, *, collar_mm: float, over_mm: float, rows: int) -> tuple[Chart, Places]:
    """A boot's foot, closed over the instep up to a level ring round the ankle, where its shaft goes on."""
    length, seat, c = fit.length_mm, float(fit.base_at(0.1 * fit.length_mm)), collar_mm

    def ridge(share: float) -> float:
        return float(fit.ridge_y(share * length, over_mm))

    bend = ridge(0.425)
    wide, back = fit.half_width(c) + over_mm, fit.back_z(c) + 2 - over_mm * 0.5
    ring_y, front_z = seat + c, 0.355 * length + over_mm * 0.6
    knots = [
        Knot(0.0, 0.0, ring_y, back, 0.0, 0.04),
        Knot(0.055, 0.62 * wide, ring_y, back + 0.035 * length, 0.0, 0.02),
        Knot(0.18, wide, ring_y, 0.5 * (back + front_z) - 0.01 * length, 0.0, 0.0),
        Knot(0.30, 0.82 * wide, ring_y, front_z - 0.07 * length, 0.04, 0.0),
        Knot(0.385, 0.45 * wide, ring_y, front_z - 0.014 * length, 0.16, 0.0),
        # Down the shin and round its bend the strips still rise beside the leg before they turn to the ridge.
        Knot(0.43, 0.0, ring_y, front_z, 0.36, 0.0),
        Knot(0.475, 0.0, ring_y + 0.45 * (bend - ring_y), front_z + 0.30 * (0.425 * length - front_z), 0.55),
        Knot(0.53, 0.0, bend, 0.425 * length, 0.80),
        Knot(0.60, 0.0, ridge(0.49), 0.49 * length, 0.95),
        Knot(0.67, 0.0, ridge(0.57), 0.57 * length, 1.0),
        *_toe(fit, 0.645, over_mm, 0.725),
    ]
    return _made(fit, knots, 5, rows, 0.0)


def _toe(fit: Fit, start: float, over_mm: float, under: float) -> list[Knot]:
    """The ridge from where both sides meet to its front end; the first strip starts `under` it."""
    end = 0.93 - 0.13 * min(fit.last.shape.toe, 0.5)  # a pointed toe keeps its ridge almost to the tip
    return [
        Knot(
            under + (1.0 - under) * t,
            0.0,
            float(fit.ridge_y((start + (end - start) * share) * fit.length_mm, over_mm)),
            (start + (end - start) * share) * fit.length_mm,
            1.0,
        )
        for t, share in ((0.0, 0.0), (0.27, 0.27), (0.64, 0.56), (1.0, 1.0))
    ]


def _made(
    fit: Fit, knots: list[Knot], corner: int, rows: int, padding_mm: float, full: float = 0.56
) -> tuple[Chart, Places]:
    line = crown(fit, knots)
    sigma = fit.edge.sigma
    swell = 0.20 + 0.05 * smoothstep(0.25, 0.0, sigma) - 0.10 * smoothstep(0.8, 1.0, sigma)
    hug = 0.50 + 0.10 * smoothstep(0.7, 1.0, sigma)
    chart = shell(fit.edge, fit.base - 3.0, line, rows=rows, swell=swell, hug=hug, full=full)
    meets = next(k for k in range(1, len(knots)) if knots[k].x == 0)
    at = Places(float(line.sigma[meets]), float(line.sigma[corner]))
    return (relief(chart, _padding(chart, sigma, at, padding_mm)) if padding_mm > 0 else chart), at


def _padding(chart: Chart, sigma: Array, at: Places, padding_mm: float) -> Array:
    """(rows, columns) how far a padded collar stands out, and in below it."""
    v = np.linspace(0, 1, len(chart.points))[:, None]
    collar = 1 - smoothstep(at.top - 0.12, at.top, sigma)[None]
    down = (1 - v) * chart.strip_mm[None]
    puff = 0.5 * np.exp(-(((down - 11) / 8) ** 2)) - 0.25 * np.exp(-(((down - 27) / 8) ** 2))
    return np.asarray(padding_mm * collar * puff)
