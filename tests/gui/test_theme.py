"""Both themes can be read, have no tint, and are put on while the window is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.gui.appearance_menu import wear
from app.gui.icons import _Engine, drawn, icon
from app.gui.main_window import MainWindow
from app.gui.qt_images import qt_image, standing_out
from app.gui.style_sheet import style_sheet
from app.gui.theme import DARK, KNOB, LIGHT, ON_KNOB, Colours
from app.store.appearance import Appearance, appearance_shelf
from app.store.resource_path import resource_path

THEMES = (DARK, LIGHT)
GROUNDS = ("window", "card", "raised", "hover")
_HEX = re.compile(r"#[0-9a-f]{6}\b")


@pytest.fixture
def dark_again(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The application object is everyone's: it goes back to what the other tests expect."""
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    yield
    wear(Appearance())


def luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb', WCAG 2.1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_everything_that_is_read_stands_out_from_its_ground(theme: Colours) -> None:
    pairs = [*product(("text", "quiet", "accent", "alarm"), GROUNDS), ("on_accent", "accent")]
    too_weak = {
        (ink, ground): round(contrast(getattr(theme, ink), getattr(theme, ground)), 2)
        for ink, ground in pairs
        if contrast(getattr(theme, ink), getattr(theme, ground)) < 4.5
    }
    assert too_weak == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_what_is_worked_on_stands_out_from_its_ground(theme: Colours) -> None:
    # Focus rings and check boxes, both parts of a slider that say how it stands, icons and what is off.
    marks = ("accent", "handle", "handle_hover", "groove_done", "text", "quiet", "disabled")
    too_weak = {
        (mark, ground): round(contrast(getattr(theme, mark), getattr(theme, ground)), 2)
        for mark, ground in product(marks, ("window", "card", "raised"))
        if contrast(getattr(theme, mark), getattr(theme, ground)) < 3.0
    }
    assert too_weak == {}
    assert contrast(KNOB, ON_KNOB) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_greys_have_no_tint(theme: Colours) -> None:
    greys = {
        f.name: getattr(theme, f.name) for f in fields(theme) if f.name not in ("name", "accent", "alarm")
    }
    tinted = {name: c for name, c in greys.items() if not c[1:3] == c[3:5] == c[5:7]}
    assert tinted == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_the_style_sheet_has_no_colour_of_its_own_and_no_rule_that_cannot_be_read(theme: Colours) -> None:
    sheet = style_sheet(theme, 1.0)
    own = {getattr(theme, f.name) for f in fields(theme)}
    assert set(_HEX.findall(sheet)) <= own
    for rule, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        ink = re.search(r"(?<!-)\bcolor: (#\w{6})", body)
        ground = re.search(r"background: (#\w{6})", body)
        if ink and ground and ":disabled" not in rule:
            assert contrast(ink[1], ground[1]) >= 4.5, rule.strip()


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_the_drawings_of_the_style_sheet_are_there_in_the_themes_colours(theme: Colours) -> None:
    files = re.findall(r'url\("([^"]+)"\)', style_sheet(theme, 1.0))
    assert len(files) >= 3
    inks = {"arrow-down": theme.quiet, "clear": theme.quiet, "check": theme.text, "check-on": theme.on_accent}
    for name, ink in inks.items():
        text = resource_path(f"theme/{name}-{theme.name}.svg").read_text("utf-8")
        assert _HEX.findall(text) == [ink]
    assert all(Path(file).is_file() for file in files)


def test_every_icon_is_one_hand_and_draws_something(qapp: QApplication) -> None:
    names = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
    assert len(names) >= 60
    for name in names:
        text = resource_path(f"icons/{name}.svg").read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in text and 'stroke-width="1.5"' in text, name
        assert not _HEX.findall(text), f"{name} has a colour of its own"
        inked = _alpha(drawn(name, 24).toImage())
        assert 0.005 < inked.mean() < 0.6, name
        # Nothing is cut off at the edge of the drawing.
        edge = np.concatenate([inked[0], inked[-1], inked[:, 0], inked[:, -1]])
        assert edge.max() < 0.6, name


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_has_the_pixels_of_its_screen(qapp: QApplication, ratio: float) -> None:
    pixmap = icon("folder").pixmap(QSize(20, 20), ratio, QIcon.Mode.Normal, QIcon.State.Off)
    assert pixmap.width() == round(20 * ratio)
    assert pixmap.devicePixelRatio() == ratio
    # As sharp as the drawing itself at that size, and not a smaller or larger one scaled.
    ours, there = _alpha(pixmap.toImage()), _alpha(drawn("folder", round(20 * ratio)).toImage())
    assert np.array_equal(ours, there)


def test_what_qt_has_made_of_icons_and_thrown_away_is_not_kept(qapp: QApplication) -> None:
    before = len(_Engine._clones)
    for _ in range(20):
        changed = QIcon(icon("eye"))
        changed.setIsMask(True)  # a change makes Qt clone the engine
        assert not changed.pixmap(16, 16).isNull()
        del changed
    assert len(_Engine._clones) <= before + 1


def test_a_thin_wire_stands_out_from_its_ground_and_the_ground_stays() -> None:
    ground = QColor(107, 107, 107)
    rgb = np.full((6, 7, 3), 107, np.uint8)
    rgb[2] = (137, 127, 97)  # gold, half a px wide
    seen = standing_out(qt_image(rgb), ground, 2.0)
    assert seen.pixelColor(3, 4) == ground
    assert seen.pixelColor(3, 2) == QColor(167, 147, 87)


def test_an_icon_follows_the_theme_by_itself(dark_again: None) -> None:
    made = icon("heart-filled")
    seen = []
    for choice in ("dark", "light"):
        wear(Appearance(theme=choice))  # type: ignore[arg-type]
        image = made.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Normal, QIcon.State.Off).toImage()
        seen.append(image.pixelColor(12, 11).name())
    assert seen == [DARK.text, LIGHT.text]


@pytest.mark.gl
@pytest.mark.slow
def test_a_switch_leaves_nothing_of_the_other_theme(
    dark_again: None, window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    window.show_tune()
    for before, after in ((DARK, "light"), (LIGHT, "dark")):
        window.actions_[f"appearance.{after}"].trigger()
        qapp.processEvents()
        left = {
            name: count
            for name in ("behind", *GROUNDS)
            if (count := _areas_of(getattr(before, name), _seen_without_pictures(window)))
        }
        assert left == {}
        qtbot.waitUntil(lambda after=after: appearance_shelf().load()[0].theme == after)  # type: ignore[misc]


@pytest.mark.gl
@pytest.mark.slow
def test_text_grows_while_the_window_is_open(
    dark_again: None, window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    label = window.menuBar()
    before = label.fontMetrics().height()
    window.actions_["appearance.1.50"].trigger()
    qapp.processEvents()
    assert label.fontMetrics().height() == pytest.approx(1.5 * before, abs=2)
    assert window.actions_["appearance.1.50"].isChecked()
    qtbot.waitUntil(lambda: appearance_shelf().load()[0].text_scale == 1.5)


def _alpha(image: QImage) -> NDArray[np.float64]:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., 3] / 255.0


def _seen_without_pictures(window: MainWindow) -> NDArray[np.uint8]:
    """The window as it is seen, (H,W,3); what shows pictures of people and products is left out."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    seen = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
    ratio = image.devicePixelRatio()
    for part in _pictures(window):
        box = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        top, left = max(0, round(box.top() * ratio)), max(0, round(box.left() * ratio))
        seen[top : round((box.bottom() + 1) * ratio), left : round((box.right() + 1) * ratio)] = (255, 0, 0)
    return seen


def _pictures(window: MainWindow) -> list[QWidget]:
    kinds = ("Viewport", "ProductTile", "Swatch")
    return [w for w in window.findChildren(QWidget) if type(w).__name__ in kinds and w.isVisible()]


def _areas_of(colour: str, seen: NDArray[np.uint8]) -> int:
    """How many px lie in the middle of 7 x 7 px of that very colour: text and lines never do."""
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.uint8)
    same = (seen == wanted).all(axis=2)
    windows = np.lib.stride_tricks.sliding_window_view(same, (7, 7))
    return int(windows.all(axis=(2, 3)).sum())
