"""The line along the bottom: small facts, each put there by the part that knows it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from .theme import EDGE


class StatusBar(QWidget):
    """Facts from the left, others from the right; it has no buttons and takes no keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(EDGE, 3, EDGE, 3)
        self._row.setSpacing(EDGE)
        self._row.addStretch(1)
        self._left = 0

    def add(self, widget: QWidget, *, right: bool = False) -> None:
        """Put a fact there, after those that are there already on its side."""
        if right:
            self._row.addWidget(widget)
        else:
            self._row.insertWidget(self._left, widget)
            self._left += 1
