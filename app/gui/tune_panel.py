"""TUNE: one slider between steady and responsive, and one group a stage with its time and its knobs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ..core.document import Document
from ..core.params import groups, resolve_groups
from ..runtime.metrics import StageFigures
from ..store.words import folded
from .balance_slider import BalanceSlider
from .controls import BESIDE_BAR, quiet, scrolling
from .desk import Desk
from .icons import icon
from .knobs import KnobRow
from .language import speak, tr
from .stage_group import StageGroup
from .theme import EDGE, GAP, dress

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


class TunePanel(QWidget):
    """Every knob of the pipeline, grown from its declaration. Values are the Document's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        controller = desk.controller
        known = groups()
        placed = {group for _, group in _WAY}
        way = [*_WAY, *(("", group) for group in known if group not in placed)]
        self._groups = [
            StageGroup(stage, group if group in known else "", controller)
            for stage, group in way
            if stage or group in known
        ]
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        glass = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        dress(self.search, lambda: glass.setIcon(icon("search")))
        self.balance = BalanceSlider(controller)
        self._nothing = quiet(lambda: tr("No knob is called that or does that."))
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self._lay_out()
        speak(self, self._say)
        controller.document_changed.connect(self.show_document)
        self.show_document(controller.document)
        for first, second in pairwise(self.stops()):
            QWidget.setTabOrder(first, second)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [self.balance.slider, self.search, *(stop for one in self._groups for stop in one.stops())]

    def show_document(self, document: Document) -> None:
        params = resolve_groups(document.knobs)
        for one in self._groups:
            if one.group:
                one.show_values(params[one.group], frozenset(document.knobs.get(one.group, {})))
        self.balance.show_document(document)

    def show_stages(self, stages: Mapping[str, StageFigures]) -> None:
        """The newest figures of every stage."""
        for one in self._groups:
            one.show_figures(stages.get(one.stage))

    def group(self, name: str) -> StageGroup:
        """The group of knobs of that name. Raises StopIteration for an unknown one."""
        return next(one for one in self._groups if one.group == name)

    def row(self, group: str, knob: str) -> KnobRow:
        """The row of one knob. Raises KeyError or StopIteration for an unknown one."""
        return self.group(group).rows[knob]

    def _search(self, text: str) -> None:
        """Show the knobs that have every word of the text; all, as they were folded, where there is none."""
        words = folded(text).split()
        found = [one.show_found(words) for one in self._groups]
        self._nothing.setVisible(not any(found))

    def _say(self) -> None:
        self.search.setPlaceholderText(tr("Find a knob"))
        self.search.setAccessibleName(tr("Find a knob"))

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, BESIDE_BAR, EDGE)
        column.setSpacing(4)
        column.addWidget(self.balance)
        column.addSpacing(GAP)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        for one in self._groups:
            column.addWidget(one)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner, lambda: tr("Knobs of the stages")))
