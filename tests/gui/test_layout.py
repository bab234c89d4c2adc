"""The parts of the window lie beside one another, and every text can be read to its end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.gui.appearance_menu import wear
from app.gui.controller import Controller
from app.gui.controls import Elided
from app.gui.docks import LEFT, RIGHT
from app.gui.language import LANGUAGES, choose
from app.gui.main_window import MainWindow
from app.store.appearance import Appearance
from tests.gui.helpers import PATIENCE_MS, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture
def as_before(qapp: QApplication) -> Iterator[None]:
    """Language, theme and size of the text are the whole application's: they go back."""
    yield
    wear(Appearance())
    choose("en")


def test_nothing_overlaps_and_no_text_is_cut(as_before: None, window: MainWindow, qapp: QApplication) -> None:
    found = {}
    for language in LANGUAGES:
        choose(language.code)
        for index in range(window.tabs.count()):
            window.tabs.setCurrentIndex(index)
            found |= _faults(window, qapp, f"{language.name}, tab {index}")
    choose("en")
    window.tabs.setCurrentIndex(0)
    for scale in (1.15, 1.5):
        wear(Appearance(text_scale=scale))
        found |= _faults(window, qapp, f"text at {scale}")
    assert found == {}, found


def test_the_window_can_be_small(window: MainWindow, qapp: QApplication) -> None:
    window.resize(1024, 640)
    qapp.processEvents()
    assert (window.width(), window.height()) == (1024, 640)
    found = _faults(window, qapp, "small")
    assert found == {}, found
    assert window.picture.viewport.width() >= 380
    _bar_stands_below_the_picture(window, qapp)


def _faults(window: MainWindow, qapp: QApplication, when: str) -> dict[str, str]:
    """What is wrong at two moments: figures change all the time, and a layout follows a moment later."""
    lasting: dict[str, str] = {}
    for moment in range(2):
        for _ in range(4):  # layouts tell one another in posted events
            qapp.processEvents()
        found = _overlaps(window) | _cut(window)
        lasting = found if moment == 0 else {k: v for k, v in found.items() if k in lasting}
    return {f"{when}: {where}": what for where, what in lasting.items()}


def _bar_stands_below_the_picture(window: MainWindow, qapp: QApplication) -> None:
    for width, height in ((1280, 800), (1900, 560), (1024, 640)):
        window.resize(width, height)
        qapp.processEvents()
        bar, picture = window.bar.geometry(), window.picture.viewport.geometry()
        assert not bar.intersects(picture)
        assert window.picture.rect().contains(bar)
        assert abs(bar.center().x() - picture.center().x()) <= 1


def test_only_the_picture_and_all_back_as_it_was(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    window.docks["products"].hide()
    qapp.processEvents()
    before, places = bytes(window.saveState().data()), _places(window)
    only = window.actions_["view.picture-only"]
    only.trigger()
    qapp.processEvents()
    seen = [part for part in places if not part.isHidden() and part is not window.picture]
    assert seen == []
    assert window.picture.size() == window.size()
    only.trigger()
    qapp.processEvents()
    assert bytes(window.saveState().data()) == before
    assert _places(window) == places

    _docks_move_and_go_back(window, qapp, qtbot)


def _docks_move_and_go_back(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    window.reset_layout()
    qapp.processEvents()
    products, look = window.docks["products"], window.docks["look"]
    before = _places(window)
    products.titleBarWidget().float.click()
    assert products.isFloating()
    products.titleBarWidget().float.click()
    assert not products.isFloating()
    look.titleBarWidget().close_.click()
    assert look.isHidden() and not window.actions_["dock.look"].isChecked()
    window.actions_["dock.look"].trigger()
    assert not look.isHidden()
    window.addDockWidget(RIGHT, products)
    window.tabifyDockWidget(products, look)
    qapp.processEvents()
    assert window.dockWidgetArea(products) == RIGHT and look in window.tabifiedDockWidgets(products)
    window.reset_layout()
    qtbot.waitUntil(lambda: _places(window) == before, timeout=5000)
    assert window.dockWidgetArea(products) == LEFT


def _places(window: MainWindow) -> dict[QWidget, QRect]:
    """Where the large parts are; hidden ones are nowhere."""
    parts = [
        *window.docks.all(),
        window.menuBar(),
        window.statusBar(),
        window.hud,
        window.bar,
        window.picture,
    ]
    return {part: QRect() if part.isHidden() else QRect(part.pos(), part.size()) for part in parts}


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.accessibleName() or text!r} in {type(widget.parent()).__name__}"


def _overlaps(window: MainWindow) -> dict[str, str]:
    """Widgets that a layout has put over one another."""
    found = {}
    for parent in window.findChildren(QWidget):
        if not parent.isVisible() or isinstance(parent, (QStackedWidget, QAbstractScrollArea)):
            continue
        if parent.layout() is None:
            continue
        inside = [
            w for w in parent.children() if isinstance(w, QWidget) and w.isVisible() and not w.isWindow()
        ]
        for one, other in combinations(inside, 2):
            if one.geometry().intersects(other.geometry()):
                found[_name(one)] = f"over {_name(other)}"
        for one in inside:
            if not parent.rect().contains(one.geometry()) and not isinstance(one, QScrollBar):
                found[_name(one)] = f"{one.geometry()} outside of {parent.rect()}"
    return found


def _cut(window: MainWindow) -> dict[str, str]:
    """Texts of labels and buttons that have less room than they need, or that a panel cuts off."""
    found = {}
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, Elided) or isinstance(widget.parent(), QLineEdit):
            continue
        if isinstance(widget, QLabel) and widget.text():
            room, needed = (
                widget.contentsRect(),
                widget.fontMetrics().horizontalAdvance(_plain(widget.text())),
            )
            if widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height():
                    found[_name(widget)] = (
                        f"needs {widget.heightForWidth(widget.width())}, has {widget.height()}"
                    )
            elif needed > room.width() or "…" in widget.text():
                found[_name(widget)] = f"needs {needed} px, has {room.width()}"
        elif isinstance(widget, (QPushButton, QToolButton, QCheckBox, QComboBox)) and not _hides_nothing(
            widget
        ):
            found[_name(widget)] = f"needs {widget.minimumSizeHint()}, has {widget.size()}"
        if isinstance(widget, (QLabel, QPushButton, QToolButton, QComboBox)) and _beyond_its_panel(widget):
            found[_name(widget)] = "beyond the side of its panel"
    return found


def _plain(text: str) -> str:
    return max(text.split("\n"), key=len)


def _hides_nothing(widget: QWidget) -> bool:
    needed = widget.minimumSizeHint()
    if isinstance(widget, QComboBox):
        return widget.height() >= needed.height()
    return widget.width() >= needed.width() and widget.height() >= needed.height()


def _beyond_its_panel(widget: QWidget) -> bool:
    """Whether a scrolling panel cuts it at a side: panels scroll up and down only."""
    up = widget.parentWidget()
    while up is not None and not isinstance(up, QScrollArea):
        up = up.parentWidget()
    if up is None:
        return False
    view = up.viewport()
    left = widget.mapTo(view, QPoint(0, 0)).x()
    return left < 0 or left + widget.width() > view.width()


def test_escape_leaves_the_picture_alone_no_longer(window: MainWindow, qtbot: QtBot) -> None:
    only = window.actions_["view.picture-only"]
    only.trigger()
    assert window.menuBar().isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not only.isChecked() and not window.menuBar().isHidden()


def test_without_a_picture_the_mirror_says_what_to_do_and_panels_fill(
    qapp: QApplication, qtbot: QtBot
) -> None:
    controller = Controller(dressed("gone-away.mp4"))
    controller.start()
    window = MainWindow(controller)
    window.resize(1280, 800)
    window.show()
    try:
        qtbot.waitUntil(window.picture.empty.isVisible, timeout=PATIENCE_MS)
        assert not window.picture.empty.geometry().intersects(window.bar.geometry())
        qtbot.waitUntil(lambda: window.top_bar.provider.count() > 1, timeout=PATIENCE_MS)
    finally:
        window.close()
        window.deleteLater()
