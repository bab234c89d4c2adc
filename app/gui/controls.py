"""Small builders: buttons, signs and lines of text that every panel makes alike.

A text may be given as a function, lambda: tr("..."): then it follows a change of the language by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .actions import plain
from .icons import icon, paint_icon, paint_sharp
from .language import speak
from .theme import EDGE, Colours, colours, dress, scaled

Text = str | Callable[[], str]

# The width of a scroll bar (style_sheet.py), and what is left of a margin that it stands in.
SCROLL_BAR = 9
BESIDE_BAR = EDGE - SCROLL_BAR


def icon_button(
    name: str, says: Text, *, checkable: bool = False, size: int = 20, flat: bool = False
) -> IconButton:
    """A button of one icon; `flat` has no ground of its own when checked.

    A click leaves the keyboard where it is, so that Space keeps showing the bare face.
    """
    button = IconButton(name, size)
    button.setCheckable(checkable)
    button.setProperty("flat", flat)

    def say() -> None:
        text = says if isinstance(says, str) else says()
        button.setToolTip(text)
        button.setAccessibleName(text)

    speak(button, say)
    return button


class IconButton(QToolButton):
    """A button of one icon, which is sharp at every scale of the screen and grows with the text."""

    def __init__(self, name: str, size: int = 20) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        dress(self, lambda: self.setIconSize(QSize(scaled(size), scaled(size))))
        self.setIcon(icon(name))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.icon = QIcon()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        box = QRectF(QPointF(0, 0), QSizeF(self.iconSize()))
        box.moveCenter(QRectF(self.rect()).center())
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        paint_sharp(painter, box, lambda ratio: self.icon().pixmap(self.iconSize(), ratio, mode, state))


class ActionButton(IconButton):
    """A button that stands for an action of the menus: its name, shortcut, state and check mark."""

    def __init__(self, action: QAction, icon_name: str, size: int = 20) -> None:
        super().__init__(icon_name, size)
        self._action = action
        self.setCheckable(action.isCheckable())
        self._follow()
        self.setChecked(action.isChecked())
        action.changed.connect(self._follow)
        action.toggled.connect(self.setChecked)
        self.clicked.connect(action.trigger)

    def _follow(self) -> None:
        action = self._action
        name, keys = plain(action.text()), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)
        self.setEnabled(action.isEnabled())


def action_button(action: QAction, icon_name: str, size: int = 20) -> ActionButton:
    """A button that stands for a menu's action."""
    return ActionButton(action, icon_name, size)


class Sign(QWidget):
    """An icon that is looked at and not pressed; it grows with the text."""

    def __init__(self, name: str, size: int = 18, *, ink: Callable[[Colours], str] | None = None) -> None:
        super().__init__()
        self._name, self._size = name, size
        self._ink = ink or (lambda c: c.quiet)
        dress(self, self._fit)

    def show_icon(self, name: str) -> None:
        """Another icon from now on."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self._name, QRectF(self.rect()), self._ink(colours()))

    def _fit(self) -> None:
        self.setFixedSize(scaled(self._size), scaled(self._size))
        self.update()


class Elided(QLabel):
    """A line that ends in "…" where there is no room for all of it; the tooltip has the whole."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = self._tip = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    @property
    def whole(self) -> str:
        return self._whole

    def show_text(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def show_tip(self, tip: str) -> None:
        """What the tooltip says beside the line."""
        self._tip = tip
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip("\n".join(filter(None, [self._whole if shown != self._whole else "", self._tip])))


class Invitation(QWidget):
    """What a panel shows that has nothing to show: a sign, and what to do about it."""

    def __init__(
        self, icon_name: str, text: Callable[[], str], hint: Callable[[], str] | None = None
    ) -> None:
        super().__init__()
        self._text, self._hint = text, hint
        self._line, self._below = QLabel(), quiet()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 24, 12, 24)
        column.setSpacing(6)
        column.addWidget(Sign(icon_name, 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._line, self._below):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        self._below.setVisible(hint is not None)
        speak(self, self._say)

    def _say(self) -> None:
        self._line.setText(self._text())
        if self._hint is not None:
            self._below.setText(self._hint())


class _ScrollArea(QScrollArea):
    """Keeps the bar's place free while there is nothing to scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.verticalScrollBar().rangeChanged.connect(self._keep_place)
        self._keep_place(0, 0)

    def _keep_place(self, _lowest: int, highest: int) -> None:
        self.setViewportMargins(0, 0, 0 if highest > 0 else SCROLL_BAR, 0)


def scrolling(inner: QWidget, name: Text) -> QScrollArea:
    """A panel's contents that scroll up and down where they do not fit.

    They keep their width whether the bar is there or not; it stands in their right margin: see BESIDE_BAR.
    """
    area = _ScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    speak(area, lambda: area.setAccessibleName(name if isinstance(name, str) else name()))
    return area


def section(text: Text) -> QLabel:
    """The heading of a group."""
    return _label(text, "section")


def quiet(text: Text = "") -> QLabel:
    """A line of less weight."""
    return _label(text, "quiet")


def _label(text: Text, kind: str) -> QLabel:
    label = QLabel()
    label.setProperty(kind, True)
    if isinstance(text, str):
        label.setText(text)
    else:
        speak(label, lambda: label.setText(text()))
    return label
