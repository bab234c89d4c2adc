"""TUNE: one group a stage, with the time that it takes and its knobs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..core.commands import ResetKnobs, SetKnob
from ..core.document import Document
from ..core.params import Value, controls_of, groups, resolve_groups
from ..runtime.metrics import StageFigures
from .controller import Controller
from .controls import icon_button, quiet, scrolling
from .desk import Desk
from .icons import icon
from .knobs import KnobRow
from .theme import EDGE

# The way of a frame: the stage that the pipeline times, and the group of knobs that belongs to it.
_WAY = (
    ("detect", ""),
    ("track", "track"),
    ("steady", "steady"),
    ("", "crop"),
    ("fit", "pose"),
    ("light", "light"),
    ("compose", ""),
    ("render", ""),
)
_OPEN_AT_FIRST = frozenset({"steady"})


class TunePanel(QWidget):
    """Every knob of the pipeline, grown from its declaration. Values are the Document's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        controller = desk.controller
        known = dict(groups())
        placed = {group for _, group in _WAY}
        way = [*_WAY, *(("", group) for group in known if group not in placed)]
        self._groups = [
            StageGroup(stage, group if group in known else "", controller)
            for stage, group in way
            if stage or group in known
        ]
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(4)
        for one in self._groups:
            column.addWidget(one)
        column.addStretch(1)
        scroll = scrolling(inner, "Knobs of the stages")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        controller.document_changed.connect(self.show_document)
        self.show_document(controller.document)

    def show_document(self, document: Document) -> None:
        params = resolve_groups(document.knobs)
        for one in self._groups:
            if one.group:
                one.show_values(params[one.group], frozenset(document.knobs.get(one.group, {})))

    def show_stages(self, stages: Mapping[str, StageFigures]) -> None:
        """The newest figures of every stage."""
        for one in self._groups:
            one.show_figures(stages.get(one.stage))

    def row(self, group: str, knob: str) -> KnobRow:
        """The row of one knob. Raises KeyError or StopIteration for an unknown one."""
        return next(one for one in self._groups if one.group == group).rows[knob]


class StageGroup(QFrame):
    """A stage: its name, its time, and its knobs, which can be folded away."""

    def __init__(self, stage: str, group: str, controller: Controller) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.stage, self.group = stage, group
        self._controller = controller
        self.rows = self._knob_rows()
        self._title = QToolButton()
        self._title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title.setText(f" {(group or stage).capitalize()}")
        self._plain = quiet((group or stage).capitalize())
        self._plain.setContentsMargins(30, 5, 0, 5)
        self._title.setAccessibleName(f"{group or stage}: show or hide its knobs")
        self._title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._title.setCheckable(True)
        self._title.setStyleSheet("QToolButton:checked { background: transparent; }")
        self._title.setVisible(bool(self.rows))
        self._plain.setVisible(not self.rows)
        self._title.toggled.connect(self._fold)
        self._figures = quiet()
        self._reset = icon_button("reset", f"Reset {group}", size=14, flat=True)
        self._reset.clicked.connect(lambda: controller.do(ResetKnobs(group)))
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._reset.hide()
        self._body = QWidget()
        self._lay_out()
        self._title.setChecked(group in _OPEN_AT_FIRST)
        self._fold(self._title.isChecked())

    def show_values(self, params: object, changed: frozenset[str]) -> None:
        for name, row in self.rows.items():
            row.show_value(getattr(params, name), changed=name in changed)
        self._reset.setVisible(bool(changed))

    def show_figures(self, figures: StageFigures | None) -> None:
        self._figures.setText(f"{figures.p50_ms:.1f} ms" if figures else "")
        if figures:
            self._figures.setToolTip(
                f"median {figures.p50_ms:.2f} ms, 95th percentile {figures.p95_ms:.2f} ms"
            )

    def _knob_rows(self) -> dict[str, KnobRow]:
        if not self.group:
            return {}
        rows = {}
        for name, control in controls_of(groups()[self.group]).items():
            row = KnobRow(name, control, self.group)
            row.wished.connect(lambda value, knob=name: self._wish(knob, value))
            row.released.connect(self._controller.end_gesture)
            rows[name] = row
        return rows

    def _wish(self, knob: str, value: Value | None) -> None:
        self._controller.do(SetKnob(self.group, knob, value))
        if value is None:
            self._controller.end_gesture()

    def _fold(self, unfolded: bool) -> None:
        self._body.setVisible(unfolded and bool(self.rows))
        if self.rows:
            self._title.setIcon(icon("chevron-down" if unfolded else "chevron-right"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        top.addWidget(self._title)
        top.addWidget(self._plain)
        top.addStretch(1)
        top.addWidget(self._figures)
        top.addWidget(self._reset)
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
