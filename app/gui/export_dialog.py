"""The export dialog: what to make, where it goes, and a line that says what it will be."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..runtime.export_plan import Plan
from ..sinks.files import free_name
from .controls import Elided, quiet
from .export_forms import ClipForm, Form, Given, StillForm
from .export_sheet_form import SheetForm
from .language import speak, tr
from .theme import EDGE, GAP, dress, scaled

_WIDTH = 460


class ExportDialog(QDialog):
    """Stays open beside the window. `asked` carries a Plan when a person wants it made."""

    asked = Signal(object)

    def __init__(self, folder: Callable[[], Path], parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self._place: Path | None = None  # folder and stem as chosen; None: named by us
        self._agreed: Path | None = None  # the one file that a person agreed to replace, if it is there
        self.path = Path()
        self.still, self.clip, self.sheet = StillForm(), ClipForm(), SheetForm()
        self._pages = QStackedWidget()
        self._tabs = QButtonGroup(self)
        self.name, self.where, self.choose = Elided(), Elided(), QPushButton()
        self.where.setProperty("quiet", True)
        self.preview = quiet()
        self.preview.setWordWrap(True)
        self.start, self._close = QPushButton(), QPushButton()
        self.start.setDefault(True)
        self._lay_out()
        for form in self.forms:
            form.changed.connect(self._show)
            if form.kind is not None:
                form.kind.currentIndexChanged.connect(self._rename)
        self._tabs.idToggled.connect(self._turn)
        self.choose.clicked.connect(self._choose)
        self.start.clicked.connect(self._ask)
        self._close.clicked.connect(self.hide)
        speak(self, self._say)
        dress(self, self._dress)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.still, self.clip, self.sheet)

    @property
    def form(self) -> Form:
        """The one that is in front."""
        return self.forms[self._pages.currentIndex()]

    def show_given(self, given: Given) -> None:
        """What there is to export now."""
        for form in self.forms:
            form.show_given(given)
        self._rename()

    def show_form(self, index: int) -> None:
        """0 a still, 1 a clip, 2 a contact sheet."""
        self._tabs.button(index).setChecked(True)

    def made(self) -> None:
        """The file is there: the next one gets a name of its own."""
        self._place = None
        self._rename()

    def set_path(self, path: Path) -> None:
        """Where a person wants it; the ending follows the format."""
        form, ending = self.form, path.suffix.lower()
        known = ending in form.endings
        self._place, self._agreed = (
            (path.with_suffix(""), path.with_suffix(ending)) if known else (path, None)
        )
        if form.kind is not None and known:
            form.kind.setCurrentIndex(form.endings.index(ending))
        self._rename()

    def _turn(self, index: int, on: bool) -> None:
        if on:
            self._pages.setCurrentIndex(index)
            self._place = None
            self._rename()
            self._fit()

    def _fit(self) -> None:
        """As high as the form in front needs, not as the highest of them."""
        for form in self.forms:
            policy = QSizePolicy.Policy.Preferred if form is self.form else QSizePolicy.Policy.Ignored
            form.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._pages.adjustSize()
        self.resize(self.width(), self.sizeHint().height())

    def _rename(self) -> None:
        ending = self.form.ending
        if self._place is not None:
            path = self._place.with_name(self._place.name + ending)
            self.path = path if path == self._agreed else free_name(path.parent, self._place.name, ending)
        else:
            self.path = free_name(self._folder(), self._stem(), ending)
        self._show()

    def _stem(self) -> str:
        info = self.form.given.info
        source = Path(info.name).stem if info is not None else ""
        words = " ".join(filter(None, ["Lookglass", source, self.form.given.look]))
        # What some system cannot have in a file's name, such as a camera's "/dev/video0".
        return re.sub(r'[/\\:*?"<>|\x00-\x1f]+', " ", words).strip()

    def _show(self) -> None:
        obstacle = self.form.obstacle()
        self.preview.setText(obstacle or self.form.preview())
        self.name.show_text(self.path.name)
        self.where.show_text(tr("in {folder}").format(folder=self.path.parent))
        self.start.setEnabled(not obstacle)

    def _choose(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in self.form.endings)
        path, _ = QFileDialog.getSaveFileName(self, tr("Where it goes"), str(self.path), kinds)
        if path:
            self.set_path(Path(path))

    def _ask(self) -> None:
        plan: Plan = self.form.plan(self.path)
        self.asked.emit(plan)

    def _dress(self) -> None:
        self.setMinimumWidth(scaled(_WIDTH))
        self._fit()

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(GAP)
        for index, form in enumerate(self.forms):
            self._pages.addWidget(form)
            tab = QToolButton()
            tab.setProperty("chip", True)
            tab.setCheckable(True)
            tab.setChecked(index == 0)
            self._tabs.addButton(tab, index)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self.name)
        lines.addWidget(self.where)
        place = QHBoxLayout()
        place.addLayout(lines, 1)
        place.addWidget(self.choose)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._close, self.start):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addLayout(tabs)
        column.addWidget(self._pages)
        column.addWidget(self.preview)
        column.addLayout(place)
        column.addStretch(1)
        column.addLayout(buttons)

    def _say(self) -> None:
        self.setWindowTitle(tr("Export"))
        for index, text in enumerate((tr("Still"), tr("Clip"), tr("Contact sheet"))):
            self._tabs.button(index).setText(text)
            self._tabs.button(index).setAccessibleName(text)
        self.choose.setText(tr("Choose…"))
        self.choose.setAccessibleName(tr("Choose where it goes"))
        self.start.setText(tr("Export"))
        self._close.setText(tr("Close"))
        self._show()
