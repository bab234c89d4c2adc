"""Parts of spectacles: the wearer's left half, in mm, in head space once `Bend` has placed them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from outlines import Array, LensShape, box, distance_to, outward, smooth_union
from solids import (
    Mesh,
    curve,
    grid,
    joined,
    needed,
    pebble,
    pin,
    resampled,
    rounded_section,
    sweep,
    thinned,
)

PUPIL_X_MM = 31.5  # half an average pupil distance of 63 mm
VERTEX_MM = 12.0  # lens front before the pupil: the datum of a glasses file


@dataclass(frozen=True)
class Bend:
    """Takes the flat front (z = 0 is the lens's front) to head space.

    `wrap_radius` bends it around the face, `curve_radius` from top to bottom (both mm), `tilt_deg` is the
    pantoscopic tilt: the lower rim comes nearer to the cheeks. Pupil height is y = 0 before and after.
    """

    wrap_radius: float
    curve_radius: float
    tilt_deg: float

    def __call__(self, points: Array) -> Array:
        shift = VERTEX_MM - self._raw(np.array([[PUPIL_X_MM, 0.0, 0.0]]))[0, 2]
        return self._raw(points) + np.array([0.0, 0.0, shift])

    def _raw(self, points: Array) -> Array:
        x, y, z = np.asarray(points, float).T
        z = z - x * x / (2 * self.wrap_radius) - y * y / (2 * self.curve_radius)
        angle = np.deg2rad(self.tilt_deg)
        c, s = np.cos(angle), np.sin(angle)
        return np.stack([x, y * c - z * s, y * s + z * c], axis=1)


def placed_outline(shape: LensShape, bridge: float, drop: float, count: int) -> Array:
    """The left lens's outline in the flat front: `bridge` mm apart, box centre `drop` mm under the pupils."""
    return shape.outline(count) + np.array([bridge / 2 + shape.width / 2, -drop])


def lens(outline: Array, thickness: float, *, grow: float = 0.0, bevel: float = 0.0) -> tuple[Mesh, Mesh]:
    """(the two faces, the edge) of a lens in the flat front, its front at z = 0."""
    rim = outline + outward(outline) * grow
    centre = (rim.max(axis=0) + rim.min(axis=0)) / 2
    inner = rim - outward(rim) * bevel

    def face(z: float, levels: list[float]) -> Array:
        flat = centre + (inner - centre) * np.array(levels)[:, None, None]
        return np.concatenate([flat, np.full((*flat.shape[:2], 1), z)], axis=-1)

    front, back = face(0.0, [0.0, 0.5, 1.0]), face(-thickness, [0.0, 1.0])
    faces = joined(grid(front, close_columns=True), grid(back[::-1], close_columns=True))
    walls = [(inner, 0.0), (rim, -bevel), (rim, bevel - thickness), (inner, -thickness)]
    wall = np.stack([np.hstack([line, np.full((len(line), 1), z)]) for line, z in walls])
    return faces, grid(wall, close_columns=True)


@dataclass(frozen=True)
class Plate:
    """A full-rim front cut from sheet: rim widths (mm) by side, bridge bar, end piece, thickness, bevel."""

    rim_top: float
    rim_bottom: float
    rim_side: float
    bridge_y: float
    bridge_half: float
    arch: float
    end_at: tuple[float, float]
    end_half: tuple[float, float]
    thickness: float = 4.2
    bevel: float = 1.4
    tolerance: float = 0.06  # mm by which chords may leave the outlines

    def field(self, outline: Array, points: Array) -> Array:
        """Signed distance of flat points (n, 2) with x >= 0 to the front's outer silhouette."""
        centre = (outline.max(axis=0) + outline.min(axis=0)) / 2
        half = (outline.max(axis=0) - outline.min(axis=0)) / 2
        to = (points - centre) / half
        share = to / np.maximum(np.linalg.norm(to, axis=1, keepdims=True), 1e-9)
        upper = 0.5 + 0.5 * share[:, 1]
        width = self.rim_bottom + (self.rim_top - self.rim_bottom) * upper**1.5
        side = share[:, 0] ** 4
        width = width * (1 - side) + self.rim_side * side
        ring = distance_to(outline, points) - width
        bent = points + np.array([[0.0, self.arch]]) * (points[:, :1] / 10.0) ** 2
        nasal = outline[:, 0].min()
        bridge = box(bent, (0.0, self.bridge_y), (nasal + 3.0, self.bridge_half), self.bridge_half * 0.6)
        end = box(points, self.end_at, self.end_half, min(self.end_half) * 0.75)
        return smooth_union(smooth_union(ring, bridge, 5.0), end, 4.0)

    def mesh(self, outline: Array) -> Mesh:
        """The left half in the flat front; it meets its mirror image at x = 0."""
        outline, ends = self._rays(outline)
        front = self._level(outline, ends, np.array([0.0, 0.3, 1.0]) * self.bevel, 1.0)
        back = self._level(outline, ends, np.array([0.0, 0.7]) * self.bevel, 0.8)
        ring = np.concatenate(
            [front + [0.0, 0.0, 0.8], (back * [1.0, 1.0, -1.0] + [0.0, 0.0, 0.8 - self.thickness])[:, ::-1]],
            axis=1,
        )
        half = grid(ring[:, ::-1], close_rows=True, close_columns=True)
        inside = (half.positions[half.triangles, 0] < 1e-6).all(axis=1)  # the cut, closed by the other half
        return Mesh(half.positions, half.triangles[~inside])

    def _level(self, outline: Array, ends: Array, edge: Array, depth: float) -> Array:
        """(rays, columns, 3): points across the rim, rounded off at both edges; z is 0 where it is flat."""
        reach = np.linalg.norm(ends - outline, axis=1)
        direction = (ends - outline) / reach[:, None]
        most = np.minimum(edge[None, :], reach[:, None] * np.linspace(0.0, 0.48, len(edge)))
        across = np.hstack([most, reach[:, None] - most[:, ::-1]])
        flat = outline[:, None] + direction[:, None] * across[..., None]
        flat[..., 0] = np.maximum(flat[..., 0], 0.0)
        points = flat.reshape(-1, 2)
        inside = np.minimum(distance_to(outline, points), -self.field(outline, points)).reshape(across.shape)
        inside[:, 0] = 0.0
        share = np.clip(inside / self.bevel, 0.0, 1.0)
        round_off = self.bevel * depth * (1.0 - np.sqrt(np.clip(1.0 - (1.0 - share) ** 2, 0.0, 1.0)))
        return np.dstack([flat, -round_off])

    def _rays(self, outline: Array) -> tuple[Array, Array]:
        """Pairs (lens edge, outer edge or cut), as many as the two outlines need."""
        direction = outward(outline)
        reach = np.zeros(len(outline))
        for _ in range(80):
            here = outline + direction * reach[:, None]
            step = -self.field(outline, here) * 0.8
            wall = np.where(direction[:, 0] < -1e-6, -here[:, 0] / np.minimum(direction[:, 0], -1e-6), np.inf)
            reach += np.clip(step, -1.0, np.maximum(wall, 0.0))
        ends = self._ends(outline, outline + direction * reach[:, None])
        outline, ends = self._with_flanks(outline, ends)
        pairs = np.hstack([outline, ends])
        cut = ends[:, 0] < 1e-6
        corners = np.flatnonzero(cut & ~(np.roll(cut, 1) & np.roll(cut, -1)))
        kept: list[int] = []
        for start, end in zip(corners, [*corners[1:], corners[0] + len(pairs)]):
            piece = np.arange(start, end + 1) % len(pairs)
            if cut[piece].all():  # a straight line, but the bevel runs across it
                from_edge = np.array([0.0, 0.3, 1.0]) * self.bevel
                rise = ends[piece, 1]
                low, high = min(rise[0], rise[-1]), max(rise[0], rise[-1])
                wanted = [*(low + from_edge), (low + high) / 2, *(high - from_edge)]
                chosen = sorted({int(np.argmin(np.abs(rise - y))) for y in wanted})
                kept += list(piece[chosen[:-1]])
            else:
                kept += list(piece[needed(pairs[piece], self.tolerance, 7.0)[:-1]])
        return outline[kept], ends[kept]

    def _with_flanks(self, outline: Array, ends: Array) -> tuple[Array, Array]:
        """Adds pairs along the bridge's upper and lower edge, which rays from the lens hardly reach."""
        outlines, all_ends = [], []
        for k in range(len(ends)):
            following = (k + 1) % len(ends)
            outlines.append(outline[k : k + 1])
            all_ends.append(ends[k : k + 1])
            if (ends[k, 0] < 1e-6) != (ends[following, 0] < 1e-6):
                share = np.linspace(0.0, 1.0, 42)[1:-1, None]
                straight = ends[k] + share * (ends[following] - ends[k])
                outlines.append(outline[k] + share * (outline[following] - outline[k]))
                all_ends.append(self._on_edge(outline, straight))
        return np.concatenate(outlines), np.concatenate(all_ends)

    def _on_edge(self, outline: Array, points: Array) -> Array:
        """The points moved up or down to the nearest place of the silhouette."""
        heights = np.linspace(-6.0, 6.0, 1201)
        moved = points.copy()
        for k, point in enumerate(points):
            line = np.stack([np.full_like(heights, point[0]), point[1] + heights], axis=1)
            inside = self.field(outline, line) < 0.0
            edges = np.flatnonzero(inside[1:] != inside[:-1])
            moved[k, 1] += heights[edges[np.argmin(np.abs(heights[edges]))]] if len(edges) else 0.0
        return moved

    def _ends(self, outline: Array, ends: Array) -> Array:
        """The rays' ends, those on x = 0 spread evenly from edge to edge of the bridge, corners included."""
        cut = np.flatnonzero(ends[:, 0] < 1e-6)
        low, high = ends[cut, 1].min() - 3.0, ends[cut, 1].max() + 3.0
        line = np.stack([np.zeros(2000), np.linspace(low, high, 2000)], axis=1)
        inside = line[self.field(outline, line) < 0.0, 1]
        ends = ends.copy()
        ordered = cut[np.argsort(ends[cut, 1])]
        ends[ordered] = np.stack([np.zeros(len(cut)), np.linspace(inside[0], inside[-1], len(cut))], axis=1)
        return ends


def temple(
    hinge: Array, *, ear_z: float, ear: tuple[float, float], drop_deg: float, tip: float, bow: float = 1.5
) -> Array:
    """The middle line of a temple (n, 3): straight to `ear` (x, y), then a bend down by `drop_deg`.

    `tip` is the length behind the bend in mm; `bow` how far the middle swings outwards.
    """
    x0, y0, z0 = hinge
    t = np.linspace(0.0, 1.0, 30)[:, None]
    straight = np.array([x0, y0, z0]) + t * np.array([ear[0] - x0, ear[1] - y0, ear_z - z0])
    straight[:, 0] += bow * np.sin(np.pi * t[:, 0])
    start = np.arctan2(y0 - ear[1], z0 - ear_z)
    radius, angle = 20.0, np.deg2rad(drop_deg)
    bend_length = radius * (angle - start)
    along = np.linspace(0.0, bend_length + tip, 40)[1:]
    heading = np.minimum(start + along / radius, angle)
    steps = np.diff(np.concatenate([[0.0], along]))[:, None]
    inward = np.linspace(0.02, 0.12, len(along))  # the tip follows the skull
    moves = np.stack([-inward, -np.sin(heading), -np.cos(heading)], axis=1) * steps
    return np.vstack([straight, straight[-1] + np.cumsum(moves, axis=0)])


def swept_temple(line: Array, sizes: list[tuple[float, float, float]], *, step: float, squareness: float,
                 sides: int = 14) -> Mesh:  # fmt: skip
    """`sizes`: (share of the length 0..1, half width, half height) in mm, interpolated along the line."""
    path = thinned(resampled(line, step), 0.05)
    share = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    share /= share[-1]
    at = np.array(sizes)
    half = np.stack([np.interp(share, at[:, 0], at[:, k]) for k in (1, 2)], axis=1)
    return sweep(path, rounded_section(sides, squareness), half, up=(0.0, 1.0, 0.0))


def wire(points: Array | list, radius: float, *, step: float = 0.8, sides: int = 8) -> Mesh:
    """Round wire along a curve through the points."""
    return sweep(curve(points, step), rounded_section(sides, 2.0), (radius, radius), up=None)


def nose_pad(centre: Array, *, half: tuple[float, float, float] = (1.0, 6.0, 3.4)) -> Mesh:
    """A silicone pad on the wearer's left flank of the nose, its thin axis square to the skin."""
    thin = np.array([0.83, 0.05, 0.55])
    thin /= np.linalg.norm(thin)
    tall = np.array([-0.36, 0.92, 0.1])
    tall -= thin * (tall @ thin)
    tall /= np.linalg.norm(tall)
    return pebble(half, np.stack([thin, tall, np.cross(thin, tall)]), centre)


def hinge(at: Array, *, radius: float = 1.25, height: float = 4.2) -> Mesh:
    """Three knuckles of a barrel hinge standing at `at`."""
    knuckle = height / 3
    return joined(
        *[
            pin(np.asarray(at) + [0.0, (k - 1) * knuckle, 0.0], (0, 1, 0), radius, knuckle * 0.9, sides=7)
            for k in range(3)
        ]
    )
