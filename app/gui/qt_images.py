"""Pictures of ours as pictures of Qt's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage


def standing_out(image: QImage, ground: QColor, gain: float) -> QImage:
    """What differs from the ground differs more: a wire of half a px is still seen."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    rgb = rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(np.float32)
    behind = np.array([ground.red(), ground.green(), ground.blue()], np.float32)
    return qt_image(np.clip(behind + gain * (rgb - behind), 0, 255).astype(np.uint8))


def qt_image(rgb: NDArray[np.uint8]) -> QImage:
    """(height, width, 3) uint8 sRGB as an image of its own; on any thread."""
    height, width = rgb.shape[:2]
    # The copy, since Qt does not keep the bytes alive.
    return QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
