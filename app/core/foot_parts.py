"""A foot for a stabiliser: its keypoints, and the places on it whose surface is followed besides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .foot import (
    ACHILLES,
    ANKLE_LATERAL,
    ANKLE_MEDIAL,
    BALL_LATERAL,
    BALL_MEDIAL,
    HEEL_BACK,
    INSTEP,
    KEYPOINTS,
    TOE_TIP,
)
from .keypoints import KeypointSet

# How far the points may leave the motion of the whole, as a share of the foot's length: an ankle bends, and
# where a shoe ends in the picture is another place on it as soon as it turns.
_FREEDOM, _ANKLE_FREEDOM, _SLIDES = 0.012, 0.03, 0.008
# Eight points tell little of how a surface has moved, and lie at its edges. Between them the sites are looked
# for: triangles of keypoints that span the upper, and how finely each is filled.
_TRIANGLES = (
    (TOE_TIP, BALL_MEDIAL, BALL_LATERAL),
    (BALL_MEDIAL, BALL_LATERAL, INSTEP),
    (BALL_MEDIAL, INSTEP, ANKLE_MEDIAL),
    (BALL_LATERAL, INSTEP, ANKLE_LATERAL),
    (HEEL_BACK, ACHILLES, ANKLE_MEDIAL),
    (HEEL_BACK, ACHILLES, ANKLE_LATERAL),
    (INSTEP, ANKLE_MEDIAL, ANKLE_LATERAL),
)
_STEPS = 5


def _keypoints() -> KeypointSet:
    ankle = np.isin(np.arange(len(KEYPOINTS)), (ANKLE_MEDIAL, ANKLE_LATERAL, ACHILLES))
    edge = np.isin(np.arange(len(KEYPOINTS)), (TOE_TIP, HEEL_BACK, BALL_MEDIAL, BALL_LATERAL))
    return _set("foot", ankle, np.where(edge, _SLIDES, 0.0), on_surface=~edge)


def _surface() -> tuple[KeypointSet, NDArray[np.float32]]:
    inner = [
        (i / _STEPS, j / _STEPS, (_STEPS - i - j) / _STEPS)
        for i in range(1, _STEPS)
        for j in range(1, _STEPS - i)
    ]
    weights = np.zeros((len(_TRIANGLES), len(inner), len(KEYPOINTS)), np.float32)
    for number, corners in enumerate(_TRIANGLES):
        weights[number][:, corners] = inner
    flat = weights.reshape(-1, len(KEYPOINTS))
    bends = flat[:, [ANKLE_MEDIAL, ANKLE_LATERAL, ACHILLES]].sum(axis=1) > 0.5
    return _set("foot's surface", bends, np.zeros(len(flat)), on_surface=np.ones(len(flat), bool)), flat


def _set(
    name: str, ankle: NDArray[np.bool_], slides: NDArray[np.floating], on_surface: NDArray[np.bool_]
) -> KeypointSet:
    freedom = np.where(ankle, _ANKLE_FREEDOM, _FREEDOM)
    soft = np.zeros(len(ankle), np.bool_)
    part = ankle.astype(np.int64)
    for table in (part, freedom, slides, on_surface, soft):
        table.flags.writeable = False
    return KeypointSet(name, ("foot", "ankle"), part, freedom, np.asarray(slides), on_surface, soft)


FOOT_KEYPOINTS = _keypoints()
# Places on the surface between the keypoints, and (m, 8) how each is mixed from them. In the order by hand as
# in the anatomical one: the triangles are symmetric.
FOOT_SURFACE, SURFACE_FROM_KEYPOINTS = _surface()
