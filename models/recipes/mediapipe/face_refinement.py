"""Merge the attention mesh's outputs into MediaPipe's 478 points, inside the network.

The rules are those of MediaPipe's face landmark graph (LandmarksRefinementCalculator): lips and eyes replace
x and y and leave z alone; an iris point takes the mean z of its eye's contour. "Left" and "right" are the
picture's sides, as in MediaPipe's own names.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from onnx_graph import OnnxGraph

MESH_POINTS = 468
POINTS = 478

# Where each point of a refined region lies in the 478-point topology, in the order of the region's output.
LIPS = (
    *(61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291),  # outer, lower
    *(185, 40, 39, 37, 0, 267, 269, 270, 409),  # outer, upper without the corners
    *(78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308),  # inner, lower
    *(191, 80, 81, 82, 13, 312, 311, 310, 415),  # inner, upper
    *(76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306),  # next to the outer, lower
    *(184, 74, 73, 72, 11, 302, 303, 304, 408),  # next to the outer, upper
    *(62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292),  # next to the inner, lower
    *(183, 42, 41, 38, 12, 268, 271, 272, 407),  # next to the inner, upper
)
LEFT_EYE_CONTOUR = (33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173)
LEFT_EYE = (
    *LEFT_EYE_CONTOUR,
    *(130, 25, 110, 24, 23, 22, 26, 112, 243, 247, 30, 29, 27, 28, 56, 190),  # first ring
    *(226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222, 221, 189),  # second ring
    *(35, 124, 46, 53, 52, 65),  # brow, inner contour
    *(143, 111, 117, 118, 119, 120, 121, 128, 245),  # third ring, lower
    *(156, 70, 63, 105, 66, 107, 55, 193),  # brow, outer contour
)
RIGHT_EYE_CONTOUR = (263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398)
RIGHT_EYE = (
    *RIGHT_EYE_CONTOUR,
    *(359, 255, 339, 254, 253, 252, 256, 341, 463, 467, 260, 259, 257, 258, 286, 414),
    *(446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444, 443, 442, 441, 413),
    *(265, 353, 276, 283, 282, 295),
    *(372, 340, 346, 347, 348, 349, 350, 357, 465),
    *(383, 300, 293, 334, 296, 336, 285, 417),
)
LEFT_IRIS = tuple(range(468, 473))  # centre, then the edge at right, top, left, bottom
RIGHT_IRIS = tuple(range(473, 478))

# In the order of the network's outputs after the mesh.
REGIONS = (LIPS, LEFT_EYE, RIGHT_EYE, LEFT_IRIS, RIGHT_IRIS)


def refine(graph: OnnxGraph, outputs: list[str], names: list[str]) -> None:
    """Append the merge. `outputs`: mesh, lips, eyes, irises, face logit; `names`: what to call the results.

    The results are (1, 478, 3) points in crop px and the (1, 1) probability of a face.
    """
    mesh, *regions, logit = outputs
    mesh_xy, mesh_z = graph.split(graph.reshape(mesh, 1, MESH_POINTS, 3), [2, 1], axis=2)
    flat = [graph.reshape(r, 1, len(i), 2) for r, i in zip(regions, REGIONS, strict=True)]
    candidates = graph.add("Concat", mesh_xy, *flat, axis=1)
    xy = graph.add("Gather", candidates, graph.constant(np.array(list(_sources()))), axis=1)
    contours = graph.constant(np.array([LEFT_EYE_CONTOUR, RIGHT_EYE_CONTOUR]))
    depth = graph.add("ReduceMean", graph.add("Gather", mesh_z, contours, axis=1), axes=[2], keepdims=0)
    iris_z = graph.add("Gather", depth, graph.constant(np.repeat([0, 1], 5)), axis=1)
    z = graph.add("Concat", mesh_z, iris_z, axis=1)
    graph.add("Concat", xy, z, axis=2, output=names[0])
    graph.add("Sigmoid", graph.reshape(logit, 1, 1), output=names[1])


def _sources() -> Iterator[int]:
    """For each of the 478 points, its row among the mesh followed by the regions."""
    row = {point: point for point in range(MESH_POINTS)}
    start = MESH_POINTS
    for region in REGIONS:
        row.update({point: start + i for i, point in enumerate(region)})
        start += len(region)
    return (row[point] for point in range(POINTS))
