"""The head as a relief: a grid over the photograph with a depth at every node, and how the face moves it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from points import Lifted
from scipy.interpolate import RegularGridInterpolator
from scipy.sparse.linalg import spsolve

from app.core import face
from app.core.face import FaceMesh

Array = NDArray[np.float64]

BOX = (136.0, 4.0, 316.0, 196.0)  # of the head on the photograph: left, top, right, bottom
STEP = 2.0  # px between nodes of the depth solution
# The head's widest section as seen from the front: hair above, and nearer, the ear lobes below.
OUTLINE_Z_MM, LOBE_Z_MM = -94.0, -72.0
JAW_ROW = 131.0  # px of the photograph: the edge is ear above, jaw below
LOBE_ROWS = (104.0, 124.0)  # px of the photograph, between which the one becomes the other
UPPER_LIP = (
    *face.LIPS_INNER[1:10], *face.LIPS_OUTER[1:10],
    184, 74, 73, 72, 11, 302, 303, 304, 408, 183, 42, 41, 38, 12, 268, 271, 272, 407,
)  # fmt: skip
LOWER_LIP = (
    *face.LIPS_INNER[11:], *face.LIPS_OUTER[11:],
    307, 320, 404, 315, 16, 85, 180, 90, 77, 325, 319, 403, 316, 15, 86, 179, 89, 96,
)  # fmt: skip
CORNERS_RIGHT, CORNERS_LEFT = (61, 76, 62, 78), (291, 306, 292, 308)
EYES = (
    (face.EYE_RIGHT, ((247, 30, 29, 27, 28, 56, 190), (246, 161, 160, 159, 158, 157, 173)), (110, 24, 23,
    22, 26, 112)),
    (face.EYE_LEFT, ((414, 286, 258, 257, 259, 260, 467), (398, 384, 385, 386, 387, 388, 466)), (341, 256,
    252, 253, 254, 339)),
)  # fmt: skip


def depth(lifted: Lifted, edge: Array) -> RegularGridInterpolator:
    """Head-space z in mm over the photograph: the smoothest surface through the landmarks and the
    picture's edge (n, 2).

    A thin plate on a grid of STEP px, solved as one sparse system.
    """
    xs = np.arange(BOX[0], BOX[2] + STEP, STEP)
    ys = np.arange(BOX[1], BOX[3] + STEP, STEP)
    nx, ny = len(xs), len(ys)
    along = lambda n: sp.diags([1.0, -2.0, 1.0], [0, 1, 2], shape=(n - 2, n))  # noqa: E731
    slope = lambda n: sp.diags([-1.0, 1.0], [0, 1], shape=(n - 1, n))  # noqa: E731
    bend = [
        sp.kron(sp.eye(ny), along(nx)),
        sp.kron(along(ny), sp.eye(nx)),
        np.sqrt(2.0) * sp.kron(slope(ny), slope(nx)),
    ]
    outline = edge[edge[:, 1] < JAW_ROW]
    jaw, jaw_z = jaw_edge(lifted, edge[edge[:, 1] >= JAW_ROW])
    # The network's outline overlaps itself and leaves the picture's edge: near that, the edge decides.
    inwards = np.linalg.norm(lifted.px[:468, None, :2] - edge, axis=2).min(axis=1)
    out = _outside(lifted.px[:468, :2], edge)
    free = _outside(jaw, edge) | (np.arange(len(jaw)) < (edge[:, 1] >= JAW_ROW).sum())
    jaw, jaw_z = jaw[free], jaw_z[free]  # beyond the jaw's edge may lie the ear
    trust = np.where(out, 0.02, np.clip((inwards - 1.0) / 6.0, 0.02, 1.0))
    data = [
        (lifted.px[:468, :2], lifted.head_mm[:468, 2], 6.0 * trust),
        (outline, np.interp(outline[:, 1], LOBE_ROWS, (OUTLINE_Z_MM, LOBE_Z_MM)), 1.0),
        (jaw, jaw_z, 2.0),
    ]
    rows, values = list(bend), [np.zeros(b.shape[0]) for b in bend]
    for at, z, weight in data:
        rows.append(sp.diags(np.broadcast_to(weight, len(z))) @ _bilinear(at, xs, ys))
        values.append(weight * z)
    system = sp.vstack(rows).tocsr()
    z = spsolve((system.T @ system).tocsc(), system.T @ np.concatenate(values)).reshape(ny, nx)
    return RegularGridInterpolator((ys, xs), z, bounds_error=False, fill_value=None)


def jaw_edge(lifted: Lifted, edge: Array) -> tuple[Array, Array]:
    """Points (n, 2) on the jaw's edge in the picture and beyond it, and their z: that of the face's
    outline there.

    The surface turns away gently. Left to itself it would go on as steeply as the cheek, and the edge,
    which never
    quite follows the landmarks, would waver when the head turns.
    """
    oval = np.array(face.FACE_OVAL)
    a, b = oval, np.roll(oval, -1)
    start, along = lifted.px[a, :2], lifted.px[b, :2] - lifted.px[a, :2]
    d = edge[:, None] - start
    t = np.clip((d * along).sum(2) / (along**2).sum(1), 0, 1)
    nearest = np.linalg.norm(d - t[..., None] * along, axis=2).argmin(axis=1)
    t = t[np.arange(len(edge)), nearest]
    z = (1 - t) * lifted.head_mm[a[nearest], 2] + t * lifted.head_mm[b[nearest], 2]
    tangent = np.gradient(edge, axis=0)
    outwards = np.stack([tangent[:, 1], -tangent[:, 0]], axis=1)
    outwards /= np.linalg.norm(outwards, axis=1, keepdims=True)
    outwards *= np.sign((outwards * (edge - lifted.px[13, :2])).sum(axis=1, keepdims=True))
    steps = (0.0, 2.0, 5.0, 9.0, 14.0)
    return (
        np.concatenate([edge + step * outwards for step in steps]),
        np.concatenate([z - step * 1.2 - 0.08 * step**2 for step in steps]),
    )


def _outside(at: Array, edge: Array) -> NDArray[np.bool_]:
    contour = edge.astype(np.float32)[:, None]
    return np.array([cv2.pointPolygonTest(contour, (float(x), float(y)), False) < 0 for x, y in at])


def _bilinear(at: Array, xs: Array, ys: Array) -> sp.csr_matrix:
    u = np.clip((at[:, 0] - xs[0]) / STEP, 0, len(xs) - 1.001)
    v = np.clip((at[:, 1] - ys[0]) / STEP, 0, len(ys) - 1.001)
    i, j = u.astype(int), v.astype(int)
    a, b = u - i, v - j
    n = np.arange(len(at))
    cells = [
        ((1 - a) * (1 - b), j, i),
        (a * (1 - b), j, i + 1),
        ((1 - a) * b, j + 1, i),
        (a * b, j + 1, i + 1),
    ]
    shape = (len(at), len(xs) * len(ys))
    return sum(sp.csr_matrix((w, (n, y * len(xs) + x)), shape=shape) for w, y, x in cells)


def nodes(lifted: Lifted) -> tuple[Array, Array]:
    """Grid lines in px of the photograph: 1 px apart through eyes and mouth, wider towards the rim."""

    def lines(low: float, high: float, spots: list[tuple[float, float]], fine: float, coarse: float) -> Array:
        t = np.linspace(low, high, 2000)
        near = np.max([np.exp(-(np.maximum(0, np.abs(t - c) - r) ** 2) / 200.0) for c, r in spots], axis=0)
        density = 1 / coarse + (1 / fine - 1 / coarse) * near
        total = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(t))])
        return np.interp(np.linspace(0, total[-1], int(np.ceil(total[-1])) + 1), total, t)

    p = lifted.px
    middle, eyes, mouth = p[168, 0], p[[468, 473], 1].mean(), p[[13, 14], 1].mean()
    return lines(BOX[0], BOX[2], [(middle, 46)], 1.5, 3.2), lines(
        BOX[1], BOX[3], [(eyes, 5), (mouth, 9)], 1.0, 2.2
    )


@dataclass(frozen=True)
class Carrier:
    """Carries values at landmarks (478, k) to points: three landmarks and weights for each, and a fade."""

    corners: NDArray[np.int64]
    weights: Array
    fade: Array

    def __call__(self, values: Array) -> Array:
        return np.einsum("nc,nck->nk", self.weights, values[self.corners]) * self.fade[:, None]


def carrier(points: Array, lifted: Lifted, mesh: FaceMesh, reach_px: float = 7.0) -> Carrier:
    """For points (n, 2) of the photograph: barycentric inside the face, the nearest rim point outside,
    fading."""
    px = lifted.px[:, :2]
    corners = np.zeros((len(points), 3), int)
    weights = np.zeros((len(points), 3))
    best = np.full(len(points), -np.inf)
    for t in mesh.triangles:
        a, b, c = px[t]
        area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
        if abs(area) < 1e-6:
            continue
        d = points - a
        v = (d[:, 0] * (c[1] - a[1]) - d[:, 1] * (c[0] - a[0])) / area
        w = (d[:, 1] * (b[0] - a[0]) - d[:, 0] * (b[1] - a[1])) / area
        bary = np.stack([1 - v - w, v, w], axis=1)
        inside = bary.min(axis=1)
        better = (inside > best) & (inside > -1e-9)
        corners[better], weights[better], best[better] = t, bary[better], inside[better]
    outside = best == -np.inf
    oval = np.array(face.FACE_OVAL)
    a, b = px[oval], px[np.roll(oval, -1)]
    d = points[outside, None] - a
    t = np.clip((d * (b - a)).sum(2) / ((b - a) ** 2).sum(1), 0, 1)
    distance = np.linalg.norm(d - t[..., None] * (b - a), axis=2)
    nearest = distance.argmin(axis=1)
    n = np.arange(len(nearest))
    t = t[n, nearest]
    corners[outside] = np.stack([oval[nearest], np.roll(oval, -1)[nearest], oval[nearest]], axis=1)
    weights[outside] = np.stack([1 - t, t, np.zeros_like(t)], axis=1)
    fade = np.ones(len(points))
    fade[outside] = np.exp(-((np.maximum(0.0, distance[n, nearest] - reach_px) / 10.0) ** 2))
    return Carrier(corners, weights, fade)


def spread(known: dict[int, Array], mesh: FaceMesh, head_mm: Array) -> Array:
    """(478, k): values known at some landmarks, harmonic over the face's surface elsewhere (0 where
    unreachable).

    Edges over eyes and mouth do not count, so the lips are free of each other.
    """
    rims = [set(face.EYE_RIGHT), set(face.EYE_LEFT), set(face.LIPS_INNER)]
    skin = np.array([t for t in mesh.triangles if not any(set(t.tolist()) <= rim for rim in rims)])
    edges = np.unique(
        np.sort(np.concatenate([skin[:, [0, 1]], skin[:, [1, 2]], skin[:, [2, 0]]]), axis=1), axis=0
    )
    w = 1.0 / np.linalg.norm(head_mm[edges[:, 0]] - head_mm[edges[:, 1]], axis=1)
    n = face.FACE_POINTS
    graph = sp.coo_matrix(
        (np.r_[w, w], (np.r_[edges[:, 0], edges[:, 1]], np.r_[edges[:, 1], edges[:, 0]])), (n, n)
    ).tocsr()
    laplace = sp.diags(np.asarray(graph.sum(1)).ravel()) - graph
    fixed = np.array(sorted(known))
    free = np.setdiff1d(np.arange(468), fixed)
    values = np.zeros((n, len(next(iter(known.values())))))
    values[fixed] = [known[i] for i in fixed]
    solved = spsolve(laplace[free][:, free].tocsc(), -(laplace[free][:, fixed] @ values[fixed]))
    values[free] = solved.reshape(len(free), -1)
    return values


def movements(lifted: Lifted, mesh: FaceMesh) -> dict[str, Array]:
    """What each expression does to the landmarks: mm (478, 3), except jaw, a weight (478, 1)."""
    v = lifted.head_mm
    still = {i: np.zeros(3) for i in range(468) if v[i, 1] > -24.0}
    outline = {i: np.zeros(3) for i in face.FACE_OVAL if v[i, 1] > -75.0}
    nose = {i: np.zeros(3) for i in range(468) if v[i, 1] > -47.0 and abs(v[i, 0]) < 20.0}
    moves = {"jaw": _jaw(v, mesh), "close": _close(v, mesh, still | outline | nose)}
    relax: dict[int, Array] = dict(still | outline | nose)
    for corners, side in ((CORNERS_RIGHT, 1.0), (CORNERS_LEFT, -1.0)):
        relax |= {i: np.array([6.0 * side, -3.0, 1.5]) for i in corners}
    relax |= {i: np.zeros(3) for i in (0, 17, 13, 14, 152, 200, 199, 175)}
    moves["relax"] = spread(relax, mesh, v)
    for name, eye in zip(("blink_right", "blink_left"), EYES, strict=True):
        moves[name] = _blink(v, mesh, *eye)
    brows = {i: np.zeros(3) for i in range(468) if v[i, 1] < 5.0}
    brows |= {i: np.array([0.0, 4.0, -0.6]) for i in face.BROW_LEFT + face.BROW_RIGHT}
    brows |= {
        i: np.zeros(3)
        for i in (10, 338, 109, 297, 67, 332, 103, 284, 54, 251, 21, *face.EYE_LEFT, *face.EYE_RIGHT)
    }
    moves["brows"] = spread(brows, mesh, v)
    return moves


def _jaw(v: Array, mesh: FaceMesh) -> Array:
    known = {i: np.zeros(1) for i in range(468) if v[i, 1] > -38.0}
    known |= {i: np.zeros(1) for i in range(468) if v[i, 1] > -50.0 and abs(v[i, 0]) < 22.0}
    known |= {i: np.zeros(1) for i in UPPER_LIP}
    known |= {i: np.ones(1) for i in LOWER_LIP}
    known |= {i: np.full(1, 0.35) for i in CORNERS_RIGHT + CORNERS_LEFT}
    known |= {i: np.ones(1) for i in range(468) if v[i, 1] < -84.0 and abs(v[i, 0]) < 38.0}
    known |= {i: np.clip((-v[i, 1] - 30.0) / 60.0, 0, 1).reshape(1) ** 1.5 for i in face.FACE_OVAL}
    return spread(known, mesh, v)


def _close(v: Array, mesh: FaceMesh, still: dict[int, Array]) -> Array:
    known = dict(still) | {i: np.zeros(3) for i in CORNERS_RIGHT + CORNERS_LEFT}
    upper, lower = face.LIPS_INNER[1:10], face.LIPS_INNER[:10:-1]
    over = (
        dict(zip(face.LIPS_OUTER[1:10], upper, strict=True)),
        dict(zip(face.LIPS_OUTER[:10:-1], lower, strict=True)),
    )
    for u, w in zip(upper, lower, strict=True):
        gap = v[w] - v[u]
        known[u], known[w] = 0.42 * gap, -0.58 * gap
        known[u][1] -= 0.6  # a hair's breadth over each other, so that no light comes through
        known[w][1] += 0.6
    for outer, share in zip(over, (0.85, 0.8), strict=True):
        known |= {o: share * known[i] for o, i in outer.items()}
    known |= {i: np.zeros(3) for i in (152, 175, 199, 148, 377)}
    return spread(known, mesh, v)


def _blink(
    v: Array,
    mesh: FaceMesh,
    rim: tuple[int, ...],
    upper_rows: tuple[tuple[int, ...], ...],
    below: tuple[int, ...],
) -> Array:
    """The upper lid comes down on the lower one, which rises a little; the crease follows by half, the
    brow hardly."""
    half = len(rim) // 2
    upper, lower = rim[1:half], rim[:half:-1]
    known = {rim[0]: np.zeros(3), rim[half]: np.zeros(3)}
    for u, w in zip(upper, lower, strict=True):
        gap = v[w] - v[u]
        known[u], known[w] = 0.93 * gap, -0.16 * gap
        known[u][2] += 1.2 * min(1.0, float(np.linalg.norm(gap)) / 9.0)  # over the bulge of the eyeball
    crease, _ = upper_rows
    for c in crease:
        nearest = min(upper, key=lambda u: float(np.linalg.norm(v[u] - v[c])))
        known[c] = 0.42 * known[nearest]
    known |= {i: np.zeros(3) for i in below}
    known |= {i: np.zeros(3) for i in face.BROW_LEFT + face.BROW_RIGHT}
    known |= {i: np.zeros(3) for i in range(468) if v[i, 1] < -14.0 or v[i, 1] > 26.0 or abs(v[i, 0]) < 9.0}
    return spread(known, mesh, v)


def edge_of(alpha: NDArray[np.float32], up: int) -> Array:
    """(n, 2) points in px of the photograph: the head's edge, in order round it."""
    contours, _ = cv2.findContours((alpha > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return max(contours, key=len)[:, 0].astype(float)[::6] / up
