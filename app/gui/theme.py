"""How the window looks: neutral greys without a tint, one accent, so that colour is judged in the picture.

Contrast (WCAG 2.1) on the lightest surface: TEXT 11:1, QUIET 5.4:1, ACCENT 6.1:1; all above 4.5:1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ..store.resource_path import resource_path
from .follow import Change

# Distances in device-independent px: everything is a multiple of the small one.
GAP = 6
EDGE = 12


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme, from the deepest ground to the ink; all '#rrggbb'.

    `tile` lies under pictures of products: light enough for black frames, dark enough for crystal ones.
    `alarm` is for figures and signs that need looking at.
    """

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
    behind="#161616",
    window="#202020",
    card="#272727",
    card_line="#303030",
    raised="#2d2d2d",
    hover="#383838",
    line="#3a3a3a",
    groove="#4a4a4a",
    groove_done="#8e8e8e",
    handle="#d6d6d6",
    handle_hover="#ffffff",
    tile="#6b6b6b",
    mirror="#212121",
    text="#e8e8e8",
    quiet="#ababab",
    disabled="#7d7d7d",
    accent="#86b9e6",
    on_accent="#10171d",
    alarm="#ff8a7a",
)

_current = DARK


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


def apply_theme(app: QApplication, theme: Colours = DARK) -> None:
    """Fusion with our palette and style sheet. Text keeps the size that the system asks for."""
    global _current
    _current = theme
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setStyleSheet(_style(theme))
    changes().happened.emit()


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


def _style(c: Colours) -> str:
    arrow = resource_path("theme/arrow-down.png").as_posix()
    return f"""
QMainWindow, QDialog {{ background: {c.window}; }}
QMainWindow::separator {{ background: {c.behind}; width: 4px; height: 4px; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: 4px 6px; }}

QMenuBar {{ background: {c.window}; padding: 0px 6px; }}
QMenuBar::item {{ padding: 7px 9px; margin: 4px 0px 4px 0px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.hover}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.hover}; }}
QMenu::item:disabled {{ color: {c.disabled}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 5px; }}

QDockWidget {{ color: {c.quiet}; }}
QDockWidget::title {{ background: {c.window}; padding: 7px 12px 5px 12px; text-align: left; }}

QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 9px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c.groove}; border-radius: 3px;
    min-height: 28px; margin: 0 1px 0 2px; }}
QScrollBar::handle:vertical:hover {{ background: {c.disabled}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; height: 0; width: 0; }}

QToolButton, QPushButton {{
    background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; }}
QToolButton:hover, QPushButton:hover {{ background: {c.hover}; }}
QToolButton:pressed, QPushButton:pressed {{ background: {c.line}; }}
QToolButton:checked {{ background: {c.hover}; color: {c.accent}; }}
QToolButton:focus, QPushButton:focus {{ border: 1px solid {c.accent}; }}
QToolButton[boxed="true"], QPushButton[boxed="true"] {{
    background: {c.raised}; border: 1px solid {c.line}; padding: 4px 10px; }}
QToolButton[boxed="true"]:hover {{ background: {c.hover}; }}
QToolButton[boxed="true"]:focus {{ border: 1px solid {c.accent}; }}
QToolButton[flat="true"] {{ padding: 3px; }}
QToolButton[flat="true"]:checked {{ background: transparent; }}
QToolButton[boxed="true"] {{ padding-right: 24px; }}
QToolButton::menu-indicator {{
    image: url("{arrow}"); width: 10px; height: 10px; subcontrol-origin: padding;
    subcontrol-position: center right; right: 8px; }}

QLineEdit, QAbstractSpinBox, QComboBox {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: 5px;
    padding: 3px 7px; min-height: 18px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border: 1px solid {c.accent}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{
    border: none; padding: 0; min-height: 0; background: transparent; }}
QAbstractSpinBox {{ padding: 3px 5px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; subcontrol-position: right; width: 0; border: none; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{
    background: {c.raised}; border: 1px solid {c.line}; selection-background-color: {c.hover};
    selection-color: {c.text}; outline: none; }}

QTreeView, QListView {{
    border: 1px solid {c.line}; border-radius: 5px; outline: none; background: {c.card}; }}
QTreeView::item, QListView::item {{ padding: 4px 6px; }}
QTreeView::item:selected, QListView::item:selected {{ background: {c.hover}; color: {c.text}; }}
QHeaderView::section {{
    background: {c.window}; color: {c.quiet}; border: none; border-bottom: 1px solid {c.line};
    padding: 5px 6px; }}

QSlider {{ min-height: 18px; }}
QSlider::groove:horizontal {{ height: 3px; background: {c.groove}; border-radius: 1px; }}
QSlider::sub-page:horizontal {{ background: {c.groove_done}; border-radius: 1px; }}
QSlider::handle:horizontal {{
    background: {c.handle}; width: 12px; height: 12px; margin: -5px 0; border-radius: 6px; border: none; }}
QSlider::handle:horizontal:hover {{ background: {c.handle_hover}; }}
QSlider::handle:horizontal:focus {{ background: {c.accent}; }}
QSlider::groove:horizontal:disabled, QSlider::sub-page:horizontal:disabled {{ background: {c.line}; }}
QSlider::handle:horizontal:disabled {{ background: {c.disabled}; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {c.quiet}; padding: 8px 14px; border: none;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:focus {{ color: {c.accent}; }}

QLabel[quiet="true"] {{ color: {c.quiet}; }}
QLabel[section="true"] {{ color: {c.quiet}; font-weight: 600; }}
QFrame[card="true"] {{ background: {c.card}; border: 1px solid {c.card_line}; border-radius: 7px; }}
QFrame[bar="true"] {{ background: {c.window}; border: none; }}
QFrame[notice="true"] {{ background: {c.raised}; border: 1px solid {c.groove}; border-radius: 7px; }}
"""
