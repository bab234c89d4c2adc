"""The head that hides worn things: the face mesh and, behind it, a skull that is never seen itself.

The head paints nothing. What is worn has its own multisampled depth buffer, into which its pass lays the
heads of the scene through `OccluderMeshes`.
"""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...core.face import FACE_OVAL
from ...core.maths import Array
from ...core.scene import HeadOccluder
from ...store.face_mesh import load_face_mesh
from ..buffers import VertexArray
from ..drawing import Canvas, Kit, draws

_POINTS = np.dtype([("position", np.float32, 3)])
# Rings of the skull: depth behind the pupils (mm) and width, height against the face's outline. Narrower than
# heads are, since ears and hair are not modelled and a temple must not sink into the cheek on the near side.
_RINGS = ((-78.0, 0.93, 0.96), (-105.0, 0.92, 0.95), (-140.0, 0.82, 0.85), (-172.0, 0.5, 0.55))

# Nothing is worn lower on the face than that under the pupils, and mouths have many triangles.
_LOWEST_MM = -48.0
_KEPT_POINTS = 150


@draws(HeadOccluder)
class HeadOccluderPass:
    """Registers the layer. Its depth is drawn by those whom it hides."""

    needs_depth: ClassVar[bool] = False

    def __init__(self, kit: Kit) -> None:
        pass

    def draw(self, layer: HeadOccluder, canvas: Canvas) -> None:
        pass

    def release(self) -> None:
        pass


class OccluderMeshes:
    """Heads on the graphics card, streamed once per scene."""

    def __init__(self) -> None:
        self._array = VertexArray(_POINTS)
        self._uploaded: tuple[HeadOccluder, ...] = ()
        self._indices: NDArray[np.uint32] | None = None

    def draw(self, heads: tuple[HeadOccluder, ...]) -> None:
        """Draw the heads' triangles with the current program."""
        if not heads:
            return
        if len(heads) != len(self._uploaded) or any(a is not b for a, b in zip(heads, self._uploaded)):
            self._upload(heads)
        self._array.draw()

    def _upload(self, heads: tuple[HeadOccluder, ...]) -> None:
        points, triangles, count = [], [], 0
        for head in heads:
            solid, faces = head_solid(head)
            points.append(solid)
            triangles.append(faces + count)
            count += len(solid)
        vertices = np.ascontiguousarray(np.concatenate(points), np.float32).view(_POINTS)[:, 0]
        indices = np.concatenate(triangles).astype(np.uint32)
        if self._indices is not None and np.array_equal(indices, self._indices):
            self._array.upload(vertices, stream=True)
        else:
            self._array.upload(vertices, indices, stream=True)
        self._uploaded, self._indices = heads, indices

    def release(self) -> None:
        self._array.release()


def head_solid(head: HeadOccluder) -> tuple[Array, NDArray[np.int64]]:
    """(n, 3) camera mm and (m, 3) triangles of the face mesh with a skull behind its outline.

    The face's sides are drawn in and pushed away from the camera a little: landmarks near the ears are the
    least certain, and a temple lies on them.
    """
    rotation, offset = head.camera_from_head[:3, :3], head.camera_from_head[:3, 3]
    local = (head.points_camera_mm.astype(np.float64) - offset) @ rotation
    side = _smooth(-18.0, -58.0, local[:, 2])
    local[:, 0] *= 1.0 - 0.06 * side
    outline = local[list(FACE_OVAL)]
    centre = np.array([0.0, (outline[:, 1].max() + outline[:, 1].min()) / 2.0])
    rings = [outline]
    for depth, wide, high in _RINGS:
        flat = centre + (outline[:, :2] - centre) * np.array([wide, high])
        rings.append(np.column_stack([flat, np.minimum(outline[:, 2] - 4.0, depth)]))
    back = np.array([[*centre, _RINGS[-1][0] - 12.0]])
    solid = np.vstack([local, *rings[1:], back]) @ rotation.T + offset
    pushed = np.full(len(solid), 5.0)
    pushed[: len(local)] = 1.5 + 3.5 * side
    solid *= (1.0 + pushed / np.linalg.norm(solid, axis=1))[:, None]
    return solid, _faces(head.triangles, len(local))


def _faces(triangles: NDArray[np.int32], face_points: int) -> NDArray[np.int64]:
    """The face's triangles, thinned out where they are ours, and the skull's."""
    mesh = load_face_mesh()
    if triangles is mesh.triangles or np.array_equal(triangles, mesh.triangles):
        return _thinned_faces()
    return _with_skull(triangles.astype(np.int64), face_points)


@cache
def _thinned_faces() -> NDArray[np.int64]:
    """Our face mesh with _KEPT_POINTS of its points, most of them on the nose, and the skull.

    Mouth and eyes have hundreds of small triangles that hide nothing, and software GL pays for each.
    Points are chosen farthest first; the others move to the nearest that is kept.
    """
    mesh = load_face_mesh()
    weight = np.where(np.abs(mesh.vertices_mm[:, :2]) < (24.0, 34.0), 1.0, 0.0).prod(axis=1) * 1.4 + 1.0
    weight = np.where(mesh.vertices_mm[:, 1] < _LOWEST_MM, 0.5, weight)
    kept = list(FACE_OVAL)
    apart = np.linalg.norm(mesh.vertices_mm[:, None] - mesh.vertices_mm[kept], axis=2).min(axis=1)
    while len(kept) < _KEPT_POINTS:
        farthest = int(np.argmax(apart * weight))
        kept.append(farthest)
        apart = np.minimum(apart, np.linalg.norm(mesh.vertices_mm - mesh.vertices_mm[farthest], axis=1))
    distance = np.linalg.norm(mesh.vertices_mm[:, None] - mesh.vertices_mm[kept], axis=2)
    nearest = np.array(kept)[np.argmin(distance, axis=1)]
    moved = nearest[mesh.triangles]
    whole = (moved[:, 0] != moved[:, 1]) & (moved[:, 1] != moved[:, 2]) & (moved[:, 2] != moved[:, 0])
    return _with_skull(moved[whole], len(mesh.vertices_mm))


def _with_skull(triangles: NDArray[np.int64], face_points: int) -> NDArray[np.int64]:
    n = len(FACE_OVAL)
    rows = [np.array(FACE_OVAL)] + [face_points + k * n + np.arange(n) for k in range(len(_RINGS))]
    strips = []
    for near, far in zip(rows, rows[1:]):
        a, b, c, d = near, far, np.roll(far, -1), np.roll(near, -1)
        strips += [np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)]
    tip = np.full(n, face_points + len(_RINGS) * n)
    strips.append(np.stack([rows[-1], tip, np.roll(rows[-1], -1)], axis=1))
    return np.concatenate([triangles.astype(np.int64), *strips])


def _smooth(start: float, end: float, value: Array) -> Array:
    share = np.clip((value - start) / (end - start), 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)
