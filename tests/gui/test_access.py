"""The window without eyes and without a mouse: names for screen readers, and the Tab key's way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QKeySequenceEdit,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QAbstractItemView,
    QTabBar,
)


# What Qt builds inside of these is part of them.
WHOLES = (QAbstractSpinBox, QComboBox, QTabBar, QLineEdit, QKeySequenceEdit, QAbstractItemView)


def controls(root: QWidget) -> Iterator[QWidget]:
    """Everything that a person works with, open or not; parts that Qt makes inside of others are theirs."""
    for widget in root.findChildren(QWidget):
        made_by_qt = widget.objectName().startswith("qt_")
        if not isinstance(widget, CONTROLS) or isinstance(widget, QScrollBar) or made_by_qt:
            continue
        if not any(isinstance(one, WHOLES) for one in above(widget)) and not isinstance(
            widget.parentWidget(), QDockWidget
        ):
            yield widget


def above(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def spoken(widget: QWidget) -> str:
    """What a screen reader says the widget is called."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def described(widget: QWidget) -> str:
    return " < ".join(type(one).__name__ for one in [widget, *above(widget)][:5])


def everything_open(window: MainWindow, qtbot: QtBot) -> None:
    """Build every tab and dock, so that nothing is left out because it has not been looked at yet."""
    for index in range(window.tabs.count()):
        window.tabs.setCurrentIndex(index)
    for dock in window.docks.all():
        dock.show()
    window.shortcuts.open()
    window.palette_.open()
    window.palette_.shut()
    QApplication.processEvents()


def test_every_control_has_a_name_for_screen_readers(window: MainWindow, qtbot: QtBot) -> None:
    everything_open(window, qtbot)
    found = list(controls(window))
    nameless = sorted({described(widget) for widget in found if not spoken(widget)})
    assert len(found) > 60
    assert not nameless, "\n".join(nameless)


def test_every_entry_of_a_menu_says_what_it_does(window: MainWindow) -> None:
    for menu in window.findChildren(QMenu):
        for action in menu.actions():
            assert action.isSeparator() or action.text().strip(), menu.title()


def test_every_control_is_reached_by_the_tab_key(window: MainWindow, qtbot: QtBot) -> None:
    everything_open(window, qtbot)
    unreachable = []
    for widget in controls(window):
        if isinstance(widget.window(), QDialog) or not widget.isVisible() or not widget.isEnabled():
            continue
        # One of a group of radio-like buttons answers for all: the arrow keys reach the others.
        by_proxy = widget.focusProxy() is not None
        shares = isinstance(widget, QAbstractButton) and widget.property("roving") is True
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not by_proxy and not shares:
            unreachable.append(described(widget))
    assert not unreachable, "\n".join(sorted(set(unreachable)))


def test_the_tab_keys_way_goes_round_and_follows_the_eye(window: MainWindow, qtbot: QtBot) -> None:
    way: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not window and len(way) < 2000:
        stops = here.isVisible() and here.isEnabled() and bool(here.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if stops and here.focusProxy() is None:
            way.append(here)
        here = here.nextInFocusChain()
    assert window.picture.viewport in way

    def place(widget: QWidget) -> QPoint:
        return widget.mapTo(window, QPoint(0, 0))

    # Part by part: along the top, then left, middle, right; inside a part never far upwards.
    products = [w for w in way if window.products.isAncestorOf(w)]
    look = [w for w in way if window.tabs.isAncestorOf(w)]
    for part in (products, look):
        assert len(part) > 3
        for first, second in zip(part, part[1:]):
            assert place(second).y() > place(first).y() - 60, (described(first), described(second))
    first_of = [way.index(part[0]) for part in (products, look)]
    assert first_of == sorted(first_of)


@pytest.mark.parametrize("action_id", ["edit.undo", "view.split", "out.photo"])
def test_a_command_without_a_menu_bar_is_still_there(window: MainWindow, action_id: str) -> None:
    """Shortcuts belong to the window, so that they work in "Picture only" as well."""
    assert window.actions_[action_id] in window.actions()


def test_keys_that_a_widget_needs_are_no_shortcuts_also_in_a_floating_panel(
    window: MainWindow, qtbot: QtBot
) -> None:
    triggered: list[str] = []
    for entry in window.actions_.entries():
        entry.action.triggered.connect(lambda _on=False, name=entry.id: triggered.append(name))
    row = window.show_tune().row("crop", "slack")
    for widget in (window.top_bar.people, row.editor.stops()[1], window.products.search):
        widget.setFocus()
        qtbot.keyClicks(widget, "smlbpiof,.[]")
        assert not triggered, widget
    dock, slider = window.docks["look"], row.editor.stops()[0]
    dock.setFloating(True)
    dock.activateWindow()
    qtbot.waitUntil(dock.isActiveWindow)
    slider.setFocus()
    qtbot.waitUntil(slider.hasFocus)
    window.actions_["play.end"].setEnabled(True)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert not triggered and slider.value() == slider.maximum()
    qtbot.keyPress(slider, Qt.Key.Key_Space)
    assert window.picture.viewport.bare
    qtbot.keyRelease(slider, Qt.Key.Key_Space)
    assert not window.picture.viewport.bare
