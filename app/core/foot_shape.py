"""How the keypoints of feet differ from one foot to another: the mean and the main ways."""

from __future__ import annotations

import numpy as np

from .foot import RIGHT, foot_points_mm

# (8, 3) of a right foot in foot lengths.
MEAN = foot_points_mm(1.0, RIGHT)
# Wider, higher at the instep, higher at the ankles and the heel's top, ankles further back.
_WIDER = np.array(
    [[0.1, 0, 0], [0, 0, 0], [1.0, 0, 0], [-1.0, 0, 0], [0, 0, 0], [0.6, 0, 0], [-0.6, 0, 0], [0, 0, 0]]
)
_INSTEP = np.array([[0, 0, 0]] * 4 + [[0, 1.0, 0.3]] + [[0, 0, 0]] * 3)
_ANKLES = np.array([[0, 0, 0]] * 5 + [[0, 1.0, 0.0]] * 3)
_BACK = np.array([[0, 0, 0]] * 5 + [[0, 0.0, 1.0]] * 2 + [[0, 0, 0.3]])
# (k, 8, 3) directions and (k,) their standard deviations, in foot lengths.
MODES = np.stack([_WIDER, _INSTEP, _ANKLES, _BACK])
SPREAD = np.array([0.02, 0.05, 0.06, 0.03])
