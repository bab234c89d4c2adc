"""A photograph as the subject of a clip: looked at once, then moved by maps that are known exactly."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...core.document import Document
from ...core.errors import UserError
from ...core.face import FACE_OVAL
from ...core.frame import Frame
from ...core.maths import Array, Float32
from ...runtime.pipeline import Pipeline
from ...runtime.resolve import resolve
from ...sources.pictures import read_picture
from ...store.face_mesh import load_face_mesh
from ...store.products import Catalogue
from ...vision.cv import cv2
from .backdrop import backdrop
from .camera import Linear, linear_of
from .matte import colours_of_person, person_matte
from .motions import Moment
from .mouth import Mouth
from .mouth_paint import open_mouth
from .resample import resampled
from .spec import ClipSpec
from .truth import EDGE_LEFT, EDGE_RIGHT, FrameTruth

# Where the middle of the face rests in the picture.
_REST = (0.5, 0.47)
# How much finer than the clip the photograph is kept. OpenCV interpolates at 32 places between two px: 80 to the
# px of the clip, and so fine that straight lines between them lose nothing.
_FINER = 2.5
_MOST_SHEET_PX = 20_000_000
_WHITE = 65535.0


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


class Photograph:
    """Draws a photograph's moments and knows where its points went.

    Places of the photograph are in face widths about the middle of the face's oval. The picture that is drawn is one
    interpolation of one sheet: the photograph in linear light, enlarged once beyond the clip's size.
    """

    def __init__(self, portrait: Portrait, spec: ClipSpec, rng: np.random.Generator) -> None:
        self._size = spec.size
        self._face_px = spec.face_width_px
        self._unit = portrait.face_px
        self._middle = portrait.points[list(FACE_OVAL), :2].mean(axis=0)
        self._at_rest = (portrait.points[:, :2] - self._middle) / self._unit
        self._mouth = Mouth.of(self._at_rest)
        self._cut_out = spec.background == "still"
        self._sheet, self._sheet_scale = _sheet(portrait, self._face_px, self._cut_out)
        self._behind = backdrop(*spec.size, rng) if self._cut_out else None
        mesh = load_face_mesh().vertices_mm
        self._face_mm = float(np.linalg.norm(mesh[EDGE_RIGHT] - mesh[EDGE_LEFT]))

    def truth(self, moment: Moment) -> FrameTruth:
        """Where the 478 points are, in float64."""
        places = self._mouth.moved(self._at_rest, moment.mouth_open)
        points = places @ self._turn(moment).T + self._origin(moment)
        width, height = self._size
        inside = np.all((points > 0.0) & (points < [width, height]), axis=1)
        face_px = float(np.linalg.norm(points[EDGE_RIGHT] - points[EDGE_LEFT]))
        return FrameTruth(points, inside, face_px, self._face_mm / (self._face_px * moment.scale), None)

    def light(self, moments: list[Moment]) -> Linear:
        """(h, w, 3) linear light, the mean over the moments of an exposure."""
        person = np.mean([self._person(moment) for moment in moments], axis=0, dtype=np.float32)
        gain = np.float32(np.mean([moment.gain for moment in moments]))
        if self._behind is None:
            return np.asarray(person[..., :3] * gain)
        return np.asarray((person[..., :3] + (1.0 - person[..., 3:]) * self._behind) * gain)

    def _turn(self, moment: Moment) -> Array:
        """(2, 2) picture px from face widths."""
        c, s = np.cos(moment.roll_rad), np.sin(moment.roll_rad)
        return self._face_px * moment.scale * np.array([[c, -s], [s, c]])

    def _origin(self, moment: Moment) -> Array:
        """Where the face's middle is, px."""
        rest = np.array(_REST) * self._size
        return np.asarray(rest + self._face_px * np.array(moment.shift))

    def _places(self, moment: Moment) -> Array:
        """(h, w, 2): the place in face widths that each px shows before any expression."""
        width, height = self._size
        inverse = np.linalg.inv(self._turn(moment))
        x = np.arange(width) + 0.5 - self._origin(moment)[0]
        y = np.arange(height) + 0.5 - self._origin(moment)[1]
        columns, rows = x[:, None] * inverse[:, 0], y[:, None] * inverse[:, 1]
        return np.asarray(columns[None, :, :] + rows[:, None, :])

    def _person(self, moment: Moment) -> Float32:
        """(h, w, 4) linear light times coverage, and coverage."""
        places = self._places(moment)
        drawn = self.sample(places)
        if moment.mouth_open > 0.0:
            px = 1.0 / (self._face_px * moment.scale)
            open_mouth(drawn, places, self._mouth, moment.mouth_open, px, self.sample)
        return drawn

    def sample(self, places: NDArray[np.floating]) -> Float32:
        """(h, w, 4): the sheet at places (h, w, 2) in face widths."""
        px = places * (self._unit * self._sheet_scale) + (self._middle * self._sheet_scale - 0.5)
        drawn = cv2.remap(
            self._sheet, px.astype(np.float32), None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(drawn.astype(np.float32) / _WHITE)


def _sheet(portrait: Portrait, face_px: float, cut_out: bool) -> tuple[NDArray[np.uint16], Array]:
    """(h, w, 4) uint16: linear light times coverage and coverage; and how much larger than the photograph it is."""
    light = linear_of(portrait.rgb)
    matte = portrait.matte if cut_out else np.ones_like(portrait.matte)
    if cut_out:
        light = colours_of_person(light, matte)
    height, width = matte.shape
    scale = _FINER * face_px / portrait.face_px
    scale = min(scale, float(np.sqrt(_MOST_SHEET_PX / (width * height))))
    if scale < _FINER:  # the clip is coarser than the photograph: what it cannot show goes first
        sigma = 0.5 * float(np.sqrt(max((_FINER / scale) ** 2 - 1.0, 0.0)))
        light, matte = (cv2.GaussianBlur(one, (0, 0), sigma) for one in (light, matte))
    sheet = np.dstack([light * matte[..., None], matte])
    size = (round(width * scale), round(height * scale))
    large = resampled(sheet, size)
    # Whole px: each axis has the scale that came out.
    got = np.array(size) / [width, height]
    return np.round(np.clip(large, 0.0, 1.0) * _WHITE).astype(np.uint16), got
