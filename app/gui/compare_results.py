"""What came of a comparison: the sentence, the tables, the picture with its trails, the plots, the report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from ..core.errors import UserError
from ..lab.comparison import Comparison
from ..lab.report import ENDINGS, save_report
from ..sinks.files import with_ending
from .compare_charts import CompareCharts
from .compare_picture import ComparePicture
from .compare_table import CompareTable
from .compare_words import report_words
from .controls import quiet, section
from .desk import Desk
from .language import speak, tr
from .lettering import lettering
from .theme import GAP, scaled

# From this width on the plots stand beside the picture and not below it.
_WIDE = 620


class CompareResults(QWidget):
    """Hidden until there is a comparison to show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._controller, self._saving = desk.controller, desk.saving
        self.comparison: Comparison | None = None
        self.sentence, self.facts = QLabel(), quiet()
        self.settings = QLabel()
        self.figures, self.parts = CompareTable(), CompareTable()
        self.picture = ComparePicture()
        self.charts = CompareCharts()
        self.export = QPushButton()
        self._trails = section("")
        self._arrange()
        self.picture.moved.connect(self.charts.point_at)
        self.export.clicked.connect(self._choose_file)
        speak(self, self._say)
        self.hide()

    def show_comparison(self, found: Comparison) -> None:
        self.comparison = found
        self.picture.show_comparison(found)
        self.charts.show_comparison(found)
        self._say()
        self.charts.point_at(self.picture.seconds)
        self.show()

    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        picture, charts = self.picture, self.charts
        over = (self.export, self.figures, picture.way, picture.place, picture.moment)
        return *over, self.parts, charts.landmark, charts.axis

    def save(self, path: Path) -> None:
        """The report by the ending of `path`, written in the background."""
        found, words = self.comparison, report_words()
        if found is None:
            return

        def write() -> str | UserError:
            try:
                save_report(path, found, words, lettering=lettering)
            except UserError as problem:
                return problem
            return tr("Saved {path}").format(path=path)

        self._saving.run(write, self._controller.report)

    def _choose_file(self) -> None:
        page, picture = (f"*{ending}" for ending in ENDINGS)
        kinds = f"{tr('Page')} ({page});;{tr('Picture')} ({picture})"
        name = f"{tr('comparison')}{ENDINGS[0]}"
        path, kind = QFileDialog.getSaveFileName(self.window(), tr("Save the report"), name, kinds)
        if path:
            endings = ENDINGS if page in kind else ENDINGS[::-1]
            self.save(with_ending(Path(path), *endings))

    def _say(self) -> None:
        self.export.setText(tr("Export the report…"))
        self.export.setAccessibleName(self.export.text())
        words, found = report_words(), self.comparison
        self._trails.setText(words.trails)
        if found is None:
            return
        self.sentence.setText(words.sentence(found.verdict))
        self.facts.setText(words.join.join(words.facts_of(found)))
        sides = (("A", found.a), ("B", found.b))
        self.settings.setText("\n".join(f"{letter}: {side.name}" for letter, side in sides))
        self.settings.setToolTip("\n".join(f"{letter}: {words.settings_of(side)}" for letter, side in sides))
        self.figures.show_rows(words.figure, found.rows, words)
        self.parts.show_rows(words.by_part, found.parts, words)
        self.figures.setAccessibleName(tr("Figures of A and B"))
        feet = found.subject == "feet"
        by_part = tr("Figures of A and B by parts of the foot"), tr("Figures of A and B by parts of the face")
        self.parts.setAccessibleName(by_part[0] if feet else by_part[1])
        self.picture.say(words)
        self.charts.say(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= scaled(_WIDE)
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _arrange(self) -> None:
        for label in (self.sentence, self.facts, self.settings, self._trails):
            label.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.sentence.font()
        font.setBold(True)
        self.sentence.setFont(font)
        self.export.setProperty("boxed", True)
        self.export.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        left, right = QVBoxLayout(), QVBoxLayout()
        for widget in (self.figures, self._trails, self.picture, self.parts):
            left.addWidget(widget)
        right.addWidget(self.charts)
        for column in (left, right):
            column.setSpacing(GAP)
            column.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(2 * GAP)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for label in (self.sentence, self.facts, self.settings):
            column.addWidget(label)
        column.addWidget(self.export)
        column.addLayout(self._halves)
