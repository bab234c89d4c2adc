"""One slider between steady and responsive: it walks the measured front of the stabiliser in use."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from ..core.balance import Balance
from ..core.commands import SetBalance
from ..core.document import Document
from ..core.params import resolve_groups
from ..stages.stabilise import METHODS
from ..store.fronts import our_fronts
from .controller import Controller
from .controls import quiet
from .knob_editors import Pause, no_wheel
from .language import speak, tr

_STEPS = 100
_GROUP = "steady"


class BalanceSlider(QWidget):
    """Its place is where the present knobs lie on the way; knobs beside it are said to be own ones."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._ways = {method: Balance.along(front) for method, front in our_fronts().items()}
        self._balance = self._ways[METHODS[0]]
        self._own = False
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(_STEPS // 10)
        self.slider.installEventFilter(no_wheel(self))
        self.slider.valueChanged.connect(self._slid)
        self._pause = Pause(self.slider)
        self._pause.over.connect(controller.end_gesture)
        self.slider.sliderPressed.connect(self._pause.end)
        self.slider.sliderReleased.connect(controller.end_gesture)
        self._said = quiet()
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        ends_row = QHBoxLayout()
        ends_row.addWidget(quiet(lambda: tr("Steady")))
        ends_row.addWidget(self._said, 1)
        ends_row.addWidget(quiet(lambda: tr("Responsive")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(ends_row)
        column.addWidget(self.slider)
        speak(self, self._say)

    @property
    def shows_own(self) -> bool:
        """Whether the present knobs lie beside the way."""
        return self._own

    def show_document(self, document: Document) -> None:
        params = resolve_groups(document.knobs)
        # A stabiliser of which no front was measured lies beside the default's way.
        self._balance = self._ways.get(params[_GROUP].method, self._ways[METHODS[0]])
        if not self.slider.isSliderDown():
            place = round(self._balance.nearest(params) * _STEPS)
            # A place is rounded to what the knobs' numbers show: keys would not get away from it.
            if abs(place - self.slider.value()) > 2 or not self._pause.under_way:
                with QSignalBlocker(self.slider):
                    self.slider.setValue(place)
        own = not self._balance.holds(params)
        if self._own != own:
            self._own = own
            self._say()

    def _slid(self, place: int) -> None:
        if not self.slider.isSliderDown():
            self._pause.begin()
        self._controller.do(SetBalance(self._balance.at(place / _STEPS)))

    def _say(self) -> None:
        self._said.setText(tr("own knobs") if self._own else "")
        tip = tr("Left: calmest at rest. Right: closest in motion, with a little more trembling.")
        if self._own:
            tip += "\n" + tr("The knobs are others than those along this line; moving it replaces them.")
        self.slider.setToolTip(tip)
        self.slider.setAccessibleName(tr("Steady or responsive"))
        self.slider.setAccessibleDescription(tip)
