"""Reading a drawing for the face (a PNG on the sheet of core.face_uv), and the sheet itself to draw on."""

from __future__ import annotations

import os
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ..core.errors import UserError
from ..core.face import BROW_LEFT, BROW_RIGHT, EYE_LEFT, EYE_RIGHT, LIPS_INNER, LIPS_OUTER
from ..core.face_uv import face_uv
from ..core.maths import read_only
from ..core.pattern import Pattern
from .face_mesh import load_face_mesh
from .files import write_bytes

PATTERN_SUFFIX = ".png"
# The sheet is five wide and four high; other shapes were not drawn on it.
SHEET_PX = (1280, 1024)
_SHAPE_TOLERANCE = 0.02
_LARGEST_PIXELS = 40_000_000
# Larger gains nothing: a face 1000 px wide in the picture shows about this much.
_LARGEST_SIDE = 2048


def is_pattern(path: Path) -> bool:
    """Whether a file can only be a drawing for the face: a PNG with alpha in the shape of the sheet."""
    try:
        with Image.open(path, formats=("PNG",)) as image:
            has_alpha = image.mode in ("RGBA", "LA") or "transparency" in image.info
            return has_alpha and _fits(image.size) and getattr(image, "n_frames", 1) == 1
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def load_pattern(path: Path) -> Pattern:
    """The drawing in a PNG; kept in memory while the file stays as it is. Raises UserError."""
    try:
        stat = os.stat(path)
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {problem.strerror or problem}.") from None
    return _cached_pattern(path, stat.st_mtime_ns, stat.st_size)


def pattern_faults(path: Path) -> tuple[str, ...]:
    """What there is to say about a drawing that can be used. Raises UserError for one that cannot."""
    pattern = load_pattern(path)
    alpha = pattern.rgba[..., 3]
    said = []
    with Image.open(path) as image:
        if not _fits(image.size):
            width, height = image.size
            said.append(f"It has {width}x{height} px; the face's sheet is five wide and four high.")
    if not alpha.any():
        said.append("Nothing is drawn on it: all of it is transparent.")
    elif alpha.min() == 255:
        said.append("It has no transparent part, so it covers the whole face.")
    return tuple(said)


def save_template(path: Path) -> None:
    """Write the sheet with the face's lines on transparent ground, to be drawn over. Raises UserError."""
    scale = 2  # drawn large and made smaller: Pillow's lines have no soft edges
    size = (SHEET_PX[0] * scale, SHEET_PX[1] * scale)
    mesh = load_face_mesh()
    places = face_uv(mesh) * np.array(size)
    sheet = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(sheet)
    for triangle in mesh.triangles:
        corners = [tuple(places[i]) for i in (*triangle, triangle[0])]
        draw.line(corners, fill=(128, 128, 128, 110), width=scale)
    for contour in (EYE_RIGHT, EYE_LEFT, BROW_RIGHT, BROW_LEFT, LIPS_OUTER, LIPS_INNER):
        corners = [tuple(places[i]) for i in (*contour, contour[0])]
        draw.line(corners, fill=(90, 90, 90, 255), width=3 * scale, joint="curve")
    png = BytesIO()
    sheet.resize(SHEET_PX, Image.Resampling.LANCZOS).save(png, format="PNG")
    write_bytes(path, png.getvalue())


def _fits(size: tuple[int, int]) -> bool:
    width, height = size
    wanted = SHEET_PX[0] / SHEET_PX[1]
    return abs(width / height / wanted - 1.0) <= _SHAPE_TOLERANCE


@lru_cache(maxsize=16)
def _cached_pattern(path: Path, mtime_ns: int, size: int) -> Pattern:
    try:
        with Image.open(path, formats=("PNG",)) as image:
            if image.width * image.height > _LARGEST_PIXELS:
                raise UserError(f"{path} has {image.width}x{image.height} px, which is too large.")
            rgba = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UserError(f"{path} is damaged or no PNG.") from None
    rgba.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE), Image.Resampling.LANCZOS)
    return Pattern(f"{path}/{mtime_ns}/{size}", read_only(_bled(rgba)))


def _bled(rgba: Image.Image) -> NDArray[np.uint8]:
    """The picture with the mean colour nearby where it is transparent: smaller copies mix that in."""
    pixels = np.asarray(rgba).copy()
    missing = pixels[..., 3] == 0
    pixels[missing] = 0
    for side in (4, 16, 64):
        blocks = rgba.convert("RGBa").reduce(side).convert("RGBA")  # premultiplied: the mean of what is drawn
        large = np.asarray(blocks).repeat(side, axis=0).repeat(side, axis=1)[: rgba.height, : rgba.width]
        reached = missing & (large[..., 3] > 0)
        pixels[reached, :3] = large[reached, :3]
        missing &= ~reached
    return pixels
