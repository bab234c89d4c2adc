"""The shape of painted lips: two strips of triangles from 20-point contours. Pure numpy.

Each lip is a strip between its outer and its inner arc, both subdivided by Catmull-Rom splines, with a
margin beyond both for the soft edge. Every vertex knows its distance to both edges in px, so the fragment
shader can place the edge anywhere between pixels.
"""

from __future__ import annotations

import numpy as np

from ...core.maths import Array
from ...core.scene import LipPaint

STEPS = 4  # subdivisions of each of the ten segments of an arc: chords of 3 px on a 300 px face
SAMPLES = 10 * STEPS + 1

# position px; distances into the lip from its outer and its inner edge and to the nearer corner, px;
# 0 at the wearer's right corner .. 1 at the left, 1 on the upper lip, and 0..1 how open the mouth is here.
STRIP = np.dtype([("position", np.float32, 2), ("inward", np.float32, 3), ("place", np.float32, 3)])

_RINGS = 4  # beyond the outer edge, outer edge, inner edge, beyond the inner edge


def _spline_matrix() -> Array:
    """(SAMPLES, 11): a Catmull-Rom spline through 11 points; ends continue straight on."""
    matrix = np.zeros((SAMPLES, 13))
    for sample in range(SAMPLES):
        segment, t = min(sample // STEPS, 9), sample / STEPS - min(sample // STEPS, 9)
        weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3)
        matrix[sample, segment : segment + 4] = np.array(weights) / 2.0
    # Phantom points before and after: 2 p0 - p1 and 2 p10 - p9.
    matrix[:, 1] += 2 * matrix[:, 0]
    matrix[:, 2] -= matrix[:, 0]
    matrix[:, 11] += 2 * matrix[:, 12]
    matrix[:, 10] -= matrix[:, 12]
    return matrix[:, 1:12]


def _strip_indices() -> np.ndarray[tuple[int, ...], np.dtype[np.uint32]]:
    """Triangles of both strips, over vertices numbered lip, ring, sample."""
    ring, sample = np.meshgrid(np.arange(_RINGS - 1), np.arange(SAMPLES - 1), indexing="ij")
    a = (ring * SAMPLES + sample).ravel()
    quads = np.stack([a, a + SAMPLES, a + SAMPLES + 1, a, a + SAMPLES + 1, a + 1], axis=1)
    return np.concatenate([quads, quads + _RINGS * SAMPLES]).astype(np.uint32)


SPLINE = _spline_matrix()
INDICES = _strip_indices()
_ALONG = np.linspace(0.0, 1.0, SAMPLES)


def arcs(paint: LipPaint) -> Array:
    """(2, 2, SAMPLES, 2) px: upper and lower lip; outer and inner arc, from the right corner to the left."""
    contours = np.stack([paint.outer, paint.inner]).astype(np.float64)
    upper = contours[:, :11]
    lower = np.concatenate([contours[:, :1], contours[:, :9:-1]], axis=1)
    fine: Array = SPLINE @ np.stack([upper, lower])
    return fine


def softness_px(paint: LipPaint) -> float:
    """Half the width of the soft edge: 1.2 px on a 200 px face, never sharper than the pixels allow."""
    return float(np.clip(0.006 * paint.face_px, 0.85, 3.0))


def strips(paint: LipPaint, fine: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.void]]:
    """The vertices of both strips, (2 * 4 * SAMPLES,) of layout STRIP, from the arcs of `paint`."""
    soft = softness_px(paint)
    outer, inner = fine[:, 0], fine[:, 1]
    between = np.linalg.norm(outer[:, :, None] - inner[:, None, :], axis=-1)
    to_inner, to_outer = between.min(axis=2), between.min(axis=1)
    inwards = np.array([1.0, -1.0])[:, None, None]  # the upper lip lies below its outer arc, on the screen
    beyond = 1.5 * soft
    rings = [
        outer - beyond * inwards * _normals(outer),
        outer,
        inner,
        inner + beyond * inwards * _normals(inner),
    ]
    nothing = np.zeros_like(to_inner)
    from_outer = [nothing - beyond, nothing, to_outer, to_outer + beyond]
    from_inner = [to_inner + beyond, to_inner, nothing, nothing - beyond]
    vertices = np.zeros((2, _RINGS, SAMPLES), STRIP)
    vertices["position"] = np.stack(rings, axis=1)
    vertices["inward"][..., 0] = np.stack(from_outer, axis=1)
    vertices["inward"][..., 1] = np.stack(from_inner, axis=1)
    corners = outer[:, [0, -1]]
    position = vertices["position"].astype(np.float64)
    to_corner = np.linalg.norm(position[:, :, :, None] - corners[:, None, None], axis=-1).min(axis=-1)
    vertices["inward"][..., 2] = to_corner
    vertices["place"][..., 0] = _ALONG
    vertices["place"][0, ..., 1] = 1.0
    vertices["place"][..., 2] = _openness(paint, inner)
    return vertices.ravel()


def _normals(curves: Array) -> Array:
    """Unit normals (.., SAMPLES, 2) of curves running left to right on the screen: downwards."""
    along = np.gradient(curves, axis=-2)
    normal = np.stack([-along[..., 1], along[..., 0]], axis=-1)
    return normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-6)


def _openness(paint: LipPaint, inner: Array) -> Array:
    """(SAMPLES,) 0 where the lips touch, 1 where teeth may show.

    The landmarks of closed lips leave a gap of up to 1 % of the face, or cross: that is no opening.
    """
    down = _normals(inner.mean(axis=0))
    gap = ((inner[1] - inner[0]) * down).sum(axis=-1)
    shut, open_ = 0.008 * paint.face_px, 0.024 * paint.face_px
    t = np.clip((gap - shut) / (open_ - shut), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
