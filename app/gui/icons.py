"""Line icons from resources/icons, drawn in the colours of the theme and sharp at every scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ClassVar

import shiboken6
from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ..store.resource_path import resource_path
from .theme import colours


def icon(name: str) -> QIcon:
    """The icon resources/icons/NAME.svg: text colour, accent where checked, grey where disabled.

    It is drawn when it is painted, at the size and scale asked for, so it follows the theme by itself.
    Raises OSError for a name without a file.
    """
    _drawing(name)
    return QIcon(_Engine(name))


def drawn(name: str, size: int, colour: str = "", *, ratio: float = 1.0) -> QPixmap:
    """One icon in one colour (the quiet one, where none is given), size x size device-independent px.

    It keeps its colour: a label shows a `Sign` (controls.py) instead, which follows the theme.
    """
    colour = colour or colours().quiet
    side = max(1, round(size * ratio))
    key = f"icon/{name}/{side}/{ratio}/{colour}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def paint_sharp(painter: QPainter, box: QRectF, picture: Callable[[float], QPixmap]) -> None:
    """Paint into the middle of a square what `picture` gives for a scale; its edges lie on px of the screen.

    Qt places pictures on whole px of its own, which a scale of 1.5 puts between those of the screen.
    """
    to_screen = painter.deviceTransform()
    drawing = picture(to_screen.m11())
    corner = to_screen.map(box.center()) - QPointF(drawing.width() / 2, drawing.height() / 2)
    inverse, _ = to_screen.inverted()
    painter.drawPixmap(inverse.map(QPointF(round(corner.x()), round(corner.y()))), drawing)


def paint_icon(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """Paint an icon in one colour into a square, sharp at every scale."""
    paint_sharp(painter, box, lambda ratio: drawn(name, round(box.width()), colour, ratio=ratio))


class _Engine(QIconEngine):
    """Draws one icon; the colours are those of the theme at the moment of painting."""

    # Qt owns a clone and knows nothing of Python's half of it, which must not be collected before.
    _clones: ClassVar[list[_Engine]] = []

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        _renderer(self._name, ink(mode, state)).render(painter, box)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return drawn(self._name, min(size.width(), size.height()), ink(mode, state), ratio=scale)

    def clone(self) -> QIconEngine:
        made = _Engine(self._name)
        self._clones[:] = [one for one in self._clones if shiboken6.isValid(one)]
        self._clones.append(made)
        return made


def ink(mode: QIcon.Mode, state: QIcon.State) -> str:
    """The colour of an icon in that state, '#rrggbb'."""
    if mode == QIcon.Mode.Disabled:
        return colours().disabled
    return colours().accent if state == QIcon.State.On else colours().text


@cache
def _drawing(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text("utf-8")


def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
