"""Shades as discs in their colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..core.products import Product
from .flow_layout import FlowLayout
from .language import shown_name, speak, tr
from .theme import colours


class Swatch(QAbstractButton):
    """One shade, a disc in its colour."""

    def __init__(self, colour: str, name: str, diameter: int = 22) -> None:
        super().__init__()
        self._colour = QColor(colour)
        self.setCheckable(True)
        self.setFixedSize(diameter + 6, diameter + 6)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.say(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, name: str) -> None:
        """What the shade is called."""
        self.setToolTip(name)
        self.setAccessibleName(tr("Shade {name}").format(name=name))

    def nextCheckState(self) -> None:
        """The Document says which shade is worn; a click only asks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, radius = QPointF(self.width() / 2 - 0.5, self.height() / 2), self.width() / 2 - 4
        painter.setBrush(self._colour)
        painter.setPen(QPen(QColor(colours().disabled), 1))
        painter.drawEllipse(centre, radius, radius)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            ring = colours().accent if self.isChecked() or self.hasFocus() else colours().quiet
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ring), 2 if self.isChecked() else 1.2))
            painter.drawEllipse(centre, radius + 2.6, radius + 2.6)


class SwatchRow(QWidget):
    """The shades of one product, over as many rows as they need. `chosen` asks for one by its id."""

    chosen = Signal(str)

    def __init__(self, product: Product) -> None:
        super().__init__()
        self._product = product
        self.swatches = {v.id: Swatch(v.swatch, v.name) for v in product.variants}
        row = FlowLayout(self, gap=0)
        for swatch in self.swatches.values():
            row.addWidget(swatch)
            swatch.clicked.connect(self._choose)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        speak(self, self._say)

    def show_variant(self, variant_id: str | None) -> None:
        """Ring the shade that is worn; None is the first."""
        chosen = variant_id or next(iter(self.swatches), None)
        for one, swatch in self.swatches.items():
            swatch.setChecked(one == chosen)

    def _choose(self) -> None:
        clicked = self.sender()
        for variant_id, swatch in self.swatches.items():
            if swatch is clicked:
                self.chosen.emit(variant_id)

    def _say(self) -> None:
        for variant in self._product.variants:
            self.swatches[variant.id].say(shown_name(variant))
