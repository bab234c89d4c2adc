"""The tables of the Lab: one measurement in detail, and several side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ..core.missing import Missing
from ..lab.measurement import Measurement, PartFigures
from .labels import preset_name
from .language import tr
from .tables import LEFT, RIGHT, first_left, fit_rows, plain_table
from .theme import dress

_NOTHING = "–"


class LabTable(QTableWidget):
    """Rows of text under heads, as high as it needs to be."""

    def __init__(self) -> None:
        super().__init__()
        plain_table(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self, self._fit)

    def show_rows(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        tips: Sequence[str] = (),
        bold_row: int | None = None,
    ) -> None:
        """One row (the last) is of more weight. `tips` explain the heads."""
        bold_row = len(rows) - 1 if bold_row is None else bold_row
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(heads))
        first_left(self)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for column, tip in enumerate(tips):
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setToolTip(tip)
        bold = QFont(self.font())
        bold.setBold(True)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(RIGHT if column else LEFT)
                if text and row == bold_row:
                    cell.setFont(bold)
                self.setItem(row, column, cell)
        self._fit()

    def text(self) -> list[list[str]]:
        """What stands in it."""
        cells = [
            [self.item(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())
        ]
        return [[cell.text() if cell else "" for cell in row] for row in cells]

    def _fit(self) -> None:
        fit_rows(self)
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 4)


def part_name(part: str) -> str:
    names = {
        "contour": tr("contour"),
        "brows": tr("brows"),
        "eyes": tr("eyes"),
        "lips": tr("lips"),
        "nose": tr("nose"),
        "toe": tr("tip of the toes"),
        "ball": tr("ball of the foot"),
        "heel": tr("heel"),
        "ankle": tr("ankle and instep"),
        "all": tr("all"),
    }
    return names[part]


def settings_said(settings: str) -> str:
    """The settings' line of a measurement with its preset as a person knows it."""
    preset, joint, rest = settings.partition(": ")
    return f"{preset_name(preset)}{joint}{rest}"


def show_detail(table: LabTable, one: Measurement, *, percent: bool) -> None:
    """Raw against steadied, or the lag, of each part of the face or foot."""
    if one.kind == "move":
        lags = [(part_name(name), _lag(part)) for name, part in one.parts.items()]
        table.show_rows([tr("part"), tr("lag ms")], lags)
        return
    heads = [tr("part"), tr("raw"), tr("steady"), tr("calmer")]
    rows = [
        (
            part_name(name),
            _number(part.raw_percent if percent else part.raw_px),
            _number(part.steady_percent if percent else part.steady_px),
            f"{part.raw_px / part.steady_px:.1f} ×" if part.steady_px > 0.0 else _NOTHING,
        )
        for name, part in one.parts.items()
    ]
    table.show_rows(heads, rows)


def show_comparison(
    table: LabTable, measurements: Sequence[tuple[int, Measurement]], *, percent: bool
) -> None:
    """The steadied figures of measurements of one kind and subject, a column each, by their numbers."""

    def figure(part: PartFigures, moving: bool) -> str:
        if moving:
            return _lag(part)
        return _number(part.steady_percent if percent else part.steady_px)

    ones = [one for _, one in measurements]
    rows = [
        [part_name(name), *(figure(one.parts[name], one.kind == "move") for one in ones)]
        for name in ones[0].parts
    ]
    rows.append([tr("fps"), *(f"{one.fps:.1f}" for one in ones)])
    nobody = tr("no foot") if ones[0].subject == "feet" else tr("no face")
    rows.append([nobody, *(str(one.lost) for one in ones)])
    heads = [tr("part"), *(f"#{number}" for number, _ in measurements)]
    tips = ["", *(settings_said(one.settings) for one in ones)]
    table.show_rows(heads, rows, tips=tips, bold_row=len(ones[0].parts) - 1)


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10.0 else f"{value:.1f}"


def _lag(part: PartFigures) -> str:
    return _NOTHING if isinstance(part.lag_ms, Missing) else f"{part.lag_ms:.0f}"
