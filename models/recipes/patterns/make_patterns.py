"""Draws the patterns of the catalogue on the face's sheet. Run from the top of a checkout:

    python models/recipes/patterns/make_patterns.py

The same seed gives the same files, pixel for pixel.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from app.core.face_uv import face_uv  # noqa: E402
from app.store.face_mesh import load_face_mesh  # noqa: E402
from app.store.pattern_file import SHEET_PX  # noqa: E402

SEED = 20
OVERSAMPLING = 3
# Points of the face between which things are drawn: below the eyes, along the cheekbones, on the nose.
CHEEK_RIGHT, CHEEK_LEFT, NOSE_BRIDGE, NOSE_TIP = 50, 280, 197, 4
UNDER_EYE_RIGHT, UNDER_EYE_LEFT = (228, 229, 230, 231, 118, 117), (448, 449, 450, 451, 347, 346)


def main() -> None:
    places = face_uv(load_face_mesh()) * np.array(SHEET_PX)
    rng = np.random.default_rng(SEED)
    save("pattern-freckles", freckles(places, rng))
    save("pattern-festival", festival(places))


def freckles(places: np.ndarray, rng: np.random.Generator) -> Image.Image:
    """Small soft spots of two browns, densest on the cheekbones and the bridge of the nose."""
    sheet, draw = new_sheet()
    for centre, spread, count in (
        (places[CHEEK_RIGHT], (100, 60), 95),
        (places[CHEEK_LEFT], (100, 60), 95),
        ((places[NOSE_BRIDGE] + places[NOSE_TIP]) / 2, (58, 62), 55),
    ):
        for x, y in rng.normal(centre, spread, (count, 2)):
            radius = float(rng.gamma(5.0, 0.62)) + 1.0
            colour = ((112, 66, 40), (138, 86, 52))[int(rng.integers(2))]
            alpha = round(float(rng.uniform(55, 115)))
            disc(draw, x, y, radius, (*colour, alpha), flat=float(rng.uniform(0.8, 1.0)))
    return finished(sheet)


def festival(places: np.ndarray) -> Image.Image:
    """A row of dots below each eye, white and gold in turn, smaller towards the nose and the temple."""
    sheet, draw = new_sheet()
    for points, outward in ((UNDER_EYE_RIGHT, -1.0), (UNDER_EYE_LEFT, 1.0)):
        row = places[list(points[:4])] + (0.0, 26.0)
        start, end = row[0] + (outward * 54.0, -26.0), row[-1]
        for n, t in enumerate(np.linspace(0.0, 1.0, 9)):
            along = start + t * (end - start)
            x, y = along + (0.0, 46.0 * np.sin(np.pi * t))
            size = 5.0 + 8.0 * np.sin(np.pi * (0.15 + 0.75 * t))
            disc(draw, x, y, size, ((248, 246, 240, 255), (214, 170, 84, 255))[n % 2])
        middle = places[CHEEK_RIGHT if outward < 0 else CHEEK_LEFT] + (outward * 34.0, 6.0)
        for angle in np.linspace(0.0, 2.0 * np.pi, 5, endpoint=False) - np.pi / 2:
            petal = middle + 17.0 * np.array([np.cos(angle), np.sin(angle)])
            disc(draw, petal[0], petal[1], 10.5, (240, 150, 170, 245))
        disc(draw, middle[0], middle[1], 8.0, (214, 170, 84, 255))
    return finished(sheet)


def new_sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    size = (SHEET_PX[0] * OVERSAMPLING, SHEET_PX[1] * OVERSAMPLING)
    sheet = Image.new("RGBA", size, (0, 0, 0, 0))
    return sheet, ImageDraw.Draw(sheet)


def disc(
    draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: tuple[int, ...], flat: float = 1.0
) -> None:
    """A filled ellipse at sheet px."""
    box = np.array([x - radius, y - flat * radius, x + radius, y + flat * radius]) * OVERSAMPLING
    draw.ellipse(tuple(box), fill=colour)


def finished(sheet: Image.Image) -> Image.Image:
    return sheet.resize(SHEET_PX, Image.Resampling.BOX)


def save(product: str, sheet: Image.Image) -> None:
    folder = ROOT / "resources" / "products" / product
    folder.mkdir(parents=True, exist_ok=True)
    sheet.save(folder / "pattern.png", optimize=True)


if __name__ == "__main__":
    main()
