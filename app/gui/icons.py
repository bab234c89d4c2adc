"""Line icons from resources/icons, drawn in the colours of the theme and sharp at every scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ..store.resource_path import resource_path
from .theme import colours

_SIZES = (16, 20, 24, 32, 48)
_STATES = (
    (QIcon.Mode.Normal, QIcon.State.Off, colours().text),
    (QIcon.Mode.Normal, QIcon.State.On, colours().accent),
    (QIcon.Mode.Disabled, QIcon.State.Off, "#6e6e6e"),
)


@cache
def icon(name: str) -> QIcon:
    """The icon resources/icons/NAME.svg: text colour, accent where checked, grey where disabled."""
    made = QIcon()
    for mode, state, colour in _STATES:
        for size in _SIZES:
            made.addPixmap(drawn(name, size, colour), mode, state)
    return made


def drawn(name: str, size: int, colour: str = "") -> QPixmap:
    """One icon in one colour (the quiet one, where none is given), size x size px."""
    colour = colour or colours().quiet
    text = resource_path(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    return pixmap
