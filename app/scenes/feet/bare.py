"""The bare foot: the skin of `anatomy` posed, stretched to a person's measures and coloured."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ...core.foot import KEYPOINTS, TOE_TIP
from ...core.maths import Array
from . import anatomy
from .anatomy import LENGTH_MM, TOES, Skin
from .footwear import Footwear
from .last import Last, smooth_through
from .mesh import FOOT, UV_MM, Surface, concat, loft, unit

# The rest form's own measures in mm, which a last's are compared with.
_BALL, _HEEL, _WAIST, _INSTEP, _ARCH = 102.0, 62.0, 74.0, 70.0, 16.0
_ANKLE_WIDTH, _ANKLE_DEPTH, _ANKLE_AT = 64.0, 82.0, 104.0


@dataclass(frozen=True, slots=True)
class BareStyle:
    """How this foot differs. Millimetres on a foot of 260 mm, radians; five values run from the big toe out.

    `longer` lengthens toes; `splay` turns them outward (lateral; the big toe's is its valgus angle), `lift`
    raises them off the ball, `curl` bends their knuckles; `thick` widens them. `bunion`, `malleoli`,
    `tendons` and `flesh` are how far those stand out. `flush` reddens knuckles, pads and heel, `pale_sole`
    brightens the sole.
    """

    longer: tuple[float, ...] = (0.0,) * TOES
    splay: tuple[float, ...] = (0.0,) * TOES
    lift: tuple[float, ...] = (0.0,) * TOES
    curl: tuple[float, ...] = (0.0,) * TOES
    thick: tuple[float, ...] = (1.0,) * TOES
    bunion: float = 0.0
    malleoli: float = 0.0
    tendons: float = 0.6
    flesh: float = 0.0
    nail_longer: float = 0.0
    flush: float = 0.5
    pale_sole: float = 0.15

    @classmethod
    def sample(cls, rng: np.random.Generator) -> BareStyle:
        """One of the three common types of toes, Egyptian, Greek or square, with everybody's own
        differences."""
        kind = rng.choice(3, p=[0.55, 0.27, 0.18])
        types = ([1.5, -2.0, -1.5, -1.0, 0.0], [-4.0, 3.5, 1.5, 0.0, 0.0], [-3.0, 0.0, 4.0, 6.0, 4.0])
        longer = np.array(types[kind]) * rng.uniform(0.5, 1.3) + rng.normal(0, 1.3, TOES)
        valgus = float(np.clip(rng.normal(0.05, 0.10), -0.15, 0.42))
        fan = rng.normal(0, 0.035)
        splay = np.array([0.0, 0.3, 0.5, 0.8, 1.0]) * fan + rng.normal(0, 0.025, TOES)
        splay[0] = valgus
        splay[1:] += 0.25 * max(valgus, 0) * np.array([0.8, 0.5, 0.3, 0.2])
        claw = max(rng.normal(0.0, 0.2), -0.15)
        curl = claw + rng.normal(0, 0.08, TOES)
        curl[0] *= 0.4
        lift = np.maximum(rng.normal(-0.03, 0.08, TOES) + 0.5 * curl, -0.05)
        if rng.random() < 0.06:  # toes held up
            lift = lift + rng.uniform(0.1, 0.5)
        return cls(
            longer=_tuple(longer),
            splay=_tuple(splay),
            lift=_tuple(lift),
            curl=_tuple(curl),
            thick=_tuple(np.clip(rng.normal(1.0, 0.05) + rng.normal(0, 0.03, TOES), 0.86, 1.14)),
            bunion=float(max(valgus - 0.12, 0) * 20 + max(rng.normal(0, 1.0), 0)),
            malleoli=float(rng.normal(0, 1.6)),
            tendons=float(rng.uniform(0, 1.4)),
            flesh=float(rng.normal(0, 1.2)),
            nail_longer=float(max(rng.normal(0, 0.12), -0.1)),
            flush=float(rng.uniform(0, 1)),
            pale_sole=float(rng.uniform(0, 0.3)),
        )


def bare(last: Last, style: BareStyle, *, detail: float = 0.0) -> Footwear:
    """A bare right foot of the last's measures, its sole on y = 0 (under a pitched last: on the last's
    sole)."""
    return with_worn(last, style, np.zeros((0, 3)), detail=detail)[0]


def with_worn(last: Last, style: BareStyle, worn: Array, *, detail: float = 0.0) -> tuple[Footwear, Array]:
    """The bare foot, and points (k, 3) that lie on the foot at rest taken along with it, as straps are."""
    plan = _plan(_step(detail))
    rest, n = plan.rest, len(plan.rest.points)
    start = np.concatenate([plan.start, worn])
    posed = _toes(plan.start, plan.toes, style)
    if len(worn):
        shares = _shares(*anatomy.toe_places(worn))
        posed = np.concatenate([posed, _toes(worn, shares, style)])
    points, keys = settled(stretched(posed, start, last, style), rest, last)
    skin = skin_surface(points[:n], rest, "skin", _complexion(rest, style))
    nails = _nails(points[n + len(rest.probes) : len(plan.start)], rest, style.nail_longer)
    foot = Footwear("bare", (skin, nails), keys, points[n - rest.ring : n], keys[[5, 6]].mean(0))
    return foot, points[len(plan.start) :]


def stretched(points: Array, rest: Array, last: Last, style: BareStyle) -> Array:
    """Points of the foot at rest, already posed, in the last's proportions, 260 mm long still."""
    p, shape = points.copy(), last.shape
    scale = LENGTH_MM / shape.length_mm
    x0, y0, z0 = rest.T
    p += _bumps(rest, style)
    leg = _step_up(y0, 40.0, 88.0) * _step_up(-z0, -140.0, -100.0)
    wide = smooth_through(
        np.array([15.0, 105.0, 170.0, 265.0]),
        np.array(
            [
                shape.heel_width_mm * scale / _HEEL,
                0.5 * shape.waist_width_mm * scale / _WAIST + 0.5 * shape.ball_width_mm * scale / _BALL,
                shape.ball_width_mm * scale / _BALL,
                shape.ball_width_mm * scale / _BALL,
            ]
        ),
        z0,
    )
    wide = wide + (shape.ankle_width_mm * scale / _ANKLE_WIDTH - wide) * leg
    p[:, 0] *= wide
    instep = shape.instep_height_mm * scale / _INSTEP
    high = 1 + (instep - 1) * _step_up(-z0, -205.0, -140.0)
    high = high + (shape.ankle_height_mm * scale / _ANKLE_AT / 0.91 - high) * 0.5 * leg
    p[:, 1] *= high
    p[:, 2] = 57 + (p[:, 2] - 57) * (1 + (shape.ankle_depth_mm * scale / _ANKLE_DEPTH - 1) * leg)
    # The foot turns in or out before the ball.
    p[:, 0] += (shape.curve - 0.02) * LENGTH_MM * np.clip((z0 - 90) / 170, 0, 1.1) ** 2
    arch = (
        np.exp(-(((z0 - 108) / 40) ** 2)) * _step_up(x0, -22.0, 26.0) * np.exp(-np.clip(y0 - 20, 0, 90) / 26)
    )
    p[:, 1] += (shape.arch_mm * scale - _ARCH) * arch
    p[:, 1] = 0.5 * (p[:, 1] + np.sqrt(p[:, 1] ** 2 + 0.8))  # what lies on the floor goes no deeper
    return p


def settled(points: Array, rest: Skin, last: Last) -> tuple[Array, Array]:
    """(points, keypoints): of the last's length, pitched as it is, the heel's back at z = 0."""
    n, k = len(rest.points), len(rest.probes)
    landmarks = _landmarks(rest)
    probes = points[n : n + k]
    near, far = probes[landmarks.heel, 2].min(), probes[landmarks.tip, 2].max()
    size = last.shape.length_mm / (far - near)
    p = points * size
    p[:, 2] -= near * size
    p[:, 1] -= p[:n, 1].min()
    if last.shape.heel_height_mm > 0:
        joint = _joint(p[n : n + k], landmarks)
        p = _pitched(p, joint, last.shape.length_mm, last.shape.heel_height_mm)
        p[:, 2] -= p[n : n + k][landmarks.heel, 2].min()
    probes = p[n : n + k]
    keys = np.empty((len(KEYPOINTS), 3))
    keys[TOE_TIP] = _most(probes, landmarks.tip, 2)
    keys[1] = _most(probes, landmarks.heel, 2, -1)
    keys[2], keys[3] = _most(probes, landmarks.medial, 0), _most(probes, landmarks.lateral, 0, -1)
    keys[4], keys[7] = probes[landmarks.instep], probes[landmarks.tendon]
    keys[5], keys[6] = _most(probes, landmarks.inner, 0), _most(probes, landmarks.outer, 0, -1)
    return p, keys


def _joint(probes: Array, landmarks: _Landmarks) -> Array:
    """Between the ankle's bones."""
    inner, outer = _most(probes, landmarks.inner, 0), _most(probes, landmarks.outer, 0, -1)
    return np.asarray((inner + outer) / 2)


def _pitched(p: Array, joint: Array, length: float, heel: float) -> Array:
    """The heel lifted: the foot turns about the ball's joints, the ankle gives, and the leg stays upright."""
    angle = np.arcsin(np.clip(heel / (0.58 * length), 0, 0.94))
    hinge = np.array([0.0, 0.03 * length, 0.69 * length])
    upright = ankle_bent(p, joint, length / 260.0, _nod(-angle), -26.0, 24.0)
    behind = _step_up(-p[:, 2], -0.75 * length, -0.61 * length)
    return _turned(upright, hinge, np.array([1.0, 0.0, 0.0]), angle * behind)


def _nod(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def ankle_shares(p: Array, joint: Array, size: float, low: float, high: float) -> Array:
    """(n, 1) how far points go along with a leg that leans: from 0 at `low` mm above the joint to 1 at
    `high`, on a foot of 260 mm."""
    # In front the foot begins higher: its back would fold up with the leg otherwise.
    ahead = np.clip(p[:, 2] - joint[2], 0, None)
    return _step_up((p[:, 1] - joint[1] - 0.45 * ahead) / size, low, high)[:, None]


def ankle_bent(p: Array, joint: Array, size: float, turn: Array, low: float, high: float) -> Array:
    """Points of a foot whose leg is turned about its joint by a rotation matrix."""
    # Less than the whole turn is taken part of the way along the chord, then brought back to its radius.
    v = p - joint
    mixed = v + (v @ turn.T - v) * ankle_shares(p, joint, size, low, high)
    longer = np.linalg.norm(v, axis=1) / np.maximum(np.linalg.norm(mixed, axis=1), 1e-9)
    return np.asarray(joint + mixed * longer[:, None])


def skin_surface(points: Array, rest: Skin, stuff: str, tint: Array | None) -> Surface:
    """The skin or sock as a surface. Texture runs round the foot, its seam under the sole."""
    return Surface(
        points.astype(np.float32),
        _normals(points, rest).astype(np.float32),
        _uvs(rest),
        _indices(rest),
        stuff,
        FOOT,
        None if tint is None else tint.astype(np.float32),
    )


# For each toe: which points, how far they are its own (k, 1), where on it they lie, and which are its pad.
_ToeShares = tuple[tuple[NDArray[np.intp], Array, Array, NDArray[np.bool_]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What is the same for every bare foot: skin, probes and nails at rest, and the toes' shares in them."""

    rest: Skin
    start: Array
    toes: _ToeShares


@cache
def _plan(detail: float) -> _Plan:
    rest = anatomy.skin(detail)
    nails = [nail.reshape(-1, 3) for nail in rest.nails]
    owner = np.repeat(np.arange(TOES), [len(nail) for nail in nails])
    belongs = np.concatenate([rest.belongs, np.eye(TOES)[owner]])
    along = np.concatenate([rest.along, anatomy.toe_places(np.concatenate(nails))[1]])
    start = np.concatenate([rest.points, rest.probes, *nails])
    return _Plan(rest, start, _shares(belongs, along))


def _shares(belongs: Array, along: Array) -> _ToeShares:
    found = []
    for i in range(TOES):
        mine = np.flatnonzero((belongs[:, i] > 0.01) & (along[:, i] > -0.6))
        share, a = belongs[mine, i], along[mine, i]
        found.append((mine, share[:, None], a, (share > 0.6) & (a > 1.5)))
    return tuple(found)


def _toes(start: Array, toes: _ToeShares, style: BareStyle) -> Array:
    """Toes lengthened, turned and bent; what each point moves is the mean of what its toes move."""
    out = start.copy()
    rest = anatomy.joints()
    for i, (mine, share, a, pad) in enumerate(toes):
        if not len(mine):
            continue
        was = start[mine]
        moved = _one_toe(was, a, rest[i], style, i)
        # The pad rests on the floor, whatever the knuckles do; then the toe is held up.
        down = moved[pad, 1].min() - was[pad, 1].min() if pad.any() else 0.0
        moved[:, 1] += (max(style.lift[i], 0.0) * 24 - down) * _step_up(a, 0.0, 2.0)
        out[mine] += (moved - was) * share
    return out


def _one_toe(p: Array, a: Array, joints: Array, style: BareStyle, i: int) -> Array:
    axis = unit(joints[3] - joints[0])
    side = unit(np.cross(np.array([0.0, 1.0, 0.0]), axis))
    core = np.stack([np.interp(a, [0, 1, 2, 3], joints[:, c]) for c in range(3)], 1)
    q = p + (p - core) * ((style.thick[i] * anatomy.FULLER - 1) * _step_up(a, 0.3, 1.3))[:, None]
    q += axis * (style.longer[i] * np.clip((a - 0.2) / 2.8, 0, 1.1))[:, None]
    bends = ((2, 0.75), (1, 1.0)) if i else ((1, 0.8),)
    for joint, much in bends:
        q = _turned(q, joints[joint], side, style.curl[i] * much * _step_up(a, joint - 0.45, joint + 0.45))
    q = _turned(q, joints[0], side, -0.55 * style.curl[i] * _step_up(a, -0.4, 0.7))
    aside = style.splay[i] + anatomy.CLOSED[i]
    return _turned(q, joints[0], np.array([0.0, 1.0, 0.0]), -aside * _step_up(a, -0.5, 0.8))


def _turned(p: Array, centre: Array, axis: Array, angle: Array) -> Array:
    """Each point turned about one axis by its own angle (Rodrigues)."""
    x, y, z = axis
    cross = np.array([[0, z, -y], [-z, 0, x], [y, -x, 0]])  # v @ cross is axis x v
    v = p - centre
    aside = v @ cross
    return p + aside * np.sin(angle)[:, None] + (aside @ cross) * (1 - np.cos(angle))[:, None]


def _bumps(rest: Array, style: BareStyle) -> Array:
    """What stands out of the skin: ankle bones, bunion, the long toes' tendons on the back of the foot,
    flesh."""
    x, y, z = rest.T
    out = np.zeros_like(rest)
    inner, outer = anatomy.MALLEOLI
    out[:, 0] += style.malleoli * np.exp(-(((y - inner[1]) ** 2 + (z - inner[2]) ** 2) / 220)) * (x > 10)
    out[:, 0] -= style.malleoli * np.exp(-(((y - outer[1]) ** 2 + (z - outer[2]) ** 2) / 200)) * (x < -10)
    out[:, 0] += style.bunion * np.exp(-(((z - 183) / 17) ** 2)) * _step_up(x, 22.0, 44.0)
    on_top = _step_up(y, 16.0, 30.0) * _step_up(z, 112.0, 140.0) * _step_up(-z, -208.0, -190.0)
    start, joints = np.array([3.0, 112.0]), anatomy.joints()[:, 0]
    ridge = np.zeros(len(rest))
    for i in range(TOES):
        t = np.clip((z - start[1]) / (joints[i, 2] - start[1]), 0, 1.3)
        ridge += (1.0, 0.9, 0.8, 0.7, 0.35)[i] * np.exp(
            -(((x - start[0] - (joints[i, 0] - start[0]) * t) / 3.6) ** 2)
        )
    out[:, 1] += style.tendons * on_top * (1.7 * np.minimum(ridge, 1.0) - 0.5)
    out[:, 1] += style.flesh * on_top
    return out


@dataclass(frozen=True, slots=True, eq=False)
class _Landmarks:
    """Which probes to look among for each keypoint."""

    tip: NDArray[np.intp]
    heel: NDArray[np.intp]
    medial: NDArray[np.intp]
    lateral: NDArray[np.intp]
    inner: NDArray[np.intp]
    outer: NDArray[np.intp]
    instep: int
    tendon: int


@cache
def _landmarks(rest: Skin) -> _Landmarks:
    p = rest.probes
    x, y, z = p.T
    inner, outer = (np.linalg.norm(p - m, axis=1) < 16 for m in anatomy.MALLEOLI)
    inside, outside = (z > 164) & (z < 208) & (x > 0), (z > 138) & (z < 188) & (x < 0)
    top = np.where(np.abs(z - 112) < 3, y, -1.0)
    back = np.where(np.abs(y - 76) < 3, -z, -1e3)
    return _Landmarks(
        tip=np.flatnonzero(z > 225),
        heel=np.flatnonzero(z < 20),
        medial=np.flatnonzero(inside & (y < 32)),
        lateral=np.flatnonzero(outside & (y < 32)),
        inner=np.flatnonzero(inner),
        outer=np.flatnonzero(outer),
        instep=int(top.argmax()),
        tendon=int(back.argmax()),
    )


def _most(points: Array, among: NDArray[np.intp], axis: int, sign: int = 1) -> Array:
    return points[among[np.argmax(points[among, axis] * sign)]]


def _normals(points: Array, rest: Skin) -> Array:
    """Area-weighted; at the upper edge square to it, so that the leg goes on without a seam."""
    a, b, c = rest.triangles.T
    face = np.cross(points[b] - points[a], points[c] - points[a])
    n = len(points)
    total = np.stack([sum(np.bincount(corner, face[:, k], n) for corner in (a, b, c)) for k in range(3)], 1)
    total[-rest.ring :] = ring_normals(points[-rest.ring :])
    return unit(total)


def ring_normals(ring: Array) -> Array:
    """(k, 3) outward in the plane of a ring that runs from the back over the medial side of a right foot."""
    step = np.roll(ring, -1, 0) - np.roll(ring, 1, 0)
    middle = ring.mean(0)
    across = np.cross(ring - middle, np.roll(ring, -1, 0) - middle).sum(0)
    normal = np.cross(step, across)
    inward = np.sum(normal * (ring - middle)) < 0
    return unit(-normal if inward else normal)


def _nails(points: Array, rest: Skin, longer: float) -> Surface:
    """All nails; the free edges are whiter, and longer or shorter by a share of the nail's length."""
    found, at = [], 0
    for nail in rest.nails:
        grid = points[at : at + nail[..., 0].size].reshape(nail.shape).copy()
        at += nail[..., 0].size
        grid[-1] += (grid[-1] - grid[-2]) * (longer * len(grid))
        white = np.ones(grid.shape)
        white[-1] = 1.25, 1.35, 1.45
        white[:2] = 0.94, 0.82, 0.80
        found.append(loft(grid, stuff="nail", closed=False, tint=white))
    return concat(found)


@cache
def _uvs(rest: Skin) -> NDArray[np.float32]:
    p = rest.points
    core_y = np.interp(p[:, 2], [0, 60, 110, 180, 260], [40, 40, 32, 14, 9])
    leg = p[:, 1] > 70
    angle = np.where(leg, np.arctan2(p[:, 0], 58 - p[:, 2]), np.arctan2(p[:, 0], p[:, 1] - core_y + 1e-6))
    u = angle * np.where(leg, 34, 38) / UV_MM
    v = np.where(leg, -(p[:, 1] - 70) + 105, p[:, 2]) / UV_MM
    return np.stack([u, v], 1).astype(np.float32)


@cache
def _indices(rest: Skin) -> NDArray[np.uint32]:
    return rest.triangles.astype(np.uint32)


@cache
def _zones(rest: Skin) -> tuple[Array, Array, Array]:
    """(flushed, sole, crease), each (n,) 0..1: where the skin is redder, where it is the sole, where it
    folds."""
    p = rest.points
    n = len(p)
    own = rest.belongs[:n].argmax(1)
    a = rest.along[np.arange(n), own]
    x, y, z = p.T
    normal = _normals(p, rest)
    top = _step_up(normal[:, 1], 0.0, 0.6)
    toe = a > 0.5
    knuckle = (np.exp(-(((a - 1.0) / 0.22) ** 2)) + np.exp(-(((a - 2.0) / 0.18) ** 2))) * top * toe
    pad = _step_up(a, 2.4, 3.3)
    heel = _step_up(-z, -30.0, -8.0) * _step_up(-y, -40.0, -12.0)
    ball = np.exp(-(((z - 180) / 20) ** 2)) * _step_up(np.abs(x), 32.0, 48.0)
    ankle = sum(np.exp(-np.sum((p - m) ** 2, 1) / 260) for m in anatomy.MALLEOLI)
    flushed = np.clip(0.45 * knuckle + 0.8 * pad + 0.9 * heel + 0.7 * ball + 0.35 * ankle, 0, 1)
    sole = _step_up(-normal[:, 1], 0.1, 0.7) * _step_up(-y, -30.0, -8.0)
    return flushed, sole, knuckle


def _complexion(rest: Skin, style: BareStyle) -> Array:
    """(n, 3) factors of the skin's colour: redder where blood shows, darker in folds and between the toes."""
    flushed, sole, crease = _zones(rest)
    tone = np.ones((len(rest.points), 3))
    tone *= 1 - style.flush * flushed[:, None] * np.array([-0.03, 0.16, 0.15])
    tone *= 1 + style.pale_sole * sole[:, None]
    tone *= 1 - 0.06 * crease[:, None]
    # Towards the upper edge as plain as the leg that goes on there.
    depth = ((1 - rest.shade) * _step_up(-rest.points[:, 1], -anatomy.CUT_MM, -86.0))[:, None]
    tone *= 1 - depth * np.array([0.38, 0.50, 0.52])
    return tone * tone  # said as the eye sees it, meant in linear light


def _step_up(x: Array, low: float, high: float) -> Array:
    """0 below low, 1 above high, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def _step(detail: float) -> float:
    """Skins are kept, so there are only three of them."""
    return round(min(max(detail, 0.0), 1.0) * 2) / 2


def _tuple(values: Array) -> tuple[float, ...]:
    return tuple(float(v) for v in values)
