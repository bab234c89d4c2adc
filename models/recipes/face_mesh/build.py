"""Writes resources/face/face_mesh.json from a portrait, the landmark network and the topology (see
README.md)."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import json
import os
import re
import sys
from pathlib import Path

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402
import portrait  # noqa: E402
import shape  # noqa: E402

from app.core import face  # noqa: E402

VARIANTS = 240
FACE_BOX = portrait.Window(224.0, 122.0, 155.0)  # where the face lies in the 512 px astronaut


def topology() -> list[tuple[int, ...]]:
    """The 852 triangles. MediaPipe's source lists them as edges, three in a row for each; at run time it
    is a set."""
    spec = importlib.util.find_spec("mediapipe")
    path = Path(spec.submodule_search_locations[0]) / "python" / "solutions" / "face_mesh_connections.py"
    listing = re.search(r"FACEMESH_TESSELATION = frozenset\((\[.*?\])\)", path.read_text("utf-8"), re.DOTALL)
    edges = ast.literal_eval(listing.group(1))
    return [tuple(sorted({p for edge in edges[i : i + 3] for p in edge})) for i in range(0, len(edges), 3)]


def triangles(v: np.ndarray) -> np.ndarray:
    """(898, 3): the topology and the fillings of eyes and mouth, counter-clockwise seen from outside.

    One triangle of the forehead is turned by its normal, the others by their neighbours: closed lips fold.
    """
    faces = topology() + [tuple(sorted(t)) for rim in rims() for t in zipped(rim)]
    by_edge: dict[frozenset[int], list[int]] = {}
    for n, t in enumerate(faces):
        for point in t:
            by_edge.setdefault(frozenset(t) - {point}, []).append(n)
    first = next(n for n, t in enumerate(faces) if {10, 151} <= set(t))
    a, b, c = faces[first]
    turned = {first: (a, b, c) if np.cross(v[b] - v[a], v[c] - v[a])[2] > 0 else (a, c, b)}
    waiting = [first]
    while waiting:
        a, b, c = turned[waiting.pop()]
        for x, y in ((a, b), (b, c), (c, a)):
            for n in by_edge[frozenset((x, y))]:
                if n not in turned:
                    (z,) = set(faces[n]) - {x, y}
                    turned[n] = (y, x, z)
                    waiting.append(n)
    return np.array(sorted(turned.values()))


def rims() -> tuple[tuple[int, ...], ...]:
    return face.EYE_RIGHT, face.EYE_LEFT, face.LIPS_INNER


def zipped(rim: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """A strip of triangles between the upper and the lower half of a closed rim."""
    half = len(rim) // 2
    upper, lower = rim[1:half], rim[:half:-1]
    strip = [(rim[0], upper[0], lower[0]), (rim[half], upper[-1], lower[-1])]
    for a, b, c, d in zip(upper, upper[1:], lower, lower[1:], strict=False):
        strip += [(a, b, c), (b, d, c)]
    return strip


def outputs(picture: np.ndarray) -> list[np.ndarray]:
    """The network's points for every variant, mirrored ones as they came (x turned back)."""
    network = onnxruntime.InferenceSession(str(ROOT / "models" / "face_landmarks.onnx"))
    see = lambda image, window: network.run(None, {"image": window.crop(image)[None]})[0][0].astype(float)  # noqa: E731
    first = FACE_BOX.picture_points(see(picture, FACE_BOX))
    calm = portrait.less_smile(portrait.without_fringe(picture, first), first, 2.2)
    rng = np.random.default_rng(1)
    shapes = []
    for n in range(VARIANTS):
        image = portrait.other_light(portrait.tilted(calm, (FACE_BOX.cx, FACE_BOX.cy), rng), rng)
        dx, dy = rng.uniform(-8, 8, 2)
        side = FACE_BOX.side * rng.uniform(0.88, 1.15)
        window = portrait.Window(FACE_BOX.cx + dx, FACE_BOX.cy + dy, side, rng.uniform(-0.3, 0.3), n % 2 == 1)
        points = see(image, window)
        shapes.append(points * ([-1.0, 1.0, 1.0] if window.mirrored else [1.0, 1.0, 1.0]))
    return shapes


def rows(values: np.ndarray, per_line: int, digits: int | None) -> str:
    cells = [json.dumps(v if digits is None else np.round(v, digits).tolist()) for v in values.tolist()]
    lines = [", ".join(cells[i : i + per_line]) for i in range(0, len(cells), per_line)]
    return "[\n    " + ",\n    ".join(lines) + "\n  ]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "face" / "face_mesh.json")
    out = parser.parse_args().out
    picture = (
        cv2.imread(str(ROOT / "resources" / "face" / "astronaut.png"))[:, :, ::-1].astype(np.float32) / 255
    )
    shapes = outputs(picture)
    mirror = shape.mirror_index(shape.procrustes_mean(shapes[::2]))
    mean = shape.procrustes_mean([s[mirror] if n % 2 else s for n, s in enumerate(shapes)])
    v = shape.lips_closed(shape.metric(mean, mirror))
    v = np.round((v + v[mirror] * [-1.0, 1.0, 1.0]) / 2, 3) + 0.0
    text = (
        '{\n  "unit": "mm",\n  "topology": "MediaPipe Face Mesh, Apache-2.0",\n'
        f'  "vertices_mm": {rows(v, 4, 3)},\n  "triangles": {rows(triangles(v), 10, None)},\n'
        f'  "rigid_weight": {rows(shape.rigid_weight(v), 16, 3)},\n  "mirror": {rows(mirror, 24, None)}\n}}\n'
    )
    out.write_text(text, encoding="utf-8")
    print(out, len(text), "bytes")


if __name__ == "__main__":
    main()
