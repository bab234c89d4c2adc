"""Knob rows grown from core.params: range, unit and help belong to the declaration, not to a widget.

A row shows a value and reports wishes; it never keeps a value of its own. `show_value` never reports.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ..core.params import Control, Needs, Value, controls_of, needs_of
from ..store.words import folded
from . import knob_words
from .controller import Controller
from .controls import Elided, icon_button
from .knob_editors import editor_for, fits_number
from .language import speak, tr
from .theme import dress, scaled

_TITLE_WIDTH = 92


class KnobRow(QWidget):
    """Name, editor and reset of one control.

    `wished` carries a value, or None for the default; `released` says that a gesture is over (a drag, a pause
    after keys or wheel), `cancelled` that it shall be as before it. `where` names the knob's owner, for the
    tooltip: what one writes after --set.
    """

    wished = Signal(object)
    released = Signal()
    cancelled = Signal()

    def __init__(self, name: str, control: Control, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.control = name, control
        self._where = where
        self._idle: Callable[[], str] | None = None
        self.editor = editor_for(control)
        self.editor.wished.connect(self.wished)
        self.editor.released.connect(self.released)
        self.editor.cancelled.connect(self.cancelled)
        self._title = Elided()
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        dress(self._title, lambda: self._title.setFixedWidth(scaled(_TITLE_WIDTH)))
        self.reset = icon_button("reset", self._reset_text, size=14, flat=True)
        self.reset.clicked.connect(self._reset)
        # The place stays when the button goes, so that nothing moves.
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._title)
        row.addWidget(self.editor, 1)
        row.addWidget(self.reset)
        speak(self, self._say)

    @property
    def title(self) -> str:
        """The knob's name in the present language."""
        return knob_words.title(self.name, self.control)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [*self.editor.stops(), self.reset]

    def words(self) -> str:
        """Everything that the knob can be found by."""
        help_text = knob_words.help(self.control)
        return folded(" ".join((self.title, help_text, self.name, self.control.help, self._where)))

    def show_value(self, value: Value, *, changed: bool) -> None:
        """Show what the Document says; `changed` offers the way back to the default."""
        self.editor.show_value(value)
        self.reset.setVisible(changed)

    def show_idle(self, why: Callable[[], str] | None) -> None:
        """`why` says in the present language why turning it would change nothing just now; None: it would."""
        if (why is None) != (self._idle is None):
            self._idle = why
            self._say()
        self.editor.setEnabled(why is None)
        self._title.setEnabled(why is None)

    def _reset_text(self) -> str:
        return tr("Reset {knob}").format(knob=self.title)

    def _say(self) -> None:
        title, help_text = self.title, _sentence(knob_words.help(self.control))
        unit = knob_words.unit(self.control)
        # A unit that is a word has no room beside the number.
        self._title.show_text(title if fits_number(unit) else f"{title} ({unit})")
        idle = [self._idle()] if self._idle is not None else []
        lines = [help_text, *idle, f"{self._where}.{self.name}"]
        tip = "\n".join(lines)
        self._title.show_tip(tip)
        self.editor.describe(title, tip)

    def _reset(self) -> None:
        self.wished.emit(None)
        self.released.emit()


class KnobRows:
    """The rows of one knob dataclass. `wish` is called with a knob and the value it shall have."""

    def __init__(
        self,
        params: type,
        where: str,
        controller: Controller,
        wish: Callable[[str, Value | None], object],
    ) -> None:
        self._controls, self._needs = controls_of(params), needs_of(params)
        self.rows: dict[str, KnobRow] = {}
        for name, control in self._controls.items():
            row = self.rows[name] = KnobRow(name, control, where)
            row.wished.connect(lambda value, knob=name: wish(knob, value))
            row.released.connect(controller.end_gesture)
            row.cancelled.connect(controller.cancel_gesture)

    def show(self, values: object, changed: Collection[str]) -> None:
        """Show the values of a knob dataclass; `changed` are those that are not the default."""
        for name, row in self.rows.items():
            row.show_value(getattr(values, name), changed=name in changed)
            needs = self._needs.get(name)
            works = needs is None or needs.met_by(values)
            row.show_idle(None if works or needs is None else partial(self._why_idle, needs))

    def _why_idle(self, needs: Needs) -> str:
        """Why a knob changes nothing, in a sentence."""
        knob = knob_words.title(needs.knob, self._controls[needs.knob])
        if not needs.values:
            return tr("Without effect while “{knob}” is off.").format(knob=knob)
        choices = [f"“{knob_words.choice(str(value))}”" for value in needs.values]
        match choices:
            case [choice]:
                return tr("Has an effect only while “{knob}” is {choice}.").format(knob=knob, choice=choice)
            case [choice, other]:
                text = tr("Has an effect only while “{knob}” is {choice} or {other}.")
                return text.format(knob=knob, choice=choice, other=other)
        text = tr("Has an effect only while “{knob}” is one of these: {choices}.")
        return text.format(knob=knob, choices=", ".join(choices))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
