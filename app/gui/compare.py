"""A and B: two setups to change between, or to see side by side, and the letters that say which is which."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from ..core.commands import EndCompare, SwapSetups, TakeSetup
from ..core.document import Document
from .controller import Controller
from .desk import Desk
from .language import speak, tr
from .theme import EDGE, GAP

_GROUP = 20


class CompareActions(QObject):
    """In the View menu: change over, side by side, copy one over the other, stop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._controller = controller = desk.controller
        self._actions = desk.actions
        add = partial(desk.actions.add, menu="view", group=_GROUP)
        self._toggle = add("compare.toggle", self._toggle_text, self.change_over, keys="B", checkable=True)
        self._split = add(
            "compare.split", lambda: tr("A &beside B"), self.show_both, keys="Shift+B", checkable=True
        )
        self._take = add(
            "compare.take", lambda: tr("&Copy A to B"), lambda: controller.do(TakeSetup(to_b=True))
        )
        self._give = add(
            "compare.give", lambda: tr("Copy B to A"), lambda: controller.do(TakeSetup(to_b=False))
        )
        self._end = add("compare.end", lambda: tr("St&op comparing"), self.end)
        controller.document_changed.connect(self.show_document)
        self.show_document(controller.document)

    def show_document(self, document: Document) -> None:
        there = document.other is not None
        self._toggle.setChecked(document.on_b)
        self._split.setChecked(document.shows_both)
        for action in (self._take, self._give, self._end):
            action.setEnabled(there)
        self._actions.reword("compare.toggle")

    def change_over(self, _on: bool = False) -> None:
        """To the other setup, which begins as a copy."""
        first = self._controller.document.other is None
        self._controller.do(SwapSetups())
        if first:
            self._controller.tell(
                tr("This is B, a copy of A. What you change now is B; click A or B to change over.")
            )

    def show_both(self, on: bool) -> None:
        """A left of the line and B right of it, or the present one alone."""
        document = self._controller.document
        if on and document.other is None:
            self._controller.do(TakeSetup(to_b=not document.on_b))
        self._controller.set_view(replace(document.view.with_line(on), compare=on))

    def end(self) -> None:
        """Go on with the present setup alone."""
        if self._controller.document.shows_both:
            self.show_both(False)
        self._controller.do(EndCompare())

    def _toggle_text(self) -> str:
        document = self._controller.document
        if document.other is None:
            return tr("Compare: &make a B")
        return tr("Change to &A") if document.on_b else tr("Change to &B")


class SideSigns(QObject):
    """The letters A and B over the picture: at the line's two sides, or together where there is no line.

    A click on the letter that is not the present one changes over.
    """

    def __init__(self, controller: Controller, area: QWidget) -> None:
        super().__init__(area)
        self._controller = controller
        self.a, self.b = _Sign("A", area), _Sign("B", area)
        for sign in (self.a, self.b):
            sign.clicked.connect(self._clicked)
        speak(self, self._say)

    def place(self, picture: QRect, document: Document) -> None:
        """Where they belong over a picture that lies there in the area; hidden while there is one setup."""
        shown = document.other is not None and not picture.isEmpty()
        for sign in (self.a, self.b):
            sign.setVisible(shown)
        if not shown:
            return
        self.a.setChecked(not document.on_b)
        self.b.setChecked(document.on_b)
        size, top = self.a.sizeHint(), picture.top() + EDGE
        left = picture.left() + EDGE
        right = left + size.width() + GAP
        split = document.view.split
        if document.shows_both and split is not None:
            line = picture.left() + round(split * picture.width())
            right = min(line + EDGE, picture.right() - size.width())
            left = max(line - EDGE - size.width(), picture.left())
        for sign, x in ((self.a, left), (self.b, right)):
            sign.setGeometry(x, top, size.width(), size.height())
            sign.raise_()

    def _clicked(self) -> None:
        wants_b = self.sender() is self.b
        if wants_b != self._controller.document.on_b:
            self._controller.do(SwapSetups())
        else:  # Qt has unchecked what stays the present one
            self.a.setChecked(not wants_b)
            self.b.setChecked(wants_b)

    def _say(self) -> None:
        for sign in (self.a, self.b):
            sign.setAccessibleName(tr("Setup {letter}").format(letter=sign.text()))
            sign.setToolTip(tr("Change to {letter}").format(letter=sign.text()))


class _Sign(QToolButton):
    def __init__(self, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(letter)
        self.setCheckable(True)
        self.setProperty("sign", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
