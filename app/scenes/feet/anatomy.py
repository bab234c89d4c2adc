"""The bare right foot at rest, 260 mm long, as one smooth skin: bones and pads as soft bodies, melted
together.

Tapered capsules stand for heel, tarsus, metatarsals, toes, tendons and ankle bones. Their distance fields are
joined smoothly (Quilez, "smooth minimum"), the skin is where the field is zero. It is triangulated once a
process; `bare` and `sock` then pose and stretch that skin into anybody's foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...core.maths import Array
from .mesh import unit

LENGTH_MM = 260.0
CUT_MM = 112.0  # the skin ends in a ring at this height, above the ankle bones
TOES = 5
# The joints of each toe from the ball: where it begins, its knuckles, the middle of its end pad; then the
# radii there. The big toe has one knuckle: its second is laid on the way.
_JOINTS = np.array(
    [
        [[30.0, 17, 186], [31.6, 17.2, 209], [32.0, 15.2, 226], [32.0, 11.7, 246.5]],
        [[9.5, 18, 190], [7.5, 20.5, 217], [6.8, 14.0, 234], [6.6, 8.6, 246.0]],
        [[-7.5, 17, 186], [-10.2, 19.0, 209], [-10.9, 12.6, 225], [-11.0, 8.1, 235.5]],
        [[-23, 15, 177], [-26.8, 17.0, 198], [-27.8, 11.4, 212], [-28.0, 7.6, 221.5]],
        [[-36, 13.5, 165], [-42.6, 14.6, 184], [-44.0, 10.2, 196], [-44.2, 7.3, 204.5]],
    ]
)
# The toes at rest are a little apart, or their skins would grow together; turned by so much they touch.
CLOSED = np.array([0.065, 0.0, -0.035, -0.08, -0.14])
_RADII = np.array(
    [
        [14.0, 10.9, 11.5, 11.0],
        [8.9, 6.8, 6.5, 7.1],
        [8.5, 6.4, 6.1, 6.6],
        [8.3, 6.3, 5.9, 6.4],
        [8.7, 6.9, 6.4, 6.6],
    ]
)
# What the toes at rest are too thin by, for the same reason.
FULLER = 1.06
# Width and length of the nails, and where along the last bone they begin.
_NAILS = np.array([[16.5, 16.5, 0.36], [9.6, 9.6, 0.28], [9.0, 8.8, 0.28], [8.4, 7.8, 0.28], [7.4, 6.2, 0.3]])

# x, y, z, radius of both ends of the soft bodies of foot and ankle; medial is +x.
_BODY = np.array(
    [
        # heel: bone with its fat pad, and the walls above it
        [[0, 22, 27, 24.0], [0, 20, 46, 23.0]],
        [[0, 42, 31, 21.0], [0, 34, 62, 21.0]],
        # lateral column down to the floor
        [[-8, 17, 48, 16.0], [-26, 15.0, 104, 13.5]],
        [[-27, 15, 100, 13.0], [-35, 13.5, 160, 13.0]],
        # medial arch
        [[10, 34, 60, 17.0], [19, 44, 108, 14.0]],
        [[19, 44, 105, 14.0], [29, 22, 176, 14.5]],
        # between them
        [[1, 30, 66, 16.0], [0, 31, 128, 13.0]],
        # tarsus, from the ankle to the midfoot
        [[1, 74, 72, 24.0], [3, 60, 104, 22.0]],
        [[3, 60, 104, 22.0], [5, 46, 134, 17.5]],
        [[-13, 42, 84, 17.0], [-15, 33, 128, 14.0]],
        # metatarsals
        [[9, 49, 128, 14.0], [28, 22.0, 180, 13.0]],
        [[4, 50, 128, 13.0], [9.5, 20.5, 188, 11.5]],
        [[-4, 45, 126, 13.0], [-7.5, 18.5, 184, 11.0]],
        [[-13, 37, 122, 13.0], [-22.5, 16.5, 175, 10.5]],
        [[-22, 27, 112, 12.0], [-34.5, 14.5, 163, 10.5]],
        # pads of the ball, and the heads of the outermost metatarsals
        [[30, 12, 180, 13.0], [6, 11, 188, 12.0]],
        [[6, 11, 188, 12.0], [-32, 11, 164, 12.0]],
        [[33, 17, 176, 11.0], [31.5, 17, 190, 10.0]],
        [[-38, 13, 156, 9.5], [-38.5, 13, 165, 9.0]],
        # leg: shin and Achilles tendon
        [[2, 92, 74, 22.0], [3, 175, 70, 22.0]],
        [[-2, 90, 58, 18.5], [-2, 175, 56, 21.0]],
        [[0, 48, 18, 11.0], [-1, 104, 23, 8.0]],
        [[-1, 104, 23, 8.0], [-2, 175, 26, 11.0]],
        [[0, 48, 36, 15.0], [-1, 84, 44, 17.0]],
        [[0, 58, 48, 23.0], [1, 54, 68, 24.0]],
        [[-1, 84, 44, 16.0], [-1, 175, 44, 20.0]],
        # ankle bones: the medial one higher and further forward
        [[23.5, 82, 71, 10.5], [15, 106, 68, 9.0]],
        [[-24.5, 71, 55, 9.5], [-15, 106, 58, 8.0]],
        # tendon of the big toe and the front of the ankle
        [[7, 92, 93, 9.0], [6, 73, 104, 9.0]],
    ]
)  # fmt: skip
MALLEOLI = np.array([[34.0, 82.0, 71.0], [-34.0, 71.0, 55.0]])


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """The triangulated skin of the foot at rest. Arrays are shared: never write into them.

    points (n, 3) mm, the last `ring` of which are the upper edge from the back over the medial side round;
    triangles (m, 3). `probes` (k, 3) are dense points on the same skin for measuring on. Of the points
    first and the probes then: belongs (n + k, 5) to which toe, summing to 1, and along (n + k, 5) where on
    it: 0 at the ball's joint, 1 and 2 at its knuckles, 3 at the middle of the end pad, more beyond (under
    0: not on the toe). `shade` (n,) 0..1 is how open the place is to the light.
    """

    points: Array
    triangles: NDArray[np.intp]
    ring: int
    probes: Array
    belongs: Array
    along: Array
    shade: Array
    nails: tuple[Array, ...]


def joints() -> Array:
    """(5, 4, 3) of the toes at rest."""
    return _JOINTS.copy()


def distance(points: ArrayLike, *, sock: bool = False) -> Array:
    """(...,) mm to the skin, positive outside; roughly true near it. `sock`: of cloth drawn over the toes."""
    p = np.asarray(points, np.float64)
    flat = p.reshape(-1, 3)
    out = np.empty(len(flat))
    for start in range(0, len(flat), 20_000):
        part = slice(start, start + 20_000)
        out[part] = _distance(flat[part], sock)
    return out.reshape(p.shape[:-1])


def toe_places(points: Array) -> tuple[Array, Array]:
    """(belongs, along) of points (n, 3), see `Skin`."""
    gap, along = np.empty((len(points), TOES)), np.empty((len(points), TOES))
    for i in range(TOES):
        j = _JOINTS[i]
        axis = j[3] - j[0]
        reach = ((points - j[0]) @ axis) / (axis @ axis)
        marks = ((j - j[0]) @ axis) / (axis @ axis)
        nearest = j[0] + np.clip(reach, 0, 1)[:, None] * axis
        aside = np.hypot(points[:, 0] - nearest[:, 0], 0.3 * (points[:, 1] - nearest[:, 1]))
        gap[:, i] = aside - (_RADII[i].mean() - _RADII[1:].mean())
        along[:, i] = np.interp(reach, [marks[0] - 1, *marks, marks[3] + 1], [-4, 0, 1, 2, 3, 6])
    # Towards the ball a point belongs to several toes, so that the web between them stretches evenly.
    nearest_along = np.take_along_axis(along, gap.argmin(1)[:, None], 1)
    soft = np.interp(nearest_along, [0.2, 1.1], [5.0, 0.5])
    weight = np.exp(-(gap - gap.min(1, keepdims=True)) / soft)
    return weight / weight.sum(1, keepdims=True), along


@cache
def skin(detail: float, *, sock: bool = False) -> Skin:
    """The skin at a detail of 0 (about 3,000 points) to 1 (about 20,000)."""
    fine, triangles = _fine(sock)
    ring = 32 if detail < 0.5 else 64
    coarse = float(np.interp(detail, [0, 1], [7.4, 2.6])), float(np.interp(detail, [0, 1], [3.0, 1.6]))
    points, triangles = _thinned(fine, triangles, *coarse, sock=sock)
    points, triangles = _edged(points, triangles, ring, sock)
    probes = fine[_probing(fine)]
    belongs, along = toe_places(np.concatenate([points, probes]))
    nails = () if sock else tuple(_nail(i, 7 if detail < 0.5 else 11) for i in range(TOES))
    return Skin(points, triangles, ring, probes, belongs, along, _shade(points, sock), nails)


def _distance(p: Array, sock: bool) -> Array:
    body = _melt(p, _BODY[:, 0], _BODY[:, 1], 4.5)
    out = body
    near = p[:, 2] > 140
    if near.any():
        q = p[near]
        found = np.full(len(q), np.inf)
        # Up to the web the toes are one; beyond it each for itself.
        beyond = np.clip((q[:, 2] - np.interp(q[:, 0], *_WEB) + 9) / 13, 0, 1)
        melt = 14.0 if sock else 7.0 - 6.4 * beyond
        for i in range(TOES):
            ends = np.concatenate([_together(i) if sock else _JOINTS[i], _RADII[i][:, None]], 1)
            toe = _melt(q * _FLAT[i], ends[:-1] * [*_FLAT[i], 1], ends[1:] * [*_FLAT[i], 1], 1.4)
            found = _join(found, toe, melt)
        out[near] = _join(out[near], found, 12.0 if sock else 7.5)
    if sock:
        toes = _melt(p, _TOE_OF_SOCK[:, 0], _TOE_OF_SOCK[:, 1], 5.0)
        out = _join(out, toes, 16.0) - 1.6
    # The floor presses pads flat, round at their edges.
    return -_join(-out, p[:, 1], 5.0)


# A sock is round before the toes and spans what lies between them.
_TOE_OF_SOCK = np.array(
    [
        [[22, 10.5, 243, 9.5], [5, 10, 246, 8.0]],
        [[5, 10, 246, 8.0], [-20, 9, 230, 7.0]],
        [[-20, 9, 230, 7.0], [-34, 9, 206, 7.5]],
        [[24, 15, 220, 10.0], [-20, 13, 205, 9.0]],
    ]
)
# How far forward the web between the toes reaches: x, z.
_WEB = np.array([[-40.0, -32.0, -18.0, -1.0, 19.0], [184.0, 187.0, 198.0, 206.0, 208.0]])
# The big toe is broader than high.
_FLAT = np.array([[0.88, 1.06, 1.0]] + [[0.97, 1.03, 1.0]] * 4)


def _together(i: int) -> Array:
    """(4, 3) the joints of a toe that touches its neighbours."""
    c, s = np.cos(CLOSED[i]), np.sin(CLOSED[i])
    return np.asarray(
        _JOINTS[i, 0] + (_JOINTS[i] - _JOINTS[i, 0]) @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    )


def _melt(p: Array, a: Array, b: Array, k: float) -> Array:
    """Distance to tapered capsules (m, 4) melted into one another over about k mm."""
    axis = b[:, :3] - a[:, :3]
    size = np.maximum(np.sum(axis * axis, 1), 1e-9)
    h = np.clip((p @ axis.T - np.sum(a[:, :3] * axis, 1)) / size, 0, 1)
    gap2 = np.sum(p * p, 1)[:, None] - 2 * p @ a[:, :3].T + np.sum(a[:, :3] ** 2, 1)
    dot = p @ axis.T - np.sum(a[:, :3] * axis, 1)
    gap = np.sqrt(np.maximum(gap2 - 2 * h * dot + h * h * size, 0)) - (a[:, 3] + h * (b[:, 3] - a[:, 3]))
    low = gap.min(1)
    return low - k * np.log(np.exp(-(gap - low[:, None]) / k).sum(1))


def _join(a: Array, b: Array, k: float | Array) -> Array:
    """The smooth minimum of two fields, which differs from the sharp one where they are within k mm."""
    h = np.maximum(k - np.abs(a - b), 0) / k
    h = np.where(np.isfinite(h), h, 0)
    return np.minimum(a, b) - h * h * k / 4


_CORNERS = np.array([[1.0, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])


def _gradient(p: Array, sock: bool) -> Array:
    """From the distances at four corners of a small cube."""
    step = 0.2
    d = distance(p[:, None] + _CORNERS * step, sock=sock)
    return d @ _CORNERS / (4 * step)


def _settled(p: Array, sock: bool, times: int = 2) -> Array:
    """Points brought onto the skin."""
    for _ in range(times):
        slope = _gradient(p, sock)
        size = np.maximum(np.sum(slope * slope, 1), 0.05)
        p = p - slope * np.clip(distance(p, sock=sock) / size, -3, 3)[:, None]
    return p


@cache
def _fine(sock: bool) -> tuple[Array, NDArray[np.intp]]:
    """The skin up to a little below the cut, finely: by surface nets (Gibson 1998) on an uneven grid."""
    x = np.arange(-60, 60.1, 2.0)
    y = np.concatenate([np.arange(-5, 36, 1.9), np.arange(37.5, CUT_MM, 3.5)])
    z = np.concatenate([np.arange(-9, 180, 3.3), np.arange(180.5, 268, 1.9)])
    axes = (x, y, z)
    points, quads = _nets(_field(axes, sock), axes)
    points = _settled(points, sock, 1)
    return points, np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def _field(axes: tuple[Array, Array, Array], sock: bool) -> Array:
    """The distances on a grid: exact near the skin; elsewhere a neighbour's, whose sign is what counts."""
    every = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    rough = distance(every[::3, ::3, ::3], sock=sock)
    field = rough.repeat(3, 0).repeat(3, 1).repeat(3, 2)[tuple(slice(len(a)) for a in axes)].copy()
    near = np.abs(field) < 19.0  # further than any point is from the one it takes the distance of
    field[near] = distance(every[near], sock=sock)
    return field


def _nets(field: Array, axes: tuple[Array, Array, Array]) -> tuple[Array, NDArray[np.intp]]:
    """One point per cell that the skin passes, the middle of its crossings; one quad per crossed edge."""
    inside = field < 0
    cells = tuple(n - 1 for n in field.shape)
    total, count = np.zeros((*cells, 3)), np.zeros(cells)
    crossed = []
    for axis in range(3):
        low = [slice(None)] * 3
        high = [slice(None)] * 3
        low[axis], high[axis] = slice(None, -1), slice(1, None)
        a, b = field[tuple(low)], field[tuple(high)]
        cross = inside[tuple(low)] != inside[tuple(high)]
        share = np.where(cross, a / np.where(cross, a - b, 1.0), 0.0)
        grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1)[tuple(low)]
        grid = grid.copy()
        grid[..., axis] += share * np.diff(axes[axis]).reshape([-1 if k == axis else 1 for k in range(3)])
        others = [k for k in range(3) if k != axis]
        for i in (0, 1):
            for j in (0, 1):
                part: list[slice] = [slice(None)] * 3
                for k, off in zip(others, (i, j), strict=True):
                    part[k] = slice(off, off + cells[k])
                at = tuple(part)
                total += np.where(cross[at][..., None], grid[at], 0.0)
                count += cross[at]
        crossed.append((cross, inside[tuple(low)], others))
    has = count > 0
    number = np.full(cells, -1, np.intp)
    number[has] = np.arange(has.sum())
    points = total[has] / count[has][:, None]
    quads = []
    for axis, (cross, first, others) in enumerate(crossed):
        inner: list[slice] = [slice(None)] * 3
        for k in others:
            inner[k] = slice(1, cells[k])
        where = np.argwhere(cross[tuple(inner)])
        if not len(where):
            continue
        for k in others:
            where[:, k] += 1
        out = first[tuple(where.T)]
        corner = []
        for i, j in ((1, 1), (0, 1), (0, 0), (1, 0)):
            cell = where.copy()
            cell[:, others[0]] -= i
            cell[:, others[1]] -= j
            corner.append(number[tuple(cell.T)])
        quad = np.stack(corner, 1)
        # The order above is counter-clockwise seen from +axis for x and z, clockwise for y.
        flip = out if axis == 1 else ~out
        quads.append(np.where(flip[:, None], quad[:, ::-1], quad))
    return points, np.concatenate(quads)


def _thinned(
    points: Array, triangles: NDArray[np.intp], body_mm: float, toe_mm: float, *, sock: bool
) -> tuple[Array, NDArray[np.intp]]:
    """Points of one cell drawn together: cells of `toe_mm` at the toes, of `body_mm` on the foot."""
    toes = points[:, 2] > 184 - 0.25 * points[:, 0].clip(-40, 10)
    toes |= (points[:, 2] > 160) & (points[:, 0] < -28)
    if sock:
        toes = np.zeros_like(toes)
    back = ~toes & (points[:, 2] > 95) & (points[:, 1] > 14)
    size = np.where(toes, toe_mm, np.where(back, 0.68 * body_mm, body_mm))
    key = np.floor((points + 0.37) / size[:, None]).astype(np.int64) + 500
    # Two toes side by side stay two.
    belongs, along = toe_places(points)
    whose = np.where(along.max(1) > 0.7, 1 + belongs.argmax(1), 0) * toes
    code = (((key[:, 0] * 2000 + key[:, 1]) * 2000 + key[:, 2]) * 3 + toes + 2 * back) * 6 + whose
    _, number = np.unique(code, return_inverse=True)
    count = np.bincount(number)
    merged = np.stack([np.bincount(number, points[:, k]) / count for k in range(3)], 1)
    kept = number[triangles]
    differ = (kept[:, 0] != kept[:, 1]) & (kept[:, 1] != kept[:, 2]) & (kept[:, 0] != kept[:, 2])
    kept = kept[differ]
    # Two that lie face to face are what is left of a fold thinner than a cell: both go.
    turned = kept[np.arange(len(kept))[:, None], (kept.argmin(1)[:, None] + np.arange(3)) % 3]
    facing = np.where(turned[:, 1] < turned[:, 2], 1, -1)
    _, first, which = np.unique(np.sort(kept, 1), axis=0, return_index=True, return_inverse=True)
    net = np.bincount(which.ravel(), facing)
    chosen = turned[first][net != 0]
    backwards = (np.where(chosen[:, 1] < chosen[:, 2], 1, -1) * net[net != 0]) < 0
    chosen[backwards] = chosen[backwards][:, ::-1]
    return _settled(merged, sock), chosen


def _edged(
    points: Array, triangles: NDArray[np.intp], count: int, sock: bool
) -> tuple[Array, NDArray[np.intp]]:
    """The skin sewn to an even ring of `count` points at the cut, which come last."""
    ring = _section(CUT_MM, count, sock)
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    code = edges[:, 0] * len(points) + edges[:, 1]
    back = edges[:, 1] * len(points) + edges[:, 0]
    open_ = edges[~np.isin(code, back)]
    open_ = open_[points[open_].mean(1)[:, 1] > CUT_MM - 20]
    rim = np.unique(open_)
    middle = ring.mean(0)
    angle = np.arctan2(points[rim, 0], middle[2] - points[rim, 2]) % (2 * np.pi)
    order = np.argsort(angle)
    rim, angle = rim[order], angle[order]
    n = len(points)
    return np.concatenate([points, ring]), np.concatenate(
        [
            triangles,
            _zip(rim, angle, n + np.arange(count), np.linspace(0, 2 * np.pi, count, False)),
        ]
    )


def _zip(
    low: NDArray[np.intp], low_angle: Array, high: NDArray[np.intp], high_angle: Array
) -> NDArray[np.intp]:
    """Triangles between two rings, both running the same way round, by their angles."""
    # Both begin near angle 0 and go round once.
    i = j = 0
    found = []
    a, b = np.append(low_angle, low_angle[0] + 2 * np.pi), np.append(high_angle, high_angle[0] + 2 * np.pi)
    while i < len(low) or j < len(high):
        p, q = low[i % len(low)], high[j % len(high)]
        if j >= len(high) or (i < len(low) and a[i + 1] <= b[j + 1]):
            found.append((p, q, low[(i + 1) % len(low)]))
            i += 1
        else:
            found.append((p, q, high[(j + 1) % len(high)]))
            j += 1
    return np.array(found, np.intp)


def _section(y: float, count: int, sock: bool) -> Array:
    """(count, 3) on the leg's skin at a height: from the back over the medial side round."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    way = np.stack([np.sin(angle), np.zeros(count), -np.cos(angle)], 1)
    middle = np.array([0.0, y, 60.0])
    low, high = np.zeros(count), np.full(count, 90.0)
    for _ in range(24):
        half = (low + high) / 2
        outside = distance(middle + way * half[:, None], sock=sock) > 0
        low, high = np.where(outside, low, half), np.where(outside, half, high)
    return middle + way * low[:, None]


def _shade(points: Array, sock: bool) -> Array:
    """How open each place is: the field a little way out, against what it were on a plain."""
    normal = unit(_gradient(points, sock))
    open_ = np.ones(len(points))
    for out in (2.5, 6.0, 12.0):
        d = distance(points + normal * out, sock=sock) / out
        open_ *= np.clip(0.25 + 0.75 * d / 0.9, 0.25, 1)
    return open_**0.7


def _probing(points: Array) -> NDArray[np.intp]:
    """Points about the extremes that keypoints are measured at."""
    x, y, z = points.T
    ankle = (np.linalg.norm(points[:, None] - MALLEOLI, axis=2) < 17).any(1)
    ball = (np.abs(x) > 36) & (z > 135) & (z < 215) & (y < 32)
    tip = (z > 225) & (y < 20)
    heel = (z < 8) & (y < 45)
    tendon = (z < 40) & (y > 60) & (np.abs(x) < 12)
    instep = (z > 90) & (z < 135) & (y > 55) & (np.abs(x - 3) < 16)
    return np.flatnonzero(ankle | ball | tip | heel | tendon | instep)[::4]


def _nail(i: int, count: int) -> Array:
    """(count, count, 3): rows from the root to the free edge, columns from the lateral to the medial fold."""
    wide, long, begin = _NAILS[i]
    knuckle, pad = _JOINTS[i, 2], _JOINTS[i, 3]
    axis = unit(pad - knuckle)
    side = unit(np.cross(np.array([0.0, 1.0, 0.0]), axis))
    up = np.cross(axis, side)
    along, across = np.meshgrid(np.linspace(0, 1, count), np.linspace(-1, 1, count), indexing="ij")
    # Round at the root and at the free edge.
    reach = along * (1 - 0.20 * across**2) + 0.30 * across**4 * (1 - along)
    root = knuckle + (pad - knuckle) * begin
    level = (
        root
        + axis * (reach * long)[..., None]
        + side * (across * (1 - 0.14 * along**2) * wide / 2)[..., None]
    )
    low, high = np.zeros(level.shape[:2]), np.full(level.shape[:2], 22.0)
    for _ in range(16):
        half = (low + high) / 2
        outside = distance(level + up * half[..., None]) > 0
        low, high = np.where(outside, low, half), np.where(outside, half, high)
    # Where the skin is hollow between nail and fold, the nail keeps its arch.
    lift = 0.55 - 0.3 * (1 - along) ** 3 - 0.15 * across**4
    return level + up * (low + lift)[..., None]
