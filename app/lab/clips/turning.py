"""Turning a photographed head: a smooth relief under the photograph, rotated and seen again.

Places are in face widths about the face's middle. The map is known exactly in both directions: forwards as a formula,
backwards by Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...core.face import FACE_OVAL
from ...core.maths import Array
from .smooth import smooth_step

_WIDTH = 0.20  # of one hump of the relief
_COLUMNS, _ROWS = np.arange(-0.9, 0.91, 0.18), np.arange(-1.1, 1.11, 0.18)
_AROUND = 0.45  # beyond the face so far, the relief is the flat back
_STIFFNESS = 0.02
_EYE_DISTANCE = 4.0  # of the camera
_AXIS_BEHIND = 0.35  # the neck's axis behind the flat back's middle
_NEWTON = 5
_NUDGE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """How far the head is turned from how it was photographed, in radians."""

    yaw_rad: float = 0.0
    pitch_rad: float = 0.0

    def __bool__(self) -> bool:
        return self.yaw_rad != 0.0 or self.pitch_rad != 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """The depth of one photograph, `heights` (rows, columns) of Gaussian humps towards the camera on a flat back."""

    heights: Array
    chin: float

    @classmethod
    def of(cls, points: Array) -> Relief:
        """From the 478 points (478, 3) of the face at rest, z away from the camera."""
        oval = points[list(FACE_OVAL)]
        back = float(oval[:, 2].max())
        outwards = oval[:, :2] / np.linalg.norm(oval[:, :2], axis=1, keepdims=True)
        rim = np.concatenate([oval[:, :2] + _AROUND * outwards, oval[:, :2] + 2 * _AROUND * outwards])
        at = np.concatenate([points[:, :2], rim])
        tall = np.concatenate([back - points[:, 2], np.zeros(len(rim))])
        basis = np.einsum("nr,nc->nrc", *_humps(at)).reshape(len(at), -1)
        stiff = _STIFFNESS * np.eye(basis.shape[1])
        solution = np.linalg.lstsq(np.vstack([basis, stiff]), np.append(tall, np.zeros(len(stiff))))[0]
        return cls(solution.reshape(len(_ROWS), len(_COLUMNS)), float(points[152, 1]))

    def moved(self, places: Array, turn: Turn) -> Array:
        """Where places (n, 2) of the photograph go."""
        if not turn:
            return places
        rows, columns = _humps(places)
        z = -_AXIS_BEHIND - ((rows @ self.heights) * columns).sum(axis=1)
        # Shoulders stay, and what is far from the head.
        share = 1.0 - smooth_step((places[:, 1] - self.chin - 0.05) / 0.55)
        share *= 1.0 - smooth_step((np.linalg.norm(places, axis=1) - 1.0) / 0.6)
        yaw, pitch = share * turn.yaw_rad, share * turn.pitch_rad
        x, y = places[:, 0], places[:, 1]
        # To the wearer's left is to the picture's right, and away from the camera is +z: about y, then about x.
        x1, z1 = x * np.cos(yaw) - z * np.sin(yaw), x * np.sin(yaw) + z * np.cos(yaw)
        y1, z2 = y * np.cos(pitch) - z1 * np.sin(pitch), y * np.sin(pitch) + z1 * np.cos(pitch)
        nearer = (_EYE_DISTANCE + z) / (_EYE_DISTANCE + z2)
        return np.asarray(np.stack([x1 * nearer, y1 * nearer], axis=1))

    def came_from(self, places: Array, turn: Turn) -> Array:
        """Which places (n, 2) of the photograph have gone to `places`."""
        origin = places.copy()
        for _ in range(_NEWTON):
            here = self.moved(origin, turn)
            across = (self.moved(origin + [_NUDGE, 0.0], turn) - here) / _NUDGE
            down = (self.moved(origin + [0.0, _NUDGE], turn) - here) / _NUDGE
            off = places - here
            area = across[:, 0] * down[:, 1] - across[:, 1] * down[:, 0]
            area = np.where(area < 0.1, 0.1, area)
            origin[:, 0] += (off[:, 0] * down[:, 1] - off[:, 1] * down[:, 0]) / area
            origin[:, 1] += (across[:, 0] * off[:, 1] - across[:, 1] * off[:, 0]) / area
        return origin


def _humps(places: Array) -> tuple[Array, Array]:
    """(n, rows) and (n, columns): a hump's height is the product of one of each."""
    rows = np.exp(-0.5 * ((places[:, 1:] - _ROWS) / _WIDTH) ** 2)
    columns = np.exp(-0.5 * ((places[:, :1] - _COLUMNS) / _WIDTH) ** 2)
    return rows, columns
