"""What edits one value: a number, a switch, a choice or a colour. One class a kind of control.

An editor shows what it is told and reports what a person wishes. A gesture (a drag, some turns of the wheel,
some presses of a key) is one step of the history: `released` ends it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from ..core.balance import decimals
from ..core.maths import linear_from_srgb, srgb_from_hex
from ..core.params import Choice, Colour, Control, Knob, Toggle
from . import knob_words
from .language import speak
from .theme import colours, dress, scaled

_NUMBER_WIDTH = 62
# Who presses a key again within this time is still turning the same knob.
_PAUSE_MS = 700


class Editor(QWidget):
    """The base of all editors: `wished` carries a value, `released` ends a gesture, `cancelled` undoes it."""

    wished = Signal(object)
    released = Signal()
    cancelled = Signal()

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._widgets = widgets
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in widgets:
            row.addWidget(widget)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return list(self._widgets)

    def describe(self, title: str, tip: str) -> None:
        """What a screen reader says, and the tooltip."""
        for widget in (self, *self._widgets):
            widget.setToolTip(tip)
        for widget in self._widgets:
            widget.setAccessibleName(title)
            widget.setAccessibleDescription(tip)

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def _wish(self, value: Any) -> None:
        # Qt does not connect a signal of a double to one of an object.
        self.wished.emit(value)


class Pause(QObject):
    """Ends a gesture of keys or wheel: when nothing has come for a while, or the keyboard has moved on."""

    over = Signal()

    def __init__(self, *watched: QWidget) -> None:
        super().__init__(watched[0])
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self.over)
        for widget in watched:
            widget.installEventFilter(self)

    @property
    def under_way(self) -> bool:
        """Whether something has been turned just now."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Something has been turned; another turn within the pause belongs to it."""
        self._timer.start()

    def end(self) -> None:
        """The gesture is over now, if there is one."""
        if self._timer.isActive():
            self._timer.stop()
            self.over.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.end()
        return False


class NumberEditor(Editor):
    """A slider and its number."""

    def __init__(self, knob: Knob) -> None:
        self._knob = knob
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        steps = max(1, round((knob.high - knob.low) / knob.step))
        self.slider.setRange(0, steps)
        self.slider.setPageStep(max(1, steps // 10))
        self.box = QDoubleSpinBox()
        self.box.setRange(knob.low, knob.high)
        self.box.setSingleStep(knob.step)
        self.box.setDecimals(decimals(knob.step))
        self.box.setKeyboardTracking(False)
        self.box.lineEdit().setTextMargins(5, 0, 3, 0)
        super().__init__(self.slider, self.box)
        dress(self, lambda: self.box.setFixedWidth(scaled(_NUMBER_WIDTH)))
        speak(self, self._say_unit)
        self._pause = Pause(self.slider, self.box)
        self._pause.over.connect(self.released)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderPressed.connect(self._pause.end)
        self.slider.sliderReleased.connect(self.released)
        self.box.valueChanged.connect(self._typed)
        self.box.editingFinished.connect(self._pause.end)
        for widget in self._widgets:
            widget.installEventFilter(no_wheel(self))

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.slider), QSignalBlocker(self.box):
            self.box.setValue(float(value))
            if not self.slider.isSliderDown():
                self.slider.setValue(round((float(value) - self._knob.low) / self._knob.step))

    def _say_unit(self) -> None:
        unit = knob_words.unit(self._knob)
        self.box.setSuffix(f" {unit}" if unit and fits_number(unit) else "")

    def _slid(self, position: int) -> None:
        value = min(self._knob.low + position * self._knob.step, self._knob.high)
        self._turn(round(value, decimals(self._knob.step) + 2))

    def _typed(self, value: float) -> None:
        self._turn(value)

    def _turn(self, value: float) -> None:
        self.wished.emit(value)
        if not self.slider.isSliderDown():
            self._pause.begin()


class ToggleEditor(Editor):
    """On or off."""

    def __init__(self, toggle: Toggle) -> None:
        self.check = QCheckBox()
        self.check.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        super().__init__(self.check)
        self.check.toggled.connect(self._toggle)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.check):
            self.check.setChecked(bool(value))

    def _toggle(self, on: bool) -> None:
        self.wished.emit(on)
        self.released.emit()


class ChoiceEditor(Editor):
    """One of a few names."""

    def __init__(self, choice: Choice) -> None:
        self.combo = QComboBox()
        self.combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for option in choice.options:
            self.combo.addItem(option, option)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        super().__init__(self.combo)
        self._pause = Pause(self.combo)
        self._pause.over.connect(self.released)
        self.combo.activated.connect(self._choose)
        self.combo.installEventFilter(no_wheel(self))
        speak(self, self._say_options)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(self.combo.findData(str(value)))

    def _say_options(self) -> None:
        for index in range(self.combo.count()):
            self.combo.setItemText(index, knob_words.choice(self.combo.itemData(index)))

    def _choose(self, index: int) -> None:
        self.wished.emit(self.combo.itemData(index))
        self._pause.begin()  # the arrow keys walk through the choices


class ColourEditor(Editor):
    """A field in its colour, which opens the colour dialog; its choice is seen while it is made."""

    def __init__(self, colour: Colour) -> None:
        self.button = QToolButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value = "#000000"
        super().__init__(self.button)
        self.button.clicked.connect(self._choose)
        dress(self, self._paint)

    def show_value(self, value: Any) -> None:
        if str(value) != self._value:
            self._value = str(value)
            self._paint()

    def _paint(self) -> None:
        c = colours()
        # Relative luminance 0.18 is where black and white stand out equally well.
        red, green, blue = linear_from_srgb(srgb_from_hex(self._value))
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18
        ink = QColor(Qt.GlobalColor.black if light else Qt.GlobalColor.white).name()
        self.button.setText(self._value)
        self.button.setStyleSheet(
            f"QToolButton {{ background: {self._value}; color: {ink}; border: 1px solid {c.line}; }}"
            f"QToolButton:focus {{ border: 2px solid {c.accent}; }}"
            f"QToolButton:disabled {{ background: {c.raised}; color: {c.disabled}; }}"
        )

    def _choose(self) -> None:
        self.released.emit()  # what came before is a gesture of its own
        # A child: what is tuned may be taken off meanwhile, and the dialog goes with it.
        dialog = QColorDialog(QColor(self._value), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.currentColorChanged.connect(self._try)
        dialog.accepted.connect(self.released)
        dialog.rejected.connect(self.cancelled)
        dialog.open()

    def _try(self, colour: QColor) -> None:
        self.wished.emit(colour.name())


def fits_number(unit: str) -> bool:
    """Whether a unit has room beside its number; a longer one stands with the knob's name."""
    return len(unit) <= 3


def editor_for(control: Control) -> NumberEditor | ToggleEditor | ChoiceEditor | ColourEditor:
    """The editor of a control."""
    match control:
        case Knob():
            return NumberEditor(control)
        case Toggle():
            return ToggleEditor(control)
        case Choice():
            return ChoiceEditor(control)
        case Colour():
            return ColourEditor(control)


class _NoWheel(QObject):
    """The wheel scrolls the panel; a knob turns by it only while it has the keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def no_wheel(parent: QObject) -> QObject:
    """An event filter that leaves the wheel to what lies around, while a widget has not the keyboard."""
    return _NoWheel(parent)
