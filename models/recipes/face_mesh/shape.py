"""From many network outputs to one symmetric face at rest in millimetres."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from app.core import face

Points = NDArray[np.float64]

# Enough pairs to lay the mirror image roughly over the face; the rest follow by nearness.
TWINS = {10: 10, 168: 168, 1: 1, 152: 152, 33: 263, 133: 362, 61: 291, 234: 454, 468: 473}
PUPIL_DISTANCE_MM = (
    63.0  # mean of adults: Dodgson 2004, "Variation and extrema of human interpupillary distance"
)
# The network was trained on weak perspective. A portrait from 1 m shows what lies 50 mm behind the pupils 5 %
# smaller, so depth and width have to be taken apart again.
PORTRAIT_DISTANCE_MM = 1000.0


def similarity(a: Points, b: Points) -> Points:
    """`a` scaled, turned and moved onto `b` in the least-squares sense; (n, 3) both."""
    return similarity_onto(a, b, a)


def similarity_onto(a: Points, b: Points, moved: Points) -> Points:
    """`moved` (m, 3) under the similarity that takes `a` (n, 3) best onto `b` (Umeyama 1991)."""
    centre_a, centre_b = a.mean(axis=0), b.mean(axis=0)
    p, q = a - centre_a, b - centre_b
    u, s, vt = np.linalg.svd(p.T @ q)
    sign = np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    scale = np.trace(np.diag(s) @ sign) / (p**2).sum()
    return scale * (moved - centre_a) @ (u @ sign @ vt) + centre_b


def procrustes_mean(shapes: list[Points]) -> Points:
    """The mean of shapes (n, 3) after similarity alignment to it."""
    mean = shapes[0]
    for _ in range(4):
        mean = np.mean([similarity(shape, mean) for shape in shapes], axis=0)
    return mean


def mirror_index(shape: Points) -> NDArray[np.int64]:
    """(478,) each point's twin on the other half: the pairing with the least distances after reflection.

    (The topology itself is not quite symmetric: some quads are cut along the other diagonal.)
    """
    ids = np.arange(face.FACE_POINTS)
    known = np.array(list(TWINS) + list(TWINS.values()))
    twins = np.array(list(TWINS.values()) + list(TWINS))
    for _ in range(5):
        flipped = shape * [-1.0, 1.0, 1.0]
        reflected = similarity_onto(flipped[twins], shape[known], flipped)
        cost = ((shape[:, None] - reflected[None]) ** 2).sum(axis=2)
        cost = cost + cost.T
        cost[468:, :468] = cost[:468, 468:] = 1e9  # irises lie within the eyes
        known, twins = linear_sum_assignment(cost)
        if np.array_equal(twins[twins], ids):
            return twins
    raise ValueError("the face is too crooked to pair its points")


def metric(shape: Points, mirror: NDArray[np.int64]) -> Points:
    """Picture-like units to millimetres in head space: perspective undone, symmetrised, set upright.

    Upright: the line from the top of the forehead (10) to the chin (152) is vertical.
    """
    pupils = shape[[face.PUPIL_RIGHT, face.PUPIL_LEFT]]
    v = (shape - pupils.mean(axis=0)) * [1.0, -1.0, -1.0]
    v *= PUPIL_DISTANCE_MM / np.linalg.norm(pupils[0] - pupils[1])
    v[:, :2] *= 1.0 - v[:, 2:] / PORTRAIT_DISTANCE_MM
    v = (v + similarity(v[mirror] * [-1.0, 1.0, 1.0], v)) / 2
    v = _squared(v, mirror)
    down = v[152] - v[10]
    angle = np.arctan2(down[2], -down[1])
    c, s = np.cos(angle), np.sin(angle)
    v = v @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]]).T
    return _scaled(v)


def _squared(v: Points, mirror: NDArray[np.int64]) -> Points:
    """The symmetric face turned so that its plane of symmetry is x = 0."""
    across = v[mirror] - v
    across *= np.where(across[:, :1] > 0, 1.0, -1.0)
    x = across.sum(axis=0)
    x /= np.linalg.norm(x)
    z = np.cross(x, [0.0, 1.0, 0.0])
    z /= np.linalg.norm(z)
    v = (v - (v + v[mirror]).mean(axis=0) / 2) @ np.stack([x, np.cross(z, x), z]).T
    return (v + v[mirror] * [-1.0, 1.0, 1.0]) / 2


def _scaled(v: Points) -> Points:
    pupils = v[[face.PUPIL_RIGHT, face.PUPIL_LEFT]]
    return (v - pupils.mean(axis=0)) * PUPIL_DISTANCE_MM / np.linalg.norm(pupils[0] - pupils[1])


def lips_closed(v: Points) -> Points:
    """The lips brought together, the upper one by a third of the gap, skin following over about 12 mm."""
    upper, lower = np.array(face.LIPS_INNER[1:10]), np.array(face.LIPS_INNER[:10:-1])
    gap = v[lower] - v[upper]
    middle = v[[face.LIPS_INNER[0], face.LIPS_INNER[10]]].mean(axis=0)
    line = np.interp(np.abs(v[:, 0]), [0.0, 30.0], [(v[13, 1] + v[14, 1]) / 2, middle[1]])
    moved = np.zeros_like(v)
    for edge, step, side in ((upper, gap / 3, v[:, 1] >= line), (lower, -gap * 2 / 3, v[:, 1] < line)):
        distance2 = ((v[:, None] - v[None, edge]) ** 2).sum(axis=2)
        near = np.exp(-distance2 / (2 * 4.0**2)) + 1e-12
        along = (near[..., None] * step).sum(axis=1) / near.sum(axis=1, keepdims=True)
        fade = np.exp(-distance2.min(axis=1) / (2 * 12.0**2))
        fade[list(face.LIPS_INNER[:11:10])] = 0.0
        moved += np.where(side[:, None], along * fade[:, None], 0.0)
        moved[edge] = step
    return v + moved


def rigid_weight(v: Points) -> NDArray[np.float64]:
    """(478,) 0..1: how well a point keeps its place on the skull. By place, then by region."""
    below = np.clip((v[:, 1] + 45.0) / 30.0, 0.0, 1.0)  # nothing from the mouth downwards
    nose = (np.abs(v[:, 0]) < 22.0) & (
        v[:, 1] <= -22.0
    )  # bone ends; tips and wings differ most between people
    cheek = np.clip((np.abs(v[:, 0]) - 15.0) / 20.0, 0.0, 1.0) * np.clip((10.0 - v[:, 1]) / 25.0, 0.0, 1.0)
    weight = below * (1.0 - 0.8 * cheek) * np.where(nose, 0.3, 1.0)
    brow = np.exp(
        -((v[:, None] - v[None, list(face.BROW_LEFT + face.BROW_RIGHT)]) ** 2).sum(axis=2).min(axis=1) / 50
    )
    weight *= 1.0 - 0.8 * brow
    region = np.array(face.REGIONS)[face.REGION_OF_POINT]
    weight[np.isin(region, ["lips", "eyes", "irises"])] = 0.0
    weight[[33, 133, 263, 362]] = 0.8  # the eye corners hang on bone
    return np.round((weight + weight[mirror_of(v)]) / 2, 3)


def mirror_of(v: Points) -> NDArray[np.int64]:
    """The twins in a mesh that is symmetric already."""
    distance = np.linalg.norm(v[:, None] - v[None] * [-1.0, 1.0, 1.0], axis=2)
    return distance.argmin(axis=1)
