"""Walking through tiles with the arrow keys, from one grid into the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

WALKING_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


def neighbour(tiles: Sequence[QWidget], here: QWidget, key: int) -> QWidget | None:
    """Where a key leads from `here`; None for a key that leads nowhere.

    `tiles` in reading order: left and right follow it, up and down keep to the column as nearly as may be.
    """
    at = tiles.index(here)
    match key:
        case Qt.Key.Key_Left if at > 0:
            return tiles[at - 1]
        case Qt.Key.Key_Right if at + 1 < len(tiles):
            return tiles[at + 1]
        case Qt.Key.Key_Home:
            return tiles[0]
        case Qt.Key.Key_End:
            return tiles[-1]
        case Qt.Key.Key_Up:
            return _nearest(here, [tile for tile in tiles[:at] if _y(tile) < _y(here)], last=True)
        case Qt.Key.Key_Down:
            return _nearest(here, [tile for tile in tiles[at:] if _y(tile) > _y(here)], last=False)
    return None


def _nearest(here: QWidget, beyond: Sequence[QWidget], *, last: bool) -> QWidget | None:
    """Of the next row beyond, the tile that lies nearest above or below."""
    if not beyond:
        return None
    row = _y(beyond[-1 if last else 0])
    return min((tile for tile in beyond if _y(tile) == row), key=lambda tile: abs(_x(tile) - _x(here)))


def _x(tile: QWidget) -> int:
    return tile.mapToGlobal(QPoint(tile.width() // 2, 0)).x()


def _y(tile: QWidget) -> int:
    return tile.mapToGlobal(QPoint(0, 0)).y()
