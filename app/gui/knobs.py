"""Knob rows grown from core.params: range, unit and help belong to the declaration, not to a widget.

A row shows a value and reports wishes; it never keeps a value of its own. `show_value` never reports.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from ..core.params import Choice, Colour, Control, Knob, Toggle, Value
from .controls import icon_button

_LABEL_WIDTH = 96
_NUMBER_WIDTH = 62


class KnobRow(QWidget):
    """Name, editor and reset of one control. `wished` carries a value, or None for the default."""

    wished = Signal(object)
    released = Signal()

    def __init__(self, name: str, control: Control, where: str) -> None:
        super().__init__()
        self.name = name
        self._editor = _editor(control)
        self._editor.wished.connect(self.wished)
        self._editor.released.connect(self.released)
        title = _title(name, control)
        tip = f"{control.help}\n{where}.{name}"
        self._reset = icon_button("reset", f"Reset {title.lower()}", size=14, flat=True)
        self._reset.clicked.connect(lambda: self.wished.emit(None))
        # The place stays when the button goes, so that nothing moves.
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        label = _Elided(title)
        label.setToolTip(tip)
        self._editor.describe(title, tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(self._editor, 1)
        row.addWidget(self._reset)

    def show_value(self, value: Value, *, changed: bool) -> None:
        """Show what the Document says; `changed` offers the way back to the default."""
        self._editor.show_value(value)
        self._reset.setVisible(changed)


class _Elided(QLabel):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setFixedWidth(_LABEL_WIDTH)
        self.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _LABEL_WIDTH))


class _Editor(QWidget):
    """What edits a value; one subclass a kind of control."""

    wished = Signal(object)
    released = Signal()

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._widgets = widgets
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in widgets:
            row.addWidget(widget)

    def describe(self, title: str, tip: str) -> None:
        for widget in self._widgets:
            widget.setAccessibleName(title)
            widget.setAccessibleDescription(tip)
            widget.setToolTip(tip)

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def _wish(self, value: Any) -> None:
        # Qt does not connect a signal of a double to one of an object.
        self.wished.emit(value)


class _NumberEditor(_Editor):
    def __init__(self, knob: Knob) -> None:
        self._knob = knob
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.setRange(0, max(1, round((knob.high - knob.low) / knob.step)))
        self._box = QDoubleSpinBox()
        self._box.setRange(knob.low, knob.high)
        self._box.setSingleStep(knob.step)
        self._box.setDecimals(_decimals(knob.step))
        self._box.setSuffix(f" {knob.unit}" if knob.unit else "")
        self._box.setKeyboardTracking(False)
        self._box.setFixedWidth(_NUMBER_WIDTH)
        self._box.lineEdit().setTextMargins(5, 0, 3, 0)
        super().__init__(self._slider, self._box)
        self._slider.valueChanged.connect(self._slid)
        self._slider.sliderReleased.connect(self.released)
        self._box.valueChanged.connect(self._wish)
        self._box.editingFinished.connect(self.released)
        for widget in self._widgets:
            widget.installEventFilter(_no_wheel(self))

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self._slider), QSignalBlocker(self._box):
            self._box.setValue(float(value))
            if not self._slider.isSliderDown():
                self._slider.setValue(round((float(value) - self._knob.low) / self._knob.step))

    def _slid(self, position: int) -> None:
        value = min(self._knob.low + position * self._knob.step, self._knob.high)
        self.wished.emit(round(value, _decimals(self._knob.step) + 2))


class _ToggleEditor(_Editor):
    def __init__(self, toggle: Toggle) -> None:
        self._check = QCheckBox()
        self._check.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        super().__init__(self._check)
        self._check.toggled.connect(self._wish)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self._check):
            self._check.setChecked(bool(value))


class _ChoiceEditor(_Editor):
    def __init__(self, choice: Choice) -> None:
        self._combo = QComboBox()
        self._combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._combo.addItems(list(choice.options))
        self._combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        super().__init__(self._combo)
        self._combo.textActivated.connect(self._wish)
        self._combo.installEventFilter(_no_wheel(self))

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self._combo):
            self._combo.setCurrentText(str(value))


class _ColourEditor(_Editor):
    def __init__(self, colour: Colour) -> None:
        self._button = QToolButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value = "#000000"
        super().__init__(self._button)
        self._button.clicked.connect(self._choose)

    def show_value(self, value: Any) -> None:
        self._value = str(value)
        self._button.setText(self._value)
        ink = "#000000" if QColor(self._value).lightnessF() > 0.5 else "#ffffff"
        self._button.setStyleSheet(
            f"QToolButton {{ background: {self._value}; color: {ink}; border: 1px solid #555; }}"
            "QToolButton:focus { border: 2px solid #ffffff; }"
        )

    def _choose(self) -> None:
        dialog = QColorDialog(QColor(self._value), self.window())
        dialog.currentColorChanged.connect(lambda colour: self.wished.emit(colour.name()))
        before = self._value
        if not dialog.exec():
            self.wished.emit(before)
        self.released.emit()
        dialog.deleteLater()


def _editor(control: Control) -> _Editor:
    match control:
        case Knob():
            return _NumberEditor(control)
        case Toggle():
            return _ToggleEditor(control)
        case Choice():
            return _ChoiceEditor(control)
        case Colour():
            return _ColourEditor(control)


class _NoWheel(QObject):
    """The wheel scrolls the panel; a knob turns by it only while it has the keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _no_wheel(parent: QObject) -> QObject:
    return _NoWheel(parent)


def _title(name: str, control: Control) -> str:
    """ "lips_cutoff_hz" to "Lips cutoff": the unit stands with the number."""
    words = name.split("_")
    if isinstance(control, Knob) and len(words) > 1 and words[-1].lower() == control.unit.lower():
        words.pop()
    return " ".join(words).capitalize()


def _decimals(step: float) -> int:
    text = f"{step:.6f}".rstrip("0")
    return len(text.partition(".")[2])
