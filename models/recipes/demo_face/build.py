"""Writes resources/face/demo: the pictures and the geometry of the demo subject (see README.md)."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "models" / "recipes" / "face_mesh")]

import cv2  # noqa: E402
import geometry  # noqa: E402
import inside  # noqa: E402
import layers  # noqa: E402
import numpy as np  # noqa: E402
import points  # noqa: E402
import portrait  # noqa: E402
from layers import UP  # noqa: E402

from app.store.face_mesh import load_face_mesh  # noqa: E402

FACE_WINDOW = portrait.Window(224.0, 124.0, 161.0, 0.05)  # turned so that the eyes lie level
FRAME_BOX = (2.0, 0.0, 480.0, 270.0)  # of the photograph: left, top, width, height; becomes 1280x720
NECK_BOX = (184, 126, 260, 196)


def embedded(at: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) in a grid's triangles (as app/scenes cuts them): node indices and weights, (n, 3)
    each."""
    i = np.clip(np.searchsorted(xs, at[:, 0]) - 1, 0, len(xs) - 2)
    j = np.clip(np.searchsorted(ys, at[:, 1]) - 1, 0, len(ys) - 2)
    a = (at[:, 0] - xs[i]) / (xs[i + 1] - xs[i])
    b = (at[:, 1] - ys[j]) / (ys[j + 1] - ys[j])
    corner = j * len(xs) + i
    lower = a + b > 1.0
    first = np.where(lower, corner + len(xs) + 1, corner)
    weights = np.where(lower[:, None], np.stack([a + b - 1, 1 - a, 1 - b], 1), np.stack([1 - a - b, b, a], 1))
    return np.stack([first, corner + len(xs), corner + 1], axis=1), weights


def cropped(image: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    left, top, right, bottom = (round(v * UP) for v in box)
    return image[top:bottom, left:right]


def landmarks(picture: np.ndarray) -> np.ndarray:
    """(478, 3) in px of the photograph, seen at the size and sharpness at which the demo shows it."""
    w = FACE_WINDOW
    window = portrait.Window(w.cx * UP, w.cy * UP, w.side * UP, w.roll_rad)
    return points.averaged(layers.enlarged(picture), window) / UP


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "face" / "demo")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    picture = (
        cv2.imread(str(ROOT / "resources" / "face" / "astronaut.png"))[:, :, ::-1].astype(np.float32) / 255
    )
    mesh = load_face_mesh()
    lifted = points.lift(landmarks(picture), picture.shape[1::-1])
    parts = layers.take_apart(picture)
    size = parts.head_alpha.shape
    hole = inside.openings(lifted, size)

    def save(name: str, image: np.ndarray, quality: int = 93) -> None:
        pixels = np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8)
        options = (
            [cv2.IMWRITE_JPEG_QUALITY, quality] if name.endswith("jpg") else [cv2.IMWRITE_PNG_COMPRESSION, 9]
        )
        cv2.imwrite(str(out / name), pixels[..., ::-1] if pixels.ndim == 3 else pixels, options)

    left, top, width, height = FRAME_BOX
    frame = (left, top, left + width, top + height)
    to_frame = lambda image: cv2.resize(cropped(image, frame), (1280, 720), interpolation=cv2.INTER_AREA)  # noqa: E731
    save("plate.jpg", to_frame(layers.grainy(parts.plate, 0.012)), 90)
    save("collar_alpha.png", to_frame(parts.collar_alpha))
    save("torso.png", cv2.resize(to_frame(_torso(picture, size)), (160, 90), interpolation=cv2.INTER_AREA))
    head = layers.grainy(parts.head * inside.lip_line(lifted, size)[..., None], 0.009)
    save("head.jpg", cropped(head, geometry.BOX))
    save("head_alpha.png", cropped(parts.head_alpha * (1 - hole), geometry.BOX))
    save("neck.jpg", cropped(parts.neck, NECK_BOX))
    save("neck_alpha.png", cropped(parts.neck_alpha, NECK_BOX))
    colour, cover = inside.teeth(layers.enlarged(picture), lifted)
    save("teeth.jpg", colour)
    save("teeth_alpha.png", cover)
    save("eye.jpg", inside.eyeball())
    save("hollow.jpg", inside.hollow())

    xs, ys = geometry.nodes(lifted)
    grid_x, grid_y = np.meshgrid(xs, ys)
    at = np.stack([grid_x, grid_y], axis=-1).reshape(-1, 2)
    relief = geometry.depth(lifted, geometry.edge_of(parts.head_alpha, UP))
    carry = geometry.carrier(at, lifted, mesh)
    moves = {
        f"move_{name}": carry(move).astype(np.float16)
        for name, move in geometry.movements(lifted, mesh).items()
    }
    corners, weights = embedded(lifted.px[:468, :2], xs, ys)
    teeth_at = _box_grid(inside.TEETH_BOX, 9, 5)
    np.savez_compressed(
        out / "geometry.npz",
        frame_box=np.array(FRAME_BOX),
        head_box=np.array(geometry.BOX),
        neck_box=np.array(NECK_BOX, float),
        camera=np.array([lifted.camera.fx, lifted.camera.cx, lifted.camera.cy]),
        camera_from_head=lifted.pose.matrix,
        xs=xs.astype(np.float32),
        ys=ys.astype(np.float32),
        head_mm=lifted.to_head(at, relief(at[:, ::-1])).astype(np.float32),
        landmark_nodes=corners.astype(np.int32),
        landmark_weights=weights.astype(np.float32),
        landmarks_mm=lifted.head_mm.astype(np.float32),
        teeth_mm=lifted.to_head(teeth_at, relief(teeth_at[:, ::-1]) - 4.0).astype(np.float32),
        eye_side_mm=np.array(inside.EYE_SIDE_MM),
        **moves,
    )
    for path in sorted(out.iterdir()):
        print(path.name, path.stat().st_size)


def _box_grid(box: tuple[float, float, float, float], columns: int, rows: int) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(box[0], box[2], columns), np.linspace(box[1], box[3], rows))
    return np.stack([x, y], axis=-1).reshape(-1, 2)


def _torso(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """How far the body's swaying reaches: 1 on her, fading softly into the backdrop."""
    person = layers.person_mask(picture, size[::-1])
    wide = cv2.dilate((person > 0.5).astype(np.float32), np.ones((10 * UP + 1, 10 * UP + 1), np.uint8))
    return cv2.GaussianBlur(wide, (0, 0), 9.0 * UP)


if __name__ == "__main__":
    main()
