"""The 478-point face: index tables and the metric mesh.

The numbering is MediaPipe's face mesh topology (Apache-2.0) with refined lips, eyes and irises. "Right" and
"left" are the wearer's: the right eye lies on the left of a picture that is not mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .maths import Array, expect_shape

FACE_POINTS = 478

# Closed contours, clockwise on the screen, from the wearer's right corner along the upper edge.
LIPS_OUTER = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
LIPS_INNER = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)
EYE_RIGHT = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
EYE_LEFT = (362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382)
# The refined lip and eye networks move a band around each contour too. Both in the contour's own order:
# outside and inside of the lips, then around the right eye and the left.
LIP_BANDS = (
    (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306, 307, 320, 404, 315, 16, 85, 180, 90, 77),
    (62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292, 325, 319, 403, 316, 15, 86, 179, 89, 96),
)
EYE_BANDS = (
    (130, 247, 30, 29, 27, 28, 56, 190, 243, 112, 26, 22, 23, 24, 110, 25),
    (463, 414, 286, 258, 257, 259, 260, 467, 359, 255, 339, 254, 253, 252, 256, 341),
)
BROW_RIGHT = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
BROW_LEFT = (336, 296, 334, 293, 300, 276, 283, 282, 295, 285)
FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
IRIS_RIGHT = (468, 469, 470, 471, 472)  # centre first
IRIS_LEFT = (473, 474, 475, 476, 477)
PUPIL_RIGHT, PUPIL_LEFT = 468, 473

# Where the skin is usually in view and even: for the light on the face. Cheeks, forehead, nose bridge.
SKIN_PATCHES = (50, 101, 36, 205, 280, 330, 266, 425, 151, 9, 107, 336, 108, 337, 6, 197)

REGIONS = ("contour", "brows", "eyes", "irises", "lips", "rest")


def _region_of_point() -> NDArray[np.int64]:
    """(478,) index into REGIONS for every point."""
    region = np.full(FACE_POINTS, REGIONS.index("rest"))
    members = {
        "contour": FACE_OVAL,
        "brows": BROW_RIGHT + BROW_LEFT,
        "eyes": EYE_RIGHT + EYE_LEFT + EYE_BANDS[0] + EYE_BANDS[1],
        "irises": IRIS_RIGHT + IRIS_LEFT,
        "lips": LIPS_OUTER + LIPS_INNER + LIP_BANDS[0] + LIP_BANDS[1],
    }
    for name, points in members.items():
        region[list(points)] = REGIONS.index(name)
    region.flags.writeable = False
    return region


REGION_OF_POINT = _region_of_point()


@dataclass(frozen=True, slots=True, eq=False)
class FaceMesh:
    """Our metric face: an average head at rest, in head space, millimetres.

    `vertices_mm` (478, 3) with the origin midway between the pupils, x to the wearer's left, y up, z out of
    the face; `triangles` (m, 3) over the points, counter-clockwise seen from outside; `rigid_weight` (478,)
    in 0..1 says how well a point keeps its place on the skull when the face moves; `mirror` (478,) is the
    index of each point's twin on the other half. The mesh is symmetric about x = 0.
    """

    vertices_mm: Array
    triangles: NDArray[np.int32]
    rigid_weight: Array
    mirror: NDArray[np.int64]

    def __post_init__(self) -> None:
        expect_shape("vertices_mm", self.vertices_mm, (FACE_POINTS, 3))
        expect_shape("triangles", self.triangles, (None, 3))
        expect_shape("rigid_weight", self.rigid_weight, (FACE_POINTS,))
        expect_shape("mirror", self.mirror, (FACE_POINTS,))
