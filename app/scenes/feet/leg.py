"""The leg from the ankle to below the knee: skin, a sock's shaft or trousers, leaning as the ankle bends.

The foot stands, and the leg leans over it: `bend_ankle` bends what is soft at the ankle, `leg` goes on from
there. Angles are radians: `flexion` leans the leg forward over the toes, `inversion` to the lateral side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...core.maths import Array
from .bare import BareStyle, ankle_bent, ankle_shares, bare, ring_normals
from .footwear import Footwear
from .last import Last, smooth_through
from .mesh import LEG, Surface, between, grid_normals, loft, unit
from .sock import SockStyle, sock

SOFT = ("bare", "sock", "sandal")
# Above the floor on a foot of 260 mm: width, depth and where the shin's front is, after a grown person's leg.
_HEIGHT = np.array([80.0, 112.0, 150.0, 200.0, 255.0, 310.0, 370.0, 450.0, 520.0, 640.0, 860.0])
_WIDTH = np.array([64.0, 61.0, 62.0, 70.0, 88.0, 103.0, 105.0, 98.0, 108.0, 138.0, 172.0])
_DEPTH = np.array([84.0, 78.0, 74.0, 82.0, 98.0, 112.0, 114.0, 106.0, 120.0, 150.0, 180.0])
_SHIN = np.array([99.0, 97.0, 95.0, 94.0, 95.0, 97.0, 98.0, 102.0, 114.0, 126.0, 138.0])


@dataclass(frozen=True, slots=True)
class Trousers:
    """Millimetres on a foot of 260 mm. `hem` is the height of the hem's back above the floor, `width` how
    far the hem stands off the leg, `ease` the same at the calf; `slant` lowers the hem in front. `cuff` is
    a turn-up's height (0: none) and `cuff_tint` its colour against the rest. `folds` is the wrinkles'
    height, `seed` which."""

    hem: float = 30.0
    width: float = 22.0
    ease: float = 14.0
    slant: float = 8.0
    cuff: float = 0.0
    cuff_tint: float = 1.5
    folds: float = 3.0
    seed: int = 0

    @classmethod
    def sample(cls, rng: np.random.Generator) -> Trousers:
        """Cropped, slim, straight or wide."""
        cut = rng.choice(4, p=[0.25, 0.25, 0.3, 0.2])
        hem = (rng.uniform(110, 230), rng.uniform(45, 120), rng.uniform(12, 75), rng.uniform(4, 60))[cut]
        width = (rng.uniform(8, 36), rng.uniform(6, 16), rng.uniform(18, 34), rng.uniform(34, 62))[cut]
        return cls(
            hem=float(hem),
            width=float(width),
            ease=float(width * rng.uniform(0.4, 0.8) + rng.uniform(2, 12)),
            slant=float(rng.uniform(-8, 14)),
            cuff=float(rng.uniform(22, 60)) if rng.random() < 0.25 else 0.0,
            cuff_tint=float(rng.uniform(0.8, 2.2)),
            folds=float(rng.gamma(3.0, 1.1)),
            seed=int(rng.integers(1 << 30)),
        )


@dataclass(frozen=True, slots=True)
class LegStyle:
    """`calf` scales the calf, `height` mm (260 mm foot, up to 860: the thigh) is how far up the leg goes,
    `sock` mm how high a sock's shaft rises above the ankle's bones (0: none, skin in low shoes), `trousers`
    None for bare legs."""

    calf: float = 1.0
    height: float = 450.0
    sock: float = 0.0
    trousers: Trousers | None = None

    @classmethod
    def sample(cls, rng: np.random.Generator, *, sock: bool | None = None) -> LegStyle:
        """`sock` says whether one is worn; None leaves it to chance."""
        wears = rng.random() < 0.6 if sock is None else sock
        return cls(
            calf=float(np.clip(rng.normal(1.0, 0.09), 0.78, 1.3)),
            sock=float(rng.choice([rng.uniform(8, 50), rng.uniform(60, 190)])) if wears else 0.0,
            trousers=Trousers.sample(rng) if rng.random() < 0.55 else None,
        )


def bend_ankle(footwear: Footwear, flexion: float, inversion: float) -> Footwear:
    """The footwear with everything above the ankle's joint leaning, as skin, cloth and shafts do; sole and
    toes stay. Low shoes hardly change."""
    centre = footwear.ankle_mm
    size = footwear.length_mm / 260.0
    low, high = (-26.0, 24.0) if footwear.kind in SOFT else (6.0, 60.0)
    turn = lean(flexion, inversion)

    def bent(p: Array) -> Array:
        return ankle_bent(p, centre, size, turn, low, high)

    def moved(s: Surface) -> Surface:
        p, normals = s.positions.astype(np.float64), s.normals.astype(np.float64)
        normals = unit(normals + (normals @ turn.T - normals) * ankle_shares(p, centre, size, low, high))
        return replace(s, positions=bent(p).astype(np.float32), normals=normals.astype(np.float32))

    return replace(
        footwear,
        surfaces=tuple(moved(s) for s in footwear.surfaces),
        keypoints_mm=bent(footwear.keypoints_mm),
        collar=bent(footwear.collar),
    )


def lean(flexion: float, inversion: float) -> Array:
    """(3, 3) rotation of the leg over a right foot."""
    c, s = np.cos(flexion), np.sin(flexion)
    d, t = np.cos(inversion), np.sin(inversion)
    forward = np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    aside = np.array([[d, -t, 0], [t, d, 0], [0, 0, 1]])
    return np.asarray(aside @ forward, np.float64)


def leg(
    footwear: Footwear,
    last: Last,
    style: LegStyle,
    *,
    flexion: float = 0.0,
    inversion: float = 0.0,
    detail: float = 0.0,
) -> tuple[Surface, ...]:
    """The leg that goes into `footwear`, already bent by `bend_ankle` with the same angles; all of it part
    LEG.

    In a shoe the ankle itself is drawn too, from just inside the collar up.
    """
    size = last.shape.length_mm / 260.0
    found: list[Surface] = []
    ring, centre = footwear.collar, footwear.ankle_mm
    if footwear.kind not in SOFT and footwear.collar[:, 1].max() < 125 * size:
        inner = _ankle_inside(footwear, last, style, flexion, inversion, detail)
        found += inner[0]
        ring, centre = inner[1], inner[2]
    shaft = _shaft(ring, centre, last, style, flexion, inversion, detail)
    sock_rows = _sock_rows(shaft, ring, centre, style, size) if footwear.kind != "bare" else 0
    found += _skins(shaft, ring, sock_rows)
    if style.trousers is not None:
        found.append(_trousers(style.trousers, footwear, shaft, centre, size, flexion, inversion, detail))
    return tuple(found)


def _shaft(
    ring: Array, centre: Array, last: Last, style: LegStyle, flexion: float, inversion: float, detail: float
) -> Array:
    """(rows, k, 3) of the leg from its ring up."""
    size = last.shape.length_mm / 260.0
    turn = lean(flexion, inversion)
    local = (ring - centre) @ turn  # as if the leg stood upright over the joint
    start = float(local[:, 1].mean())
    rows = between(detail, 14, 36) + max(round((style.height - 450) / 50), 0)
    up = np.linspace(0, 1, rows) ** 1.3 * (style.height * size - start - centre[1])
    angle = np.arctan2(local[:, 0] - local[:, 0].mean(), local[:, 2].mean() - local[:, 2])
    base = np.broadcast_to(local, (rows, *local.shape)).copy()
    base[:, :, 1] += up[:, None]
    height = (start + up + 78.0 * size) / size
    plan = leg_section(height, angle, style.calf) * size
    plan[..., 0] *= last.shape.ankle_width_mm / size / 65.0
    plan[..., 1] *= last.shape.ankle_depth_mm / size / 82.0
    plan[..., 1] += local[:, 2].max() - plan[0, :, 1].max()
    plan[..., 0] += local[:, 0].mean()
    blend = _smooth(up / size, -6.0, 95.0)[:, None, None]
    base[..., [0, 2]] += (plan - base[..., [0, 2]]) * blend
    # The ring's own slope levels out.
    base[..., 1] -= (local[:, 1] - start) * blend[..., 0]
    return base @ turn.T + centre


def leg_section(height: Array, angle: Array, calf: float) -> Array:
    """(rows, k, 2) x, z of the lower leg at heights (rows,) on a foot of 260 mm; angle 0 is the back."""
    thick = 1 + (calf - 1) * _smooth(height, 130.0, 280.0)
    width = smooth_through(_HEIGHT, _WIDTH, height) * thick
    depth = smooth_through(_HEIGHT, _DEPTH, height) * thick
    shin = smooth_through(_HEIGHT, _SHIN, height)
    muscle = _smooth(height, 190.0, 300.0)
    s, c = np.sin(angle), np.cos(angle)
    # The shin is an edge a little medial of the middle; the calf's medial head is the larger and hangs lower.
    front = 1 + 0.05 * np.exp(-(((np.abs(angle) - 2.9) / 0.5) ** 2)) * np.sign(s) * muscle[:, None]
    side = 1 + 0.06 * muscle[:, None] * np.where(s > 0, 1, -0.6) * np.abs(s)
    x = width[:, None] / 2 * s * side * front
    z = (shin - depth / 2)[:, None] - depth[:, None] / 2 * c * (1 - 0.04 * (1 - muscle[:, None]) * (c > 0))
    return np.stack([x, z], -1)


def _sock_rows(shaft: Array, ring: Array, centre: Array, style: LegStyle, size: float) -> int:
    if style.sock <= 0:
        return 0
    rise = np.linalg.norm(shaft.mean(1) - centre, axis=1) / size
    return int(np.clip(np.searchsorted(rise, style.sock + 8), 1, len(shaft) - 1))


def _skins(shaft: Array, ring: Array, sock_rows: int) -> list[Surface]:
    """Skin above, and below it what of the leg is in a sock, a little thicker and with an edge."""
    normals = grid_normals(shaft)
    normals[0] = ring_normals(ring)
    if sock_rows == 0:
        return [loft(shaft, stuff="skin", part=LEG, normals=normals, cap_last=True)]
    skin = loft(
        shaft[sock_rows - 1 :], stuff="skin", part=LEG, normals=normals[sock_rows - 1 :], cap_last=True
    )
    thick = np.full(sock_rows + 1, 1.3)
    thick[0] = 0.0
    cloth = shaft[: sock_rows + 1] + normals[: sock_rows + 1] * thick[:, None, None]
    hem = shaft[sock_rows][None] - normals[sock_rows][None] * 0.5
    cloth = np.concatenate([cloth, hem])
    directions = np.concatenate([normals[: sock_rows + 1], normals[sock_rows][None]])
    return [loft(cloth, stuff="sock", part=LEG, normals=directions), skin]


def _ankle_inside(
    footwear: Footwear, last: Last, style: LegStyle, flexion: float, inversion: float, detail: float
) -> tuple[list[Surface], Array, Array]:
    """What of the ankle shows above a low shoe's collar; its upper ring; the joint."""
    shape = last.shape
    thin = replace(
        shape,
        length_mm=shape.length_mm * 0.975,
        ball_width_mm=shape.ball_width_mm * 0.9,
        heel_width_mm=shape.heel_width_mm * 0.92,
        instep_height_mm=shape.instep_height_mm * 0.95,
    )
    inside = Last(thin)
    low = min(detail, 0.5)
    foot = (
        sock(inside, SockStyle(wrinkles=0.3), detail=low)
        if style.sock
        else bare(inside, BareStyle(), detail=low)
    )
    shift = (footwear.ankle_mm - foot.ankle_mm) * (0.0, 1.0, 1.0)
    foot = replace(
        foot,
        surfaces=tuple(
            replace(s, positions=s.positions + shift.astype(np.float32)) for s in foot.surfaces[:1]
        ),
        collar=foot.collar + shift,
        ankle_mm=foot.ankle_mm + shift,
    )
    foot = bend_ankle(foot, flexion, inversion)
    skin = foot.surfaces[0]
    middle = footwear.collar.mean(0)
    around = np.arctan2(footwear.collar[:, 0] - middle[0], middle[2] - footwear.collar[:, 2])
    order = np.argsort(around)
    p = skin.positions
    angle = np.arctan2(p[:, 0] - middle[0], middle[2] - p[:, 2])
    rim = np.interp(angle, around[order], footwear.collar[order, 1], period=2 * np.pi)
    keep = p[:, 1] > rim - 16.0
    indices = skin.indices[keep[skin.indices].any(1)]
    return [replace(skin, indices=indices, part=LEG)], foot.collar, foot.ankle_mm


def _trousers(
    cut: Trousers,
    footwear: Footwear,
    shaft: Array,
    centre: Array,
    size: float,
    flexion: float,
    inversion: float,
    detail: float,
) -> Surface:
    """A tube about the leg that hangs over the shoe as far as it goes, with what is too long laid in
    folds."""
    turn = lean(flexion, inversion)
    columns, rows = between(detail, 28, 72), between(detail, 22, 60)
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    local = (shaft - centre) @ turn
    top = local[-1, :, 1].mean() + 6.0 * size
    front = np.clip(-np.cos(angle), 0, 1)
    wanted = cut.hem * size - centre[1] - cut.slant * size * front
    shoe = _radii(footwear, centre, turn, angle, size)
    own = _own_radius(cut, local, angle, np.linspace(-1.2 * centre[1], top, 40), size)
    hem, slack = _rested(wanted, shoe, own, size)
    u = np.linspace(0, 1, rows) ** 1.35
    y = hem + (top - hem) * u[:, None]
    r = _table(own[0], own[1], y)
    # Over the shoe the cloth goes outward so far as it gives; beyond that the shoe's top carries it.
    push = np.clip(_table(shoe[0], shoe[1], y) + 3.0 - r, 0, 16 * size)
    push = np.maximum(push, np.maximum(np.roll(push, 1, 1), np.roll(push, -1, 1)))
    r += _even_round(np.maximum.accumulate(push[::-1])[::-1] * 0.35 + push * 0.65, 0.35)
    r += _fold_heights(cut, angle, y - hem, slack, size)
    axis = np.stack([np.interp(y, local[:, :, 1].mean(1), local[:, :, k].mean(1)) for k in (0, 2)], -1)
    r, y, axis, tint = _hemmed(cut, r, y, axis, size)
    points = np.stack([axis[..., 0] + r * np.sin(angle), y, axis[..., 1] - r * np.cos(angle)], -1)
    points = points @ turn.T + centre
    points[..., 1] = np.maximum(points[..., 1], 1.5)
    return loft(points, stuff="trousers", part=LEG, tint=tint, cap_last=True)


def _even_round(values: Array, width: float) -> Array:
    """Values (..., columns) round the leg, evened out over `width` radians."""
    waves = np.fft.rfft(values, axis=-1)
    k = np.arange(waves.shape[-1])
    return np.fft.irfft(waves * np.exp(-0.5 * (k * width) ** 2), values.shape[-1], axis=-1)


def _hemmed(cut: Trousers, r: Array, y: Array, axis: Array, size: float) -> tuple[Array, Array, Array, Array]:
    """Rows put before the lowest: the cloth's inside, seen from below, and the turn-up's edge."""
    inside_r, inside_y = r[1:4].min(0, keepdims=True) - 3.0, y[2:3]
    shade = np.ones((len(r) + 1, r.shape[1]))
    shade[0] = 0.45
    r, y, axis = (
        np.concatenate([inside_r, r]),
        np.concatenate([inside_y, y]),
        np.concatenate([axis[:1], axis]),
    )
    if cut.cuff > 0:
        turned = (y[1:] - y[1]) < cut.cuff * size
        shade[1:] = np.where(turned, cut.cuff_tint, 1.0)
        r[1:] += np.where(turned, 2.8, 0.0)
    else:
        shade[1] = 0.8
    return r, y, axis, shade


def _own_radius(cut: Trousers, local: Array, angle: Array, y: Array, size: float) -> tuple[Array, Array]:
    """(heights, radii (heights, columns)) of the cloth where nothing pushes it."""
    heights = local[:, :, 1].mean(1)
    middle = local[:, :, [0, 2]].mean(1)
    out = local[:, :, [0, 2]] - middle[:, None]
    radius = np.linalg.norm(out, axis=2)
    around = np.arctan2(out[..., 0], -out[..., 1])
    legs = np.stack(
        [
            np.interp(angle, a[np.argsort(a)], b[np.argsort(a)], period=2 * np.pi)
            for a, b in zip(around, radius)
        ]
    )
    grown = np.stack([np.interp(y, heights, legs[:, k]) for k in range(len(angle))], 1)
    up = np.clip((y - cut.hem * size + 80 * size) / (220 * size), 0, 1)[:, None]
    # Cloth is rounder than the leg: it hangs from the shin and the calf straight down.
    ease = (cut.width + (cut.ease - cut.width) * up) * size
    rounder = grown.mean(1, keepdims=True) * 0.45 + grown * 0.55
    hanging = np.maximum.accumulate(rounder[::-1] * 0.93)[::-1]
    loose = np.clip(cut.width / 40, 0.1, 1)
    return y, rounder * (1 - loose) + np.maximum(rounder, hanging) * loose + ease


def _radii(footwear: Footwear, centre: Array, turn: Array, angle: Array, size: float) -> tuple[Array, Array]:
    """(heights, radii (heights, columns)) that the shoe takes up round the leg's axis."""
    points = np.concatenate([s.positions for s in footwear.surfaces]).astype(np.float64)
    local = (points - centre) @ turn
    heights = np.arange(-130.0, 60.0, 8.0) * size
    bins = len(angle)
    row = np.round((local[:, 1] - heights[0]) / (heights[1] - heights[0])).astype(int)
    around = np.arctan2(local[:, 0], -local[:, 2]) % (2 * np.pi)
    column = np.round(around / (2 * np.pi) * bins).astype(int) % bins
    radius = np.hypot(local[:, 0], local[:, 2])
    table = np.zeros((len(heights), bins))
    ok = (row >= 0) & (row < len(heights))
    np.maximum.at(table, (row[ok], column[ok]), radius[ok])
    # Bins that no point fell into take their neighbours'; then the steps between bins are smoothed.
    for axis in (1, 0, 1):
        near = np.stack([np.roll(table, k, axis) for k in (-1, 0, 1)])
        table = np.where(table == 0, near.max(0), table)
    table = np.maximum(table, (np.roll(table, 1, 1) + np.roll(table, -1, 1)) / 2)
    return heights, table


def _rested(
    wanted: Array, shoe: tuple[Array, Array], own: tuple[Array, Array], size: float
) -> tuple[Array, Array]:
    """(hem (columns,), slack (columns,)): where the hem comes to lie, and how much cloth is left over."""
    heights, table = shoe
    room = np.stack([np.interp(heights, own[0], own[1][:, k]) for k in range(table.shape[1])], 1) + 20 * size
    blocked = table > room
    # The lowest height that is free from there up.
    top = np.where(blocked.any(0), heights[len(heights) - 1 - blocked[::-1].argmax(0)], heights[0])
    hem = np.maximum(wanted, top)
    for _ in range(2):
        hem = np.maximum(hem, np.maximum(np.roll(hem, 1), np.roll(hem, -1)))
    hem = np.maximum(_even_round(hem, 0.45), wanted)
    return hem, np.maximum(hem - wanted, 0)


def _fold_heights(cut: Trousers, angle: Array, above: Array, slack: Array, size: float) -> Array:
    """Wrinkles: soft rings low down where cloth is left over, long slanting ones above."""
    rng = np.random.default_rng(cut.seed)
    out = np.zeros_like(above)
    extra = float(np.clip(slack.mean() / (25 * size), 0, 1.5))
    for k in range(7):
        at = rng.uniform(12, 60 + 34 * k) * size
        wide = rng.uniform(6, 15) * size
        phase, tilt = rng.uniform(0, 2 * np.pi), rng.uniform(-34, 34) * size
        line = (above - at - tilt * np.sin(angle + phase)) / wide
        # A crease is a sharp valley with a soft roll of cloth over it.
        crease = np.exp(-((line - 0.8) ** 2)) - 0.9 * np.exp(-((2.2 * line + 0.6) ** 2))
        here = crease * np.clip(0.5 + 0.7 * np.cos(angle - phase * 1.7), 0, 1)
        out += here * (cut.folds * (0.45 + extra) * rng.uniform(0.3, 1.2)) * size
    for _ in range(3):
        count, phase, twist = rng.integers(2, 6), rng.uniform(0, 6.3), rng.uniform(-0.012, 0.012)
        wave = np.cos(count * (angle + twist * above / size) + phase)
        out += wave * cut.folds * 0.28 * size * (0.5 + cut.width / 45)
    return out * np.clip(0.2 + above / (25 * size), 0, 1)


def _table(at: Array, values: Array, y: Array) -> Array:
    """values (n, columns) at heights `at`, read for each column at y (rows, columns)."""
    place = np.clip((y - at[0]) / (at[1] - at[0]), 0, len(at) - 1.001)
    k = place.astype(np.intp)
    part = place - k
    column = np.arange(values.shape[1])
    return values[k, column] * (1 - part) + values[k + 1, column] * part


def _smooth(x: Array, low: float, high: float) -> Array:
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
