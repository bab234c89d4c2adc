"""A and B in the real window: changed over with a key, and seen at the two sides of the line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.runtime.screen import Shown
from tests.gui.helpers import PATIENCE_MS


def shown_when(window: MainWindow, qtbot: QtBot, fits: Callable[[Shown], bool]) -> NDArray[np.uint8]:
    """The picture in the mirror, (height, width, 3) uint8, once it is of that kind."""
    viewport = window.picture.viewport
    qtbot.waitUntil(lambda: viewport.shown is not None and fits(viewport.shown), timeout=PATIENCE_MS)
    assert viewport.shown is not None
    return viewport.shown.bgrx[..., :3].copy()


def alone(window: MainWindow, qtbot: QtBot, *, side: str, layers: int) -> NDArray[np.uint8]:
    def fits(shown: Shown) -> bool:
        result = shown.result
        plain = result.other is None and not shown.pane.view.compare
        return plain and result.side == side and len(result.scene.layers) == layers

    return shown_when(window, qtbot, fits)


def stand_still(window: MainWindow, qtbot: QtBot) -> None:
    """Pause, and let the pictures that are under way arrive."""
    window.controller.play(lambda player: player.pause())
    before = None
    while before is not window.picture.viewport.result.frame:  # type: ignore[union-attr]
        before = window.picture.viewport.result.frame  # type: ignore[union-attr]
        qtbot.wait(700)


def test_left_of_the_line_is_the_picture_of_a_and_right_of_it_that_of_b(
    window: MainWindow, qtbot: QtBot
) -> None:
    trigger = lambda name: window.actions_[name].trigger()  # noqa: E731
    signs = window.picture.signs
    assert signs.a.isHidden() and not window.actions_["compare.take"].isEnabled()
    stand_still(window, qtbot)
    a = alone(window, qtbot, side="A", layers=1)
    trigger("compare.toggle")
    assert window.controller.document.side == "B"
    qtbot.mouseClick(window.products.tile("lipstick-rouge-satin"), Qt.MouseButton.LeftButton)
    b = alone(window, qtbot, side="B", layers=0)
    assert not np.array_equal(a, b)
    trigger("compare.toggle")
    np.testing.assert_array_equal(alone(window, qtbot, side="A", layers=1), a)
    assert signs.a.isChecked() and not signs.b.isChecked() and signs.a.isVisibleTo(window)
    # The line goes through the mouth, so that each side shows its own half of it.
    rows, columns = np.nonzero((a != b).any(axis=2))
    line = int(np.median(columns))
    trigger("compare.split")
    window.picture._set_split(line / a.shape[1])

    def both(side: str) -> Callable[[Shown], bool]:
        def fits(shown: Shown) -> bool:
            view, result = shown.pane.view, shown.result
            placed = view.split is not None and abs(view.split * a.shape[1] - line) < 1.0
            return view.compare and placed and result.other is not None and result.side == side

        return fits

    for side in ("A", "B"):
        seen = shown_when(window, qtbot, both(side))
        np.testing.assert_array_equal(seen[:, : line - 4], a[:, : line - 4])
        np.testing.assert_array_equal(seen[:, line + 4 :], b[:, line + 4 :])
        assert (seen[:, : line - 4] != b[:, : line - 4]).any()
        assert signs.a.x() < signs.b.x()
        other = signs.b if side == "A" else signs.a
        qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert window.controller.document.side == "A"
    assert len(rows) > 50
    trigger("view.split")
    before = shown_when(
        window, qtbot, lambda shown: not shown.pane.view.compare and shown.result.other is None
    )
    np.testing.assert_array_equal(before[:, line + 4 :], a[:, line + 4 :])
    trigger("compare.take")
    assert window.controller.document.other == window.controller.document.setup
    trigger("compare.end")
    assert signs.a.isHidden() and window.controller.document.other is None
    undo = window.actions_["edit.undo"]
    while undo.isEnabled():
        undo.trigger()
    assert window.controller.document.other is None and not window.controller.document.on_b
