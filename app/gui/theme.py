"""How the window looks: neutral greys without a tint, one accent, so that colour is judged in the picture.

Two themes, a dark and a light one, and the size of the text; each can be changed while the window is open.
tests/gui/test_theme.py computes the contrast of whatever is read or worked on (WCAG 2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from .follow import Change
from .style_sheet import style_sheet

# Distances in device-independent px: everything is a multiple of the small one.
GAP = 6
EDGE = 12


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme, from the deepest ground to the ink; all '#rrggbb'.

    `tile` lies under pictures of products: light enough for black frames, dark enough for crystal ones.
    `mirror` is where no picture is. `alarm` is for figures and signs that need looking at.
    `disabled` also outlines what is worked on; `groove_done` is the part of a slider that is done.
    """

    name: str
    behind: str
    window: str
    card: str
    card_line: str
    raised: str
    hover: str
    line: str
    groove: str
    groove_done: str
    handle: str
    handle_hover: str
    tile: str
    mirror: str
    text: str
    quiet: str
    disabled: str
    accent: str
    on_accent: str
    alarm: str


DARK = Colours(
    name="dark",
    behind="#161616",
    window="#202020",
    card="#272727",
    card_line="#303030",
    raised="#2d2d2d",
    hover="#383838",
    line="#3a3a3a",
    groove="#4f4f4f",
    groove_done="#9a9a9a",
    handle="#d6d6d6",
    handle_hover="#ffffff",
    tile="#6b6b6b",
    mirror="#202020",
    text="#e8e8e8",
    quiet="#ababab",
    disabled="#808080",
    accent="#86b9e6",
    on_accent="#161616",
    alarm="#ff8a7a",
)

LIGHT = Colours(
    name="light",
    behind="#cccccc",
    window="#eeeeee",
    card="#f7f7f7",
    card_line="#dedede",
    raised="#fdfdfd",
    hover="#e0e0e0",
    line="#c8c8c8",
    groove="#b8b8b8",
    groove_done="#6e6e6e",
    handle="#4a4a4a",
    handle_hover="#1c1c1c",
    tile="#8c8c8c",
    mirror="#eeeeee",
    text="#1a1a1a",
    quiet="#555555",
    disabled="#7d7d7d",
    accent="#1d5f95",
    on_accent="#ffffff",
    alarm="#b3261e",
)

# What lies on the picture is the same in both: the picture does not change with the theme.
KNOB, ON_KNOB, KNOB_EDGE = "#f2f2f2", "#333333", "#6e000000"

_current = DARK
_text_scale = 1.0


def colours() -> Colours:
    """The colours of the present theme; ask again at each painting."""
    return _current


@cache
def changes() -> Change:
    """Happens when another theme has been applied."""
    return Change()


def dress(owner: QObject, paint: Callable[[], None]) -> None:
    """Call `paint`, which gives `owner` its colours and icons, now and whenever the theme changes."""
    changes().follow(owner, paint)


def scaled(length: float) -> int:
    """A length in device-independent px that grows with the text; ask again at each change of the theme."""
    return max(1, round(length * _text_scale))


def apply_theme(app: QApplication, theme: Colours = DARK, *, text_scale: float = 1.0) -> None:
    """Fusion with our palette and style sheet; text is `text_scale` times as large as the system asks for."""
    global _current, _text_scale
    _current, _text_scale = theme, text_scale
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSizeF(font.pointSizeF() * text_scale)
    if not app.styleSheet():
        app.setStyle("Fusion")
    with _at_rest(app):
        # Qt makes every widget up anew once for each widget above it where one sheet takes another's place,
        # some 3,200 times in our window; without a sheet in between, 920 times (240 ms and 85).
        app.setStyleSheet("")
        if app.font() != font:
            app.setFont(font)
        app.setPalette(_palette(theme))
        app.setStyleSheet(style_sheet(theme, text_scale))
    changes().happened.emit()


@contextmanager
def _at_rest(app: QApplication) -> Iterator[None]:
    """Nothing is painted meanwhile, and no window is laid out for what stands for a moment only."""
    windows = [one for one in app.topLevelWidgets() if one.isVisible() and one.updatesEnabled()]
    layouts = [layout for one in windows if (layout := one.layout()) is not None and layout.isEnabled()]
    for layout in layouts:
        layout.setEnabled(False)
    for window in windows:
        window.setUpdatesEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
            layout.activate()
        for window in windows:
            window.setUpdatesEnabled(True)


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    of_role = {
        roles.Window: c.window,
        roles.WindowText: c.text,
        roles.Base: c.raised,
        roles.AlternateBase: c.window,
        roles.Text: c.text,
        roles.PlaceholderText: c.quiet,
        roles.Button: c.raised,
        roles.ButtonText: c.text,
        roles.ToolTipBase: c.raised,
        roles.ToolTipText: c.text,
        roles.Highlight: c.accent,
        roles.HighlightedText: c.on_accent,
        roles.Link: c.accent,
        roles.Light: c.hover,
        roles.Midlight: c.hover,
        roles.Mid: c.line,
        roles.Dark: c.behind,
        roles.Shadow: c.behind,
    }
    for role, colour in of_role.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    return palette
