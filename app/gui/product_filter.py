"""The head of the products panel: the search and the parts of the body to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton, QWidget

from .flow_layout import FlowLayout
from .icons import icon
from .language import speak, tr
from .theme import dress


class SearchLine(QLineEdit):
    """Esc empties it first and leaves it then; `left` is asked for with Down or Enter."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(clearButtonEnabled=True)
        glass = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        dress(self, lambda: glass.setIcon(icon("search")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(False)  # what is dropped here is for the window
        speak(self, self._say)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the window takes the keyboard back to the mirror
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self.setPlaceholderText(tr("Search products"))
        self.setAccessibleName(tr("Search products"))
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the search"))


class FilterChips(QWidget):
    """At most one is chosen; `changed` brings its name, "" for none."""

    changed = Signal(str)

    def __init__(self, chips: Mapping[str, Callable[[], str]]) -> None:
        super().__init__()
        self._names = dict(chips)
        self.chips = {name: QToolButton(self) for name in chips}
        flow = FlowLayout(self, gap=4)
        for name, chip in self.chips.items():
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setObjectName(name)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(self._clicked)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        speak(self, self._say)

    @property
    def chosen(self) -> str:
        return next((name for name, chip in self.chips.items() if chip.isChecked()), "")

    def choose(self, name: str) -> None:
        """Choose one; "" for none."""
        for other, chip in self.chips.items():
            chip.setChecked(other == name)
        self.changed.emit(name)

    def offer(self, names: set[str]) -> None:
        """Show those of them that lead to anything."""
        for name, chip in self.chips.items():
            chip.setVisible(name in names)
        if self.chosen and self.chosen not in names:
            self.choose("")
        self.updateGeometry()

    def _clicked(self, _checked: bool) -> None:
        chip = self.sender()
        assert isinstance(chip, QToolButton)
        self.choose(chip.objectName() if chip.isChecked() else "")

    def _say(self) -> None:
        for name, chip in self.chips.items():
            chip.setText(self._names[name]())
            chip.setAccessibleName(tr("Show only: {part}").format(part=self._names[name]()))
        self.updateGeometry()
