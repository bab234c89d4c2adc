"""Small tables that are looked at: plain, without a frame of their own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def plain_table(table: QTableWidget) -> None:
    """Looked at and copied, not edited; the columns share the width."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setIconSize(QSize(10, 10))
    table.verticalHeader().hide()
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setSectionsClickable(False)
    header.setHighlightSections(False)
    header.setDefaultAlignment(RIGHT)
    # It lies on a panel: a frame of its own would be one line too many.
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setStyleSheet("QTableView { border: none; background: transparent; }")


def first_left(table: QTableWidget) -> None:
    """The first column has names: its head stands over them."""
    head = table.horizontalHeaderItem(0)
    if head is not None:
        head.setTextAlignment(LEFT)


def fit_rows(table: QTableWidget) -> None:
    """Rows as high as the text asks for."""
    table.verticalHeader().setDefaultSectionSize(QFontMetrics(table.font()).height() + 5)
