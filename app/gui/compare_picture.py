"""The face with the landmarks of A and B and their trails, together or side by side, at any moment."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from ..lab.comparison import Comparison
from ..lab.overlay import draw_overlay, places_of
from ..lab.report import furthest, trails
from ..lab.report_words import Words
from .controls import quiet
from .lab_results import fill, row_of
from .language import tr
from .overlay_view import OverlayView
from .theme import GAP

# What is shown in each of the views: both in one, or one in each.
_WAYS = (("ab",), ("a", "b"), ("a",), ("b",))


class ComparePicture(QWidget):
    """`moved` carries the time of the moment that is shown, in seconds."""

    moved = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self.way, self.place = QComboBox(), QComboBox()
        self.moment, self._time = QSlider(Qt.Orientation.Horizontal), quiet()
        self.views = (OverlayView(), OverlayView())
        self._captions = (QLabel(), QLabel())
        self._halves = (QWidget(), QWidget())
        self._arrange()
        self.way.activated.connect(self._show)
        self.place.activated.connect(self._show)
        self.moment.valueChanged.connect(self._show)

    @property
    def seconds(self) -> float:
        """Of the moment that is shown."""
        found = self._comparison
        if found is None or not found.stills:
            return 0.0
        return float(found.t_s[found.stills[self.moment.value()].frame])

    @property
    def _places(self) -> tuple[str, ...]:
        return tuple(places_of(self._comparison.subject if self._comparison else "face"))

    def show_comparison(self, found: Comparison) -> None:
        """At the moment in which A and B lie furthest apart."""
        self._comparison = found
        self.setVisible(bool(found.stills))
        far = furthest(found)
        nearest = min(range(len(found.stills)), key=lambda n: abs(found.stills[n].frame - far), default=0)
        with QSignalBlocker(self.moment):
            self.moment.setRange(0, max(len(found.stills) - 1, 0))
            self.moment.setPageStep(max(len(found.stills) // 10, 1))
            self.moment.setValue(nearest)
        self._show()

    def say(self, words: Words) -> None:
        fill(self.way, [tr("Together"), tr("Side by side"), tr("A alone"), tr("B alone")])
        self.way.setAccessibleName(tr("How A and B are shown"))
        names = {
            "face": tr("the face"), "lips": tr("lips"), "eyes": tr("eyes"), "nose": tr("nose"),
            "foot": tr("the foot"),
        }  # fmt: skip
        fill(self.place, [names[place] for place in self._places])
        self.place.setVisible(len(self._places) > 1)
        self.place.setAccessibleName(tr("Part of the face"))
        self.moment.setAccessibleName(words.moment)
        self._show()

    def _show(self, *_: object) -> None:
        found = self._comparison
        if found is None or not found.stills:
            return
        still = found.stills[self.moment.value()]
        place = self._places[min(max(self.place.currentIndex(), 0), len(self._places) - 1)]
        shown = _WAYS[max(self.way.currentIndex(), 0)]
        names = {"ab": tr("A and B"), "a": f"A: {found.a.name}", "b": f"B: {found.b.name}"}
        for half, view, caption, which in zip(self._halves, self.views, self._captions, (*shown, "")):
            half.setVisible(bool(which))
            if which:
                drawing = draw_overlay(
                    still,
                    trails(found, which),
                    found.t_s,
                    around=found.a.track.raw[still.frame],  # the same part of the picture for both
                    place=place,
                    name=tr("{settings} at {time} s").format(
                        settings=names[which], time=f"{self.seconds:.2f}"
                    ),
                )
                view.show_drawing(drawing)
                caption.setText(names[which])
        self._time.setText(tr("{count} s").format(count=f"{self.seconds:.2f}"))
        self.moved.emit(self.seconds)

    def _arrange(self) -> None:
        for box in (self.way, self.place):
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.moment.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        pictures = QHBoxLayout()
        pictures.setSpacing(GAP)
        for half, view, caption in zip(self._halves, self.views, self._captions, strict=True):
            caption.setProperty("quiet", True)
            caption.setWordWrap(True)
            one = QVBoxLayout(half)
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(2)
            one.addWidget(view)
            one.addWidget(caption)
            pictures.addWidget(half, 1)
        scrub = QHBoxLayout()
        scrub.setSpacing(GAP)
        scrub.addWidget(self.moment, 1)
        scrub.addWidget(self._time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row_of(self.way, self.place))
        column.addLayout(pictures)
        column.addLayout(scrub)
