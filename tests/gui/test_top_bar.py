"""The bar beside the menus takes no more room than they leave, in any language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.gui import language
from app.gui.main_window import MainWindow
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]
LONG = "the portrait with the longest name that anybody has ever given to a picture, second try.png"


@pytest.fixture
def spoken() -> Iterator[None]:
    before = language.chosen()
    yield
    language.choose(before)


def free_px(window: MainWindow) -> int:
    """From the last menu to the bar; negative where they lie over one another."""
    bar = window.menuBar()
    menus = [bar.actionGeometry(action).right() for action in bar.actions() if action.isVisible()]
    assert window.top_bar.geometry().right() <= bar.width()
    return window.top_bar.x() - max(menus)


def test_nothing_is_crowded_at_any_width(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, spoken: None
) -> None:
    Image.new("RGB", (320, 240)).save(tmp_path / LONG)
    window = open_window(dressed(str(tmp_path / LONG)))
    window.resize(1280, 700)
    for code in ("en", "zh_CN"):
        language.choose(code)
        for width in (1440, 1280, 1024):
            window.resize(width, 700)
            qtbot.waitUntil(lambda: free_px(window) >= 0, timeout=PATIENCE_MS)
            assert window.width() == width, "the bar does not hold the window open"
    button = window.top_bar.source.button
    assert "…" in button.text() and button.toolTip().startswith(LONG)
