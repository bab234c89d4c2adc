"""A drawing on the sheet of core.face_uv: what a designer paints for the face."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """`rgba` (height, width, 4) uint8, sRGB with straight alpha, the sheet's top row first.

    Colours go on where nothing is drawn, so that no dark fringe comes of making it smaller. `key` names the
    contents: two of the same key are the same picture.
    """

    key: str
    rgba: NDArray[np.uint8]
