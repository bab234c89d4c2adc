"""Pictures of ours as pictures of Qt's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def qt_image(rgb: NDArray[np.uint8]) -> QImage:
    """(height, width, 3) uint8 sRGB as an image of its own; on any thread."""
    height, width = rgb.shape[:2]
    # The copy, since Qt does not keep the bytes alive.
    return QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
