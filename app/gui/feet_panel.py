"""LAB: the length and width of feet in millimetres, by a sheet of paper or a bank card beside them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from ..core.commands import SetKnob
from ..core.foot import LEFT, RIGHT
from ..core.missing import Missing
from ..runtime.measure_feet import FootMeter
from ..runtime.pipeline import FrameResult
from ..stages.measure_foot import FootSize
from ..vision.sheet_of_paper import Quad
from .bridge import Errand
from .controls import BESIDE_BAR, quiet, scrolling
from .desk import Desk
from .lab_results import fill
from .language import speak, tr
from .sheet_outline import SheetOutline
from .theme import EDGE, GAP
from .viewport import Viewport

_REFERENCES = ("auto", "a4", "letter", "card")
# Looking for paper takes some ten milliseconds, and what is known changes slowly.
_LOOK_MS, _SIZES_S = 80, 1.5

Sizes = Mapping[int, FootSize | Missing]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What a look has told; `sizes` is None where they were not worked out anew."""

    meter: FootMeter
    quad: Quad | None
    sizes: Sizes | None


class FeetPanel(QWidget):
    """Measures while it is seen and feet are followed; shows the sheet's outline over the picture."""

    def __init__(self, desk: Desk, viewport: Viewport) -> None:
        super().__init__()
        self._controller, self._viewport = desk.controller, viewport
        self._errand = Errand("lookglass-feet", self)
        self.outline = SheetOutline(viewport)
        self.reference, self.again = QComboBox(), QPushButton()
        self.follow, self.use = QPushButton(), QPushButton()
        self.state = QLabel()
        self.sizes_of = {LEFT: QLabel(), RIGHT: QLabel()}
        self._note = quiet()
        self._meter = FootMeter()
        self._sizes: Sizes = {}
        self._quad: Quad | None = None
        self._result: FrameResult | None = None
        self._looking = False
        self._worked_out_s = 0.0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._follow_feet = desk.actions["follow.feet"]
        self._arrange()
        self._controller.followed_changed.connect(self._begin_anew)
        self._controller.source_opened.connect(self._begin_anew)
        speak(self, self._say)

    @property
    def length_mm(self) -> float | None:
        """The mean length of the feet that are measured; None before any is."""
        known = [size.length_mm for size in self._sizes.values() if isinstance(size, FootSize)]
        return sum(known) / len(known) if known else None

    def finish(self) -> None:
        """The window is being closed."""
        self._timer.stop()
        self._errand.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self.outline.show_quad(None)

    # -- measuring

    def _begin_anew(self, *_: object) -> None:
        """What was gathered is of other feet, or by another reference."""
        self._meter = FootMeter(reference=_REFERENCES[max(self.reference.currentIndex(), 0)])
        self._sizes, self._quad = {}, None
        self.outline.show_quad(None)
        self._say_state()

    def _look(self) -> None:
        result = self._viewport.result
        if self._looking or result is None or result is self._result or result.subject != "feet":
            return
        self._result, self._looking = result, True
        meter = self._meter
        due = time.monotonic() - self._worked_out_s > _SIZES_S
        if due:
            self._worked_out_s = time.monotonic()

        def work() -> _Known:
            meter.add(result)
            return _Known(meter, meter.quad, meter.sizes() if due else None)

        self._errand.run(work, self._looked, self._failed)

    def _looked(self, known: _Known) -> None:
        self._looking = False
        if known.meter is not self._meter:  # begun anew meanwhile
            return
        self._quad = known.quad
        if known.sizes is not None:
            self._sizes = known.sizes
        if self.isVisible():
            self.outline.show_quad(None if known.quad is None else known.quad.corners)
        self._say_state()

    def _failed(self) -> None:
        self._looking = False

    def _use(self) -> None:
        length_mm = self.length_mm
        if length_mm is not None:
            self._controller.end_gesture()
            self._controller.do(SetKnob("feet", "length_mm", float(round(length_mm))))

    # -- texts

    def _say(self) -> None:
        shapes = tr("Sheet or card by its shape"), tr("A4 sheet"), tr("Letter sheet"), tr("Bank card")
        fill(self.reference, list(shapes))
        self.reference.setAccessibleName(tr("What the feet are measured by"))
        self.again.setText(tr("Measure anew"))
        self.follow.setText(tr("Follow feet"))
        for button in (self.again, self.follow):
            button.setAccessibleName(button.text())
        self._note.setText(
            tr("Lengths are those of what is seen: a shoe where one is worn. ± is the half of the 95 % band.")
        )
        self._say_state()

    def _say_state(self) -> None:
        feet = self._controller.followed == "feet"
        self.follow.setVisible(not feet)
        self.state.setText(self._state(feet))
        self.state.setVisible(bool(self.state.text()))
        for side, label in self.sizes_of.items():
            label.setText(self._size_text(side))
            label.setVisible(bool(label.text()))
        length_mm = self.length_mm
        self.use.setEnabled(length_mm is not None)
        text = tr("Use as the feet’s length")
        if length_mm is not None:
            text = tr("Use {length} mm as the feet’s length").format(length=f"{length_mm:.0f}")
        self.use.setText(text)
        self.use.setAccessibleName(text)

    def _state(self, feet: bool) -> str:
        if not feet:
            return tr("Faces are followed now; feet can be measured while they are followed.")
        if self._quad is None and not self._sizes:
            return tr(
                "Lay a sheet of paper or a bank card flat on the floor beside the foot, "
                "all four corners and the foot in view."
            )
        if self.length_mm is None:
            return tr("The sheet is seen; keep the whole foot in view.")
        return ""

    def _size_text(self, side: int) -> str:
        size = self._sizes.get(side)
        if not isinstance(size, FootSize):
            return ""
        text = tr("Left: {length} ± {more} mm long, {width} ± {wider} mm wide, about EU {size}")
        if side == RIGHT:
            text = tr("Right: {length} ± {more} mm long, {width} ± {wider} mm wide, about EU {size}")
        return text.format(
            length=f"{size.length_mm:.0f}",
            more=f"{size.length_band_mm:.0f}",
            width=f"{size.width_mm:.0f}",
            wider=f"{size.width_band_mm:.0f}",
            size=f"{size.eu_size:.1f}",
        )

    def _arrange(self) -> None:
        does = (
            (self.again, self._begin_anew),
            (self.follow, self._follow_feet.trigger),
            (self.use, self._use),
        )
        for button, do in does:
            button.setProperty("boxed", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(do)
        self.reference.activated.connect(self._begin_anew)
        for label in (self.state, self._note, *self.sizes_of.values()):
            label.setWordWrap(True)
        for label in self.sizes_of.values():
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, BESIDE_BAR, EDGE)
        column.setSpacing(GAP)
        sizes = self.sizes_of.values()
        for widget in (self.reference, self.state, self.follow, *sizes, self.use, self.again, self._note):
            column.addWidget(widget)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner, lambda: tr("Measuring feet")))
