"""Turning a photographed head: a smooth relief under the photograph, rotated and seen again.

Places are in face widths about the face's middle. The map is known exactly in both directions: forwards as a
formula, backwards by Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.face import FACE_OVAL
from ...core.maths import Array
from .smooth import smooth_step

_WIDTH = 0.24  # of one hump of the relief
_COLUMNS, _ROWS = np.arange(-1.1, 1.11, 0.22), np.arange(-1.32, 1.33, 0.22)
_AROUND = 0.45  # beyond the face so far, the relief is the flat back
_STIFFNESS = 0.1
# The relief is flatter than the face: steep cheeks would fold over at a few degrees, where a photograph ends.
_FLATTER = 0.7
_EYE_DISTANCE = 4.0  # of the camera
_AXIS_BEHIND = 0.35  # the neck's axis behind the flat back's middle
_CLOSE = 1e-5  # the step after so short a one would be a thousand times shorter
_NEWTON, _MOST_STEP, _LEAST_AREA = 7, 0.08, 0.15
_MARGIN = 0.25  # places so far outside of what turns may still have come from inside

Places = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """How far the head is turned from how it was photographed, in radians."""

    yaw_rad: float = 0.0
    pitch_rad: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.yaw_rad or self.pitch_rad)


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """The depth of one photograph: `heights` (rows, columns) of Gaussian humps on a flat back."""

    heights: Array
    chin: float

    @classmethod
    def of(cls, points: Array) -> Relief:
        """From the 478 points (478, 3) of the face at rest, z away from the camera."""
        oval = points[list(FACE_OVAL)]
        back = float(np.median(oval[:, 2]))
        outwards = oval[:, :2] / np.linalg.norm(oval[:, :2], axis=1, keepdims=True)
        rim = np.concatenate([oval[:, :2] + far * _AROUND * outwards for far in (1.0, 1.6, 2.2)])
        at = np.concatenate([points[:, :2], rim])
        tall = np.concatenate([_FLATTER * np.maximum(back - points[:, 2], 0.0), np.zeros(len(rim))])
        basis = np.einsum("nr,nc->nrc", *_humps(at)).reshape(len(at), -1)
        solution = np.linalg.solve(basis.T @ basis + _STIFFNESS**2 * np.eye(basis.shape[1]), basis.T @ tall)
        return cls(solution.reshape(len(_ROWS), len(_COLUMNS)), float(points[152, 1]))

    def moved(self, places: Places, turn: Turn) -> Places:
        """Where places (n, 2) of the photograph go."""
        return self._turned(places, turn)[0] if turn else places

    def came_from(self, places: Places, turn: Turn) -> Places:
        """Which places (n, 2) of the photograph have gone to `places`; float32 is enough for a picture."""
        origin = places.copy()
        near = np.flatnonzero(_share(places, self.chin, _MARGIN) > 0.0)
        goal, found = places[near], origin[near]
        for _ in range(_NEWTON):
            here, slopes = self._turned(found, turn)
            off = goal - here
            a, b, c, d = slopes.T
            area = np.maximum(a * d - b * c, _LEAST_AREA)
            step = np.stack(
                [(off[:, 0] * d - off[:, 1] * b) / area, (a * off[:, 1] - c * off[:, 0]) / area], axis=1
            )
            found = found + np.clip(step, -_MOST_STEP, _MOST_STEP)
            if np.abs(step).max(initial=0.0) < _CLOSE:
                break
        origin[near] = found
        return origin

    def _turned(self, places: Places, turn: Turn) -> tuple[Places, Places]:
        """Where places go, and the slopes dx'/dx, dx'/dy, dy'/dx, dy'/dy (n, 4) but for what the perspective
        and the fading add, which is small: good enough for steps of Newton's."""
        x, y = places.T
        rows, columns = _humps(places)
        heights, row_at, column_at = (v.astype(places.dtype) for v in (self.heights, _ROWS, _COLUMNS))
        along = rows @ heights
        z = -_AXIS_BEHIND - (along * columns).sum(axis=1)
        z_x = (along * columns * (places[:, :1] - column_at)).sum(axis=1) / _WIDTH**2
        z_y = ((rows * (places[:, 1:] - row_at)) @ heights * columns).sum(axis=1) / _WIDTH**2
        share = _share(places, self.chin)
        cy, sy = np.cos(share * turn.yaw_rad), np.sin(share * turn.yaw_rad)
        cp, sp = np.cos(share * turn.pitch_rad), np.sin(share * turn.pitch_rad)
        # The wearer's left is the picture's right, away from the camera is +z: about y, then about x.
        x1, z1 = x * cy - z * sy, x * sy + z * cy
        y1, z2 = y * cp - z1 * sp, y * sp + z1 * cp
        nearer = (_EYE_DISTANCE + z) / (_EYE_DISTANCE + z2)
        slopes = [cy - z_x * sy, -z_y * sy, -(sy + z_x * cy) * sp, cp - z_y * cy * sp]
        return np.stack([x1 * nearer, y1 * nearer], axis=1), np.stack(slopes, axis=1) * nearer[:, None]


def _share(places: Places, chin: float, margin: float = 0.0) -> Places:
    """(n,) how far places turn with the head: shoulders stay, and what is far away."""
    share = 1.0 - smooth_step((places[:, 1] - chin - 0.05 - margin) / 0.55)
    return np.asarray(share * (1.0 - smooth_step((np.linalg.norm(places, axis=1) - 1.0 - margin) / 0.6)))


def _humps(places: Places) -> tuple[Places, Places]:
    """(n, rows) and (n, columns): a hump's height is the product of one of each."""
    rows = np.exp(-0.5 * ((places[:, 1:] - _ROWS.astype(places.dtype)) / _WIDTH) ** 2)
    columns = np.exp(-0.5 * ((places[:, :1] - _COLUMNS.astype(places.dtype)) / _WIDTH) ** 2)
    return rows, columns
