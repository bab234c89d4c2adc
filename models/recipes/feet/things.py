"""Simple bodies in mm, base on y = 0 unless told: what clutter, furniture and mannequins are made of."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.scenes.feet.mesh import BACKGROUND, Surface, concat, grid_indices, loft

Rng = np.random.Generator
Floats = NDArray[np.floating]


def quad(corners: ArrayLike, *, stuff: str = "plain") -> Surface:
    """A flat rectangle: four corners counter-clockwise, uvs in units of 100 mm along its first two edges."""
    p = np.asarray(corners, np.float64)
    across, down = np.linalg.norm(p[1] - p[0]), np.linalg.norm(p[3] - p[0])
    normal = np.cross(p[1] - p[0], p[3] - p[0])
    normal /= np.linalg.norm(normal)
    uvs = np.array([[0, 0], [across, 0], [across, down], [0, down]]) / 100.0
    return Surface(
        p.astype(np.float32), np.tile(normal, (4, 1)).astype(np.float32), uvs.astype(np.float32),
        np.array([[0, 1, 2], [0, 2, 3]], np.uint32), stuff, BACKGROUND,
    )  # fmt: skip


def box(width: float, height: float, depth: float, *, stuff: str = "plain") -> Surface:
    """A box standing on the floor round the origin."""
    x, z = width / 2, depth / 2
    low, high = 0.0, height
    faces = [
        [[-x, low, z], [x, low, z], [x, high, z], [-x, high, z]],
        [[x, low, -z], [-x, low, -z], [-x, high, -z], [x, high, -z]],
        [[x, low, z], [x, low, -z], [x, high, -z], [x, high, z]],
        [[-x, low, -z], [-x, low, z], [-x, high, z], [-x, high, -z]],
        [[-x, high, z], [x, high, z], [x, high, -z], [-x, high, -z]],
        [[-x, low, -z], [x, low, -z], [x, low, z], [-x, low, z]],
    ]
    return concat([quad(face, stuff=stuff) for face in faces])


def lathe(profile: ArrayLike, *, sides: int = 16, stuff: str = "plain") -> Surface:
    """Turned about y: profile (n, 2) of radius and height, from below."""
    radius, height = np.asarray(profile, np.float64).T
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    grid = np.stack(
        [
            radius[:, None] * np.sin(-angle),
            np.repeat(height[:, None], sides, 1),
            radius[:, None] * np.cos(angle),
        ],
        -1,
    )
    return loft(grid[:, ::-1], stuff=stuff, part=BACKGROUND)


@cache
def _sphere(rows: int, sides: int) -> tuple[Floats, Floats, NDArray[np.uint32]]:
    """Points of a unit sphere, their uvs as shares, and triangles."""
    polar = np.linspace(0.02, np.pi - 0.02, rows)
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    x = np.sin(polar)[:, None] * np.sin(angle)
    y = np.repeat(-np.cos(polar)[:, None], sides + 1, 1)
    z = np.sin(polar)[:, None] * np.cos(angle)
    u, v = np.meshgrid(angle, polar)
    return (
        np.stack([x, y, z], -1).reshape(-1, 3),
        np.stack([u, v], -1).reshape(-1, 2),
        grid_indices(rows, sides + 1),
    )


def ellipsoid(
    radii: tuple[float, float, float], *, stuff: str = "plain", rows: int = 10, sides: int = 14,
    lumps: float = 0.0, rng: Rng | None = None,
) -> Surface:  # fmt: skip
    """Round its own middle; `lumps`: how uneven, as a share of the radii."""
    unit, uvs, indices = _sphere(rows, sides)
    scale = np.ones(len(unit))
    if lumps and rng is not None:
        for _ in range(5):
            scale += lumps * np.sin(unit @ (rng.normal(size=3) * 2.2) + rng.uniform(0, 6.3)) * 0.5
    size = np.asarray(radii)
    normals = unit / size
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    points = unit * scale[:, None] * size
    return Surface(
        points.astype(np.float32), normals.astype(np.float32), (uvs * size.mean() / 100.0).astype(np.float32),
        indices, stuff, BACKGROUND,
    )  # fmt: skip


@cache
def _rings(rows: int, sides: int) -> tuple[Floats, NDArray[np.uint32]]:
    """Round a limb: (sides + 1, 2) cosine and sine, and triangles."""
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    return np.stack([np.cos(angle), np.sin(angle)], 1), grid_indices(rows, sides + 1)


def limb(
    path: ArrayLike, radii: ArrayLike, *, stuff: str, part: int = BACKGROUND, sides: int = 12
) -> Surface:
    """A round limb along a path (n, 3) with a radius at each point and rounded ends."""
    line, thick = np.asarray(path, np.float64), np.asarray(radii, np.float64)
    forward = np.empty_like(line)
    forward[1:-1], forward[0], forward[-1] = line[2:] - line[:-2], line[1] - line[0], line[-1] - line[-2]
    forward /= np.linalg.norm(forward, axis=1, keepdims=True) + 1e-9
    line = np.concatenate(
        [
            line[:1] - forward[:1] * thick[0] * [[0.98], [0.7]],
            line,
            line[-1:] + forward[-1:] * thick[-1] * [[0.7], [0.98]],
        ]
    )
    thick = np.concatenate([thick[:1] * [0.15, 0.7], thick, thick[-1:] * [0.7, 0.15]])
    slant = np.concatenate([[-0.98, -0.7], np.zeros(len(forward)), [0.7, 0.98]])
    forward = np.concatenate([forward[:1], forward[:1], forward, forward[-1:], forward[-1:]])
    other = np.eye(3)[int(np.argmin(np.abs(forward).max(0)))]
    side = np.cross(forward, other)
    side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-9
    lift = np.cross(forward, side)
    circle, indices = _rings(len(line), sides)
    around = side[:, None] * circle[:, :1] + lift[:, None] * circle[:, 1:]
    points = line[:, None] + around * thick[:, None, None]
    normals = around * np.sqrt(1 - slant**2)[:, None, None] + (forward * slant[:, None])[:, None]
    far = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]) / 100.0
    uvs = np.empty((*points.shape[:2], 2), np.float32)
    uvs[..., 0] = np.arange(sides + 1) / sides * 2 * np.pi * thick.mean() / 100.0
    uvs[..., 1] = far[:, None]
    return Surface(
        points.reshape(-1, 3).astype(np.float32), normals.reshape(-1, 3).astype(np.float32),
        uvs.reshape(-1, 2), indices, stuff, part,
    )  # fmt: skip


def smooth_path(points: ArrayLike, count: int) -> Floats:
    """(count, 3) a Catmull-Rom spline through points (n, 3)."""
    p = np.asarray(points, np.float64)
    p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    at = np.linspace(0, len(p) - 3 - 1e-9, count)
    i = at.astype(int)
    t = (at - i)[:, None]
    a, b, c, d = p[i], p[i + 1], p[i + 2], p[i + 3]
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def rigid(
    *, at: ArrayLike = (0.0, 0.0, 0.0), yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0
) -> Floats:
    """(4, 4): turned (see `stance.turned`) and moved."""
    from app.scenes.feet.stance import turned

    matrix = np.eye(4)
    matrix[:3, :3] = turned(yaw=yaw, pitch=pitch, roll=roll)
    matrix[:3, 3] = np.asarray(at, np.float64)
    return matrix
