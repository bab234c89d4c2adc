"""A photograph looked at once: where the face is, who is the person, and what clips are drawn from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...core.document import Document
from ...core.errors import UserError
from ...core.frame import Frame
from ...core.maths import Array, Float32
from ...runtime.pipeline import Pipeline
from ...runtime.resolve import resolve
from ...sources.pictures import read_picture
from ...store.products import Catalogue
from ...vision.cv import cv2
from .camera import linear_of
from .matte import colours_of_person, person_matte
from .resample import resampled
from .truth import EDGE_LEFT, EDGE_RIGHT

# How much finer than the clip the photograph is kept. OpenCV interpolates at 32 places between two px: these
# are 80 to the px of the clip, and so fine that straight lines between them lose nothing.
FINER = 2.5
_COARSEST = 4  # halvings
_MOST_PX = 20_000_000
WHITE = 65535.0


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """A photograph and what our detector found in it, once, in the sharp picture at rest.

    `rgb` (h, w, 3) uint8, `points` (478, 3) px of it (z in px), `matte` (h, w) the person.
    """

    rgb: NDArray[np.uint8]
    points: Array
    matte: Float32

    @property
    def face_px(self) -> float:
        return float(np.linalg.norm(self.points[EDGE_RIGHT, :2] - self.points[EDGE_LEFT, :2]))


@lru_cache(maxsize=4)
def portrait_of(path: Path) -> Portrait:
    """Raises UserError when the picture cannot be read or shows no face."""
    rgb, camera = read_picture(path)
    frame = Frame.from_rgb(rgb, camera=camera)
    with closing(Pipeline()) as pipeline:
        tracks = pipeline.step(frame, resolve(Document(), Catalogue()), still=True).tracks
    if not tracks:
        raise UserError(f"{path} shows no face that can be found; a clip needs one.")
    points = max(tracks, key=lambda track: track.crop.size_px).raw.astype(np.float64)
    face_px = float(np.linalg.norm(points[EDGE_RIGHT, :2] - points[EDGE_LEFT, :2]))
    return Portrait(rgb, points, person_matte(rgb, points[:, :2], face_px))


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """(h, w, 4) uint16: linear light times coverage, and coverage; `scale` (2,): how much larger it is."""

    pixels: NDArray[np.uint16]
    scale: Array


def sheets_of(portrait: Portrait, face_px: float, *, cut_out: bool) -> tuple[Sheet, ...]:
    """The photograph for a face so wide in the clip, and its halvings for faces further away."""
    light = linear_of(portrait.rgb)
    matte = portrait.matte if cut_out else np.ones_like(portrait.matte)
    if cut_out:
        light = colours_of_person(light, matte)
    height, width = matte.shape
    scale = FINER * face_px / portrait.face_px
    scale = min(scale, float(np.sqrt(_MOST_PX / (width * height))))
    if scale < FINER:  # the clip is coarser than the photograph: what it cannot show goes first
        sigma = 0.5 * float(np.sqrt((FINER / scale) ** 2 - 1.0))
        light, matte = (
            np.asarray(cv2.GaussianBlur(one, (0, 0), sigma), np.float32) for one in (light, matte)
        )
    picture = resampled(
        np.dstack([light * matte[..., None], matte]), (round(width * scale), round(height * scale))
    )
    sheets = []
    for _ in range(1 + _COARSEST):
        pixels = np.round(np.clip(picture, 0.0, 1.0) * WHITE).astype(np.uint16)
        # Whole px: each axis has the scale that came out.
        sheets.append(Sheet(pixels, np.array(pixels.shape[1::-1]) / [width, height]))
        picture = resampled(picture, (picture.shape[1] // 2, picture.shape[0] // 2))
    return tuple(sheets)
