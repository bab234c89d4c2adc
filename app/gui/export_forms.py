"""What the forms of the export dialog share, and those of a still and a clip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from ..core.clock import clock
from ..core.ports import SourceInfo
from ..core.products import Product
from ..runtime.export_plan import ClipPlan, Plan, StillPlan
from .language import speak, tr
from .theme import EDGE, GAP, dress, scaled

_LARGEST_STILL = 8192
_NUMBER_WIDTH = 92


@dataclass(frozen=True, slots=True)
class Given:
    """What there is to export: the source, its picture's size, the loop, and what is worn in variants."""

    info: SourceInfo | None = None
    size: tuple[int, int] = (0, 0)
    span_ns: tuple[int, int] | None = None
    products: tuple[Product, ...] = ()
    look: str = ""
    looks: int = 0


class Form(QWidget):
    """Rows of a label and a control. `changed` says that another file would come of it now."""

    changed = Signal()
    endings: tuple[str, ...] = (".png",)

    def __init__(self) -> None:
        super().__init__()
        self.given = Given()
        self.kind: QComboBox | None = None
        self.rows = QGridLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setHorizontalSpacing(EDGE)
        self.rows.setVerticalSpacing(GAP)
        self.rows.setColumnStretch(1, 1)
        self._said: list[tuple[QLabel, QWidget, Callable[[], str]]] = []

    def show_given(self, given: Given) -> None:
        self.given = given
        self.changed.emit()

    def plan(self, path: Path) -> Plan:
        raise NotImplementedError

    def preview(self) -> str:
        """What will be made, in a line."""
        raise NotImplementedError

    def obstacle(self) -> str:
        """Why nothing can be made at present; empty where it can."""
        return ""

    def row(self, words: Callable[[], str], control: QWidget) -> None:
        """One more row, whose label names the control for screen readers, too."""
        label = QLabel()
        label.setBuddy(control)
        self.rows.addWidget(label, len(self._said), 0)
        wide = not isinstance(control, QSpinBox)
        place = Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft
        self.rows.addWidget(control, len(self._said), 1, place)
        self._said.append((label, control, words))

    def say(self) -> None:
        for label, control, words in self._said:
            control.setAccessibleName(words())
            label.setText(words())

    @property
    def ending(self) -> str:
        """That of the file, by the format chosen."""
        return self.endings[max(self.kind.currentIndex(), 0) if self.kind is not None else 0]

    def format_row(self, *names: str) -> None:
        """A row to choose the format, one name an ending."""
        self.kind = self.choice()
        self.kind.addItems(list(names))
        self.row(lambda: tr("Format"), self.kind)

    def number(self, low: int, high: int, value: int, step: int = 1) -> QSpinBox:
        box = QSpinBox()
        box.setRange(low, high)
        box.setSingleStep(step)
        box.setValue(value)
        box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        dress(box, lambda: box.setFixedWidth(scaled(_NUMBER_WIDTH)))
        box.valueChanged.connect(self.changed)
        return box

    def choice(self) -> QComboBox:
        box = QComboBox()
        box.currentIndexChanged.connect(self.changed)
        return box


class StillForm(Form):
    """What is seen now, as a picture of any width."""

    endings = (".png", ".jpg", ".webp")

    def __init__(self) -> None:
        super().__init__()
        self.format_row("PNG", "JPEG", "WebP")
        self.width_px = self.number(16, _LARGEST_STILL, 1280, 16)
        self.width_px.setSuffix(" px")
        self.row(lambda: tr("Width"), self.width_px)
        speak(self, self.say)

    def show_given(self, given: Given) -> None:
        if given.size != self.given.size and given.size[0]:
            self.width_px.setValue(given.size[0])
        super().show_given(given)

    def plan(self, path: Path) -> Plan:
        return StillPlan(path, self.width_px.value())

    def preview(self) -> str:
        width, height = self.given.size
        high = round(self.width_px.value() * height / width) if width else 0
        return tr("A picture of {width} × {height} px").format(width=self.width_px.value(), height=high)

    def obstacle(self) -> str:
        return "" if self.given.size[0] else tr("There is no picture to export yet.")


class ClipForm(Form):
    """The present source from beginning to end, or the part that is looped."""

    endings = (".mp4", ".mkv", ".mov")

    def __init__(self) -> None:
        super().__init__()
        self.part = self.choice()
        self.row(lambda: tr("Part"), self.part)
        self.format_row("MP4", "Matroska", "QuickTime")
        speak(self, self._say)

    def show_given(self, given: Given) -> None:
        super().show_given(given)
        self._say()

    def plan(self, path: Path) -> Plan:
        return ClipPlan(path, self._span())

    def preview(self) -> str:
        info, span = self.given.info, self._span()
        if info is None:
            return ""
        length_ns = span[1] - span[0] if span else info.duration_ns or 0
        return tr("A clip of {time}, {width} × {height} px, made as fast as this computer can").format(
            time=clock(length_ns, 1), width=info.width, height=info.height
        )

    def obstacle(self) -> str:
        info = self.given.info
        if info is None:
            return tr("There is no picture to export yet.")
        if info.live:
            return tr("A camera has no beginning and no end: record it instead.")
        return tr("A picture has no time: export a still or a contact sheet.") if info.still else ""

    def _span(self) -> tuple[int, int] | None:
        return self.given.span_ns if self.part.currentIndex() == 1 else None

    def _say(self) -> None:
        self.say()
        chosen = self.part.currentIndex()
        self.part.blockSignals(True)
        self.part.clear()
        self.part.addItem(tr("The whole clip"))
        if self.given.span_ns is not None:
            first, last = self.given.span_ns
            self.part.addItem(
                tr("The looped part, {first} to {last}").format(first=clock(first, 1), last=clock(last, 1))
            )
        self.part.setCurrentIndex(min(max(chosen, 0), self.part.count() - 1))
        self.part.blockSignals(False)
