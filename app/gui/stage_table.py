"""The stages in a table: their colour in the plot, their times, and their share of a frame as a bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from ..runtime.metrics import StageFigures
from .language import speak, tr
from .plots import series_colour
from .readings import stage_name
from .tables import RIGHT, first_left, fit_rows, plain_table
from .theme import GAP, colours, dress

_STAGE, _P50, _P95, _SHARE = range(4)
_SHARE_ROLE = Qt.ItemDataRole.UserRole


class StageTable(QTableWidget):
    """One row a stage, in the order of the way through the house."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self._stages: tuple[str, ...] = ()
        self._cells: list[list[QTableWidgetItem]] = []
        plain_table(self)
        self.setItemDelegateForColumn(_SHARE, _Bar(self))
        speak(self, self._say)
        dress(self, self._dress)

    def show_stages(self, stages: Mapping[str, StageFigures]) -> None:
        if tuple(stages) != self._stages:
            self._stages = tuple(stages)
            self.setRowCount(len(stages))
            self._cells.clear()
            for row in range(len(stages)):
                self._cells.append([self._cell(row, column) for column in range(4)])
            self._say()
            self._dress()
        whole = sum(stage.p50_ms for stage in stages.values())
        for cells, stage in zip(self._cells, stages.values(), strict=True):
            share = stage.p50_ms / whole if whole > 0.0 else 0.0
            cells[_P50].setText(f"{stage.p50_ms:.1f}")
            cells[_P95].setText(f"{stage.p95_ms:.1f}")
            cells[_SHARE].setData(_SHARE_ROLE, share)
            cells[_SHARE].setText(f"{share:.0%}")

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        cell = QTableWidgetItem()
        if column:
            cell.setTextAlignment(RIGHT)
        self.setItem(row, column, cell)
        return cell

    def _say(self) -> None:
        self.setAccessibleName(tr("Times of the stages"))
        self.setHorizontalHeaderLabels([tr("stage"), tr("p50 ms"), tr("p95 ms"), tr("share")])
        first_left(self)
        for cells, stage in zip(self._cells, self._stages, strict=True):
            cells[_STAGE].setText(stage_name(stage))

    def _dress(self) -> None:
        for row, cells in enumerate(self._cells):
            cells[_STAGE].setData(Qt.ItemDataRole.DecorationRole, series_colour(row))
        fit_rows(self)


class _Bar(QStyledItemDelegate):
    """A bar beside the number, as long as the share of the room that the longest number leaves."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        number = option.fontMetrics.horizontalAdvance("100%")
        room = QRect(option.rect).adjusted(2, 3, -number - GAP, -3)
        share = index.data(_SHARE_ROLE) or 0.0
        painter.fillRect(
            QRect(room.left(), room.top(), round(room.width() * share), room.height()),
            QColor(colours().groove),
        )
        super().paint(painter, option, index)
