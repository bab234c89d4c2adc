"""One stage of the pipeline in the Tune tab: its name, its time, its switch and its knobs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..core.commands import ResetKnobs, SetKnob
from ..core.params import Value, groups, off_switch
from ..runtime.metrics import StageFigures
from . import knob_words
from .controller import Controller
from .controls import icon_button, quiet
from .icons import icon
from .knobs import KnobRow, KnobRows
from .language import speak, tr
from .theme import dress, scaled

_OPEN_AT_FIRST = frozenset({"steady"})
_FIGURES_WIDTH = 54


class StageGroup(QFrame):
    """Its knobs can be folded away. A stage without knobs shows its time only."""

    def __init__(self, stage: str, group: str, controller: Controller) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.stage, self.group = stage, group
        self._controller = controller
        self._knobs = KnobRows(groups()[group], group, controller, self._wish) if group else None
        self.rows: dict[str, KnobRow] = self._knobs.rows if self._knobs else {}
        self._searched = False
        self._unfolded = group in _OPEN_AT_FIRST
        self.title = QToolButton()
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.clicked.connect(self._fold_or_unfold)
        self._plain = quiet(lambda: knob_words.stage(group or stage))
        self._figures = quiet()
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        dress(self._figures, lambda: self._figures.setMinimumWidth(scaled(_FIGURES_WIDTH)))
        self.switch = QCheckBox()
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.switch.clicked.connect(self._switch)
        # What the stage was set to while it was on: switching it on again goes back to that.
        self._when_on: Value | None = None
        self.reset = icon_button("reset", self._reset_text, size=14, flat=True)
        self.reset.clicked.connect(self._reset_all)
        for sometimes in (self.reset, self.switch):
            policy = sometimes.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            sometimes.setSizePolicy(policy)
            sometimes.hide()
        self._body = QWidget()
        self._lay_out()
        self.switch.setVisible(off_switch(group) is not None)
        speak(self, self._say)
        dress(self, self._show_fold)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        if not self.rows:
            return []
        rows = [stop for row in self.rows.values() for stop in row.stops()]
        return [self.title, self.switch, self.reset, *rows]

    def show_values(self, params: object, changed: frozenset[str]) -> None:
        if self._knobs is not None:
            self._knobs.show(params, changed)
        self.reset.setVisible(bool(changed))
        off = off_switch(self.group)
        if off is not None:
            knob, off_value = off
            value = getattr(params, knob)
            self.switch.setChecked(value != off_value)
            if value != off_value:
                self._when_on = value if knob in changed else None

    def show_figures(self, figures: StageFigures | None) -> None:
        self._figures.setText(tr("{time} ms").format(time=f"{figures.p50_ms:.1f}") if figures else "")
        if figures:
            tip = tr("median {median} ms, 95th percentile {most} ms")
            self._figures.setToolTip(tip.format(median=f"{figures.p50_ms:.2f}", most=f"{figures.p95_ms:.2f}"))

    def show_found(self, words: list[str]) -> bool:
        """Show the knobs that have all these words (any, where there are none); whether there are any."""
        found = {name: all(word in row.words() for word in words) for name, row in self.rows.items()}
        for name, row in self.rows.items():
            row.setVisible(found[name])
        self._searched = bool(words)
        some = not words or any(found.values())
        self.setVisible(some)
        self._show_fold()
        return some

    def _wish(self, knob: str, value: Value | None) -> None:
        self._controller.do(SetKnob(self.group, knob, value))

    def _switch(self, on: bool) -> None:
        off = off_switch(self.group)
        if off is not None:
            self._controller.end_gesture()
            self._controller.do(SetKnob(self.group, off[0], self._when_on if on else off[1]))
            self._controller.end_gesture()

    def _reset_all(self) -> None:
        self._controller.do(ResetKnobs(self.group))

    def _fold_or_unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_fold()

    def _show_fold(self) -> None:
        unfolded = self._unfolded or self._searched
        self._body.setVisible(unfolded and bool(self.rows))
        self.title.setIcon(icon("chevron-down" if unfolded else "chevron-right"))

    def _reset_text(self) -> str:
        return tr("Reset {group}").format(group=knob_words.stage(self.group or self.stage))

    def _say(self) -> None:
        name = knob_words.stage(self.group or self.stage)
        self.title.setText(f" {name}")
        self.title.setAccessibleName(tr("{stage}: show or hide its knobs").format(stage=name))
        self.title.setToolTip(tr("Show or hide its knobs"))
        self.switch.setAccessibleName(tr("{stage} is on").format(stage=name))
        self.switch.setToolTip(tr("Switch the stage on or off"))

    def _lay_out(self) -> None:
        self.title.setVisible(bool(self.rows))
        self._plain.setVisible(not self.rows)
        beside = QWidget()  # names stand under one another, with an arrow and without
        beside.setVisible(not self.rows)
        dress(beside, lambda: beside.setFixedWidth(scaled(26)))
        dress(self._plain, lambda: self._plain.setMinimumHeight(scaled(28)))
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(6)
        for widget in (beside, self.title, self._plain):
            top.addWidget(widget)
        top.addStretch(1)
        for widget in (self._figures, self.switch, self.reset):
            top.addWidget(widget)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(8, 0, 0, 4)
        body.setSpacing(3)
        for row in self.rows.values():
            body.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 3, 8, 3)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._body)
