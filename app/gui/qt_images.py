"""Pictures of ours as pictures of Qt's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

# Of 255: more than the soft edge of a shadow.
_CLEARLY = 24


def standing_out(image: QImage, ground: QColor, gain: float) -> QImage:
    """What differs from the ground differs more: a wire of half a px is still seen."""
    rgb = _pixels(image)
    behind = np.array([ground.red(), ground.green(), ground.blue()], np.float32)
    return qt_image(np.clip(behind + gain * (rgb - behind), 0, 255).astype(np.uint8))


def seen_part(image: QImage, ground: QColor) -> QRect:
    """The smallest box round all that clearly differs from the ground, in px; empty where nothing does."""
    behind = np.array([ground.red(), ground.green(), ground.blue()], np.float32)
    seen = (np.abs(_pixels(image) - behind) > _CLEARLY).any(axis=2)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return QRect()
    left, top = int(columns[0]), int(rows[0])
    return QRect(left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1)


def _pixels(image: QImage) -> NDArray[np.float32]:
    """(height, width, 3) 0..255."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(np.float32)


def qt_image(rgb: NDArray[np.uint8]) -> QImage:
    """(height, width, 3) uint8 sRGB as an image of its own; on any thread."""
    height, width = rgb.shape[:2]
    # The copy, since Qt does not keep the bytes alive.
    return QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
