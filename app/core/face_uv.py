"""Where each point of the face lies on a flat sheet: the sheet on which make-up is drawn.

The face is rolled off a cylinder behind it, so that the middle keeps its proportions and the cheeks are not
squeezed; the lips, which touch in the mesh at rest, are spread out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .face import (
    EYE_LEFT,
    EYE_RIGHT,
    FACE_OVAL,
    FACE_POINTS,
    IRIS_LEFT,
    IRIS_RIGHT,
    LIPS_INNER,
    REGION_OF_POINT,
    REGIONS,
    FaceMesh,
)
from .maths import Array, read_only

# The cylinder's axis is vertical, this far behind the pupils; rolled off at the distance of the cheeks.
_AXIS_Z_MM, _RADIUS_MM = -140.0, 150.0
# What the sheet spans, in millimetres at the middle of the face, and where its middle is.
SHEET_MM = (220.0, 176.0)
_MIDDLE_Y_MM = -29.0
# Until the lips have no fold left: some thirty rounds are enough.
_SPREADING_ROUNDS = 60


def face_uv(mesh: FaceMesh) -> NDArray[np.float32]:
    """(478, 2) float32, u to the right of a picture that is not mirrored, v downwards, both 0..1.

    The sheet is SHEET_MM wide and high. No triangle of the mesh is folded over in it.
    """
    x, y, z = mesh.vertices_mm.T
    across = np.arctan2(x, z - _AXIS_Z_MM) * _RADIUS_MM
    flat = np.stack([across, y], axis=1)
    lips = REGIONS.index("lips")
    flat = _spread(flat, mesh, np.equal(REGION_OF_POINT, lips))
    uv = 0.5 + np.stack([flat[:, 0], _MIDDLE_Y_MM - flat[:, 1]], axis=1) / SHEET_MM
    return read_only(uv.astype(np.float32))


def skin_cover() -> NDArray[np.float32]:
    """(478,) 0..1 how much a thing painted on the face shows at each point: not on eyes, teeth or the rim."""
    cover = np.ones(FACE_POINTS, np.float32)
    cover[[*FACE_OVAL, *EYE_RIGHT, *EYE_LEFT, *IRIS_RIGHT, *IRIS_LEFT, *LIPS_INNER]] = 0.0
    return read_only(cover)


def _spread(flat: Array, mesh: FaceMesh, moving: NDArray[np.bool_]) -> Array:
    """The points that move go to the middle of their neighbours, again and again; the others stay."""
    neighbours = np.zeros((FACE_POINTS, FACE_POINTS))
    for a, b in ((0, 1), (1, 2), (2, 0)):
        neighbours[mesh.triangles[:, a], mesh.triangles[:, b]] = 1.0
        neighbours[mesh.triangles[:, b], mesh.triangles[:, a]] = 1.0
    rows = neighbours[moving] / neighbours[moving].sum(axis=1, keepdims=True)
    spread = flat.copy()
    for _ in range(_SPREADING_ROUNDS):
        spread[moving] = rows @ spread
        # The triangles of the two halves are not each other's mirror images; the face shall be.
        spread = (spread + spread[mesh.mirror] * (-1.0, 1.0)) / 2.0
    return spread
