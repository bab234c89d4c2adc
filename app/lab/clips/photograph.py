"""A photograph as the subject of a clip: moved by maps that are known exactly, in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...core.face import FACE_OVAL
from ...core.maths import Array, Float32
from ...store.face_mesh import load_face_mesh
from ...vision.cv import cv2
from .backdrop import backdrop
from .camera import Linear
from .eyes import Eye
from .lids import places_in, put_places, shut_eye, window_of
from .motions import Moment
from .mouth import Mouth
from .mouth_paint import open_mouth
from .portrait import FINER, WHITE, Portrait, Sheet, sheets_of
from .resample import weights
from .spec import ClipSpec
from .truth import EDGE_LEFT, EDGE_RIGHT, FrameTruth
from .turning import Relief, Turn

# Where the middle of the face rests in the picture.
_REST = (0.5, 0.47)
# Of a turned head every so many places of a face's width are worked out; the map is smooth between them.
_NODES = 44.0

Numbers = NDArray[np.floating]


class Photograph:
    """Draws a photograph's moments and knows where its points went.

    Places of the photograph are in face widths about the middle of the face's oval. First lids and jaw move
    in it, then the head turns, then all of it is put into the picture. What is drawn is one interpolation of
    one sheet: the photograph in linear light, enlarged once beyond the clip's size.
    """

    def __init__(self, portrait: Portrait, spec: ClipSpec, rng: np.random.Generator) -> None:
        self._size = spec.size
        self._face_px = spec.face_width_px
        self._unit = portrait.face_px
        self._middle = portrait.points[list(FACE_OVAL), :2].mean(axis=0)
        relative = (portrait.points - np.append(self._middle, 0.0)) / self._unit
        self._at_rest: Array = relative[:, :2]
        self._mouth = Mouth.of(self._at_rest)
        self._eyes = (Eye.right(self._at_rest), Eye.left(self._at_rest))
        self._relief = Relief.of(relative)
        self._portrait, self._cut_out, self._rng = portrait, spec.background == "still", rng
        mesh = load_face_mesh().vertices_mm
        self._face_mm = float(np.linalg.norm(mesh[EDGE_RIGHT] - mesh[EDGE_LEFT]))

    @cached_property
    def _sheets(self) -> tuple[Sheet, ...]:
        # Only a clip that is looked at needs them, not its truth.
        return sheets_of(self._portrait, self._face_px, cut_out=self._cut_out)

    @cached_property
    def _behind(self) -> Linear | None:
        return backdrop(*self._size, self._rng) if self._cut_out else None

    def truth(self, moment: Moment) -> FrameTruth:
        """Where the 478 points are, in float64."""
        places, covered = (
            self._mouth.moved(self._at_rest, moment.mouth_open, moment.rounded),
            np.zeros(len(self._at_rest), bool),
        )
        for eye in self._eyes:
            places = eye.moved(places, moment.blink)
            covered |= eye.covered(self._at_rest, moment.blink)
        turned = self._relief.moved(places, _turn_of(moment))
        points = turned @ self._picture_from_face(moment).T + self._origin(moment)
        inside = np.all((points > 0.0) & (points < self._size), axis=1)
        face_px = float(np.linalg.norm(points[EDGE_RIGHT] - points[EDGE_LEFT]))
        mm_per_px = self._face_mm / (self._face_px * moment.scale)
        return FrameTruth(points, inside & ~covered, face_px, mm_per_px, None)

    def light(self, moments: Sequence[Moment]) -> Linear:
        """(h, w, 3) linear light, the mean over the moments of an exposure."""
        width, height = self._size
        person = np.zeros((height, width, 4), np.float32)
        for moment in moments:
            cv2.accumulate(self._person(moment), person)
        person *= np.float32(1.0 / (WHITE * len(moments)))
        gain = np.float32(np.mean([moment.gain for moment in moments]))
        light = person[..., :3]
        if self._behind is not None:
            light = light + (1.0 - person[..., 3:]) * self._behind
        return np.asarray(light * gain)

    def _picture_from_face(self, moment: Moment) -> Array:
        """(2, 2): px from face widths."""
        c, s = np.cos(moment.roll_rad), np.sin(moment.roll_rad)
        return self._face_px * moment.scale * np.array([[c, -s], [s, c]])

    def _origin(self, moment: Moment) -> Array:
        """Where the face's middle is, px."""
        rest = np.array(_REST) * self._size
        return np.asarray(rest + self._face_px * np.array(moment.shift))

    def _person(self, moment: Moment) -> NDArray[np.uint16]:
        """(h, w, 4) linear light times coverage, and coverage, as in a Sheet."""
        places = self._places(moment)
        if moment.rounded > 0.0:
            window = window_of(places, self._mouth.middle, self._mouth.round_reach)
            if window is not None:
                put_places(places, window, self._mouth.widened(places_in(places, window), moment.rounded))
        drawer = _Drawer(self, moment.scale)
        drawn = self._remapped(places, moment.scale)
        px = 1.0 / (self._face_px * moment.scale)
        if moment.blink > 0.0:
            for eye in self._eyes:
                shut_eye(drawn, places, eye, moment.blink, px, drawer.sample)
        if moment.mouth_open > 0.0:
            open_mouth(drawn, places, self._mouth, moment.mouth_open, px, drawer.sample)
        return drawn

    def _places(self, moment: Moment) -> Float32:
        """(2, h, w): the place of the photograph that each px shows, x and y, but for expressions."""
        width, height = self._size
        inverse, origin = np.linalg.inv(self._picture_from_face(moment)), self._origin(moment)
        places = _affine(np.arange(width) + 0.5, np.arange(height) + 0.5, inverse, origin)
        turn = _turn_of(moment)
        if turn:
            step = max(round(self._face_px * moment.scale / _NODES), 1)
            across, down = -(-width // step), -(-height // step)
            at = (np.arange(across) + 0.5) * step, (np.arange(down) + 0.5) * step
            nodes = _affine(*at, inverse, origin).reshape(2, -1).T
            moved = (self._relief.came_from(nodes, turn) - nodes).T.reshape(2, down, across)
            over, along = weights(across, across * step)[:width], weights(down, down * step)[:height]
            places += along @ moved @ over.T
        return places

    def sample(self, places: Array, scale: float) -> NDArray[np.uint16]:
        """(h, w, 4): the photograph at places (h, w, 2), for a face `scale` times as large as at rest."""
        return self._remapped(np.ascontiguousarray(np.moveaxis(places, -1, 0), np.float32), scale)

    def _remapped(self, places: Float32, scale: float) -> NDArray[np.uint16]:
        # The halving that is still finer than the picture, so that nothing flickers from far away.
        level = int(np.clip(np.floor(np.log2(1.0 / scale * FINER / 1.7)), 0, len(self._sheets) - 1))
        sheet = self._sheets[level]
        step, start = self._unit * sheet.scale, self._middle * sheet.scale - 0.5
        x, y = (places[axis] * np.float32(step[axis]) + np.float32(start[axis]) for axis in range(2))
        drawn = cv2.remap(sheet.pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(drawn, np.uint16)


def _affine(x: Numbers, y: Numbers, inverse: Numbers, origin: Numbers) -> Float32:
    """(2, h, w): inverse @ (place in the picture - origin) over columns x (w,) and rows y (h,)."""
    dx, dy = x - origin[0], y - origin[1]
    planes = np.empty((2, len(y), len(x)), np.float32)
    for axis in range(2):
        columns, rows = (inverse[axis, 0] * dx).astype(np.float32), (inverse[axis, 1] * dy).astype(np.float32)
        np.add(columns[None], rows[:, None], out=planes[axis])
    return planes


class _Drawer:
    """Samples for one moment."""

    def __init__(self, photograph: Photograph, scale: float) -> None:
        self._photograph, self._scale = photograph, scale

    def sample(self, places: Array) -> NDArray[np.uint16]:
        return self._photograph.sample(places, self._scale)


def _turn_of(moment: Moment) -> Turn:
    return Turn(moment.yaw_rad, moment.pitch_rad)
