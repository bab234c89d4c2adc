"""Asks for a name, and says at once what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from .controls import quiet
from .language import tr
from .theme import scaled

_WIDTH = 340


class NameDialog(QDialog):
    """`problem` gives what is wrong with a name ("" for nothing), `remark` what will happen with it."""

    def __init__(
        self,
        title: str,
        suggestion: str,
        parent: QWidget,
        *,
        problem: Callable[[str], str],
        remark: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._problem, self._remark = problem, remark
        self.setWindowTitle(title)
        self.field = QLineEdit(suggestion)
        self.field.setAccessibleName(tr("Name"))
        self.field.selectAll()
        caption = QLabel(tr("Name"))
        caption.setBuddy(self.field)
        self.said = quiet()
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Room for two lines from the beginning: the buttons do not move while one types.
        self.said.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self._ok = self._buttons.button(standard.Ok)
        self._ok.setText(tr("Save"))
        self._buttons.button(standard.Cancel).setText(tr("Cancel"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(self._check)
        column = QVBoxLayout(self)
        for widget in (caption, self.field, self.said, self._buttons):
            column.addWidget(widget)
        self.setMinimumWidth(scaled(_WIDTH))
        self._check(suggestion)

    @property
    def name(self) -> str:
        return self.field.text().strip()

    @property
    def can_be_accepted(self) -> bool:
        return self._ok.isEnabled()

    def _check(self, _text: str) -> None:
        wrong = self._problem(self.name)
        self._ok.setEnabled(bool(self.name) and not wrong)
        remark = self._remark(self.name) if self._remark and not wrong else ""
        self.said.setText(wrong if wrong and self.name else remark)
