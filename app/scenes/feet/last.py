"""The form of a foot that shoes are built on: a smooth right foot without toes, flat or pitched by a heel.

Two parameters name a place on it. `t` runs once round the foot's outline as seen from above: 0 the heel's
back, 0.25 about the medial side's middle, 0.5 the tip of the toe, 0.75 the lateral side, 1 the heel again.
`v` runs from 0 at the sole's edge to 1 at the top: along the ridge of the instep for the front part, and
round the ankle's ring for the rear part. Rows of growing v and columns of growing t are a grid whose
outside is outside (see `mesh`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from ...core.maths import Array

_DENSE = 512  # points that the outline is measured at: half a millimetre apart
_EDGE, _TOP, _OUTWARD, _AHEAD = slice(0, 3), slice(3, 6), slice(6, 9), 9
_STEEPEST = np.radians(65.0)


@dataclass(frozen=True, slots=True)
class LastShape:
    """The measures of a last, in mm; `toe` is 0 for pointed, 0.5 round, 1 square. `heel_height_mm` is the
    pitch.

    `curve` is how far the toe turns to the medial side, as a share of the length. `ankle_*` are the leg's
    girth at the ring that ends the last, `ankle_height_mm` above the sole.
    """

    length_mm: float = 270.0
    ball_width_mm: float = 98.0
    heel_width_mm: float = 64.0
    waist_width_mm: float = 72.0
    instep_height_mm: float = 68.0
    ball_height_mm: float = 42.0
    toe_height_mm: float = 24.0
    toe: float = 0.5
    arch_mm: float = 12.0
    heel_height_mm: float = 0.0
    toe_spring_mm: float = 6.0
    curve: float = 0.02
    ankle_width_mm: float = 66.0
    ankle_depth_mm: float = 84.0
    ankle_height_mm: float = 98.0

    @classmethod
    def sample(
        cls, rng: np.random.Generator, *, heel_height_mm: float = 0.0, toe: float | None = None
    ) -> LastShape:
        """One from the range of people from children to tall men; the shares vary independently a little."""
        length = float(np.clip(rng.normal(262, 26), 160, 318))
        share = {
            "ball_width_mm": (0.372, 0.020),
            "heel_width_mm": (0.245, 0.014),
            "waist_width_mm": (0.275, 0.020),
            "instep_height_mm": (0.255, 0.018),
            "ball_height_mm": (0.155, 0.012),
            "toe_height_mm": (0.092, 0.012),
            "arch_mm": (0.045, 0.018),
            "ankle_width_mm": (0.250, 0.016),
            "ankle_depth_mm": (0.315, 0.018),
            "ankle_height_mm": (0.365, 0.015),
        }
        plump = rng.normal(0, 0.035)
        sizes = {
            name: length * mean * (1 + plump) * float(np.clip(1 + rng.normal(0, sd / mean), 0.8, 1.25))
            for name, (mean, sd) in share.items()
        }
        return cls(
            length_mm=length,
            toe=float(rng.beta(2.2, 2.2)) if toe is None else toe,
            heel_height_mm=heel_height_mm,
            toe_spring_mm=float(rng.uniform(0.01, 0.045)) * length,
            curve=float(rng.normal(0.018, 0.014)),
            **sizes,
        )


@dataclass(frozen=True)
class Last:
    """The form itself. All points are in foot space, mm, pitched; `flat=True` gives them before the pitch."""

    shape: LastShape

    def outline(self, t: ArrayLike, *, grow_mm: ArrayLike = 0.0, flat: bool = False) -> Array:
        """(..., 3) on the sole's edge at t, pushed outwards level by `grow_mm`."""
        at = self._at(t)
        points = at[..., _EDGE] + at[..., _OUTWARD] * np.asarray(grow_mm, np.float64)[..., None]
        return points if flat else self.bend(points)

    def outward(self, t: ArrayLike) -> Array:
        """(..., 3) level, of length 1, square to the outline; before the pitch."""
        return self._at(t)[..., _OUTWARD]

    def upper(self, t: ArrayLike, v: ArrayLike, *, grow_mm: float = 0.0, flat: bool = False) -> Array:
        """(..., 3) on the last at t and v (see the module), both of one shape after broadcasting.

        `grow_mm` is the thickness of what lies on the last; it is zero at the sole's edge and full from v =
        0.1 on.
        """
        at, up = self._at(t), np.asarray(v, np.float64)
        edge, top, outward, front = at[..., _EDGE], at[..., _TOP], at[..., _OUTWARD], at[..., _AHEAD]
        turn = np.clip(up, 0, 1) * (np.pi / 2)
        full = 1.12  # above 1: the form is fuller than an ellipse
        dome_in, dome_up = 1 - np.cos(turn) ** (2 / full / 1.1), np.sin(turn) ** (2 / full / 2)
        wall_in, wall_up = up * up * (3 - 2 * up), up
        inward = wall_in + (dome_in - wall_in) * front
        upward = wall_up + (dome_up - wall_up) * front
        bulge = self.shape.length_mm * 0.016 * np.sin(np.pi * np.clip(up * 1.6, 0, 1)) * (1 - 0.6 * front)
        points = edge + (top - edge) * np.stack([inward, upward, inward], -1)
        points = points + outward * bulge[..., None]
        if grow_mm:
            thick = grow_mm * np.clip(up / 0.1, 0, 1)
            points = points + self._outside(np.asarray(t, np.float64), up) * thick[..., None]
        return points if flat else self.bend(points)

    def section(self, z_share: float, s: ArrayLike) -> Array:
        """(..., 3) across the foot where its outline is at z_share of the length: s from 0 at the medial
        sole's edge over the top to 1 at the lateral one."""
        along = np.asarray(s, np.float64)
        medial, lateral = self.t_at(z_share, medial=True), self.t_at(z_share, medial=False)
        return self.upper(np.where(along < 0.5, medial, lateral), 1 - np.abs(2 * along - 1))

    def t_at(self, z_share: ArrayLike, *, medial: bool) -> Array:
        """Where the outline is so far from the heel, as a share of the length, on that side."""
        z = np.asarray(z_share, np.float64) * self.shape.length_mm
        half = _DENSE // 2
        if medial:
            return np.interp(z, self._outline[: half + 1, 1], self._t[: half + 1])
        return np.interp(z, self._outline[half:, 1][::-1], self._t[half:][::-1])

    def v_at_height(self, t: ArrayLike, height_mm: ArrayLike) -> Array:
        """The v at which the last is so high above its sole (before the pitch) at each t; 1 where it never
        is."""
        at, height = np.broadcast_arrays(np.asarray(t, np.float64), np.asarray(height_mm, np.float64))
        grid = np.linspace(0, 1, 41)
        heights = self.upper(at[..., None], grid, flat=True)[..., 1]
        over = heights >= height[..., None]
        k = np.clip(np.argmax(over, -1), 1, 40)
        low, high = (np.take_along_axis(heights, (k - j)[..., None], -1)[..., 0] for j in (1, 0))
        found = grid[k - 1] + np.clip((height - low) / np.maximum(high - low, 1e-9), 0, 1) / 40
        return np.where(over.any(-1), found, 1.0)

    def top_z(self, t: ArrayLike) -> Array:
        """z of the top line at each t before the pitch: how far forward the ridge or the ring is there."""
        return self._at(t)[..., _TOP][..., 2]

    def ankle_ring(self, count: int) -> Array:
        """(count, 3) the top end where the leg goes on: from the back over the medial side round."""
        angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
        return self.bend(self._ring(angle))

    def bend(self, points: ArrayLike) -> Array:
        """Points of the flat form (y = 0 its sole) as they lie once the heel is lifted by the pitch."""
        flat = np.asarray(points, np.float64)
        s, sole, lean = self._pitch
        z = flat[..., 2]
        base = [np.interp(z, s, c) for c in sole.T]
        # Past its ends the sole goes on straight.
        past = z - np.clip(z, s[0], s[-1])
        angle = np.interp(z, s, lean)
        y, ahead = base[0], base[1] + past
        return np.stack(
            [flat[..., 0], y + flat[..., 1] * np.cos(angle), ahead + flat[..., 1] * np.sin(angle)], -1
        )

    def sole_height(self, z_mm: ArrayLike) -> Array:
        """Height of the sole's line at z of the FLAT form."""
        s, sole, _ = self._pitch
        return np.interp(np.asarray(z_mm, np.float64), s, sole[:, 0])

    def _at(self, t: ArrayLike) -> Array:
        """(..., columns) of the table at t."""
        place = (np.asarray(t, np.float64) % 1.0) * _DENSE
        k = place.astype(np.intp)
        part = (place - k)[..., None]
        return self._table[k] * (1 - part) + self._table[k + 1] * part

    @cached_property
    def _table(self) -> Array:
        """What is known at each of the outline's points; the columns are _EDGE, _TOP, _OUTWARD and _AHEAD."""
        x, z = self._outline.T
        back = 1 - z / self.shape.length_mm
        edge = np.stack([x, np.zeros_like(x), z], 1)
        ahead = np.clip((0.72 - back) / 0.34, 0, 1)
        front = ahead * ahead * (3 - 2 * ahead)  # 1: the top is the forefoot's ridge, 0: the ankle's ring
        table = np.concatenate([edge, self._top(self._t, back), self._normal, front[:, None]], 1)
        return np.concatenate([table, table[:1]])

    @cached_property
    def _t(self) -> Array:
        return np.linspace(0, 1, _DENSE + 1)

    @cached_property
    def _outline(self) -> Array:
        """(_DENSE + 1, 2) x, z; t = 0.5 is the foremost point."""
        medial, lateral = (_side(self.shape, medial=m) for m in (True, False))
        return np.concatenate([_even(medial, _DENSE // 2 + 1), _even(lateral, _DENSE // 2 + 1)[-2::-1]])

    @cached_property
    def _normal(self) -> Array:
        ring = self._outline[:-1]
        step = np.roll(ring, -3, 0) - np.roll(ring, 3, 0)
        normal = np.stack([step[:, 1], np.zeros(len(step)), -step[:, 0]], 1)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        return np.concatenate([normal, normal[:1]])

    def _top(self, t: Array, back: Array) -> Array:
        """Where v = 1 lies: along the ridge for the front 56 %, then round the ankle's ring."""
        p = self.shape
        length = p.length_mm
        ring_front = self._ring(np.array(np.pi))
        # Ridge: share behind the toe, z and height on the way from the toe's cap to the front of the ankle.
        share = np.array([0.0, 0.12, 0.28, 0.45, 0.57])
        z = np.array([0.89, 0.83, 0.71, 0.54, ring_front[2] / length]) * length
        y = np.array(
            [
                0.93 * p.toe_height_mm,
                1.12 * p.toe_height_mm,
                p.ball_height_mm,
                p.instep_height_mm,
                ring_front[1],
            ]
        )
        x = self._ridge_x(z)
        ridge = np.stack([smooth_through(share, c, np.minimum(back, share[-1])) for c in (x, y, z)], -1)
        turn = np.clip((back - share[-1]) / (1 - share[-1]), 0, 1)
        medial = t < 0.5
        angle = np.pi * (1 - turn) * np.where(medial, 1, -1)
        return np.where((back > share[-1])[..., None], self._ring(angle), ridge)

    def _ridge_x(self, z: Array) -> Array:
        p = self.shape
        share = z / p.length_mm
        return p.length_mm * (0.012 + 0.5 * p.curve) * np.clip((share - 0.4) / 0.5, 0, 1)

    def _ring(self, angle: Array) -> Array:
        """The ankle's ring before the pitch; angle 0 is its back, pi/2 the medial side, pi its front."""
        p = self.shape
        back = 0.035 * p.length_mm
        half = p.ankle_depth_mm / 2
        squeeze = 1 - 0.10 * np.clip(np.cos(angle), 0, 1)  # narrower towards the Achilles tendon
        x = p.ankle_width_mm / 2 * np.sin(angle) * squeeze
        z = back + half - half * np.cos(angle)
        return np.stack([x, np.full_like(x, p.ankle_height_mm), z], -1)

    def _outside(self, t: Array, v: Array) -> Array:
        """Normals of the flat form, by small differences."""
        step = 2e-3
        at = np.clip(v, step, 0.97)
        here = self.upper(t, at, flat=True)
        up = self.upper(t, at + step, flat=True) - here
        along = self.upper(t + step, at, flat=True) - self.upper(t - step, at, flat=True)
        normal = np.cross(up, along)
        length = np.linalg.norm(normal, axis=-1, keepdims=True)
        return normal / np.maximum(length, 1e-12)

    @cached_property
    def _pitch(self) -> tuple[Array, Array, Array]:
        """Along the flat sole: s (n,), the sole's (y, z) there, and how far what stands on it leans
        forward."""
        p = self.shape
        length = p.length_mm
        s = np.linspace(0, length, 129)
        rise = _bump(s / length, 0.10, 0.30, 0.50, 0.68)
        rise = rise + 0.22 * _bump(s / length, -1.0, -0.9, 0.10, 0.30)  # the seat slopes less than the shank
        low, high = 0.0, float(_STEEPEST)
        for _ in range(18):  # the steepness that lifts the heel to its height
            middle = (low + high) / 2
            lifted = float(np.sin(middle * rise[::4]).mean()) * length
            low, high = (middle, high) if lifted < p.heel_height_mm else (low, middle)
        spring = np.clip((s / length - 0.72) / 0.28, 0, 1)
        slope = low * rise - spring * 2 * p.toe_spring_mm / (0.28 * length)
        step = s[1] - s[0]
        height = -np.concatenate([[0.0], np.cumsum((np.sin(slope)[1:] + np.sin(slope)[:-1]) / 2 * step)])
        ahead = np.concatenate([[0.0], np.cumsum((np.cos(slope)[1:] + np.cos(slope)[:-1]) / 2 * step)])
        height -= height[np.searchsorted(s, 0.70 * length)]
        # What stands on the sole leans less sharply than the sole turns, or the instep would fold.
        kernel = np.hanning(49)
        padded = np.pad(slope, 24, mode="edge")
        lean = np.convolve(padded, kernel / kernel.sum(), mode="valid")
        return s, np.stack([height, ahead], 1), lean * 0.8


def smooth_through(at: Array, values: Array, x: ArrayLike) -> Array:
    """A curve through (at, values) at x without overshoot: monotone cubic pieces (Fritsch and Carlson
    1980)."""
    h, d = np.diff(at), np.diff(values) / np.diff(at)
    weight = np.stack([2 * h[1:] + h[:-1], h[1:] + 2 * h[:-1]])
    same = d[1:] * d[:-1] > 0
    safe = np.where(same, d[1:], 1.0), np.where(same, d[:-1], 1.0)
    inner = np.where(same, weight.sum(0) / (weight[0] / safe[1] + weight[1] / safe[0]), 0.0)
    m = np.concatenate([d[:1], inner, d[-1:]])
    xs = np.clip(np.asarray(x, np.float64), at[0], at[-1])
    k = np.clip(np.searchsorted(at, xs, "right") - 1, 0, len(h) - 1)
    u = (xs - at[k]) / h[k]
    a, b = values[k], values[k + 1]
    return (
        a * (1 + 2 * u) * (1 - u) ** 2
        + b * u * u * (3 - 2 * u)
        + h[k] * (m[k] * u * (1 - u) ** 2 - m[k + 1] * u * u * (1 - u))
    )


def _side(p: LastShape, *, medial: bool) -> Array:
    """(n, 2) x, z of one half of the outline from the heel's back to the toe's tip, dense."""
    length = p.length_mm
    heel = p.heel_width_mm / 2
    tip = length * (0.010 + p.curve)
    if medial:
        widest, ball, waist = 0.715, p.ball_width_mm * 0.515, p.waist_width_mm * 0.42 + 0.01 * length
        fullness = 1.25 + 1.9 * p.toe  # straighter along the big toe
    else:
        widest, ball, waist = 0.625, p.ball_width_mm * 0.485, p.waist_width_mm * 0.55
        fullness = 1.15 + 1.5 * p.toe
    round_ = 0.15  # the heel's cap ends here
    share = np.concatenate([np.linspace(0, 1, 60) ** 2 * round_, np.linspace(round_, widest, 90)[1:]])
    cap = np.clip(share / round_, 0, 1)
    x = heel * (1 - (1 - cap) ** 2.3) ** (1 / 2.1)
    rear = share > round_
    x[rear] = smooth_through(
        np.array([round_ * 0.98, 0.24, 0.44, widest - 0.09, widest, widest + 0.05]),
        np.array([heel, heel * 0.99, waist, ball * 0.955, ball, ball]),
        share[rear],
    )
    turn = np.linspace(0, np.pi / 2, 100)[1:]
    q, w = np.sin(turn) ** (2 / (fullness + 0.6)), np.cos(turn) ** (2 / fullness)
    x = np.concatenate([x, (tip if medial else -tip) + (ball - (tip if medial else -tip)) * w])
    z = np.concatenate([share, widest + (1 - widest) * q]) * length
    return np.stack([x if medial else -x, z], 1)


def _even(line: Array, count: int) -> Array:
    """`count` points at even steps along a polyline."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    at = np.linspace(0, along[-1], count)
    return np.stack([np.interp(at, along, c) for c in line.T], 1)


def _bump(x: Array, a: float, b: float, c: float, d: float) -> Array:
    """0 before a, 1 from b to c, 0 after d, smooth between."""
    up, down = np.clip((x - a) / (b - a), 0, 1), np.clip((d - x) / (d - c), 0, 1)
    return up * up * (3 - 2 * up) * down * down * (3 - 2 * down)
