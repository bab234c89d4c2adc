"""Laces: bars from eyelet to eyelet, a bow with its loops and ends, and the cords that all are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ...core.maths import Array
from .mesh import Surface, grid_indices
from .shell import LATERAL, MEDIAL, Chart, Look, cross, direction


@dataclass(frozen=True, slots=True)
class LaceStyle:
    """Cords across the throat. `pattern` is "cross", "bars" or "ladder" (both); `width_mm` across,
    `thick_mm` up."""

    rows: int = 6
    pattern: str = "cross"
    width_mm: float = 7.0
    thick_mm: float = 2.0
    bow: bool = True
    loop_mm: float = 38.0
    end_mm: float = 55.0
    spread: float = 0.5
    eyelets: str = "punched"

    @classmethod
    def sample(cls, rng: np.random.Generator) -> LaceStyle:
        flat = rng.random() < 0.65
        width = float(rng.uniform(5.5, 9.5) if flat else rng.uniform(3.0, 5.0))
        return cls(
            rows=int(rng.integers(4, 8)),
            pattern=str(rng.choice(["cross", "cross", "bars", "ladder"])),
            width_mm=width,
            thick_mm=float(rng.uniform(1.5, 2.4)) if flat else width * 0.85,
            bow=bool(rng.random() < 0.85),
            loop_mm=float(rng.uniform(24, 55)),
            end_mm=float(rng.uniform(25, 85)),
            spread=float(rng.uniform(0.1, 0.9)),
            eyelets=str(rng.choice(["punched", "metal", "none"])),
        )


def cords(
    paths: Array, width_mm: ArrayLike, thick_mm: ArrayLike, up: Array, *, sides: int, look: Look
) -> Surface:
    """Several cords of one kind: paths (m, k, 3) with the way up at each point (m, k, 3), ends closed."""
    lines = np.asarray(paths, float)
    count, points = lines.shape[:2]
    ahead = direction(np.gradient(lines, axis=1))
    lift = direction(up - ahead * (up * ahead).sum(-1, keepdims=True))
    across = cross(ahead, lift)
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    wide = np.broadcast_to(np.asarray(width_mm, float) / 2, (count, points))[..., None, None]
    thick = np.broadcast_to(np.asarray(thick_mm, float) / 2, (count, points))[..., None, None]
    # A squarish section keeps flat laces flat.
    c, s = (np.sign(w) * np.abs(w) ** 0.8 for w in (np.cos(angle), np.sin(angle)))
    ring = across[:, :, None] * c[:, None] * wide + lift[:, :, None] * s[:, None] * thick
    normal = direction(
        across[:, :, None] * np.cos(angle)[:, None] * thick + lift[:, :, None] * np.sin(angle)[:, None] * wide
    )
    body = lines[:, :, None] + ring
    # Each end narrows into a point, which needs no lid.
    first = np.broadcast_to((lines[:, 0] - ahead[:, 0] * 0.6)[:, None, None], body[:, :1].shape)
    last = np.broadcast_to((lines[:, -1] + ahead[:, -1] * 0.6)[:, None, None], body[:, :1].shape)
    body = np.concatenate([first, body, last], 1)
    ends = [np.broadcast_to(n[:, None, None], first.shape) for n in (-ahead[:, 0], ahead[:, -1])]
    normal = np.concatenate([ends[0], normal, ends[1]], 1)
    rows = points + 2
    run = np.concatenate(
        [np.zeros((count, 1)), np.cumsum(np.linalg.norm(np.diff(lines, axis=1), axis=2), 1)], 1
    )
    run = np.concatenate([run[:, :1], run, run[:, -1:]], 1)
    girth = 2.2 * (float(np.max(wide)) + float(np.max(thick)))
    uvs = np.stack(np.broadcast_arrays(run[..., None] / 100, angle * girth / 2 / np.pi / 100), -1)
    one = grid_indices(rows, sides + 1)
    starts = (np.arange(count) * rows * (sides + 1))[:, None, None]
    return look.on(
        Surface(
            body.reshape(-1, 3).astype(np.float32),
            normal.reshape(-1, 3).astype(np.float32),
            uvs.reshape(-1, 2).astype(np.float32),
            (one[None] + starts).reshape(-1, 3).astype(np.uint32),
            look.stuff,
        )
    )


def eyelet_places(chart: Chart, sigma: tuple[float, float], rows: int, inset_mm: float) -> Array:
    """(rows, 2) sigma and v of the eyelets, toe to ankle, `inset_mm` from the throat's edge."""
    along = np.linspace(sigma[0], sigma[1], rows)
    v = 1.0 - inset_mm / chart.strip(along / 2)
    return np.stack([along, v], 1)


def laced(
    chart: Chart, places: Array, style: LaceStyle, look: Look, *, tongue_mm: float, detail: float
) -> list[Surface]:
    """Bars over the throat between eyelets at `places` (rows, 2), and the bow above the last one.

    `tongue_mm` is how far the tongue bulges above the straight line between the throat's edges.
    """
    points = 7 if detail < 0.5 else 13
    sides = 5 if detail < 0.5 else 8
    start, end = [], []
    rows = len(places)
    if style.pattern in ("bars", "ladder"):
        start += list(range(rows))
        end += list(range(rows))
    if style.pattern in ("cross", "ladder"):
        start += [i for i in range(rows - 1) for _ in (0, 1)]
        end += [i + 1 for i in range(rows - 1) for _ in (0, 1)]
        if style.pattern == "cross":
            start, end = [0, *start], [0, *end]
    flip = np.array([k % 2 == 1 for k in range(len(start))]) & (np.array(start) != np.array(end))
    a, b = places[start], places[end]
    from_side = np.where(flip, LATERAL, MEDIAL)
    paths, ups = _bars(chart, a, b, from_side, points, style, tongue_mm)
    made = [cords(paths, style.width_mm, style.thick_mm, ups, sides=sides, look=look)]
    if style.bow:
        made.append(_bow(chart, places[-1], style, look, tongue_mm=tongue_mm, detail=detail))
    return made


def _bars(
    chart: Chart, a: Array, b: Array, from_side: Array, points: int, style: LaceStyle, tongue_mm: float
) -> tuple[Array, Array]:
    """Paths (m, points, 3) and ways up from places `a` on one side to places `b` on the other."""

    def both(places: Array, side: Array, v_up: float) -> tuple[Array, Array]:
        u = np.where(side > 0, places[:, 0] / 2, 1 - places[:, 0] / 2)
        return chart.look(u, places[:, 1] + (1 - places[:, 1]) * v_up)

    lift = style.thick_mm * 0.5 + 0.7
    hole_a, n_a = both(a, from_side, 0.0)
    hole_b, n_b = both(b, -from_side, 0.0)
    edge_a, m_a = both(a * [1, 1] + (b - a) * [0.12, 0.12], from_side, 1.0)
    edge_b, m_b = both(b + (a - b) * [0.12, 0.12], -from_side, 1.0)
    up = direction(n_a + n_b + m_a + m_b)
    middle = (edge_a + edge_b) / 2 + up * (tongue_mm + lift)
    # Those that cross lie over each other by turns.
    over = np.where(from_side > 0, 0.0, style.thick_mm * 0.9)[:, None]
    knots = np.stack(
        [
            hole_a - n_a * 0.8,
            hole_a + n_a * (lift + 0.8) + (edge_a - hole_a) * 0.25,
            edge_a + m_a * (lift + 0.8),
            middle + up * over,
            edge_b + m_b * (lift + 0.8),
            hole_b + n_b * (lift + 0.8) + (edge_b - hole_b) * 0.25,
            hole_b - n_b * 0.8,
        ],
        1,
    )
    ways = np.stack([n_a, n_a, m_a, up, m_b, n_b, n_b], 1)
    t = np.linspace(0, 6, points)
    return smooth_paths(knots, t), direction(smooth_paths(ways, t))


def smooth_paths(knots: Array, t: Array) -> Array:
    """(m, len(t), d): Catmull-Rom curves through knots (m, k, d), read at t in 0..k-1."""
    k = knots.shape[1]
    padded = np.concatenate([2 * knots[:, :1] - knots[:, 1:2], knots, 2 * knots[:, -1:] - knots[:, -2:-1]], 1)
    i = np.clip(np.floor(t).astype(int), 0, k - 2)
    f = (t - i)[None, :, None]
    a, b, c, d = (padded[:, i + j] for j in range(4))
    found: Array = b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)))
    return found


# A loop and an end as they leave the knot: (mm down the side as a share of their length, mm ahead, mm of the
# way ahead that `spread` adds, mm over the upper beyond half the lace's thickness).
_LOOP = np.array(
    [[0.30, 3, 0, 6], [0.75, 2, 4, 7], [1.0, 6, 14, 3.5], [0.8, 9, 21, 2], [0.35, 6.5, 15, 4]], float
)
_END = np.array(
    [[0.18, 8, 0, 6], [0.38, 14, 6, 3], [0.62, 18, 14, 1.4], [0.85, 22, 20, 1.2], [1.0, 26, 22, 1.2]], float
)


def _bow(
    chart: Chart, top: Array, style: LaceStyle, look: Look, *, tongue_mm: float, detail: float
) -> Surface:
    """Two loops and two ends from a knot over the topmost bar, lying on the upper."""
    points, sides = (9, 5) if detail < 0.5 else (19, 8)
    sigma = float(top[0])
    edge, edge_up = chart.look(np.array([sigma / 2, 1 - sigma / 2]), 1.0)
    up = direction(edge_up.sum(0))
    knot = edge.mean(0) + up * (tongue_mm + style.thick_mm * 2.0)
    side = np.array([MEDIAL, LATERAL, MEDIAL, LATERAL])[:, None]
    stops = np.stack([_LOOP, _LOOP, _END, _END])
    uneven = 1.0 + 0.12 * (style.spread - 0.5) * side
    long = np.array([style.loop_mm, style.loop_mm, style.end_mm, style.end_mm])[:, None] * uneven
    ahead = np.clip(sigma + (stops[..., 1] + stops[..., 2] * style.spread) / (chart.girth_mm / 2), 0.05, 0.95)
    u = np.where(side > 0, ahead / 2, 1 - ahead / 2)
    strip = chart.strip(np.where(side > 0, sigma / 2, 1 - sigma / 2))
    places, ups = chart.look(u, np.maximum(1.0 - stops[..., 0] * long / strip, 0.12))
    places = places + ups * (stops[..., 3] + style.thick_mm * 0.5)[..., None]
    start = np.broadcast_to(knot + up * np.array([0.5, 0.5, -1, -1])[:, None], (4, 3))[:, None]
    finish = np.concatenate([np.broadcast_to(knot, (2, 3)), 2 * places[2:, -1] - places[2:, -2]])[:, None]
    upward = np.broadcast_to(up, (4, 1, 3))
    across = direction(edge[0] - edge[1])
    ball = (knot + across * (np.linspace(-1, 1, 7) * style.width_mm * 0.75)[:, None])[None]
    paths = np.concatenate([np.concatenate([start, places, finish], 1), ball])
    ways = np.concatenate([np.concatenate([upward, ups, upward], 1), np.broadcast_to(up, ball.shape)])
    t = np.linspace(0, 6, points)
    width = np.full((5, points), style.width_mm)
    thick = np.full((5, points), style.thick_mm)
    belly = np.sqrt(np.clip(1 - np.linspace(-1, 1, points) ** 2, 0.05, 1))
    width[-1], thick[-1] = style.width_mm * 1.05 * belly, max(style.thick_mm * 2.0, 4.0) * belly
    return cords(smooth_paths(paths, t), width, thick, smooth_paths(ways, t), sides=sides, look=look)
