"""The line along the bottom: small facts, each put there by the part that knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from .controls import Elided, icon_button
from .language import speak, tr
from .theme import EDGE, GAP, dress, scaled

# As wide as the drawing of products with its bar, in either language.
_PLACE_WIDTH = 172
# Of what long work is: by itself, and beside a recording.
_LONGEST_TEXT, _LITTLE_TEXT = 260, 84


class StatusBar(QWidget):
    """Facts from the left, others from the right; long work shows there how far it is.

    It takes no keyboard but for the button that cancels long work.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(EDGE, 3, EDGE, 3)
        self._row.setSpacing(EDGE)
        self._row.addStretch(1)
        self._left = 0
        self._place = _Place()
        self.work = WorkLine()
        self._place.pass_by(self.work)
        self._row.addWidget(self._place)

    def add(self, widget: QWidget, *, right: bool = False) -> None:
        """Put a fact there, after those that are there already on its side."""
        if right:
            self._row.insertWidget(self._row.indexOf(self._place), widget)
        else:
            self._row.insertWidget(self._left, widget)
            self._left += 1

    def rest(self, widget: QWidget) -> None:
        """A fact at the right end that makes room for what passes by."""
        self._place.rest(widget)

    def pass_by(self, fact: Passing) -> None:
        """What is shown for a while in place of what rests, so that nothing beside it moves."""
        self._place.pass_by(fact)

    def progress(
        self, text: str, done: int, total: int, *, of: str = "work", cancel: Callable[[], None] | None = None
    ) -> None:
        """Tell how far some long work is; `of` tells apart what runs at the same time.

        `total` 0: it is not known how much there is. The line goes when `done` has reached `total`; work
        that ends otherwise says so with `finished`. `cancel` is called when a person has had enough.
        """
        if 0 < total <= done:
            self.finished(of)
        else:
            self.work.show_work(of, _Work(text, done, total, cancel))

    def finished(self, of: str = "work") -> None:
        """The work is over, whether it is done or not."""
        self.work.end(of)


class Passing(QWidget):
    """A fact that is shown for a while. Where others are shown at the same time each says only the most
    needful: the clip's track beside them stays long."""

    def say_little(self, little: bool) -> None:
        raise NotImplementedError


class _Place(QWidget):
    """Keeps its width whichever of its parts are shown: the clip's track beside it does not jump."""

    def __init__(self) -> None:
        super().__init__()
        self._resting: list[QWidget] = []
        self._passing: list[Passing] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(EDGE)
        self._row.addStretch(1)
        dress(self, lambda: self.setMinimumWidth(scaled(_PLACE_WIDTH)))

    def rest(self, widget: QWidget) -> None:
        self._resting.append(widget)
        self._row.addWidget(widget)
        self._yield()

    def pass_by(self, fact: Passing) -> None:
        self._passing.append(fact)
        self._row.addWidget(fact)
        fact.installEventFilter(self)
        self._yield()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._yield()
        return False

    def _yield(self) -> None:
        passing = [fact for fact in self._passing if not fact.isHidden()]
        for widget in self._resting:
            widget.setVisible(not passing)
        for fact in passing:
            fact.say_little(len(passing) > 1)


@dataclass(frozen=True, slots=True)
class _Work:
    text: str
    done: int
    total: int
    cancel: Callable[[], None] | None


class WorkLine(Passing):
    """What is being done, a small bar, and a way to stop it. Of several works the newest is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._works: dict[str, _Work] = {}
        self._little = False
        self._text = Elided()
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._text.setProperty("quiet", True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = icon_button("close", lambda: tr("Cancel"), size=14, flat=True)
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self._text, self.bar, self.cancel):
            row.addWidget(part)
        dress(self, self._fit)
        speak(self, self._show)

    @property
    def text(self) -> str:
        """What is being said; empty when nothing runs."""
        return self._text.whole if self._works else ""

    def say_little(self, little: bool) -> None:
        if little != self._little:
            self._little = little
            self._fit()

    def show_work(self, of: str, work: _Work) -> None:
        self._works[of] = work
        self._show()

    def end(self, of: str) -> None:
        self._works.pop(of, None)
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._works))
        if not self._works:
            return
        work = list(self._works.values())[-1]
        others = len(self._works) - 1
        more = " · " + tr("{count} more").format(count=others) if others else ""
        self._text.show_text(work.text + more)
        self.bar.setRange(0, max(1, work.total))
        self.bar.setValue(work.done)
        self.bar.setVisible(work.total > 0)
        self.bar.setAccessibleName(work.text)
        self.cancel.setVisible(work.cancel is not None)
        self.cancel.setAccessibleDescription(work.text)

    def _cancel(self) -> None:
        work = list(self._works.values())[-1]
        if work.cancel is not None:
            work.cancel()

    def _fit(self) -> None:
        self.bar.setFixedWidth(scaled(56))
        self._text.setMaximumWidth(scaled(_LITTLE_TEXT if self._little else _LONGEST_TEXT))
