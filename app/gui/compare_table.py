"""Figures of A and B side by side; the better one is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ..lab.report_words import Words
from ..lab.verdict import Row
from .tables import LEFT, RIGHT, first_left, fit_rows, plain_table
from .theme import dress, scaled

_MARK = "✓"
_FIGURE_WIDTH = 64


class CompareTable(QTableWidget):
    """As high as it needs to be. Its owner names it."""

    def __init__(self) -> None:
        super().__init__(0, 3)
        plain_table(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        dress(self, self._fit)

    def show_rows(self, head: str, rows: Sequence[Row], words: Words) -> None:
        self.setHorizontalHeaderLabels([head, "A", "B"])
        first_left(self)
        self.setRowCount(len(rows))
        bold = QFont(self.font())
        bold.setBold(True)
        for number, row in enumerate(rows):
            name = QTableWidgetItem(words.row_name(row))
            name.setTextAlignment(LEFT)
            name.setToolTip(words.helps.get(row.name, ""))
            self.setItem(number, 0, name)
            for column, which in enumerate("ab", 1):
                better = row.better == which
                said = words.figure_of(row, which)
                cell = QTableWidgetItem(f"{_MARK} {said}" if better else said)
                cell.setTextAlignment(RIGHT)
                if better:
                    cell.setFont(bold)
                    cell.setToolTip(words.better)
                self.setItem(number, column, cell)
        self._fit()

    def text(self) -> list[list[str]]:
        """What stands in it."""
        cells = [[self.item(row, column) for column in range(3)] for row in range(self.rowCount())]
        return [[cell.text() if cell else "" for cell in row] for row in cells]

    def _fit(self) -> None:
        for column in (1, 2):
            self.setColumnWidth(column, scaled(_FIGURE_WIDTH))
        fit_rows(self)
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 4)
